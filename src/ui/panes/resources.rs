//! The resources in the state pane: what each holds, who holds it, and who waits for it in which order.

use taskscope_format::{Access, NodeId, ResourceKind, TaskId};
use yew::{Html, html};

use super::chip::{MOST, chip, more};
use crate::ui::model::Model;
use taskscope_session::Session;
use taskscope_tell::{contents_text, resource_text, say};
use taskscope_trace::{Holder, ResourceState, State, Waiter};

pub(super) fn resources(model: &Model, session: &Session, state: &State) -> Html {
    let row = |resource| row(Chips { model, session, state }, resource);
    // What is there comes first: a long run has dropped more than there is room for.
    let of = |is_gone: bool| state.resources.values().filter(move |resource| resource.is_gone == is_gone);
    let hidden = state.resources.len().saturating_sub(MOST);
    html! {
        <>
            { for of(false).chain(of(true)).take(MOST).map(row) }
            if hidden > 0 {
                <dt>{ say::page_state::resources() }</dt>
                <dd>{ more(state.resources.len()) }</dd>
            }
        </>
    }
}

/// What a chip is made from.
#[derive(Clone, Copy)]
struct Chips<'a> {
    model: &'a Model,
    session: &'a Session,
    state: &'a State,
}

fn row(chips: Chips<'_>, resource: &ResourceState) -> Html {
    let contents = contents_text(chips.session.run.trace(), resource);
    html! {
        <>
            <dt data-resource={resource.id.0.to_string()}>{ resource_text(chips.session.run.trace(), resource.id) }</dt>
            <dd>
                if !contents.is_empty() { <span class="fact">{ contents }</span> }
                { holders(chips, resource) }
                { waiters(chips, resource) }
            </dd>
        </>
    }
}

fn holders(chips: Chips<'_>, resource: &ResourceState) -> Html {
    let Some(first) = resource.holders().next() else { return Html::default() };
    let role = match (resource.kind, first.access) {
        (ResourceKind::RwLock, Access::Shared) => say::page_state::read_by(),
        (ResourceKind::RwLock, Access::Exclusive) => say::page_state::written_by(),
        _ => say::page_state::held_by(),
    };
    let held = resource.holders().take(MOST).map(|&Holder { task, node, permits, .. }| {
        let permits = permits_note(resource.kind, permits);
        chips.chip(task, &format!("{}{permits}", chips.label(node)))
    });
    html! { <><span class="role">{ role }</span>{ for held }{ more(resource.holders().len()) }</> }
}

fn waiters(chips: Chips<'_>, resource: &ResourceState) -> Html {
    let count = resource.waiters().len();
    if count == 0 {
        return Html::default();
    }
    let line = resource.waiters().take(MOST).map(|&Waiter { task, node, permits, is_granted, .. }| {
        let permits = permits_note(resource.kind, permits);
        let turn = if is_granted { note(&say::page_state::its_turn()) } else { String::new() };
        chips.chip(task, &format!("{}{permits}{turn}", chips.label(node)))
    });
    let role = say::page_state::waits(count as u64);
    html! { <><span class="role">{ role }</span>{ for line }{ more(count) }</> }
}

/// What stands behind a name.
fn note(text: &str) -> String {
    say::state::facts() + text
}

fn permits_note(kind: ResourceKind, permits: u32) -> String {
    if kind == ResourceKind::Semaphore && permits != 1 {
        note(&say::count::permit(permits.into()))
    } else {
        String::new()
    }
}

impl Chips<'_> {
    fn chip(self, task: Option<TaskId>, detail: &str) -> Html {
        match task {
            Some(task) => chip(self.model, self.session, task, detail),
            None => html! { <span class="fact">{ say::page::outside() + detail }</span> },
        }
    }

    /// The label of a node as a note: which of the task's futures it is.
    fn label(self, node: Option<NodeId>) -> String {
        let node = node.and_then(|node| self.state.nodes.get(node));
        node.map_or(String::new(), |node| note(self.session.run.trace().text(node.label)))
    }
}
