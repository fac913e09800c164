//! Random programs, run twice, and their traces held against a plain model of the states.
//!
//! `TASKSCOPE_CASES` says how many; 10,000 where nothing is said.
#![cfg(not(target_arch = "wasm32"))]

#[path = "model/check.rs"]
mod check;
#[path = "model/enemy.rs"]
mod enemy;
#[path = "model/hostile.rs"]
mod hostile;
#[path = "model/program.rs"]
mod program;
#[path = "model/resources.rs"]
mod resources;
#[path = "model/world.rs"]
mod world;

use std::panic::Location;
use std::rc::Rc;

use proptest::prelude::{any, prop_oneof, Just, Strategy};
use proptest::test_runner::{Config, TestRunner};
use taskscope_format::RunEnd;
use taskscope_runtime::choose::{Choice, Choose, Chooser, Policy};
use taskscope_runtime::record::Recording;
use taskscope_runtime::{simulate_with, Budget, Rules};

use program::{program, Op};
use world::World;

const CASES: u32 = 10_000;

/// Events after which a run is stopped: a program can wake itself for ever.
const CAPACITY: usize = 4_000;

fn rules() -> impl Strategy<Value = Rules> {
    let policy = prop_oneof![
        3 => Just(Policy::Fifo),
        1 => Just(Policy::LifoSlot { cap: None }),
        1 => Just(Policy::LifoSlot { cap: Some(3) }),
        2 => Just(Policy::Random),
        1 => Just(Policy::Priority),
    ];
    let operations = prop_oneof![Just(Some(Rules::OPERATIONS)), (1_u32..5).prop_map(Some), Just(None)];
    (policy, prop_oneof![Just(1000_u32), 1..10_u32], operations, any::<u64>()).prop_map(
        |(policy, polls, operations, seed)| {
            Rules::default()
                .with_budget(Budget::of(polls))
                .with_operations(operations)
                .with_policy(policy)
                .with_seed(seed)
                .with_chooser(None)
        },
    )
}

/// Runs a program in a world of its own; the second value says what was dropped how often.
fn run(rules: &Rules, program: &[Op]) -> (Recording, World) {
    let world = World::default();
    let main = world.main(program.into());
    let recording = simulate_with(CAPACITY, rules.clone(), "main", main, Location::caller());
    (recording, world)
}

fn cases() -> u32 {
    std::env::var("TASKSCOPE_CASES").map_or(CASES, |cases| cases.parse().expect("a number"))
}

#[test]
fn random_programs_behave_as_the_model_says() {
    silence_expected_panics();
    let config = Config { cases: cases(), failure_persistence: None, ..Config::default() };
    let result = TestRunner::new(config).run(&(rules(), program()), |(rules, program)| {
        let (recording, world) = run(&rules, &program);
        check::check(&rules, &recording);
        world.check_drops();
        let (again, _) = run(&rules, &program);
        assert_eq!(recording.words(), again.words(), "the same seed gave another trace");
        let (chosen, _) = run(&rules.clone().with_chooser(Chooser::new(Rc::new(First))), &program);
        // Which options there were is told besides.
        assert_eq!(recording.events(), chosen.events(), "the first of all options gave another trace");
        if recording.end() != Some(RunEnd::LimitReached) {
            let replay = rules.with_policy(Policy::Replay(recording.choices()));
            let (replayed, _) = run(&replay, &program);
            // All but the first event, which names the policy.
            assert_eq!(replayed.events()[1..], recording.events()[1..], "a replay went another way");
        }
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
}

/// The same programs among enemies: sinks, hosts, wakers, destructors and values of panics that call back and panic.
#[test]
fn nothing_is_lost_or_used_after_its_end_whatever_calls_back() {
    silence_expected_panics();
    let config = Config { cases: cases(), failure_persistence: None, ..Config::default() };
    let result =
        TestRunner::new(config).run(&(rules(), program(), enemy::plan()), |(rules, program, plan)| {
            hostile::run(&rules, &program, plan);
            Ok(())
        });
    result.unwrap_or_else(|error| panic!("{error}"));
}

/// Takes the first of all options, as if nothing chose.
struct First;

impl Choose for First {
    fn choose(&self, choice: Choice) -> usize {
        assert!(choice.options() > 1, "there is nothing to choose");
        0
    }
}

/// The panics that programs ask for are part of their story; all others are told as usual.
fn silence_expected_panics() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let tell = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let payload = panic.payload();
            if payload.downcast_ref::<&str>() != Some(&world::EXPECTED) && !payload.is::<enemy::Bomb>() {
                tell(panic);
            }
        }));
    });
}
