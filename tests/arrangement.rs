//! Which lanes are shown: in the order of spawning or as a tree, filtered by name and state.

use std::future::pending;
use std::time::Duration;

use taskscope_format::{Event, PlaceId, Record, TaskId, TextId};
use taskscope_runtime::{simulate, sleep, spawn, yield_now};
use taskscope_sorted::SortedSet;
use taskscope_trace::{Arrangement, LaneOrder, Phase, Run};

/// A run in which `main` spawns `mill` and `Miller`, and `mill` spawns `wheel` and `stone` later.
fn mill() -> Run {
    let words = simulate("main", async {
        let mill = spawn("mill", async {
            yield_now().await;
            drop(spawn("wheel", pending::<()>()));
            drop(spawn("stone", async {}));
            sleep(Duration::from_millis(5)).await;
        });
        drop(spawn("Miller", pending::<()>()));
        mill.await.expect("it grinds");
        pending::<()>().await;
    });
    run_of(words.words())
}

fn run_of(words: &[u32]) -> Run {
    let mut run = Run::default();
    run.append(words).expect("it is a trace");
    run
}

/// The lanes that are shown at the end: their depths and names.
fn shown(run: &Run, arrangement: &Arrangement) -> Vec<String> {
    let lanes = arrangement.arrange(run.lanes(), run.trace(), run.live_state());
    let one = |shown: &taskscope_trace::ShownLane| {
        let task = run.lanes().at(shown.lane).expect("what is shown is there").task;
        format!("{} {}", shown.depth, run.trace().task_name(task))
    };
    lanes.iter().map(one).collect()
}

fn tree() -> Arrangement {
    Arrangement { order: LaneOrder::Tree, ..Arrangement::default() }
}

#[test]
fn lanes_come_as_their_tasks_were_spawned_or_below_their_parents() {
    let run = mill();
    assert_eq!(shown(&run, &Arrangement::default()), ["0 main", "0 mill", "0 Miller", "0 wheel", "0 stone"]);
    assert_eq!(shown(&run, &tree()), ["0 main", "1 mill", "2 wheel", "2 stone", "1 Miller"]);
}

#[test]
fn a_filter_leaves_the_others_where_they_are() {
    let run = mill();
    let named = |name: &str| Arrangement { name: name.to_owned(), ..tree() };
    assert_eq!(shown(&run, &named("mill")), ["1 mill", "1 Miller"]);
    assert_eq!(shown(&run, &named("WHEEL")), ["2 wheel"]);
    assert_eq!(shown(&run, &named("nobody")), [""; 0]);
    let phased = |phases: &[Phase]| Arrangement { phases: phases.iter().copied().collect(), ..tree() };
    assert_eq!(shown(&run, &phased(&[Phase::Done])), ["1 mill", "2 stone"]);
    assert_eq!(shown(&run, &phased(&[Phase::Waiting])), ["0 main", "2 wheel", "1 Miller"]);
    let both = Arrangement { phases: SortedSet::from([Phase::Waiting]), ..named("mill") };
    assert_eq!(shown(&run, &both), ["1 Miller"]);
}

#[test]
fn a_task_that_says_it_was_spawned_by_itself_or_a_later_one_stands_at_the_left() {
    let text = [2, 0, 0, 0, 3, 0, 1, 1];
    let spawned = |task: u32, parent: Option<u32>| {
        let [task, parent] = [Some(task), parent].map(|id| id.map(TaskId));
        let task = task.expect("it has a number");
        Record::encode(Event::TaskSpawned { task, parent, name: TextId(0), place: PlaceId(0) }).0
    };
    let records = [spawned(1, Some(1)), spawned(2, Some(4)), spawned(3, Some(2)), spawned(4, Some(3))];
    let words: Vec<u32> = text.into_iter().chain(records.concat()).collect();
    let run = run_of(&words);
    let depths = tree().arrange(run.lanes(), run.trace(), run.live_state());
    let depths: Vec<_> = depths.iter().map(|shown| (shown.lane, shown.depth)).collect();
    assert_eq!(depths, [(0, 0), (1, 0), (2, 1), (3, 2)]);
}

#[test]
fn a_run_has_lanes_and_a_lane_has_rows_from_the_first_task_and_node_on() {
    assert!(Run::default().lanes().is_empty());
    let words = simulate("main", async { taskscope_runtime::join!(yield_now(), yield_now()) });
    let run = run_of(words.words());
    assert!(!run.lanes().is_empty());
    let lane = run.lanes().lanes().next().expect("main has a lane");
    assert_eq!(lane.rows().len(), 2);
    assert!(lane.rows().iter().all(|row| !row.is_empty() && row.node(0).is_some()));
}
