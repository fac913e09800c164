//! What the panes show, as far as it is found without a browser: graphs of waits, trees of futures, what a task did, and
//! followers that are asked late.

mod programs;

use std::rc::Rc;
use std::time::Duration;

use expect_test::{Expect, expect};
use programs::{demo, senseless::senseless, traced};
use taskscope_format::{Event, TaskId};
use taskscope_judge::{Findings, JudgedRun};
use taskscope_runtime::sync::{Mutex, Semaphore};
use taskscope_runtime::{join, mark, named, sleep, spawn, timeout};
use taskscope_scene::graph::{WaitGraph, wait_graph};
use taskscope_simulate::Simulate as _;
use taskscope_trace::{SpanKind, State, Statistics, Step, Trace, follow, node_tree, outcomes, task_story};

fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

/// The state at the first mark, or at the end.
fn marked(run: &JudgedRun) -> State {
    let trace = run.trace();
    let mut events = trace.between(Step(0), trace.end());
    let mark = events.find(|(_, event)| matches!(event, Event::Mark { .. }));
    run.state_at(mark.map_or(trace.end(), |(step, _)| step))
}

/// Boxes with their places, and arrows; `*` marks what is in a circle.
fn text(graph: &WaitGraph) -> String {
    let star = |is_in_circle: bool| if is_in_circle { "*" } else { "" };
    let boxes = graph.boxes.iter().map(|one| {
        let (x, y) = (one.rect.x, one.rect.y);
        format!("{}{} ({}) at {x:.0},{y:.0}\n", one.title, star(one.is_in_circle), one.note)
    });
    let arrows = graph.arrows.iter().map(|arrow| {
        let title = |index: usize| graph.boxes[index].title.as_str();
        let (from, to) = (title(arrow.from), title(arrow.to));
        format!("{from} {} {to}{}\n", arrow.link.words(), star(arrow.is_in_circle))
    });
    boxes.chain(arrows).collect()
}

fn check_graph(trace: Trace, expected: &Expect) {
    let run = JudgedRun::from(trace);
    let graph = wait_graph(&marked(&run), run.trace(), 40);
    expected.assert_eq(&text(&graph));
}

#[test]
fn a_deadlock_is_a_circle() {
    let trace = traced(async {
        let (one, other) = (Rc::new(Mutex::new(0)), Rc::new(Mutex::new(0)));
        let take = |first: &Rc<Mutex<i32>>, second: &Rc<Mutex<i32>>| {
            let (first, second) = (Rc::clone(first), Rc::clone(second));
            async move {
                let guard = first.lock().await;
                sleep(millis(1)).await;
                drop(second.lock().await);
                drop(guard);
            }
        };
        let alice = spawn("alice", take(&one, &other));
        let bob = spawn("bob", take(&other, &one));
        alice.await.and(bob.await).expect("no task panics");
    });
    check_graph(
        trace,
        &expect![[r"
        main (waiting · alice to end) at 12,4
        alice* (waiting · mutex 2) at 12,76
        mutex 2* () at 4,148
        bob* (waiting · mutex 1) at 4,220
        mutex 1* () at 12,292
        main waits for alice
        alice waits for mutex 2*
        mutex 2 is held by bob*
        bob waits for mutex 1*
        mutex 1 is held by alice*
    "]],
    );
}

#[test]
fn those_that_wait_for_permits_stand_above_those_that_have_them() {
    let trace = traced(async {
        let permits = Rc::new(Semaphore::new(1));
        for name in ["first", "second", "third", "fourth", "fifth"] {
            let permits = Rc::clone(&permits);
            drop(spawn(name, async move {
                let permit = permits.acquire().await;
                sleep(millis(5)).await;
                drop(permit);
            }));
        }
        sleep(millis(1)).await;
        mark("now");
    });
    check_graph(
        trace,
        &expect![[r"
        second (waiting · semaphore 1) at 4,4
        semaphore 1 (0 of 1 permits left) at 134,148
        third (waiting · semaphore 1) at 134,4
        fourth (waiting · semaphore 1) at 264,4
        fifth (waiting · semaphore 1) at 126,76
        first (waiting · timer) at 134,220
        main (running) at 134,292
        second waits for semaphore 1
        semaphore 1 is held by first
        third waits for semaphore 1
        fourth waits for semaphore 1
        fifth waits for semaphore 1
    "]],
    );
}

#[test]
fn a_graph_is_never_too_large_and_nothing_in_it_stands_on_something_else() {
    for seed in 1..40 {
        let run = JudgedRun::from(senseless(seed, 400));
        for step in (0..run.trace().end().0).step_by(37) {
            let state = run.state_at(Step(step));
            let graph = wait_graph(&state, run.trace(), 5);
            assert!(graph.boxes.len() <= 5);
            for (index, one) in graph.boxes.iter().enumerate() {
                assert!(
                    one.rect.x >= 0.0 && one.rect.right() <= graph.width && one.rect.bottom() <= graph.height
                );
                let is_apart = |other: &taskscope_scene::graph::GraphBox| {
                    other.rect.x >= one.rect.right()
                        || other.rect.y >= one.rect.bottom()
                        || one.rect.x >= other.rect.right()
                        || one.rect.y >= other.rect.bottom()
                };
                assert!(graph.boxes[index + 1..].iter().all(is_apart), "{}", text(&graph));
            }
            for arrow in &graph.arrows {
                assert!(
                    arrow.from < graph.boxes.len() && arrow.to < graph.boxes.len() && arrow.points.len() > 1
                );
            }
        }
    }
}

#[test]
fn futures_stand_below_those_they_are_in() {
    let trace = traced(async {
        let inner = named("inner", async {
            let (one, other) = (sleep(millis(20)), sleep(millis(30)));
            join!(one, other)
        });
        let late = async {
            sleep(millis(1)).await;
            mark("now");
        };
        let (done, ()) = join!(timeout(millis(50), inner), late);
        done.expect("there is time enough");
    });
    let run = JudgedRun::from(trace);
    let state = marked(&run);
    let (tree, count) = node_tree(&state, TaskId(1), 30);
    let lines = tree.iter().map(|one| {
        let label = run.trace().text(one.node.label);
        format!("{}{label}: {}\n", "  ".repeat(one.depth), one.awaits.len())
    });
    expect![[r"
        timeout(millis(50), inn…: 1
          timeout: 0
            inner: 0
              one: 1
              other: 1
        late: 0
    "]]
    .assert_eq(&lines.collect::<String>());
    assert_eq!((tree.len(), node_tree(&state, TaskId(1), 2).0.len()), (count, 2));
    for seed in 1..20 {
        let run = JudgedRun::from(senseless(seed, 300));
        for task in 0..5 {
            let (tree, count) = node_tree(run.live_state(), TaskId(task), 1000);
            assert_eq!(tree.len(), count, "every future has a place");
        }
    }
}

#[test]
fn what_a_task_did_is_told_from_the_last_to_the_first() {
    let run = JudgedRun::from(demo("export-and-upload", "fixed"));
    let story = task_story(&run, TaskId(3), Step(84), 4);
    let kinds: Vec<_> = story.spans.iter().map(|span| span.kind).collect();
    assert_eq!(kinds, [SpanKind::Running, SpanKind::Ready, SpanKind::Waiting, SpanKind::Running]);
    assert_eq!(story.last_poll, story.spans.first().map(|span| span.from));
    assert!(story.earlier > 0 && story.spans.iter().all(|span| span.from <= Step(84)));
    assert_eq!(task_story(&run, TaskId(3), Step(0), 4).spans, []);
    assert_eq!(task_story(&run, TaskId(99), Step(84), 4).spans, []);
}

#[test]
fn followers_that_are_asked_late_know_the_same() {
    let trace = demo("export-and-upload", "bad");
    let (mut findings, mut statistics) = (Findings::default(), Statistics::default());
    follow(&trace, |moment| findings.take(moment));
    outcomes(&trace, |outcome| statistics.take(outcome));
    let words = taskscope_gallery::find("export-and-upload")
        .map(|demo| demo.variants[0].simulate(demo.default_knobs()).words().to_vec());
    let words = words.expect("the demo is in the gallery");
    let mut run = JudgedRun::default();
    for part in words.chunks(40) {
        run.append(part).expect("a recorder writes a trace");
        // One is asked all the time, the other at the end.
        drop(run.statistics());
    }
    assert!(run.findings_soon(3).is_none(), "too much has to be looked at");
    assert_eq!(run.statistics().run(), statistics.run());
    assert_eq!(run.findings().list(), findings.list());
    assert!(run.findings_soon(0).is_some());
}
