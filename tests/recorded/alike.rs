//! Two pages side by side, one with recorded runs and one without, under the same random visitor: nobody can tell which is
//! which, neither before nor after a program reports.

use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop_oneof, proptest};
use proptest::test_runner::TestCaseResult;
use taskscope_format::Clock;
use taskscope_gallery::Demo;
use taskscope_session::{
    Action, Guess, LinkedStep, Look, Preference, RunButton, Session, Settings, Status, Walk, address,
};
use taskscope_trace::{AxisKind, Step};

use crate::support::{Page, demo, with_recorded_runs};

/// What a visitor, a script or a link does at once.
#[derive(Clone, Debug)]
enum Deed {
    Variant(usize),
    Knob(usize, bool),
    Clock(bool),
    Do(Action),
    Link(usize),
    Whole,
    Reset,
}

fn deeds() -> impl Strategy<Value = Deed> {
    let act = |action: Action| Just(Deed::Do(action));
    prop_oneof![
        (0..3_usize).prop_map(Deed::Variant),
        (0..3_usize, any::<bool>()).prop_map(|(knob, is_turned)| Deed::Knob(knob, is_turned)),
        any::<bool>().prop_map(Deed::Clock),
        (0..200_usize).prop_map(Deed::Link),
        Just(Deed::Whole),
        Just(Deed::Reset),
        prop_oneof![act(Action::RunButton), act(Action::Play), act(Action::Pause), act(Action::Restart)],
        prop_oneof![act(Action::StepForward), act(Action::StepBack), act(Action::EventForward)],
        prop_oneof![
            act(Action::NextMark),
            act(Action::AskAgain),
            act(Action::EndTour),
            act(Action::SetAside)
        ],
        act(Action::Walk(Walk::NextPoll)),
        act(Action::Look(Look::Axis(AxisKind::Steps))),
        act(Action::Prefer(Preference::Questions(true))),
        act(Action::Guess(Guess::Skipped)),
        (0..4_usize).prop_map(|guess| Deed::Do(Action::Guess(Guess::Made(guess)))),
        (0..6_usize).prop_map(|stop| Deed::Do(Action::Visit(stop))),
        (0..200_usize).prop_map(|step| Deed::Do(Action::Seek(Step(step)))),
        (-9..9_isize).prop_map(|by| Deed::Do(Action::StepBy(by))),
        (1..4_000_u32).prop_map(|time| Deed::Do(Action::Frame { milliseconds: f64::from(time) })),
    ]
}

impl Deed {
    /// What a page does; the settings are those of the page without recorded runs.
    fn actions(self, page: &Page, now: Settings) -> Vec<Action> {
        let linked = |count| LinkedStep::counting(count, None).expect("there is a version 1");
        match self {
            Self::Variant(index) => {
                let variants = now.demo.variants;
                vec![page.choose(Settings { variant: &variants[index % variants.len()], ..now })]
            }
            Self::Knob(index, is_turned) => {
                let defaults = now.demo.default_knobs();
                let mut all = defaults.iter();
                let Some((knob, value)) = all.nth(index) else { return Vec::new() };
                let value = if is_turned { knob.max } else { value };
                let knobs = now.knobs.with(knob.name, value).expect("the demo has the knob");
                vec![page.choose(Settings { knobs, ..now })]
            }
            Self::Clock(is_real) => {
                let clock = if is_real { Clock::Browser } else { Clock::Virtual };
                vec![page.choose(Settings { clock, ..now })]
            }
            Self::Link(step) => vec![page.choose(now), Action::GoTo(linked(step))],
            Self::Whole => vec![page.choose(now), Action::ShowWhole],
            Self::Reset => vec![Action::SetAside, Action::Restart, Action::GoTo(Step(0).into())],
            Self::Do(action) => vec![action],
        }
    }
}

/// Everything that a visitor or a script can see of a session.
#[derive(Debug, PartialEq)]
struct Seen {
    cursor: Step,
    run: (u32, u64),
    status: (Status, RunButton, bool, bool),
    asked: Option<(Option<usize>, Vec<String>, bool)>,
    notice: Option<String>,
    address: String,
    view: String,
    stop: Option<usize>,
    mark: Option<taskscope_session::Mark>,
}

fn seen(session: &Session) -> Seen {
    let texts =
        |choices: &[taskscope_gallery::Value]| choices.iter().map(taskscope_gallery::Value::text).collect();
    let view = &session.view;
    Seen {
        cursor: session.cursor(),
        run: (session.run_number, session.run.trace().digest()),
        status: (session.status(), session.run_button(), session.is_playing(), session.is_live()),
        asked: session
            .prediction()
            .map(|asked| (asked.guess(), texts(asked.choices()), asked.verdict().is_some())),
        notice: session.notices.text.clone(),
        address: address(session),
        view: format!("{:?} {:?} {:?} {:?}", view.selected, view.window, view.axis, view.folded),
        stop: session.story.stop().map(|(index, _)| index),
        mark: session.settings().and_then(|own| session.answers.mark(&own)),
    }
}

fn nobody_can_tell(demo: &'static Demo, is_asking: bool, deeds: Vec<Deed>) -> TestCaseResult {
    let mut without = Page::new(demo, is_asking);
    let mut with = Page::new(with_recorded_runs(demo), is_asking);
    for deed in [Deed::Variant(0)].into_iter().chain(deeds) {
        let now = without.session.settings().expect("it shows a demo");
        for page in [&mut without, &mut with] {
            let actions = deed.clone().actions(page, now);
            page.does(&actions);
        }
        without.hears();
        // Where its run is recorded, the other page shows it before its program reports, and the same after that.
        let is_ahead = with.session.run.trace().run_end().is_some();
        if is_ahead {
            proptest::prop_assert_eq!(seen(&with.session), seen(&without.session), "after {:?}", deed);
        }
        with.hears();
        proptest::prop_assert_eq!(seen(&with.session), seen(&without.session), "after {:?} in the end", deed);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn nobody_can_tell_a_recorded_run_from_a_program(
        slug in prop_oneof![Just("counting"), Just("export-and-upload"), Just("futurelock"), Just("sleep-or-yield")],
        is_asking in any::<bool>(),
        deeds in proptest::collection::vec(deeds(), 1..14),
    ) {
        nobody_can_tell(demo(slug), is_asking, deeds)?;
    }
}
