//! A chooser that aborts what it was offered.

use std::cell::RefCell;
use std::panic::Location;
use std::rc::Rc;

use taskscope_format::RunEnd;
use taskscope_runtime::choose::{Choice, Choose, Chooser, Policy};
use taskscope_runtime::record::Recorder;
use taskscope_runtime::{simulate_with, spawn, AbortHandle, Rules};

/// Aborts a task as soon as there are two, and then takes the second.
#[derive(Default)]
struct Aborts(RefCell<Option<AbortHandle>>);

impl Choose for Aborts {
    fn choose(&self, choice: Choice) -> usize {
        if choice != (Choice::Next { ready: 2 }) {
            return 0;
        }
        self.0.take().map_or(0, |task| {
            task.abort();
            1
        })
    }
}

#[test]
fn a_chooser_may_abort_a_task_that_it_was_offered() {
    for policy in [Policy::Fifo, Policy::LifoSlot { cap: None }, Policy::Random, Policy::Priority] {
        let chooser = Rc::new(Aborts::default());
        let aborts = Rc::clone(&chooser);
        let rules = Rules::default()
            .with_policy(policy.clone())
            .with_chooser(Chooser::new(chooser as Rc<dyn Choose>));
        let main = async move {
            let aborted = spawn("aborted", async {});
            let spawns = spawn("spawns", async { spawn("last", async {}).await });
            aborts.0.replace(Some(aborted.abort_handle()));
            assert!(matches!(spawns.await, Ok(Ok(()))));
            assert!(aborted.await.is_err());
        };
        let run = simulate_with(Recorder::DEFAULT_CAPACITY, rules, "main", main, Location::caller());
        assert_eq!(run.end(), Some(RunEnd::Finished), "{policy:?}");
    }
}
