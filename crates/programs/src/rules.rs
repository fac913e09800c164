//! The rules of a run as a visitor writes them down: the order by its name, and numbers.

use taskscope_runtime::choose::Policy;
use taskscope_runtime::{Budget, Rules};

/// How often a worker of Tokio takes from its LIFO slot in a row: `MAX_LIFO_POLLS_PER_TICK` there.
const TOKIOS_CAP: u32 = 3;

/// The rules with an order by its name, the seed of random choices, and how many `operations` may succeed in a poll and
/// how many `polls` a turn may have, of which 0 is no limit. `None` if no order is called so.
#[must_use]
pub fn rules(order: &str, seed: u32, operations: u32, polls: u32) -> Option<Rules> {
    let limit = |limit: u32| (limit > 0).then_some(limit);
    let rules = Rules::default()
        .with_budget(Budget::of(limit(polls).unwrap_or(u32::MAX)))
        .with_operations(limit(operations))
        .with_policy(policy(order)?)
        .with_seed(u64::from(seed))
        .with_chooser(None);
    Some(rules)
}

fn policy(order: &str) -> Option<Policy> {
    match order {
        "fifo" => Some(Policy::Fifo),
        "lifo" => Some(Policy::LifoSlot { cap: None }),
        "lifo-3" => Some(Policy::LifoSlot { cap: Some(TOKIOS_CAP) }),
        "random" => Some(Policy::Random),
        "priority" => Some(Policy::Priority),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_has_a_name() {
        let policy = |order| rules(order, 0, 0, 0).map(|rules| rules.policy);
        assert_eq!(policy("lifo-3"), Some(Policy::LifoSlot { cap: Some(TOKIOS_CAP) }));
        assert_eq!(policy("lottery"), None);
    }

    #[test]
    fn zero_is_no_limit() {
        let rules = rules("fifo", 7, 0, 0).expect("there is such an order");
        assert_eq!((rules.operations, rules.budget.polls, rules.seed), (None, u32::MAX, 7));
    }
}
