//! Runs of no task, of very many tasks and events, and names that are too long.

use taskscope_format::TaskId;
use taskscope_runtime::{join, simulate, sleep, spawn, work, yield_now};
use taskscope_scene::{
    Arrows, DrawOp, Hit, Ink, Overview, Point, View, content_height, max_scroll, overview_width, scene,
    scene_with,
};
use taskscope_trace::{Arrangement, AxisKind, Run};

use crate::support::{Drawn, KINDS, Zoom, has_text, ms, texts};

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
    assert_eq!(max_scroll(&model, &view), 0.0);
    assert_eq!(scene.scroller(), None);
}

#[test]
fn a_picture_of_no_size_is_drawn_without_complaint() {
    let drawn = Drawn::of(AxisKind::Elastic, crowd(3, 3));
    for (width, height) in [(0.0, 0.0), (1.0, 500.0), (90.0, 40.0)] {
        let view = View { cursor: drawn.trace().end(), ..View::new(width, height, &drawn.axis()) };
        assert!(drawn.scene(&view).ops().count() < MOST);
    }
}

/// As the timeline sets up its view: with room for an overview where one is needed.
fn with_overview(drawn: &Drawn, view: View) -> View {
    View { overview: drawn.with_model(&view, |model| overview_width(model, &view)), ..view }
}

#[test]
fn of_many_tasks_those_in_view_are_drawn_below_the_main_task() {
    let drawn = Drawn::of(AxisKind::Elastic, crowd(200, 4));
    let view = with_overview(&drawn, drawn.view());
    assert_eq!(view.overview, 112.0);
    let most = drawn.with_model(&view, |model| max_scroll(model, &view));
    assert_eq!(most, drawn.with_model(&view, content_height) - 400.0);
    assert_eq!(most, 52.0 + 56.0 + 4.0 + 200.0 * 11.0 + 4.0 - 400.0);
    for (scroll, first) in [(0.0, 1), (110.0, 11), (1110.0, 101), (most, 175)] {
        let view = View { scroll, ..view };
        let scene = drawn.scene(&view);
        assert_eq!(scene.hit(50.0, 80.0), Some(Hit::Lane(TaskId(1))), "main stays on top");
        assert!(has_text(&scene, "main") && has_text(&scene, "201 lanes"));
        let Some(Hit::Lane(TaskId(hit))) = scene.hit(50.0, 114.0) else { panic!("a lane is below it") };
        assert!(hit.abs_diff(first + 1) <= 1, "{hit} is below main at {scroll}");
        let names = texts(&scene).iter().filter(|(.., text)| text.starts_with("task ")).count();
        assert!((4..=6).contains(&names), "every fifth of 26 lanes has its name: {names} at {scroll}");
        let top = scene.layers[1].clip.expect("names are cut at the lane on top").y;
        assert_eq!(top, View::LANES_TOP + 56.0);
    }
}

#[test]
fn lanes_are_as_high_as_their_number_lets_them() {
    let height = |tasks, room: f64| {
        let drawn = Drawn::of(AxisKind::Elastic, crowd(tasks, 2));
        let view = View { height: room, ..drawn.view() };
        let rects = [1, 2].map(|task| drawn.scene(&view).lane_rect(TaskId(task)));
        let [Some(first), Some(second)] = rects else { panic!("both are in view: {rects:?}") };
        (second.y - first.y, first.height)
    };
    assert_eq!(height(1, 900.0), (80.0, 32.0));
    assert_eq!(height(3, 900.0), (64.0, 27.0));
    assert_eq!(height(7, 900.0), (48.0, 20.0));
    assert_eq!(height(19, 900.0), (36.0, 15.0));
    assert_eq!(height(3, 252.0), (50.0, 21.0), "in a low picture lanes shrink before they scroll");
    assert_eq!(height(3, 100.0), (32.0, 13.0), "and stay high enough to be read");
}

#[test]
fn every_lane_is_found_where_it_is_drawn_at_all_heights() {
    for (tasks, height) in
        [(1, 300.0), (3, 300.0), (7, 200.0), (19, 900.0), (19, 300.0), (60, 400.0), (200, 500.0)]
    {
        let drawn = Drawn::of(AxisKind::Steps, crowd(tasks, 3));
        let view = with_overview(&drawn, View { height, ..drawn.view() });
        let most = drawn.with_model(&view, |model| max_scroll(model, &view));
        for scroll in [0.0, most / 2.0, most] {
            let view = View { scroll, ..view };
            let scene = drawn.scene(&view);
            let mut found = 0;
            for task in (1..=u32::try_from(tasks).expect("few") + 1).map(TaskId) {
                let Some(bars) = scene.lane_rect(task) else { continue };
                let y = bars.y + bars.height / 2.0;
                let is_covered = task != TaskId(1) && tasks > 20 && y < View::LANES_TOP + 56.0;
                if y >= View::LANES_TOP && y < height && !is_covered {
                    assert_eq!(
                        scene.hit(20.0, y),
                        Some(Hit::Lane(task)),
                        "{tasks} tasks, scrolled by {scroll}"
                    );
                    found += 1;
                }
            }
            assert!(found > 1, "{found} of {tasks} lanes are in view");
        }
    }
}

#[test]
fn an_overview_shows_all_lanes_and_scrolls_them() {
    let drawn = Drawn::of(AxisKind::Elastic, crowd(200, 4));
    let view = with_overview(&drawn, drawn.view());
    let scene = drawn.scene(&view);
    let scroller = scene.scroller().expect("not all lanes are in view");
    assert_eq!((scroller.track.x, scroller.track.width), (888.0, 112.0));
    assert_eq!(scroller.thumb.y, scroller.track.y);
    let lines =
        scene.ops().filter(|op| matches!(op, DrawOp::Density { rect, .. } if rect.x >= scroller.track.x));
    assert!(lines.count() > 100, "a line for each lane, as far as lines can be told apart");
    // Dragged to its end, it shows the last lanes, and the frame is at the end too.
    let held = scroller.hold_at(scroller.thumb.y + 5.0);
    assert_eq!(held, 5.0);
    assert_eq!(scroller.scroll_at(scroller.thumb.y + 5.0, held), 0.0);
    let end = scroller.scroll_at(2_000.0, held);
    assert_eq!(end, drawn.with_model(&view, |model| max_scroll(model, &view)));
    let last = drawn.scene(&View { scroll: end, ..view });
    let thumb = last.scroller().expect("it stays").thumb;
    assert!((thumb.bottom() - scroller.track.bottom()).abs() < 0.01, "{thumb}");
    assert!(last.lane_rect(TaskId(201)).is_some() && scene.lane_rect(TaskId(201)).is_none());
    // A press beside the frame brings its middle there.
    let y = scroller.track.bottom() - 100.0;
    let jumped = View { scroll: scroller.scroll_at(y, scroller.hold_at(y)), ..view };
    let thumb = drawn.scene(&jumped).scroller().expect("it stays").thumb;
    assert!((thumb.y + thumb.height / 2.0 - y).abs() < 0.01);
    assert_eq!(scene.hit(950.0, 200.0), None, "nothing of the plot is below it");
    assert_eq!(scene.plot_right(), 888.0);
}

#[test]
fn an_overview_is_kept_until_the_run_has_grown_or_its_lanes_are_others() {
    let recording = simulate("main", crowd(200, 4));
    let words = recording.words();
    let part = |share: usize| &words[..words.len() / 8 / 100 * share * 4];
    let mut known = Overview::default();
    let mut lines = |drawn: &Drawn, scroll: f64| {
        let view = with_overview(drawn, View { scroll, ..drawn.view() });
        let kept = drawn.with_model(&view, |model| scene_with(model, &view, &mut known));
        let is_new = kept == drawn.scene(&view);
        let left = view.right();
        let lines = kept.ops().filter(|op| matches!(op, DrawOp::Density { rect, .. } if rect.x > left));
        (lines.cloned().collect::<Vec<_>>(), is_new)
    };
    let [early, soon, later] = [180, 181, 195].map(|share| Drawn::new(AxisKind::Elastic, part(share)));
    let (first, _) = lines(&early, 0.0);
    assert!(first.len() > 100);
    assert_eq!(lines(&early, 500.0), (first.clone(), true), "what is in view makes no difference");
    assert_eq!(lines(&soon, 0.0), (first.clone(), false), "a little more was recorded");
    let (grown, is_new) = lines(&later, 0.0);
    assert!(is_new && grown != first);
    let all = Drawn::new(AxisKind::Elastic, words);
    assert!(lines(&all, 0.0).1, "the whole run is drawn as it is");
    let mut other = Drawn::new(AxisKind::Elastic, words);
    other.arrangement.name = "1".to_owned();
    assert!(lines(&other, 0.0).1, "with other lanes, too");
}

#[test]
fn few_lanes_that_do_not_fit_have_a_plain_scrollbar() {
    let drawn = Drawn::of(AxisKind::Elastic, crowd(19, 2));
    let view = with_overview(&drawn, View { height: 300.0, ..drawn.view() });
    assert_eq!(view.overview, 0.0);
    let scroller = drawn.scene(&view).scroller().expect("20 lanes do not fit");
    assert_eq!(scroller.track.right(), view.width);
    assert!(scroller.track.width <= 12.0);
    let all = View { height: 900.0, ..view };
    assert_eq!(drawn.scene(&all).scroller(), None);
}

#[test]
fn very_many_spawns_are_no_slab() {
    let drawn = Drawn::of(AxisKind::Elastic, crowd(200, 4));
    // Short ones mark wakes that come from no lane.
    let is_long = |from: Point, to: Point| (to.y - from.y).abs() > 14.0;
    let arrows = |arrows, selected| {
        let view = with_overview(&drawn, View { arrows, selected, ..drawn.view() });
        let scene = drawn.scene(&view);
        let mut ends: Vec<f64> = scene
            .ops()
            .filter_map(|op| {
                if let DrawOp::Arrow { from, to, .. } = op {
                    is_long(*from, *to).then_some(from.x)
                } else {
                    None
                }
            })
            .collect();
        ends.sort_by(f64::total_cmp);
        ends
    };
    let of_main = arrows(Arrows::Selected, Some(TaskId(1)));
    assert!(!of_main.is_empty() && of_main.len() < 60, "{} arrows", of_main.len());
    assert!(of_main.windows(2).all(|pair| pair[1] - pair[0] >= 2.0), "{of_main:?}");
    let of_one = arrows(Arrows::Selected, Some(TaskId(20)));
    assert_eq!(arrows(Arrows::All, Some(TaskId(20))), of_one, "of very many tasks only the selected one");
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
    let lane = scene.lane_rect(TaskId(2)).expect("its lane is in view");
    let Some(Hit::Span { task, from, to, .. }) = scene.hit(400.0, lane.y + 8.0) else {
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
