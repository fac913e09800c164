//! The lanes of the browser: what is drawn, where, and that it is found again under the pointer.

use expect_test::expect;
use proptest::prelude::{ProptestConfig, Strategy, any, prop_oneof, proptest};
use taskscope_format::{Event, HostThread, Micros, Observation, Reporter, TaskId, TurnCause, Way};
use taskscope_runtime::sleep;
use taskscope_scene::{
    DrawOp, GroupLane, Hit, Ink, Rect, View, Window, content_height, max_scroll, scroll_to,
};
use taskscope_trace::{AxisKind, LaneGroup, LongTask, SpanKind, Step, TurnKind};

use crate::hosted::{Hosted, visit};
use crate::support::{Drawn, KINDS, has_text, ms, texts};

fn drawn(kind: AxisKind, run: &mut Hosted, end: u64) -> Drawn {
    Drawn::new(kind, &run.words(end))
}

fn view(drawn: &Drawn) -> View {
    View { width: 900.0, height: 300.0, ..drawn.view() }
}

/// Where the lanes of the browser are in [`view`] of two tasks.
const MACROTASKS: f64 = 224.0;
const FRAMES: f64 = 264.0;
const LONG_TASKS: f64 = 284.0;

#[test]
fn a_visit_looks_like_this() {
    let drawn = drawn(AxisKind::Clock, &mut visit(), 120_000);
    let scene = drawn.scene(&view(&drawn));
    let layers: String =
        scene.layers[3..5].iter().flat_map(|layer| layer.ops.iter().map(|op| format!("{op}\n"))).collect();
    expect![[r#"
        fill 0,192 160×108 bg
        line 0,192 to 160,192 line
        text 12,207 "Browser" text
        text 151,207 "▾" muted
        text 24,228 "macrotasks" muted
        text 24,248 "microtasks" muted
        text 24,268 "frames" muted
        text 24,288 "long tasks" muted
        fill 160,192 740×108 bg
        line 160,52 to 160,300 line
        line 269,52 to 269,300 line
        line 379,52 to 379,300 line
        line 488,52 to 488,300 line
        line 597,52 to 597,300 line
        line 707,52 to 707,300 line
        line 816,52 to 816,300 line
        line 160,192 to 900,192 line
        fill 204,218 22×13 macrotask at 35 %
        outline 204,218 22×13 macrotask
        fill 269,218 339×13 macrotask at 35 %
        outline 269,218 339×13 macrotask
        text 274,228 "timer" text
        fill 187,238 16×13 microtask at 35 %
        outline 187,238 16×13 microtask
        fill 729,238 33×13 microtask at 35 %
        outline 729,238 33×13 microtask
        fill 262,256 365×16 missed at 20 %
        line 171,258 to 171,270 frame
        line 262,258 to 262,270 frame
        line 627,258 to 627,270 frame
        line 718,258 to 718,270 frame
        text 445,268 "✕ 3" missed
        hatch 269,279 344×10 long-task
        outline 269,279 344×10 long-task
        text 168,207 "on the page's own thread, turns by promise microtask" muted
    "#]]
    .assert_eq(&layers);
}

#[test]
fn every_turn_is_found_where_it_is_drawn_on_every_axis() {
    for kind in KINDS {
        let drawn = drawn(kind, &mut visit(), 120_000);
        let (view, axis) = (view(&drawn), drawn.axis());
        let scene = drawn.scene(&view);
        let lanes =
            [(TurnKind::Macrotask, GroupLane::Macrotasks), (TurnKind::Microtask, GroupLane::Microtasks)];
        for (turns, lane) in lanes {
            let running = |span: &taskscope_trace::Span| span.kind == SpanKind::Running;
            let spans: Vec<_> = drawn.run.browser().turns(turns).spans().filter(running).collect();
            assert_eq!(spans.len(), 2, "{lane:?}");
            for span in spans {
                let to = span.to.expect("it is over");
                let px = |step| view.px_from_step(&axis, step);
                let y = if lane == GroupLane::Macrotasks { MACROTASKS } else { MACROTASKS + 20.0 };
                let hit = scene.hit(f64::midpoint(px(span.from), px(to)), y);
                assert_eq!(hit, Some(Hit::GroupSpan { lane, from: span.from, to }), "{kind:?}");
            }
        }
    }
}

#[test]
fn a_turn_says_what_brought_it_and_how_much_was_done_in_it() {
    let drawn = drawn(AxisKind::Clock, &mut visit(), 120_000);
    let browser = drawn.run.browser();
    let said = [TurnKind::Microtask, TurnKind::Macrotask].map(|kind| {
        let spans = browser.turns(kind).spans().filter(|span| span.kind == SpanKind::Running);
        let said = spans.map(|span| {
            let steps = [span.from, span.to.expect("it is over")];
            taskscope_tell::turns_text(browser, &drawn.axis(), drawn.trace(), kind, steps) + "\n"
        });
        said.collect::<String>()
    });
    expect![[r"
        Turn 1: a microtask by promise, 1 poll, 3 ms
        Turn 4: a microtask by promise, 1 poll, 6 ms
        Turn 2: a macrotask by message, 1 poll, 4 ms
        Turn 3: a macrotask by timer, 1 poll, 62 ms
    "]]
    .assert_eq(&said.concat());
    let all = [Step(0), drawn.trace().end()];
    let text = taskscope_tell::turns_text(browser, &drawn.axis(), drawn.trace(), TurnKind::Macrotask, all);
    assert_eq!(text, "2 macrotasks within 120 ms");
}

#[test]
fn a_long_task_stands_where_its_times_are_on_every_axis() {
    for kind in KINDS {
        let drawn = drawn(kind, &mut visit(), 120_000);
        let (view, axis) = (view(&drawn), drawn.axis());
        let scene = drawn.scene(&view);
        let hatched = |op: &DrawOp| {
            let DrawOp::Hatch { rect, ink: Ink::LongTask } = *op else { return None };
            Some(rect)
        };
        let rect = scene.ops().find_map(hatched).expect("it is drawn");
        let px = |time| view.px_from_time(drawn.trace(), &axis, Micros(time)).expect("it is in the run");
        assert!((rect.x - px(19_900)).abs() < 1e-6 && (rect.right() - px(82_900)).abs() < 1e-6, "{kind:?}");
        let Some(Hit::GroupReport { reported, .. }) = scene.hit(rect.x + rect.width / 2.0, LONG_TASKS) else {
            panic!("it is found: {kind:?}")
        };
        let task = LongTask::before(drawn.trace(), reported).expect("it is reported there");
        assert_eq!(
            taskscope_tell::long_task_text(task),
            "Long task of 63 ms, reported by the browser (longtask)"
        );
        let [from, to] = task.stretch(drawn.trace()).map(|step| drawn.trace().time(step).0);
        assert!(from <= 19_900 && to >= 82_900, "{from} to {to}");
    }
}

#[test]
fn what_was_missed_stands_between_its_frames_and_says_for_how_long() {
    for kind in KINDS {
        let drawn = drawn(kind, &mut visit(), 120_000);
        let (view, axis) = (view(&drawn), drawn.axis());
        let scene = drawn.scene(&view);
        let browser = drawn.run.browser();
        let gap = browser.frames().late(0).expect("frames were missed");
        let px = |step| view.px_from_step(&axis, step);
        let filled = |op: &DrawOp| {
            let DrawOp::Fill { rect, ink: Ink::Missed, .. } = *op else { return None };
            Some(rect)
        };
        let rect: Rect = scene.ops().find_map(filled).expect("it is drawn");
        assert!((rect.x - px(gap.from)).abs() < 1e-6 && (rect.right() - px(gap.to)).abs() < 1e-6);
        assert!(has_text(&scene, "✕ 3"));
        let hit = scene.hit(f64::midpoint(px(gap.from), px(gap.to)), FRAMES);
        let lane = GroupLane::Frames;
        assert_eq!(hit, Some(Hit::GroupMarks { lane, from: gap.from, to: gap.to }), "{kind:?}");
        let text = taskscope_tell::frames_text(browser, drawn.trace(), [gap.from, gap.to]);
        assert_eq!(text, "3 frames missed: the page was blocked for 66.7 ms");
        let Some(Hit::GroupMarks { from, to, .. }) =
            scene.hit(px(browser.frames().step(3).expect("there are four")), FRAMES)
        else {
            panic!("a frame is found: {kind:?}")
        };
        assert_eq!(
            taskscope_tell::frames_text(browser, drawn.trace(), [from, to]),
            "Frame 4, 16.6 ms after the one before"
        );
    }
}

#[test]
fn what_a_browser_does_not_report_is_said_in_its_lane() {
    let mut run = Hosted::new(HostThread::Worker, Way::Message);
    run.say(Event::NotReported { what: Observation::Frames });
    run.say(Event::NotReported { what: Observation::LongTasks });
    run.turn(TurnCause::Request, 1_000, 1, 2_000);
    let drawn = drawn(AxisKind::Elastic, &mut run, 9_000);
    let scene = drawn.scene(&view(&drawn));
    let said = texts(&scene)
        .into_iter()
        .filter(|&(_, _, text)| text == "not reported by the browser for this thread");
    assert_eq!(said.map(|(_, y, _)| y).collect::<Vec<_>>(), [267.5, 287.5]);
    let summary = taskscope_tell::summary_text(drawn.run.browser(), drawn.trace().end(), drawn.trace());
    assert_eq!(summary, "1 turn (0 by microtask, 1 by macrotask)");
}

#[test]
fn the_lanes_are_there_only_where_a_browser_is_and_they_are_asked_for() {
    let simulated = Drawn::of(AxisKind::Clock, async { sleep(ms(5)).await });
    assert!(!has_text(&simulated.scene(&view(&simulated)), "Browser"));
    let mut shown = drawn(AxisKind::Clock, &mut visit(), 120_000);
    let height = |drawn: &Drawn| drawn.with_model(&view(drawn), content_height);
    let open = height(&shown);
    let scene = shown.scene(&view(&shown));
    assert_eq!(scene.hit(60.0, 201.0), Some(Hit::Group(LaneGroup::Browser)));
    assert_eq!(scene.hit(60.0, FRAMES), Some(Hit::GroupLane(GroupLane::Frames)));
    shown.arrangement = shown.arrangement.with_fold_toggled(LaneGroup::Browser);
    assert_eq!(open - height(&shown), 86.0);
    let scene = shown.scene(&view(&shown));
    assert!(has_text(&scene, "4 turns (2 by microtask, 2 by macrotask) · 4 frames, 3 missed · 1 long task"));
    assert!(!has_text(&scene, "frames"));
    shown.arrangement = shown.arrangement.with_toggled(LaneGroup::Browser);
    assert!(!has_text(&shown.scene(&view(&shown)), "Browser"));
    assert_eq!(open - height(&shown), 108.0);
    shown.arrangement = shown.arrangement.with_fold_toggled(LaneGroup::Browser);
    assert_eq!(height(&shown), open);
}

#[test]
fn with_many_tasks_the_lanes_stay_at_the_lower_edge_and_hide_no_task() {
    let mut run = Hosted::new(HostThread::Worker, Way::Promise);
    for task in 3..40 {
        run.spawn(task);
    }
    let drawn = drawn(AxisKind::Clock, &mut run, 9_000);
    for scroll in [0.0, 300.0] {
        let scene = drawn.scene(&View { scroll, ..view(&drawn) });
        assert_eq!(scene.hit(60.0, 300.0 - 108.0 + 2.0), Some(Hit::Group(LaneGroup::Browser)));
    }
    let last = TaskId(39);
    let scroll = drawn.with_model(&view(&drawn), |model| scroll_to(model, &view(&drawn), last));
    assert_eq!(scroll + 4.0, drawn.with_model(&view(&drawn), |model| max_scroll(model, &view(&drawn))));
    let scene = drawn.scene(&View { scroll, ..view(&drawn) });
    assert_eq!(scene.hit(60.0, 300.0 - 108.0 - 5.0), Some(Hit::Lane(last)));
    // In a low picture they come after the tasks.
    let low = View { height: 200.0, ..view(&drawn) };
    assert!(!has_text(&drawn.scene(&low), "Browser"));
}

#[test]
fn the_cost_of_a_picture_does_not_grow_with_turns_and_frames() {
    let cost = |count: u64| {
        let mut run = Hosted::new(HostThread::Page, Way::Promise);
        for number in 0..count {
            let (cause, at) =
                (if number % 3 == 0 { TurnCause::Alarm } else { TurnCause::Request }, number * 1_000);
            run.turn(cause, at, 1, 400).frame(at + 500, u32::from(number % 5 == 0));
            run.long_task(at + 500, Reporter::LongTask, [at, at + 400]);
        }
        let drawn = drawn(AxisKind::Clock, &mut run, count * 1_000);
        let ops =
            |view: View| drawn.scene(&view).layers[3..5].iter().map(|layer| layer.ops.len()).sum::<usize>();
        ops(View { width: 1_600.0, ..view(&drawn) })
    };
    let (some, many) = (cost(20_000), cost(100_000));
    assert!(many <= some + some / 10 && many < 1_500, "{some}, {many}");
}

/// Anything that a browser, or a file that says it is from one, can tell.
fn any_event() -> impl Strategy<Value = (u64, Event)> {
    let time = || prop_oneof![3 => 0..200_000_u64, 1 => any::<u64>()];
    let small = prop_oneof![3 => 0..4_u32, 1 => any::<u32>()];
    let causes = [TurnCause::Request, TurnCause::Continuation, TurnCause::Alarm];
    let event = prop_oneof![
        (0..3_usize).prop_map(move |cause| Event::TurnStarted { cause: causes[cause] }),
        any::<bool>().prop_map(|budget_spent| Event::TurnEnded { budget_spent }),
        small.prop_map(|missed| Event::Frame { missed }),
        (any::<bool>(), time(), any::<u32>()).prop_map(|(is_frame, started, duration)| {
            let reporter = if is_frame { Reporter::LongAnimationFrame } else { Reporter::LongTask };
            Event::LongTask { reporter, started: Micros(started), duration: Micros(duration.into()) }
        }),
        any::<bool>().prop_map(|page| {
            let thread = if page { HostThread::Page } else { HostThread::Worker };
            Event::Hosted { thread, way: Way::Frame }
        }),
        any::<u64>().prop_map(|count| Event::EventsDropped { count }),
    ];
    (prop_oneof![8 => 0..30_000_u64, 1 => any::<u64>()], event)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_browser_tells_is_drawn_and_said(
        events in proptest::collection::vec(any_event(), 0..80),
        at in 0.0..0.8_f64,
    ) {
        let mut run = Hosted::new(HostThread::Page, Way::Promise);
        let mut now = 0_u64;
        for (pause, event) in events {
            now = now.saturating_add(pause);
            run.at(now).say(event);
        }
        let words = run.words(now);
        for kind in KINDS {
            let drawn = Drawn::new(kind, &words);
            for window in [Window::default(), Window::between(at, at + 0.1, 1.0)] {
                let view = view(&drawn).with_window(&drawn.axis(), window);
                let scene = drawn.scene(&view);
                for x in (160..900).step_by(25) {
                    for y in [MACROTASKS, MACROTASKS + 20.0, FRAMES, LONG_TASKS] {
                        check_said(&drawn, scene.hit(f64::from(x), y));
                    }
                }
            }
        }
    }
}

/// What is found has words.
fn check_said(drawn: &Drawn, hit: Option<Hit>) {
    let (browser, trace) = (drawn.run.browser(), drawn.trace());
    match hit {
        Some(Hit::GroupSpan { lane, from, to }) => {
            let turns = lane.turns().expect("it is a lane of turns");
            assert!(
                !taskscope_tell::turns_text(browser, &drawn.axis(), trace, turns, [from, to]).is_empty(),
                "{hit:?}"
            );
        }
        Some(Hit::GroupMarks { from, to, .. }) => {
            assert!(!taskscope_tell::frames_text(browser, trace, [from, to]).is_empty(), "{hit:?}");
        }
        Some(Hit::GroupReport { reported, .. }) => {
            let [from, to] = LongTask::before(trace, reported).expect("it is reported there").stretch(trace);
            assert!(from <= to, "{hit:?}");
        }
        _ => {}
    }
}
