//! What states keep of things that come and go, and how often a history keeps a state.

use taskscope_format::{Event, Micros, TimerId};
use taskscope_trace::{History, State, Step};

fn set(id: u32) -> Event {
    Event::TimerSet { timer: TimerId(id), deadline: Micros(u64::from(id)) }
}

fn fired(id: u32) -> Event {
    Event::TimerFired { timer: TimerId(id) }
}

/// Holds the timers of a state against those that are meant to be there.
#[track_caller]
fn check(state: &State, ids: &[u32]) {
    let found: Vec<u32> = state.timers.values().map(|timer| timer.id.0).collect();
    assert_eq!(found, ids);
    assert_eq!(state.timers.len(), ids.len());
    for &id in ids {
        assert_eq!(state.timers.get(TimerId(id)).map(|timer| timer.deadline), Some(Micros(u64::from(id))));
    }
}

#[test]
fn a_few_that_stay_are_found_among_many_that_go() {
    let mut state = State::default();
    let mut staying = Vec::new();
    for id in 0..3_000 {
        state.apply(set(id));
        if id % 100 == 7 {
            staying.push(id);
        } else {
            state.apply(fired(id));
        }
        assert_eq!(state.timers.get(TimerId(id)).is_some(), id % 100 == 7);
    }
    check(&state, &staying);
    while let Some(id) = staying.pop() {
        state.apply(fired(id));
        check(&state, &staying);
    }
    assert!(state.timers.is_empty());
}

#[test]
fn many_that_come_together_go_in_any_order() {
    let mut state = State::default();
    let mut left: Vec<u32> = (0..500).collect();
    for id in 0..500 {
        state.apply(set(id));
    }
    // Every 37th of a prime number: each is met once.
    for round in 0..499_u32 {
        let id = (round * 37 + 11) % 499;
        state.apply(fired(id));
        left.retain(|&other| other != id);
        if round % 50 == 0 {
            check(&state, &left);
        }
    }
    check(&state, &[499]);
}

#[test]
fn ids_far_apart_take_no_room_between_them() {
    let mut state = State::default();
    for id in [3, 4, 70_000, 70_001, u32::MAX, 4, 10] {
        state.apply(set(id));
    }
    check(&state, &[3, 4, 10, 70_000, 70_001, u32::MAX]);
    for id in [4, 70_000, 5] {
        state.apply(fired(id));
    }
    check(&state, &[3, 10, 70_001, u32::MAX]);
}

/// The steps of the states that a history keeps, for a run in which so many timers are set and then fire in turn and are
/// set again.
fn kept(timers: u32, events: usize) -> Vec<usize> {
    let (mut history, mut state) = (History::default(), State::default());
    let turns = (timers..).flat_map(|id| [fired(id - timers), set(id)]);
    for (step, event) in (1..).zip((0..timers).map(set).chain(turns).take(events)) {
        state.apply(event);
        history.take(Step(step), &mut state);
    }
    // From the last to the first.
    let before = |&step: &usize| step.checked_sub(1).map(|step| history.keyframe(Step(step)).0.0);
    let mut kept: Vec<usize> = std::iter::successors(before(&events), before).collect();
    kept.reverse();
    kept
}

#[test]
fn a_small_state_is_kept_every_few_hundred_events() {
    let kept = kept(2, 5_000);
    assert!(kept.windows(2).all(|pair| pair[1] - pair[0] == 512), "{kept:?}");
    assert_eq!(kept.len(), 10);
}

#[test]
fn a_large_state_is_kept_seldom_so_that_a_trace_takes_few_bytes_an_event() {
    const TIMERS: u32 = 5_000;
    let kept = kept(TIMERS, 150_000);
    let large = kept.iter().skip_while(|&&step| step < TIMERS as usize).collect::<Vec<_>>();
    let most_distant = large.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap_or_default();
    // Each copy has an id and a time for each timer, twelve bytes at least, and there are four bytes an event for it.
    assert!(most_distant >= TIMERS as usize * 12 / 4, "{kept:?}");
    assert!(large.len() >= 3, "{kept:?}");
}
