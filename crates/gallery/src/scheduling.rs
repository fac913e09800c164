//! The rules of a run as far as a visitor chooses them.

use serde::{Deserialize, Serialize};
use taskscope_tell::say;

/// Which ready task runs next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Order {
    /// First in, first out.
    #[default]
    Fifo,
    /// The task that was woken last goes first, without end.
    Lifo,
    /// The task that was woken last goes first, three times in a row at most, as on a worker of Tokio.
    CappedLifo,
    /// Any ready task, by the seed.
    Random,
    /// The task with the highest priority.
    Priority,
}

impl Order {
    /// Every order.
    pub const ALL: [Self; 5] = [Self::Fifo, Self::Lifo, Self::CappedLifo, Self::Random, Self::Priority];

    /// Its name in addresses and on command lines.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Fifo => "fifo",
            Self::Lifo => "lifo",
            Self::CappedLifo => "lifo-3",
            Self::Random => "random",
            Self::Priority => "priority",
        }
    }

    /// Its name in a few letters.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Fifo => say::programs_order::fifo(),
            Self::Lifo => say::programs_order::lifo(),
            Self::CappedLifo => say::programs_order::capped_lifo(),
            Self::Random => say::programs_order::random(),
            Self::Priority => say::programs_order::priority(),
        }
    }

    /// What it means, in a few words.
    #[must_use]
    pub fn label(self) -> String {
        match self {
            Self::Fifo => say::programs_order_means::fifo(),
            Self::Lifo => say::programs_order_means::lifo(),
            Self::CappedLifo => say::programs_order_means::capped_lifo(),
            Self::Random => say::programs_order_means::random(),
            Self::Priority => say::programs_order_means::priority(),
        }
    }

    /// The order with this name.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.key() == key)
    }
}

/// The rules of a run: which task is next, and how much may be done at a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scheduling {
    /// Which ready task runs next.
    pub order: Order,
    /// Where the random choices of the run start from.
    pub seed: u32,
    /// How many operations may succeed in one poll of a task; 0 for no limit.
    pub operations: u32,
    /// How many polls a turn may have; 0 for no limit.
    pub polls: u32,
}

impl Scheduling {
    /// The runtime's own rules.
    pub const DEFAULT: Self = Self { order: Order::Fifo, seed: 0, operations: 128, polls: 1000 };

    /// The same with another order.
    #[must_use]
    pub const fn ordered(self, order: Order) -> Self {
        Self { order, ..self }
    }
}

impl Default for Scheduling {
    fn default() -> Self {
        Self::DEFAULT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_has_a_name_of_its_own() {
        for order in Order::ALL {
            assert_eq!(Order::from_key(order.key()), Some(order));
        }
        assert_eq!(Order::from_key("lottery"), None);
    }
}
