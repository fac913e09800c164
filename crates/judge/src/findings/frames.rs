//! Frames that were missed while the executor kept the thread.

use taskscope_format::{Event, HostThread, Micros, TaskId};
use taskscope_trace::{Moment, Step};

use super::{FindingKind, Found, LONG, Rule, Subject, between};
use crate::facts::facts;

/// The executor's least part of the time without a frame, as one in this many: a page has work of its own, and one in a
/// hidden tab gets no frames at all.
const PART: u64 = 2;

facts! {
    /// The browser missed frames because the executor kept the thread.
    enum MissedFrames {
        /// One poll did.
        InOnePoll {
            /// The task that was polled.
            task: TaskId,
            /// How long the poll took.
            length: Micros,
            /// The thread that stood still.
            thread: Option<HostThread>,
            /// Frames missed.
            missed: u64,
        },
        /// Many turns did.
        InTurns {
            /// The turns between two frames.
            turns: u64,
            /// How long they took together.
            length: Micros,
            /// The thread that stood still.
            thread: Option<HostThread>,
            /// Frames missed.
            missed: u64,
        },
    }
}

/// What the executor did since the last frame.
#[derive(Debug, Default)]
pub(super) struct Frames {
    thread: Option<HostThread>,
    /// When the last frame began; `None` before the first.
    frame: Option<Micros>,
    /// Where the turn that goes on began, or the frame in it.
    turn: Option<Micros>,
    poll: Option<Poll>,
    since: Since,
}

#[derive(Clone, Copy, Debug)]
struct Poll {
    task: TaskId,
    step: Step,
    from: Micros,
}

#[derive(Clone, Copy, Debug, Default)]
struct Since {
    turns: u64,
    /// The step at which the first of them began.
    first: Option<Step>,
    /// How long they took.
    busy: u64,
    /// The longest poll.
    longest: Option<(Micros, Poll)>,
}

impl Rule for Frames {
    #[expect(clippy::wildcard_enum_match_arm, reason = "only turns, polls and frames are of interest")]
    fn take(&mut self, moment: Moment<'_>, found: &mut Found) {
        let Moment { event, step, time, .. } = moment;
        match event {
            Event::Hosted { thread, .. } => self.thread = Some(thread),
            Event::TurnStarted { .. } => {
                self.turn = Some(time);
                self.since.turns += 1;
                self.since.first.get_or_insert(step);
            }
            Event::TurnEnded { .. } => self.end_turn(time),
            Event::PollStarted { task } => self.poll = Some(Poll { task, step, from: time }),
            Event::PollEnded { .. } | Event::TaskDone { .. } | Event::TaskPanicked { .. } => {
                self.end_poll(time);
            }
            Event::Frame { missed } => {
                let (turn, poll) = (self.turn, self.poll);
                self.end_poll(time);
                self.end_turn(time);
                self.look(missed, time, found);
                (self.frame, self.since) = (Some(time), Since::default());
                // What goes on was only looked at so far.
                self.turn = turn.map(|_| time);
                self.poll = poll.map(|poll| Poll { from: time, ..poll });
            }
            _ => {}
        }
    }

    fn start_again(&mut self) {
        *self = Self { thread: self.thread, ..Self::default() };
    }
}

impl Frames {
    fn end_turn(&mut self, time: Micros) {
        if let Some(from) = self.turn.take() {
            self.since.busy = self.since.busy.saturating_add(between(from, time).0);
        }
    }

    fn end_poll(&mut self, time: Micros) {
        let Some(poll) = self.poll.take() else { return };
        let length = between(poll.from, time);
        if self.since.longest.is_none_or(|(longest, _)| length > longest) {
            self.since.longest = Some((length, poll));
        }
    }

    fn look(&self, missed: u32, time: Micros, found: &mut Found) {
        let (Some(_), Some(frame)) = (self.thread, self.frame) else { return };
        let Since { turns, first, busy, longest } = self.since;
        let gap = between(frame, time);
        if missed == 0 || gap < LONG || busy < gap.0 / PART {
            return;
        }
        let (thread, missed) = (self.thread, missed.into());
        let longest = longest.filter(|(length, _)| length.0 >= busy / PART);
        if let Some((length, Poll { task, step, .. })) = longest {
            found.add((FindingKind::MissedFrames, Subject::Task(task)), step, || {
                (vec![task], MissedFrames::InOnePoll { task, length, thread, missed })
            });
        } else if let Some(step) = first {
            found.add((FindingKind::MissedFrames, Subject::Run), step, || {
                (Vec::new(), MissedFrames::InTurns { turns, length: Micros(busy), thread, missed })
            });
        }
    }
}
