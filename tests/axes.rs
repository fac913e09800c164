//! What axes say of parts of a run: how long a stretch is, how many polls began before a step, which gaps are folded.

#[path = "programs/senseless.rs"]
mod senseless;

use std::time::Duration;

use taskscope_format::Event;
use taskscope_runtime::{simulate, sleep, spawn, work, yield_now};
use taskscope_trace::{AxisKind, Run, SpanKind, Step};

use self::senseless::senseless;

const KINDS: [AxisKind; 3] = AxisKind::ALL;

/// A run with busy polls, full queues and gaps of many lengths.
fn busy_run() -> Run {
    let recording = simulate("main", async {
        let workers = [1_u64, 2, 3].map(|number| {
            spawn("worker", async move {
                for round in 0..40 {
                    work(Duration::from_micros(number * 70 + round));
                    yield_now().await;
                    sleep(Duration::from_micros(200 * number)).await;
                }
            })
        });
        for worker in workers {
            worker.await.expect("it works");
        }
        sleep(Duration::from_secs(5)).await;
        work(Duration::from_millis(3));
    });
    let mut run = Run::default();
    run.append(recording.words()).expect("it is a trace");
    run
}

fn is_near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * (1.0 + one.abs())
}

#[test]
fn what_is_busy_or_ready_is_as_long_as_from_its_start_to_its_end() {
    let run = busy_run();
    for axis in KINDS.map(|kind| run.axis(kind)) {
        let mut compared = 0;
        for lane in run.lanes().lanes() {
            let long = |kind: SpanKind| {
                let spans = lane.track().spans().filter(move |span| span.kind == kind);
                let ended = spans.filter_map(|span| Some(axis.position(span.to?) - axis.position(span.from)));
                ended.sum::<f64>()
            };
            let total = lane.track().total();
            for (kind, extent) in [(SpanKind::Running, total.busy), (SpanKind::Ready, total.ready)] {
                let (whole, parts) = (axis.length_of(extent), long(kind));
                assert!(is_near(whole, parts), "{:?}, {kind:?}: {whole} is {parts}", axis.kind());
                compared += usize::from(parts > 1.0);
            }
        }
        assert!(compared >= 4, "{:?}: there is something to compare", axis.kind());
    }
}

#[test]
fn polls_before_a_step_are_those_that_began() {
    let run = busy_run();
    let mut polls = 0;
    for axis in KINDS.map(|kind| run.axis(kind)) {
        assert_eq!(axis.polls_before(Step(0)), 0);
    }
    for (step, event) in run.trace().between(Step(0), run.trace().end()) {
        polls += u64::from(matches!(event, Event::PollStarted { .. }));
        assert_eq!(run.axis(AxisKind::Clock).polls_before(step), polls, "{step:?}");
    }
    assert!(polls > 200);
}

#[test]
fn only_the_elastic_axis_folds_and_only_what_is_long() {
    let run = busy_run();
    let folds = KINDS.map(|kind| run.axis(kind).folds().len());
    assert_eq!(KINDS, [AxisKind::Elastic, AxisKind::Clock, AxisKind::Steps]);
    assert_eq!(folds, [1, 0, 0]);
    let fold = run.axis(AxisKind::Elastic).folds()[0];
    let time = |step: Step| run.trace().time(step).0;
    assert_eq!(fold.length.0, time(Step(fold.from.0 + 1)) - time(fold.from));
    assert!(fold.length.0 > 4_000_000);
    // It is drawn shorter than a tenth of the picture.
    let axis = run.axis(AxisKind::Elastic);
    let drawn = axis.position(Step(fold.from.0 + 1)) - axis.position(fold.from);
    assert!(drawn > 0.0 && drawn < axis.length() / 10.0, "{drawn} of {}", axis.length());
}

#[test]
fn steps_are_found_from_wherever_they_are_looked_for() {
    for seed in 0..20 {
        let trace = senseless(seed, 300);
        let mut measure = taskscope_trace::Measure::default();
        taskscope_trace::follow(&trace, |moment| measure.take(moment));
        measure.fold(&trace);
        for kind in KINDS {
            let axis = taskscope_trace::Axis::new(kind, &trace, &measure);
            for at in 0..40 {
                let position = axis.length() * f64::from(at) / 40.0;
                let found = axis.step_at(position);
                assert!(axis.position(found) <= position);
                assert!(found == axis.end() || axis.position(Step(found.0 + 1)) > position);
                for from in [0, found.0 / 3, found.0] {
                    assert_eq!(axis.step_at_from(position, Step(from)), found, "{kind:?} from {from}");
                }
            }
        }
    }
}
