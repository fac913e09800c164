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

use taskscope_sorted::SortedMap;

use taskscope_format::{Clock, Event, Micros, NodeId, PlaceId, RunEnd, TaskId, TextId, TimerId, Wait};

use taskscope_trace::{Moment, State, Step};

use super::{FindingKind, Found, MANY_POLLS, Rule, Subject};
use crate::facts::facts;
use crate::{At, Label, TaskList};

/// Events at one instant that are too many for a burst: ten thousand messages take some sixty thousand, and the trace
/// holds a million.
const LONG_STANDSTILL: u64 = 100_000;

/// Events at one instant after which the rule looks at what goes round. Before that an event costs a comparison.
const LOOKED_AT: u64 = LONG_STANDSTILL / 2;

facts! {
    /// The run was cut off while tasks went round and round and no time passed.
    struct NeverWaits parts (GoesRound, NeverFires) {
        /// The tasks that go round, those that do most often first.
        tasks: TaskList,
        /// What goes round.
        round: GoesRound,
        /// Events without time.
        events: u64,
        /// The timer that never fires.
        timer: NeverFires,
    }
}

facts! {
    /// What goes round and round.
    part GoesRound {
        /// A branch is ready each time.
        BranchReady {
            /// What it is called.
            branch: Label,
            /// Its line.
            place: PlaceId,
        },
        /// What is awaited is ready each time.
        AwaitReady {
            /// The line of the await.
            place: PlaceId,
        },
        /// What is awaited comes at once each time.
        AwaitMet {
            /// The line of the await.
            place: PlaceId,
        },
        /// Nothing else is known of it.
        AllReady {},
    }
}

facts! {
    /// The timer that would be next.
    part NeverFires {
        /// There is none.
        NoTimer {},
        /// A task set it.
        TimerOfTask {
            /// The timer.
            timer_id: TimerId,
            /// The task.
            task: TaskId,
            /// When it is due.
            due: At,
        },
        /// Code outside of tasks set it.
        TimerOutside {
            /// The timer.
            timer_id: TimerId,
            /// When it is due.
            due: At,
        },
    }
}

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
    polls: SortedMap<TaskId, u32>,
    /// How often each line did what.
    lines: SortedMap<(TaskId, Line), u32>,
    nodes: SortedMap<NodeId, PlaceId>,
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

    fn facts_of(&self, task: TaskId) -> GoesRound {
        match self.line_of(task) {
            Some(Line::Ready(label, place)) => GoesRound::BranchReady { branch: Label(Some(label)), place },
            Some(Line::Spent(place)) => GoesRound::AwaitReady { place },
            Some(Line::Met(place)) => GoesRound::AwaitMet { place },
            None => GoesRound::AllReady {},
        }
    }
}

impl Standstill {
    fn judge(&self, moment: Moment<'_>, found: &mut Found) {
        let polls: u32 = self.round.polls.values().fold(0, |sum, polls| sum.saturating_add(*polls));
        let mut tasks: Vec<(u32, TaskId)> =
            self.round.polls.iter().map(|(&task, &polls)| (polls, task)).collect();
        // Those that go round come first, in the order of their ids.
        let most = self.round.polls.values().copied().max().unwrap_or_default();
        taskscope_sorted::sort_by_key(&mut tasks, |&(polls, task)| (polls < most / 2, task));
        let is_circle = polls / MANY_POLLS >= u32::try_from(tasks.len()).unwrap_or(u32::MAX);
        let Some(&(_, first)) = tasks.first() else { return };
        // A task that does nothing but wake itself has a finding of its own.
        let is_told = found.has((FindingKind::SelfWakeStorm, Subject::Task(first)));
        if self.events < LONG_STANDSTILL || !is_circle || is_told {
            return;
        }
        found.add((FindingKind::NeverWaits, Subject::Run), self.first, || {
            let tasks: Vec<TaskId> = tasks.iter().map(|&(_, task)| task).collect();
            let facts = NeverWaits {
                tasks: TaskList::new(tasks.iter().copied().map(Some)),
                round: tasks.first().map_or(GoesRound::AllReady {}, |&task| self.round.facts_of(task)),
                events: self.events,
                timer: self.next_timer(moment.state),
            };
            (tasks.into_iter().take(3).collect(), facts)
        });
    }

    fn next_timer(&self, state: &State) -> NeverFires {
        let next = state.timers.values().min_by_key(|timer| (timer.deadline, timer.id));
        match next.filter(|timer| timer.deadline > self.time).map(|next| (next.id, next.task, next.deadline))
        {
            None => NeverFires::NoTimer {},
            Some((timer_id, Some(task), due)) => NeverFires::TimerOfTask { timer_id, task, due: At(due) },
            Some((timer_id, None, due)) => NeverFires::TimerOutside { timer_id, due: At(due) },
        }
    }
}
