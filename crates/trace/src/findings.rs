//! Findings: what in a run looks like a mistake, each with a plain sentence, the step to look at and a way out.
//!
//! A follower of the trace. It looks at each event with what is known before it, keeps a little for every task, node
//! and resource that is alive, and never looks at all of them, but once when a run ends stuck.

mod backlog;
mod branches;
mod cut_off;
mod forgotten;
mod frames;
mod futurelock;
mod given_up;
mod halfway;
mod herd;
mod kind;
mod locks;
mod messages;
mod one_by_one;
mod polls;
mod standstill;
mod stuck;

use std::collections::BTreeMap;

use taskscope_runtime::{Event, Micros, NodeId, PlaceId, ResourceId, TaskId, TurnCause};

pub use self::kind::FindingKind;
use super::narration::Words;
use super::{Moment, Piece, State, Step};

/// The least time that is long: W3C's Long Tasks API reports what blocks a page for as long, because the answer to a
/// click then feels late.
const LONG: Micros = Micros(50_000);

/// After this many polls something is late even if no time has passed, as on the virtual clock: a loop needs a few to go
/// round, and does not go round this often by chance.
const MANY_POLLS: u32 = 16;

/// Something that looks like a mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What kind of mistake.
    pub kind: FindingKind,
    /// The step to look at, where it happened first.
    pub step: Step,
    /// The tasks it is about, the one at fault first; not more than a few.
    pub tasks: Vec<TaskId>,
    /// How often it happened, about the same task or resource.
    pub count: u32,
    /// What happened first, in words.
    pub sentence: Vec<Piece>,
}

/// What looks for one sort of mistake: it takes in one event after the other and reports what it finds.
trait Rule: Default {
    /// Takes in one event. The rules before this one have already seen it.
    fn take(&mut self, moment: Moment<'_>, found: &mut Found);

    /// Events were dropped: what was known of the run before is void.
    fn start_again(&mut self) {
        *self = Self::default();
    }
}

/// Declares the rules: one line each, in the order in which they see an event.
macro_rules! rules {
    ($($file:ident: $rule:ident,)*) => {
        /// The findings of a growing trace.
        ///
        /// Memory: in proportion to the tasks and resources there were and the nodes that are alive. Time: a few look-ups
        /// by id for an event; a deadlock is looked for over at most 64 tasks when a task comes to wait for a lock or a
        /// task.
        #[derive(Debug, Default)]
        pub struct Findings {
            found: Found,
            $($file: $file::$rule,)*
        }

        impl Findings {
            /// Takes in one event.
            pub fn take(&mut self, moment: Moment<'_>) {
                let Self { found, $($file,)* } = self;
                if let Event::EventsDropped { .. } = moment.event {
                    $($file.start_again();)*
                }
                found.follow(moment);
                $($file.take(moment, found);)*
            }

            /// What was found, in the order in which it became clear.
            #[must_use]
            pub fn list(&self) -> &[Finding] {
                &self.found.list
            }
        }
    };
}

rules! {
    polls: Polls,
    halfway: Halfway,
    locks: Locks,
    messages: Messages,
    one_by_one: OneByOne,
    herd: Herds,
    backlog: Backlog,
    branches: Branches,
    given_up: GivenUp,
    frames: MissedFrames,
    standstill: Standstill,
    cut_off: CutOff,
    stuck: Stuck,
    // Last: what is forgotten may be why a run is stuck.
    forgotten: Forgotten,
}

/// What a finding is about: the same again about this is counted, not listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    Task(TaskId),
    Resource(ResourceId),
    Place(PlaceId),
    Run,
}

/// What has been found so far, and what all rules need to know about the current poll.
#[derive(Debug, Default)]
struct Found {
    list: Vec<Finding>,
    places: BTreeMap<(FindingKind, Subject), usize>,
    /// Nodes being polled, the innermost last.
    polled: Vec<NodeId>,
    host: Host,
}

/// How late the host has been: its alarms can come after they are due, and the program is not to blame for such a wait.
#[derive(Debug, Default)]
struct Host {
    /// When the last turn ended.
    idle_since: Micros,
    /// An alarm started the current turn, and no timer has fired in it yet.
    is_alarm: bool,
    /// The sum of all delays while the executor had nothing to do.
    late: Micros,
}

/// A moment from which time is counted.
#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    time: Micros,
    /// How late the host had been until then, all together.
    late: Micros,
}

impl Found {
    /// Futures inside futures that are followed; a program stacks a handful.
    const DEEPEST: usize = 32;

    /// Keeps what nodes are being polled, and how late the host is.
    #[expect(clippy::wildcard_enum_match_arm, reason = "it looks at where turns and polls begin and end")]
    fn follow(&mut self, Moment { event, state, time, .. }: Moment<'_>) {
        match event {
            Event::TurnStarted { cause } => self.host.is_alarm = cause == TurnCause::Alarm,
            Event::TurnEnded { .. } => self.host.idle_since = time,
            Event::TimerFired { timer } if std::mem::take(&mut self.host.is_alarm) => {
                let deadline = state.timers.get(timer).map_or(time, |timer| timer.deadline);
                let late = between(deadline.max(self.host.idle_since), time);
                self.host.late = Micros(self.host.late.0.saturating_add(late.0));
            }
            Event::PollStarted { .. }
            | Event::TaskDone { .. }
            | Event::TaskPanicked { .. }
            | Event::EventsDropped { .. } => {
                self.polled.clear();
            }
            Event::NodePollStarted { node } if self.polled.len() < Self::DEEPEST => self.polled.push(node),
            Event::NodePollEnded { node, .. } if self.polled.last() == Some(&node) => {
                self.polled.pop();
            }
            _ => {}
        }
    }

    /// Starts to count time.
    fn mark(&self, time: Micros) -> Mark {
        Mark { time, late: self.host.late }
    }

    /// How long it is from a mark to now, less what the host was late.
    fn since(&self, mark: Mark, now: Micros) -> Micros {
        between(between(mark.late, self.host.late), between(mark.time, now))
    }

    /// The innermost node being polled.
    fn current(&self) -> Option<NodeId> {
        self.polled.last().copied()
    }

    fn has(&self, about: (FindingKind, Subject)) -> bool {
        self.places.contains_key(&about)
    }

    /// Lists a finding, or counts it. `tell` says which tasks it is about and what happened.
    fn add(
        &mut self,
        about: (FindingKind, Subject),
        step: Step,
        tell: impl FnOnce() -> (Vec<TaskId>, Words),
    ) {
        if let Some(finding) = self.places.get(&about).and_then(|&place| self.list.get_mut(place)) {
            finding.count = finding.count.saturating_add(1);
            return;
        }
        let (tasks, words) = tell();
        self.places.insert(about, self.list.len());
        self.list.push(Finding { kind: about.0, step, tasks, count: 1, sentence: words.into_pieces() });
    }
}

/// How long it is from one time to a later one.
fn between(from: Micros, to: Micros) -> Micros {
    Micros(to.0.saturating_sub(from.0))
}

/// Polls of a task so far.
fn polls_of(state: &State, task: TaskId) -> u32 {
    state.task(task).map_or(0, |task| task.polls)
}

fn label_of(moment: Moment<'_>, node: NodeId) -> &str {
    moment.state.nodes.get(node).map_or("?", |node| moment.trace.text(node.label))
}
