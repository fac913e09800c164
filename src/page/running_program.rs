//! The program's side: one program on one executor, in its own instance of the module, in a web worker or in the page.

use std::cell::RefCell;
use std::panic::{self, PanicHookInfo};
use std::rc::Rc;
use std::time::Duration;

use js_sys::Function;
use taskscope_format::{Clock, HostThread};
use taskscope_runtime::host::report_panic;
use taskscope_runtime::web::{BrowserHost, BrowserOptions, Pause};
use taskscope_runtime::{Budget, Executor, Options};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::batches::Batches;
use super::network::SiteNetwork;
use super::threads::WebThreads;
use taskscope_programs::Main;
use taskscope_session::{Address, Settings, from_address};
use taskscope_simulate::{Simulate as _, rules, values};

/// After how long a turn on the browser's clock gives the event loop its chance.
const LONGEST_TURN: Duration = Duration::from_millis(10);
/// The same on the page's own thread if the visitor wants no limit: long enough to be felt, and the page can still be
/// used.
const LONGEST_TURN_OF_PAGE: Duration = Duration::from_secs(2);

/// A program that runs here. Made and commanded by a worker's script, see `worker.rs`, or by another instance of
/// the module in the same page, see `page_thread.rs`.
#[wasm_bindgen]
pub struct RunningProgram {
    #[expect(dead_code, reason = "owns the tasks")]
    executor: Executor,
    pause: Pause,
    batches: Rc<Batches>,
}

#[wasm_bindgen]
impl RunningProgram {
    /// Starts what a link's query asks for. `glue` is the full address of the script that goes with this module; `post` is
    /// called with each batch of the trace.
    ///
    /// # Errors
    /// If it asks for what is not there: the page and the instance are not of the same build.
    #[wasm_bindgen(constructor)]
    pub fn new(query: &str, glue: &str, post: Function) -> Result<Self, JsValue> {
        let Address { settings, notice, .. } = from_address(query);
        if let Some(fault) = notice {
            return Err(fault.into());
        }
        let Settings { variant, knobs, clock, hosting, .. } = settings;
        let batches = Batches::new(post);
        let recorder = batches.recorder();
        report_panics(&batches);
        // What cuts a program off is the end of its run. Only the page knows how to say that, and an event that comes
        // before the browser's report must not end it in other words.
        let (host, pause) = BrowserHost::with(
            BrowserOptions::new(clock).with_way(hosting.way).watching(true).outliving_faults(false),
        );
        host.set_threads(WebThreads::new(glue, query));
        host.set_network(SiteNetwork::new(glue));
        let mut rules = rules(settings.scheduling());
        rules.budget.time = longest_turn(&settings, rules.budget);
        let options = Options::default().with_recorder(recorder).ending_when_idle().with_rules(rules);
        let executor = Executor::new(host, options);
        let program = variant.program();
        drop(executor.start_at(Main::NAME, (program.start)(values(knobs)), program.place));
        Ok(Self { executor, pause, batches })
    }

    /// Lets no further turn begin.
    pub fn pause(&self) {
        self.pause.pause();
    }

    /// Goes on.
    pub fn resume(&self) {
        self.pause.resume();
    }

    /// Does exactly one poll of the paused program.
    pub fn step(&self) {
        self.pause.step();
        self.batches.send();
    }

    /// The page can't be seen any more.
    pub fn hide(&self) {
        self.pause.set_visible(false);
    }

    /// The page can be seen again.
    pub fn show(&self) {
        self.pause.set_visible(true);
    }

    /// Whether a turn was cut off by a trap. To be asked from outside of a turn.
    #[wasm_bindgen(getter = isBroken)]
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.pause.was_cut_off()
    }
}

/// How long a turn may take. The virtual clock has no use for a limit: the program is over in no time. On the browser's
/// clock the event loop has to have its chance, unless the visitor wants to see what happens without.
fn longest_turn(settings: &Settings, budget: Budget) -> Option<Duration> {
    let is_limited = budget.polls != Budget::UNLIMITED.polls;
    match (settings.clock, settings.thread()) {
        (Clock::Browser, _) if is_limited => Some(LONGEST_TURN),
        (Clock::Browser, HostThread::Page) => Some(LONGEST_TURN_OF_PAGE),
        (Clock::Browser, HostThread::Worker) | (Clock::Virtual, _) => None,
    }
}

impl Drop for RunningProgram {
    /// Nothing is posted for a program that is gone.
    fn drop(&mut self) {
        LAST_WORDS.with(RefCell::take);
    }
}

thread_local! {
    /// For the panic hook, which can't own what belongs to one thread.
    static LAST_WORDS: RefCell<Option<Rc<Batches>>> = const { RefCell::new(None) };
}

/// The last thing a panicking module can do: say so in the trace, and send it.
fn report_panics(batches: &Rc<Batches>) {
    LAST_WORDS.with(|last| *last.borrow_mut() = Some(Rc::clone(batches)));
    panic::set_hook(Box::new(|info| {
        report_panic(message_of(info), info.location());
        LAST_WORDS.with(|last| {
            if let Some(batches) = last.borrow().as_ref() {
                batches.send();
            }
        });
    }));
}

/// What a panic says.
pub(super) fn message_of<'a>(info: &'a PanicHookInfo<'_>) -> &'a str {
    let payload = info.payload();
    let text = payload.downcast_ref::<&str>().copied();
    text.or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("a value that is not text")
}
