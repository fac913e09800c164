//! A message to the visitor, until it is dismissed.

use yew::{Html, html};

use super::model::Model;
use crate::session::Action;

pub(crate) fn notice(model: &Model) -> Html {
    let session = model.session();
    let Some(notice) = &session.notice else { return Html::default() };
    html! {
        <div class="notice" role="alert">
            <p>{ notice }</p>
            <button class="btn" onclick={model.on(Action::Dismiss)}>{ "Dismiss" }</button>
        </div>
    }
}
