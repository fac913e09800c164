//! A row of a menu with a name and a control.

use yew::{Html, html};

pub(crate) fn field(name: String, hint: String, control: Html) -> Html {
    html! { <label class="field" title={hint}><span>{ name }</span>{ control }</label> }
}
