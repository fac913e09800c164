//! The panes of the playground's poster: below and beside the timeline, with what their first tabs show.

use taskscope_tell::{Line, lines, say, step_time_text};

use super::markup::{escaped, sentence};
use super::source::source;
use crate::{Session, Tab};

/// What is under the timeline: what happened, and beside it what the room has place for.
pub(super) fn bottom(session: &Session) -> String {
    let happened = say::page_happened::label();
    let output = say::page_output::label();
    let state = [say::page_state::tab(), say::page_findings::label()];
    let details = Tab::ALL.map(Tab::label);
    let wide = [happened.clone(), output.clone()];
    let middle = [&wide[..], &state[..]].concat();
    let phone = [
        &[happened.clone(), state[0].clone(), Tab::Source.label(), output, state[1].clone()][..],
        &[Tab::About.label(), Tab::Task.label(), Tab::Graph.label(), Tab::Stats.label()][..],
    ]
    .concat();
    let time = step_time_text(session.run.trace(), session.cursor());
    let at = format!("<span class=\"at\">{}</span>", escaped(&say::page_state::at(&time)));
    let told = told(session);
    let find = find_bar(session);
    format!(
        "<div class=\"bottom\">\
         <section class=\"pane happened\" data-for=\"wide\" aria-label=\"{0}\">{1}{told}</section>\
         <section class=\"pane happened\" data-for=\"middle\" aria-label=\"{0}\">{2}{told}</section>\
         <section class=\"pane\" data-for=\"phone\" aria-label=\"{0}\">{3}</section>\
         <section class=\"pane state\" data-for=\"wide\" aria-label=\"{4}\">{5}<div class=\"panel\"></div></section>\
         <section class=\"pane details\" data-for=\"middle\" aria-label=\"{6}\">{7}<div class=\"panel\">{8}</div></section></div>",
        escaped(&happened),
        tabs(&wide, 0, &find),
        tabs(&middle, 0, &find),
        tabs(&phone, 0, ""),
        escaped(&say::page_state::label()),
        tabs(&state, 0, &at),
        escaped(&say::page_details::label()),
        tabs(&details, 1, ""),
        source(session),
    )
}

/// What is beside the timeline where there is room.
pub(super) fn details(session: &Session) -> String {
    format!(
        "<aside data-for=\"wide\" aria-label=\"{}\">{}<div class=\"panel\">{}</div></aside>",
        escaped(&say::page_details::label()),
        tabs(&Tab::ALL.map(Tab::label), 1, ""),
        source(session),
    )
}

/// What is beside the tabs over the sentences: it may need a row of its own.
fn find_bar(session: &Session) -> String {
    let tasks = if session.run.live_state().tasks.len() < 2 {
        String::new()
    } else {
        let label = escaped(&say::page_find::tasks());
        let all = escaped(&say::page_find::all_tasks());
        format!("<select class=\"pick\" aria-label=\"{label}\"><option>{all}</option></select>")
    };
    let find = escaped(&say::page_find::label());
    format!(
        "<span class=\"space\"></span>{tasks}<details class=\"drop range\"><summary class=\"btn plain\">{}</summary></details>\
         <div class=\"find\" role=\"search\"><svg width=\"16\" height=\"16\" viewBox=\"0 0 16 16\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.6\" aria-hidden=\"true\">\
         <path d=\"M11.5 7a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0zM10.5 10.5l4 4\"/></svg>\
         <input class=\"search\" type=\"search\" aria-label=\"{find}\"/><span class=\"tally\"></span>\
         <button class=\"btn plain\" disabled=\"\">‹</button><button class=\"btn plain\" disabled=\"\">›</button></div>",
        escaped(&say::page_range::name()),
    )
}

fn tabs(labels: &[String], chosen: usize, beside: &str) -> String {
    let tab = |(index, label): (usize, &String)| {
        format!("<button role=\"tab\" aria-selected=\"{}\">{}</button>", index == chosen, escaped(label))
    };
    let tabs: String = labels.iter().enumerate().map(tab).collect();
    format!("<div class=\"tabs\"><div role=\"tablist\">{tabs}</div>{beside}</div>")
}

/// The sentences around the cursor, which is at the end where a question is open.
fn told(session: &Session) -> String {
    /// No pane has room for more.
    const MOST: usize = 30;
    let trace = session.run.trace();
    let all = lines(&session.run);
    let now = all.partition_point(|line| line.step <= session.cursor());
    let row = |line: &Line| {
        let current = if line.step <= session.cursor() && session.cursor() <= line.until {
            " aria-current=\"step\""
        } else {
            ""
        };
        format!(
            "<li{current}><button><span class=\"time\">{}</span><span>{}</span></button></li>",
            escaped(&step_time_text(trace, line.step)),
            sentence(session, &line.pieces)
        )
    };
    let from = now.saturating_sub(MOST / 2);
    let rows: String = all.iter().skip(from).take(MOST).map(row).collect();
    format!("<div class=\"panel\" data-follows=\"\"><ol>{rows}</ol></div>")
}
