//! Which tasks and resources the graph shows, and how they are linked.

use taskscope_sorted::SortedMap;

use taskscope_format::{ResourceId, Wait};

use super::{GraphItem, GraphLink};
use taskscope_trace::{ResourceState, State, TaskState};

/// A graph that is not laid out yet.
pub(super) struct Collected {
    pub(super) items: Vec<GraphItem>,
    pub(super) links: Vec<(usize, usize, GraphLink)>,
    pub(super) left_out: usize,
}

/// Those that are linked first, then tasks that stand alone; whatever finds no room is counted.
pub(super) fn collect(state: &State, most: usize) -> Collected {
    /// Links that are looked at: more could not be drawn between so few boxes, or read.
    const MOST_LINKS: usize = 4_096;
    let mut links: Vec<_> = all_links(state).take(MOST_LINKS).collect();
    let mut places = SortedMap::new();
    let mut items = Vec::new();
    let alive = state.tasks.values().filter(|task| !task.phase.is_over());
    let linked = links.iter().flat_map(|&(from, to, _)| [from, to]);
    for item in linked.chain(alive.map(|task| GraphItem::Task(task.id))) {
        let next = places.len();
        places.entry(item).or_insert_with(|| {
            items.push(item);
            next
        });
    }
    let left_out = items.len().saturating_sub(most);
    items.truncate(most);
    links.dedup();
    let index = |item: &GraphItem| places.get(item).copied().filter(|&index| index < most);
    let mut links: Vec<_> =
        links.iter().filter_map(|(from, to, link)| Some((index(from)?, index(to)?, *link))).collect();
    taskscope_sorted::sort_by_key(&mut links, |&(from, to, _)| (from, to));
    links.dedup_by_key(|&mut (from, to, _)| (from, to));
    Collected { items, links, left_out }
}

type Link = (GraphItem, GraphItem, GraphLink);

fn all_links(state: &State) -> impl Iterator<Item = Link> {
    let waits = state.tasks.values().filter(|task| !task.phase.is_over()).flat_map(links_of_task);
    waits.chain(state.resources.values().flat_map(links_of_resource))
}

/// What a task waits for, as far as it is a task or a resource. One that is ready or runs waits for nothing.
fn links_of_task(task: &TaskState) -> impl Iterator<Item = Link> {
    let is_waiting = task.phase == taskscope_trace::Phase::Waiting;
    let awaits = task.awaits.iter().filter(move |_| is_waiting);
    awaits.filter_map(|wait| Some((GraphItem::Task(task.id), awaited(wait.on)?, GraphLink::WaitsFor)))
}

fn awaited(on: Wait) -> Option<GraphItem> {
    match on {
        Wait::Task(task) => Some(GraphItem::Task(task)),
        Wait::Acquire(resource)
        | Wait::Read(resource)
        | Wait::Receive(resource)
        | Wait::Send(resource)
        | Wait::Notified(resource)
        | Wait::Changed(resource)
        | Wait::Barrier(resource)
        | Wait::Closed(resource)
        | Wait::Promise(resource) => Some(GraphItem::Resource(resource)),
        Wait::Timer(_) | Wait::Yield | Wait::Budget | Wait::Thread(_) => None,
    }
}

/// Who holds a resource, or has it set aside.
fn links_of_resource(resource: &ResourceState) -> impl Iterator<Item = Link> {
    let id: ResourceId = resource.id;
    let granted = resource.waiters().take_while(|waiter| waiter.is_granted).map(|waiter| waiter.task);
    let holding = resource.holding_tasks().chain(granted).flatten();
    holding.map(move |task| (GraphItem::Resource(id), GraphItem::Task(task), GraphLink::HeldBy))
}
