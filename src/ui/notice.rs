//! What the visitor has to know: a message over the page until it is dismissed, and above the title the file that is open.

use web_sys::HtmlInputElement;
use yew::{AttrValue, Html, Properties, function_component, html, use_effect_with, use_node_ref};

use super::model::Model;
use taskscope_session::Action;
use taskscope_tell::say;

pub(crate) fn notice(model: &Model) -> Html {
    let session = model.session();
    let text = session.notices.text.as_deref();
    if text.is_none() && session.notices.link.is_none() {
        return Html::default();
    }
    html! {
        <div class="notice" role="alert">
            if let Some(text) = text { <p>{ text }</p> }
            if let Some(link) = session.notices.link.clone() { <Link {link} /> }
            <button class="btn" onclick={model.on(Action::Dismiss)}>{ say::page_notice::dismiss() }</button>
        </div>
    }
}

/// Which file is open, and the way back to what was shown before it.
pub(super) fn opened(model: &Model) -> Html {
    let session = model.session();
    let recording = session.program.recording().filter(|_| !session.run.trace().is_empty());
    let Some(recording) = recording else { return Html::default() };
    html! {
        <div class="opened">
            <p>{ say::page_notice::opened(&recording.shown_name()) }</p>
            <button class="btn" onclick={model.on(Action::CloseFile)}>{ say::page_notice::close_file() }</button>
        </div>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct LinkProps {
    link: AttrValue,
}

/// A link that the browser did not let be copied, selected, so that one key copies it.
#[function_component]
fn Link(props: &LinkProps) -> Html {
    let field = use_node_ref();
    {
        let field = field.clone();
        use_effect_with(props.link.clone(), move |_| {
            if let Some(field) = field.cast::<HtmlInputElement>() {
                // Focus fails only for what can't have it.
                drop(field.focus());
                field.select();
            }
        });
    }
    html! {
        <label class="link">
            { say::page_files::link_refused() }
            <input ref={field} type="text" readonly=true value={props.link.clone()} />
        </label>
    }
}
