//! How a program is started: what its module is told.

use taskscope_abi::Start;
use taskscope_format::{Clock, HostThread};

use super::Settings;

/// After how many microseconds a turn on the browser's clock gives the event loop its chance.
const LONGEST_TURN: u32 = 10_000;
/// The same on the page's own thread if the visitor wants no limit: long enough to be felt, and the page can still be
/// used.
const LONGEST_TURN_OF_PAGE: u32 = 2_000_000;

impl Settings {
    /// What the module of the program is told to start.
    #[must_use]
    pub fn start(&self) -> Start {
        let Self { demo, variant, knobs, clock, hosting, .. } = self;
        let scheduling = self.scheduling();
        Start {
            program: demo.slug.to_owned(),
            variant: variant.name.to_owned(),
            knobs: knobs.iter().map(|(knob, value)| (knob.name.to_owned(), value)).collect(),
            clock: *clock,
            thread: self.thread(),
            way: hosting.way,
            order: scheduling.order.key().to_owned(),
            seed: scheduling.seed,
            operations: scheduling.operations,
            polls: scheduling.polls,
            micros: self.longest_turn(),
            ..Start::default()
        }
    }

    /// How long a turn may take; 0 for no limit. On the browser's clock the event loop has to have its chance, unless the
    /// visitor wants to see what happens without.
    fn longest_turn(&self) -> u32 {
        let is_limited = self.scheduling().polls > 0;
        match (self.clock, self.thread()) {
            (Clock::Browser, _) if is_limited => LONGEST_TURN,
            (Clock::Browser, HostThread::Page) => LONGEST_TURN_OF_PAGE,
            (Clock::Browser, HostThread::Worker) | (Clock::Virtual, _) => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::from_address;

    #[test]
    fn a_module_is_told_all_that_was_chosen() {
        let query =
            "demo=counting&variant=join&pause=30&clock=browser&thread=page&yield=frame&policy=lifo-3&seed=7";
        assert_eq!(
            from_address(query).settings.start().text(),
            "program=counting&variant=join&knob.first%20counts%20to=9&knob.second%20counts%20to=4&knob.pause=30\
             &knob.wait%20for%20the%20task=1&clock=browser&thread=page&way=frame&order=lifo-3&seed=7&operations=128\
             &polls=1000&micros=10000"
        );
    }

    #[test]
    fn a_turn_takes_as_long_as_the_page_can_bear() {
        let micros = |query: &str| from_address(query).settings.start().micros;
        assert_eq!(micros("demo=counting"), 0);
        assert_eq!(micros("demo=counting&clock=browser&polls=0"), 0);
        assert_eq!(micros("demo=counting&clock=browser&thread=page&polls=0"), 2_000_000);
        assert_eq!(micros("demo=counting&clock=browser&thread=page"), 10_000);
    }
}
