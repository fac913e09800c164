//! The demos that are compared, compiled for Tokio, and what their files import of the gallery.

pub(crate) use taskscope::demos::{Answer, Knob, Knobs, Link, Question, Section, Spot, Stop, View, sources};

pub(crate) use crate::theirs::{Demo, Variant};

#[path = "../../src/demos/traps/awaits_in_a_row.rs"]
mod awaits_in_a_row;
#[path = "../../src/demos/book/counting.rs"]
mod counting;
#[path = "../../src/demos/traps/lock_held_across_await.rs"]
mod lock_held_across_await;
#[path = "../../src/demos/traps/locks_in_two_orders.rs"]
mod locks_in_two_orders;
#[path = "../../src/demos/book/messages_at_once.rs"]
mod messages_at_once;
#[path = "../../src/demos/book/multiple_producers.rs"]
mod multiple_producers;
#[path = "../../src/demos/book/own_timeout.rs"]
mod own_timeout;
#[path = "../../src/demos/traps/reading_twice.rs"]
mod reading_twice;

/// All of them.
pub(crate) static DEMOS: &[&Demo] = &[
    &counting::DEMO,
    &messages_at_once::DEMO,
    &multiple_producers::DEMO,
    &own_timeout::DEMO,
    &awaits_in_a_row::DEMO,
    &lock_held_across_await::DEMO,
    &locks_in_two_orders::DEMO,
    &reading_twice::DEMO,
];
