//! The events of the custom element: what has become of the run since its page was told last.

use js_sys::{Function, Object};
use taskscope_format::RunEnd;
use taskscope_session::{Session, Status};
use taskscope_trace::Step;
use wasm_bindgen::JsValue;

use crate::page::set;

/// A script's function that takes the name of an event and its detail.
#[derive(Clone, Debug, PartialEq)]
pub struct Events(Function);

/// What the page knows of a run.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Known {
    run: u32,
    has_begun: bool,
    step: Step,
    end: Option<RunEnd>,
}

impl Known {
    pub(super) fn of(session: &Session) -> Self {
        let status = session.status();
        Self {
            run: session.run_number,
            has_begun: status != Status::Idle && session.program.recording().is_none(),
            step: session.cursor(),
            end: session.run.trace().run_end(),
        }
    }
}

impl Events {
    /// Sends events to that function.
    #[must_use]
    pub fn new(function: Function) -> Self {
        Self(function)
    }

    /// Something went wrong.
    pub(super) fn error(&self, message: &str) {
        self.send("error", &[("message", message.into())]);
    }

    /// Sends what has changed since the page knew `before`; whether the run has ended since.
    pub(super) fn send_changes(&self, before: Known, now: Known, session: &Session) -> bool {
        let is_other = now.run != before.run;
        let end = session.run.trace().end();
        if now.has_begun && (is_other || !before.has_begun) {
            if let Some(settings) = session.settings() {
                let (demo, variant) = (settings.demo.slug.into(), settings.variant.name.into());
                self.send("run", &[("demo", demo), ("variant", variant)]);
            }
        }
        if now.step != before.step {
            self.send("step", &[("step", now.step.0.into()), ("end", end.0.into())]);
        }
        let Some(how) = now.end.filter(|_| is_other || before.end.is_none()) else { return false };
        self.send("finish", &[("how", name(how).into()), ("end", end.0.into())]);
        true
    }

    /// What a listener throws is between it and its page.
    fn send(&self, name: &str, details: &[(&str, JsValue)]) {
        let detail = Object::new();
        for (key, value) in details {
            set(&detail, key, value);
        }
        drop(self.0.call2(&JsValue::UNDEFINED, &name.into(), &detail));
    }
}

/// How a run ended, in a word.
fn name(end: RunEnd) -> &'static str {
    match end {
        RunEnd::Stopped => "stopped",
        RunEnd::Finished => "finished",
        RunEnd::Stuck => "stuck",
        RunEnd::LimitReached => "limit-reached",
        RunEnd::Panicked => "panicked",
        RunEnd::Crashed => "crashed",
        RunEnd::HeldTooLong => "held-too-long",
    }
}
