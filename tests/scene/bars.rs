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
          fill 0,0 800×24 panel
          line 311,20 to 311,24 wait
          line 318,20 to 318,24 wait
          line 524,20 to 524,24 wait
          line 533,20 to 533,24 wait
          line 619,20 to 619,24 wait
          text 724,16 "27 ms" muted
          fill 250,4 126×8 t0
          fill 465,4 36×8 t0
          fill 680,4 18×8 t0
          fill 393,12 54×8 t1
          fill 590,12 54×8 t1
          line 375,2 to 375,22 accent
          outline 160,1 556×22 accent
          fill 158,6 5×12 accent
          fill 714,6 5×12 accent
        within 0,52 160×88
          fill 12,61 4×26 t0
          text 24,72 "main" text
          text 24,87 "ready · 2nd in queue" ready-text
          fill 0,96 160×1 line at 60 %
          fill 12,105 4×26 t1
          text 24,116 "child" text
          text 24,131 "ready · next" ready-text
        within 160,52 640×88
          line 160,52 to 160,140 line
          line 311,52 to 311,140 line
          line 524,52 to 524,140 line
          line 619,52 to 619,140 line
          line 501,74 to 662,74 wait
          hatch 214,68 36×12 ready
          outline 214,68 36×12 ready
          hatch 375,68 90×12 ready
          outline 375,68 90×12 ready
          hatch 662,68 18×12 ready
          outline 662,68 18×12 ready
          fill 250,65 126×18 t0
          fill 465,65 36×18 t0
          fill 680,65 18×18 t0
          fill 160,96 640×1 line at 60 %
          line 447,118 to 573,118 wait
          hatch 286,112 108×12 ready
          outline 286,112 108×12 ready
          hatch 573,112 18×12 ready
          outline 573,112 18×12 ready
          fill 393,109 54×18 t1
          fill 590,109 54×18 t1
          text 704,78 "✓ done" done
          text 650,122 "✓ done" done
          fill 375,52 425×88 bg at 56 %
          arrow 573,102 to 573,114 muted
        anywhere
          text 164,42 "0 ms" muted
          text 315,42 "5 ms" muted
          text 528,42 "15 ms" muted
          text 623,42 "25 ms" muted
        anywhere
          line 375,28 to 375,140 accent
          fill 349,28 53×20 accent
          text 375,41 "12 ms" on-accent
        anywhere
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
            let scene = drawn.scene(&view);
            let bars = scene.lane_rect(lane.task).expect("both lanes are in view");
            let hit = scene.hit(view.px_from_position(position), middle(bars).1);
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
    assert_eq!(scene.hit(150.0, 96.0), Some(Hit::Fold(TaskId(1))));
    assert_eq!(scene.hit(60.0, 147.0), Some(Hit::Lane(TaskId(1))), "a row of futures");
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
    assert_eq!(scene.hit(150.0, 96.0), Some(Hit::Fold(TaskId(1))));
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
    assert!(has_text(&scene, "✕ dropped"));
    assert!(has_text(&scene, "✕ cancelled"));
    let is_dashed = |op: &DrawOp| matches!(op, DrawOp::Outline { is_dashed: true, ink: Ink::Task(1), .. });
    assert_eq!(scene.ops().filter(|op| is_dashed(op)).count(), 1);
    let spans = &drawn.lanes().at(1).expect("it has a lane").rows()[0].track();
    assert_eq!(spans.spans().map(|span| span.kind).filter(|kind| *kind == SpanKind::Running).count(), 1);
    for span in spans.spans().filter(|span| span.to.is_some_and(|to| drawn.axis().position(to) > 0.0)) {
        let to = span.to.unwrap_or(drawn.trace().end());
        let px =
            f64::midpoint(view.px_from_step(&drawn.axis(), span.from), view.px_from_step(&drawn.axis(), to));
        let hit = scene.hit(px, 219.0);
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
fn what_comes_after_the_cursor_is_faded_whether_it_moves_or_not() {
    let drawn = Drawn::of(AxisKind::Elastic, two_tasks());
    let veils = |is_playing, cursor| {
        let view = View { is_playing, cursor, ..drawn.view() };
        let veil = |op: &DrawOp| {
            let DrawOp::Fill { rect, ink: Ink::Background, opacity, .. } = *op else { return None };
            (opacity < 1.0).then_some((rect, opacity))
        };
        drawn.scene(&view).ops().filter_map(veil).collect::<Vec<_>>()
    };
    let [(rect, opacity)] = veils(false, Step(9))[..] else { panic!("there is one veil") };
    assert_eq!(rect.x, drawn.view().px_from_step(&drawn.axis(), Step(9)));
    assert!((0.5..0.62).contains(&opacity), "38 to 50 % are left to see");
    assert_eq!(veils(true, Step(9)), veils(false, Step(9)));
    assert_eq!(veils(false, drawn.trace().end()), []);
}

#[test]
fn neither_the_cursor_nor_a_cut_goes_through_the_words_that_say_how_a_task_ended() {
    let drawn = Drawn::of(AxisKind::Elastic, async {
        drop(spawn("early", async { work(ms(1)) }));
        for _ in 0..10 {
            sleep(ms(10)).await;
        }
        sleep(ms(60_000)).await;
    });
    let early = drawn.lanes().lane(TaskId(2)).and_then(taskscope_trace::Lane::end).expect("it ends").0;
    for step in early.0..=drawn.trace().end().0 {
        let view = View { cursor: Step(step), ..drawn.view() };
        let scene = drawn.scene(&view);
        let cursor = view.px_from_step(&drawn.axis(), view.cursor);
        let ends = texts(&scene).into_iter().filter(|(.., text)| text.starts_with('✓'));
        let mut count = 0;
        for (x, _, text) in ends {
            let width = f64::from(u32::try_from(text.chars().count()).expect("it is short")) * 7.8;
            assert!(cursor < x || cursor > x + width, "{text} at {x}, the cursor at {cursor}");
            count += 1;
        }
        assert_eq!(count, 2, "both tasks end");
    }
}

#[test]
fn a_running_task_says_at_which_line() {
    let drawn = Drawn::of(AxisKind::Steps, two_tasks());
    let steps = (0..drawn.trace().end().0).map(Step);
    let states: Vec<String> = steps
        .flat_map(|cursor| {
            let scene = drawn.scene(&View { cursor, ..drawn.view() });
            texts(&scene).into_iter().map(|(.., text)| text.to_owned()).collect::<Vec<_>>()
        })
        .collect();
    assert!(states.iter().any(|text| text.starts_with("running · line ")), "{states:?}");
}
