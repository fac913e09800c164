//! The static page of a demo: all that is said of it, its pictures and its runs in sentences, for readers without scripts and
//! for search engines. What comes after the step of an open question is in a block that is closed at first.

use std::fmt::Write as _;

use taskscope_gallery::{Demo, Variant, all};
use taskscope_session::poster::{Opening, escaped, picture as timeline, prose, question, sentences};

use super::picture::session;

/// A page, and its own style sheet: the site's policy allows no rules within a page.
pub(super) struct Page {
    pub(super) html: String,
    pub(super) rules: String,
}

/// The page of a demo.
pub(super) fn page(demo: &'static Demo) -> Page {
    let mut rules = String::new();
    let variants: String = demo.variants.iter().map(|variant| section(demo, variant, &mut rules)).collect();
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
    let head = format!("<link rel=\"stylesheet\" href=\"{}.css\" />", demo.slug);
    Page { html: document((demo.title, about), &format!("{}.html", demo.slug), &head, &body), rules }
}

/// What the playground's own page says of the demo that it opens with, where no script can draw it.
pub(super) fn read_first(demo: &'static Demo) -> String {
    let variants = demo.variants.first();
    let shown: String =
        variants.map(|variant| section(demo, variant, &mut String::new())).into_iter().collect();
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

/// A variant: what sets it apart, as much as the playground shows at first, and the rest behind a heading.
fn section(demo: &'static Demo, variant: &'static Variant, rules: &mut String) -> String {
    let open = session(demo, variant, Opening::Playground);
    let whole = session(demo, variant, Opening::Element);
    let heading = format!("<h2>{}</h2><p>{}</p>", escaped(variant.name), prose(variant.sentence));
    let address = format!("../?demo={}&amp;variant={}", demo.slug, escaped(variant.name));
    let (Some(open), Some(whole)) = (open, whole) else {
        return format!(
            "<section>{heading}<p>It runs in real time: <a href=\"{address}\">run it</a>.</p></section>"
        );
    };
    let mut draw = |session| {
        let fluid = timeline(session);
        let name = &fluid.name;
        rules.push_str(&fluid.rules);
        write!(rules, ".{name}-room{{position:relative;block-size:{:.0}px}}", fluid.height)
            .expect("a String takes every text");
        format!("<figure class=\"{name}-room\">{}</figure>", fluid.body)
    };
    let all = |session| sentences(session, usize::MAX);
    if !open.is_asking() {
        return format!("<section>{heading}{}{}</section>", draw(&whole), all(&whole));
    }
    format!(
        "<section>{heading}{}{}<h3>What happens next?</h3>{}<p><a href=\"{address}\">Answer it in the playground</a></p>\
         <details><summary>The whole run</summary>{}{}</details></section>",
        draw(&open),
        all(&open),
        question(&open),
        draw(&whole),
        all(&whole),
    )
}
