//! Statistics of runs: what demos show, and sums that hold for every program.

mod programs;

// Random programs are those that the runtime is tested with; they are formatted as their own package's edition has it.
#[rustfmt::skip]
#[path = "../crates/runtime/tests/model/program.rs"]
mod program;
#[rustfmt::skip]
#[path = "../crates/runtime/tests/model/world.rs"]
mod world;

use std::panic::Location;
use std::rc::Rc;
use std::time::Duration;

use expect_test::expect;
use proptest::prelude::{ProptestConfig, proptest};
use taskscope_format::{Micros, TaskId};
use taskscope_judge::{Findings, critical_path, wait_chains};
use taskscope_runtime::choose::Policy;
use taskscope_runtime::{Rules, simulate_with, spawn, work, yield_now};
use taskscope_tell::{micros_text, term_meaning, term_text};
use taskscope_trace::{Spent, State, Statistics, Step, TaskStatistics, Term, Trace, follow, outcomes};

use self::programs::{demo, senseless::senseless, traced};

/// Events after which a run is stopped: a random program can wake itself for ever.
const CAPACITY: usize = 2_000;

fn statistics(trace: &Trace) -> Statistics {
    let mut statistics = Statistics::default();
    outcomes(trace, |outcome| statistics.take(outcome));
    statistics
}

fn told(trace: &Trace) -> String {
    let statistics = statistics(trace);
    let lines = statistics.tasks().map(|task| {
        let TaskStatistics { polls, busy, ready, waiting, wakes, .. } = task;
        let time = |spent: Spent| micros_text(spent.time);
        let longest =
            |longest: Option<taskscope_trace::Longest>| longest.map_or("–".into(), |it| time(it.spent));
        format!(
            "{}: {polls} polls, busy {}, ready {}, waiting {}, {} wakes, longest poll {}, longest wait {}\n",
            trace.task_name(task.id),
            time(busy),
            time(ready),
            time(waiting),
            wakes.total(),
            longest(task.longest_poll),
            longest(task.longest_ready),
        )
    });
    lines.collect()
}

#[test]
fn the_bad_export_keeps_upload_ready_and_the_fixed_one_does_not() {
    expect![[r"
        main: 3 polls, busy 0 ms, ready 0 ms, waiting 156 ms, 4 wakes, longest poll 0 ms, longest wait 0 ms
        export: 1 polls, busy 100 ms, ready 0 ms, waiting 0 ms, 1 wakes, longest poll 100 ms, longest wait 0 ms
        upload: 5 polls, busy 8 ms, ready 100 ms, waiting 48 ms, 5 wakes, longest poll 2 ms, longest wait 100 ms
        progress: 1 polls, busy 0 ms, ready 100 ms, waiting 0 ms, 1 wakes, longest poll 0 ms, longest wait 100 ms
    "]].assert_eq(&told(&demo("export-and-upload", "bad")));
    expect![[r"
        main: 3 polls, busy 0 ms, ready 0 ms, waiting 108 ms, 4 wakes, longest poll 0 ms, longest wait 0 ms
        export: 6 polls, busy 100 ms, ready 8 ms, waiting 0 ms, 6 wakes, longest poll 20 ms, longest wait 2 ms
        upload: 5 polls, busy 8 ms, ready 52 ms, waiting 48 ms, 5 wakes, longest poll 2 ms, longest wait 20 ms
        progress: 6 polls, busy 0 ms, ready 28 ms, waiting 80 ms, 6 wakes, longest poll 0 ms, longest wait 20 ms
    "]].assert_eq(&told(&demo("export-and-upload", "fixed")));
}

#[test]
fn a_run_adds_up_its_tasks() {
    let trace = demo("export-and-upload", "fixed");
    let run = statistics(&trace).run();
    assert_eq!((run.tasks, run.makespan), (4, trace.end_time()));
    assert_eq!(run.wakes.spawn, 4);
    assert_eq!(run.wakes.itself, 5);
    assert_eq!(run.wakes.promises, 4);
    assert_eq!(run.busy.time, Micros(108_000));
    assert_eq!(
        run.longest_poll.map(|(task, longest)| (task, longest.spent.time)),
        Some((TaskId(2), Micros(20_000)))
    );
    assert!(run.fairness.is_some_and(|fairness| fairness.index > 0.0 && fairness.index < 1.0));
}

#[test]
fn equals_that_take_turns_are_treated_the_same() {
    let trace = traced(async {
        let tasks: Vec<_> = (0..4)
            .map(|_| {
                spawn("equal", async {
                    for _ in 0..5 {
                        work(Duration::from_millis(1));
                        yield_now().await;
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.expect("no task panics");
        }
    });
    let groups = statistics(&trace).fairness_of_equals();
    assert_eq!(groups.iter().map(|group| group.tasks).collect::<Vec<_>>(), [4]);
    assert!(groups[0].index > 0.98, "{groups:?}");
}

#[test]
fn tasks_that_were_polled_once_had_no_chance_to_be_treated_unfairly() {
    let two_take_turns = |passers_by: usize| {
        let trace = traced(async move {
            let turns = || async {
                for _ in 0..5 {
                    work(Duration::from_millis(1));
                    yield_now().await;
                }
            };
            let tasks = [spawn("one", turns()), spawn("other", turns())];
            // Each waits for all before it, and is over with its first poll.
            for _ in 0..passers_by {
                drop(spawn("passer-by", async { work(Duration::from_millis(1)) }));
            }
            for task in tasks {
                task.await.expect("no task panics");
            }
        });
        let run = statistics(&trace).run();
        run.fairness.expect("two tasks were polled more than once").tasks
    };
    // The main task is polled more than once as well.
    assert_eq!((two_take_turns(0), two_take_turns(6)), (3, 3));
}

#[test]
fn the_queue_is_as_deep_as_tasks_were_spawned_at_once() {
    let depth = statistics(&demo("export-and-upload", "bad")).queue_depth();
    let most = depth.buckets.iter().map(|bucket| bucket.most).max();
    assert_eq!(most, Some(3));
    assert!(depth.buckets.len() <= 256);
}

#[test]
fn every_term_has_a_line_to_explain_it() {
    for term in Term::ALL {
        let meaning = term_meaning(term);
        assert!(meaning.ends_with('.') && meaning.len() < 120, "{}", term_text(term));
    }
}

/// Busy, ready and waiting are the lifetime of every task at every step.
fn check_sums(trace: &Trace) {
    let mut statistics = Statistics::default();
    outcomes(trace, |outcome| {
        statistics.take(outcome);
        for task in statistics.tasks() {
            let time = task.busy.time.0 + task.ready.time.0 + task.waiting.time.0;
            let steps = task.busy.steps + task.ready.steps + task.waiting.steps;
            assert_eq!((Micros(time), steps), (task.lifetime.time, task.lifetime.steps));
        }
    });
    let run = statistics.run();
    for task in statistics.tasks() {
        assert!(task.lifetime.time <= run.makespan);
    }
}

/// On one thread, tasks are busy one after the other.
fn check_run(trace: &Trace) {
    check_sums(trace);
    let run = statistics(trace).run();
    assert!(run.busy.time <= run.makespan);
    assert_eq!(run.polls, statistics(trace).tasks().map(|task| task.polls).sum::<u64>());
}

#[test]
fn sums_hold_whatever_events_come() {
    for seed in 1..20 {
        check_sums(&senseless(seed * 31_337, 800));
    }
    check_sums(&Trace::default());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_programs_can_be_counted_judged_and_explained(program in program::program(), seed in 0..4_u64) {
        let policy = if seed % 2 == 0 { Policy::Fifo } else { Policy::Random };
        let rules = Rules::default().with_policy(policy).with_seed(seed);
        let world = Rc::new(world::World::default());
        let inside = Rc::clone(&world);
        let main = async move { inside.main(Rc::from(program)).await };
        let run = simulate_with(CAPACITY, rules, "main", main, Location::caller());
        world.check_drops();
        let mut trace = Trace::default();
        trace.append(run.words()).expect("a recorder writes a trace");
        check_run(&trace);
        let mut findings = Findings::default();
        follow(&trace, |moment| {
            findings.take(moment);
            check_chains(moment.state, &trace);
        });
        let path = critical_path(&trace);
        assert_eq!(path.last().map(|segment| segment.to), Some(trace.end()));
        assert_eq!(path.first().map(|segment| segment.from), Some(Step(0)));
    }
}

fn check_chains(state: &State, trace: &Trace) {
    for task in state.tasks.values() {
        for chain in wait_chains(state, task.id) {
            assert!(!taskscope_tell::chain_end_sentence(trace, state, &chain.end).is_empty());
        }
    }
}
