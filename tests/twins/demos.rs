//! The demos that are compared, compiled for Tokio.

use crate::theirs::Demo;

#[path = "../../crates/programs/src/traps/awaits_in_a_row.rs"]
mod awaits_in_a_row;
#[path = "../../crates/programs/src/traps/back_pressure.rs"]
mod back_pressure;
#[path = "../../crates/programs/src/traps/broadcast_lag.rs"]
mod broadcast_lag;
#[path = "../../crates/programs/src/book/counting.rs"]
mod counting;
#[path = "../../crates/programs/src/book/futures_and_tasks.rs"]
mod futures_and_tasks;
#[path = "../../crates/programs/src/traps/lock_held_across_await.rs"]
mod lock_held_across_await;
#[path = "../../crates/programs/src/traps/locks_in_two_orders.rs"]
mod locks_in_two_orders;
#[path = "../../crates/programs/src/traps/mailbox_full.rs"]
mod mailbox_full;
#[path = "../../crates/programs/src/book/main_ends_first.rs"]
mod main_ends_first;
#[path = "../../crates/programs/src/book/messages_at_once.rs"]
mod messages_at_once;
#[path = "../../crates/programs/src/book/moving_a_future.rs"]
mod moving_a_future;
#[path = "../../crates/programs/src/book/multiple_producers.rs"]
mod multiple_producers;
#[path = "../../crates/programs/src/book/never_ends.rs"]
mod never_ends;
#[path = "../../crates/programs/src/traps/notified_too_early.rs"]
mod notified_too_early;
#[path = "../../crates/programs/src/book/own_timeout.rs"]
mod own_timeout;
#[path = "../../crates/programs/src/traps/reading_twice.rs"]
mod reading_twice;
#[path = "../../crates/programs/src/traps/select_loses_data.rs"]
mod select_loses_data;
#[path = "../../crates/programs/src/traps/stale_waker.rs"]
mod stale_waker;
#[path = "../../crates/programs/src/traps/thundering_herd.rs"]
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
