//! A block as HTML: one line, so that it can stand in a list or a quotation as the block did.

use std::fmt::Write;

use crate::info::Pair;
use crate::outcome::Outcome;
use crate::poster::Poster;
use crate::program::Program;
use crate::widget::Widget;

/// What is read where an element can't come to life.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Read<'a> {
    /// What it shows as it opens, and sentences.
    Poster(&'a Poster),
    /// A picture, and what was printed; `None` for what only browsers run.
    Outcome(Option<&'a Outcome>),
}

/// The element of a widget, with what is read where it can't come to life. `playground` opens the same there.
pub(crate) fn figure(widget: &Widget, read: Read<'_>, playground: Option<&str>) -> String {
    let read = match read {
        Read::Poster(Poster { shadow, text }) => [shadow.as_str(), text].concat(),
        Read::Outcome(outcome) => outcome_text(outcome),
    };
    format!(
        "<figure class=\"taskscope\"><task-scope{}>{read}{}</task-scope><figcaption>{}</figcaption></figure>",
        attributes(widget),
        way_on(widget, playground),
        escaped(&widget.caption())
    )
}

/// A figure with the page's style rules in it.
pub(crate) fn with_style(figure: &str, style: &str) -> String {
    figure.replacen("<figure class=\"taskscope\">", &format!("<figure class=\"taskscope\">{style}"), 1)
}

fn attributes(widget: &Widget) -> String {
    let mut text = String::new();
    for Pair { name, value } in &widget.attributes {
        let value = value.as_deref().unwrap_or_default();
        write!(text, " {name}=\"{}\"", escaped(value)).expect("a String takes every text");
    }
    for (name, value) in [("theme", "auto"), ("loading", "lazy")] {
        if !widget.attributes.iter().any(|pair| pair.name == name) {
            write!(text, " {name}=\"{value}\"").expect("a String takes every text");
        }
    }
    write!(text, " style=\"--taskscope-height:{}px\"", widget.height).expect("a String takes every text");
    text
}

fn outcome_text(outcome: Option<&Outcome>) -> String {
    let mut text = String::new();
    match outcome {
        Some(Outcome { picture, output }) => {
            text.push_str(picture);
            if !output.is_empty() {
                // A line's end of Markdown would end nothing, but an empty line would.
                let lines = output.iter().map(|line| escaped(line)).collect::<Vec<_>>().join("&#10;");
                write!(text, "<pre class=\"taskscope-output\">{lines}</pre>")
                    .expect("a String takes every text");
            }
        }
        None => text.push_str("<p>This program runs in browsers only.</p>"),
    }
    text
}

/// A link to where the run can be looked at more closely. It also lets the keyboard scroll what is higher than the
/// element.
fn way_on(widget: &Widget, playground: Option<&str>) -> String {
    let link = match (&widget.program, playground) {
        (Program::Demo { .. }, None) => return String::new(),
        (Program::Demo { .. }, Some(address)) => {
            format!("<a href=\"{}\">Open it in the playground</a>", escaped(address))
        }
        (Program::Saved(address), _) => {
            format!("<a href=\"{}\" download>Download the recorded run</a>", escaped(address))
        }
    };
    format!("<p class=\"taskscope-on\">{link}</p>")
}

/// A text as HTML has it, in attributes too, and in one line: an empty one would end the block.
pub(crate) fn escaped(text: &str) -> String {
    taskscope_session::poster::escaped(text).replace('\n', "&#10;")
}
