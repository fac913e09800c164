//! Choices: what a run offers to a chooser, and what becomes of it.
#![cfg(not(target_arch = "wasm32"))]

use std::cell::RefCell;
use std::panic::Location;
use std::rc::Rc;
use std::time::Duration;

use taskscope_format::RunEnd;
use taskscope_runtime::choose::{Choice, Choose, Chooser, Chosen, Policy, Replayer, Schedule};
use taskscope_runtime::record::{Recorder, Recording};
use taskscope_runtime::sync::Notify;
use taskscope_runtime::{
    println, race, select, simulate_with, sleep, spawn, work, yield_now, AbortHandle, Builder, Instant,
    JoinHandle, Rules,
};

/// Takes the options of a list, then always the first, and keeps what was offered.
#[derive(Default)]
struct List {
    options: Vec<usize>,
    offered: RefCell<Vec<Choice>>,
}

impl Choose for List {
    fn choose(&self, choice: Choice) -> usize {
        let mut offered = self.offered.borrow_mut();
        offered.push(choice);
        self.options.get(offered.len() - 1).copied().unwrap_or(0)
    }
}

fn run<F: std::future::Future<Output = ()> + 'static>(rules: Rules, main: F) -> Recording {
    simulate_with(Recorder::DEFAULT_CAPACITY, rules, "main", main, Location::caller())
}

/// Runs `main` with these options taken; returns what it printed and what it was offered.
fn choose<F: std::future::Future<Output = ()> + 'static>(
    policy: Policy,
    options: &[usize],
    main: F,
) -> (Vec<String>, Vec<Choice>) {
    let list = Rc::new(List { options: options.to_vec(), ..List::default() });
    let chooser = Some(Chooser::new(Rc::clone(&list) as Rc<dyn Choose>));
    let recording = run(Rules::default().with_policy(policy).with_chooser(chooser), main);
    let offered = list.offered.take();
    (recording.output(), offered)
}

/// Three tasks that say their names twice, the second of them more important than the others.
async fn three() {
    let speak = |name: &'static str| async move {
        println!("{name}1");
        yield_now().await;
        println!("{name}2");
    };
    let a = spawn("a", speak("a"));
    let b = Builder::new("b").priority(1).spawn(speak("b"));
    let c = spawn("c", speak("c"));
    for task in [a, b, c] {
        task.await.expect("speaking does not panic");
    }
}

const POLICIES: [Policy; 5] = [
    Policy::Fifo,
    Policy::LifoSlot { cap: None },
    Policy::LifoSlot { cap: Some(1) },
    Policy::Random,
    Policy::Priority,
];

/// Tasks, draws and timers: every kind of choice.
async fn everything() {
    let bell = Rc::new(Notify::new());
    let listener = Rc::clone(&bell);
    let listener = spawn("listener", async move { listener.notified().await });
    three().await;
    for _ in 0..5 {
        select! {
            () = yield_now() => println!("left"),
            () = yield_now() => println!("right"),
        }
    }
    let sleeper = spawn("sleeper", sleep(Duration::from_millis(3)));
    sleep(Duration::from_millis(2)).await;
    bell.notify_one();
    listener.await.and(sleeper.await).expect("nothing panics");
}

#[test]
fn without_deviations_a_run_is_what_it_is_without_a_chooser() {
    for policy in POLICIES {
        for seed in 0..20 {
            let plain = Rules::default().with_policy(policy.clone()).with_seed(seed);
            let list = Rc::new(List::default());
            let chosen = plain.clone().with_chooser(Chooser::new(Rc::clone(&list) as _));
            assert_eq!(run(plain, everything()).events(), run(chosen, everything()).events(), "{policy:?}");
            let offered = list.offered.take();
            assert!(offered.iter().any(|choice| matches!(choice, Choice::First { .. })), "{policy:?}");
            assert!(offered.iter().all(|choice| choice.options() > 1), "{policy:?}: {offered:?}");
        }
    }
}

#[test]
fn any_ready_task_can_be_next_and_the_others_keep_their_order() {
    for (option, expected) in [(0, ["a1", "b1", "c1"]), (1, ["b1", "a1", "c1"]), (2, ["c1", "a1", "b1"])] {
        let (output, offered) = choose(Policy::Fifo, &[option], three());
        assert_eq!(output[..3], expected);
        assert_eq!(offered[..2], [Choice::Next { ready: 3 }, Choice::Next { ready: 3 }]);
    }
}

#[test]
fn every_order_of_three_tasks_can_be_chosen() {
    let mut orders = Vec::new();
    for first in 0..3 {
        for second in 0..3 {
            let (mut output, _) = choose(Policy::Fifo, &[first, second], three());
            output.retain(|line| line.ends_with('1'));
            orders.push(output);
        }
    }
    orders.sort();
    orders.dedup();
    assert_eq!(orders.len(), 6, "{orders:?}");
}

#[test]
fn a_priority_is_kept_and_only_ties_are_offered() {
    for options in [[0, 0], [1, 0], [1, 1]] {
        let (output, offered) = choose(Policy::Priority, &options, three());
        assert_eq!(output[..2], ["b1", "b2"]);
        assert_eq!(offered[0], Choice::Next { ready: 2 });
        let first = ["a1", "c1"][options[0]];
        assert_eq!(output[2], first);
    }
}

#[test]
fn the_task_of_the_slot_can_be_passed_over_and_stays_in_it() {
    let (own, _) = choose(Policy::LifoSlot { cap: None }, &[], three());
    assert_eq!(own[0], "c1", "the last one spawned is in the slot");
    let (output, offered) = choose(Policy::LifoSlot { cap: None }, &[2], three());
    assert_eq!(offered[0], Choice::Next { ready: 3 });
    assert_eq!(output[..2], ["b1", "c1"]);
}

#[test]
fn an_option_that_does_not_exist_is_the_first() {
    let (output, _) = choose(Policy::Fifo, &[3, 99], three());
    assert_eq!(output, choose(Policy::Fifo, &[], three()).0);
}

#[test]
fn each_branch_of_a_select_and_a_race_can_be_first() {
    let selected = |option| {
        let main = async {
            select! {
                () = async { println!("a") } => {}
                () = async { println!("b") } => {}
                () = async { println!("c") } => {}
            }
        };
        choose(Policy::Fifo, &[option], main)
    };
    let mut lines: Vec<String> = (0..3).flat_map(|option| selected(option).0).collect();
    lines.sort();
    assert_eq!(lines, ["a", "b", "c"]);
    assert_eq!(selected(0).1, [Choice::First { branches: 3 }]);
    let raced = |option| {
        let main = async {
            race(async { println!("left") }, async { println!("right") }).await;
        };
        choose(Policy::Fifo, &[option], main)
    };
    let mut lines: Vec<String> = (0..2).flat_map(|option| raced(option).0).collect();
    lines.sort();
    assert_eq!(lines, ["left", "right"]);
    assert_eq!(raced(1).1, [Choice::First { branches: 2 }]);
}

#[test]
fn a_biased_select_offers_nothing() {
    let main = async {
        select! {
            biased;
            () = async { println!("a") } => {}
            () = async { println!("b") } => {}
        }
    };
    assert_eq!(choose(Policy::Fifo, &[1], main), (vec!["a".to_owned()], Vec::new()));
}

/// Says when it hears of each alarm.
async fn alarms() {
    let wait = |name: &'static str, millis| async move {
        sleep(Duration::from_millis(millis)).await;
        println!("{name} at {:?}", Instant::now());
    };
    let tasks = [("a", 10), ("b", 20), ("c", 30)].map(|(name, millis)| spawn(name, wait(name, millis)));
    for task in tasks {
        task.await.expect("waiting does not panic");
    }
}

#[test]
fn a_late_alarm_is_heard_with_all_that_became_due_meanwhile() {
    let times = |option| {
        // Two choices among the three tasks come before the first alarm.
        let (output, offered) = choose(Policy::Fifo, &[0, 0, option], alarms());
        (output, offered[2..].to_vec())
    };
    let (on_time, offered) = times(0);
    assert_eq!(offered, [Choice::Alarm { moments: 3 }, Choice::Alarm { moments: 2 }]);
    let (late, offered) = times(1);
    assert_eq!(offered[..2], [Choice::Alarm { moments: 3 }, Choice::Next { ready: 2 }]);
    assert_eq!(late.len(), 3);
    assert_eq!(late[0].replace("a at", "b at"), late[1], "both are heard at the same moment");
    assert_eq!(late[1..], on_time[1..]);
    let (latest, _) = times(2);
    assert_eq!(latest[2], on_time[2]);
    assert_eq!(latest[0].replace("a at", "c at"), latest[2]);
}

#[test]
fn a_timer_that_is_due_while_a_task_works_is_never_late() {
    let main = async {
        let timer = spawn("timer", sleep(Duration::from_millis(5)));
        yield_now().await;
        work(Duration::from_millis(10));
        timer.await.expect("sleeping does not panic");
    };
    let (_, offered) = choose(Policy::Fifo, &[], main);
    assert!(!offered.iter().any(|choice| matches!(choice, Choice::Alarm { .. })), "{offered:?}");
}

/// Aborts a task each time it is asked, and takes the last option.
#[derive(Default)]
struct Hostile(RefCell<Vec<AbortHandle>>);

impl Choose for Hostile {
    fn choose(&self, choice: Choice) -> usize {
        let next = self.0.borrow_mut().pop();
        if let Some(task) = next {
            task.abort();
        }
        choice.options() - 1
    }
}

#[test]
fn a_chooser_that_aborts_what_it_is_offered_does_no_harm() {
    for policy in POLICIES {
        let hostile = Rc::new(Hostile::default());
        let tasks = Rc::clone(&hostile);
        let main = async move {
            let spawn = |number: u32| spawn(format!("task {number}"), async { yield_now().await });
            let handles: Vec<_> = (0..6).map(spawn).collect();
            tasks.0.borrow_mut().extend(handles.iter().map(JoinHandle::abort_handle));
            let mut aborted = 0;
            for handle in handles {
                aborted += u32::from(handle.await.is_err());
            }
            println!("{aborted} aborted");
        };
        let chooser = Some(Chooser::new(hostile as Rc<dyn Choose>));
        let recording = run(Rules::default().with_policy(policy.clone()).with_chooser(chooser), main);
        assert_eq!(recording.end(), Some(RunEnd::Finished), "{policy:?}");
        assert!(!recording.output()[0].starts_with('0'), "{policy:?}: {:?}", recording.output());
    }
}

#[test]
fn choosers_are_equal_to_their_clones_only() {
    let chooser = || Chooser::new(Rc::new(List::default()));
    let one = chooser();
    assert_eq!(one, one.clone());
    assert_ne!(one, chooser());
    let rules = |chooser: &Chooser| Rules::default().with_chooser(chooser.clone());
    assert_eq!(rules(&one), rules(&one));
    assert_ne!(rules(&one), Rules::default());
}

/// Runs `three` as a schedule says; returns what it printed, and the replayer.
fn replay(plan: Schedule, policy: Policy) -> (Recording, Rc<Replayer>) {
    let replayer = Rc::new(Replayer::new(plan));
    let chooser = Some(Chooser::new(Rc::clone(&replayer) as Rc<dyn Choose>));
    (run(Rules::default().with_policy(policy).with_chooser(chooser), three()), replayer)
}

#[test]
fn a_schedule_is_what_a_run_chose_and_makes_it_again() {
    for policy in [Policy::Fifo, Policy::Random, Policy::LifoSlot { cap: Some(1) }, Policy::Priority] {
        let (first, replayer) = replay(Schedule::default(), policy.clone());
        let unchosen = run(Rules::default().with_policy(policy.clone()), three());
        assert_eq!(first.events(), unchosen.events(), "{policy:?}: an empty schedule only takes notes");
        let schedule = replayer.schedule();
        assert_eq!(schedule.deviations().count(), 0);
        for (position, chosen) in schedule.choices().iter().enumerate() {
            for taken in 1..chosen.choice.options() {
                let plan = schedule.deviating(position, taken).expect("the run had this option");
                let (other, replayer) = replay(plan, policy.clone());
                let made = replayer.schedule();
                assert_eq!(made.deviations().collect::<Vec<_>>(), [position]);
                let (again, replayer) = replay(made.clone(), policy.clone());
                assert_eq!(again.words(), other.words(), "{policy:?} {position} {taken}");
                assert_eq!((replayer.schedule(), replayer.mismatch()), (made, None));
            }
        }
    }
}

#[test]
fn a_schedule_of_another_program_is_noticed() {
    let (_, replayer) = replay(Schedule::default(), Policy::Fifo);
    let planned = replayer.schedule().choices()[0];
    let other = Chosen { choice: Choice::Next { ready: 7 }, taken: 6 };
    assert_eq!(
        replayer.schedule().deviating(0, planned.choice.options()),
        None,
        "the run had no such option"
    );
    let (run, replayer) = replay([planned, other].into_iter().collect(), Policy::Fifo);
    let offered = replayer.schedule().choices()[1].choice;
    let mismatch = replayer.mismatch().map(|found| (found.position, found.planned, found.offered));
    assert_eq!(mismatch, Some((1, other.choice, offered)));
    assert_eq!(run.output(), replay(Schedule::default(), Policy::Fifo).0.output(), "from there on as ever");
}
