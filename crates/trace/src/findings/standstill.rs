//! Runs that were cut off while time stood still.
//!
//! On the virtual clock time passes when nothing is ready. A loop that never waits stops it: a `select!` over something
//! that is always ready, or tasks that wake each other for ever. The timers it might be waiting for never fire, and the
//! trace fills up.
//!
//! An honest burst looks the same while it lasts: ten thousand messages sent through a channel at one instant repeat the
//! same few lines ten thousand times. The end tells them apart. A burst is over when its work is done, so a run that
//! ends by itself is never reported; only one that had to be cut off is, because its trace was full or the visitor
//! stopped it. Even then the standstill has to be longer than such a burst, and the same few tasks have to repeat: a
//! hundred thousand tasks that run once each are a crowd, not a circle. On the browser's clock time always passes, so
//! nothing stands still there.

use std::collections::BTreeMap;

use taskscope_runtime::{Clock, Event, Micros, NodeId, PlaceId, RunEnd, TaskId, TextId, Wait};

use super::{FindingKind, Found, MANY_POLLS, Rule, Subject};
use crate::narration::Words;
use crate::time_text::moment_text;
use crate::wording::count_text;
use crate::{Moment, Step};

/// Events at one instant that are too many for a burst: ten thousand messages take some sixty thousand, and the trace
/// holds a million.
const LONG_STANDSTILL: u64 = 100_000;

/// Events at one instant after which the rule looks at what goes round. Before that an event costs a comparison.
const LOOKED_AT: u64 = LONG_STANDSTILL / 2;

#[derive(Debug, Default)]
pub(super) struct Standstill {
    is_virtual: bool,
    /// The instant, its first step, and how many events it had.
    time: Micros,
    first: Step,
    events: u64,
    round: Round,
}

/// What goes round.
#[derive(Debug, Default)]
struct Round {
    polls: BTreeMap<TaskId, u32>,
    /// How often each line did what.
    lines: BTreeMap<(TaskId, Line), u32>,
    nodes: BTreeMap<NodeId, PlaceId>,
}

/// A line of a task that is met again and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Line {
    /// A branch was ready.
    Ready(TextId, PlaceId),
    /// The poll's budget of operations was spent here: those before it succeeded.
    Spent(PlaceId),
    /// The task waited here, and what it waited for came at once.
    Met(PlaceId),
}

impl Rule for Standstill {
    fn take(&mut self, moment: Moment<'_>, found: &mut Found) {
        if let Event::RunStarted { clock, .. } = moment.event {
            self.is_virtual = clock == Clock::Virtual;
        }
        if moment.time != self.time {
            *self = Self {
                is_virtual: self.is_virtual,
                time: moment.time,
                first: moment.step,
                ..Self::default()
            };
        }
        self.events += 1;
        if self.events < LOOKED_AT || !self.is_virtual {
            return;
        }
        self.round.take(moment);
        if let Event::RunEnded { how: RunEnd::LimitReached | RunEnd::Stopped | RunEnd::HeldTooLong } =
            moment.event
        {
            self.judge(moment, found);
        }
    }

    fn start_again(&mut self) {
        *self = Self { is_virtual: self.is_virtual, ..Self::default() };
    }
}

impl Round {
    #[expect(clippy::wildcard_enum_match_arm, reason = "it looks at what tells which lines are met")]
    fn take(&mut self, moment: Moment<'_>) {
        let Moment { state, event, .. } = moment;
        if let Event::PollStarted { task } = event {
            *self.polls.entry(task).or_default() += 1;
        }
        let Some(task) = state.running() else { return };
        let line = match event {
            Event::NodeCreated { node, place, .. } => {
                self.nodes.insert(node, place);
                return;
            }
            Event::NodeDropped { node, .. } => {
                self.nodes.remove(&node);
                return;
            }
            Event::NodePollEnded { node, ready: true } => {
                let label = state.nodes.get(node).map(|node| node.label);
                let Some((label, &place)) = label.zip(self.nodes.get(&node)) else { return };
                Line::Ready(label, place)
            }
            Event::Waiting { on: Wait::Budget, place, .. } => Line::Spent(place),
            Event::Waiting { place, .. } => Line::Met(place),
            _ => return,
        };
        *self.lines.entry((task, line)).or_default() += 1;
    }

    /// The line that says most about why a task goes round: of the most telling kind, the one met most often.
    fn line_of(&self, task: TaskId) -> Option<Line> {
        let of_task =
            || self.lines.iter().filter(|((of, _), _)| *of == task).map(|((_, line), &times)| (*line, times));
        let rank = |line: Line| match line {
            Line::Ready(..) => 2,
            Line::Spent(_) => 1,
            Line::Met(_) => 0,
        };
        of_task().max_by_key(|&(line, times)| (rank(line), times)).map(|(line, _)| line)
    }
}

impl Standstill {
    fn judge(&self, moment: Moment<'_>, found: &mut Found) {
        let polls: u32 = self.round.polls.values().fold(0, |sum, polls| sum.saturating_add(*polls));
        let mut tasks: Vec<(u32, TaskId)> =
            self.round.polls.iter().map(|(&task, &polls)| (polls, task)).collect();
        // Those that go round come first, in the order of their ids.
        let most = self.round.polls.values().copied().max().unwrap_or_default();
        tasks.sort_by_key(|&(polls, task)| (polls < most / 2, task));
        let is_circle = polls / MANY_POLLS >= u32::try_from(tasks.len()).unwrap_or(u32::MAX);
        let Some(&(_, first)) = tasks.first() else { return };
        // A task that does nothing but wake itself has a finding of its own.
        let is_told = found.has((FindingKind::SelfWakeStorm, Subject::Task(first)));
        if self.events < LONG_STANDSTILL || !is_circle || is_told {
            return;
        }
        found.add((FindingKind::NeverWaits, Subject::Run), self.first, || {
            let tasks: Vec<TaskId> = tasks.iter().map(|&(_, task)| task).collect();
            let words = self.words(&tasks, moment);
            (tasks.into_iter().take(3).collect(), words)
        });
    }

    fn words(&self, tasks: &[TaskId], moment: Moment<'_>) -> Words {
        let words = Words::default().tasks(tasks.iter().copied().map(Some));
        let go = if tasks.len() == 1 { "goes" } else { "go" };
        let words = words.text(format!(" {go} round and round without waiting: "));
        let words = match tasks.first().and_then(|&task| self.round.line_of(task)) {
            Some(Line::Ready(label, place)) => {
                words.said(moment.trace.text(label)).text(", ").line(place).text(", is ready each time. ")
            }
            Some(Line::Spent(place)) => {
                words.text("what is awaited, ").line(place).text(", is ready each time. ")
            }
            Some(Line::Met(place)) => {
                words.text("what is awaited, ").line(place).text(", comes at once each time. ")
            }
            None => words.text("all of them are ready each time. "),
        };
        let events = count_text(self.events, "event");
        let words = words.text(format!("No time has passed for {events}"));
        let next = moment.state.timers.values().min_by_key(|timer| (timer.deadline, timer.id));
        let Some(timer) = next.filter(|timer| timer.deadline > self.time) else { return words.text(".") };
        let words = words.text(format!(", and timer {}", timer.id));
        let words = match timer.task {
            Some(task) => words.text(" of ").task(task),
            None => words,
        };
        words.text(format!(", due at {}, never fires.", moment_text(moment.trace, timer.deadline)))
    }
}
