//! Random programs on this crate's primitives and on Tokio's, both on this crate's executor, under the same choices: which
//! ready task is next, and which waits are given up after a poll, or when they were woken and not polled since.
//!
//! Compared are the lines that a program says, how it ends, every poll, and every wake: so the tasks that are ready are
//! the same at every choice, and a permit that is lost, granted twice or given to the wrong task shows at once.
//!
//! `TASKSCOPE_CASES` says how many programs; 40,000 where nothing is said. A fault names its number, which is all that a
//! program is made from: `TASKSCOPE_FIRST_CASE` begins there.
#![cfg(not(target_arch = "wasm32"))]
// Once with each `sync`.
#![allow(clippy::duplicate_mod)]

#[path = "differential/ours.rs"]
mod ours;
#[path = "differential/random.rs"]
mod random;
#[path = "differential/script.rs"]
mod script;
#[path = "differential/theirs.rs"]
mod theirs;

use std::collections::BTreeMap;
use std::future::Future;
use std::panic::Location;
use std::pin::Pin;

use taskscope_format::{Event, RunEnd};
use taskscope_runtime::choose::Policy;
use taskscope_runtime::record::Recording;
use taskscope_runtime::{simulate_with, Rules};

use random::Random;
use script::Script;

const CASES: u64 = 40_000;
/// Events after which a run is stopped. None should come near.
const CAPACITY: usize = 5_000;

type World = fn(Vec<Script>) -> Pin<Box<dyn Future<Output = ()>>>;

/// What a program uses, with our world and theirs.
struct Kind {
    name: &'static str,
    ours: World,
    theirs: World,
}

macro_rules! kinds {
    ($($file:ident::$name:ident),+ $(,)?) => {
        const KINDS: [Kind; 8] = [$(Kind {
            name: stringify!($name),
            ours: |scripts| Box::pin(ours::$file::$name(scripts)),
            theirs: |scripts| Box::pin(theirs::$file::$name(scripts)),
        }),+];
    };
}

kinds! {
    locks::mutex_and_semaphore,
    locks::rwlock,
    signals::notify,
    signals::barrier,
    channels::mpsc,
    channels::oneshot,
    broadcasts::broadcast,
    broadcasts::watch,
}

/// Two to four tasks with one to five steps each.
fn scripts(random: &mut Random) -> Vec<Script> {
    let tasks = 2 + random.below(3);
    let most = 2 + random.below(4);
    let script = |random: &mut Random| {
        let steps = 1 + random.below(most);
        (0..steps).map(|_| random.below(1000)).collect()
    };
    (0..tasks).map(|_| script(random)).collect()
}

fn run(world: World, scripts: &[Script], seed: u64) -> Recording {
    script::start(seed);
    let rules = Rules::default().with_operations(None).with_policy(Policy::Random).with_seed(seed);
    simulate_with(CAPACITY, rules, "main", world(scripts.to_vec()), Location::caller())
}

/// All that is to be the same: polls, wakes and ends of tasks.
fn story(run: &Recording) -> Vec<Event> {
    let is_of_a_task = |event: &Event| {
        matches!(
            event,
            Event::TaskReady { .. }
                | Event::PollStarted { .. }
                | Event::TaskDone { .. }
                | Event::TaskPanicked { .. }
                | Event::RunEnded { .. }
        )
    };
    run.events().into_iter().map(|(_, event)| event).filter(is_of_a_task).collect()
}

/// What differs between two runs of a program, if anything does.
fn difference(ours: &Recording, theirs: &Recording) -> Option<String> {
    if ours.output() != theirs.output() {
        return Some(format!("ours says\n{:#?}\ntheirs\n{:#?}", ours.output(), theirs.output()));
    }
    let (ours, theirs) = (story(ours), story(theirs));
    let at = ours.iter().zip(&theirs).position(|(ours, theirs)| ours != theirs);
    let at = at.or_else(|| (ours.len() != theirs.len()).then(|| ours.len().min(theirs.len())))?;
    Some(format!("event {at}: ours {:?}, theirs {:?}", ours.get(at), theirs.get(at)))
}

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |number| number.parse().expect("a number"))
}

#[test]
fn random_programs_go_the_same_way_on_both() {
    let first = number("TASKSCOPE_FIRST_CASE", 0);
    let cases = number("TASKSCOPE_CASES", CASES);
    let mut ends = BTreeMap::new();
    for case in first..first + cases {
        let random = &mut Random::new(case);
        let kind = &KINDS[random.below(8) as usize];
        let scripts = scripts(random);
        let (ours, theirs) = (run(kind.ours, &scripts, case), run(kind.theirs, &scripts, case));
        if let Some(difference) = difference(&ours, &theirs) {
            panic!("case {case}, {} {scripts:?}: {difference}", kind.name);
        }
        let end = ours.end().expect("a simulated run ends");
        assert_ne!(end, RunEnd::LimitReached, "case {case} has no end");
        *ends.entry((kind.name, format!("{end:?}"))).or_insert(0_u64) += 1;
    }
    // Programs of every kind come to their end, and some of those that can do not.
    if cases >= CASES {
        assert_eq!(ends.keys().filter(|(_, end)| end == "Finished").count(), KINDS.len(), "{ends:?}");
        assert!(ends.keys().any(|(_, end)| end == "Stuck"), "{ends:?}");
    }
}
