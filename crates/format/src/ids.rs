//! The units and identifiers that events speak in, each a type of its own so that they can't be mixed up.

use std::fmt;
use std::time::Duration;

/// A point in time: microseconds since the run started, on whichever clock the run uses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Micros(pub u64);

impl Micros {
    /// The last moment that something can happen at: the next would be never.
    const LAST: Self = Self(u64::MAX - 1);

    /// The moment `duration` after this one, saturating at the end of time (584,000 years).
    #[must_use]
    pub fn after(self, duration: Duration) -> Self {
        let micros = u64::try_from(duration.as_micros()).unwrap_or(u64::MAX);
        Self(self.0.saturating_add(micros)).min(Self::LAST)
    }

    /// How long it is from `earlier` to this moment; zero if `earlier` is later.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_micros(self.0.saturating_sub(earlier.0))
    }
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }
    };
}

id! {
    /// A task. Counted from 1 in order of spawning and never used again within a run.
    TaskId
}
id! {
    /// A node, which is a future inside a task that the trace follows. Counted from 1, never used again.
    NodeId
}
id! {
    /// A resource: something tasks wait on, such as a channel or a lock. Counted from 1, never used again. 0 stands for
    /// one that was made outside a run.
    ResourceId
}
id! {
    /// A place in the line of those who wait for a resource. Counted from 0 for each resource, never used again.
    Ticket
}
id! {
    /// A timer. Counted from 1, never used again.
    TimerId
}
id! {
    /// What polls tasks: an executor on one thread is one worker, on several it has several. Counted from 0.
    WorkerId
}

impl WorkerId {
    /// The first, and in most runs the only one.
    pub const FIRST: Self = Self(0);
}

impl Default for WorkerId {
    fn default() -> Self {
        Self::FIRST
    }
}

id! {
    /// A thread: a function that runs beside an executor. Counted from 1, never used again.
    ThreadId
}

impl ThreadId {
    /// Stands for a thread of the pool of which it is not known yet which one it will be.
    pub const POOL: Self = Self(0);
}

id! {
    /// A chart that a program draws. Counted from 1, never used again.
    ChartId
}
id! {
    /// A text of the trace (a name, a label, a line of output): its index in order of first use.
    TextId
}
id! {
    /// A place in the source, as its index in order of first use.
    PlaceId
}

impl PlaceId {
    /// Stands for a place that is not known: not every recorder knows where in the source a thing happens.
    pub const UNKNOWN: Self = Self(u32::MAX);
}
