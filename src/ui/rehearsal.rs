//! The program that nobody sees: it runs on the virtual clock, for the choices of a question on the browser's clock.

use taskscope_session::{Action, Program};
use yew::Callback;

use super::message::Message;
use crate::page::{Loaded, ProgramHandle, Report};

/// It, as long as it is wanted.
pub(super) struct Rehearsal {
    program: ProgramHandle,
    /// The number that it goes by.
    number: Option<u32>,
}

impl Rehearsal {
    pub(super) fn new(loaded: Loaded, send: Callback<Message>) -> Self {
        let report = move |report| {
            let (Report::Failed(run, _) | Report::Crashed(run, _)) = report;
            send.emit(Message::Act(Action::RehearsalFailed { run }));
        };
        Self { program: ProgramHandle::new(loaded, report), number: None }
    }

    /// Starts and ends it as a session wants it; what there is to tell the session if it can't be started.
    pub(super) fn follow(&mut self, wanted: Option<(Program, u32)>) -> Option<Action> {
        let number = wanted.as_ref().map(|(_, run)| *run);
        if number == self.number {
            return None;
        }
        self.number = number;
        let Some((program, run)) = wanted else {
            self.program.release();
            return None;
        };
        let refusal = self.program.start(&program, run).err();
        refusal.map(|_| Action::RehearsalFailed { run })
    }

    /// Whether it goes on.
    pub(super) fn is_wanted(&self) -> bool {
        self.number.is_some()
    }

    /// What it has recorded since this was asked last.
    pub(super) fn take(&self) -> Vec<Action> {
        let arrived = self.program.take_arrived().into_iter();
        arrived.map(|(run, words)| Action::Rehearsed { run, words }).collect()
    }
}
