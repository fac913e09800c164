//! Runs from files that are of no demo of the gallery: things of their own, of which nothing is said that is a demo's.

use taskscope_format::{Clock, Decoder, Entry, Event, PlaceId, RunEnd};
use taskscope_gallery::Demo;
use taskscope_runtime::{simulate, sleep, spawn};
use taskscope_session::{
    Action, EXPORTS, Effect, Export, Look, RECORDING, Recording, RunButton, Session, Settings, Status,
    Writer, address, read_file,
};
use taskscope_simulate::Simulate as _;
use taskscope_trace::files::{Origin, json_file};
use taskscope_trace::{Run, Step, Trace};

const NAME: &str = "late start.taskscope.json";

/// What files say that they are of, where the gallery does not have it.
fn origins() -> [Origin; 4] {
    let of = |demo: Option<&str>, variant: Option<&str>| Origin {
        demo: demo.map(str::to_owned),
        variant: variant.map(str::to_owned),
        ..Origin::default()
    };
    [
        of(None, None),
        of(Some("my-server"), Some("fixed")),
        of(Some("export-and-upload"), Some("of last year")),
        of(Some("export-and-upload"), None),
    ]
}

fn recording() -> Trace {
    let recording = simulate("main", async {
        let napping = spawn("napping", async { sleep(std::time::Duration::from_secs(2)).await });
        napping.await.expect("it does not panic");
        taskscope_runtime::println!("done");
    });
    let mut trace = Trace::default();
    trace.append(recording.words()).expect("a recorder writes a trace");
    trace
}

fn open(session: &mut Session, name: &str, origin: &Origin) -> Option<Effect> {
    let file = json_file(&recording(), origin);
    let (trace, origin) = read_file(name, file.as_bytes()).expect("it is a trace");
    session.apply(Action::Open(Recording::new(name.to_owned(), origin), Run::from(trace).into()))
}

/// The demo that is shown before.
fn demo() -> &'static Demo {
    taskscope_gallery::find("export-and-upload").expect("it is in the gallery")
}

/// A session in the middle of a demo's tour, which then opens a file.
fn opened(origin: &Origin) -> Session {
    let mut session = Session::new(Settings::of(demo()));
    assert_eq!(session.apply(Action::Visit(0)), Some(Effect::Start));
    let settings = session.settings().expect("it shows a demo");
    let words = settings.variant.simulate(settings.knobs).words().to_vec();
    session.apply(Action::Batch { run: session.run_number, words });
    assert!(session.story.stop().is_some() && session.settings().is_some());
    assert_eq!(open(&mut session, NAME, origin), Some(Effect::Release));
    session
}

fn export(key: &str) -> &'static Export {
    EXPORTS.iter().find(|export| export.key == key).expect("there is such a form")
}

#[test]
fn closing_it_brings_back_what_was_shown_before() {
    for origin in origins() {
        let mut session = opened(&origin);
        assert!(!session.preferences.has_seen(demo().slug), "a file is no demo that was seen");
        open(&mut session, "another.json", &origin);
        assert_eq!(session.apply(Action::CloseFile), Some(Effect::Start));
        assert!(session.settings().is_some_and(|settings| settings.is_of(demo())), "{origin:?}");
        assert!(session.program.recording().is_none());
        assert_eq!(session.apply(Action::CloseFile), None, "there is no file to close any more");
    }
}

#[test]
fn nothing_is_said_of_it_that_is_a_demos() {
    for origin in origins() {
        let session = opened(&origin);
        assert!(session.settings().is_none(), "{origin:?}");
        assert_eq!((session.heading().as_ref(), session.title().as_str()), ("late start", "late start"));
        assert_eq!(session.file_stem(), "late-start");
        assert_eq!(address(&session), "", "no link opens it");
        assert_eq!((session.story.stop().is_none(), session.prediction().is_none()), (true, true));
        assert!((0..9).all(|place| session.line_of(PlaceId(place)).is_none()));
        let demo = demo();
        for form in ["svg", "chrome", "csv"] {
            let text =
                String::from_utf8(Writer::of(&session).write(export(form).form)).expect("it is a text");
            let named = [demo.title, "the demo"].into_iter().find(|title| text.contains(title));
            assert_eq!(named, None, "{form}");
        }
        let svg = String::from_utf8(Writer::of(&session).write(export("svg").form)).expect("it is a text");
        assert!(svg.contains(">late start</title>"), "{svg:.600}");
    }
}

#[test]
fn what_its_file_says_of_its_program_is_passed_on() {
    let said = origins().map(|origin| Recording::new(NAME.to_owned(), origin).program_text());
    let expected = [
        "The file does not say which program it is a run of.",
        "It is a run of “my-server”, which is not in this gallery.",
        "It is a run of “export-and-upload”, in a variant that this gallery does not have: “of last year”.",
        "It is a run of “export-and-upload”, but the file does not say in which variant.",
    ];
    assert_eq!(said, expected);
}

#[test]
fn it_is_saved_as_what_it_is() {
    for origin in origins() {
        let session = opened(&origin);
        let form = &EXPORTS[RECORDING as usize];
        assert_eq!(form.key, "json");
        let (trace, saved) =
            read_file("again.json", &Writer::of(&session).write(form.form)).expect("it is a trace");
        assert_eq!((trace.digest(), saved), (session.run.trace().digest(), origin));
    }
}

#[test]
fn it_is_played_again_but_never_run() {
    for origin in origins() {
        let mut session = opened(&origin);
        let end = session.run.trace().end();
        let digest = session.run.trace().digest();
        assert_eq!(
            (session.run_button(), session.status()),
            (RunButton::Play, Status::Ended(RunEnd::Finished))
        );
        for action in [Action::RunButton, Action::Restart, Action::Visit(0), Action::Visit(1)] {
            session.apply(Action::Seek(end));
            assert_eq!(session.apply(action.clone()), None, "{action:?}");
            let is_played = matches!(action, Action::RunButton | Action::Restart);
            assert_eq!(session.is_playing(), is_played, "{action:?}");
            assert_eq!(session.cursor(), if is_played { Step(0) } else { end }, "{action:?}");
        }
        for action in [
            Action::StepForward,
            Action::StepBack,
            Action::RunButton,
            Action::RunButton,
            Action::Stop { at: None },
        ] {
            assert_eq!(session.apply(action.clone()), None, "{action:?}");
        }
        assert_eq!((session.run.trace().digest(), session.is_live()), (digest, false));
    }
}

#[test]
fn the_demo_that_was_shown_before_can_be_chosen_again() {
    for origin in origins() {
        let mut session = opened(&origin);
        session.apply(Action::Look(Look::Select(Some(taskscope_format::TaskId(2)))));
        let settings = Settings::of(demo());
        assert_eq!(session.apply(Action::Choose(settings)), Some(Effect::Start));
        assert!(session.settings() == Some(settings) && session.program.recording().is_none());
        assert_eq!((session.view.selected, session.is_playing()), (None, true));
        assert_eq!(session.heading(), settings.demo.title);
    }
}

#[test]
fn a_run_of_a_demo_is_shown_as_that_demo() {
    let demo = taskscope_gallery::find("counting").expect("it is in the gallery");
    let only =
        Origin { demo: Some("counting".to_owned()), variant: Some("join".to_owned()), ..Origin::default() };
    let mut session = opened(&origins()[0]);
    open(&mut session, "counting-join.taskscope.json", &only);
    let program = session.settings().expect("the gallery has it");
    assert_eq!((program.demo.slug, program.variant.name), (demo.slug, "join"));
    assert_eq!((session.heading().as_ref(), session.file_stem().as_str()), (demo.title, "counting-join"));
    assert_eq!(address(&session), "demo=counting&variant=join");
}

#[test]
fn a_run_of_a_demo_has_the_clock_that_it_was_recorded_on() {
    let demo = taskscope_gallery::find("counting").expect("it is in the gallery");
    let mut words = Vec::new();
    Decoder::default()
        .read(demo.variants[0].simulate(demo.default_knobs()).words(), |mut entry| {
            if let Entry::Event(Event::RunStarted { clock, .. }) = &mut entry {
                *clock = Clock::Browser;
            }
            entry.write(&mut words);
        })
        .expect("it is a trace");
    let mut run = Run::default();
    run.append(&words).expect("it is a trace");
    let mut session = opened(&origins()[0]);
    let origin = Settings::of(demo).origin();
    session.apply(Action::Open(Recording::new("real.taskscope".to_owned(), origin), run.into()));
    assert_eq!(session.settings().map(|settings| settings.clock), Some(Clock::Browser));
    assert_eq!(address(&session), "demo=counting&clock=browser");
}

#[test]
fn a_file_with_a_knob_out_of_range_says_what_another_run_would_use() {
    let demo = taskscope_gallery::find("export-and-upload").expect("it is in the gallery");
    let mut origin = Settings::of(demo).origin();
    let mut session = opened(&origins()[0]);
    open(&mut session, "export.taskscope.json", &origin);
    assert_eq!(session.notices.text, None);
    origin.knobs.insert("chunk".to_owned(), 200);
    open(&mut session, "older.taskscope.json", &origin);
    let said = "“chunk” goes up to 40 ms, not 200 ms. Another run would use 40 ms.";
    assert_eq!(session.notices.text.as_deref(), Some(said));
    assert_eq!(session.origin(), origin, "saved again, the file says what was run");
    assert_eq!(address(&session), "demo=export-and-upload&chunk=40");
}

#[test]
fn until_its_file_has_come_nothing_is_said_of_a_demo() {
    let mut session = Session::new(Recording::awaited());
    assert_eq!((session.heading().as_ref(), session.settings().is_none()), ("A saved run", true));
    for action in [Action::RunButton, Action::StepForward, Action::Restart, Action::Visit(0)] {
        assert_eq!(session.apply(action), None);
    }
    assert_eq!((session.status(), address(&session).as_str()), (Status::Idle, ""));
}

#[test]
fn a_step_that_is_asked_for_before_the_file_has_come_is_shown_in_it() {
    let mut session = Session::new(Recording::awaited());
    session.apply(Action::Await(Step(3).into()));
    open(&mut session, NAME, &origins()[0]);
    assert_eq!((session.cursor(), session.is_awaiting(), session.is_playing()), (Step(3), false, false));
}

#[test]
fn any_name_of_a_file_gives_a_short_title_and_a_plain_name() {
    let long = format!("data:application/json;base64,{}", "QUFB".repeat(300_000));
    let names = [
        ("gap-year.taskscope.json", "gap-year", "gap-year"),
        ("gap-year.taskscope.json.gz", "gap-year", "gap-year"),
        ("run.taskscope", "run", "run"),
        (".taskscope.json", ".taskscope", "taskscope"),
        ("../../etc/passwd", "../../etc/passwd", "etc-passwd"),
        ("a\"b<c>\n`d`.json", "a\"b<c>\n`d`", "a-b-c-d"),
        ("größer.json", "größer", "größer"),
        ("/", "/", "run"),
        ("", "", "run"),
    ];
    for (name, title, stem) in names {
        let mut session = opened(&origins()[0]);
        open(&mut session, name, &Origin::default());
        assert_eq!((session.heading().as_ref(), session.file_stem().as_str()), (title, stem), "{name}");
    }
    let mut session = opened(&origins()[0]);
    open(&mut session, &long, &Origin::default());
    let shown = [session.heading().into_owned(), session.title(), session.file_stem()];
    assert!(shown.iter().all(|text| text.chars().count() <= 81), "{:.200}", shown.concat());
    let refused = read_file(&long, b"{").expect_err("it is cut off");
    assert!(refused.chars().count() < 300, "{refused:.400}");
}

#[test]
fn what_only_a_newer_recorder_knows_is_counted_where_the_rest_is_shown() {
    let unknown = r#"{"time":5,"event":"task_moved","task":1},"#;
    for (events, said) in [(0, None), (1, Some("1 event is not shown")), (2, Some("2 events are not shown"))]
    {
        let text = format!(
            r#"{{"format":"taskscope","version":2,"texts":[],"places":[],"events":[
            {{"time":0,"event":"run_started","clock":"virtual","order":"fifo","seed":0}},{}
            {{"time":7,"event":"run_ended","how":"finished"}}]}}"#,
            unknown.repeat(events),
        );
        let (trace, origin) = read_file(NAME, text.as_bytes()).expect("it is a trace");
        let mut session = Session::new(Settings::of(demo()));
        let recording = Recording::new(NAME.to_owned(), origin);
        assert_eq!(session.apply(Action::Open(recording, Run::from(trace).into())), Some(Effect::Release));
        let told = session.notices.text.as_deref();
        assert_eq!(told.is_some(), said.is_some());
        assert!(told.zip(said).is_none_or(|(told, said)| told.starts_with(said)), "{told:?}");
        assert_eq!(session.run.trace().end(), Step(2));
    }
}
