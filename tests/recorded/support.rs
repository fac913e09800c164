//! Demos whose runs are recorded, as a page has them, and the same demos without, whose programs have to run.

use taskscope_format::Clock;
use taskscope_gallery::{Demo, RecordedRun, Variant};
use taskscope_session::{Action, Effect, Session, Settings};
use taskscope_simulate::{Simulate as _, recorded_run, rules};

pub(crate) fn demo(slug: &str) -> &'static Demo {
    taskscope_gallery::find(slug).expect("the demo is in the gallery")
}

/// The demo as a page has it whose site has recorded its runs.
pub(crate) fn with_recorded_runs(demo: &'static Demo) -> &'static Demo {
    let record = |variant: &'static Variant| {
        let recorded = <&RecordedRun>::default();
        recorded.learn(recorded_run(demo, variant));
        Variant { recorded, ..*variant }
    };
    let variants: Vec<Variant> = demo.variants.iter().map(record).collect();
    Box::leak(Box::new(Demo { variants: Box::leak(variants.into_boxed_slice()), ..*demo }))
}

/// The same settings of the same demo as somebody else has it.
pub(crate) fn settings_in(demo: &'static Demo, settings: Settings) -> Settings {
    let variant = demo.variant(settings.variant.name).expect("it is the same demo");
    Settings { demo, variant, ..settings }
}

/// A page: a session, and the program that it has started, if it has.
pub(crate) struct Page {
    pub(crate) session: Session,
    pub(crate) demo: &'static Demo,
    /// Whether a program was started and has not reported yet.
    pub(crate) has_program: bool,
}

impl Page {
    pub(crate) fn new(demo: &'static Demo, is_asking: bool) -> Self {
        let session = Session::new(Settings::of(demo));
        let session = if is_asking { session.asking() } else { session };
        Self { session, demo, has_program: false }
    }

    /// The settings of another page, for the demo of this one.
    pub(crate) fn choose(&self, settings: Settings) -> Action {
        Action::Choose(settings_in(self.demo, settings))
    }

    /// Does what the page does with the actions of one message; the program, if it was started, has said nothing yet.
    pub(crate) fn does(&mut self, actions: &[Action]) {
        for action in actions {
            self.apply(action.clone());
        }
        if let Some(recall) = self.session.recalling() {
            self.apply(recall);
        }
        if let Some((program, run)) = self.session.rehearsal() {
            let words = words(program.settings().expect("it is built in"));
            self.apply(Action::Rehearsed { run, words });
        }
    }

    fn apply(&mut self, action: Action) {
        match self.session.apply(action) {
            Some(Effect::Start) => self.has_program = true,
            Some(Effect::Release) => self.has_program = false,
            _ => {}
        }
    }

    /// The program, if one was started, reports its whole run.
    pub(crate) fn hears(&mut self) {
        if self.has_program {
            let settings = self.session.settings().expect("it shows a demo");
            self.apply(Action::Batch { run: self.session.run_number, words: words(settings) });
        }
    }
}

/// What a program with these settings records. On the browser's clock it would take its time; what it records is as good.
pub(crate) fn words(settings: Settings) -> Vec<u32> {
    let settings = Settings { clock: Clock::Virtual, ..settings };
    settings.variant.simulate_with(settings.knobs, rules(settings.scheduling())).words().to_vec()
}
