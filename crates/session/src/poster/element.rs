//! The poster of an element: its header, its heading and its panes, as the app draws them, around the picture.

use taskscope_format::Event;
use taskscope_gallery::Variant;
use taskscope_scene::content_height;
use taskscope_tell::{say, step_time_text};
use taskscope_trace::{MOST_PRINTED, shortened};

use super::markup::{escaped, icon, sentence};
use super::source::source;
use crate::icons::{FULL_SCREEN, MORE, PLAY, RESTART, STEP_BACK, STEP_FORWARD, STOP, WAY_OUT};
use crate::{Part, Session, Speed, lanes_of};

/// Draws the frame; `picture` is the body of the timeline's picture. Buttons that a script can act on have an attribute
/// `data-act`, and every pane the name of its part: a script takes out what its element does not show of these `parts`.
#[must_use]
pub fn element(session: &Session, picture: &str, parts: &[Part]) -> String {
    let drawn = [Part::Timeline, Part::Source, Part::Output, Part::Happened, Part::State];
    let draw = |part| match part {
        Part::Timeline => timeline(session, "timeline", picture, ""),
        Part::Source => pane(part, &source(session)),
        Part::Output => pane(part, &output(session)),
        Part::Happened | Part::State | Part::Controls => pane(part, ""),
    };
    let parts: String = drawn.into_iter().filter(|part| parts.contains(part)).map(draw).collect();
    format!(
        "<div class=\"app embedded\" part=\"poster\">{}{}<div class=\"parts\">{parts}</div></div>",
        controls(),
        bar(session),
    )
}

fn controls() -> String {
    let run = say::page_controls::run();
    let speeds = Speed::ALL.map(|speed| {
        let selected = if speed == Speed::Normal { " selected=\"\"" } else { "" };
        format!("<option value=\"{}\"{selected}>{}</option>", speed.name(), escaped(&speed.label()))
    });
    let speeds = speeds.concat();
    let buttons = [
        button(&say::page_controls::step_back(), STEP_BACK, Some("back")),
        button(&say::page_controls::step_forward(), STEP_FORWARD, Some("step")),
        button(&say::page_controls::restart(), RESTART, Some("restart")),
        button(&say::page_controls::stop(), STOP, None),
    ];
    let speed = escaped(&say::page_controls::speed());
    let playground = escaped(&say::page_controls::playground());
    format!(
        "<header><div class=\"controls\" role=\"toolbar\" aria-label=\"{}\">\
         <button type=\"button\" class=\"btn play primary\" data-act=\"run\">{}{}</button>{}\
         <select class=\"pick\" aria-label=\"{speed}\" title=\"{speed}\">{speeds}</select></div>\
         <span class=\"space\"></span>\
         <a class=\"btn icon\" data-playground=\"\" target=\"_blank\" rel=\"noopener\" aria-label=\"{playground}\" title=\"{playground}\">{}</a>\
         {}</header>",
        escaped(&say::page_controls::label()),
        icon(PLAY),
        escaped(&run),
        buttons.concat(),
        icon(WAY_OUT),
        button(&say::page_controls::full_screen(), FULL_SCREEN, Some("open")),
    )
}

pub(super) fn button(label: &str, path: &str, act: Option<&str>) -> String {
    let label = escaped(label);
    let act = act.map_or_else(|| " disabled=\"\"".to_owned(), |act| format!(" data-act=\"{act}\""));
    format!(
        "<button type=\"button\" class=\"btn icon\" aria-label=\"{label}\" title=\"{label}\"{act}>{}</button>",
        icon(path)
    )
}

fn bar(session: &Session) -> String {
    format!(
        "<div class=\"bar\"><h2>{}</h2>{}<span class=\"space\"></span>\
         <span class=\"numbers\"><b role=\"status\" data-status=\"{}\">{}</b>{}</span></div>",
        escaped(&session.heading()),
        variants(session),
        session.status_kind(),
        escaped(&session.compact_status_text()),
        escaped(&session.numbers_text()),
    )
}

pub(super) fn variants(session: &Session) -> String {
    let Some(settings) = session.settings().filter(|settings| settings.demo.variants.len() > 1) else {
        return String::new();
    };
    let label = escaped(&say::page_heading::variant());
    let choice = |variant: &Variant| {
        let checked = if variant.name == settings.variant.name { " checked=\"\"" } else { "" };
        let name = escaped(variant.name);
        format!("<label><input type=\"radio\" data-variant=\"{name}\"{checked}/><span>{name}</span></label>")
    };
    let choices: String = settings.demo.variants.iter().map(choice).collect();
    format!("<div class=\"seg\" role=\"radiogroup\" aria-label=\"{label}\" title=\"{label}\">{choices}</div>")
}

/// The timeline, with what else is in its room; the lengths that the style sheet asks for are attributes that a script reads.
pub(super) fn timeline(session: &Session, class: &str, picture: &str, beside: &str) -> String {
    /// What the timeline has room for before the first lane is there.
    const LEAST: f64 = 180.0;
    let (state, axis) = (session.state(), session.axis());
    let need = content_height(&lanes_of(session, &state, &axis)).max(LEAST);
    let callout = session.callout().map(|callout| {
        let line = callout.line.map(|line| {
            let line = u64::from(line);
            let text =
                if callout.is_after { say::page_callout::after_line(line) } else { say::value::line(line) };
            format!("<span>{}</span>", escaped(&text))
        });
        let code = callout.code.as_deref().map(|code| format!("<code>{}</code>", escaped(code)));
        format!(
            "<p class=\"says\">{}</p><p class=\"where\">{}{}<span class=\"cause\">{}</span></p>",
            sentence(session, &callout.sentence),
            line.unwrap_or_default(),
            code.unwrap_or_default(),
            sentence(session, &callout.cause),
        )
    });
    format!(
        "<section class=\"{class}\" data-part=\"timeline\" data-need=\"{need:.0}px\">\
         <div class=\"canvas\">{picture}</div>\
         <div class=\"drop lanes\"><span class=\"btn plain icon\">{}</span></div>\
         <div class=\"callout-row\" data-away=\"\"><div class=\"callout\">{}</div></div>{beside}</section>",
        icon(MORE),
        callout.unwrap_or_default(),
    )
}

fn pane(part: Part, content: &str) -> String {
    let (name, label) = (part.name(), escaped(&part.label()));
    format!(
        "<section class=\"pane\" data-part=\"{name}\" aria-label=\"{label}\"><div class=\"panel\">{content}</div></section>"
    )
}

/// What the program has printed up to the cursor.
fn output(session: &Session) -> String {
    /// No pane has room for more.
    const MOST: usize = 60;
    let trace = session.run.trace();
    let printed = trace.printed_before(session.cursor());
    let rows = printed.iter().take(MOST).filter_map(|&step| {
        let Some(Event::Output { text, .. }) = trace.event_before(step) else { return None };
        let text = shortened(trace.whole_text(text), MOST_PRINTED);
        Some(format!(
            "<li><button type=\"button\"><span class=\"time\">{}</span><code>{}</code></button></li>",
            escaped(&step_time_text(trace, step)),
            escaped(&text)
        ))
    });
    let rows: String = rows.collect();
    if rows.is_empty() {
        return format!(
            "<div class=\"output\"><p class=\"empty\">{}</p></div>",
            escaped(&say::page_output::nothing())
        );
    }
    format!("<div class=\"output\"><ol>{rows}</ol></div>")
}
