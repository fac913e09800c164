//! Pixels, positions, steps and the ruler.

use taskscope_runtime::{join, sleep, spawn, work};
use taskscope_scene::{DrawOp, Ink, View};
use taskscope_trace::{AxisKind, Step};

use crate::support::{Drawn, KINDS, Zoom, has_text, ms, ruler_labels, texts};

async fn workers() {
    let early = spawn("early", async {
        for _ in 0..5 {
            sleep(ms(7)).await;
            work(ms(2));
        }
    });
    let late = spawn("late", async {
        for _ in 0..3 {
            sleep(ms(20)).await;
        }
    });
    let (early, late) = join!(early, late);
    early.and(late).expect("no task panics");
}

/// Naps of 10 ms, a long sleep, and naps again.
async fn naps_around(milliseconds: u64) {
    for _ in 0..10 {
        sleep(ms(10)).await;
    }
    sleep(ms(milliseconds)).await;
    for _ in 0..10 {
        sleep(ms(10)).await;
    }
}

fn views(drawn: &Drawn) -> [View; 3] {
    let all = drawn.view();
    let near = all.zoom_at(&drawn.axis(), 600.0, 7.5);
    [all, near, near.zoom_at(&drawn.axis(), 300.0, 40.0)]
}

#[test]
fn the_pixel_of_a_step_leads_back_to_it() {
    for kind in KINDS {
        let drawn = Drawn::of(kind, workers());
        for view in views(&drawn) {
            for step in (0..=drawn.trace().end().0).map(Step) {
                let back = view.step_from_px(&drawn.axis(), view.px_from_step(&drawn.axis(), step));
                // Steps at one position of the clock's axis can't be told apart: the last of them is found.
                assert!(back >= step);
                assert_eq!(drawn.axis().position(back), drawn.axis().position(step), "{kind:?} {step:?}");
            }
        }
    }
}

#[test]
fn later_steps_are_never_farther_left() {
    for kind in KINDS {
        let drawn = Drawn::of(kind, workers());
        for view in views(&drawn) {
            let px = |step| view.px_from_step(&drawn.axis(), Step(step));
            assert!((0..drawn.trace().end().0).all(|step| px(step) <= px(step + 1)));
            let step = |px: u16| view.step_from_px(&drawn.axis(), f64::from(px));
            assert!((0..1000).all(|px| step(px) <= step(px + 1)));
        }
    }
}

#[test]
fn zooming_keeps_what_is_under_the_pointer_and_stays_on_the_axis() {
    let drawn = Drawn::of(AxisKind::Elastic, workers());
    let view = drawn.view().zoom_at(&drawn.axis(), 500.0, 3.0);
    let closer = view.zoom_at(&drawn.axis(), 400.0, 2.0);
    assert!((closer.position_from_px(400.0) - view.position_from_px(400.0)).abs() < 1e-9);
    assert_eq!(closer.zoom_at(&drawn.axis(), 700.0, 1e-9), drawn.view());
    let closest = closer.zoom_at(&drawn.axis(), 500.0, 1e30);
    assert!(closest.to > closest.from && closest.from >= 0.0);
}

#[test]
fn the_minimap_maps_back_and_forth() {
    let drawn = Drawn::of(AxisKind::Elastic, workers());
    let near = drawn.view().zoom_at(&drawn.axis(), 500.0, 4.0);
    let position = near.position_from_minimap_px(&drawn.axis(), 333.0);
    assert!((near.minimap_px_from_position(&drawn.axis(), position) - 333.0).abs() < 1e-9);
    let centred = near.centre_on(&drawn.axis(), position);
    assert!((f64::midpoint(centred.from, centred.to) - position).abs() < 1e-9);
}

#[test]
fn labels_of_the_ruler_never_overlap() {
    for kind in KINDS {
        for drawn in [Drawn::of(kind, workers()), Drawn::of(kind, naps_around(60_000))] {
            for view in views(&drawn) {
                let scene = drawn.scene(&view);
                let labels = ruler_labels(&scene);
                for pair in labels.windows(2) {
                    let (x, text) = pair[0];
                    let end =
                        x + f64::from(u8::try_from(text.chars().count()).expect("labels are short")) * 7.7;
                    assert!(end < pair[1].0, "{kind:?}: {text} runs into {}", pair[1].1);
                }
            }
        }
    }
}

#[test]
fn times_on_the_ruler_are_round() {
    let drawn = Drawn::of(AxisKind::Clock, workers());
    let said = |view: &View| {
        let scene = drawn.scene(view);
        ruler_labels(&scene).into_iter().map(|(_, text)| text.to_owned()).collect::<Vec<_>>()
    };
    let early = View { cursor: Step(0), ..drawn.view() };
    assert_eq!(said(&early), ["10 ms", "20 ms", "30 ms", "40 ms", "50 ms", "60 ms"], "0 ms is on the flag");
    let near = drawn.view().zoom_at(&drawn.axis(), 400.0, 1000.0);
    let steps = ["19.03 ms", "19.04 ms", "19.05 ms", "19.06 ms", "19.07 ms", "19.08 ms"];
    assert_eq!(said(&near), steps);
}

#[test]
fn a_tick_stands_between_the_events_around_its_time() {
    for kind in [AxisKind::Elastic, AxisKind::Steps] {
        let drawn = Drawn::of(kind, workers());
        let view = drawn.view();
        let scene = drawn.scene(&view);
        let label = ruler_labels(&scene).into_iter().find(|&(_, text)| text == "20 ms");
        let px = label.expect("20 ms is a round time").0 - 4.0;
        let step = view.step_from_px(&drawn.axis(), px);
        assert!(drawn.trace().time(step).0 <= 20_000);
        assert!(drawn.trace().time(Step(step.0 + 1)).0 >= 20_000, "{kind:?}");
    }
}

#[test]
fn a_folded_gap_says_how_long_it_was_and_has_no_ticks_inside() {
    let drawn = Drawn::of(AxisKind::Elastic, naps_around(60_000));
    let scene = drawn.scene(&drawn.view());
    assert!(has_text(&scene, "// 1 min"));
    let labels = ruler_labels(&scene);
    assert!(labels.iter().any(|(_, text)| text.starts_with("60.")), "{labels:?}");
    assert!(labels.iter().all(|(_, text)| !text.starts_with("30")), "{labels:?}");
    let clock = Drawn::of(AxisKind::Clock, naps_around(60_000));
    assert!(!has_text(&clock.scene(&clock.view()), "// 1 min"));
}

#[test]
fn the_flag_of_the_cursor_stays_in_the_plot() {
    let drawn = Drawn::of(AxisKind::Elastic, workers());
    for (step, time) in [(Step(0), "0 ms"), (drawn.trace().end(), "60 ms")] {
        let view = View { cursor: step, ..drawn.view() };
        let scene = drawn.scene(&view);
        let flag = texts(&scene).into_iter().find(|&(_, y, text)| y == 41.0 && text == time);
        let (x, _, _) = flag.expect("the cursor is in view");
        assert!(x > view.label_width && x < view.width);
    }
    let at = |cursor| View { cursor, ..drawn.view() };
    let says_nothing =
        |cursor| ruler_labels(&drawn.scene(&at(cursor))).iter().all(|&(_, text)| text != "0 ms");
    assert!(says_nothing(Step(0)) && !says_nothing(drawn.trace().end()), "what the flag hides is not drawn");
    let away = View { cursor: Step(0), ..drawn.view() }.zoom_at(&drawn.axis(), 900.0, 10.0);
    assert!(texts(&drawn.scene(&away)).iter().all(|&(_, y, _)| y != 41.0), "the cursor is out of view");
}

/// Four tasks that end as soon as they are spawned: many events, and no time.
async fn burst() {
    for task in 0..4 {
        drop(spawn(format!("task {task}"), async {}));
    }
    sleep(ms(20)).await;
}

#[test]
fn a_stretched_instant_is_tinted_and_says_how_many_events_it_holds() {
    let drawn = Drawn::of(AxisKind::Elastic, burst());
    let view = drawn.view();
    let scene = drawn.scene(&view);
    let axis = drawn.axis();
    let last = drawn.trace().first_at(taskscope_format::Micros(1)).0 - 1;
    let ([from, to], events) = scene.instant_at(view.label_width + 30.0).expect("no time passes there");
    assert_eq!((from, to, events), (Step(0), Step(last), last as u64));
    assert!(has_text(&scene, &format!("0 ms · {last} events")), "{:?}", ruler_labels(&scene));
    let tints: Vec<_> = scene
        .ops()
        .filter_map(|op| {
            let DrawOp::Fill { rect, ink: Ink::Text, opacity, .. } = *op else { return None };
            (opacity < 0.1).then_some(rect)
        })
        .collect();
    assert_eq!(tints[0].x, view.label_width);
    assert!((tints[0].right() - view.px_from_step(&axis, Step(last))).abs() < 1e-9);
    let middle =
        f64::midpoint(view.px_from_step(&axis, Step(last)), view.px_from_step(&axis, Step(last + 1)));
    assert_eq!(scene.instant_at(middle), None, "time passes there");
    // The clock's axis has no room for instants, and that of events makes no claim about time.
    for kind in [AxisKind::Clock, AxisKind::Steps] {
        let drawn = Drawn::of(kind, burst());
        assert_eq!(drawn.scene(&drawn.view()).instant_at(view.label_width + 30.0), None, "{kind:?}");
    }
}

#[test]
fn every_wide_instant_is_found_however_far_one_looks_into_the_run() {
    let drawn = Drawn::of(AxisKind::Elastic, workers());
    for view in views(&drawn) {
        let scene = drawn.scene(&view);
        let (axis, trace) = (drawn.axis(), drawn.trace());
        let mut from = Step(0);
        for step in (1..=trace.end().0).map(Step) {
            if trace.time(step) != trace.time(from) || step == trace.end() {
                let to = if step == trace.end() { step } else { Step(step.0 - 1) };
                let [left, right] = [from, to].map(|step| view.px_from_step(&axis, step));
                let (left, right) = (left.max(view.label_width), right.min(view.width));
                if trace.time(to) == trace.time(from) && right - left >= 8.0 {
                    let found = scene.instant_at(f64::midpoint(left, right));
                    assert_eq!(found.map(|(steps, _)| steps), Some([from, to]));
                }
                from = step;
            }
        }
    }
}

#[test]
fn a_folded_gap_says_at_its_mark_how_long_it_was() {
    let drawn = Drawn::of(AxisKind::Elastic, naps_around(60_000));
    let scene = drawn.scene(&drawn.view());
    let mark = texts(&scene).into_iter().find(|(.., text)| text.starts_with("//")).expect("it is folded");
    assert_eq!(scene.fold_at(mark.0), Some(taskscope_format::Micros(60_000_000)));
    assert_eq!(scene.fold_at(mark.0 + 200.0), None);
}
