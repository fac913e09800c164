//! Schedules: the choices of a run as a list, and how one is made again.

use std::cell::{Cell, RefCell};

use super::{Choice, Choose};

/// One choice of a run: what was open, and what was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Chosen {
    /// What was open, with the number of its options.
    pub choice: Choice,
    /// The option that was taken, from 0. Option 0 is what happens without a chooser.
    pub taken: usize,
}

impl Chosen {
    /// Whether this is anything but what happens without a chooser.
    #[must_use]
    pub fn is_deviation(self) -> bool {
        self.taken != 0
    }
}

/// The choices of a run in their order, those with a single option left out. Same program, same rules, same schedule: same
/// trace. A [`Replayer`] makes them again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Schedule {
    choices: Vec<Chosen>,
}

impl Schedule {
    /// The choices, first to last.
    #[must_use]
    pub fn choices(&self) -> &[Chosen] {
        &self.choices
    }

    /// Adds a choice behind the others.
    pub fn push(&mut self, chosen: Chosen) {
        self.choices.push(chosen);
    }

    /// The positions of choices that deviate from what happens without a chooser.
    pub fn deviations(&self) -> impl Iterator<Item = usize> + '_ {
        self.choices
            .iter()
            .enumerate()
            .filter(|(_, chosen)| chosen.is_deviation())
            .map(|(position, _)| position)
    }

    /// The choices up to `position`, and there another option: where to begin another run that leaves this one there.
    /// `None` if the run did not have that option.
    #[must_use]
    pub fn deviating(&self, position: usize, taken: usize) -> Option<Self> {
        let choice = self.choices.get(position)?.choice;
        if taken >= choice.options() {
            return None;
        }
        let before = self.choices.get(..position)?.iter().copied();
        Some(before.chain([Chosen { choice, taken }]).collect())
    }
}

impl FromIterator<Chosen> for Schedule {
    fn from_iter<I: IntoIterator<Item = Chosen>>(choices: I) -> Self {
        Self { choices: choices.into_iter().collect() }
    }
}

/// Where a run offered something else than its schedule says: another kind of choice, or other options. The program or its
/// rules are not those of that schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mismatch {
    /// The position in the schedule, from 0.
    pub position: usize,
    /// What the schedule has there.
    pub planned: Choice,
    /// What the run offered.
    pub offered: Choice,
}

/// Makes the choices of a [`Schedule`], and notes all choices of its run. Where the schedule is over, and from a
/// [`Mismatch`] on, it takes what happens without a chooser. With an empty schedule it only takes notes.
///
/// ```
/// use std::{panic::Location, rc::Rc};
/// use taskscope_runtime::choose::{Chooser, Replayer, Schedule};
/// use taskscope_runtime::record::{Recorder, Recording};
/// use taskscope_runtime::{println, simulate_with, spawn, Rules};
///
/// fn run(schedule: Schedule) -> (Recording, Schedule) {
///     let replayer = Rc::new(Replayer::new(schedule));
///     let rules = Rules::default().with_chooser(Chooser::new(replayer.clone()));
///     let main = async {
///         let tasks = ["a", "b"].map(|name| spawn(name, async move { println!("{name}") }));
///         for task in tasks {
///             task.await.expect("it prints a line");
///         }
///     };
///     let recording = simulate_with(Recorder::DEFAULT_CAPACITY, rules, "main", main, Location::caller());
///     (recording, replayer.schedule())
/// }
///
/// let (first, schedule) = run(Schedule::default());
/// assert_eq!(first.output(), ["a", "b"]);
/// let (other, taken) = run(schedule.deviating(0, 1).expect("two tasks were ready"));
/// assert_eq!(other.output(), ["b", "a"]);
/// assert_eq!(run(taken).0, other);
/// ```
#[derive(Debug)]
pub struct Replayer {
    plan: Schedule,
    made: RefCell<Schedule>,
    mismatch: Cell<Option<Mismatch>>,
}

impl Replayer {
    /// For one run. Share it with a [`Chooser`](super::Chooser), and keep an `Rc` of it to ask what became of the run.
    #[must_use]
    pub fn new(plan: Schedule) -> Self {
        Self { plan, made: RefCell::default(), mismatch: Cell::default() }
    }

    /// The choices that the run has made until now.
    #[must_use]
    pub fn schedule(&self) -> Schedule {
        self.made.borrow().clone()
    }

    /// Where the run left the schedule that it was to follow, if it did.
    #[must_use]
    pub fn mismatch(&self) -> Option<Mismatch> {
        self.mismatch.get()
    }

    /// The option that the schedule has for a choice.
    fn planned(&self, position: usize, offered: Choice) -> usize {
        let planned = self.plan.choices.get(position).filter(|_| self.mismatch.get().is_none());
        match planned {
            Some(planned) if planned.choice == offered => planned.taken,
            Some(&Chosen { choice: planned, .. }) => {
                self.mismatch.set(Some(Mismatch { position, planned, offered }));
                0
            }
            None => 0,
        }
    }
}

impl Choose for Replayer {
    fn choose(&self, choice: Choice) -> usize {
        let mut made = self.made.borrow_mut();
        let taken = self.planned(made.choices.len(), choice);
        made.push(Chosen { choice, taken });
        taken
    }
}
