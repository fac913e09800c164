//! What the demo is about, in words, with where to read on and how to read the timeline.

use yew::{Html, html};

use crate::ui::glossary::word;
use crate::ui::help::key_list;
use crate::ui::model::Model;
use crate::ui::prose::prose;
use taskscope_gallery::Demo;
use taskscope_session::{Recording, Session};
use taskscope_tell::{Concept, say};

type Says = fn() -> String;

/// The states as the timeline draws them: class, word of the glossary, name, meaning.
const LEGEND: [(&str, Concept, Says, Says); 5] = [
    ("running", Concept::Running, say::page_about::running, say::page_about::running_means),
    ("ready", Concept::Ready, say::page_about::ready, say::page_about::ready_means),
    ("waiting", Concept::Waiting, say::page_about::waiting, say::page_about::waiting_means),
    ("polled", Concept::Future, say::page_about::node, say::page_about::node_means),
    ("woken", Concept::Wake, say::page_about::woken, say::page_about::woken_means),
];

/// What the elastic axis does with time: class, name, meaning.
const OF_AXIS: [(&str, Says, Says); 2] = [
    ("instant", say::page_about::instant, say::page_about::instant_means),
    ("folded", say::page_about::folded, say::page_about::folded_means),
];

pub(crate) fn about(model: &Model) -> Html {
    let session = model.session();
    let content = match (session.settings(), session.program.recording()) {
        (None, Some(opened)) => recording(opened),
        (settings, _) => settings.map_or_else(Html::default, |settings| program(&session, settings.demo)),
    };
    html! { <div class="about">{ content }{ reading(model) }</div> }
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

/// The explanation answers the question, so it waits until that is closed.
fn program(session: &Session, demo: &Demo) -> Html {
    html! {
        <>
            if session.is_asking() {
                <p>{ say::page_question::about_later() }</p>
            } else {
                { for demo.explanation.iter().map(|paragraph| html! { <p>{ prose(session, paragraph) }</p> }) }
            }
            <ul>
                { for demo.links.iter().map(|link| html! {
                    <li><a href={link.url} target="_blank" rel="noopener noreferrer">{ link.label }</a></li>
                }) }
            </ul>
            if !session.is_asking() {
                <h2>{ say::page_about::variants() }</h2>
                <dl>
                    { for demo.variants.iter().map(|variant| html! {
                        <><dt>{ variant.name }</dt><dd>{ prose(session, variant.sentence) }</dd></>
                    }) }
                </dl>
            }
        </>
    }
}

/// How to read the timeline, and the keys.
fn reading(model: &Model) -> Html {
    html! {
        <>
            <h2>{ say::page_about::reading() }</h2>
            <dl class="legend">
                { for LEGEND.iter().map(|&(class, concept, name, meaning)| html! {
                    <><dt><i class={format!("swatch {class}")}></i>{ word(model, concept, name()) }</dt><dd>{ meaning() }</dd></>
                }) }
                { for OF_AXIS.iter().map(|&(class, name, meaning)| html! {
                    <><dt><i class={format!("swatch {class}")}></i>{ name() }</dt><dd>{ meaning() }</dd></>
                }) }
            </dl>
            <h2>{ say::page::keys() }</h2>
            { key_list(model) }
        </>
    }
}
