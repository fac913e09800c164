//! A button that copies a text and says whether that went well.

use yew::{AttrValue, Callback, Properties, function_component, html, platform, use_state};

use crate::page::copied;
use taskscope_tell::say;

#[derive(Clone, PartialEq, Properties)]
pub(super) struct CopyProps {
    /// What is copied.
    pub(super) text: AttrValue,
}

#[function_component]
pub(super) fn CopyButton(props: &CopyProps) -> yew::Html {
    let says = use_state(|| say::page::copy as fn() -> String);
    let copy = {
        let (says, text) = (says.clone(), props.text.clone());
        Callback::from(move |_| {
            let (says, text) = (says.clone(), text.clone());
            platform::spawn_local(async move {
                says.set(if copied(&text).await {
                    say::page::copied
                } else {
                    say::page_source::copy_refused
                });
            });
        })
    };
    let forget = {
        let says = says.clone();
        Callback::from(move |_| says.set(say::page::copy))
    };
    html! {
        <button class="copy" onclick={copy} onblur={forget} aria-live="polite">{ (*says)() }</button>
    }
}
