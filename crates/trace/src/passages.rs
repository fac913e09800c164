//! Which parts of a run are the same as those before, so that a thousand equal polls can be told in one line.

use taskscope_runtime::{Event, Micros, Record, Ticket, TimerId, Wait, WakeSource};

use crate::Step;

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
    hash: u64,
}

/// The groups of a growing trace. Twelve bytes a passage at most.
#[derive(Debug, Default)]
pub struct Passages {
    /// The groups, but for what has been seen of the last passage.
    groups: Vec<Group>,
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
    /// Takes in the next event, after which the run is at a step.
    pub fn take(&mut self, event: Event, step: Step) {
        // Nothing is told of it, and where in a round it comes is chance.
        if event == (Event::Frame { missed: 0 }) {
            return;
        }
        if matches!(event, Event::PollStarted { .. }) && step.0 > 1 {
            self.end_passage();
            self.current = Passage { from: small(step.0 - 1), hash: 0 };
        }
        let Record([a, b, c, d]) = Record::encode(without_numbers(event));
        for half in [u64::from(a) | u64::from(b) << 32, u64::from(c) | u64::from(d) << 32] {
            // An odd constant from the golden ratio mixes well enough to tell a few passages apart.
            self.current.hash =
                (self.current.hash.rotate_left(25) ^ half).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        }
    }

    /// The groups from the one that goes on at a step: the last has still to end.
    pub fn from(&self, step: Step) -> impl Iterator<Item = Group> + '_ {
        let first = self.index_at(step);
        let last = Group { from: self.current.from, period: 1, rounds: 1 };
        self.groups.get(first..).unwrap_or_default().iter().copied().chain([last])
    }

    /// The place of the group that goes on at a step: one more than that of the last if that is over.
    #[must_use]
    pub fn index_at(&self, step: Step) -> usize {
        if step.0 >= self.current.from as usize {
            return self.groups.len();
        }
        self.groups.partition_point(|group| group.from as usize <= step.0).saturating_sub(1)
    }

    /// Where the group at a place begins; that of the last passage for later ones.
    #[must_use]
    pub fn start(&self, index: usize) -> Step {
        self.groups.get(index).map_or(Step(self.current.from as usize), |group| group.from())
    }

    fn end_passage(&mut self) {
        let passage = self.current;
        let before = |period: usize| self.recent[(self.count + RECENT - period) % RECENT].hash;
        for period in 1..=LONGEST {
            let is_equal = self.count >= period && before(period) == passage.hash;
            self.equal[period] = if is_equal { self.equal[period] + 1 } else { 0 };
        }
        self.recent[self.count % RECENT] = passage;
        self.count += 1;
        self.groups.push(Group { from: passage.from, period: 1, rounds: 1 });
        match self.open {
            Some((period, _)) if self.equal[period] > 0 => self.go_on(period),
            _ => self.begin(),
        }
    }

    /// One more passage of the group that is open: with the last of a round the group takes them in.
    fn go_on(&mut self, period: usize) {
        let Some((_, apart)) = &mut self.open else { return };
        *apart += 1;
        if *apart == period {
            *apart = 0;
            self.groups.truncate(self.groups.len() - period);
            if let Some(group) = self.groups.last_mut() {
                group.rounds += 1;
            }
        }
    }

    /// Opens a group if the last passages are rounds of one kind.
    fn begin(&mut self) {
        self.open = None;
        let is_round = |&period: &usize| self.equal[period] as usize == period * (FEWEST - 1);
        let Some(period) = (1..=LONGEST).find(is_round) else { return };
        let passages = period * FEWEST;
        let Some(first) = self.groups.len().checked_sub(passages) else { return };
        let are_single =
            self.groups.get(first..).is_some_and(|groups| groups.iter().all(|group| group.rounds == 1));
        if are_single {
            self.groups.truncate(first + 1);
            if let Some(group) = self.groups.last_mut() {
                (group.period, group.rounds) = (small(period), small(FEWEST));
                self.open = Some((period, 0));
            }
        }
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
    use taskscope_runtime::{TaskId, WakeSource};

    use super::*;

    /// The groups of a run in which tasks are polled in this order: which they are, passages in a round, rounds.
    fn groups(order: &[u32]) -> Vec<(usize, u32, u32)> {
        let mut passages = Passages::default();
        for (index, &task) in order.iter().enumerate() {
            let task = TaskId(task);
            let events = [
                Event::PollStarted { task },
                Event::TaskReady { task, by: WakeSource::Task(task) },
                Event::PollEnded { task },
            ];
            for (number, event) in (1..).zip(events) {
                passages.take(event, Step(index * 3 + number));
            }
        }
        passages.from(Step(0)).map(|group| (group.from().0 / 3, group.period, group.rounds)).collect()
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
}
