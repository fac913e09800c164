//! Runs of no task, of very many tasks and events, and names that are too long.

use taskscope_format::TaskId;
use taskscope_runtime::{join, sleep, spawn, work, yield_now};
use taskscope_scene::{Arrows, DrawOp, Hit, Ink, View, content_height, max_scroll, scene};
use taskscope_trace::{Arrangement, AxisKind, Run};

use crate::support::{Drawn, KINDS, Zoom, ms, texts};

/// The most operations that a picture may need, whatever it shows.
const MOST: usize = 5_000;

async fn crowd(tasks: u64, rounds: u64) {
    for task in 0..tasks {
        let work_or_wait = async move {
            for round in 0..rounds {
                match (task + round) % 4 {
                    0 => yield_now().await,
                    1 => work(ms(1)),
                    _ => sleep(ms(1 + (task * 7 + round * 3) % 11)).await,
                }
            }
        };
        drop(spawn(format!("task {task}"), work_or_wait));
    }
    sleep(ms(1_000_000)).await;
}

/// One task whose arms come and go.
async fn many_nodes(rounds: u64) {
    for round in 0..rounds {
        let (short, long) = (sleep(ms(1 + round % 3)), sleep(ms(2 + round % 5)));
        join!(short, long);
    }
}

#[test]
fn without_a_task_there_is_a_ruler() {
    let run = Run::default();
    let axis = run.axis(AxisKind::Elastic);
    let model = taskscope_scene::Model {
        trace: run.trace(),
        lanes: run.lanes(),
        axis: &axis,
        state: run.live_state(),
        browser: run.browser(),
        folded: &[].into(),
        arrangement: &Arrangement::default(),
        over: taskscope_scene::Overlay::default(),
    };
    let view = View::new(800.0, 300.0, &axis);
    let scene = scene(&model, &view);
    let said: Vec<_> = texts(&scene).into_iter().map(|(.., text)| text).collect();
    assert_eq!(said, ["0 ms"], "the cursor's flag");
    assert_eq!(scene.hit(400.0, 100.0), Some(Hit::Plot));
    assert_eq!(max_scroll(&model, 300.0), 0.0);
}

#[test]
fn a_picture_of_no_size_is_drawn_without_complaint() {
    let drawn = Drawn::of(AxisKind::Elastic, crowd(3, 3));
    for (width, height) in [(0.0, 0.0), (1.0, 500.0), (90.0, 40.0)] {
        let view = View { cursor: drawn.trace().end(), ..View::new(width, height, &drawn.axis()) };
        assert!(drawn.scene(&view).ops().count() < MOST);
    }
}

#[test]
fn of_many_tasks_those_in_view_are_drawn() {
    let drawn = Drawn::of(AxisKind::Elastic, crowd(200, 4));
    let view = drawn.view();
    let most = drawn.with_model(&view, |model| max_scroll(model, view.height));
    assert_eq!(most, drawn.with_model(&view, content_height) - 400.0);
    assert_eq!(most, 46.0 + 10.0 + 201.0 * 40.0 + 10.0 - 400.0);
    for (scroll, first) in [(0.0, 1), (400.0, 11), (4010.0, 101), (most, 193)] {
        let view = View { scroll, ..view };
        let scene = drawn.scene(&view);
        let names = texts(&scene).iter().filter(|(.., text)| text.starts_with("task ")).count();
        assert!((8..=10).contains(&names), "{names} names at {scroll}");
        let Some(Hit::Lane(TaskId(hit))) = scene.hit(50.0, 66.0) else { panic!("a lane is at the top") };
        assert!(hit.abs_diff(first) <= 1, "{hit} is at the top at {scroll}");
        let top = scene.layers[1].clip.expect("names are cut at the ruler").y;
        assert_eq!(top, View::LANES_TOP);
    }
}

#[test]
fn the_cost_of_a_picture_does_not_grow_with_the_run() {
    for kind in KINDS {
        let drawn = Drawn::of(kind, crowd(200, 160));
        assert!(drawn.trace().end().0 > 100_000, "{} events", drawn.trace().end().0);
        for zoom in [1.0, 5.0, 40.0, 300.0, 5_000.0] {
            let view = View { arrows: Arrows::All, height: 1200.0, width: 1600.0, ..drawn.view() };
            let view = view.zoom_at(&drawn.axis(), 200.0, zoom);
            let count = drawn.scene(&view).ops().count();
            assert!(count <= MOST, "{count} operations on {kind:?} at {zoom}");
        }
    }
}

#[test]
fn very_many_nodes_merge() {
    let drawn = Drawn::of(AxisKind::Elastic, many_nodes(3_000));
    let scene = drawn.scene(&drawn.view());
    assert!(scene.ops().count() <= MOST);
    let crowd = scene.ops().find_map(|op| {
        let DrawOp::Density { rect, ink: Ink::Task(0), .. } = op else { return None };
        (rect.height == 10.0).then_some(*rect)
    });
    let rect = crowd.expect("nodes that stand close are one bar");
    assert!(matches!(scene.hit(rect.x + 1.0, rect.y + 2.0), Some(Hit::SubSpan { .. })));
}

#[test]
fn merged_spans_are_found_as_one_that_reaches_over_all() {
    let drawn = Drawn::of(AxisKind::Steps, crowd(3, 4_000));
    let view = drawn.view();
    let scene = drawn.scene(&view);
    let Some(Hit::Span { task, from, to, .. }) = scene.hit(400.0, 116.0) else {
        panic!("the plot is full of spans")
    };
    assert_eq!(task, TaskId(2));
    let inside = drawn
        .lanes()
        .at(1)
        .expect("it has a lane")
        .track()
        .spans()
        .filter(|span| span.from >= from && span.from < to)
        .count();
    assert!(inside > 5, "{inside} spans");
}

#[test]
fn names_that_are_too_long_are_cut_where_the_plot_begins() {
    let name = "a_very_long_name".repeat(20);
    let drawn = Drawn::of(AxisKind::Elastic, async move {
        spawn(name, many_nodes(1)).await.expect("the task neither panics nor is aborted");
    });
    for width in [1000.0, 400.0] {
        let view = View { cursor: drawn.trace().end(), ..View::new(width, 300.0, &drawn.axis()) };
        let scene = drawn.scene(&view);
        for op in &scene.layers[1].ops {
            if let DrawOp::Text { at, style, text } = op {
                let room = style.max_width.unwrap_or(0.0);
                assert!(room > 15.0 || text == "▾", "{text} has no room");
                assert!(at.x + room <= view.label_width, "{text}");
            }
        }
    }
}

#[test]
fn a_picture_that_is_narrower_than_its_names_can_be_played() {
    let drawn = Drawn::of(AxisKind::Elastic, crowd(3, 3));
    for width in [1.0, 95.0, 96.0, 97.0] {
        let view = View { is_playing: true, ..View::new(width, 300.0, &drawn.axis()) };
        assert_eq!(drawn.scene(&view).width, width);
    }
}
