//! What a frame of the screen brings: what has arrived is taken in, and what moves goes on.

use yew::Context;

use super::app::{App, Message};
use crate::page::Frames;
use taskscope_session::Action;

impl App {
    /// A frame: what has arrived is taken in at once, then the player goes on. Whether anything is to be drawn: the
    /// timeline with every frame, words and numbers as often as they can be read.
    pub(super) fn frame(&mut self, context: &Context<Self>, milliseconds: f64) -> bool {
        /// Fifteen times a second; twelve pictures a second are seen one by one.
        const PANES: f64 = 1000.0 / 15.0;
        /// Faster than a table is read to somebody.
        const TABLE: f64 = 500.0;
        let has_news =
            self.go_on_reading(context) | self.take_arrived(context) | self.listen_for_signs(context);
        let is_playing = self.session.borrow().is_playing();
        if is_playing {
            self.act(context, Action::Frame { milliseconds });
        }
        let has_changed = has_news || is_playing;
        // The last picture comes with everything as it stays, but for the table: that comes with the frame after it, which
        // is the last one.
        let is_moving = self.is_moving();
        let is_at_rest = !has_changed && !is_moving;
        let panes = self.panes.is_over(milliseconds, has_changed, if is_moving { PANES } else { 0.0 });
        let table = self.table.is_over(milliseconds, has_changed, if is_at_rest { 0.0 } else { TABLE });
        if is_at_rest {
            self.frames = None;
        }
        self.view_version += u64::from(has_changed);
        self.version += u64::from(panes);
        self.table_version += u64::from(table);
        has_changed || panes || table
    }

    pub(super) fn start_frames(&mut self, context: &Context<Self>) {
        let link = context.link().clone();
        self.frames = Some(Frames::start(move |passed| link.send_message(Message::Frame(passed))));
    }

    /// Whether there is anything that frames have to look for.
    pub(super) fn is_moving(&self) -> bool {
        let session = self.session.borrow();
        session.is_playing() || session.is_live() || self.is_reading()
    }

    pub(super) fn take_arrived(&mut self, context: &Context<Self>) -> bool {
        let arrived = self.arrived.take();
        let has_news = !arrived.is_empty();
        let mut batches = arrived.into_iter().peekable();
        while let Some((run, mut words)) = batches.next() {
            while let Some((_, more)) = batches.next_if(|(next, _)| *next == run) {
                words.extend(more);
            }
            self.act(context, Action::Batch { run, words });
        }
        self.seek_wanted(context);
        has_news
    }

    fn seek_wanted(&mut self, context: &Context<Self>) {
        let is_there = self.session.borrow().run.trace().run_end().is_some();
        if let Some(step) = self.wanted.take_if(|_| is_there) {
            let there = step.step(self.session.borrow().run.trace());
            self.act(context, Action::Seek(there));
        }
    }
}
