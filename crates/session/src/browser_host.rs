//! What drives a program on the browser's clock: the thread it runs on, and how it asks for its turns.

use taskscope_abi::{THREADS, WAYS, name_in, value_in};
use taskscope_format::{HostThread, Way};

/// A choice of the visitor; on the virtual clock it makes no difference, and programs run in workers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hosting {
    /// In what it runs.
    pub thread: HostThread,
    /// How it asks for turns.
    pub way: Way,
}

impl Hosting {
    /// The names of the threads in addresses.
    pub fn thread_names() -> impl Iterator<Item = &'static str> {
        THREADS.iter().map(|&(name, _)| name)
    }

    /// The names of the ways to ask for turns in addresses.
    pub fn way_names() -> impl Iterator<Item = &'static str> {
        WAYS.iter().map(|&(name, _)| name)
    }

    /// What of it differs from the default, as pairs of a link's query.
    pub(super) fn pairs(self) -> impl Iterator<Item = String> {
        let usual = Self::default();
        let thread = (self.thread != usual.thread).then(|| name_in(&THREADS, self.thread));
        let way = (self.way != usual.way).then(|| name_in(&WAYS, self.way));
        let thread = thread.map(|name| format!("thread={name}"));
        thread.into_iter().chain(way.map(|name| format!("yield={name}")))
    }

    /// The same with one of its two parts changed; `None` if there is no such part or value.
    pub(super) fn with(self, name: &str, value: &str) -> Option<Self> {
        Some(match name {
            "thread" => Self { thread: value_in(&THREADS, value)?, ..self },
            "yield" => Self { way: value_in(&WAYS, value)?, ..self },
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_has_a_name_in_addresses() {
        for (way, (name, named)) in Way::ALL.into_iter().zip(WAYS) {
            assert_eq!(
                (way, Hosting::default().with("yield", name)),
                (named, Some(Hosting { way, ..Hosting::default() }))
            );
        }
        assert_eq!(Hosting::default().with("yield", "carrier-pigeon"), None);
    }
}
