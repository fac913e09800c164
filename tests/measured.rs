//! What is measured, by a program and by a browser, in charts and in words.

mod hosted;

use taskscope_format::{Event, HostThread, Observation, Reporter, TurnCause, Unit, Way};
use taskscope_runtime::{Chart, simulate};
use taskscope_tell::value_text;
use taskscope_trace::files::{Origin, chrome_json};
use taskscope_trace::{Run, Trace, charts_before};

use self::hosted::Hosted;

/// A program measures these points in its only series: up to `most` of them, as they are kept.
fn kept(points: &'static [(u32, u32)], most: usize) -> Vec<(u32, u32)> {
    let run = simulate("main", async move {
        let chart = Chart::new("anything", Unit::Count);
        for &(x, value) in points {
            chart.point("values", x, value);
        }
    });
    let mut trace = Trace::default();
    trace.append(run.words()).expect("it is a trace");
    let charts = charts_before(&trace, trace.end(), most);
    charts[0].series[0].points.iter().map(|point| (point.x, point.value)).collect()
}

#[test]
fn a_chart_keeps_its_last_points_and_all_of_them_while_there_is_room() {
    let points = &[(1, 10), (2, 20), (3, 30), (2, 22)];
    assert_eq!(kept(points, 4), [(1, 10), (2, 22), (3, 30)]);
    assert_eq!(kept(points, 3), [(1, 10), (2, 22), (3, 30)]);
    assert_eq!(kept(points, 2), [(2, 22), (3, 30)]);
    assert_eq!(kept(points, 1), [(3, 30)]);
}

#[test]
fn values_are_said_in_the_largest_unit_that_is_no_larger_than_they_are() {
    let said = |unit: Unit, values: &[u32]| -> Vec<String> {
        values.iter().map(|&value| value_text(value, Some(unit))).collect()
    };
    assert_eq!(said(Unit::Nanos, &[0, 999, 1_000, 1_999_999]), ["0 ns", "999 ns", "1 µs", "1.99 ms"]);
    assert_eq!(
        said(Unit::Bytes, &[1_023, 1_024, 1_536, 1_024 * 1_024 - 1, 1_024 * 1_024, 5 << 19]),
        ["1023 bytes", "1 KiB", "1.5 KiB", "1023.9 KiB", "1 MiB", "2.5 MiB"]
    );
    assert_eq!(said(Unit::Count, &[1_000]), ["1000"]);
    assert_eq!(value_text(7, None), "7");
}

/// What a browser has done in a run, in words.
fn summary(tell: impl FnOnce(&mut Hosted)) -> String {
    let mut hosted = Hosted::new(HostThread::Page, Way::Promise);
    hosted.turn(TurnCause::Request, 1_000, 1, 500);
    tell(&mut hosted);
    let run: Run = hosted.run(90_000);
    taskscope_tell::summary_text(run.browser(), run.trace().end(), run.trace())
}

#[test]
fn long_tasks_and_long_frames_are_counted_as_far_as_a_browser_reports_them() {
    let turn = "1 turn (1 by microtask, 0 by macrotask)";
    assert_eq!(summary(|_| {}), format!("{turn} · 0 frames, missed ones unknown · 0 long tasks"));
    let task = summary(|run| _ = run.long_task(60_000, Reporter::LongTask, [1_000, 55_000]));
    assert_eq!(task, format!("{turn} · 0 frames, missed ones unknown · 1 long task"));
    let frame = summary(|run| {
        run.frame(58_000, 2).long_task(60_000, Reporter::LongAnimationFrame, [1_000, 55_000]);
    });
    assert_eq!(frame, format!("{turn} · 1 frame, 2 missed · 1 long animation frame"));
    let both = summary(|run| {
        run.long_task(60_000, Reporter::LongTask, [1_000, 55_000]);
        run.long_task(61_000, Reporter::LongAnimationFrame, [1_000, 55_000]);
    });
    assert_eq!(
        both,
        format!("{turn} · 0 frames, missed ones unknown · 1 long task · 1 long animation frame")
    );
    let neither = summary(|run| {
        for what in [Observation::Frames, Observation::LongTasks] {
            run.say(Event::NotReported { what });
        }
    });
    assert_eq!(neither, turn);
}

#[test]
fn a_run_of_nothing_but_frames_has_all_of_them_in_a_chrome_trace() {
    let mut hosted = Hosted::new(HostThread::Page, Way::Frame);
    for number in 0..500 {
        hosted.frame(number * 16_000, 0);
    }
    let trace = hosted.trace(9_000_000);
    let text = chrome_json(&trace, &Origin::default(), &taskscope_tell::Names);
    let file: serde_json::Value = serde_json::from_str(&text).expect("what is written is JSON");
    let events = file["traceEvents"].as_array().expect("it has a list of events");
    let frames = events.iter().filter(|event| event["cat"] == "frame");
    assert_eq!(frames.count(), 500);
}

#[test]
fn turns_frames_and_long_tasks_of_a_visit_are_counted() {
    let run = hosted::visit().run(120_000);
    let counted = run.statistics().browser();
    assert_eq!((counted.microtasks, counted.macrotasks), (2, 2));
    assert_eq!(counted.longest_turn.map(|turn| turn.spent.time.0), Some(62_000));
    let frames = counted.frames.expect("they are reported");
    assert_eq!((frames.count, frames.missed, frames.length.0), (4, 3, 100_000));
    assert_eq!(frames.per_second(), Some(30.0));
    let long_tasks = counted.long_tasks.expect("they are reported");
    assert_eq!((long_tasks.count, long_tasks.animation_frames, long_tasks.longest.0), (1, 0, 63_000));
}

#[test]
fn what_a_browser_does_not_report_is_not_counted_as_none() {
    let mut hosted = Hosted::new(HostThread::Page, Way::Promise);
    for what in [Observation::Frames, Observation::LongTasks] {
        hosted.say(Event::NotReported { what });
    }
    let run = hosted.run(10_000);
    let counted = run.statistics().browser();
    assert!(counted.host.is_some() && counted.frames.is_none() && counted.long_tasks.is_none());
}
