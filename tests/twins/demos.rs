//! The demos that are compared, compiled for Tokio, and what their files import of the gallery.

pub(crate) use taskscope::demos::{Answer, Knob, Knobs, Link, Question, Section, Spot, Stop, View, sources};

pub(crate) use crate::theirs::{Demo, Variant};

#[path = "../../src/demos/traps/awaits_in_a_row.rs"]
mod awaits_in_a_row;
#[path = "../../src/demos/traps/back_pressure.rs"]
mod back_pressure;
#[path = "../../src/demos/traps/broadcast_lag.rs"]
mod broadcast_lag;
#[path = "../../src/demos/book/counting.rs"]
mod counting;
#[path = "../../src/demos/book/futures_and_tasks.rs"]
mod futures_and_tasks;
#[path = "../../src/demos/traps/lock_held_across_await.rs"]
mod lock_held_across_await;
#[path = "../../src/demos/traps/locks_in_two_orders.rs"]
mod locks_in_two_orders;
#[path = "../../src/demos/traps/mailbox_full.rs"]
mod mailbox_full;
#[path = "../../src/demos/book/main_ends_first.rs"]
mod main_ends_first;
#[path = "../../src/demos/book/messages_at_once.rs"]
mod messages_at_once;
#[path = "../../src/demos/book/moving_a_future.rs"]
mod moving_a_future;
#[path = "../../src/demos/book/multiple_producers.rs"]
mod multiple_producers;
#[path = "../../src/demos/book/never_ends.rs"]
mod never_ends;
#[path = "../../src/demos/traps/notified_too_early.rs"]
mod notified_too_early;
#[path = "../../src/demos/book/own_timeout.rs"]
mod own_timeout;
#[path = "../../src/demos/traps/reading_twice.rs"]
mod reading_twice;
#[path = "../../src/demos/traps/select_loses_data.rs"]
mod select_loses_data;
#[path = "../../src/demos/traps/stale_waker.rs"]
mod stale_waker;
#[path = "../../src/demos/traps/thundering_herd.rs"]
mod thundering_herd;

/// All of them.
pub(crate) static DEMOS: &[&Demo] = &[
    &counting::DEMO,
    &futures_and_tasks::DEMO,
    &main_ends_first::DEMO,
    &messages_at_once::DEMO,
    &moving_a_future::DEMO,
    &multiple_producers::DEMO,
    &never_ends::DEMO,
    &own_timeout::DEMO,
    &awaits_in_a_row::DEMO,
    &back_pressure::DEMO,
    &broadcast_lag::DEMO,
    &mailbox_full::DEMO,
    &notified_too_early::DEMO,
    &stale_waker::DEMO,
    &thundering_herd::DEMO,
    &lock_held_across_await::DEMO,
    &locks_in_two_orders::DEMO,
    &reading_twice::DEMO,
    &select_loses_data::DEMO,
];
