//! The end of a run, with destructors that call back.

use std::cell::Cell;
use std::future::pending;
use std::rc::Rc;

use taskscope_format::RunEnd;
use taskscope_runtime::{simulate, sleep, spawn};

use crate::scene::{Flag, OnDrop, Scene};

#[test]
fn the_trace_has_every_drop_before_the_end_of_the_run_also_when_the_main_task_is_aborted() {
    let scene = Scene::new();
    let drops = Rc::new(Cell::new(0));
    let (flag, others) = (Flag(Rc::clone(&drops)), Rc::clone(&drops));
    let main = scene.executor.start("main", async move {
        let _flag = flag;
        for _ in 0..2 {
            let flag = Flag(Rc::clone(&others));
            drop(spawn("other", async move {
                let _marks = OnDrop(|| taskscope_runtime::mark("dropped"));
                let _flag = flag;
                pending::<()>().await;
            }));
        }
        pending::<()>().await;
    });
    scene.host.turn();
    main.abort();
    assert_eq!(scene.executor.ended(), Some(RunEnd::Finished));
    assert_eq!(drops.get(), 3);
    let story = scene.story();
    assert_eq!(story.matches("dropped").count(), 2, "{story}");
    assert!(story.trim_end().ends_with("run ended: Finished"), "{story}");
}

#[test]
fn what_a_destructor_does_is_recorded_also_between_turns() {
    let scene = Scene::new();
    let handle = scene.executor.spawn("task", async {
        let _spawns = OnDrop(|| drop(spawn("heir", async {})));
        pending::<()>().await;
    });
    scene.host.turn();
    handle.abort();
    scene.host.turn();
    let story = scene.story();
    assert!(story.contains("heir spawned") && story.contains("heir done"), "{story}");
}

#[test]
fn a_destructor_may_end_everything_else() {
    let run = simulate("main", async {
        let last = spawn("last", pending::<()>());
        let first = spawn("first", async move {
            let _aborts = OnDrop(|| last.abort());
            pending::<()>().await;
        });
        sleep(std::time::Duration::from_millis(1)).await;
        drop(first);
    });
    assert_eq!(run.end(), Some(RunEnd::Finished));
    let text = taskscope_format::transcript(run.words()).expect("it is a trace");
    assert_eq!(text.matches("last cancelled").count(), 1, "{text}");
}
