//! A demo's description as far as a program on Tokio needs it, and what runs the program.

use std::future::Future;
use std::pin::Pin;

use taskscope_judge::FindingKind;
use taskscope_programs::{Knob, Knobs, Link, Question, Scheduling, Section, Source, Stop, View};
use tokio::task::{LocalSet, spawn_local};

use crate::names::take_printed;

/// The fields of the gallery's own.
#[expect(dead_code, reason = "the files fill in all of it")]
pub(crate) struct Demo {
    pub(crate) slug: &'static str,
    pub(crate) title: &'static str,
    pub(crate) section: Section,
    pub(crate) watch: &'static str,
    pub(crate) explanation: &'static [&'static str],
    pub(crate) links: &'static [Link],
    pub(crate) knobs: &'static [Knob],
    pub(crate) variants: &'static [Variant],
    pub(crate) view: View,
    pub(crate) question: Question,
    pub(crate) tour: &'static [Stop],
    pub(crate) source: &'static Source,
}

type Program = Pin<Box<dyn Future<Output = ()>>>;

pub(crate) struct Variant {
    pub(crate) name: &'static str,
    pub(crate) program: fn(Knobs) -> Program,
}

impl Variant {
    pub(crate) const fn new(name: &'static str, _: &'static str, program: fn(Knobs) -> Program) -> Self {
        Self { name, program }
    }

    pub(crate) const fn finds(self, _: FindingKind) -> Self {
        self
    }

    #[expect(dead_code, reason = "no demo of namesakes has rules of its own yet")]
    pub(crate) const fn under(self, _: Scheduling) -> Self {
        self
    }
}

/// Runs a program to its end and returns what it printed.
///
/// The program is a spawned task, because Tokio polls the future of `block_on` out of turn; and one of a `LocalSet`, whose
/// tasks need not be `Send`.
pub(crate) fn run(program: Program) -> Vec<String> {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    let runtime = builder.enable_time().start_paused(true).event_interval(1).build();
    let runtime = runtime.expect("a runtime without I/O needs nothing from the system");
    let tasks = LocalSet::new();
    let ended = tasks.block_on(&runtime, async { spawn_local(program).await });
    // Tasks that main did not wait for end here, as with ours.
    drop(tasks);
    ended.expect("a program ends without a panic");
    take_printed()
}
