//! A selected range: what is counted, said and saved of it, and zooming that can be undone.

use taskscope_format::{Event, TaskId};
use taskscope_gallery::all;
use taskscope_scene::Window;
use taskscope_session::{Action, EXPORTS, Look, Range, Session, Settings, Writer};
use taskscope_simulate::Simulate as _;
use taskscope_tell::lines;
use taskscope_trace::{AxisKind, Run, Statistics, Step};

fn recorded(slug: &str, variant: &str) -> Session {
    let demo = taskscope_gallery::find(slug).expect("the demo is in the gallery");
    let variant = demo.variant(variant).expect("the demo has the variant");
    let mut session = Session::new(Settings { variant, ..Settings::of(demo) });
    session.apply(Action::Restart);
    let words = variant.simulate(demo.default_knobs()).words().to_vec();
    session.apply(Action::Batch { run: session.run_number, words });
    session.apply(Action::Seek(Step(0)));
    session
}

fn runs() -> impl Iterator<Item = (String, Run)> {
    all().filter(|demo| demo.view.clock == taskscope_format::Clock::Virtual).map(|demo| {
        let mut run = Run::default();
        run.append(demo.variants[0].simulate(demo.default_knobs()).words())
            .expect("a recorder writes a trace");
        (demo.slug.to_owned(), run)
    })
}

/// What the tasks did in a stretch, counted from the spans of their lanes.
fn polls_in(run: &Run, from: Step, to: Step) -> u64 {
    let starts = |event: &Event| matches!(event, Event::PollStarted { .. });
    run.trace().between(from, to).filter(|(_, event)| starts(event)).count() as u64
}

#[test]
fn the_statistics_of_all_of_a_run_are_those_of_the_run() {
    for (slug, run) in runs() {
        let (whole, part) =
            (run.statistics().run(), run.statistics_between(Step(0), run.trace().end()).run());
        assert_eq!(
            (whole.polls, whole.wakes, whole.busy, whole.ready),
            (part.polls, part.wakes, part.busy, part.ready),
            "{slug}"
        );
        assert_eq!(
            (whole.longest_poll, whole.longest_ready),
            (part.longest_poll, part.longest_ready),
            "{slug}"
        );
    }
}

#[test]
fn the_statistics_of_parts_add_up() {
    for (slug, run) in runs() {
        let end = run.trace().end();
        let cuts = [0, end.0 / 7, end.0 / 3, end.0 / 2, end.0].map(Step);
        let parts: Vec<Statistics> =
            cuts.windows(2).map(|ends| run.statistics_between(ends[0], ends[1])).collect();
        for (part, ends) in parts.iter().zip(cuts.windows(2)) {
            let sums = part.run();
            assert_eq!(sums.polls, polls_in(&run, ends[0], ends[1]), "{slug}");
            let length = run.trace().time(ends[1]).0 - run.trace().time(ends[0]).0;
            assert_eq!(sums.makespan.0, length, "{slug}");
            for task in part.tasks() {
                let spent =
                    [task.busy, task.ready, task.waiting].map(|spent| spent.steps).iter().sum::<u64>();
                assert_eq!(spent, task.lifetime.steps, "{slug}: busy, ready and waiting are the whole life");
                assert!(
                    task.lifetime.time.0 <= length
                        && task.longest_ready.is_none_or(|ready| ready.spent.time.0 <= length)
                );
            }
        }
        let whole = run.statistics().run();
        let sum = |of: fn(&Statistics) -> u64| parts.iter().map(of).sum::<u64>();
        assert_eq!(sum(|part| part.run().wakes.total()), whole.wakes.total(), "{slug}");
        for (what, of) in [("busy", 0_usize), ("ready", 1), ("waiting", 2)] {
            let time = |run: &taskscope_trace::RunStatistics| [run.busy, run.ready, run.waiting][of].time.0;
            assert_eq!(
                parts.iter().map(|part| time(&part.run())).sum::<u64>(),
                time(&whole),
                "{slug}: {what}"
            );
        }
    }
}

/// The events that Perfetto shows of a kind, by their times and names.
fn chrome_events(session: &Session, range: Option<Range>, kind: &str) -> Vec<(u64, u64, String)> {
    let export = EXPORTS.iter().find(|export| export.key == "chrome").expect("there is one");
    let writer = Writer::of(session);
    let bytes = match range {
        Some(range) => writer.write_part(export.form, range).expect("it can hold a part"),
        None => writer.write(export.form),
    };
    let json: serde_json::Value = serde_json::from_slice(&bytes).expect("it is JSON");
    let events = json["traceEvents"].as_array().expect("it is a list").clone();
    let told = events.into_iter().filter(|event| event["ph"] == kind).map(|event| {
        let number = |name: &str| event[name].as_u64().unwrap_or_default();
        (number("ts"), number("dur"), event["name"].to_string())
    });
    told.collect()
}

#[test]
fn what_is_saved_of_a_range_is_what_happens_in_it() {
    let session = recorded("export-and-upload", "bad");
    let (trace, end) = (session.run.trace(), session.run.trace().end());
    let all = Range::between(Step(0), end).expect("the run is not empty");
    assert_eq!(chrome_events(&session, Some(all), "X"), chrome_events(&session, None, "X"), "all of it");
    let cut = Step(end.0 / 2);
    let parts = [Range::between(Step(0), cut), Range::between(cut, end)];
    for kind in ["i", "X"] {
        let whole = chrome_events(&session, None, kind);
        let [first, second] = parts.map(|range| chrome_events(&session, range, kind));
        assert!(!first.is_empty() && !second.is_empty(), "{kind}");
        assert!(first.iter().all(|(from, length, _)| from + length <= trace.time(cut).0), "{kind}");
        assert!(second.iter().all(|(from, ..)| *from >= trace.time(cut).0), "{kind}");
        if kind == "i" {
            assert_eq!([first, second].concat(), whole, "each instant is in one of the parts");
        } else {
            let busy =
                |events: &[(u64, u64, String)]| events.iter().map(|(_, length, _)| length).sum::<u64>();
            assert_eq!(busy(&first) + busy(&second), busy(&whole), "what goes on at the cut is cut in two");
        }
    }
}

#[test]
fn the_numbers_that_are_saved_of_a_range_are_its_own() {
    let session = recorded("futurelock", "bad");
    let export = EXPORTS.iter().find(|export| export.key == "csv").expect("there is one");
    let writer = Writer::of(&session);
    let table = |range: Option<Range>| {
        let part = writer.write_part(export.form, range.expect("they differ"));
        String::from_utf8(part.expect("it can hold a part")).expect("it is text")
    };
    let end = session.run.trace().end();
    let whole = String::from_utf8(writer.write(export.form)).expect("it is text");
    assert_eq!(table(Range::between(Step(0), end)), whole);
    assert_ne!(table(Range::between(Step(20), end)), whole);
}

#[test]
fn a_range_is_measured() {
    let mut session = recorded("futurelock", "bad");
    assert_eq!((session.shown().measured(), session.shown().measured_text()), (None, None));
    session.apply(Look::Range(Range::between(Step(60), Step(20))));
    let measured = session.shown().measured().expect("there is a range");
    let trace = session.run.trace();
    assert_eq!(measured.length.0, trace.time(Step(60)).0 - trace.time(Step(20)).0);
    assert_eq!((measured.events, measured.polls), (40, polls_in(&session.run, Step(20), Step(60))));
    let text = session.shown().measured_text().unwrap_or_default();
    assert!(text.contains("40 events") && text.contains("polls"), "{text}");
}

#[test]
fn keys_set_the_ends_of_a_range() {
    let mut session = recorded("counting", "join");
    let end = session.run.trace().end();
    let shown = |session: &Session| [session.shown().range_from_cursor(), session.shown().range_to_cursor()];
    assert_eq!(shown(&session), [Range::between(Step(0), end), None], "nothing is before the start");
    session.apply(Action::Seek(Step(9)));
    assert_eq!(shown(&session), [Range::between(Step(9), end), Range::between(Step(0), Step(9))]);
    session.apply(Look::Range(Range::between(Step(4), Step(20))));
    assert_eq!(shown(&session), [Range::between(Step(9), Step(20)), Range::between(Step(4), Step(9))]);
    session.apply(Action::Seek(Step(30)));
    assert_eq!(shown(&session), [Range::between(Step(30), end), Range::between(Step(4), Step(30))]);
    session.apply(Action::Seek(end));
    assert_eq!(session.shown().range_from_cursor(), None, "nothing is after the end");
}

#[test]
fn only_the_sentences_of_the_range_are_shown() {
    let mut session = recorded("futurelock", "bad");
    let all = lines(&session.run);
    let (from, to) = (all[3].step, all[9].step);
    session.apply(Look::Range(Range::between(Step(from.0 - 1), to)));
    for cursor in [Step(0), all[5].step, session.run.trace().end()] {
        session.apply(Action::Seek(cursor));
        let (shown, told) = session.shown().sentences(60, 60);
        assert_eq!(
            shown.iter().map(|line| line.step).collect::<Vec<_>>(),
            all[3..=9].iter().map(|line| line.step).collect::<Vec<_>>()
        );
        assert_eq!(told, shown.iter().filter(|line| line.step <= cursor).count());
    }
    session.apply(Look::Clear);
    assert_eq!(session.shown().sentences(1000, 1000).0, all);
}

#[test]
fn a_movement_of_the_view_is_undone_at_once_and_a_key_by_itself() {
    let mut session = recorded("counting", "join");
    let window = |session: &Session| session.view.window;
    let at = |from: f64, to: f64| Window { from, to };
    for to in [0.9, 0.8, 0.7] {
        session.apply(Look::Window(at(0.0, to)));
    }
    session.apply(Look::Settle);
    for to in [0.6, 0.5] {
        session.apply(Look::Window(at(0.0, to)));
    }
    session.apply(Look::ZoomTo(at(0.1, 0.4)));
    session.apply(Look::ZoomTo(at(0.2, 0.3)));
    assert_eq!(session.view.zooms(), [true, false]);
    let stops = [at(0.1, 0.4), at(0.0, 0.5), at(0.0, 0.7), Window::default()];
    for stop in stops {
        session.apply(Look::UndoZoom);
        assert_eq!(window(&session), stop);
    }
    assert_eq!(session.view.zooms(), [false, true]);
    session.apply(Look::UndoZoom);
    assert_eq!(window(&session), Window::default(), "there is nothing before");
    for stop in [stops[2], stops[1], stops[0], at(0.2, 0.3)] {
        session.apply(Look::RedoZoom);
        assert_eq!(window(&session), stop);
    }
    session.apply(Look::UndoZoom);
    session.apply(Look::ZoomTo(at(0.5, 0.6)));
    assert_eq!(session.view.zooms(), [true, false], "another way was taken");
}

#[test]
fn what_fits_something_into_view_is_undone_too_and_another_axis_or_run_has_no_past() {
    let mut session = recorded("counting", "join");
    session.apply(Look::Range(Range::between(Step(3), Step(9))));
    session.apply(Look::FitSelection);
    assert!(!session.view.window.is_all());
    session.apply(Look::UndoZoom);
    assert!(session.view.window.is_all());
    session.apply(Look::RedoZoom);
    assert!(!session.view.window.is_all());
    session.apply(Look::Axis(AxisKind::Steps));
    assert_eq!(session.view.zooms(), [false, false]);
    session.apply(Look::FitSpan(Step(3), Step(9)));
    session.apply(Action::Restart);
    assert_eq!((session.view.zooms(), session.view.range), ([false, false], None));
}

#[test]
fn sentences_of_one_task_are_shown_alone() {
    let mut session = recorded("futurelock", "bad");
    let backup = TaskId(2);
    session.apply(Look::OnlyTask(Some(backup)));
    while session.is_finding() {
        session.apply(Action::FindOn(7));
    }
    let (shown, _) = session.shown().sentences(1000, 1000);
    let named = |line: &taskscope_tell::Line| line.pieces.contains(&taskscope_tell::Piece::Task(backup));
    let expected: Vec<_> = lines(&session.run).into_iter().filter(named).collect();
    assert!(!expected.is_empty() && expected.len() < lines(&session.run).len());
    assert_eq!(
        shown.iter().map(|line| line.step).collect::<Vec<_>>(),
        expected.iter().map(|line| line.step).collect::<Vec<_>>()
    );
    session.apply(Look::OnlyTask(None));
    assert_eq!(session.shown().sentences(1000, 1000).0, lines(&session.run));
}
