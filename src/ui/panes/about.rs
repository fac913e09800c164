//! What the demo is about, in words, with where to read on and how to read the timeline.

use yew::{Html, html};

use crate::ui::model::Model;
use taskscope_programs::Demo;
use taskscope_session::Opened;

/// The states as the timeline draws them: class, name, meaning.
const LEGEND: [(&str, &str, &str); 5] = [
    ("running", "running", "being polled: it has the processor"),
    ("ready", "ready", "woken, waiting for its turn"),
    ("waiting", "waiting", "at an await, woken by nobody yet"),
    ("polled", "node", "a future inside a task: outlined while it waits"),
    ("woken", "woken", "a node woken, and not polled yet"),
];

pub(crate) fn about(model: &Model) -> Html {
    let session = model.session();
    let content = match (session.program(), &session.opened) {
        (None, Some(opened)) => recording(opened),
        _ => program(session.settings.demo),
    };
    html! { <div class="about">{ content }{ reading() }</div> }
}

/// A run from a file that is of no demo: what is known of it.
fn recording(opened: &Opened) -> Html {
    html! {
        <>
            <p>{ format!("This run was opened from {}. {}", opened.shown_name(), opened.program_text()) }</p>
            <p>{ "You can play it, step through it and save it, but not run it again. To run a demo, pick one from the gallery." }</p>
        </>
    }
}

fn program(demo: &Demo) -> Html {
    html! {
        <>
            { for demo.explanation.iter().map(|paragraph| html! { <p>{ *paragraph }</p> }) }
            <ul>
                { for demo.links.iter().map(|link| html! {
                    <li><a href={link.url} target="_blank" rel="noopener noreferrer">{ link.label }</a></li>
                }) }
            </ul>
            <h2>{ "Variants" }</h2>
            <dl>
                { for demo.variants.iter().map(|variant| html! {
                    <><dt>{ variant.name }</dt><dd>{ variant.sentence }</dd></>
                }) }
            </dl>
        </>
    }
}

/// How to read the timeline, and the keys.
fn reading() -> Html {
    html! {
        <>
            <h2>{ "Reading the timeline" }</h2>
            <dl class="legend">
                { for LEGEND.iter().map(|&(class, name, meaning)| html! {
                    <><dt><i class={format!("swatch {class}")}></i>{ name }</dt><dd>{ meaning }</dd></>
                }) }
            </dl>
            <h2>{ "Keys" }</h2>
            <dl>
                <dt>{ "Space" }</dt><dd>{ "run, pause, play on" }</dd>
                <dt>{ ", ." }</dt><dd>{ "one step back, forward" }</dd>
                <dt>{ "Home End" }</dt><dd>{ "to the start, the end" }</dd>
                <dt>{ "+ − a d 0" }</dt><dd>{ "zoom, pan, fit all" }</dd>
                <dt>{ "r s" }</dt><dd>{ "restart, stop" }</dd>
            </dl>
        </>
    }
}
