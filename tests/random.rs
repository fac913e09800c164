//! Random programs of the runtime's own tests: states, lanes, pictures and sentences agree with the events.

// Formatted as their own package's edition has it.
#[rustfmt::skip]
#[path = "../crates/runtime/tests/model/program.rs"]
mod program;
#[rustfmt::skip]
#[path = "../crates/runtime/tests/model/world.rs"]
mod world;

use std::panic::Location;
use std::rc::Rc;

use proptest::prelude::{ProptestConfig, proptest};
use taskscope_format::Micros;
use taskscope_runtime::choose::Policy;
use taskscope_runtime::{Rules, simulate_with};
use taskscope_scene::{DrawOp, Hit, Ink, Model, View, scene};
use taskscope_sorted::SortedSet;
use taskscope_trace::{Arrangement, Axis, AxisKind, Phase, Run, SpanKind, State, Step};

/// Events after which a run is stopped: a random program can wake itself for ever.
const CAPACITY: usize = 3_000;

fn cases() -> u32 {
    std::env::var("TASKSCOPE_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(128)
}

fn run_of(program: Vec<program::Op>, seed: u64) -> Run {
    let policy = if seed % 2 == 0 { Policy::Fifo } else { Policy::Random };
    let rules = Rules::default().with_policy(policy).with_seed(seed);
    let world = Rc::new(world::World::default());
    let inside = Rc::clone(&world);
    let main = async move { inside.main(Rc::from(program)).await };
    let recording = simulate_with(CAPACITY, rules, "main", main, Location::caller());
    world.check_drops();
    let mut run = Run::default();
    run.append(recording.words()).expect("a recorder writes a trace");
    run
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_read_from_a_trace_is_what_happened(program in program::program(), seed in 0..4_u64) {
        let run = run_of(program, seed);
        check_states(&run);
        check_positions(&run);
        check_pictures(&run);
        for line in taskscope_tell::lines(&run) {
            assert!(!line.text(run.trace()).is_empty() && line.step <= line.until);
        }
    }
}

/// A state at any step is the fold of all events before it, and lanes say what it says.
fn check_states(run: &Run) {
    let mut folded = State::default();
    for (step, event) in run.trace().between(Step(0), run.trace().end()) {
        folded.apply(event);
        assert!(run.state_at(step) == folded, "{step:?}");
        for task in folded.tasks.values() {
            let lane = run.lanes().lane(task.id).expect("every task has a lane");
            let shown = lane.track().span_at(step).map(|span| span.kind);
            match task.phase {
                Phase::Ready => assert_eq!(shown, Some(SpanKind::Ready)),
                Phase::Running => assert_eq!(shown, Some(SpanKind::Running)),
                // Between its spawn and the event that makes it ready, a task has no span yet.
                Phase::Waiting => assert!(shown.is_none_or(|kind| kind == SpanKind::Waiting)),
                Phase::Done | Phase::Cancelled | Phase::Panicked => assert_eq!(shown, None),
            }
        }
        for node in folded.nodes.values().filter(|node| !node.is_finished) {
            let rows = run.lanes().lane(node.task).map_or(&[][..], |lane| lane.rows());
            let row = rows.iter().find(|row| row.label == node.label && row.node_at(step) == Some(node.id));
            let shown = row.and_then(|row| row.track().span_at(step)).map(|span| span.kind);
            // A wake during a node's own poll shows when that poll is over.
            if shown != Some(SpanKind::Running) {
                assert_eq!(node.is_woken, shown == Some(SpanKind::Ready), "{step:?}, node {:?}", node.id);
            }
        }
    }
}

/// Positions never fall, and lead back to their steps.
fn check_positions(run: &Run) {
    for kind in [AxisKind::Clock, AxisKind::Steps, AxisKind::Elastic] {
        let axis = run.axis(kind);
        let mut before = 0.0;
        for step in (0..=run.trace().end().0).map(Step) {
            let position = axis.position(step);
            assert!(position >= before, "{kind:?}, {step:?}");
            assert_eq!(axis.position(axis.step_at(position)).to_bits(), position.to_bits());
            before = position;
        }
        check_times(run, &axis);
    }
}

/// Times stand in order, and lead back to themselves.
fn check_times(run: &Run, axis: &Axis<'_>) {
    const TIMES: u64 = 40;
    let (trace, view) = (run.trace(), View::new(1_200.0, 700.0, axis));
    let mut before = f64::NEG_INFINITY;
    for number in 0..=TIMES {
        let time = Micros(trace.end_time().0 * number / TIMES);
        let px = view.px_from_time(trace, axis, time).expect("it lies before the end");
        assert!(px >= before, "{time:?}");
        let back = view.time_from_px(trace, axis, px);
        assert!(back.0.abs_diff(time.0) <= 2, "{time:?} stands at {px}, where {back:?} stands");
        before = px;
    }
    let later = Micros(trace.end_time().0 + 1);
    assert_eq!(view.px_from_time(trace, axis, later), None);
}

/// Every bar that stands for one span is found where it was drawn.
fn check_pictures(run: &Run) {
    let (state, folded, arrangement) = (run.live_state(), SortedSet::new(), Arrangement::default());
    for kind in [AxisKind::Clock, AxisKind::Steps, AxisKind::Elastic] {
        let axis = run.axis(kind);
        let (trace, lanes) = (run.trace(), run.lanes());
        let (browser, folded, arrangement) = (run.browser(), &folded, &arrangement);
        let model = Model {
            trace,
            lanes,
            browser,
            axis: &axis,
            state,
            folded,
            arrangement,
            over: taskscope_scene::Overlay::default(),
        };
        let drawn = scene(&model, &View { cursor: trace.end(), ..View::new(1_200.0, 700.0, &axis) });
        let plot = drawn.layers[2].clip.expect("the plot is cut at its edges");
        for op in drawn.ops() {
            let DrawOp::Fill { rect, ink: Ink::Task(_), .. } = op else { continue };
            let (x, y) = (rect.x + rect.width / 2.0, rect.y + rect.height / 2.0);
            let mut bars = lanes.lanes().filter_map(|lane| drawn.lane_rect(lane.task));
            let is_bar =
                bars.any(|bars| (bars.y - rect.y).abs() < 0.01 && (bars.height - rect.height).abs() < 0.01);
            if is_bar && plot.contains(x, y) {
                let hit = drawn.hit(x, y);
                assert!(matches!(hit, Some(Hit::Span { kind: SpanKind::Running, .. })), "{hit:?} at {rect}");
            }
        }
    }
}
