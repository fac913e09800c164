//! Choices in the trace: each that could have gone otherwise and did not go by habit, right before what came of it.

use std::panic::Location;
use std::rc::Rc;

use taskscope_format::{ChoiceKind, Note};
use taskscope_format::{Decoder, Entry, Event};
use taskscope_runtime::choose::{Choice, Choose, Chooser, Policy};
use taskscope_runtime::record::Recorder;
use taskscope_runtime::{race, simulate_with, sleep, spawn, Rules};

/// Takes the last option there is.
struct Last;

impl Choose for Last {
    fn choose(&self, choice: Choice) -> usize {
        choice.options() - 1
    }
}

/// The choices of a run of three tasks and a race, each with the event that came next.
fn choices(rules: Rules) -> Vec<(Note, Event)> {
    let program = async {
        let tasks: Vec<_> = (0..3).map(|_| spawn("task", async {})).collect();
        for task in tasks {
            task.await.unwrap();
        }
        race(sleep(std::time::Duration::ZERO), sleep(std::time::Duration::ZERO)).await;
    };
    let run = simulate_with(Recorder::DEFAULT_CAPACITY, rules, "main", program, Location::caller());
    let (mut notes, mut last) = (Vec::new(), None);
    let read = Decoder::default().read(run.words(), |entry| match entry {
        Entry::Note(note @ Note::Chosen { .. }) => {
            assert_eq!(last.replace(note), None, "a choice that nothing came of");
        }
        Entry::Event(event) => notes.extend(last.take().map(|note| (note, event))),
        _ => {}
    });
    read.unwrap();
    notes
}

#[test]
fn habits_are_no_choices() {
    assert_eq!(choices(Rules::default()), []);
}

#[test]
fn a_policy_says_how_many_tasks_were_ready_before_it_polls_one() {
    let made = choices(Rules::default().with_policy(Policy::Priority));
    let of: Vec<_> = made
        .iter()
        .map(|(note, next)| {
            assert!(matches!(next, Event::PollStarted { .. }), "{next:?}");
            let Note::Chosen { kind: ChoiceKind::Next, of, taken: 0 } = note else { panic!("{note:?}") };
            *of
        })
        .collect();
    assert_eq!(of.first(), Some(&3));
    assert!(of.iter().all(|&of| of > 1));
}

#[test]
fn a_chooser_says_what_it_took_of_each_kind() {
    let made = choices(Rules::default().with_chooser(Chooser::new(Rc::new(Last))));
    for kind in [ChoiceKind::Next, ChoiceKind::First] {
        let of_kind = |note: &Note| matches!(*note, Note::Chosen { kind: found, of, taken } if found == kind && of > 1 && taken == of - 1);
        assert!(made.iter().any(|(note, _)| of_kind(note)), "{kind:?}: {made:?}");
    }
}
