//! Ends that a program can't report: stopped, crashed, silent. The page reports them, and nothing that was recorded is
//! lost.

use taskscope_format::{Clock, Event, HostThread, Micros, RunEnd};
use taskscope_gallery::Demo;
use taskscope_session::{
    Action, Address, Crash, Effect, Hosting, Session, Settings, Status, from_address, query,
};
use taskscope_simulate::Simulate as _;
use taskscope_tell::state_text;
use taskscope_trace::files::{json_file, open};
use taskscope_trace::{End, MOST_PRINTED, Phase, Run, Step};

fn demo(slug: &str) -> &'static Demo {
    taskscope_gallery::find(slug).expect("the demo is in the gallery")
}

/// A session whose program has recorded so many events, and goes on.
fn running(events: usize) -> Session {
    let mut session = Session::new(Settings::of(demo("counting")));
    assert_eq!(session.apply(Action::RunButton), Some(Effect::Start));
    let settings = session.settings().expect("it shows a demo");
    let recording = settings.variant.simulate(settings.knobs);
    // Records are defined before they are used, so a part of the words is a trace, too.
    let words = recording.words();
    let mut cut = 0;
    while session.run.trace().end() < Step(events) {
        session.apply(Action::Batch { run: session.run_number, words: words[cut..cut + 4].to_vec() });
        cut += 4;
    }
    session
}

fn crashed(session: &Session, at: Option<Micros>, message: &str) -> Action {
    Action::Crashed { run: session.run_number, at, crash: crash(message) }
}

fn crash(message: &str) -> Crash {
    Crash { message: message.to_owned(), memory: None }
}

/// Whether a task is being polled after the last event.
fn is_polling(run: &Run) -> bool {
    run.live_state().running().is_some()
}

#[test]
fn stop_is_one_trip_and_the_end_is_an_event() {
    let mut session = running(12);
    let stop = Action::Stop { at: Some(Micros(5_000_000)) };
    assert_eq!(session.apply(stop.clone()), Some(Effect::Release));
    assert_eq!(session.status(), Status::Ended(RunEnd::Stopped));
    assert_eq!(session.run.trace().end_time(), Micros(5_000_000));
    assert_eq!(session.apply(stop), None, "there is nothing left to stop");
    assert_eq!(session.notices.text, None);
}

#[test]
fn what_a_browser_says_of_a_crash_can_be_of_any_length() {
    let mut session = running(40);
    let message = "é".repeat(1 << 20);
    let crash = crashed(&session, None, &message);
    assert_eq!(session.apply(crash), Some(Effect::Release));
    assert_eq!(session.status(), Status::Ended(RunEnd::Crashed));
    assert_says_crashed(&session);
    let trace = session.run.trace();
    let said = trace.between(Step(0), trace.end()).find_map(|(_, event)| {
        if let Event::TaskPanicked { message, .. } = event { Some(trace.whole_text(message)) } else { None }
    });
    let said = said.expect("the running task tells why it crashed");
    assert_eq!(said.chars().count(), MOST_PRINTED + 1, "with an ellipsis");
    assert!(said.contains("ended without reporting why"), "its beginning is kept");
    let saved = json_file(trace, &session.origin());
    assert!(open(saved.as_bytes()).is_ok(), "what is saved can be opened");
}

#[test]
fn an_end_lies_never_before_the_last_event() {
    let mut session = running(40);
    let last = session.run.trace().end_time();
    session.apply(Action::Stop { at: Some(Micros(0)) });
    assert_eq!(session.run.trace().end_time(), last);
    assert_eq!(session.status(), Status::Ended(RunEnd::Stopped));
}

#[test]
fn a_run_can_be_stopped_wherever_its_records_break_off() {
    let recording = demo("counting").variants[0].simulate(demo("counting").default_knobs());
    // Records of four words: some of them are times, and parts of texts.
    for words in (0..recording.words().len() / 4).map(|count| &recording.words()[..count * 4]) {
        for at in [None, Some(Micros(0)), Some(Micros(1)), Some(Micros(u64::from(u32::MAX)))] {
            let mut session = Session::new(Settings::of(demo("counting")));
            session.apply(Action::RunButton);
            session.apply(Action::Batch { run: session.run_number, words: words.to_vec() });
            if session.run.trace().run_end().is_some() {
                return;
            }
            let (end, last) = (session.run.trace().end(), session.run.trace().end_time());
            session.apply(Action::Stop { at });
            let trace = session.run.trace();
            assert_eq!(session.status(), Status::Ended(RunEnd::Stopped), "after {} words", words.len());
            assert_eq!(trace.end(), Step(end.0 + 1));
            assert!(trace.end_time() >= last && trace.end_time() >= at.unwrap_or_default());
            let saved = json_file(trace, &session.origin());
            let (opened, _) = open(saved.as_bytes()).expect("what was stopped can be saved and opened");
            assert_eq!(opened.digest(), trace.digest());
        }
    }
}

#[test]
fn a_crash_is_the_end_of_the_task_that_was_polled() {
    let mut session =
        (4..40).map(running).find(|session| is_polling(&session.run)).expect("tasks are polled");
    let task = session.run.live_state().running().expect("it was looked for");
    let crash = crashed(&session, None, "Maximum call stack size exceeded");
    assert_eq!(session.apply(crash), Some(Effect::Release));
    assert_eq!(session.status(), Status::Ended(RunEnd::Crashed));
    let trace = session.run.trace();
    let end = trace.end();
    let Some(Event::TaskPanicked { message, .. }) = trace.event_before(Step(end.0 - 1)) else {
        panic!("the task says nothing")
    };
    assert!(trace.text(message).contains("stack") && trace.text(message).contains("Maximum"));
    let lane = session.run.lanes().lane(task).expect("the task has a lane");
    assert_eq!(lane.end().map(|(_, how)| how), Some(End::Panicked));
    assert_eq!(session.cursor(), end, "the crash is what is to be seen");
    assert!(session.notices.text.as_ref().is_some_and(|notice| notice.contains("press Run")));
}

#[test]
fn a_crash_between_polls_needs_no_task() {
    let mut session = (4..40).map(running).find(|session| !is_polling(&session.run)).expect("polls end");
    let events = session.run.trace().end();
    let crash = crashed(&session, None, "unreachable");
    session.apply(crash);
    assert_eq!(session.run.trace().end(), Step(events.0 + 1));
}

#[test]
fn the_end_of_another_run_is_nobody_s_end() {
    let mut session = running(12);
    let old = crashed(&session, None, "unreachable");
    session.apply(Action::Restart);
    assert_eq!(session.apply(old), None);
    assert_eq!(session.status(), Status::Running);
}

#[test]
fn a_run_that_told_of_its_end_does_not_crash_after_it() {
    let mut session = Session::new(Settings::of(demo("counting")));
    session.apply(Action::RunButton);
    let words = session
        .settings()
        .expect("it shows a demo")
        .variant
        .simulate(session.settings().expect("it shows a demo").knobs)
        .words()
        .to_vec();
    session.apply(Action::Batch { run: session.run_number, words });
    let late = crashed(&session, None, "unreachable");
    assert_eq!(session.apply(late), None);
    assert_eq!((session.run.trace().run_end(), session.notices.text), (Some(RunEnd::Finished), None));
}

#[test]
fn silence_is_forgotten_with_the_run() {
    let mut session = running(12);
    session.apply(Action::Silent(Some(3)));
    assert_eq!(session.notices.silent, Some(3));
    session.apply(Action::Restart);
    assert_eq!(session.notices.silent, None);
}

#[test]
fn a_halted_run_is_saved_and_opened_like_any_other() {
    let mut session = running(20);
    let crash = crashed(&session, Some(Micros(9_000_000)), "unreachable");
    session.apply(crash);
    let file = taskscope_trace::files::json_file(session.run.trace(), &session.origin());
    let (again, _) = taskscope_trace::files::open(file.as_bytes()).expect("it is a trace");
    assert_eq!(again.digest(), session.run.trace().digest());
    assert_eq!(again.run_end(), Some(RunEnd::Crashed));
}

#[test]
fn what_never_yields_is_kept_off_the_page() {
    let hosting = Hosting { thread: HostThread::Page, ..Hosting::default() };
    let endless = Settings { hosting, ..Settings::of(demo("endless-loops")) };
    assert_eq!((endless.thread(), endless.is_kept_off_the_page()), (HostThread::Worker, true));
    let mut session = Session::new(endless);
    session.apply(Action::RunButton);
    assert!(session.notices.text.is_some_and(|notice| notice.contains("in a worker")));

    let crashes = Settings { hosting, ..Settings::of(demo("crashes")) };
    assert_eq!((crashes.thread(), crashes.is_kept_off_the_page()), (HostThread::Page, false));
    let on_virtual_clock = Settings { clock: Clock::Virtual, ..crashes };
    assert_eq!(on_virtual_clock.thread(), HostThread::Worker, "only real time is worth the page's thread");
}

#[test]
fn a_demo_of_the_browser_is_shown_on_its_clock() {
    let counting = Settings::of(demo("counting"));
    assert_eq!(Session::new(counting).settings_for(demo("crashes")).clock, Clock::Browser);
    let Address { settings, axis, notice, .. } = from_address("demo=crashes&clock=virtual");
    assert_eq!((settings.clock, notice), (Clock::Virtual, None));
    assert_eq!(query(&settings, axis), "demo=crashes&clock=virtual");
}

/// What the status says of a run, the table says of its tasks, too.
fn assert_says_crashed(session: &Session) {
    let trace = session.run.trace();
    let state = session.run.live_state();
    let panicked = state.tasks.values().filter(|task| task.phase == Phase::Panicked);
    let said: Vec<_> = panicked.map(|task| state_text(state, trace, task)).collect();
    assert_eq!(said, ["crashed"]);
}
