//! Above the timeline: what the demo is, which variant is shown, and where the run is.

use yew::{Html, html};

use super::model::Model;
use super::pick::{Choice, pick};
use super::prose::prose;
use super::radio_row::radio_row;
use taskscope_session::{Action, CourseStop, Look, Settings, Way};
use taskscope_tell::say;
use taskscope_trace::AxisKind;

/// Draws it; `id` makes names of radio buttons unique.
pub(crate) fn heading(model: &Model, id: &str) -> Html {
    let session = model.session();
    let program = session.settings();
    let title = session.heading().into_owned();
    // What to watch would answer the question, so there is a hint in its place while that is open.
    let watch = match program {
        _ if session.is_asking() && session.run.trace().is_empty() => {
            html! { { say::page_question::hint_before() } }
        }
        _ if session.is_asking() => html! { { say::page_question::hint() } },
        Some(settings) => prose(&session, settings.variant.watch),
        None => html! { { say::page_heading::recorded() } },
    };
    html! {
        <div class="title">
            <h1>{ title }</h1>
            { for program.map(|settings| variants(model, id, settings)) }
            if session.can_ask_again() {
                <button class="btn plain predict" title={say::page_question::about_again()} onclick={model.on(Action::AskAgain)}>
                    { say::page_question::again() }
                </button>
            }
            <span class="space"></span>
            { for way(model) }
            <p class="watch">{ watch }</p>
        </div>
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
            if has_controls { { axes(model, id) } }
            <span class="space"></span>
            <span class="numbers"><b role="status" data-status={session.status_kind()}>{ session.compact_status_text() }</b>{ session.numbers_text() }</span>
        </div>
    }
}

/// Where the demo is on the way through the course or the gallery, with the ones before and after it.
fn way(model: &Model) -> Option<Html> {
    let session = model.session();
    let Way { before, place, all, after } = session.way()?;
    let to = |stop: Option<CourseStop>, says: fn(&str) -> String, arrow: &'static str| {
        let Some(stop) = stop else { return Html::default() };
        let says = says(stop.demo.title);
        html! {
            <button
                class="btn plain"
                title={says.clone()}
                aria-label={says}
                onclick={model.on(Action::GoToDemo(stop))}
            >
                { arrow }
            </button>
        }
    };
    let section = session.settings().map(|settings| settings.demo.section.title());
    Some(html! {
        <nav class="way" aria-label={say::page_heading::way()}>
            { to(before, say::page_heading::previous, "‹") }
            <span title={section}>{ say::page_heading::place(place as u64, all as u64) }</span>
            { to(after, say::page_heading::next, "›") }
        </nav>
    })
}

/// The variants of a demo, if it has several.
fn variants(model: &Model, id: &str, settings: Settings) -> Html {
    let variants = settings.demo.variants;
    if variants.len() < 2 {
        return Html::default();
    }
    let choices: Vec<_> = variants.iter().map(|variant| variant.name.to_owned()).collect();
    let chosen =
        variants.iter().position(|variant| variant.name == settings.variant.name).unwrap_or_default();
    let on_choose = model.act.reform(move |index: usize| {
        let variant = variants.get(index).unwrap_or(settings.variant);
        Action::Choose(Settings { variant, ..settings })
    });
    radio_row(say::page_heading::variant(), &format!("variant-{id}"), &choices, chosen, &on_choose)
}

/// The same as a list that opens, where a row takes too much room.
pub(super) fn variant_list(model: &Model, settings: Settings) -> Html {
    let variants = settings.demo.variants;
    if variants.len() < 2 {
        return Html::default();
    }
    let choices: Vec<_> = variants.iter().map(|variant| Choice::from(variant.name)).collect();
    let chosen =
        variants.iter().position(|variant| variant.name == settings.variant.name).unwrap_or_default();
    let on_choose = model.act.reform(move |index: usize| {
        let variant = variants.get(index).unwrap_or(settings.variant);
        Action::Choose(Settings { variant, ..settings })
    });
    pick(say::page_heading::variant(), &choices, chosen, &on_choose)
}

/// What the axis shows: time, time with its instants spread, or events.
pub(super) fn axes(model: &Model, id: &str) -> Html {
    const AXES: [(AxisKind, fn() -> String); 3] = [
        (AxisKind::Clock, say::page_heading::clock),
        (AxisKind::Elastic, say::page_heading::elastic),
        (AxisKind::Steps, say::page_heading::steps),
    ];
    let axis = model.session().view.axis;
    let choices = AXES.map(|(_, label)| label());
    let chosen = AXES.iter().position(|&(kind, _)| kind == axis).unwrap_or_default();
    let on_choose = model.act.reform(|index: usize| {
        Action::Look(Look::Axis(AXES.get(index).map_or_else(AxisKind::default, |&(kind, _)| kind)))
    });
    radio_row(say::page_heading::axis(), &format!("axis-{id}"), &choices, chosen, &on_choose)
}
