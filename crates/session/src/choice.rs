//! Choosing a demo that is not here: it is asked for, and what is shown stays until it has come.

use taskscope_tell::say;

use super::{CourseStop, Effect, Session, Settings};

impl Session {
    /// The demo that was chosen and has not come, by its slug.
    #[must_use]
    pub fn wanted(&self) -> Option<&'static str> {
        self.wanted.map(|stop| stop.demo.slug)
    }

    /// Shows a demo, at once if it is here.
    pub(super) fn go_to_demo(&mut self, stop: CourseStop) -> Option<Effect> {
        if let Some(settings) = self.settings_at(stop) {
            return self.choose(settings);
        }
        self.wanted = Some(stop);
        Some(Effect::Fetch(stop.demo.slug))
    }

    /// Shows other settings. Those of the demo that is shown already leave the wanted one on its way.
    pub(super) fn change(&mut self, settings: Settings) -> Option<Effect> {
        let is_same_demo = self.settings().is_some_and(|now| now.is_of(settings.demo));
        let wanted = self.wanted.filter(|_| is_same_demo);
        let effect = self.choose(settings);
        self.wanted = wanted;
        effect
    }

    /// Demos have come: what the visitor wants may be among them.
    pub(super) fn show_wanted(&mut self) -> Option<Effect> {
        let settings = self.settings_at(self.wanted?)?;
        self.choose(settings)
    }

    /// A demo does not come. If the visitor wants it, what is shown stays.
    pub(super) fn give_up_wanted(&mut self, slug: &str, reason: &str) {
        if let Some(stop) = self.wanted.take_if(|stop| stop.demo.slug == slug) {
            self.notices.tell(&say::session_notice::not_here(stop.demo.title, reason));
        }
    }
}
