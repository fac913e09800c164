//! When a page with recorded runs starts a program after all, and what becomes of it.

use taskscope_format::{Clock, RunEnd};
use taskscope_gallery::{Order, RecordedRun, Scheduling, Variant};
use taskscope_session::{Action, Crash, Effect, Guess, RunButton, Session, Settings, Speed, Status};
use taskscope_trace::{Step, bytes_of_words};

use crate::support::{Page, demo, settings_in, with_recorded_runs, words};

/// A page that shows the recorded run of a demo to its end.
fn shown(slug: &str) -> Page {
    let demo = with_recorded_runs(demo(slug));
    let mut page = Page::new(demo, false);
    page.does(&[Action::Choose(Settings::of(demo)), Action::ShowWhole]);
    assert!(!page.has_program);
    assert_eq!(page.session.cursor(), page.session.run.trace().end());
    page
}

fn settings(page: &Page) -> Settings {
    page.session.settings().expect("it shows a demo")
}

#[test]
fn everything_but_run_needs_no_program() {
    let mut page = shown("export-and-upload");
    let fixed = page.demo.variant("fixed").expect("it has one");
    let other_variant = Action::Choose(Settings { variant: fixed, ..settings(&page) });
    let mut actions = vec![other_variant, Action::Restart, Action::Pause, Action::Play, Action::StepBy(3)];
    actions.extend([Action::StepBack, Action::Seek(Step(0)), Action::StepForward, Action::NextMark]);
    actions.extend((0..page.demo.tour.len()).map(Action::Visit));
    for action in actions {
        page.does(std::slice::from_ref(&action));
        assert!(!page.has_program && page.session.run.trace().run_end().is_some(), "{action:?}");
    }
}

#[test]
fn a_knob_that_is_turned_needs_the_program_until_it_is_turned_back() {
    let mut page = shown("counting");
    let unchanged = settings(&page);
    let knobs = unchanged.knobs.with("pause", 60_000).expect("it has the knob");
    let scheduling = Some(Scheduling { seed: 3, ..Scheduling::DEFAULT.ordered(Order::Random) });
    let changed = [
        Settings { knobs, ..unchanged },
        Settings { scheduling, ..unchanged },
        Settings { knobs, scheduling, ..unchanged },
    ];
    for settings in changed {
        page.does(&[Action::Choose(settings)]);
        assert!(page.has_program && page.session.run.trace().is_empty());
        page.does(&[Action::Choose(unchanged)]);
        assert!(!page.has_program && page.session.run.trace().run_end() == Some(RunEnd::Finished));
    }
    // Rules that were chosen, and are the variant's own, are no change.
    page.does(&[Action::Choose(Settings { scheduling: Some(unchanged.variant.scheduling), ..unchanged })]);
    assert!(!page.has_program);
}

#[test]
fn real_time_has_no_recorded_run() {
    let mut page = shown("counting");
    page.does(&[Action::Choose(Settings { clock: Clock::Browser, ..settings(&page) })]);
    assert_eq!(page.session.status(), Status::Idle);
    page.does(&[Action::RunButton]);
    assert!(page.has_program && page.session.run.trace().is_empty());
}

#[test]
fn run_plays_the_recorded_run_at_once_and_the_program_takes_over_unseen() {
    let mut page = shown("counting");
    assert_eq!(page.session.run_button(), RunButton::Run);
    page.does(&[Action::RunButton]);
    assert!(page.has_program, "Run is for the program");
    assert_eq!((page.session.cursor(), page.session.is_playing()), (Step(0), true));
    assert_eq!(page.session.run.trace().run_end(), Some(RunEnd::Finished));
    assert!(page.session.is_moving() && !page.session.is_live(), "it is awaited, and can't be stopped");
    page.does(&[Action::Frame { milliseconds: 1_000.0 }]);
    let (cursor, run) = (page.session.cursor(), page.session.run_number);
    assert!(cursor > Step(0));
    // In two batches: nothing is shown of the first, and nothing changes with the last.
    let words = words(settings(&page));
    let (first, rest) = words.split_at(words.len() / 8 * 4);
    assert_eq!(page.session.apply(Action::Batch { run, words: first.to_vec() }), None);
    assert_eq!(page.session.apply(Action::Batch { run, words: rest.to_vec() }), Some(Effect::Release));
    assert_eq!((page.session.cursor(), page.session.run_number), (cursor, run));
    assert!(page.session.is_playing() && !page.session.is_repeating(run));
}

#[test]
fn a_program_that_was_recorded_otherwise_is_right() {
    let demo = with_recorded_runs(demo("counting"));
    let other = demo.variant("join").expect("it has the variant");
    let recorded = <&RecordedRun>::default();
    recorded.learn(Some(bytes_of_words(&words(Settings { variant: other, ..Settings::of(demo) }))));
    let variant = Box::leak(Box::new(Variant { recorded, ..demo.variants[0] }));
    let mut page = Page::new(demo, false);
    page.does(&[Action::Choose(Settings { variant, ..Settings::of(demo) }), Action::ShowWhole]);
    let recorded = page.session.run.trace().digest();
    page.does(&[Action::RunButton]);
    page.hears();
    let trace = page.session.run.trace();
    assert!(trace.digest() != recorded && trace.run_end() == Some(RunEnd::Finished));
    assert_eq!(
        (page.session.cursor(), page.session.is_playing()),
        (Step(0), true),
        "it is played from its start"
    );
    assert!(!page.has_program);
}

#[test]
fn a_program_that_can_not_be_started_leaves_its_recorded_run() {
    let failures: [fn(u32) -> Action; 2] = [
        |run| Action::Failed { run, message: "It could not be loaded.".to_owned() },
        |run| Action::Crashed {
            run,
            at: None,
            crash: Crash { message: "unreachable".to_owned(), memory: None },
        },
    ];
    for failure in failures {
        let mut page = shown("counting");
        page.does(&[Action::RunButton]);
        let run = page.session.run_number;
        assert!(page.session.is_repeating(run) && !page.session.is_repeating(run - 1));
        page.session.apply(Action::Silent(Some(10)));
        assert_eq!(page.session.silence(), None, "nobody waits for it");
        assert_eq!(page.session.apply(failure(run)), Some(Effect::Release));
        assert_eq!((page.session.notices.text.as_deref(), page.session.is_playing()), (None, true));
        page.does(&[Action::SetSpeed(Speed::Max), Action::Frame { milliseconds: 1.0 }]);
        assert_eq!(page.session.status(), Status::Ended(RunEnd::Finished));
    }
}

#[test]
fn a_program_that_is_refused_at_once_leaves_its_recorded_run() {
    let mut page = shown("counting");
    assert_eq!(page.session.apply(Action::RunButton), Some(Effect::Start));
    let run = page.session.run_number;
    assert!(page.session.recalling().is_some() && page.session.has_recorded_run(run), "it has not come yet");
    let failed = Action::Failed { run, message: "Workers are forbidden.".to_owned() };
    assert_eq!(page.session.apply(failed), Some(Effect::Release));
    page.does(&[]);
    assert_eq!(page.session.run.trace().run_end(), Some(RunEnd::Finished));
    assert_eq!((page.session.notices.text.as_deref(), page.session.is_playing()), (None, true));
    assert!(!page.session.has_recorded_run(run) && !page.session.is_repeating(run));
}

#[test]
fn what_comes_from_a_program_that_is_no_longer_wanted_is_ignored() {
    let mut page = shown("counting");
    page.does(&[Action::RunButton]);
    let run = page.session.run_number;
    page.does(&[Action::Choose(Settings { variant: &page.demo.variants[1], ..settings(&page) })]);
    assert!(!page.has_program && !page.session.is_repeating(run));
    let digest = page.session.run.trace().digest();
    assert_eq!(page.session.apply(Action::Batch { run, words: vec![3, 9, 1, 1] }), None);
    assert_eq!((page.session.run.trace().digest(), page.session.notices.text.as_deref()), (digest, None));
}

#[test]
fn a_question_is_asked_and_answered_without_its_program() {
    let demo = with_recorded_runs(demo("futurelock"));
    let mut page = Page::new(demo, true);
    page.does(&[Action::Choose(Settings::of(demo))]);
    assert_eq!((page.session.status(), page.has_program), (Status::Asked, false));
    let asked = page.session.run.trace().end();
    assert!(
        page.session.cursor() == asked && asked > Step(0) && page.session.run.trace().run_end().is_none()
    );
    page.does(&[Action::Guess(Guess::Made(1))]);
    let verdict = page.session.prediction().and_then(taskscope_session::Prediction::verdict);
    assert_eq!(verdict.and_then(|verdict| verdict.is_right), Some(true));
    assert!(!page.has_program);
}

#[test]
fn a_question_in_real_time_has_its_choices_from_the_recorded_run() {
    let demo = with_recorded_runs(demo("counting"));
    let settings = Settings { clock: Clock::Browser, ..Settings::of(demo) };
    let mut session = Session::new(settings).asking();
    session.apply(Action::Choose(settings));
    assert!(session.rehearsal().is_none(), "nothing has to be rehearsed");
    let choices = session.prediction().expect("it asks").choices();
    assert_eq!(
        choices.iter().map(taskscope_gallery::Value::text).collect::<Vec<_>>(),
        ["2 s", "4.5 s", "6.5 s"]
    );
    let changed = settings.knobs.with("pause", 1_000).expect("it has the knob");
    session.apply(Action::Choose(settings_in(demo, Settings { knobs: changed, ..settings })));
    assert!(session.rehearsal().is_some(), "other knobs have other choices");
}

#[test]
fn a_recorded_run_that_ends_in_a_panic_ends_as_it_was_recorded() {
    let demo = with_recorded_runs(demo("borrow-across-await"));
    let ends = demo.variants.iter().map(|variant| {
        let mut page = Page::new(demo, false);
        page.does(&[Action::Choose(Settings { variant, ..Settings::of(demo) }), Action::ShowWhole]);
        assert!(!page.has_program && page.session.notices.text.is_none());
        page.session.run.trace().run_end()
    });
    assert!(ends.collect::<Vec<_>>().contains(&Some(RunEnd::Panicked)));
}
