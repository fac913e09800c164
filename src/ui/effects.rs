//! Does what actions ask of the page: programs start, pause and end, and the address follows.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::Context;

use super::app::{App, Host, Message};
use crate::browser::{Worker, replace_query};
use crate::session::{Action, Effect, address};

impl App {
    pub(super) fn carry_out(&mut self, context: &Context<Self>, effect: Effect) {
        match effect {
            Effect::Start => self.start(context),
            Effect::Release => self.worker = None,
            Effect::Pause => self.command(Worker::pause),
            Effect::Resume => self.command(Worker::resume),
            Effect::StepOnce => self.command(Worker::step),
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

    fn command(&self, command: fn(&Worker)) {
        if let Some(worker) = &self.worker {
            command(worker);
        }
    }

    fn start(&mut self, context: &Context<Self>) {
        // The old program ends before the new one begins.
        self.worker = None;
        self.arrived.clear();
        let (settings, run) = {
            let session = self.session.borrow();
            (session.settings, session.run_number)
        };
        let link = context.link().clone();
        let take = move |message| link.send_message(Message::Program(run, message));
        let Host { module, glue, .. } = &context.props().host;
        match Worker::start(glue, module, &settings, take) {
            Ok(worker) => self.worker = Some(worker),
            Err(message) => self.act(context, Action::Failed { run, message }),
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
