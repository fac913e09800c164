//! What the demo is about, in words, with where to read on and how to read the timeline.

use yew::{Html, html};

use crate::ui::model::Model;
use taskscope_programs::Demo;
use taskscope_session::Recording;
use taskscope_tell::say;

type Says = fn() -> String;

/// The states as the timeline draws them: class, name, meaning.
const LEGEND: [(&str, Says, Says); 7] = [
    ("running", say::page_about::running, say::page_about::running_means),
    ("ready", say::page_about::ready, say::page_about::ready_means),
    ("waiting", say::page_about::waiting, say::page_about::waiting_means),
    ("polled", say::page_about::node, say::page_about::node_means),
    ("woken", say::page_about::woken, say::page_about::woken_means),
    ("instant", say::page_about::instant, say::page_about::instant_means),
    ("folded", say::page_about::folded, say::page_about::folded_means),
];

pub(crate) fn about(model: &Model) -> Html {
    let session = model.session();
    let content = match (session.settings(), session.program.recording()) {
        (None, Some(opened)) => recording(opened),
        (settings, _) => settings.map_or_else(Html::default, |settings| program(settings.demo)),
    };
    html! { <div class="about">{ content }{ reading() }</div> }
}

/// A run from a file that is of no demo: what is known of it.
fn recording(opened: &Recording) -> Html {
    html! {
        <>
            <p>{ say::page_about::opened(&opened.shown_name(), &opened.program_text()) }</p>
            <p>{ say::page_about::can_play() }</p>
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
            <h2>{ say::page_about::variants() }</h2>
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
            <h2>{ say::page_about::reading() }</h2>
            <dl class="legend">
                { for LEGEND.iter().map(|&(class, name, meaning)| html! {
                    <><dt><i class={format!("swatch {class}")}></i>{ name() }</dt><dd>{ meaning() }</dd></>
                }) }
            </dl>
            <h2>{ say::page::keys() }</h2>
            <dl>
                <dt>{ say::page_keys::space() }</dt><dd>{ say::page_about::run() }</dd>
                <dt>{ ", ." }</dt><dd>{ say::page_about::steps() }</dd>
                <dt>{ say::page_keys::home() }{ " " }{ say::page_keys::end() }</dt><dd>{ say::page_about::ends() }</dd>
                <dt>{ "+ − a d 0" }</dt><dd>{ say::page_about::zoom() }</dd>
                <dt>{ "r" }</dt><dd>{ say::page_keys::restart() }</dd>
            </dl>
        </>
    }
}
