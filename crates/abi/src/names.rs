//! What clocks, threads and ways of asking for a turn are called in texts.

use taskscope_format::{Clock, HostThread, Observation, Way};

/// The clocks.
pub const CLOCKS: [(&str, Clock); 2] = [("virtual", Clock::Virtual), ("browser", Clock::Browser)];

/// In what a program runs.
pub const THREADS: [(&str, HostThread); 2] = [("worker", HostThread::Worker), ("page", HostThread::Page)];

/// The ways to ask for a turn.
pub const WAYS: [(&str, Way); 9] = [
    ("promise", Way::Promise),
    ("queue-microtask", Way::QueueMicrotask),
    ("message", Way::Message),
    ("timeout", Way::Timeout),
    ("frame", Way::Frame),
    ("user-blocking", Way::UserBlocking),
    ("user-visible", Way::UserVisible),
    ("background", Way::Background),
    ("scheduler-yield", Way::SchedulerYield),
];

/// What a host may not see.
pub(crate) const OBSERVATIONS: [(&str, Observation); 2] =
    [("frames", Observation::Frames), ("long-tasks", Observation::LongTasks)];

/// The name of a value in one of these tables.
#[must_use]
pub fn name_in<T: Copy + PartialEq>(names: &[(&'static str, T)], value: T) -> &'static str {
    names.iter().find(|(_, other)| *other == value).map_or("", |(name, _)| name)
}

/// The value that is called `wanted` in one of these tables.
#[must_use]
pub fn value_in<T: Copy>(names: &[(&'static str, T)], wanted: &str) -> Option<T> {
    names.iter().find(|(name, _)| *name == wanted).map(|&(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_has_a_name() {
        assert!(Way::ALL.iter().all(|&way| value_in(&WAYS, name_in(&WAYS, way)) == Some(way)));
        assert!(Clock::ALL.iter().all(|&clock| value_in(&CLOCKS, name_in(&CLOCKS, clock)) == Some(clock)));
        assert!(Observation::ALL.iter().all(|&what| !name_in(&OBSERVATIONS, what).is_empty()));
        assert!(HostThread::ALL.iter().all(|&thread| !name_in(&THREADS, thread).is_empty()));
        assert_eq!(value_in(&WAYS, "carrier-pigeon"), None);
    }
}
