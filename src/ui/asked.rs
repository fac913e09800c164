//! What the page around the element asks of the app, and what the app tells it.

use js_sys::{ArrayBuffer, Function, Uint8Array};
use taskscope_runtime::{Clock, RunEnd};
use wasm_bindgen::JsValue;
use yew::Context;

use super::app::{App, Message};
use super::host::Start;
use crate::page::{Job, JobResult};
use taskscope_session::{
    Action, EXPORTS, LinkedStep, Parts, RunButton, Session, Settings, Speed, Status, Theme,
};
use taskscope_trace::Step;

/// What a script asks.
pub enum Asked {
    /// Other settings, as the element's attributes have them, and the step to show.
    Settings(Settings, Option<LinkedStep>),
    /// Another view, theme or speed. The run goes on.
    Look(Parts, Theme, Option<Speed>),
    /// To run, or to play on.
    Run,
    /// To hold still.
    Pause,
    /// So many steps on, or back.
    Step(isize),
    /// To a step.
    Seek(Step),
    /// Everything from the start.
    Reset,
    /// A saved run, by its name and bytes.
    Open(String, ArrayBuffer),
    /// The run in a form, for who waits for it.
    Export(u32, Promised),
}

/// The two ends of a promise.
pub struct Promised {
    /// Keeps it.
    pub resolve: Function,
    /// Breaks it.
    pub reject: Function,
}

/// What the page has been told.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Told {
    run: u32,
    has_begun: bool,
    step: Step,
    end: Option<RunEnd>,
}

impl Told {
    pub(super) fn of(session: &Session) -> Self {
        let status = session.status();
        Self {
            run: session.run_number,
            has_begun: status != Status::Idle && session.opened.is_none(),
            step: session.cursor(),
            end: if let Status::Ended(end) = status { Some(end) } else { None },
        }
    }
}

impl App {
    pub(super) fn asked(&mut self, context: &Context<Self>, asked: Asked) {
        match asked {
            Asked::Settings(settings, step) => self.set_up(context, settings, step),
            Asked::Look(parts, theme, speed) => {
                self.parts = parts;
                let mut session = self.session.borrow_mut();
                session.preferences.theme = theme;
                session.speed = speed.unwrap_or(session.speed);
                self.view_version += 1;
            }
            Asked::Run => self.press_if(context, |button| button != RunButton::Pause),
            Asked::Pause => {
                self.press_if(context, |button| button == RunButton::Pause);
                // A run that is awaited whole is held where it is.
                self.wanted = None;
            }
            Asked::Step(1) if self.is_recorded() => self.act(context, Action::StepForward),
            Asked::Step(by) => {
                let from = self.wanted.unwrap_or_else(|| self.session.borrow().cursor().into());
                self.go_to(context, from.moved(by));
            }
            Asked::Seek(step) => self.go_to(context, step.into()),
            Asked::Reset => {
                // What a page shows a recording of begins anew as that recording.
                let is_recording =
                    context.props().start == Start::Wait && self.session.borrow().opened.is_some();
                if !is_recording {
                    self.act(context, Action::Restart);
                }
                self.go_to(context, Step(0).into());
            }
            Asked::Open(name, bytes) => self.open_bytes(context, &name, &bytes),
            Asked::Export(form, promised) => self.export_for(context, form, promised),
        }
    }

    fn set_up(&mut self, context: &Context<Self>, settings: Settings, step: Option<LinkedStep>) {
        let now = self.session.borrow().settings;
        if now != settings {
            let is_same_run = Settings { axis: now.axis, ..settings } == now;
            let action = if is_same_run { Action::SetAxis(settings.axis) } else { Action::Choose(settings) };
            self.act(context, action);
        }
        if let Some(step) = step {
            self.go_to(context, step);
        }
    }

    fn press_if(&mut self, context: &Context<Self>, is_meant: fn(RunButton) -> bool) {
        let button = self.session.borrow().run_button();
        if is_meant(button) {
            self.act(context, Action::RunButton);
        }
    }

    /// Whether every step that there will be is there, or nobody knows how many there will be.
    fn is_recorded(&self) -> bool {
        let session = self.session.borrow();
        !session.is_live() || session.settings.clock == Clock::Browser
    }

    fn go_to(&mut self, context: &Context<Self>, step: LinkedStep) {
        let there = step.step(self.session.borrow().run.trace());
        self.act(context, Action::Seek(there));
        self.wanted = (!self.is_recorded()).then_some(step);
    }

    fn export_for(&mut self, context: &Context<Self>, form: u32, promised: Promised) {
        if !self.is_recorded() {
            self.promises.push((form, promised));
            return;
        }
        let number = self.exports.keys().last().map_or(0, |last| last + 1);
        let link = context.link().clone();
        let take = move |result| link.send_message(Message::Exported(number, result));
        let loaded = &context.props().host.loaded;
        match Job::write(&loaded.glue, &loaded.module, (&self.session.borrow(), form), take) {
            Ok(job) => drop(self.exports.insert(number, (job, form, promised))),
            Err(message) => promised.breaks(&message),
        }
    }

    /// A script gets what it waited for.
    pub(super) fn exported(&mut self, number: u32, result: JobResult) {
        let Some((_, form, promised)) = self.exports.remove(&number) else { return };
        match result {
            JobResult::Written(bytes) => {
                let media = EXPORTS.get(form as usize).map_or("", |export| export.media);
                let bytes = Uint8Array::from(bytes.as_slice());
                // What the one who asked does with it is theirs.
                drop(promised.resolve.call2(&JsValue::UNDEFINED, &bytes, &media.into()));
            }
            JobResult::Failed(message) => promised.breaks(&message),
            JobResult::Read(..) => {}
        }
    }

    /// Tells the page what has become of the run since it was last told.
    pub(super) fn tell(&mut self, context: &Context<Self>) {
        let now = Told::of(&self.session.borrow());
        let before = std::mem::replace(&mut self.told, now);
        if now == before {
            return;
        }
        let is_other = now.run != before.run;
        let end = self.session.borrow().run.trace().end();
        let step = [("step", now.step.0.into()), ("end", end.0.into())];
        let teller = &context.props().host.teller;
        if now.has_begun && (is_other || !before.has_begun) {
            let settings = self.session.borrow().settings;
            let (demo, variant) = (settings.demo.slug.into(), settings.variant.name.into());
            teller.tell("run", &[("demo", demo), ("variant", variant)]);
        }
        if now.step != before.step {
            teller.tell("step", &step);
        }
        if let Some(how) = now.end.filter(|_| is_other || before.end.is_none()) {
            teller.tell("finish", &[("how", name(how).into()), ("end", end.0.into())]);
            for (form, promised) in std::mem::take(&mut self.promises) {
                self.export_for(context, form, promised);
            }
        }
    }

    pub(super) fn tell_fault(context: &Context<Self>, message: &str) {
        context.props().host.teller.tell("error", &[("message", message.into())]);
    }
}

impl Promised {
    fn breaks(&self, message: &str) {
        // What the one who asked does with it is theirs.
        drop(self.reject.call1(&JsValue::UNDEFINED, &js_sys::Error::new(message)));
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
