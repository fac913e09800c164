//! The glossary, and the words of the page that lead to it.

use web_sys::Element;
use yew::{Html, classes, function_component, html, use_effect_with, use_node_ref};

use super::modal::Modal;
use super::model::{Model, Props};
use super::prose::prose;
use super::scroll::scroll_within;
use taskscope_session::{Action, Dialog};
use taskscope_tell::{Concept, say};

/// A label whose word the glossary has: pointing at it tells the meaning, a press opens the glossary there.
pub(crate) fn word(model: &Model, concept: Concept, label: impl Into<Html>) -> Html {
    let meaning = concept.meaning().replace('`', "");
    html! {
        <button
            type="button"
            class="word"
            title={say::page_glossary::tip(&meaning)}
            aria-description={meaning}
            onclick={model.on(Action::ShowDialog(Some(Dialog::Glossary(Some(concept)))))}
        >
            { label.into() }
        </button>
    }
}

/// The glossary itself.
pub(crate) fn glossary(model: &Model) -> Html {
    // While it is closed, any of its forms will do.
    let dialog = model.session().dialog.filter(|dialog| matches!(dialog, Dialog::Glossary(_)));
    html! {
        <Modal model={model.clone()} dialog={dialog.unwrap_or(Dialog::Glossary(None))} label={say::page_glossary::label()}>
            <Words model={model.clone()} />
            <div class="buttons">
                <button class="btn" onclick={model.on(Action::ShowDialog(None))}>{ say::page::close() }</button>
            </div>
        </Modal>
    }
}

#[function_component]
fn Words(props: &Props) -> Html {
    let session = props.model.session();
    let open = if let Some(Dialog::Glossary(asked)) = session.dialog { Some(asked) } else { None };
    let list = use_node_ref();
    {
        let list = list.clone();
        use_effect_with(open.flatten(), move |asked| {
            if let (Some(list), Some(concept)) = (list.cast::<Element>(), asked) {
                scroll_within(&list, &format!("[data-word=\"{concept:?}\"]"));
            }
        });
    }
    let Some(asked) = open else { return Html::default() };
    let row = |concept: Concept| {
        let class = classes!((asked == Some(concept)).then_some("asked"));
        html! {
            <div key={format!("{concept:?}")} {class} data-word={format!("{concept:?}")}>
                <dt>{ concept.name() }</dt>
                <dd>{ prose(&session, &concept.meaning()) }</dd>
            </div>
        }
    };
    html! {
        <>
            <p>{ say::page_glossary::lead() }</p>
            <dl ref={list} class="glossary" tabindex="0" aria-label={say::page_glossary::label()}>
                { for Concept::ALL.into_iter().map(row) }
            </dl>
        </>
    }
}
