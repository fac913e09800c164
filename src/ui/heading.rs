//! Above the timeline: what the demo is, which variant and axis are shown, and the run in numbers.

use taskscope_format::RunEnd;
use yew::{Html, html};

use super::model::Model;
use super::radio_row::radio_row;
use taskscope_programs::{Demo, all, way_at};
use taskscope_session::{Action, Look, Session, Settings, Status};
use taskscope_tell::{count_text, micros_text};
use taskscope_trace::AxisKind;

/// Draws it; `id` makes names of radio buttons unique.
pub(crate) fn heading(model: &Model, id: &str) -> Html {
    let session = model.session();
    let program = session.settings();
    let title = session.heading().into_owned();
    let has_tour = program.is_some_and(|settings| !settings.demo.tour.is_empty());
    html! {
        <>
            <div class="title">
                <h1>{ title }</h1>
                { for program.map(|settings| way(model, settings)) }
                <p>{ program.map_or("A recorded run of a program that is not among the demos here.", |settings| settings.demo.watch) }</p>
            </div>
            <div class="bar">
                { for program.map(|settings| variants(model, id, settings)) }
                <span class="label" aria-hidden="true">{ "Axis" }</span>
                { axes(model, id, session.view.axis) }
                if session.story.stop().is_none() && has_tour {
                    <button class="btn tour" title="A walk through this run, stop by stop" onclick={model.on(Action::Visit(0))}>
                        { "Tour" }
                    </button>
                }
                <span class="space"></span>
                <span class="numbers"><b role="status" data-status={status_kind(&session)}>{ status_text(&session) }</b>{ numbers(&session) }</span>
            </div>
        </>
    }
}

/// The same for an embedded element: its page has headings of its own, and says what the demo is about.
pub(crate) fn compact_heading(model: &Model, id: &str, has_controls: bool) -> Html {
    let session = model.session();
    let title = session.heading().into_owned();
    html! {
        <div class="bar">
            <h2>{ title }</h2>
            { for session.settings().map(|settings| variants(model, id, settings)) }
            if has_controls { { axes(model, id, session.view.axis) } }
            <span class="space"></span>
            <span class="numbers"><b role="status" data-status={status_kind(&session)}>{ status_text(&session) }</b>{ numbers(&session) }</span>
        </div>
    }
}

/// Where the demo stands on the way through the gallery, with the ones before and after it.
fn way(model: &Model, settings: Settings) -> Html {
    let (before, place, after) = way_at(settings.demo);
    let to = |demo: Option<&'static Demo>, direction: &'static str, arrow: &'static str| {
        let Some(demo) = demo else { return Html::default() };
        html! {
            <button
                class="btn plain"
                title={format!("{direction}: {}", demo.title)}
                aria-label={format!("{direction}: {}", demo.title)}
                onclick={model.on(Action::Choose(model.session().settings_for(demo)))}
            >
                { arrow }
            </button>
        }
    };
    html! {
        <nav class="way" aria-label="Way through the demos">
            { to(before, "Previous", "‹") }
            <span title={settings.demo.section.title()}>{ format!("{place} of {}", all().count()) }</span>
            { to(after, "Next", "›") }
        </nav>
    }
}

/// The variants of a demo, if it has several.
fn variants(model: &Model, id: &str, settings: Settings) -> Html {
    let variants = settings.demo.variants;
    if variants.len() < 2 {
        return Html::default();
    }
    let choices: Vec<_> = variants.iter().map(|variant| variant.name).collect();
    let chosen =
        variants.iter().position(|variant| variant.name == settings.variant.name).unwrap_or_default();
    let on_choose = model.act.reform(move |index: usize| {
        let variant = variants.get(index).unwrap_or(settings.variant);
        Action::Choose(Settings { variant, ..settings })
    });
    radio_row("Variant", &format!("variant-{id}"), &choices, chosen, &on_choose)
}

fn axes(model: &Model, id: &str, axis: AxisKind) -> Html {
    const AXES: [(AxisKind, &str); 3] =
        [(AxisKind::Clock, "Clock"), (AxisKind::Elastic, "Elastic"), (AxisKind::Steps, "Steps")];
    let choices = AXES.map(|(_, label)| label);
    let chosen = AXES.iter().position(|&(kind, _)| kind == axis).unwrap_or_default();
    let on_choose = model.act.reform(|index: usize| {
        Action::Look(Look::Axis(AXES.get(index).map_or_else(AxisKind::default, |&(kind, _)| kind)))
    });
    radio_row("Axis", &format!("axis-{id}"), &choices, chosen, &on_choose)
}

/// Where the run stands, and the file that it comes from or how long nothing was heard of it.
fn status_text(session: &Session) -> String {
    match (session.program.recording(), session.notices.silent) {
        (Some(opened), _) => format!("{} · from {}", status(session), opened.shown_name()),
        (None, Some(seconds)) => format!("{} · has not yielded for {seconds} s", status(session)),
        (None, None) => status(session).to_owned(),
    }
}

/// Where the run stands, in a word or two.
fn status(session: &Session) -> &'static str {
    match session.status() {
        Status::Idle => "Not run yet",
        Status::Running => "Running",
        Status::Paused => "Paused",
        Status::Stopped | Status::Ended(RunEnd::Stopped) => "Stopped",
        Status::Ended(RunEnd::Finished) => "Finished",
        Status::Ended(RunEnd::Stuck) => "Stuck",
        Status::Ended(RunEnd::LimitReached) => "Trace full",
        Status::Ended(RunEnd::Panicked) => "Panicked",
        Status::Ended(RunEnd::Crashed) => "Crashed",
        Status::Ended(RunEnd::HeldTooLong) => "Held the page too long",
    }
}

/// The kind of mark that goes with it.
fn status_kind(session: &Session) -> &'static str {
    match session.status() {
        Status::Idle => "idle",
        Status::Running if session.notices.silent.is_some() => "silent",
        Status::Running => "running",
        Status::Paused => "paused",
        Status::Stopped | Status::Ended(RunEnd::Stopped) => "stopped",
        Status::Ended(RunEnd::Finished) => "finished",
        Status::Ended(
            RunEnd::Stuck | RunEnd::LimitReached | RunEnd::Panicked | RunEnd::Crashed | RunEnd::HeldTooLong,
        ) => "failed",
    }
}

fn numbers(session: &Session) -> String {
    let state = session.run.live_state();
    if state.tasks.is_empty() {
        return String::new();
    }
    let time = micros_text(session.run.trace().length());
    let tasks = count_text(state.tasks.len() as u64, "task");
    format!(" · {tasks} · {} · {} · {time}", count_text(state.polls, "poll"), count_text(state.wakes, "wake"))
}
