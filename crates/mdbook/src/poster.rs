//! The poster of a block: what its element shows as it opens, in a shadow root that the page declares. It is seen without a
//! script, and the element's script takes it over as it is, so nothing moves. Below it, for readers without scripts, is the
//! run in sentences: as far as its question, if it asks one, and the rest in a block that is closed at first.

use taskscope_session::poster::{Opening, element, opened, picture, question, sentences};
use taskscope_session::{Part, Parts, Session};

use crate::info::value_of;
use crate::program::Program;
use crate::widget::Widget;

/// Settings with which an app opens otherwise than any poster.
const OTHERWISE: [&str; 7] = ["clock", "axis", "step", "format", "thread", "yield", "src"];

/// What a page has of a run before any script.
#[derive(Debug)]
pub(crate) struct Poster {
    /// The shadow root.
    pub(crate) shadow: String,
    /// What is read below it without scripts: children of the element.
    pub(crate) text: String,
}

impl Poster {
    /// The poster of a widget, if it has one. `sheet` is the address of the element's style sheet; `id` begins the names in
    /// the pictures, and differs from those of all others in the book. Where there is no playground, nothing leads there.
    pub(crate) fn of(widget: &Widget, sheet: &str, id: &str, has_playground: bool) -> Option<Self> {
        let Program::Demo { settings, .. } = &widget.program else { return None };
        let parts = parts(widget)?;
        let words = widget.program.words()?;
        let whole = opened(*settings, &words, Opening::Element)?;
        let asking = opened(*settings, &words, Opening::Playground).filter(Session::is_asking);
        let picture = Picture::of(&whole, id);
        let so_far = asking.as_ref().map(|session| Picture::of(session, &format!("{id}-so-far")));
        let shown = so_far.iter().map(|so_far| format!("<div class=\"so-far\">{}</div>", so_far.body));
        let shown: String = shown.chain([picture.body]).collect();
        // The cursor is at the end of a run that is shown whole; the style sheet knows where that is.
        let frame = element(&whole, &shown, &parts).replace(" data-away=\"\"", "");
        let frame = if has_playground { frame } else { without_link(frame) };
        let mut rules = include_str!("poster.css").lines().map(str::trim).collect::<String>();
        let need = frame.split_once("data-need=\"").and_then(|(_, rest)| rest.split_once('"'));
        rules.extend(need.map(|(need, _)| format!(".timeline{{--need:{need}}}")));
        rules.extend(so_far.map(|so_far| so_far.rules).into_iter().chain([picture.rules]));
        let sheet = crate::html::escaped(sheet);
        let shadow = format!(
            "<template shadowrootmode=\"open\"><div class=\"root\"><link rel=\"stylesheet\" href=\"{sheet}\">\
             <style>{rules}</style>{frame}</div>\
             <slot></slot><details class=\"rest\"><summary>The whole run</summary><slot name=\"rest\"></slot></details>\
             </template>"
        );
        Some(Self { shadow: in_one_line(&shadow), text: in_one_line(&text(asking.as_ref(), &whole)) })
    }
}

/// The frame without its link to the playground.
fn without_link(frame: String) -> String {
    let Some((before, rest)) = frame.split_once("<a class=\"btn icon\" data-playground") else {
        return frame;
    };
    let (_, after) = rest.split_once("</a>").unwrap_or_default();
    [before, after].concat()
}

/// A picture with names of its own.
struct Picture {
    rules: String,
    body: String,
}

impl Picture {
    fn of(session: &Session, id: &str) -> Self {
        let fluid = picture(session);
        Self { rules: fluid.rules.replace(&fluid.name, id), body: fluid.body.replace(&fluid.name, id) }
    }
}

/// The parts of the element; `None` if one of them is in no poster.
fn parts(widget: &Widget) -> Option<Vec<Part>> {
    let said = |name: &str| widget.attributes.iter().any(|pair| pair.name == name);
    let is_played = said("autoplay") && value_of(&widget.attributes, "loading") != Some("click");
    if is_played || OTHERWISE.into_iter().any(said) {
        return None;
    }
    let Parts::Some(parts) = Parts::named(value_of(&widget.attributes, "view").unwrap_or_default()) else {
        return None;
    };
    let parts: Vec<Part> = Part::ALL.into_iter().filter(|part| parts.contains(part)).collect();
    (!parts.contains(&Part::Controls)).then_some(parts)
}

/// The first sentences, or those before the question and the question itself; then all.
fn text(asking: Option<&Session>, whole: &Session) -> String {
    /// How many are read at once, how many before a question, and how many at all.
    const FIRST: usize = 12;
    const BEFORE: usize = 24;
    const MOST: usize = 200;
    let before = asking.map_or_else(
        || sentences(whole, FIRST),
        |asking| format!("{}<p><b>What happens next?</b></p>{}", sentences(asking, BEFORE), question(asking)),
    );
    format!(
        "<div class=\"taskscope-told\">{before}</div><div class=\"taskscope-told\" slot=\"rest\">{}</div>",
        sentences(whole, MOST)
    )
}

/// Markdown would end it at the first empty line.
fn in_one_line(markup: &str) -> String {
    markup.replace('\n', "&#10;")
}
