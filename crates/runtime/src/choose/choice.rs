//! The choices that a run leaves open, for tests that want to try other schedules.

use std::fmt;
use std::rc::Rc;

use taskscope_format::ChoiceKind;

/// A place in a run where more than one thing could happen next. Each has at least two options; option 0 is what
/// happens without a chooser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Choice {
    /// Which ready task runs next. Under [`Policy::Priority`](super::Policy::Priority) only the tasks of the highest
    /// priority are offered: a priority is a promise. Every other order is a habit, so any ready task is offered.
    Next {
        /// How many tasks are offered.
        ready: usize,
    },
    /// Which branch a fair [`select!`](crate::select!) polls first, or which future a [`race`](crate::race()).
    First {
        /// How many branches there are.
        branches: usize,
    },
    /// How late the host hears an alarm, in a simulated run: at its time, or only at a later moment at which something
    /// else is due. Then it hears of everything due by that moment at once.
    Alarm {
        /// How many moments are offered, from the soonest on.
        moments: usize,
    },
}

impl Choice {
    /// What the trace calls it.
    pub(crate) fn kind(self) -> ChoiceKind {
        match self {
            Self::Next { .. } => ChoiceKind::Next,
            Self::First { .. } => ChoiceKind::First,
            Self::Alarm { .. } => ChoiceKind::Alarm,
        }
    }

    /// How many options there are.
    #[must_use]
    pub fn options(self) -> usize {
        match self {
            Self::Next { ready: options }
            | Self::First { branches: options }
            | Self::Alarm { moments: options } => options,
        }
    }
}

/// Makes the choices of a run. Same program, same rules, same choices: same trace.
///
/// It is called in the middle of a turn and must not call back into the executor.
pub trait Choose {
    /// Takes an option, from 0. One that does not exist counts as 0.
    fn choose(&self, choice: Choice) -> usize;
}

/// What makes the choices of a run: a shared [`Choose`], for [`Rules::chooser`](crate::Rules::chooser). Equal to its
/// clones only.
#[derive(Clone)]
pub struct Chooser(Rc<dyn Choose>);

impl Chooser {
    /// Shares what makes the choices. Keep another `Rc` of it to ask later what was chosen.
    #[must_use]
    pub fn new(chooser: Rc<dyn Choose>) -> Self {
        Self(chooser)
    }

    /// Takes an option. With a single option there is no choice, and nothing is called.
    pub(crate) fn choose(&self, choice: Choice) -> usize {
        let options = choice.options();
        if options < 2 {
            return 0;
        }
        Some(self.0.choose(choice)).filter(|&taken| taken < options).unwrap_or(0)
    }
}

impl fmt::Debug for Chooser {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Chooser").finish_non_exhaustive()
    }
}

impl PartialEq for Chooser {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Chooser {}
