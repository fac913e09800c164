//! The shortest way from a waiting task to something that can still happen.
//!
//! A breadth-first search over tasks and locks, each visited once, so its cost is linear in the tasks, awaits, holders
//! and waiters of the state. Any one of a task's awaits may wake it, and any one holder may make room: only if nothing
//! that can happen is reachable is the task called stuck, so that is never a false alarm.

use taskscope_sorted::SortedSet;

use taskscope_format::{ResourceId, TaskId};
use taskscope_trace::{Phase, State, TaskState};

use super::chain::ChainEnd;
use super::obstacles::{Obstacle, Unpolled, tasks_in_the_way};

/// A task on the way, and which of its awaits leads on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stop {
    pub(super) task: TaskId,
    /// The index of the await.
    pub(super) via: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Vertex {
    Task(TaskId),
    Lock(ResourceId),
}

struct Visit {
    vertex: Vertex,
    /// The visit that led here, and the await of its task.
    from: Option<(usize, usize)>,
}

pub(super) struct Search<'a> {
    state: &'a State,
    unpolled: Unpolled,
    visits: Vec<Visit>,
    seen: SortedSet<Vertex>,
    /// The first task met that may wait for something unknown.
    unknown: Option<usize>,
}

impl<'a> Search<'a> {
    pub(super) fn new(state: &'a State) -> Self {
        let unpolled = Unpolled::new(state);
        Self { state, unpolled, visits: Vec::new(), seen: SortedSet::new(), unknown: None }
    }

    /// The way from a task to the nearest thing that can happen, by one of its awaits or by any; `None` if there is
    /// none.
    pub(super) fn find(mut self, task: TaskId, only: Option<usize>) -> Option<(Vec<Stop>, ChainEnd)> {
        self.visit(Vertex::Task(task), None);
        let mut next = 0;
        while let Some(&Visit { vertex, .. }) = self.visits.get(next) {
            let end = match vertex {
                Vertex::Task(task) => self.look_at_task(task, next, only.filter(|_| next == 0)),
                Vertex::Lock(resource) => self.look_at_lock(resource, next),
            };
            if let Some((via, end)) = end {
                return Some((self.way_to(next, via), end));
            }
            next += 1;
        }
        let is_over = self.state.ended.is_some();
        let unknown = self.unknown.filter(|_| !is_over)?;
        let Vertex::Task(task) = self.visits.get(unknown)?.vertex else { return None };
        Some((self.way_to(unknown, None), ChainEnd::Unknown(task)))
    }

    fn visit(&mut self, vertex: Vertex, from: Option<(usize, usize)>) {
        if self.seen.insert(vertex) {
            self.visits.push(Visit { vertex, from });
        }
    }

    /// What can happen right behind a task, and by which await; otherwise notes what else lies there.
    fn look_at_task(
        &mut self,
        task: TaskId,
        at: usize,
        only: Option<usize>,
    ) -> Option<(Option<usize>, ChainEnd)> {
        let state = self.state.task(task)?;
        match state.phase {
            Phase::Ready | Phase::Running => return Some((None, ChainEnd::Processor(task))),
            Phase::Waiting => {}
            Phase::Done | Phase::Cancelled | Phase::Panicked => return None,
        }
        if self.unknown.is_none() && only.is_none() && self.unpolled.has(state) {
            self.unknown = Some(at);
        }
        self.look_at_awaits(state, at, only)
    }

    fn look_at_awaits(
        &mut self,
        task: &TaskState,
        at: usize,
        only: Option<usize>,
    ) -> Option<(Option<usize>, ChainEnd)> {
        let mut other_end = None;
        for (via, wait) in
            task.awaits.iter().enumerate().filter(|&(via, _)| only.is_none_or(|only| only == via))
        {
            let end = match Obstacle::of(self.state, wait.on) {
                Obstacle::Timer(timer, deadline) => ChainEnd::Timer(timer, deadline),
                Obstacle::Promise(promise) => ChainEnd::Outside(promise),
                Obstacle::Thread(thread) => ChainEnd::Thread(thread),
                Obstacle::OtherEnd(resource) => {
                    other_end = other_end.or(Some((Some(via), ChainEnd::OtherEnd(resource))));
                    continue;
                }
                Obstacle::Task(other) => {
                    self.visit(Vertex::Task(other), Some((at, via)));
                    continue;
                }
                Obstacle::Lock(resource) => {
                    self.visit(Vertex::Lock(resource), Some((at, via)));
                    continue;
                }
                Obstacle::Nothing => continue,
            };
            return Some((Some(via), end));
        }
        // Nobody is left to have an other end once the run is over.
        other_end.filter(|_| self.state.ended.is_none())
    }

    fn look_at_lock(&mut self, resource: ResourceId, at: usize) -> Option<(Option<usize>, ChainEnd)> {
        let state = self.state.resource(resource)?;
        let mut is_held_outside = false;
        for task in tasks_in_the_way(state) {
            match task {
                Some(task) => self.visit(Vertex::Task(task), Some((at, 0))),
                None => is_held_outside = true,
            }
        }
        (is_held_outside && self.state.ended.is_none()).then_some((None, ChainEnd::OtherEnd(resource)))
    }

    /// The tasks from the start to a visit, each with the await that leads on; the visit itself only if it has one.
    fn way_to(&self, visit: usize, via: Option<usize>) -> Vec<Stop> {
        let mut stops = Vec::new();
        let mut step = self.visits.get(visit);
        let mut via = via;
        while let Some(&Visit { vertex, from }) = step {
            // A lock passes on the await that led to it.
            let led = from.map(|(_, led)| led);
            match (vertex, via) {
                (Vertex::Task(task), Some(via)) => stops.push(Stop { task, via }),
                (Vertex::Task(_) | Vertex::Lock(_), _) => {}
            }
            via = led;
            step = from.and_then(|(index, _)| self.visits.get(index));
        }
        stops.reverse();
        stops
    }
}
