//! Sentences on what is dropped before it is done: branches that lose, futures and tasks that are cancelled, and with them
//! their timers, requests and places in line.

use taskscope_format::{Event, FetchEnd, FetchEvent, NodeId, PlaceId, ResourceId, TaskId, TimerId};
use taskscope_trace::Step;

use super::pending::Said;
use super::teller::Teller;
use crate::Words;
use crate::catalogue::say;
use crate::wording::resource_text;

/// A future that was dropped.
struct Dropped {
    parent: Option<NodeId>,
    words: Words,
    /// The line that it, or one inside it, waited at.
    place: Option<PlaceId>,
}

/// What was dropped so far.
pub(super) struct Drops {
    step: Step,
    /// The task that dropped it.
    by: Option<TaskId>,
    /// The task whose futures these are.
    of: Option<TaskId>,
    /// The sentence on what came first, without its full stop: a task that was cancelled, a place in line that was given up.
    first: Option<Words>,
    is_cancelled: bool,
    /// The future that was ready before.
    winner: Option<NodeId>,
    /// Whether that was beside them.
    has_lost: bool,
    futures: Vec<Dropped>,
    /// Whether the only one was woken, too.
    was_woken: bool,
    /// Futures inside them that were only borrowed, and are still there.
    staying: Vec<Words>,
    timers: Vec<TimerId>,
    left: Vec<String>,
    requests: Vec<String>,
}

impl Drops {
    fn new(teller: Teller<'_>, step: Step, winner: Option<NodeId>) -> Self {
        let (by, of) = (teller.state.running(), teller.state.running());
        Self {
            step,
            by,
            of,
            first: None,
            is_cancelled: false,
            winner,
            has_lost: false,
            futures: Vec::new(),
            was_woken: false,
            staying: Vec::new(),
            timers: Vec::new(),
            left: Vec::new(),
            requests: Vec::new(),
        }
    }

    /// A sentence that begins with something that is dropped.
    #[expect(clippy::wildcard_enum_match_arm, reason = "nothing else drops something")]
    pub(super) fn begin(
        teller: Teller<'_>,
        event: Event,
        step: Step,
        winner: Option<NodeId>,
    ) -> Option<Box<Self>> {
        let mut drops = Box::new(Self::new(teller, step, winner));
        match event {
            Event::TaskCancelled { task, by } => {
                (drops.of, drops.is_cancelled) = (Some(task), true);
                drops.first = Some(teller.cancelled(task, by));
                return Some(drops);
            }
            Event::Left { resource, ticket, served: false } => {
                drops.first = Some(teller.gave_up(resource, ticket)?);
                drops.of = teller.state.resource(resource)?.waiter(ticket)?.task;
                drops.leave(teller, resource);
                return Some(drops);
            }
            Event::NodeDropped { node, finished: false } => {
                drops.of = teller.state.nodes.get(node).map(|node| node.task);
                // At the end of a run everything goes: nothing is decided by that.
                teller.state.running()?;
            }
            Event::TimerCancelled { .. } => {
                teller.state.running()?;
            }
            _ => return None,
        }
        drops.go_on(teller, event, step).ok()
    }

    /// Takes in one more event, if it belongs here.
    #[expect(clippy::wildcard_enum_match_arm, reason = "nothing else drops something")]
    pub(super) fn go_on(
        mut self: Box<Self>,
        teller: Teller<'_>,
        event: Event,
        step: Step,
    ) -> Result<Box<Self>, Box<Self>> {
        match event {
            Event::TimerCancelled { timer } => self.timers.push(timer),
            Event::Left { resource, ticket, served: false }
                if self.is_of(teller.waiter(resource, ticket)) =>
            {
                self.leave(teller, resource);
            }
            Event::Left { served: false, .. } if self.is_cancelled => {}
            Event::NodeDropped { node, finished } => {
                let task = teller.state.nodes.get(node).map(|node| node.task);
                if task != self.of {
                    return Err(self);
                }
                if finished {
                    return Ok(self);
                }
                self.has_lost |= self.winner.is_some_and(|winner| teller.are_beside(winner, node));
                let is_alone = self.is_cancelled || self.by == self.of && !self.has_lost;
                self.was_woken = teller.state.nodes.get(node).is_some_and(|node| node.is_woken);
                self.add(teller, node, is_alone);
                self.staying.extend(teller.future_inside(node));
            }
            Event::Fetch(FetchEvent::Ended { fetch, how: FetchEnd::Cancelled, .. }) => {
                self.requests.push(resource_text(teller.trace, fetch));
            }
            _ => return Err(self),
        }
        self.step = step;
        Ok(self)
    }

    /// A future stands for those inside it.
    fn add(&mut self, teller: Teller<'_>, node: NodeId, is_alone: bool) {
        let Some((words, place)) = teller.future_and_line(node, is_alone) else { return };
        // Those inside it were dropped right before.
        let mut inside = None;
        while self.futures.last().is_some_and(|last| last.parent == Some(node)) {
            inside = self.futures.pop().and_then(|last| last.place);
        }
        let parent = teller.state.nodes.get(node).and_then(|node| node.parent);
        self.futures.push(Dropped { parent, words, place: place.or(inside) });
    }

    fn is_of(&self, task: Option<TaskId>) -> bool {
        task == self.of
    }

    fn leave(&mut self, teller: Teller<'_>, resource: ResourceId) {
        self.left.push(resource_text(teller.trace, resource));
    }

    /// The sentence.
    pub(super) fn end(self) -> Said {
        let count = self.futures.len() as u64;
        let futures = Words::row_of_few(self.futures.iter().map(|future| &future.words).cloned());
        let mut also: Vec<Words> = Vec::new();
        let main = match (self.first, count) {
            (Some(first), 0) => Some(first),
            (Some(first), _) if self.is_cancelled => {
                also.push(say::future::are_dropped(&futures, count));
                Some(first)
            }
            (None, 0) => None,
            (_, 1) if self.has_lost && self.was_woken => Some(say::future::loses_woken(&futures)),
            (_, _) if self.has_lost => Some(say::future::loses(&futures, count)),
            (_, _) => Some(say::future::dropped(self.by, &futures)),
        };
        // Where several were dropped, each at another line, only their names are said.
        let main = match self.futures.as_slice() {
            &[Dropped { place: Some(place), .. }] if !self.is_cancelled => {
                main.map(|main| say::narration::at(&main, place))
            }
            _ => main,
        };
        if !self.staying.is_empty() {
            let staying = Words::row_of_few(self.staying.iter().cloned());
            also.push(say::future::stays(&staying, self.staying.len() as u64));
        }
        let numbers: Vec<Words> = self.timers.iter().map(|timer| Words::begin(timer.to_string())).collect();
        let numbers = Words::row(&numbers).into_text();
        let Some(main) = main else {
            return (
                self.step,
                match self.timers.len() {
                    1 => Words::begin(say::future::timer_alone(&numbers)),
                    _ => Words::begin(say::future::timers_alone(&numbers)),
                },
            );
        };
        match self.timers.len() {
            0 => {}
            1 => also.push(Words::begin(say::future::timer(&numbers))),
            _ => also.push(Words::begin(say::future::timers(&numbers))),
        }
        if count > 0 && !self.left.is_empty() {
            let text = self.left.join(&say::list::and());
            also.push(Words::begin(say::future::leaves(self.left.len() as u64, &text)));
        }
        also.extend(self.requests.iter().map(|request| Words::begin(say::future::request(request))));
        let words = if also.is_empty() {
            say::narration::sentence(&main)
        } else {
            say::narration::and_so(&main, &Words::row(&also))
        };
        (self.step, words)
    }
}
