//! The resources in the state pane: what each holds, who holds it, and who waits for it in which order.

use taskscope_format::{Access, NodeId, ResourceKind, TaskId};
use yew::{Html, html};

use super::chip::{MOST, chip, more};
use crate::ui::model::Model;
use taskscope_session::Session;
use taskscope_tell::{contents_text, dropped_text, resource_text, say};
use taskscope_trace::{Holder, ResourceState, State, Waiter};

pub(super) fn resources(model: &Model, session: &Session, state: &State) -> Html {
    let row = |resource| row(Chips { model, session, state }, resource);
    let there = || state.resources.values().filter(|resource| !resource.is_gone);
    let count = there().count();
    html! {
        <>
            { for there().take(MOST).map(row) }
            if count > MOST {
                <dt>{ say::page_state::resources() }</dt>
                <dd>{ more(count) }</dd>
            }
            if let Some(dropped) = dropped_text(session.run.trace(), state) {
                <dt>{ say::state::dropped_ones() }</dt>
                <dd><span class="none">{ dropped }</span></dd>
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
    let contents = contents_text(chips.session.run.trace(), chips.state, resource);
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
    // What was handed to the first in line says so itself.
    let is_lock = matches!(resource.kind, ResourceKind::Mutex | ResourceKind::RwLock);
    let is_handed = is_lock && resource.holders().len() == 0;
    let line = || resource.waiters().filter(move |waiter| !(is_handed && waiter.is_granted));
    let count = line().count();
    if count == 0 {
        return Html::default();
    }
    let line = line().take(MOST).map(|&Waiter { task, node, permits, is_granted, .. }| {
        let permits = permits_note(resource.kind, permits);
        let turn = if is_granted { note(&say::page_state::its_turn()) } else { String::new() };
        chips.chip(task, &format!("{}{permits}{turn}", chips.label(node)))
    });
    let role = if is_handed { say::page_state::then() } else { say::page_state::waits() };
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

    /// Which of the task's futures a node is, to go after the task's name.
    fn label(self, node: Option<NodeId>) -> String {
        let node = node.and_then(|node| self.state.nodes.get(node));
        node.map_or(String::new(), |node| say::value::inside(self.session.run.trace().text(node.label)))
    }
}
