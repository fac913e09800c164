//! The keys and what they do, over everything else, until it is closed.

use web_sys::HtmlDialogElement;
use yew::{Component, Context, Html, NodeRef, html};

use super::keys::KEYS;
use super::model::Props;
use crate::session::Action;

/// The help. The element stays where it is, so that the browser gives the focus back to where it came from.
pub(crate) struct Help {
    dialog: NodeRef,
}

impl Component for Help {
    type Message = ();
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self { dialog: NodeRef::default() }
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let model = &context.props().model;
        html! {
            <dialog
                class="help"
                ref={self.dialog.clone()}
                aria-label="Keys"
                onclose={model.on(Action::ShowHelp(false))}
            >
                if model.session().is_helping { { content(model) } }
            </dialog>
        }
    }

    fn rendered(&mut self, context: &Context<Self>, _: bool) {
        let Some(dialog) = self.dialog.cast::<HtmlDialogElement>() else { return };
        let is_helping = context.props().model.session().is_helping;
        if is_helping && !dialog.open() {
            // Fails only for a dialog that is not in the page.
            drop(dialog.show_modal());
        } else if !is_helping && dialog.open() {
            dialog.close();
        }
    }
}

fn content(model: &super::model::Model) -> Html {
    let has_character_keys = model.session().preferences.has_character_keys;
    let rows = KEYS.iter().map(|key| {
        html! { <div><dt><kbd>{ key.shown }</kbd></dt><dd>{ key.does }</dd></div> }
    });
    html! {
        <>
            <h2>{ "Keys" }</h2>
            <dl>{ for rows }</dl>
            <p>
                { "In the timeline: drag to select a range, Shift and drag to move, Ctrl and the wheel to zoom. \
                   Arrows and Enter count while the timeline has the focus." }
            </p>
            <label class="check">
                <input
                    type="checkbox"
                    checked={has_character_keys}
                    onchange={model.on(Action::SetCharacterKeys(!has_character_keys))}
                />
                { "Keys of one character do something" }
            </label>
            <button class="btn" onclick={model.on(Action::ShowHelp(false))}>{ "Close" }</button>
        </>
    }
}
