//! Marks on the lanes, frames around what is lit, and what is dimmed beside a stop of the tour.

use taskscope_format::{NodeId, TaskId};
use taskscope_runtime::{join, named, select, sleep, spawn, work};
use taskscope_scene::{DrawOp, Hit, Ink, MarkKind, Model, Overlay, Rect, Scene, Stretch, View, scene};
use taskscope_trace::{AxisKind, End, SpanKind, Step};

use crate::support::{Drawn, ms, texts};

/// A task that a timer wakes, and one whose second future is dropped.
async fn two_tasks() {
    let child = spawn("child", async {
        sleep(ms(10)).await;
        work(ms(5));
    });
    let mut short = named("short", sleep(ms(4)));
    let mut long = named("long", sleep(ms(40)));
    select! {
        () = &mut short => {}
        () = &mut long => {}
    }
    child.await.expect("the child neither panics nor is aborted");
}

fn with_overlay(drawn: &Drawn, view: &View, over: Overlay<'_>) -> Scene {
    drawn.with_model(view, |model| scene(&Model { over, ..*model }, view))
}

fn arrows(scene: &Scene) -> Vec<(f64, f64)> {
    let arrow = |op: &DrawOp| if let DrawOp::Arrow { to, .. } = op { Some((to.x, to.y)) } else { None };
    scene.ops().filter_map(arrow).collect()
}

/// The rectangles of outlines in an ink.
fn outlines(scene: &Scene, wanted: Ink) -> Vec<Rect> {
    let outline = |op: &DrawOp| {
        let DrawOp::Outline { rect, ink, is_dashed: false, .. } = *op else { return None };
        (ink == wanted).then_some(rect)
    };
    scene.ops().filter_map(outline).collect()
}

fn span(drawn: &Drawn, task: TaskId, kind: SpanKind) -> Stretch {
    let lane = drawn.lanes().lane(task).expect("it has a lane");
    let span = lane.track().spans().find(|span| span.kind == kind).expect("it does that");
    Stretch { task, node: None, from: span.from, to: span.to.expect("it is over") }
}

#[test]
fn a_timer_that_wakes_a_task_is_an_arrow_on_its_lane_whatever_is_selected() {
    let drawn = Drawn::of(AxisKind::Steps, two_tasks());
    let view = drawn.view();
    let scene = drawn.scene(&view);
    let found = arrows(&scene);
    let woken: Vec<_> = found
        .iter()
        .filter_map(|&(x, y)| match scene.hit(x, y - 6.0) {
            Some(Hit::Mark { kind: MarkKind::Woken, task, from, to, count: 1 }) if from == to => {
                Some((task, from))
            }
            _ => None,
        })
        .collect();
    assert_eq!(woken.iter().map(|&(task, _)| task).collect::<Vec<_>>(), [TaskId(1), TaskId(2)]);
    for (task, step) in woken {
        let ready = span(&drawn, task, SpanKind::Ready);
        assert!(step >= ready.from, "it is at the step of the wake");
        assert!(drawn.lanes().wake_before(drawn.trace(), step).is_some_and(|wake| wake.task == task));
    }
}

#[test]
fn a_dropped_future_answers_where_its_bar_ends_and_on_the_lane_if_its_row_is_hidden() {
    let mut drawn = Drawn::of(AxisKind::Steps, two_tasks());
    let view = drawn.view();
    let lane = drawn.lanes().lane(TaskId(1)).expect("main has a lane");
    let ends = lane.rows().iter().flat_map(|row| row.track().ends());
    let (step, _) = ends.filter(|&(_, end)| end == End::Cancelled).last().expect("long is dropped");
    let px = view.px_from_step(&drawn.axis(), step);
    let dropped = |scene: &Scene| {
        let hits = (46..400).map(|y| scene.hit(px + 5.0, f64::from(y)));
        hits.flatten().find(|hit| matches!(hit, Hit::Mark { kind: MarkKind::Dropped, .. }))
    };
    let shown = drawn.scene(&view);
    let Some(Hit::Mark { task, from, .. }) = dropped(&shown) else { panic!("the end of the row answers") };
    assert_eq!((task, from), (TaskId(1), step));
    drawn.folded.insert(TaskId(1));
    let hidden = drawn.scene(&view);
    let bars = hidden.picked().map_or(64.0, |rect| rect.y);
    let cross = texts(&hidden)
        .into_iter()
        .find(|&(x, y, text)| text == "✕" && (x - px).abs() < 14.0 && y < bars + 24.0);
    assert!(dropped(&hidden).is_some() && cross.is_some(), "{hidden}");
}

#[test]
fn findings_are_discs_that_say_how_many_they_are() {
    let drawn = Drawn::of(AxisKind::Steps, two_tasks());
    let view = drawn.view();
    let end = drawn.trace().end();
    let child = Some(TaskId(2));
    let findings = [(Step(4), None), (Step(10), child), (end, child), (Step(end.0 - 1), child)];
    let near = View { width: 400.0, ..view };
    let scene = with_overlay(&drawn, &near, Overlay { findings: &findings, ..Overlay::default() });
    let found: Vec<_> = texts(&scene).into_iter().filter(|&(.., text)| text == "!" || text == "2").collect();
    let says: Vec<_> = found.iter().map(|&(.., text)| text).collect();
    assert_eq!(says, ["!", "!", "2"], "the first lane has what is about no task");
    let hits: Vec<_> = found
        .iter()
        .map(|&(x, y, _)| match scene.hit(x, y - 4.0) {
            Some(Hit::Mark { kind: MarkKind::Finding, task, from, to, count }) => {
                (task.0, from.0, to.0, count)
            }
            hit => panic!("{hit:?}"),
        })
        .collect();
    assert_eq!(hits, [(1, 4, 4, 1), (2, 10, 10, 1), (2, end.0 - 1, end.0, 2)]);
}

#[test]
fn what_is_lit_has_a_frame_around_its_bar_and_none_while_playing() {
    let drawn = Drawn::of(AxisKind::Steps, two_tasks());
    let view = drawn.view();
    let bar = span(&drawn, TaskId(2), SpanKind::Waiting);
    let [left, right] = [bar.from, bar.to].map(|step| view.px_from_step(&drawn.axis(), step));
    let over = Overlay { lit: &[bar], ..Overlay::default() };
    let frames = outlines(&with_overlay(&drawn, &view, over), Ink::Text);
    assert_eq!(frames.len(), 2, "it is two pixels thick");
    for frame in frames {
        assert!(
            frame.x < left && frame.x > left - 4.0 && frame.right() > right && frame.right() < right + 4.0
        );
    }
    let playing = View { is_playing: true, ..view };
    assert_eq!(outlines(&with_overlay(&drawn, &playing, over), Ink::Text), []);
}

#[test]
fn a_future_has_its_frame_in_its_own_row() {
    let drawn = Drawn::of(AxisKind::Steps, async {
        let (short, long) = (sleep(ms(4)), sleep(ms(9)));
        join!(short, long);
    });
    let view = drawn.view();
    let frame_of = |node| {
        let lane = drawn.lanes().lane(TaskId(1)).expect("it has a lane");
        let made = lane.rows().iter().filter_map(|row| row.node(0));
        let (from, _) = made.into_iter().find(|&(_, made)| made == node).expect("it is there");
        let lit = [Stretch { task: TaskId(1), node: Some(node), from, to: drawn.trace().end() }];
        let frames =
            outlines(&with_overlay(&drawn, &view, Overlay { lit: &lit, ..Overlay::default() }), Ink::Text);
        frames.first().copied().expect("it is in view")
    };
    let [first, second] = [NodeId(1), NodeId(2)].map(frame_of);
    assert!(second.y >= first.bottom(), "{first} {second}");
    let hit = drawn.scene(&view).hit(first.x + first.width / 2.0, first.y + first.height / 2.0);
    assert!(matches!(hit, Some(Hit::SubSpan { node: NodeId(1), .. })), "{hit:?}");
}

#[test]
fn beside_what_is_pointed_at_everything_is_dimmed() {
    let drawn = Drawn::of(AxisKind::Steps, two_tasks());
    let view = drawn.view();
    let spot = span(&drawn, TaskId(2), SpanKind::Running);
    let scene = with_overlay(&drawn, &view, Overlay { spot: Some(spot), ..Overlay::default() });
    let dimmed: Vec<Rect> = scene
        .ops()
        .filter_map(|op| {
            let DrawOp::Fill { rect, ink: Ink::Background, opacity, .. } = *op else { return None };
            (opacity < 1.0).then_some(rect)
        })
        .collect();
    let frames = outlines(&scene, Ink::Text);
    let frame = frames.first().expect("it has a frame");
    assert_eq!(dimmed.len(), 2, "its name and its lane: {dimmed:?}");
    assert!(dimmed.iter().all(|rect| rect.bottom() <= frame.y), "{dimmed:?} {frame}");
}
