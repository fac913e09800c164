//! Bars, names, arrows, and that all of it is found again under the pointer.

use expect_test::expect;
use taskscope_format::TaskId;
use taskscope_runtime::combine::Node;
use taskscope_runtime::{join, sleep, spawn, work, yield_now};
use taskscope_scene::{Arrows, DrawOp, Hit, Ink, Rect, View};
use taskscope_sorted::SortedSet;
use taskscope_trace::{AxisKind, SpanKind, Step};

use crate::support::{Drawn, KINDS, Zoom, has_text, middle, ms, texts};

async fn two_tasks() {
    let child = spawn("child", async {
        sleep(ms(10)).await;
        work(ms(5));
    });
    work(ms(12));
    yield_now().await;
    child.await.expect("the child neither panics nor is aborted");
}

/// Joins in a loop: two nodes a round.
async fn rounds() {
    for _ in 0..4 {
        let (short, long) = (sleep(ms(5)), sleep(ms(9)));
        join!(short, long);
    }
}

#[test]
fn a_small_run_looks_like_this() {
    let drawn = Drawn::of(AxisKind::Steps, two_tasks());
    let view = View { width: 800.0, height: 140.0, cursor: Step(12), ..drawn.view() };
    expect![[r#"
        anywhere
          fill 0,0 800×26 panel
          fill 240,4 6×20 wait
          fill 390,4 6×20 wait
          fill 462,4 6×20 wait
          fill 594,4 6×20 wait
          fill 684,4 6×20 wait
          line 372,2 to 372,24 accent
          outline 150,1 574×24 accent
          fill 148,7 5×12 accent
          fill 722,7 5×12 accent
        within 0,46 150×94
          fill 12,63 4×26 t0
          text 24,75 "main" text
          text 24,89 "ready · 2nd in queue" ready-text
          fill 12,103 4×26 t1
          text 24,115 "child" text
          text 24,129 "ready · next" ready-text
        within 150,46 650×94
          line 150,46 to 150,140 line
          line 306,46 to 306,140 line
          line 526,46 to 526,140 line
          line 624,46 to 624,140 line
          line 502,76 to 668,76 wait
          hatch 206,69 37×14 ready
          outline 206,69 37×14 ready
          hatch 372,69 93×14 ready
          outline 372,69 93×14 ready
          hatch 668,69 19×14 ready
          outline 668,69 19×14 ready
          fill 243,64 130×24 t0
          fill 465,64 37×24 t0
          fill 687,64 19×24 t0
          text 711,80 "✓ done" done
          line 446,116 to 576,116 wait
          hatch 280,109 111×14 ready
          outline 280,109 111×14 ready
          hatch 576,109 19×14 ready
          outline 576,109 19×14 ready
          fill 391,104 56×24 t1
          fill 594,104 56×24 t1
          text 656,120 "✓ done" done
          arrow 576,97 to 576,109 muted
        anywhere
        anywhere
          text 154,42 "0 ms" muted
          text 310,42 "5 ms" muted
          text 530,42 "15 ms" muted
          text 628,42 "25 ms" muted
        anywhere
          line 372,28 to 372,140 accent
          fill 346,28 53×17 accent
          text 372,41 "12 ms" on-accent
    "#]]
    .assert_eq(&drawn.scene(&view).to_string());
}

/// What a drawn bar has to answer with.
fn expected_kind(op: &DrawOp) -> Option<(Rect, SpanKind)> {
    match *op {
        DrawOp::Fill { rect, ink: Ink::Task(_), .. } if rect.height == 24.0 => {
            Some((rect, SpanKind::Running))
        }
        DrawOp::Hatch { rect, ink: Ink::Ready } | DrawOp::Fill { rect, ink: Ink::Ready, .. } => {
            Some((rect, SpanKind::Ready))
        }
        DrawOp::Line { from, to, ink: Ink::Wait, .. } => {
            Some((Rect::new(from.x, from.y, to.x - from.x, 0.0), SpanKind::Waiting))
        }
        DrawOp::Fill { .. }
        | DrawOp::Outline { .. }
        | DrawOp::Hatch { .. }
        | DrawOp::Dots { .. }
        | DrawOp::Density { .. }
        | DrawOp::Line { .. }
        | DrawOp::Arrow { .. }
        | DrawOp::Text { .. } => None,
    }
}

#[test]
fn every_bar_is_found_where_it_is_drawn() {
    for kind in KINDS {
        let drawn = Drawn::of(kind, two_tasks());
        for view in [drawn.view(), drawn.view().zoom_at(&drawn.axis(), 500.0, 3.0)] {
            let scene = drawn.scene(&view);
            let bars: Vec<_> = scene.layers[2].ops.iter().filter_map(expected_kind).collect();
            let is_in_plot = |rect: &Rect| view.plot().contains(middle(*rect).0, middle(*rect).1);
            let bars: Vec<_> = bars.into_iter().filter(|(rect, _)| is_in_plot(rect)).collect();
            assert!(bars.len() > 3);
            for (rect, wanted) in bars {
                let (x, y) = middle(rect);
                let found = scene.hit(x, y);
                // A waiting line may have a narrow bar right at its middle, and that is what is meant then.
                let is_narrow = rect.width <= 6.0;
                assert!(
                    matches!(found, Some(Hit::Span { kind, .. }) if kind == wanted || is_narrow),
                    "{kind:?} at {rect}: {wanted:?} is drawn, {found:?} is found"
                );
            }
        }
    }
}

#[test]
fn every_span_is_found_when_it_is_looked_at_closely() {
    let drawn = Drawn::of(AxisKind::Elastic, two_tasks());
    for lane in drawn.lanes().lanes() {
        for span in lane.track().spans() {
            let to = span.to.unwrap_or(drawn.trace().end());
            let position = f64::midpoint(drawn.axis().position(span.from), drawn.axis().position(to));
            let view = drawn.view().zoom_at(&drawn.axis(), 500.0, 100.0).centre_on(&drawn.axis(), position);
            let y = 76.0 + f64::from(lane.task.0 - 1) * 40.0;
            let hit = drawn.scene(&view).hit(view.px_from_position(position), y);
            assert_eq!(hit, Some(Hit::Span { task: lane.task, from: span.from, to, kind: span.kind }));
        }
    }
}

#[test]
fn a_span_that_goes_on_reaches_to_the_end() {
    let run = taskscope_runtime::simulate("main", two_tasks());
    let cut = Drawn::new(AxisKind::Steps, &run.words()[..run.words().len() / 8 * 4]);
    let open =
        cut.lanes().lanes().flat_map(|lane| lane.track().spans()).filter(|span| span.to.is_none()).count();
    assert!(open > 0);
    let view = cut.view();
    let hit = cut.scene(&view).hit(view.px_from_step(&cut.axis(), cut.trace().end()) - 1.0, 76.0);
    assert!(matches!(hit, Some(Hit::Span { to, .. }) if to == cut.trace().end()), "{hit:?}");
}

#[test]
fn the_parts_around_the_bars_answer_too() {
    let drawn = Drawn::of(AxisKind::Elastic, rounds());
    let scene = drawn.scene(&drawn.view());
    assert_eq!(scene.hit(500.0, 10.0), Some(Hit::Window));
    assert_eq!(scene.hit(500.0, 35.0), Some(Hit::Ruler));
    assert_eq!(scene.hit(20.0, 35.0), None);
    assert_eq!(scene.hit(60.0, 75.0), Some(Hit::Lane(TaskId(1))));
    assert_eq!(scene.hit(140.0, 70.0), Some(Hit::Fold(TaskId(1))));
    assert_eq!(scene.hit(60.0, 103.0), Some(Hit::Lane(TaskId(1))));
    assert_eq!(scene.hit(500.0, 390.0), Some(Hit::Plot));
    assert_eq!(scene.hit(20.0, 390.0), None);
    assert_eq!(scene.hit(1001.0, 100.0), None);
}

#[test]
fn rounds_of_a_loop_share_the_rows_of_their_nodes() {
    let drawn = Drawn::of(AxisKind::Elastic, rounds());
    let scene = drawn.scene(&drawn.view());
    let rows: Vec<_> =
        texts(&scene).into_iter().filter(|(x, ..)| *x == 38.0).map(|(.., text)| text).collect();
    assert_eq!(rows, ["├ short", "└ long"]);
    let outlines = scene.ops().filter(|op| matches!(op, DrawOp::Outline { ink: Ink::Task(0), .. })).count();
    assert_eq!(outlines, 8);
}

#[test]
fn nodes_of_a_node_stand_below_it_and_further_right() {
    let drawn = Drawn::of(AxisKind::Elastic, async {
        let inner = async {
            let (left, right) = (sleep(ms(1)), sleep(ms(2)));
            join!(left, right);
        };
        let other = sleep(ms(3));
        join!(inner, other);
    });
    let scene = drawn.scene(&drawn.view());
    let labels: Vec<_> = texts(&scene).into_iter().filter(|(x, ..)| (38.0..60.0).contains(x)).collect();
    let said: Vec<_> = labels.iter().map(|&(x, _, text)| (x, text)).collect();
    assert_eq!(said, [(38.0, "├ inner"), (50.0, "├ left"), (50.0, "└ right"), (38.0, "└ other")]);
    assert!(labels.is_sorted_by(|above, below| above.1 < below.1));
}

#[test]
fn folding_hides_the_nodes_and_moves_up_what_is_below() {
    let mut drawn = Drawn::of(AxisKind::Elastic, rounds());
    let height = |drawn: &Drawn| drawn.with_model(&drawn.view(), taskscope_scene::content_height);
    let unfolded = height(&drawn);
    drawn.folded = SortedSet::from([TaskId(1)]);
    assert_eq!(unfolded - height(&drawn), 2.0 * 24.0 + 8.0);
    let scene = drawn.scene(&drawn.view());
    assert!(!has_text(&scene, "├ short"));
    assert_eq!(scene.hit(140.0, 70.0), Some(Hit::Fold(TaskId(1))));
}

#[test]
fn a_node_is_shown_polled_waiting_woken_and_dropped() {
    let drawn = Drawn::of(AxisKind::Elastic, async {
        let loser = spawn("loser", async {
            let mut node = Node::new("slow");
            let mut sleep = Box::pin(sleep(ms(1000)));
            std::future::poll_fn(|context| node.poll(context, |context| sleep.as_mut().poll(context))).await;
        });
        sleep(ms(5)).await;
        loser.abort();
    });
    let view = drawn.view();
    let scene = drawn.scene(&view);
    assert!(has_text(&scene, "✕ dropped here"));
    assert!(has_text(&scene, "✕ cancelled"));
    let is_dashed = |op: &DrawOp| matches!(op, DrawOp::Outline { is_dashed: true, ink: Ink::Task(1), .. });
    assert_eq!(scene.ops().filter(|op| is_dashed(op)).count(), 1);
    let spans = &drawn.lanes().at(1).expect("it has a lane").rows()[0].track();
    assert_eq!(spans.spans().map(|span| span.kind).filter(|kind| *kind == SpanKind::Running).count(), 1);
    for span in spans.spans().filter(|span| span.to.is_some_and(|to| drawn.axis().position(to) > 0.0)) {
        let to = span.to.unwrap_or(drawn.trace().end());
        let px =
            f64::midpoint(view.px_from_step(&drawn.axis(), span.from), view.px_from_step(&drawn.axis(), to));
        let hit = scene.hit(px, 143.0);
        assert!(matches!(hit, Some(Hit::SubSpan { kind, .. }) if kind == span.kind), "{hit:?}, {span:?}");
    }
}

#[test]
fn a_node_that_was_woken_and_not_polled_is_dotted() {
    let drawn = Drawn::of(AxisKind::Elastic, rounds());
    let scene = drawn.scene(&drawn.view());
    let dots =
        scene.ops().filter_map(|op| if let DrawOp::Dots { rect, .. } = op { Some(*rect) } else { None });
    let (x, y) = middle(dots.last().expect("timers wake nodes before their task is polled"));
    assert!(matches!(scene.hit(x, y), Some(Hit::SubSpan { kind: SpanKind::Ready, .. })));
}

#[test]
fn arrows_are_those_of_the_selected_task_or_all_or_none() {
    let drawn = Drawn::of(AxisKind::Elastic, two_tasks());
    let count = |arrows, selected| {
        let view = View { arrows, selected, ..drawn.view() };
        drawn.scene(&view).ops().filter(|op| matches!(op, DrawOp::Arrow { .. })).count()
    };
    // Main wakes itself, and is woken by its child, which is spawned by main. That a timer wakes the child is a mark.
    assert_eq!(count(Arrows::All, None), 3 + 1);
    assert_eq!(count(Arrows::Selected, Some(TaskId(1))), 3 + 1);
    assert_eq!(count(Arrows::Selected, Some(TaskId(2))), 2 + 1);
    assert_eq!(count(Arrows::Selected, None), 1);
    assert_eq!(count(Arrows::None, Some(TaskId(1))), 1);
}

#[test]
fn what_has_not_been_played_yet_is_faded() {
    let drawn = Drawn::of(AxisKind::Elastic, two_tasks());
    let veil = |is_playing| {
        let view = View { is_playing, cursor: Step(9), ..drawn.view() };
        let is_veil =
            |op: &DrawOp| matches!(op, DrawOp::Fill { ink: Ink::Background, opacity, .. } if *opacity < 1.0);
        drawn.scene(&view).ops().filter(|op| is_veil(op)).count()
    };
    assert_eq!((veil(true), veil(false)), (1, 0));
}
