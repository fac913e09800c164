//! Does what actions ask of the page: programs start, pause and end, and the address follows.

use std::rc::Rc;

use taskscope_runtime::Clock;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::Context;

use super::app::{App, Message};
use crate::page::{Command, ProgramMessage, Running, replace_query};
use taskscope_session::{Action, Crash, Effect, Halt, Status, address};

impl App {
    pub(super) fn carry_out(&mut self, context: &Context<Self>, effect: Effect) {
        match effect {
            Effect::Start => self.start(context),
            Effect::Stop => {
                // What it has said counts: the end comes after it.
                self.take_arrived(context);
                let run = self.session.borrow().run_number;
                self.halt(context, run, None);
            }
            Effect::Release => self.running = None,
            Effect::Pause => self.command(Command::Pause),
            Effect::Resume => self.command(Command::Resume),
            Effect::StepOnce => self.command(Command::Step),
            Effect::Export(form) => self.export(context, form),
            Effect::Cancel => self.cancel_work(),
            Effect::FocusSearch => self.focus_search(),
        }
    }

    fn focus_search(&self) {
        let field = self.root.cast::<Element>().and_then(|root| root.query_selector("[type=search]").ok()?);
        if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
            // Fails only for elements that can't have the focus.
            drop(field.focus());
        }
    }

    pub(super) fn command(&self, command: Command) {
        if let Some(running) = &self.running {
            running.command(command);
        }
    }

    /// The program is over: because the visitor wants it, or because it crashed.
    pub(super) fn halt(&mut self, context: &Context<Self>, run: u32, crash: Option<Crash>) {
        let at = self.running.as_ref().and_then(Running::elapsed).filter(|_| {
            // On the virtual clock real time says nothing, and a pause is not counted.
            let session = self.session.borrow();
            session.settings.clock == Clock::Browser && session.status() == Status::Running
        });
        self.act(context, Action::Halted { run, halt: Halt { at, crash } });
    }

    /// Asks the program for a sign now and then; whether there is something new to say of its silence.
    pub(super) fn listen_for_signs(&mut self, context: &Context<Self>) -> bool {
        /// What is told: often at first, then less often, so that it can be read out.
        const TOLD: [u32; 12] = [1, 2, 3, 5, 10, 15, 20, 30, 60, 120, 300, 600];
        let Some(running) = &self.running else { return false };
        // Saturating, and not below zero.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some seconds")]
        let seconds = (running.silence() / 1000.0) as u32;
        let told = TOLD.into_iter().rev().find(|&told| told <= seconds);
        let is_news = self.session.borrow().silent != told;
        if is_news {
            self.act(context, Action::Silent(told));
        }
        is_news
    }

    fn start(&mut self, context: &Context<Self>) {
        // The old program ends before the new one begins.
        self.running = None;
        self.arrived.take();
        let (settings, run) = {
            let session = self.session.borrow();
            (session.settings, session.run_number)
        };
        let link = context.link().clone();
        // Some thousand batches a second may come; each waits for the next frame, so nobody has to be told.
        let arrived = Rc::clone(&self.arrived);
        let take = move |message| match message {
            ProgramMessage::Batch(words) => arrived.borrow_mut().push((run, words)),
            ProgramMessage::Failed(message) => link.send_message(Message::Failed(run, message)),
            ProgramMessage::Crashed(crash) => link.send_message(Message::Crashed(run, crash)),
        };
        match Running::start(&context.props().host.loaded, &settings, take) {
            Ok(running) => self.running = Some(running),
            Err(message) => {
                Self::tell_fault(context, &message);
                self.act(context, Action::Failed { run, message });
            }
        }
        self.show_address(context);
    }

    /// Keeps the address that of what is seen, while that stands still.
    pub(super) fn show_address(&mut self, context: &Context<Self>) {
        if !context.props().host.owns_address {
            return;
        }
        let query = address(&self.session.borrow());
        if self.query != query && self.wanted.is_none() {
            replace_query(&query);
            self.query = query;
        }
    }
}
