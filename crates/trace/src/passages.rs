//! Which parts of a run are the same as those before, so that a thousand equal polls can be told in one line.

mod groups;

use std::hash::{Hash, Hasher};
use std::mem::discriminant;

use taskscope_format::{Event, Micros, Ticket, TimerId, Wait, WakeSource};

use self::groups::Groups;
use crate::{Step, Trace};

/// A stretch of a run that is told as a whole: from the start of a poll to the start of the next one.
///
/// Equal passages that come one after another, alone or in turns, are one group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// The step before the first event.
    from: u32,
    /// Passages in a round.
    pub period: u32,
    /// How often the round comes.
    pub rounds: u32,
}

impl Group {
    /// The step before its first event.
    #[must_use]
    pub fn from(self) -> Step {
        Step(self.from as usize)
    }
}

/// A passage that was read.
#[derive(Clone, Copy, Debug, Default)]
struct Passage {
    from: u32,
    /// Whose poll it begins with and the kinds of its events, mixed. Equal passages have equal ones, and most others have
    /// not.
    shape: u64,
    /// The number of the first passage that is equal to it, of those that are remembered in turn.
    first: usize,
}

/// The groups of a growing trace. Four bytes a passage, and sixteen more a group that has rounds.
#[derive(Debug, Default)]
pub struct Passages {
    /// The groups, but for what has been seen of the last passage.
    groups: Groups,
    /// The last passages, that with the number `n` at the index `n % RECENT`.
    recent: [Passage; RECENT],
    /// For each period, how many passages in a row were equal to the one so many before them.
    equal: [u32; LONGEST + 1],
    /// The period of the group that may go on, and how many of its passages belong to no whole round yet.
    open: Option<(usize, usize)>,
    /// How many passages are over.
    count: usize,
    /// The passage that goes on.
    current: Passage,
}

/// The longest round that is looked for: so many tasks that take turns.
const LONGEST: usize = 8;
const RECENT: usize = 2 * LONGEST;
/// Times that a round comes before it is told as one line.
const FEWEST: usize = 3;

impl Passages {
    /// Takes in the next event of a trace, after which the run is at a step.
    pub fn take(&mut self, trace: &Trace, event: &Event, step: Step) {
        if is_left_out(event) {
            return;
        }
        if let Event::PollStarted { task } = event {
            if step.0 > 1 {
                let end = Step(step.0 - 1);
                self.end_passage(trace, end);
                self.current = Passage { from: small(end.0), ..Passage::default() };
            }
            self.current.shape = task.0.into();
        }
        let mut mixer = Mixer(self.current.shape);
        discriminant(event).hash(&mut mixer);
        self.current.shape = mixer.0;
    }

    /// The groups from the one that goes on at a step: the last has still to end.
    pub fn from(&self, step: Step) -> impl Iterator<Item = Group> + '_ {
        let first = self.index_at(step);
        let last = Group { from: self.current.from, period: 1, rounds: 1 };
        self.groups.from(first).chain([last])
    }

    /// The place of the group that goes on at a step: one more than that of the last if that is over.
    #[must_use]
    pub fn index_at(&self, step: Step) -> usize {
        if step.0 >= self.current.from as usize {
            return self.groups.len();
        }
        self.groups.begun_at(step).saturating_sub(1)
    }

    /// Where the group at a place begins; that of the last passage for later ones.
    #[must_use]
    pub fn start(&self, index: usize) -> Step {
        self.groups.get(index).map_or(Step(self.current.from as usize), Group::from)
    }

    fn end_passage(&mut self, trace: &Trace, end: Step) {
        self.current.first = self.first_equal(trace, end);
        let passage = self.current;
        for period in 1..=LONGEST {
            let is_equal = self.count >= period && self.before(period).first == passage.first;
            self.equal[period] = if is_equal { self.equal[period] + 1 } else { 0 };
        }
        self.recent[self.count % RECENT] = passage;
        self.count += 1;
        self.groups.add_single(passage.from);
        match self.open {
            Some((period, _)) if self.equal[period] > 0 => self.go_on(period),
            _ => self.begin(),
        }
    }

    /// The passage that was so many before the one that goes on.
    fn before(&self, period: usize) -> Passage {
        self.recent[(self.count + RECENT - period) % RECENT]
    }

    /// The number of the first passage that is equal to the one that ends at a step: its own if there is none. Those with
    /// the same shape are compared event by event.
    fn first_equal(&self, trace: &Trace, end: Step) -> usize {
        let mut other = None;
        for period in 1..=LONGEST.min(self.count) {
            let before = self.before(period);
            if before.shape != self.current.shape || other == Some(before.first) {
                continue;
            }
            let until = if period == 1 { self.current.from } else { self.before(period - 1).from };
            let [told, new] = [(before.from, Step(until as usize)), (self.current.from, end)]
                .map(|(from, to)| told_events(trace, Step(from as usize), to));
            if told.eq(new) {
                return before.first;
            }
            other = Some(before.first);
        }
        self.count
    }

    /// One more passage of the group that is open: with the last of a round the group takes them in.
    fn go_on(&mut self, period: usize) {
        let Some((_, apart)) = &mut self.open else { return };
        *apart += 1;
        if *apart == period {
            *apart = 0;
            self.groups.go_on(period);
        }
    }

    /// Opens a group if the last passages are rounds of one kind.
    fn begin(&mut self) {
        self.open = None;
        let is_round = |&period: &usize| self.equal[period] as usize == period * (FEWEST - 1);
        let Some(period) = (1..=LONGEST).find(is_round) else { return };
        let passages = period * FEWEST;
        let Some(first) = self.groups.len().checked_sub(passages) else { return };
        if self.groups.are_single_from(first) {
            self.groups.repeat_from(first, small(period), small(FEWEST));
            self.open = Some((period, 0));
        }
    }
}

/// What tells passages apart.
fn told_events(trace: &Trace, from: Step, to: Step) -> impl Iterator<Item = Event> + '_ {
    let events = trace.between(from, to).map(|(_, event)| event);
    events.filter(|event| !is_left_out(event)).map(without_numbers)
}

/// Frames that came in time are not told, and where in a round they come is chance.
fn is_left_out(event: &Event) -> bool {
    matches!(event, Event::Frame { missed: 0 })
}

/// Mixes kinds into one number, quickly. That two rounds are equal is never left to it.
struct Mixer(u64);

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            // An odd constant from the golden ratio mixes well enough to tell a few passages apart.
            self.0 = (self.0.rotate_left(25) ^ u64::from(byte)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        }
    }

    fn write_isize(&mut self, kind: isize) {
        self.write(&kind.to_le_bytes()[..1]);
    }
}

/// An event without what is another number each time.
#[expect(clippy::wildcard_enum_match_arm, reason = "all others are told with all they say")]
fn without_numbers(mut event: Event) -> Event {
    match &mut event {
        Event::TimerSet { timer, deadline } => (*timer, *deadline) = (TimerId(0), Micros(0)),
        Event::TimerFired { timer }
        | Event::TimerCancelled { timer }
        | Event::Waiting { on: Wait::Timer(timer), .. }
        | Event::TaskReady { by: WakeSource::Timer(timer), .. }
        | Event::TaskWokenAgain { by: WakeSource::Timer(timer), .. }
        | Event::NodeWoken { by: WakeSource::Timer(timer), .. } => *timer = TimerId(0),
        Event::Queued { ticket, .. } | Event::Granted { ticket, .. } | Event::Left { ticket, .. } => {
            *ticket = Ticket(0);
        }
        _ => {}
    }
    event
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use taskscope_format::Place;
    use taskscope_format::{Encoder, Entry, PlaceId, TaskId, TextId, WakeSource};

    use super::*;

    /// The groups of a run, where each begins: passages before it, passages in a round, rounds.
    fn groups_of(passages: &[Vec<Event>]) -> Vec<(usize, u32, u32)> {
        let (mut encoder, mut words) = (Encoder::default(), Vec::new());
        let file = Place { file: TextId(0), line: 1, column: 1 };
        encoder.add(&Entry::Text("file".to_owned()), &mut words);
        encoder.add(&Entry::Place(file), &mut words);
        for &event in passages.iter().flatten() {
            encoder.add(&Entry::Event(event), &mut words);
        }
        encoder.finish(&mut words);
        let (mut trace, mut found) = (Trace::default(), Passages::default());
        let outcome =
            trace.append_with(&words, Step::LAST, |trace, event| found.take(trace, &event, trace.end()));
        outcome.expect("an encoder writes a trace");
        let before = |step: Step| {
            let ends = passages.iter().scan(0, |sum, passage| {
                *sum += passage.len();
                Some(*sum)
            });
            ends.take_while(|&end| end <= step.0).count()
        };
        found.from(Step(0)).map(|group| (before(group.from()), group.period, group.rounds)).collect()
    }

    /// The groups of a run in which tasks are polled in this order.
    fn groups(order: &[u32]) -> Vec<(usize, u32, u32)> {
        let passage = |&task| {
            let task = TaskId(task);
            let wake = Event::TaskReady { task, by: WakeSource::Task(task) };
            vec![Event::PollStarted { task }, wake, Event::PollEnded { task }]
        };
        groups_of(&order.iter().map(passage).collect::<Vec<_>>())
    }

    #[test]
    fn polls_of_one_kind_are_one_group() {
        assert_eq!(groups(&[1, 2, 2, 2, 2, 2, 3, 1]), [(0, 1, 1), (1, 1, 5), (6, 1, 1), (7, 1, 1)]);
    }

    #[test]
    fn tasks_that_take_turns_are_one_group() {
        assert_eq!(groups(&[9, 1, 2, 1, 2, 1, 2, 1, 2, 1, 3]), [(0, 1, 1), (1, 2, 4), (9, 1, 1), (10, 1, 1)]);
    }

    #[test]
    fn what_comes_twice_is_told_twice() {
        assert_eq!(groups(&[1, 1, 2, 2, 1, 2, 1, 2, 5]).len(), 9);
    }

    #[test]
    fn what_differs_in_what_its_events_say_is_not_told_as_one() {
        let task = TaskId(1);
        let works = |micros| Event::WorkStarted { duration: Micros(micros), place: PlaceId(0) };
        let passage = |first, second| vec![Event::PollStarted { task }, works(first), works(second)];
        let (one, other) = (passage(1, 7), passage(1, 8));
        let last = vec![Event::PollStarted { task: TaskId(2) }];
        let rounds = [one.clone(), one.clone(), one.clone(), last.clone()];
        assert_eq!(groups_of(&rounds), [(0, 1, 3), (3, 1, 1)]);
        let different = [one.clone(), other.clone(), one.clone(), other.clone(), one.clone(), last.clone()];
        assert_eq!(groups_of(&different).len(), 6);
        let joins_late = [one.clone(), one.clone(), one, other, last];
        assert_eq!(groups_of(&joins_late), [(0, 1, 3), (3, 1, 1), (4, 1, 1)]);
    }
}
