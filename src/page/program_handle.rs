//! The one program of an app: it is started, commanded and ended here, and what it sends waits for the next frame.

use std::cell::RefCell;
use std::rc::Rc;

use taskscope_format::{HostThread, Micros};
use taskscope_session::{Crash, Program};
use wasm_bindgen_futures::spawn_local;

use super::launch::launch;
use super::messages::{Command, ProgramMessage};
use super::module::Loaded;
use super::runner::Runner;
use super::start::Asked;
use super::warm::Warm;

/// A batch of a trace, with the number of its run.
type Batch = (u32, Vec<u32>);

/// What a program reports beside its trace, each with the number of its run.
pub enum Report {
    /// It could not be started or can't go on, for a reason.
    Failed(u32, String),
    /// It crashed.
    Crashed(u32, Crash),
}

/// The program that runs, if one does; dropping it ends the program.
pub struct ProgramHandle {
    loaded: Loaded,
    report: Rc<dyn Fn(Report)>,
    runner: Option<Box<dyn Runner>>,
    warm: Rc<RefCell<Warm>>,
    /// Batches since they were taken last.
    arrived: Rc<RefCell<Vec<Batch>>>,
}

impl ProgramHandle {
    /// No program yet; `report` is called with what those that are started report.
    #[must_use]
    pub fn new(loaded: Loaded, report: impl Fn(Report) + 'static) -> Self {
        Self { loaded, report: Rc::new(report), runner: None, warm: Rc::default(), arrived: Rc::default() }
    }

    /// Fetches and compiles what a program needs before it is started, and starts a worker, if it is to be the first one.
    /// What fails is asked for again with the program.
    pub fn prepare(&self, program: &Program) {
        let Program::BuiltIn(settings) = program else { return };
        let asked = Asked::new(&self.loaded.site, settings);
        let runs_in_worker = settings.thread() == HostThread::Worker;
        let warm = Rc::downgrade(&self.warm);
        spawn_local(async move {
            let ready = asked.ready().await;
            if let (Ok(ready), Some(warm), true) = (ready, warm.upgrade(), runs_in_worker) {
                warm.borrow_mut().start(&ready.runner_message());
            }
        });
    }

    /// Starts a program as the run of a number. The one before ends first.
    ///
    /// # Errors
    /// A sentence for the visitor if it can't be started.
    pub fn start(&mut self, program: &Program, run: u32) -> Result<(), String> {
        self.release();
        self.arrived.take();
        let (report, arrived) = (Rc::clone(&self.report), Rc::clone(&self.arrived));
        // Some thousand batches a second may come; each waits for the next frame, so that nothing is drawn for them.
        let take = move |message| match message {
            ProgramMessage::Batch(words) => arrived.borrow_mut().push((run, words)),
            ProgramMessage::Failed(message) => report(Report::Failed(run, message)),
            ProgramMessage::Crashed(crash) => report(Report::Crashed(run, crash)),
        };
        self.runner = launch(&self.loaded, program, &mut self.warm.borrow_mut(), take)?;
        Ok(())
    }

    /// Ends the program, wherever it is.
    pub fn release(&mut self) {
        self.runner = None;
    }

    /// Has the program do something, if there is one.
    pub fn command(&self, command: Command) {
        if let Some(runner) = &self.runner {
            runner.command(command);
        }
    }

    /// How long the run has taken, as far as that is known.
    #[must_use]
    pub fn elapsed(&self) -> Option<Micros> {
        self.runner.as_ref()?.elapsed()
    }

    /// What has come since this was asked last, the batches of each run in one.
    #[must_use]
    pub fn take_arrived(&self) -> Vec<(u32, Vec<u32>)> {
        let mut taken: Vec<Batch> = Vec::new();
        for (run, words) in self.arrived.take() {
            match taken.last_mut() {
                Some((last, all)) if *last == run => all.extend(words),
                _ => taken.push((run, words)),
            }
        }
        taken
    }

    /// For how many seconds the program has been silent, rounded down to what is worth saying: often at first, then less
    /// often, so that it can be read out. `None` if there is no program.
    #[must_use]
    pub fn silence(&self) -> Option<Option<u32>> {
        const SAID: [u32; 12] = [1, 2, 3, 5, 10, 15, 20, 30, 60, 120, 300, 600];
        // Saturating, and not below zero.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some seconds")]
        let seconds = (self.runner.as_ref()?.silence() / 1000.0) as u32;
        Some(SAID.into_iter().rev().find(|&said| said <= seconds))
    }
}
