//! Why a task waits, as a card under the state: the one that is selected, or else the first that can never go on.

use yew::{Html, html};

use super::pieces::linked;
use crate::ui::model::Model;
use taskscope_judge::{task_to_explain, wait_chain};
use taskscope_session::Session;
use taskscope_tell::{chain_sentences, say};
use taskscope_trace::State;

pub(super) fn why(model: &Model, session: &Session, state: &State) -> Html {
    let task = task_to_explain(state, session.view.selected);
    let Some((task, chain)) = task.and_then(|task| Some((task, wait_chain(state, task)?))) else {
        return Html::default();
    };
    let title = say::page_state::why(task).into_pieces();
    let sentences = chain_sentences(session.run.trace(), state, &chain);
    let sentences =
        sentences.iter().map(|sentence| html! { <>{ linked(model, session, sentence) }{ " " }</> });
    html! {
        <section class="why-card">
            <h2>{ linked(model, session, &title) }</h2>
            <p>{ for sentences }</p>
        </section>
    }
}
