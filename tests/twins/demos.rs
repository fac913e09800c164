//! The demos that are compared, compiled for Tokio.

use crate::theirs::Main;

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

/// All of them, by their slugs.
pub(crate) static DEMOS: &[(&str, &[Main])] = &[
    ("counting", counting::MAINS),
    ("futures-and-tasks", futures_and_tasks::MAINS),
    ("main-ends-first", main_ends_first::MAINS),
    ("messages-at-once", messages_at_once::MAINS),
    ("moving-a-future", moving_a_future::MAINS),
    ("multiple-producers", multiple_producers::MAINS),
    ("never-ends", never_ends::MAINS),
    ("own-timeout", own_timeout::MAINS),
    ("awaits-in-a-row", awaits_in_a_row::MAINS),
    ("back-pressure", back_pressure::MAINS),
    ("broadcast-lag", broadcast_lag::MAINS),
    ("mailbox-full", mailbox_full::MAINS),
    ("notified-too-early", notified_too_early::MAINS),
    ("stale-waker", stale_waker::MAINS),
    ("thundering-herd", thundering_herd::MAINS),
    ("lock-held-across-await", lock_held_across_await::MAINS),
    ("locks-in-two-orders", locks_in_two_orders::MAINS),
    ("reading-twice", reading_twice::MAINS),
    ("select-loses-data", select_loses_data::MAINS),
];
