//! How a core is put together: with all that its options ask for, or with little, so that little is linked.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::sync::atomic::{AtomicU32, Ordering};

use super::ready::Ready;
use super::{Core, Ids};
use taskscope_format::{Lacks, Note, RecordedBy};

use crate::choose::{Line, Lined};
use crate::host::{Host, Micros, Turns};
use crate::random::Random;
#[cfg(feature = "record")]
use crate::record::Recorder;
use crate::record::{Event, RunEnd};
use crate::task::Home;
use crate::timers::Timers;
use crate::{Options, Rules};

/// The number of the next core.
static CORES: AtomicU32 = AtomicU32::new(1);

/// How a core's life ends.
pub(super) struct Life {
    /// Ends the run: its main task is over, nothing is left to do, or the trace is full.
    pub(super) end: fn(&Core, RunEnd),
    /// Drops every task.
    pub(super) shut: fn(&Core),
}

/// How it ends where there is an end.
static LIFE: Life = Life { end: Core::end, shut: Core::shut };

/// What a core is made of.
struct Parts {
    rules: Rules,
    /// `None` for first in, first out.
    line: Option<Box<dyn Lined>>,
    ends_when_idle: bool,
    life: Option<&'static Life>,
    #[cfg(feature = "record")]
    recorder: Option<Recorder>,
}

impl Core {
    /// A core with all that its options ask for.
    pub(crate) fn new(host: Box<dyn Host>, options: Options) -> Rc<Self> {
        let Options { rules, recorder, ends_when_idle } = options;
        #[cfg(not(feature = "record"))]
        drop(recorder);
        let line = Line::of(&rules);
        Self::with(
            host,
            Parts {
                rules,
                line,
                ends_when_idle,
                life: Some(&LIFE),
                #[cfg(feature = "record")]
                recorder,
            },
        )
    }

    /// A core that records nothing and polls first in, first out: what the rest needs is not linked for it.
    #[cfg(all(feature = "web", target_arch = "wasm32"))]
    pub(crate) fn plain(host: Box<dyn Host>, budget: crate::Budget) -> Rc<Self> {
        Self::with(
            host,
            Parts {
                rules: Rules::from(budget),
                line: None,
                ends_when_idle: false,
                life: None,
                #[cfg(feature = "record")]
                recorder: None,
            },
        )
    }

    fn with(host: Box<dyn Host>, parts: Parts) -> Rc<Self> {
        let core = Rc::new_cyclic(|this: &Weak<Core>| Self {
            this: this.clone(),
            home: Home::new(),
            now: Cell::new(Micros(0)),
            host,
            #[cfg(feature = "record")]
            recorder: parts.recorder,
            ends_when_idle: parts.ends_when_idle,
            life: parts.life,
            ready: Ready::new(parts.line),
            cancelled: RefCell::default(),
            is_dropping: Cell::default(),
            timers: Timers::default(),
            fire: Cell::default(),
            outside: RefCell::default(),
            turn_started: Cell::default(),
            root: Cell::default(),
            ended: Cell::default(),
            in_turn: Cell::default(),
            looks_up: Cell::new(true),
            polls_left: Cell::default(),
            is_turn_requested: Cell::default(),
            alarm: Cell::default(),
            times_polls: Cell::default(),
            was_cut_off: Cell::default(),
            is_panic_told: Cell::default(),
            random: Random::new(parts.rules.seed),
            start: Cell::default(),
            started: Cell::default(),
            running: Cell::default(),
            operations_a_poll: parts.rules.operations.unwrap_or(u32::MAX),
            rules: parts.rules,
            node: Cell::default(),
            source: Cell::default(),
            ids: Ids::default(),
            number: CORES.fetch_add(1, Ordering::Relaxed),
        });
        core.home.open(core.weak());
        core.host.start(Turns(Rc::downgrade(&core)));
        core.now.set(core.host.now());
        if let Some(recorder) = core.open_recorder() {
            recorder.note(Note::Recorded { by: RecordedBy::Executor, lacks: Lacks::NOTHING });
        }
        core.record(|core| Event::RunStarted {
            clock: core.host.clock(),
            order: core.rules.policy.order(),
            seed: core.rules.seed,
        });
        core.host.run_started();
        core
    }
}
