//! The critical path covers the run without gaps and says what it was spent with.

use std::time::Duration;

use expect_test::expect;
use taskscope_format::Micros;
use taskscope_judge::{Segment, SegmentKind, critical_path};
use taskscope_runtime::{join, mpsc, sleep, spawn, work};
use taskscope_tell::micros_text;
use taskscope_trace::{Step, Trace};

use super::programs::{demo, senseless::senseless, traced};

fn length(trace: &Trace, segment: &Segment) -> Micros {
    Micros(trace.time(segment.to).0 - trace.time(segment.from).0)
}

/// The segments that take time, in words.
fn told(trace: &Trace) -> String {
    let path = critical_path(trace);
    let long = path.iter().filter(|segment| length(trace, segment).0 > 0);
    let told = long.map(|segment| {
        let name = segment.task.map_or("nobody", |task| trace.task_name(task));
        format!("{name} {:?} {}\n", segment.kind, micros_text(length(trace, segment)))
    });
    told.collect()
}

fn check_cover(trace: &Trace) {
    let path = critical_path(trace);
    let mut at = Step(0);
    for segment in &path {
        assert_eq!(segment.from, at, "{path:?}");
        assert!(segment.from < segment.to);
        at = segment.to;
    }
    assert_eq!(at, trace.end());
    let total: u64 = path.iter().map(|segment| length(trace, segment).0).sum();
    assert_eq!(total, trace.end_time().0 - trace.time(Step(0)).0);
}

#[test]
fn the_bad_export_is_on_the_path_in_one_piece_and_upload_behind_it() {
    expect![[r"
        upload Ready 100 ms
        upload Outside 12 ms
        upload Running 2 ms
        upload Outside 12 ms
        upload Running 2 ms
        upload Outside 12 ms
        upload Running 2 ms
        upload Outside 12 ms
        upload Running 2 ms
    "]]
    .assert_eq(&told(&demo("export-and-upload", "bad")));
}

#[test]
fn the_fixed_export_keeps_the_processor_busy_from_start_to_end() {
    expect![[r"
        export Running 20 ms
        export Running 20 ms
        export Ready 2 ms
        export Running 20 ms
        export Ready 2 ms
        export Running 20 ms
        export Ready 2 ms
        export Running 20 ms
        export Ready 2 ms
    "]]
    .assert_eq(&told(&demo("export-and-upload", "fixed")));
}

#[test]
fn a_path_goes_from_task_to_task_through_their_wakes() {
    let trace = traced(async {
        let (tx, mut rx) = mpsc::unbounded_channel();
        let worker = spawn("worker", async move {
            sleep(Duration::from_millis(5)).await;
            work(Duration::from_millis(3));
            tx.send(1).expect("main listens");
            sleep(Duration::from_secs(9)).await;
        });
        rx.recv().await;
        work(Duration::from_millis(2));
        worker.abort();
    });
    expect![[r"
        worker Timer(TimerId(1)) 5 ms
        worker Running 3 ms
        main Running 2 ms
    "]]
    .assert_eq(&told(&trace));
    assert!(critical_path(&trace).iter().any(|segment| segment.kind == SegmentKind::Outside));
}

#[test]
fn what_was_woken_inside_its_own_poll_had_been_running_before() {
    let trace = traced(async {
        // The timer fires in the middle of the work of the poll that has set it.
        let working = async { work(Duration::from_millis(10)) };
        join!(sleep(Duration::from_millis(5)), working);
        work(Duration::from_millis(3));
    });
    expect![[r"
        main Running 10 ms
        main Running 3 ms
    "]]
    .assert_eq(&told(&trace));
}

#[test]
fn a_path_covers_its_run_without_gaps_at_every_prefix() {
    for variant in ["bad", "fixed"] {
        check_cover(&demo("export-and-upload", variant));
        check_cover(&demo("messages-at-once", variant));
    }
    for seed in 1..40 {
        check_cover(&senseless(seed * 7_919, 40 + seed as usize * 10));
    }
    check_cover(&senseless(5, 20_000));
    check_cover(&Trace::default());
}
