//! A recording that never fills: it keeps the last events, and of those before them what they left behind.

use std::cell::RefCell;
use std::rc::Rc;

use taskscope_format::Tail;

use super::recorder::Recorder;

/// The last events of a run that may go on for ever, in a bounded amount of memory.
///
/// Where [`Recorder::new`] stops the run when the trace is full, this drops the oldest events. The trace that it gives
/// is complete all the same. It begins with the start of the run and
/// [`EventsDropped`](taskscope_format::Event::EventsDropped); then come the fewest events that rebuild the state at that
/// point, with everything that is alive, and then the last events as they were.
///
/// Of what is over, it writes again only what later events name, at the moment of the cut, without a parent where that is
/// forgotten.
///
/// Memory grows with the capacity and with what is alive.
///
/// ```
/// # use taskscope_runtime::host::Host;
/// # use taskscope_runtime::record::Latest;
/// # use taskscope_runtime::{Executor, Options};
/// fn executor(host: impl Host + 'static) -> (Executor, Latest) {
///     let latest = Latest::new(100_000);
///     let options = Options::default().with_recorder(latest.recorder());
///     (Executor::new(host, options), latest)
/// }
/// ```
pub struct Latest {
    recorder: Recorder,
    tail: Rc<RefCell<Tail>>,
}

impl Latest {
    /// Keeps at least the last `capacity` events, and about a sixteenth more at most.
    // What it expects holds whatever the program does.
    #[allow(clippy::missing_panics_doc)]
    #[must_use]
    pub fn new(capacity: usize) -> Self {
        let generation = u32::try_from(capacity).unwrap_or(u32::MAX).max(Self::SHORTEST_GENERATION);
        let tail = Rc::new(RefCell::new(Tail::new(capacity, generation)));
        let sink = Rc::clone(&tail);
        let recorder = Recorder::endless(generation, move |words| {
            sink.borrow_mut().read(words).expect("a recorder writes what its decoder reads");
        });
        Self { recorder, tail }
    }

    /// Texts that a recorder defines at least before it forgets them: forgetting costs a look at everything.
    const SHORTEST_GENERATION: u32 = 4096;

    /// The recorder to run an executor with. It never is full.
    #[must_use]
    pub fn recorder(&self) -> Recorder {
        self.recorder.clone()
    }

    /// The trace so far, four words a record.
    #[must_use]
    pub fn words(&self) -> Vec<u32> {
        self.recorder.flush();
        self.tail.borrow().words()
    }

    /// How many events the trace lacks so far.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.recorder.flush();
        self.tail.borrow().dropped()
    }
}

impl std::fmt::Debug for Latest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Latest").finish_non_exhaustive()
    }
}
