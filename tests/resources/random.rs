//! Whatever events come in whatever order: states agree with themselves, and nothing panics.

use taskscope_format::{Event, Record, ResourceId, ResourceKind};
use taskscope_tell::{contents_text, state_text, task_await_text};
use taskscope_trace::{AxisKind, Phase, State, Step};

use super::written::{made, run_of};

/// A stream of numbers (xorshift with the shifts 13, 17 and 5, after Marsaglia).
struct Numbers(u32);

impl Numbers {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0 % bound
    }

    /// Any event, about one of a few tasks, nodes and resources, so that many of them concern each other.
    fn event(&mut self) -> Event {
        loop {
            // One in a few hundred forgets all: more would leave nothing to be confused about.
            let kind = if self.below(300) == 0 { 56 } else { 16 + self.below(40) };
            let detail = if kind == 34 { self.below(11) | self.below(2) << 8 } else { self.below(5) };
            let words = [kind | detail << 8, self.below(7), self.below(5), self.below(5)];
            if let Some(event) = Record(words).decode() {
                return event;
            }
        }
    }
}

fn random_events(seed: u32, count: usize) -> Vec<Event> {
    let mut numbers = Numbers(seed);
    (0..count).map(|_| numbers.event()).collect()
}

#[test]
fn a_state_at_any_step_is_that_of_replaying_everything() {
    let run = run_of(&random_events(2_463_534_242, 3_000));
    let mut replayed = State::default();
    for (step, event) in run.trace().between(Step(0), run.trace().end()) {
        replayed.apply(event);
        if step.0 % 7 == 0 {
            assert!(run.state_at(step) == replayed, "{step:?}");
        }
    }
    assert!(*run.live_state() == replayed);
}

#[test]
fn it_does_not_matter_how_a_trace_was_cut_into_batches() {
    // A sentence names a resource by its kind, so each is made before anything else happens.
    let made = (0..7).map(|id| made(ResourceId(id), ResourceKind::Semaphore, Some(3)));
    let events: Vec<Event> = made.chain(random_events(7, 3_000)).collect();
    let (whole, mut run) = (run_of(&events), run_of(&[]));
    for batch in events.chunks(37) {
        let words: Vec<u32> = batch.iter().flat_map(|&event| Record::encode(event).0).collect();
        run.append(&words).expect("it is a trace");
    }
    assert!(run.live_state() == whole.live_state());
    assert!(taskscope_tell::lines(&run) == taskscope_tell::lines(&whole));
}

#[test]
fn the_parts_of_a_state_agree_with_each_other() {
    let mut state = State::default();
    for event in random_events(88_172_645, 20_000) {
        state.apply(event);
        let mut queue: Vec<_> = state.queue.iter().copied().collect();
        queue.sort_unstable();
        let ready = state.tasks.values().filter(|task| task.phase == Phase::Ready).map(|task| task.id);
        let mut ready: Vec<_> = ready.collect();
        ready.sort_unstable();
        assert_eq!(queue, ready, "after {event:?}");
        for resource in state.resources.values() {
            let held: u64 = resource.holders().map(|holder| u64::from(holder.permits)).sum();
            let granted: Vec<_> = resource.waiters().filter(|waiter| waiter.is_granted).collect();
            let set_aside: u64 = granted.iter().map(|waiter| u64::from(waiter.permits)).sum();
            let left = resource.permits().map(|permits| permits.saturating_sub(held + set_aside));
            assert_eq!(resource.permits_left(), left, "after {event:?}");
            assert_eq!(resource.waiting(), resource.waiters().len() - granted.len(), "after {event:?}");
        }
    }
}

#[test]
fn everything_can_be_said_of_any_state() {
    let run = run_of(&random_events(362_436_069, 5_000));
    let trace = run.trace();
    assert!(taskscope_tell::lines(&run).iter().all(|line| !line.text(trace).is_empty()));
    for kind in [AxisKind::Clock, AxisKind::Steps, AxisKind::Elastic] {
        assert!(run.axis(kind).length() >= 1.0);
    }
    let mut state = State::default();
    for (_, event) in trace.between(Step(0), trace.end()) {
        state.apply(event);
        for task in state.tasks.values() {
            assert!(!state_text(&state, trace, task).is_empty());
            assert!(!task_await_text(trace, &state, task).is_empty());
        }
        for resource in state.resources.values() {
            assert!(!contents_text(trace, &state, resource).ends_with(" · "));
        }
    }
}
