//! The page's state, driven as the page drives it: actions in, effects out, batches from a real run.

use std::rc::Rc;

use taskscope_format::{Clock, RunEnd, TaskId};
use taskscope_gallery::Knobs;
use taskscope_scene::Window;
use taskscope_session::{
    Action, Divider, EXPORTS, Effect, Look, Pace, Preference, Recording, RunButton, Session, Settings, Speed,
    Status, Tab, Theme, Work, Writer, address, play_time, read_file,
};
use taskscope_simulate::Simulate as _;
use taskscope_tell::line_at;
use taskscope_trace::{Run, State, Step};

/// A session on a demo, and the words of its run.
fn session_on(slug: &str, variant: &str) -> (Session, Vec<u32>) {
    let demo = taskscope_gallery::find(slug).expect("the demo is in the gallery");
    let variant = demo.variant(variant).expect("the demo has the variant");
    let settings = Settings { variant, ..Settings::of(demo) };
    (Session::new(settings), words_of(&settings))
}

fn words_of(settings: &Settings) -> Vec<u32> {
    settings.variant.simulate(settings.knobs).words().to_vec()
}

/// A batch of the run that is going on.
fn batch(session: &Session, words: &[u32]) -> Action {
    Action::Batch { run: session.run_number, words: words.to_vec() }
}

/// A session whose run is recorded to its end, with the cursor at the start.
fn recorded(slug: &str, variant: &str) -> Session {
    let (mut session, words) = session_on(slug, variant);
    assert_eq!(session.apply(Action::RunButton), Some(Effect::Start));
    assert_eq!(session.apply(batch(&session, &words)), Some(Effect::Release));
    session
}

#[test]
fn a_run_is_played_from_its_start_to_its_end() {
    let mut session = recorded("export-and-upload", "fixed");
    assert_eq!((session.cursor(), session.is_playing()), (Step(0), true));
    session.apply(Action::Frame { milliseconds: 200.0 });
    let on_the_way = session.cursor();
    assert!(on_the_way > Step(0) && on_the_way < session.run.trace().end(), "{on_the_way:?}");
    session.apply(Action::SetSpeed(Speed::Max));
    session.apply(Action::Frame { milliseconds: 1.0 });
    assert_eq!(session.cursor(), session.run.trace().end());
    assert_eq!((session.is_playing(), session.status()), (false, Status::Ended(RunEnd::Finished)));
    assert_eq!(session.run_button(), RunButton::Run);
}

#[test]
fn stepping_back_restores_every_state_that_was_shown_before() {
    for slug in ["export-and-upload", "messages-at-once"] {
        let mut session = recorded(slug, "fixed");
        session.apply(Action::Seek(Step(0)));
        let mut shown: Vec<Rc<State>> = vec![session.state()];
        while session.cursor() < session.run.trace().end() {
            session.apply(Action::EventForward);
            shown.push(session.state());
        }
        assert_eq!(shown.len(), session.run.trace().end().0 + 1);
        while session.cursor() > Step(0) {
            session.apply(Action::EventBack);
            assert!(session.state() == shown[session.cursor().0], "{slug}, {:?}", session.cursor());
        }
    }
}

#[test]
fn a_step_goes_to_the_next_sentence_and_a_script_s_step_to_the_next_event() {
    let mut session = recorded("futurelock", "bad");
    session.apply(Action::Seek(Step(0)));
    let mut told = 0;
    while session.cursor() < session.run.trace().end() {
        let before = session.cursor();
        session.apply(Action::StepForward);
        let line = line_at(&session.run, session.cursor()).expect("something is told");
        assert!(session.cursor() > before && line.step == session.cursor(), "{:?}", session.cursor());
        told += 1;
        session.apply(Action::StepBack);
        assert_eq!(session.cursor(), before);
        session.apply(Action::StepForward);
    }
    assert!(told * 2 < session.run.trace().end().0 + 1, "a sentence often tells of several events");
    session.apply(Action::Seek(Step(0)));
    session.apply(Action::StepBy(1));
    assert_eq!(session.cursor(), Step(1));
    session.apply(Action::StepBy(1));
    session.apply(Action::StepBy(-1));
    assert_eq!(session.cursor(), Step(1));
}

#[test]
fn a_batch_of_an_older_run_is_ignored() {
    let (mut session, words) = session_on("counting", "join");
    session.apply(Action::RunButton);
    let late = batch(&session, &words);
    session.apply(Action::Restart);
    assert_eq!(session.apply(late), None);
    assert!(session.run.trace().is_empty());
}

#[test]
fn turning_a_knob_runs_anew_and_shows_the_end_if_the_end_was_shown() {
    let mut session = recorded("counting", "spawn");
    session.apply(Action::SetSpeed(Speed::Max));
    session.apply(Action::Frame { milliseconds: 1.0 });
    let settings = session.settings().expect("it shows a demo");
    let knobs: Knobs = settings.knobs.with("pause", 60_000).expect("the demo has the knob");
    let settings = Settings { knobs, ..settings };
    assert_eq!(session.apply(Action::Choose(settings)), Some(Effect::Start));
    session.apply(batch(&session, &words_of(&settings)));
    assert_eq!(session.cursor(), session.run.trace().end());
    assert!(!session.is_playing());
    assert!(session.run.trace().end_time().0 >= 60_000_000);
}

#[test]
fn on_the_browser_clock_the_cursor_follows_and_pausing_reaches_the_program() {
    let (mut session, words) = session_on("counting", "spawn");
    let settings = Settings { clock: Clock::Browser, ..session.settings().expect("it shows a demo") };
    assert_eq!(
        session.apply(Action::Choose(settings)),
        Some(Effect::Release),
        "nothing runs before it is asked for"
    );
    assert_eq!(session.status(), Status::Idle);
    assert_eq!(session.apply(Action::RunButton), Some(Effect::Start));
    let half = words.len() / 8 * 4;
    session.apply(batch(&session, &words[..half]));
    assert_eq!(session.cursor(), session.run.trace().end());
    assert_eq!(session.apply(Action::RunButton), Some(Effect::Pause));
    assert_eq!(session.status(), Status::Paused);
    assert_eq!(
        session.apply(Action::StepForward),
        Some(Effect::StepOnce),
        "at the live end a step is one poll"
    );
    assert_eq!(session.apply(Action::StepBack), None);
    assert_eq!(session.apply(Action::RunButton), Some(Effect::Resume));
    assert_eq!(session.apply(Action::Stop { at: None }), Some(Effect::Release));
}

#[test]
fn a_step_that_is_not_recorded_yet_is_shown_once_it_is() {
    let wanted = Step(40);
    let asked = [Action::GoTo(wanted.into()), Action::Await(wanted.into()), Action::StepBy(40)];
    for (action, goes_on) in asked.into_iter().zip([false, true, false]) {
        let (mut session, words) = session_on("counting", "join");
        session.apply(Action::RunButton);
        session.apply(batch(&session, &words[..80]));
        assert_eq!(session.apply(action), None);
        assert_eq!((session.is_awaiting(), session.is_playing()), (true, goes_on));
        session.apply(batch(&session, &words[80..]));
        assert_eq!((session.cursor(), session.is_awaiting(), session.is_playing()), (wanted, false, false));
    }
}

#[test]
fn a_step_that_is_awaited_is_given_up_by_a_pause_or_another_run() {
    for action in [Action::Pause, Action::Restart] {
        let (mut session, words) = session_on("counting", "join");
        session.apply(Action::RunButton);
        session.apply(Action::GoTo(Step(40).into()));
        session.apply(action);
        assert!(!session.is_awaiting());
        session.apply(batch(&session, &words));
        assert_eq!(session.cursor(), Step(0));
    }
}

#[test]
fn a_script_plays_and_holds_without_toggling() {
    let (mut session, words) = session_on("counting", "join");
    assert_eq!(session.apply(Action::Play), Some(Effect::Start));
    session.apply(batch(&session, &words));
    assert_eq!((session.apply(Action::Play), session.is_playing()), (None, true), "it plays already");
    for _ in 0..2 {
        session.apply(Action::Pause);
        assert!(!session.is_playing());
    }
}

#[test]
fn a_failing_worker_leaves_the_trace_and_a_message() {
    let (mut session, words) = session_on("counting", "spawn");
    session.apply(Action::RunButton);
    session.apply(batch(&session, &words[..80]));
    let events = session.run.trace().end();
    let message = "The worker failed. Press Run to start anew.".to_owned();
    let failed = Action::Failed { run: session.run_number, message: message.clone() };
    assert_eq!(session.apply(failed), Some(Effect::Release));
    assert_eq!((session.notices.text, session.run.trace().end()), (Some(message), events));
}

#[test]
fn words_that_are_no_trace_are_said_to_be_none() {
    let (mut session, _) = session_on("counting", "spawn");
    session.apply(Action::RunButton);
    assert_eq!(session.apply(batch(&session, &[3, 9, 1, 1])), Some(Effect::Release));
    assert!(session.notices.text.is_some_and(|notice| notice.contains("record 0")));
}

/// What the page does with a file: shows its run, or tells what is wrong.
fn opening(name: &str, bytes: &[u8]) -> Action {
    match read_file(name, bytes) {
        Ok((trace, origin)) => Action::Open(Recording::new(name.to_owned(), origin), Run::from(trace).into()),
        Err(fault) => Action::Tell(fault),
    }
}

#[test]
fn a_saved_run_is_opened_as_it_was() {
    let saved = recorded("messages-at-once", "fixed");
    for export in EXPORTS.iter().filter(|export| export.ending.starts_with(".taskscope")) {
        let bytes = Writer::of(&saved).write(export.form);
        let (mut session, _) = session_on("counting", "join");
        let name = format!("{}{}", saved.file_stem(), export.ending);
        let effect = session.apply(opening(&name, &bytes));
        assert_eq!((effect, session.notices.text.as_deref()), (Some(Effect::Release), None));
        assert_eq!(session.run.trace().digest(), saved.run.trace().digest());
        assert_eq!((session.cursor(), session.run_button()), (session.run.trace().end(), RunButton::Run));
        assert_eq!(session.program.recording().map(|opened| &opened.name), Some(&name));
        assert!(session.settings() == saved.settings(), "the gallery has what the file is of");
        session.apply(Action::Restart);
        assert_eq!(session.program.recording(), None);
    }
}

#[test]
fn a_file_that_can_not_be_read_leaves_what_was_shown() {
    let mut session = recorded("counting", "spawn");
    let digest = session.run.trace().digest();
    let bytes = b"{\"format\":\"taskscope\",\"version\":1,\n\"texts\":[3]}";
    session.apply(Action::Work(Some(Work { label: "Opening a.json".to_owned(), share: None })));
    assert_eq!(session.apply(opening("a.json", bytes)), None);
    assert_eq!(session.apply(Action::Cancel), Some(Effect::Cancel));
    assert_eq!(session.notices.work, None);
    assert_eq!((session.run.trace().digest(), session.program.recording().cloned()), (digest, None));
    let notice = session.notices.text.expect("the visitor is told");
    assert!(notice.starts_with("a.json can't be opened. Line 2, column 10"), "{notice}");
}

#[test]
fn a_run_is_saved_in_every_form() {
    let session = recorded("counting", "spawn");
    for export in &EXPORTS {
        assert!(Writer::of(&session).write(export.form).len() > 100, "{}", (export.label)());
    }
}

#[test]
fn the_other_variant_is_shown_at_the_same_time_and_as_near() {
    let mut session = recorded("export-and-upload", "fixed");
    let axis_length = session.axis().length();
    let at = Step(79);
    session.apply(Action::Seek(at));
    let from = session.axis().position(Step(60));
    let to = session.axis().position(Step(110));
    session.apply(Action::Look(Look::Window(Window::between(from, to, axis_length))));
    session.apply(Action::Look(Look::Select(Some(TaskId(3)))));
    let (time, from, to) = (
        session.run.trace().time(at),
        session.run.trace().time(Step(60)),
        session.run.trace().time(Step(110)),
    );
    let bad =
        session.settings().expect("it shows a demo").demo.variant("bad").expect("the demo has the variant");
    let settings = Settings { variant: bad, ..session.settings().expect("it shows a demo") };
    assert_eq!(session.apply(Action::Choose(settings)), Some(Effect::Start));
    session.apply(Action::Frame { milliseconds: 500.0 });
    assert_eq!(session.cursor(), Step(0), "the cursor waits for the run to come so far");
    session.apply(batch(&session, &words_of(&settings)));
    let trace = session.run.trace();
    let next = Step(session.cursor().0 + 1);
    assert!(trace.time(session.cursor()) <= time && trace.time(next) >= time);
    assert_eq!((session.is_playing(), session.view.selected), (false, Some(TaskId(3))));
    let (axis, window) = (session.axis(), session.view.window);
    let time_of = |share: f64| trace.time(axis.step_at(share * axis.length()));
    assert!(!window.is_all() && time_of(window.from) <= from && time_of(window.to) <= to, "{window:?}");
    session.apply(Action::Seek(trace.end()));
    let settings = Settings { variant: &settings.demo.variants[1], ..settings };
    session.apply(Action::Choose(settings));
    session.apply(batch(&session, &words_of(&settings)));
    assert_eq!(session.cursor(), session.run.trace().end(), "the end stays the end");
}

#[test]
fn a_line_is_shown_in_the_source_until_the_cursor_moves() {
    let mut session = recorded("export-and-upload", "fixed");
    session.apply(Action::Look(Look::Tab(Tab::Graph)));
    session.apply(Action::Look(Look::Line(82)));
    assert_eq!((session.view.tab, session.view.shown_line), (Tab::Source, Some(82)));
    session.apply(Action::Seek(Step(3)));
    assert_eq!((session.view.tab, session.view.shown_line), (Tab::Source, None));
}

#[test]
fn what_the_visitor_sets_up_outlives_runs() {
    let mut session = recorded("export-and-upload", "fixed");
    session.apply(Action::Prefer(Preference::NextTheme));
    session.apply(Action::Prefer(Preference::Size(Divider::Bottom, 1_000_000)));
    session.apply(Action::Prefer(Preference::HintsRead));
    let chosen = Settings::of(taskscope_gallery::find("counting").expect("the demo is in the gallery"));
    assert_eq!(session.apply(Action::Choose(chosen)), Some(Effect::Start));
    assert_eq!(session.preferences.theme, Theme::Dark);
    assert_eq!(session.preferences.size(Divider::Bottom), Divider::Bottom.sizes()[2]);
    assert!(session.preferences.are_hints_read);
}

#[test]
fn a_demo_counts_as_seen_when_its_run_was_seen_to_the_end() {
    let mut session = recorded("counting", "join");
    session.apply(Action::Seek(Step(5)));
    assert!(!session.preferences.has_seen("counting"), "it was not seen to its end");
    session.apply(Action::Seek(session.run.trace().end()));
    assert!(session.preferences.has_seen("counting"));
    assert!(!session.preferences.has_seen("futurelock"));
}

#[test]
fn a_link_names_a_step_only_where_the_run_stands_still_at_it() {
    let mut session = recorded("export-and-upload", "fixed");
    let plain = "demo=export-and-upload&variant=fixed";
    let at_once = if session.settings().expect("it shows a demo").demo.variants[0].name == "fixed" {
        "demo=export-and-upload"
    } else {
        plain
    };
    session.apply(Action::Frame { milliseconds: 200.0 });
    assert!(
        session.is_playing() && session.cursor() > Step(0) && session.cursor() < session.run.trace().end()
    );
    assert_eq!(address(&session), at_once, "it plays on");
    session.apply(Action::RunButton);
    assert_eq!(address(&session), format!("{at_once}&step={}", session.cursor().0));
    session.apply(Action::Seek(session.run.trace().end()));
    assert_eq!(address(&session), at_once, "the end is where a run is shown anyway");
    let settings = Settings { clock: Clock::Browser, ..session.settings().expect("it shows a demo") };
    session.apply(Action::Choose(settings));
    session.apply(Action::RunButton);
    session.apply(batch(&session, &words_of(&settings)));
    session.apply(Action::Seek(Step(7)));
    assert!(!address(&session).contains("step="), "in real time no step comes again");
}

#[test]
fn a_link_that_is_shown_goes_with_the_message() {
    let mut session = recorded("export-and-upload", "fixed");
    session.apply(Action::ShowLink("https://example.org/?demo=counting".to_owned()));
    assert!(session.notices.link.is_some());
    session.apply(Action::Dismiss);
    assert_eq!((session.notices.link, session.notices.text), (None, None));
}

#[test]
fn by_steps_every_event_takes_as_long_as_any_other() {
    let mut session = recorded("export-and-upload", "fixed");
    session.apply(Action::SetPace(Pace::Steps));
    let end = session.run.trace().end().0;
    let each =
        play_time(&session.run, Pace::Steps) / f64::from(u32::try_from(end).expect("the run is short"));
    for (speed, step) in [(Speed::Normal, 10), (Speed::Tenth, 11), (Speed::Tenfold, 21)] {
        session.apply(Action::SetSpeed(speed));
        let steps = 10.001 * each;
        session.apply(Action::Frame {
            milliseconds: if speed == Speed::Tenfold { steps / 10.0 } else { steps },
        });
        assert_eq!(session.cursor(), Step(step));
    }
}
