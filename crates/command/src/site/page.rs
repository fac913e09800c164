//! The static page of a demo: all that is said of it, its pictures and its runs in sentences, for readers without scripts and
//! for search engines. What comes after the step of an open question is in a block that is closed at first.

use std::fmt::Write as _;

use taskscope_gallery::{Demo, Variant, all};
use taskscope_session::Session;
use taskscope_session::poster::{Opening, escaped, prose, question, sentences, sentences_after, still};

use super::picture::session;

/// The style sheet of all pages: the site's policy allows no rules within a page.
pub(super) const SHEET: &str = "demo.css";

/// The page of a demo.
pub(super) fn page(demo: &'static Demo) -> String {
    let variants: String = demo.variants.iter().map(|variant| section(demo, variant)).collect();
    let explanation = joined(demo.explanation.iter().map(|text| format!("<p>{}</p>", prose(text))));
    // It says how the run goes on.
    let is_asked = !demo.questions.is_empty();
    let (explanation_before, explanation_after) = if is_asked {
        (
            String::new(),
            format!("<details><summary>What happens and why it matters</summary>{explanation}</details>"),
        )
    } else {
        (explanation, String::new())
    };
    let link =
        |label: &str, url: &str| format!("<li><a href=\"{}\">{}</a></li>", escaped(url), escaped(label));
    let links = joined(demo.links.iter().map(|own| link(own.label, own.url)));
    let source = link("The source of all variants", &demo.source.url());
    let body = format!(
        "<h1>{}</h1>{explanation_before}<p><a class=\"open\" href=\"../?demo={}\">Open in the playground</a></p>{variants}\
         {explanation_after}<h2>Read on</h2><ul>{links}{source}<li><a href=\"index.html\">All programs</a></li></ul>",
        escaped(demo.title),
        demo.slug,
    );
    let about = demo.explanation.first().filter(|_| !is_asked).map_or(demo.title, |text| text);
    let head = format!("<link rel=\"stylesheet\" href=\"{SHEET}\" />");
    document((demo.title, about), &format!("{}.html", demo.slug), &head, &body)
}

/// What the playground's own page says of the demo that it opens with, where no script can draw it.
pub(super) fn read_first(demo: &'static Demo) -> String {
    let shown = demo.variants.first().map_or_else(String::new, |variant| section(demo, variant));
    let shown = shown.replace("\"../?", "\"?");
    let (title, slug) = (escaped(demo.title), demo.slug);
    format!("<h2>{title}</h2>{shown}<p><a href=\"demos/{slug}.html\">{title}, with all variants</a></p>")
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect()
}

/// The list of all pages.
pub(super) fn list() -> String {
    let mut body = "<h1>Async Rust, one program at a time</h1>".to_owned();
    let mut section = None;
    for demo in all() {
        if section.replace(demo.section) != Some(demo.section) {
            let end = if section.is_some() { "</ul>" } else { "" };
            write!(body, "{end}<h2>{}</h2><ul>", escaped(&demo.section.title()))
                .expect("a String takes every text");
        }
        write!(body, "<li><a href=\"{}.html\">{}</a></li>", demo.slug, escaped(demo.title))
            .expect("a String takes every text");
    }
    let body = format!(
        "{}</ul><p><a class=\"open\" href=\"../\">Open the playground</a></p>",
        body.replacen("</ul>", "", 1)
    );
    document(
        ("All programs", "Programs in async Rust, each with a timeline of what its scheduler does."),
        "index.html",
        "",
        &body,
    )
}

fn document((title, about): (&str, &str), address: &str, head: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\" />\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\
         <meta name=\"color-scheme\" content=\"dark light\" /><meta name=\"description\" content=\"{}\" />\
         <title>{} · taskscope</title><link rel=\"canonical\" href=\"{address}\" />\
         <link rel=\"icon\" href=\"../icon.svg\" type=\"image/svg+xml\" />\
         <link rel=\"stylesheet\" href=\"../page.css\" />{head}</head>\
         <body class=\"text demo\"><main>{body}</main></body></html>\n",
        escaped(&taskscope_gallery::prose::plain(about)),
        escaped(title),
    )
}

/// More sentences of a run are read only by those who have the app.
const MOST: usize = 400;

/// A variant: what sets it apart, as much as the playground shows at first, and the rest behind a heading.
fn section(demo: &'static Demo, variant: &'static Variant) -> String {
    let open = session(demo, variant, Opening::Playground);
    let whole = session(demo, variant, Opening::Element);
    let heading = format!("<h2>{}</h2><p>{}</p>", escaped(variant.name), prose(variant.sentence));
    let address = format!("../?demo={}&amp;variant={}", demo.slug, escaped(variant.name));
    let (Some(open), Some(whole)) = (open, whole) else {
        return format!(
            "<section>{heading}<p>It runs in real time: <a href=\"{address}\">run it</a>.</p></section>"
        );
    };
    if !open.is_asking() {
        return format!("<section>{heading}{}{}</section>", figure(&whole), sentences(&whole, MOST));
    }
    format!(
        "<section>{heading}{}{}<h3>What happens next?</h3>{}<p><a href=\"{address}\">Answer it in the playground</a></p>\
         <details><summary>The whole run</summary>{}{}</details></section>",
        figure(&open),
        sentences(&open, MOST),
        question(&open),
        figure(&whole),
        sentences_after(&whole, &open, MOST),
    )
}

/// The timeline; the first part is as high as it, and nothing to see.
fn figure(session: &Session) -> String {
    let fluid = still(session);
    format!(
        "<figure class=\"room\"><svg width=\"1\" height=\"{:.0}\" aria-hidden=\"true\"></svg>{}</figure>",
        fluid.height, fluid.body
    )
}

/// The rules of every picture, and of the room around it.
pub(super) fn rules() -> String {
    let drawn = all().find_map(|demo| session(demo, demo.variants.first()?, Opening::Element));
    let rules = drawn.map_or_else(String::new, |session| still(&session).rules);
    format!(".room{{position:relative}}.room>svg{{display:block}}{rules}")
}
