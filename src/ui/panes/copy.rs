//! A button that copies a text and says whether that went well.

use yew::{AttrValue, Callback, Properties, function_component, html, platform, use_state};

use crate::page::copied;

#[derive(Clone, PartialEq, Properties)]
pub(super) struct CopyProps {
    /// What is copied.
    pub(super) text: AttrValue,
}

#[function_component]
pub(super) fn CopyButton(props: &CopyProps) -> yew::Html {
    let says = use_state(|| "Copy");
    let copy = {
        let (says, text) = (says.clone(), props.text.clone());
        Callback::from(move |_| {
            let (says, text) = (says.clone(), text.clone());
            platform::spawn_local(async move {
                says.set(if copied(&text).await { "Copied" } else { "Refused: select and copy" });
            });
        })
    };
    let forget = {
        let says = says.clone();
        Callback::from(move |_| says.set("Copy"))
    };
    html! {
        <button class="copy" onclick={copy} onblur={forget} aria-live="polite">{ *says }</button>
    }
}
