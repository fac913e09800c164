//! A choice from a short list: a native list that opens on demand, where a row of buttons would take too much room.

use web_sys::HtmlSelectElement;
use yew::{Callback, Event, Html, TargetCast, html};

/// What can be chosen.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    /// What it is called.
    pub(crate) name: String,
    /// Whether it can be chosen just now.
    pub(crate) is_open: bool,
}

impl<T: Into<String>> From<T> for Choice {
    fn from(name: T) -> Self {
        Self { name: name.into(), is_open: true }
    }
}

/// Draws the list. `label` is said to assistive technology; `on_choose` is given the index of the choice.
pub(crate) fn pick(label: String, choices: &[Choice], chosen: usize, on_choose: &Callback<usize>) -> Html {
    let onchange = on_choose.reform(move |event: Event| {
        let index = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
        usize::try_from(index).unwrap_or(chosen)
    });
    let option = |(index, choice): (usize, &Choice)| {
        html! {
            <option key={index} selected={index == chosen} disabled={!choice.is_open}>{ &choice.name }</option>
        }
    };
    html! {
        <select class="pick" aria-label={label.clone()} title={label} {onchange}>
            { for choices.iter().enumerate().map(option) }
        </select>
    }
}
