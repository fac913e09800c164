//! Findings: what in a run looks like a mistake, each with a plain sentence, the step to look at and a way out.
//!
//! A follower of the trace. It looks at each event with what is known before it, keeps a little for every task, node
//! and resource that is alive, and never looks at all of them, but once when a run ends stuck.

mod backlog;
mod branches;
mod forgotten;
mod frames;
mod futurelock;
mod given_up;
mod halfway;
mod herd;
mod locks;
mod messages;
mod one_by_one;
mod polls;
mod stuck;

use std::collections::BTreeMap;

use taskscope_runtime::{Event, Micros, NodeId, PlaceId, ResourceId, TaskId};

use self::backlog::Backlog;
use self::branches::Branches;
use self::forgotten::Forgotten;
use self::frames::MissedFrames;
use self::given_up::GivenUp;
use self::halfway::Halfway;
use self::herd::Herds;
use self::locks::Locks;
use self::messages::Messages;
use self::one_by_one::OneByOne;
use self::polls::Polls;
use super::narration::Words;
use super::{Moment, Piece, State, Step};

/// From here on something takes long: W3C's Long Tasks API reports what blocks a page for as long, because a click is
/// then felt to be answered late.
const LONG: Micros = Micros(50_000);

/// So many polls later something is late even if no time has passed, as on the virtual clock: a few are needed to go
/// round a loop, and nobody goes round so often by chance.
const MANY_POLLS: u32 = 16;

/// What a finding says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FindingKind {
    /// A task kept the processor long in one poll while others were ready; on the browser's clock also alone, because
    /// the page stands still.
    LongPoll,
    /// The run ended stuck: nobody is left who could wake the task.
    NeverWoken,
    /// A future inside a task was woken, and the task ran without polling it.
    WokenNotPolled,
    /// A task holds a lock while it stands at an await, and others wait long for the lock.
    LockAcrossAwait,
    /// A task does nothing but wake itself, again and again.
    SelfWakeStorm,
    /// A message that nobody received, or a notification that came before anybody waited for it.
    LostMessage,
    /// A future sends messages to itself and asks for them only long afterwards.
    SentBeforeAsked,
    /// A task was ready and others were polled again and again before it.
    Starved,
    /// Tasks wait for each other in a circle.
    Deadlock,
    /// A lock that a task waits for is had by a future inside a task that does not poll it.
    Futurelock,
    /// Tasks were spawned one by one, each awaited before the next was spawned.
    OneByOne,
    /// A future was dropped after it had taken a message and before it asked for the next.
    DroppedHalfDone,
    /// A task panicked and nobody will see it.
    PanicUnseen,
    /// A task waited long for a lock of a less important one, and one of a priority between them ran instead of that.
    PriorityInversion,
    /// A branch of a `select!` was not asked, again and again, and had its answer ready when it was.
    BranchLeftOut,
    /// A channel without a limit fills up while its receiver is at work.
    QueueGrows,
    /// More questions were given up than answered.
    GivenUp,
    /// A notification woke many, and all but one of them found nothing to do.
    ThunderingHerd,
    /// The browser missed frames because the executor kept the thread.
    MissedFrames,
}

impl FindingKind {
    /// What it is called.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::LongPoll => "Long poll",
            Self::NeverWoken => "Never woken",
            Self::WokenNotPolled => "Woken but not polled",
            Self::LockAcrossAwait => "Lock held across an await",
            Self::SelfWakeStorm => "Wakes itself again and again",
            Self::LostMessage => "Lost message",
            Self::SentBeforeAsked => "Sends everything, then receives",
            Self::Starved => "Starved",
            Self::Deadlock => "Deadlock",
            Self::Futurelock => "Futurelock",
            Self::OneByOne => "Spawned one by one",
            Self::DroppedHalfDone => "Dropped half-done",
            Self::PanicUnseen => "Panic that nobody sees",
            Self::PriorityInversion => "Priority inversion",
            Self::BranchLeftOut => "Branch left out",
            Self::QueueGrows => "Queue without limit grows",
            Self::GivenUp => "Asked and given up",
            Self::ThunderingHerd => "Thundering herd",
            Self::MissedFrames => "Missed frames",
        }
    }

    /// What can be done about it.
    #[must_use]
    pub fn way_out(self) -> &'static str {
        match self {
            Self::LongPoll => {
                "Await what it waits for instead of blocking; between the parts of long work, await yield_now()."
            }
            Self::NeverWoken => {
                "See to it that somebody still sends, receives, notifies, calls the waker or drops the last sender."
            }
            Self::WokenNotPolled => {
                "Do not await anything else while such a future is alive: spawn it as a task, or poll both side by side."
            }
            Self::LockAcrossAwait => "Drop the guard before the await, and lock again afterwards.",
            Self::SelfWakeStorm => "Wait for an event instead of asking: a notification, a channel, a timer.",
            Self::LostMessage => {
                "Receive until the channel is empty, give it more room, or let the notification be kept."
            }
            Self::SentBeforeAsked => "Send and receive side by side: with join!, or in two tasks.",
            Self::Starved => "Choose a fair policy, or let those that go first wait now and then.",
            Self::Deadlock => "Take locks in the same order everywhere, or hold one at a time.",
            Self::Futurelock => "Spawn such a future as a task, or drop it before you await anything else.",
            Self::OneByOne => "Spawn all of them first, and await their handles afterwards.",
            Self::DroppedHalfDone => {
                "Keep the future and go on polling it, or take the message only when nothing can interrupt."
            }
            Self::PanicUnseen => "Keep the handle and await it: it gives the panic as an error.",
            Self::PriorityInversion => {
                "Hold the lock for a few lines and over no await, or do not share it between priorities."
            }
            Self::BranchLeftOut => {
                "Put the branch that is rarely ready first, or leave the order to chance: without biased."
            }
            Self::QueueGrows => "Give the channel a capacity, so that whoever sends has to wait.",
            Self::ThunderingHerd => "Notify as many as can do something: notify_one() for one job.",
            Self::MissedFrames => {
                "Await yield_now() between the parts of long work, and give a turn a budget: the browser draws between turns."
            }
            Self::GivenUp => {
                "Ask for less at a time: with buffer_unordered(n), or a semaphore before the question."
            }
        }
    }
}

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

/// The findings of a growing trace.
///
/// Memory: in proportion to the tasks and resources there were and the nodes that are alive. Time: a few look-ups by id
/// for an event; a deadlock is looked for over at most 64 tasks when a task comes to wait for a lock or a task.
#[derive(Debug, Default)]
pub struct Findings {
    found: Found,
    backlog: Backlog,
    branches: Branches,
    polls: Polls,
    forgotten: Forgotten,
    frames: MissedFrames,
    given_up: GivenUp,
    halfway: Halfway,
    herds: Herds,
    locks: Locks,
    messages: Messages,
    one_by_one: OneByOne,
}

impl Findings {
    /// Takes in one event.
    pub fn take(&mut self, moment: Moment<'_>) {
        let Self {
            found,
            backlog,
            branches,
            polls,
            forgotten,
            frames,
            given_up,
            halfway,
            herds,
            locks,
            messages,
            one_by_one,
        } = self;
        if let Event::EventsDropped { .. } = moment.event {
            // Nothing is known any more of what was before.
            (*forgotten, *halfway) = (Forgotten::default(), Halfway::default());
            (*locks, *messages) = (Locks::default(), Messages::default());
            *one_by_one = OneByOne::default();
            *herds = Herds::default();
            (*backlog, *branches) = (Backlog::default(), Branches::default());
            *given_up = GivenUp::default();
            polls.start_again();
            frames.start_again();
        }
        polls.take(moment, found);
        halfway.take(moment, found);
        locks.take(moment, found);
        messages.take(moment, halfway.current(), found);
        one_by_one.take(moment, found);
        herds.take(moment, found);
        backlog.take(moment, found);
        branches.take(moment, found);
        given_up.take(moment, found);
        frames.take(moment, found);
        stuck::take(moment, found);
        // Last: what is forgotten may be why a run is stuck.
        forgotten.take(moment, found);
    }

    /// What was found, in the order in which it became clear.
    #[must_use]
    pub fn list(&self) -> &[Finding] {
        &self.found.list
    }
}

/// What a finding is about: the same again about this is counted, not listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    Task(TaskId),
    Resource(ResourceId),
    Place(PlaceId),
    Run,
}

#[derive(Debug, Default)]
struct Found {
    list: Vec<Finding>,
    places: BTreeMap<(FindingKind, Subject), usize>,
}

impl Found {
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
