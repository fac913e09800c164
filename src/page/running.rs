//! A program that runs, wherever it does: in a worker, or on the page's own thread.

use js_sys::{Function, WebAssembly};
use taskscope_runtime::{HostThread, Micros};
use wasm_bindgen::prelude::wasm_bindgen;

use super::page_program::PageProgram;
use super::worker::Worker;
use taskscope_session::{Crash, Settings};

/// What comes from a program.
pub enum ProgramMessage {
    /// A batch of its trace, as words.
    Batch(Vec<u32>),
    /// It could not be started, or can't go on: a sentence with a next step.
    Failed(String),
    /// It has crashed, and may not have been able to say so in its trace.
    Crashed(Crash),
}

/// What a program is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// To take no further turn.
    Pause,
    /// To go on.
    Resume,
    /// To do one poll, while it is paused.
    Step,
    /// That the page can't be seen any more.
    Hide,
    /// That it can be seen again.
    Show,
}

impl Command {
    /// The method of [`RunningProgram`](super::RunningProgram) that does it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Pause => "pause",
            Self::Resume => "resume",
            Self::Step => "step",
            Self::Hide => "hide",
            Self::Show => "show",
        }
    }
}

/// What programs are started with.
#[wasm_bindgen]
#[derive(Clone, PartialEq)]
pub struct Loaded {
    pub(crate) module: WebAssembly::Module,
    pub(crate) glue: String,
    another: Function,
}

#[wasm_bindgen]
impl Loaded {
    /// `module` is the compiled module and `glue` the full address of the script that goes with it. `another` makes
    /// another instance of it on this thread: called with a number of its own, it gives a promise of its `memory` and
    /// its `RunningProgram`.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(module: WebAssembly::Module, glue: String, another: Function) -> Self {
        Self { module, glue, another }
    }
}

/// A program that runs; dropping it ends it.
pub enum Running {
    /// In a worker: whatever it does, the page goes on.
    InWorker(Worker),
    /// On the page's own thread: while a task is polled the page stands still.
    OnPage(PageProgram),
}

impl Running {
    /// Starts a program.
    ///
    /// # Errors
    /// A sentence for the visitor if it can't be started.
    pub fn start(
        loaded: &Loaded,
        settings: &Settings,
        take: impl Fn(ProgramMessage) + Clone + 'static,
    ) -> Result<Self, String> {
        match settings.thread() {
            HostThread::Worker => {
                Worker::start(&loaded.glue, &loaded.module, settings, take).map(Self::InWorker)
            }
            HostThread::Page => {
                PageProgram::start((&loaded.another, &loaded.glue), settings, take).map(Self::OnPage)
            }
        }
    }

    /// Has it do something.
    pub fn command(&self, command: Command) {
        match self {
            Self::InWorker(worker) => worker.command(command),
            Self::OnPage(program) => program.command(command),
        }
    }

    /// How long the run has taken, as far as that is known.
    #[must_use]
    pub fn elapsed(&self) -> Option<Micros> {
        match self {
            Self::InWorker(worker) => worker.elapsed(),
            Self::OnPage(_) => None,
        }
    }

    /// For how many milliseconds it has not let its thread listen. Where that is the page's, it does now.
    #[must_use]
    pub fn silence(&self) -> f64 {
        match self {
            Self::InWorker(worker) => worker.silence(),
            Self::OnPage(_) => 0.0,
        }
    }
}
