//! Findings: what in a run looks like a mistake, each with the step to look at and what happened there.
//!
//! A follower of the trace. It looks at each event with what is known before it, keeps a little for every task, node
//! and resource that is alive, and never looks at all of them, but once when a run ends stuck.

mod futurelock;

use taskscope_sorted::SortedMap;

use taskscope_format::{Event, Micros, NodeId, PlaceId, ResourceId, TaskId, TurnCause};

use taskscope_trace::{Follower, Moment, State, Step, Trace, follow};

use crate::{Fact, Facts, Form, Label};

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
    /// What happened first.
    pub facts: FindingFacts,
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

/// Declares the rules in the order in which they see an event: for each its file, what it is called there, the kinds of
/// findings that it reports, and the parts of their facts. The build script writes that list from the files.
macro_rules! rules {
    ($($path:literal $file:ident::$rule:ident: $($kind:ident),+ $(+ $part:ident)*;)*) => {
        $(#[path = $path] mod $file;)*

        /// What the findings of each kind say.
        pub mod facts_of {
            $(pub use super::$file::{$($kind,)+ $($part,)*};)*
        }

        /// What a finding says. Each kind has facts of its own, in [`facts_of`], where it says what it means.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum FindingKind {
            $($(#[doc = concat!("See [`facts_of::", stringify!($kind), "`].")] $kind,)+)*
        }

        impl FindingKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$($(Self::$kind,)+)*];

            /// What the kind is called in files and catalogues.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $($(Self::$kind => stringify!($kind),)+)*
                }
            }

            /// The forms of its facts, those of their parts in lists of their own.
            #[must_use]
            pub const fn forms(self) -> &'static [&'static [Form]] {
                match self {
                    $($(Self::$kind => <facts_of::$kind as Facts>::FORMS,)+)*
                }
            }
        }

        /// What happened, as the kind of the finding says it.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum FindingFacts {
            $($(#[doc = concat!("Those of [`FindingKind::", stringify!($kind), "`].")] $kind(facts_of::$kind),)+)*
        }

        impl FindingFacts {
            /// The name of the form that they have.
            #[must_use]
            pub fn form(&self) -> &'static str {
                match self {
                    $($(Self::$kind(facts) => facts.form(),)+)*
                }
            }

            /// The facts in the order in which the form lists them.
            #[must_use]
            pub fn list(&self) -> Vec<Fact> {
                match self {
                    $($(Self::$kind(facts) => facts.list(),)+)*
                }
            }
        }

        $($(
            impl From<facts_of::$kind> for FindingFacts {
                fn from(facts: facts_of::$kind) -> Self {
                    Self::$kind(facts)
                }
            }
        )+)*

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
            /// Everything that is found in a whole trace.
            #[must_use]
            pub fn of(trace: &Trace) -> Self {
                let mut findings = Self::default();
                follow(trace, |moment| findings.take(moment));
                findings
            }

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

include!(concat!(env!("OUT_DIR"), "/rules.rs"));

impl Follower for Findings {
    fn before(&mut self, moment: Moment<'_>) {
        self.take(moment);
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

/// What has been found so far, and how late the host was.
#[derive(Debug, Default)]
struct Found {
    list: Vec<Finding>,
    places: SortedMap<(FindingKind, Subject), usize>,
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
    /// Keeps how late the host is.
    #[expect(clippy::wildcard_enum_match_arm, reason = "it looks at where turns begin and end")]
    fn follow(&mut self, Moment { event, state, time, .. }: Moment<'_>) {
        match event {
            Event::TurnStarted { cause } => self.host.is_alarm = cause == TurnCause::Alarm,
            Event::TurnEnded { .. } => self.host.idle_since = time,
            Event::TimerFired { timer } if std::mem::take(&mut self.host.is_alarm) => {
                let deadline = state.timers.get(timer).map_or(time, |timer| timer.deadline);
                let late = between(deadline.max(self.host.idle_since), time);
                self.host.late = Micros(self.host.late.0.saturating_add(late.0));
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

    fn has(&self, about: (FindingKind, Subject)) -> bool {
        self.places.contains_key(&about)
    }

    /// Lists a finding, or counts it. `facts` says which tasks it is about and what happened.
    fn add<F: Into<FindingFacts>>(
        &mut self,
        about: (FindingKind, Subject),
        step: Step,
        facts: impl FnOnce() -> (Vec<TaskId>, F),
    ) {
        if let Some(finding) = self.places.get(&about).and_then(|&place| self.list.get_mut(place)) {
            finding.count = finding.count.saturating_add(1);
            return;
        }
        let (tasks, facts) = facts();
        self.places.insert(about, self.list.len());
        self.list.push(Finding { kind: about.0, step, tasks, count: 1, facts: facts.into() });
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

fn label_of(moment: Moment<'_>, node: NodeId) -> Label {
    Label(moment.state.nodes.get(node).map(|node| node.label))
}
