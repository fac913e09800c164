//! Questions as a session asks them: when, on which clock, and what sets them aside.

use taskscope_format::{Clock, RunEnd};
use taskscope_gallery::{Demo, Order, Scheduling};
use taskscope_session::{
    Action, Answers, Crash, Effect, Guess, LinkedStep, Mark, Preference, Preferences, RunButton, Session,
    Settings, Status, address,
};
use taskscope_simulate::{Simulate as _, rules};
use taskscope_trace::Step;

fn demo(slug: &str) -> &'static Demo {
    taskscope_gallery::find(slug).expect("the demo is in the gallery")
}

fn words(settings: Settings) -> Vec<u32> {
    settings.variant.simulate_with(settings.knobs, rules(settings.scheduling())).words().to_vec()
}

fn batch(session: &Session) -> Action {
    Action::Batch { run: session.run_number, words: words(session.settings().expect("it shows a demo")) }
}

/// A session that has opened a demo, as the page does at first.
fn opened(settings: Settings) -> Session {
    let mut session = Session::new(settings).asking();
    session.apply(Action::Choose(settings));
    session
}

/// The same with the whole run, and the question open.
fn asking(slug: &str) -> Session {
    let mut session = opened(Settings::of(demo(slug)));
    session.apply(batch(&session));
    assert!(session.is_asking());
    session
}

fn guess(session: &mut Session, index: usize) -> Option<Effect> {
    session.apply(Action::Guess(Guess::Made(index)))
}

#[test]
fn a_new_visitor_is_asked_on_opening_and_nothing_plays() {
    let mut session = opened(Settings::of(demo("futurelock")));
    assert_eq!((session.status(), session.is_playing()), (Status::Asked, false));
    assert_eq!(session.apply(batch(&session)), Some(Effect::Release));
    assert_eq!(session.cursor(), session.run.trace().end());
    session.apply(Action::Frame { milliseconds: 1e6 });
    for action in [Action::RunButton, Action::Play, Action::StepForward] {
        let before = session.cursor();
        assert_eq!(session.apply(action), None);
        assert_eq!((session.cursor(), session.is_playing(), session.can_go_on()), (before, false, false));
    }
}

#[test]
fn a_visitor_can_step_back_and_look_again() {
    let mut session = asking("futurelock");
    let last = session.cursor();
    session.apply(Action::StepBack);
    assert_eq!((session.cursor(), session.can_go_on()), (Step(last.0 - 1), true));
    assert!(!address(&session).contains("step="), "to come again is to be asked again");
    session.apply(Action::StepForward);
    assert_eq!(session.cursor(), last);
    session.apply(Action::Seek(Step(0)));
    assert_eq!(session.run_button(), RunButton::Play);
    session.apply(Action::RunButton);
    session.apply(Action::Frame { milliseconds: 1e6 });
    assert_eq!((session.cursor(), session.is_playing(), session.is_asking()), (last, false, true));
}

#[test]
fn a_choice_that_there_is_not_is_no_answer() {
    let mut session = asking("futurelock");
    guess(&mut session, 4);
    assert!(session.is_asking());
    guess(&mut session, 1);
    assert!(!session.is_asking());
    let verdict =
        session.prediction().and_then(taskscope_session::Prediction::verdict).expect("the run is over");
    assert_eq!((verdict.is_right, verdict.answer.as_str()), (Some(true), "A task waits forever."));
    guess(&mut session, 0);
    assert_eq!(
        session.prediction().and_then(taskscope_session::Prediction::guess),
        Some(1),
        "an answer is final"
    );
}

#[test]
fn a_question_is_asked_once_and_kept_for_the_next_visit() {
    let mut session = asking("futurelock");
    guess(&mut session, 0);
    session.apply(Action::Restart);
    assert!(!session.is_asking() && session.prediction().is_none());
    let settings = Settings::of(demo("futurelock"));
    assert_eq!(session.answers.mark(&settings), Some(Mark::Wrong));
    let answers = Answers::from_text(&session.answers.to_string());
    let mut next = Session::new(settings).with_kept(Preferences::default(), answers).asking();
    next.apply(Action::Choose(settings));
    assert!(!next.is_asking() && next.is_playing());
    next.apply(batch(&next));
    assert!(next.can_ask_again());
    assert_eq!(next.apply(Action::AskAgain), Some(Effect::Start));
    assert!(next.is_asking());
}

#[test]
fn skipping_shows_everything_and_lasts_for_the_visit() {
    let mut session = asking("futurelock");
    session.apply(Action::Guess(Guess::Skipped));
    assert!(session.is_playing() && session.run.trace().run_end() == Some(RunEnd::Stuck));
    let other = session.settings_for(demo("counting"));
    session.apply(Action::Choose(other));
    assert!(session.is_asking(), "another demo has its own question");
    session.apply(Action::Choose(session.settings_for(demo("futurelock"))));
    assert!(!session.is_asking());
    let kept = Answers::from_text(&session.answers.to_string());
    assert_eq!(kept.mark(&Settings::of(demo("futurelock"))), None, "another day it is asked again");
}

#[test]
fn each_variant_has_its_own_question_or_none() {
    let mut session = asking("sleep-or-yield");
    guess(&mut session, 0);
    let settings = session.settings().expect("it shows a demo");
    let other = demo("sleep-or-yield").variant("yield").expect("it has the variant");
    session.apply(Action::Choose(Settings { variant: other, ..settings }));
    session.apply(batch(&session));
    assert!(session.is_asking());
    let trace = session.run.trace();
    assert_eq!((session.cursor(), trace.run_end()), (trace.end(), None));
    session.apply(Action::Choose(session.settings_for(demo("futurelock"))));
    let settings = session.settings().expect("it shows a demo");
    let fixed = demo("futurelock").variant("fixed").expect("it has the variant");
    session.apply(Action::Choose(Settings { variant: fixed, ..settings }));
    assert!(!session.is_asking() && session.prediction().is_none());
}

#[test]
fn turning_a_knob_asks_about_the_new_run() {
    let mut session = asking("counting");
    let settings = session.settings().expect("it shows a demo");
    let knobs = settings.knobs.with("first counts to", 30).expect("it has the knob");
    session.apply(Action::Choose(Settings { knobs, ..settings }));
    session.apply(batch(&session));
    assert!(session.is_asking());
    let texts: Vec<_> = session
        .prediction()
        .expect("it is open")
        .choices()
        .iter()
        .map(taskscope_gallery::Value::text)
        .collect();
    assert!(texts.contains(&"15 s".to_owned()), "{texts:?}");
    let knobs = settings.knobs.with("second counts to", 1).expect("it has the knob");
    session.apply(Action::Choose(Settings { knobs, ..settings }));
    session.apply(batch(&session));
    assert!(!session.is_asking(), "this run does not come to the moment of the question");
    assert!(session.is_playing() && session.run.trace().run_end().is_some());
}

#[test]
fn what_asks_for_more_sets_the_question_aside() {
    let aside: [fn(&mut Session) -> Option<Effect>; 5] = [
        |session| session.apply(Action::Await(LinkedStep::from(Step(70)))),
        |session| session.apply(Action::GoTo(LinkedStep::from(Step(70)))),
        |session| session.apply(Action::Ask(false)),
        |session| session.apply(Action::SetAside),
        |session| session.apply(Action::Prefer(Preference::Questions(false))),
    ];
    for set_aside in aside {
        let mut session = asking("futurelock");
        set_aside(&mut session);
        assert!(!session.is_asking() && session.run.trace().run_end().is_some());
        let mut early = opened(Settings::of(demo("futurelock")));
        set_aside(&mut early);
        early.apply(batch(&early));
        assert!(!early.is_asking() && early.run.trace().run_end().is_some());
    }
}

#[test]
fn a_tour_asks_nothing() {
    let mut session = asking("sleep-or-yield");
    for index in 0..demo("sleep-or-yield").tour.len() {
        if session.apply(Action::Visit(index)).is_some() {
            session.apply(batch(&session));
        }
        assert!(!session.is_asking() && session.cursor() > Step(0));
    }
}

#[test]
fn elsewhere_nothing_is_asked() {
    let settings = Settings::of(demo("futurelock"));
    let mut session = Session::new(settings);
    session.apply(Action::Choose(settings));
    session.apply(batch(&session));
    assert!(!session.is_asking() && session.is_playing());
    assert!(!session.can_ask_again());
}

#[test]
fn how_a_held_program_ends_is_not_said_before_the_answer() {
    let mut session = opened(Settings::of(demo("futurelock")));
    let all = words(Settings::of(demo("futurelock")));
    session
        .apply(Action::Batch { run: session.run_number, words: all[..all.len() * 15 / 16 / 4 * 4].to_vec() });
    assert!(session.is_asking() && session.is_live());
    let last = session.cursor();
    session.apply(Action::Silent(Some(3)));
    assert_eq!(session.silence(), None, "that it hangs could be the answer");
    let crash = Crash { message: "Maximum call stack size exceeded".to_owned(), memory: None };
    session.apply(Action::Crashed { run: session.run_number, at: None, crash });
    assert_eq!((session.status(), session.notices.text.as_deref()), (Status::Asked, None));
    assert_eq!((session.cursor(), session.run.trace().end()), (last, last));
    guess(&mut session, 3);
    assert_eq!(session.run.trace().run_end(), Some(RunEnd::Crashed));
    assert!(session.notices.text.as_deref().is_some_and(|notice| notice.contains("stack")));
    let verdict =
        session.prediction().and_then(taskscope_session::Prediction::verdict).expect("the run is over");
    assert_eq!(verdict.is_right, Some(true));
}

#[test]
fn a_program_that_hangs_is_asked_about_and_stopped_like_any_other() {
    let mut session = opened(Settings::of(demo("futurelock")));
    let all = words(Settings::of(demo("futurelock")));
    session
        .apply(Action::Batch { run: session.run_number, words: all[..all.len() * 15 / 16 / 4 * 4].to_vec() });
    guess(&mut session, 2);
    assert!(session.prediction().is_some_and(|made| made.verdict().is_none()), "the run goes on");
    assert_eq!(session.apply(Action::Stop { at: None }), Some(Effect::Release));
    let verdict =
        session.prediction().and_then(taskscope_session::Prediction::verdict).expect("the run is over");
    assert_eq!((verdict.is_right, verdict.answer.as_str()), (Some(true), "It runs until you stop it."));
}

#[test]
fn in_real_time_the_question_comes_first_with_choices_from_a_run_that_nobody_sees() {
    let settings = Settings { clock: Clock::Browser, ..Settings::of(demo("counting")) };
    let mut session = opened(settings);
    assert!(session.is_asking() && session.rehearsal().is_some());
    for start in [Action::RunButton, Action::Restart, Action::StepForward] {
        assert_eq!(session.apply(start), None, "the answer starts the run");
    }
    let (program, run) = session.rehearsal().expect("it needs one");
    let rehearsed = program.settings().expect("it is built in");
    assert_eq!(rehearsed.clock, Clock::Virtual);
    session.apply(Action::Rehearsed { run: run + 1, words: words(rehearsed) });
    assert!(session.prediction().is_some_and(|open| open.choices().is_empty()), "that was another run");
    session.apply(Action::Rehearsed { run, words: words(rehearsed) });
    assert!(session.rehearsal().is_none() && session.run.trace().is_empty());
    let texts: Vec<_> = session
        .prediction()
        .expect("it is open")
        .choices()
        .iter()
        .map(taskscope_gallery::Value::text)
        .collect();
    assert_eq!(texts, ["2 s", "4.5 s", "6.5 s"]);
    assert_eq!(guess(&mut session, 1), Some(Effect::Start));
    assert!(!session.is_asking() && session.is_playing());
    session.apply(batch(&session));
    let verdict =
        session.prediction().and_then(taskscope_session::Prediction::verdict).expect("the run is over");
    assert_eq!((verdict.is_right, verdict.because.is_some()), (Some(true), true));
    session.apply(Action::Restart);
    assert!(!session.is_asking(), "it was answered");
}

#[test]
fn in_real_time_a_rehearsal_that_fails_is_no_obstacle() {
    let settings = Settings { clock: Clock::Browser, ..Settings::of(demo("counting")) };
    for failure in [(|run| Action::RehearsalFailed { run }) as fn(u32) -> Action, |run| Action::Rehearsed {
        run,
        words: vec![3, 9, 1, 1],
    }] {
        let mut session = opened(settings);
        let (_, run) = session.rehearsal().expect("it needs one");
        session.apply(failure(run));
        assert!(!session.is_asking() && session.rehearsal().is_none());
        assert_eq!(session.apply(Action::RunButton), Some(Effect::Start));
    }
}

#[test]
fn in_real_time_an_end_needs_no_rehearsal_and_a_skip_starts_nothing() {
    let settings = Settings { clock: Clock::Browser, ..Settings::of(demo("futurelock")) };
    let mut session = opened(settings);
    assert!(session.rehearsal().is_none());
    assert_eq!(session.prediction().expect("it is open").choices().len(), 4);
    assert_eq!(session.apply(Action::Guess(Guess::Skipped)), None);
    assert_eq!((session.status(), session.is_asking()), (Status::Idle, false));
    assert_eq!(session.apply(Action::RunButton), Some(Effect::Start));
}

#[test]
fn a_reason_is_given_only_for_the_run_that_it_was_written_for() {
    let mut session = asking("shared-state");
    let settings = session.settings().expect("it shows a demo");
    let random = Scheduling { seed: 3, ..Scheduling::DEFAULT.ordered(Order::Random) };
    session.apply(Action::Choose(Settings { scheduling: Some(random), ..settings }));
    session.apply(batch(&session));
    if session.is_asking() {
        guess(&mut session, 0);
        let verdict =
            session.prediction().and_then(taskscope_session::Prediction::verdict).expect("the run is over");
        assert_eq!(verdict.because, None);
        let reason = session.reason(&verdict);
        assert!(reason.contains("prints"), "what happened there is told instead: {reason}");
    }
}

#[test]
fn a_clock_that_a_demo_brings_is_not_carried_on() {
    let brings = demo("cost-of-a-thread");
    assert_eq!(brings.view.clock, Clock::Browser);
    let mut session = Session::new(Settings::of(demo("counting")));
    session.apply(Action::Choose(session.settings_for(brings)));
    assert_eq!(session.settings_for(demo("counting")).clock, Clock::Virtual);
    let chosen = Settings { clock: Clock::Browser, ..session.settings_for(demo("counting")) };
    session.apply(Action::Choose(chosen));
    session.apply(Action::Choose(session.settings_for(brings)));
    assert_eq!(session.settings_for(demo("futurelock")).clock, Clock::Browser, "the visitor chose it");
}
