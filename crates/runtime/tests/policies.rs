//! Which ready task goes next, and when one that is running has to stop.

use std::panic::Location;
use std::rc::Rc;

use taskscope_format::{Event, Wait};
use taskscope_runtime::choose::Policy;
use taskscope_runtime::record::{Recorder, Recording};
use taskscope_runtime::{
    current_task, println, simulate_with, spawn, yield_now, Budget, Builder, JoinSet, Rules,
};

fn run<F: std::future::Future<Output = ()> + 'static>(rules: Rules, main: F) -> Recording {
    simulate_with(Recorder::DEFAULT_CAPACITY, rules, "main", main, Location::caller())
}

fn rules(policy: Policy, seed: u64) -> Rules {
    Rules::default().with_policy(policy).with_seed(seed)
}

/// Spawns five tasks that say their names twice, and waits for all.
async fn five() {
    let mut set = JoinSet::new();
    for name in ["a", "b", "c", "d", "e"] {
        set.spawn(name, async {
            let name = current_task().expect("a task is being polled").name;
            println!("{name}1");
            yield_now().await;
            println!("{name}2");
        });
    }
    while set.join_next().await.is_some() {}
}

#[test]
fn first_in_first_out_takes_turns() {
    let output = run(rules(Policy::Fifo, 7), five()).output();
    assert_eq!(output, ["a1", "b1", "c1", "d1", "e1", "a2", "b2", "c2", "d2", "e2"]);
}

#[test]
fn a_seed_decides_a_random_order() {
    let orders: Vec<_> = (0..20).map(|seed| run(rules(Policy::Random, seed), five())).collect();
    for (seed, first) in (0..20).zip(&orders) {
        assert_eq!(run(rules(Policy::Random, seed), five()).words(), first.words());
    }
    let mut outputs: Vec<_> = orders.iter().map(Recording::output).collect();
    outputs.sort();
    outputs.dedup();
    assert!(outputs.len() > 15, "{} orders of 20", outputs.len());
}

#[test]
fn a_replay_makes_the_choices_of_an_earlier_run() {
    let random = run(rules(Policy::Random, 3), five());
    let replayed = run(rules(Policy::Replay(random.choices()), 3), five());
    assert_eq!(replayed.output(), random.output());
    assert_eq!(replayed.choices(), random.choices());
    // All but the first event, which says what the policy was.
    assert_eq!(replayed.events()[1..], random.events()[1..]);
}

#[test]
fn a_replay_goes_on_first_in_first_out_where_its_list_does_not_fit() {
    let fifo = run(rules(Policy::Fifo, 0), five());
    let none: Rc<[_]> = Rc::new([]);
    assert_eq!(run(rules(Policy::Replay(none), 0), five()).output(), fifo.output());
    let unknown: Rc<[_]> = std::iter::repeat(taskscope_format::TaskId(99)).take(50).collect();
    assert_eq!(run(rules(Policy::Replay(unknown), 0), five()).output(), fifo.output());
}

#[test]
fn the_highest_priority_goes_first_and_equals_take_turns() {
    let output = run(rules(Policy::Priority, 0), async {
        let handles = [("low", 1), ("high", 9), ("middle", 5), ("also high", 9)].map(|(name, priority)| {
            Builder::new(name).priority(priority).spawn(async move {
                println!("{name} 1");
                yield_now().await;
                println!("{name} 2");
            })
        });
        for handle in handles {
            assert_eq!(handle.await, Ok(()));
        }
    })
    .output();
    let expected =
        ["high 1", "also high 1", "high 2", "also high 2", "middle 1", "middle 2", "low 1", "low 2"];
    assert_eq!(output, expected);
}

/// Two tasks that wake each other ten times over two notifications, and one that only wants to run once.
async fn ping_pong_and_a_bystander() {
    use std::cell::{Cell, RefCell};
    use std::future::poll_fn;
    use std::task::{Poll, Waker};
    let turn = Rc::new(Cell::new(0_u32));
    let wakers: Rc<RefCell<[Option<Waker>; 2]>> = Rc::default();
    let mut set = JoinSet::new();
    for player in 0..2 {
        if player == 1 {
            // Behind the first player, and not the last one spawned, which has the slot.
            set.spawn("bystander", async { println!("bystander") });
        }
        let (turn, wakers) = (Rc::clone(&turn), Rc::clone(&wakers));
        set.spawn("player", async move {
            while turn.get() < 10 {
                poll_fn(|cx| {
                    if turn.get() % 2 == player || turn.get() >= 10 {
                        return Poll::Ready(());
                    }
                    wakers.borrow_mut()[player as usize] = Some(cx.waker().clone());
                    Poll::Pending
                })
                .await;
                println!("hit {}", turn.get());
                turn.set(turn.get() + 1);
                let other = wakers.borrow_mut()[1 - player as usize].take();
                if let Some(other) = other {
                    other.wake();
                }
            }
        });
    }
    while set.join_next().await.is_some() {}
}

fn hits_before_the_bystander(policy: Policy) -> usize {
    let output = run(rules(policy, 0), ping_pong_and_a_bystander()).output();
    output.iter().position(|line| line == "bystander").expect("the bystander runs in the end")
}

#[test]
fn two_tasks_in_the_lifo_slot_starve_a_third_unless_they_are_capped() {
    let fifo = hits_before_the_bystander(Policy::Fifo);
    let capped = hits_before_the_bystander(Policy::LifoSlot { cap: Some(3) });
    let uncapped = hits_before_the_bystander(Policy::LifoSlot { cap: None });
    assert!(fifo <= capped && capped < uncapped, "{fifo}, {capped}, {uncapped}");
    assert!(uncapped >= 10, "all hits come first: {uncapped}");
}

#[test]
fn a_poll_that_did_its_operations_has_to_yield_and_says_so() {
    let allowed = 10;
    let recording = run(Rules::default().with_operations(allowed), async {
        let mut set = JoinSet::new();
        for _ in 0..25 {
            set.spawn("member", async {});
        }
        yield_now().await;
        let mut taken = 0;
        while set.join_next().await.is_some() {
            taken += 1;
        }
        println!("{taken}");
    });
    assert_eq!(recording.output(), ["25"]);
    let forced = |(_, event): &(_, Event)| matches!(event, Event::Waiting { on: Wait::Budget, .. });
    assert_eq!(recording.events().iter().filter(|event| forced(event)).count(), 2);
}

#[test]
fn without_a_limit_a_poll_does_as_many_operations_as_it_likes() {
    let recording = run(Rules::default().with_operations(None), async {
        let mut set = JoinSet::new();
        for _ in 0..1000 {
            set.spawn("member", async {});
        }
        yield_now().await;
        while set.join_next().await.is_some() {}
    });
    let forced = |(_, event): &(_, Event)| matches!(event, Event::Waiting { on: Wait::Budget, .. });
    assert!(!recording.events().iter().any(forced));
}

#[test]
fn a_turn_ends_with_its_budget_and_says_so() {
    let spent = |polls| {
        let recording = run(Budget::of(polls).into(), async {
            for _ in 0..9 {
                yield_now().await;
            }
            drop(spawn("child", async {}));
        });
        let ended = |(_, event): &(_, Event)| *event == Event::TurnEnded { budget_spent: true };
        recording.events().iter().filter(|event| ended(event)).count()
    };
    assert_eq!([1, 5, 100].map(spent), [9, 1, 0]);
}
