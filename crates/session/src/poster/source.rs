//! The program beside the picture, as the app shows it: lines with their numbers and how many polls came by, and folds.

use taskscope_gallery::{Class, KnobKind, Row, SourceLine, knob_text, listing};
use taskscope_tell::say;

use super::markup::escaped;
use crate::{Session, fold_text};

/// The pane with the source of the variant that is shown.
pub(super) fn source(session: &Session) -> String {
    let Some(settings) = session.settings() else { return String::new() };
    let (demo, variant) = (settings.demo, settings.variant);
    let is_first = demo.variants.first().is_some_and(|first| first.name == variant.name);
    let mark = if is_first { "−" } else { "+" };
    let entries = listing(demo.source, variant.name);
    let polls = session.polls_by_line();
    let rows = entries.iter().map(|entry| match entry {
        Row::Line(line) => row(session, line, polls.get(&line.number).copied().unwrap_or_default(), mark),
        Row::Fold(fold) if fold.lines.is_empty() => {
            format!("<span class=\"fold\">{}</span>", escaped(&fold_text(fold)))
        }
        Row::Fold(fold) => {
            format!("<button class=\"fold\" type=\"button\">{}</button>", escaped(&fold_text(fold)))
        }
    });
    let differs = if entries.iter().any(|entry| matches!(entry, Row::Line(line) if line.differs)) {
        format!(
            "<span class=\"differs-key\">{}</span>",
            escaped(&say::page_source::only_in(mark, variant.name))
        )
    } else {
        String::new()
    };
    format!(
        "<div class=\"code\"><div class=\"file\"><a href=\"{}\">{}</a>{differs}<span class=\"legend\">{}</span>\
         <button type=\"button\" class=\"copy\">{}</button></div>\
         <pre>{}</pre></div>",
        escaped(&demo.source.url()),
        escaped(demo.source.name()),
        escaped(&say::page_source::legend()),
        escaped(&say::page::copy()),
        rows.collect::<String>()
    )
}

fn row(session: &Session, line: &SourceLine, polls: usize, mark: &str) -> String {
    let reached = if polls > 0 {
        format!("<button type=\"button\">{}</button>", escaped(&say::page_source::times(polls as u64)))
    } else {
        String::new()
    };
    let (differs, mark) = if line.differs { (" differs", mark) } else { ("", "") };
    let indent = (line.indent() / 4).min(7);
    let lead = match line.indent() {
        0 => String::new(),
        count => format!("<span class=\"lead\">{}</span>", " ".repeat(count)),
    };
    let spans = line.spans.iter().enumerate().map(|(index, span)| {
        let knobs = session.settings().map(|settings| settings.knobs);
        let turned = span.knob().and_then(|name| {
            let (knob, value) = knobs.as_ref()?.iter().find(|(knob, _)| knob.name == name)?;
            Some(match (knob.kind, value) {
                (KnobKind::Switch, 0) => format!("{} ✗", knob.name),
                (KnobKind::Switch, _) => format!("{} ✓", knob.name),
                _ => knob_text(knob, value),
            })
        });
        let text = turned.unwrap_or_else(|| span.text.to_owned());
        let text = escaped(if index == 0 { text.trim_start_matches(' ') } else { &text });
        match span.class {
            Class::Plain => text,
            Class::Knob => format!("<button type=\"button\" class=\"knob-value\">{text}</button>"),
            Class::Keyword => format!("<span class=\"keyword\">{text}</span>"),
            Class::Function => format!("<span class=\"function\">{text}</span>"),
            Class::Literal => format!("<span class=\"literal\">{text}</span>"),
            Class::Comment => format!("<span class=\"comment\">{text}</span>"),
        }
    });
    format!(
        "<span class=\"line in{indent}{differs}\"><span class=\"number\">{}</span><span class=\"reached\">{reached}</span>\
         <span class=\"dots\"></span><span class=\"mark\">{mark}</span><span class=\"text\">{lead}{}\n</span></span>",
        line.number,
        spans.collect::<String>()
    )
}
