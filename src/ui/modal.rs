//! What lies over everything else until it is closed: the browser's own dialog.

use web_sys::HtmlDialogElement;
use yew::{AttrValue, Component, Context, Html, NodeRef, Properties, html};

use super::model::Model;
use taskscope_session::{Action, Dialog};

/// The element stays where it is, so that the browser gives the focus back to where it came from. A press beside what is in
/// it leaves the focus in it, and so the keys.
pub(crate) struct Modal {
    element: NodeRef,
}

/// What is in it is drawn while it is open.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct ModalProps {
    pub(crate) model: Model,
    pub(crate) dialog: Dialog,
    pub(crate) label: AttrValue,
    pub(crate) children: Html,
}

impl ModalProps {
    fn is_open(&self) -> bool {
        self.model.session().dialog == Some(self.dialog)
    }
}

impl Component for Modal {
    type Message = ();
    type Properties = ModalProps;

    fn create(_: &Context<Self>) -> Self {
        Self { element: NodeRef::default() }
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let ModalProps { model, label, children, .. } = context.props();
        html! {
            <dialog class="modal" tabindex="-1" ref={self.element.clone()} aria-label={label.clone()} onclose={model.on(Action::ShowDialog(None))}>
                if context.props().is_open() {
                    <h2>{ label }</h2>
                    { children.clone() }
                }
            </dialog>
        }
    }

    fn rendered(&mut self, context: &Context<Self>, _: bool) {
        let Some(element) = self.element.cast::<HtmlDialogElement>() else { return };
        let is_open = context.props().is_open();
        if is_open && !element.open() {
            // Fails only for a dialog that is not in the page.
            drop(element.show_modal());
        } else if !is_open && element.open() {
            element.close();
        }
    }
}
