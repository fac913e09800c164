//! What scripts ask of the element that the app is in.

use super::super::props::{AppProps, Start};
use super::App;
use crate::element::Request;
use taskscope_session::{Action, Parts, Preference, from_address};
use taskscope_trace::Step;

impl App {
    /// Does what a script asks.
    pub(super) fn answer(&mut self, props: &AppProps, request: Request) {
        if !matches!(request, Request::Show(..) | Request::Look(..) | Request::Pause) {
            self.act(Action::SetAside);
        }
        match request {
            Request::Show(query) => {
                let address = from_address(&query);
                if self.session.read().settings() != Some(address.settings) {
                    self.act(Action::ChooseLinked(address.settings));
                }
                self.show(address);
            }
            Request::Look(parts, theme, speed) => {
                self.act(Action::Ask(props.surroundings.owns_address && parts == Parts::Full));
                self.parts = parts;
                self.act(Preference::Theme(theme));
                self.act_on(speed.map(Action::SetSpeed));
            }
            Request::Run => self.act(Action::Play),
            Request::Pause => self.act(Action::Pause),
            Request::Step(by) => self.act(Action::StepBy(by)),
            Request::Seek(step) => self.act(Action::GoTo(step.into())),
            Request::Reset => {
                // What a page shows a recording of begins anew as that recording.
                let is_recording = self.session.read().program.recording().is_some();
                if !(props.start == Start::Wait && is_recording) {
                    self.act(Action::Restart);
                }
                self.act(Action::GoTo(Step(0).into()));
            }
            Request::Open(name, bytes) => {
                let begun = self.files.open_bytes(name, &bytes);
                self.act(begun);
            }
            Request::Export(form, reply) => self.element.export(&self.session.read(), form, reply),
        }
    }
}
