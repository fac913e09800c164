//! The gallery: one file a demo, and this list of them.
//!
//! A program is ordinary async Rust on the runtime, with its texts, knobs, tour and question. This crate may know the trace
//! and the judge, which answer questions and find stops; it knows no picture and no page. Begin with [`Demo`], or with
//! `book/counting.rs`.
#![forbid(unsafe_code)]
#![warn(clippy::allow_attributes_without_reason)]

mod allowed;
mod class;
mod demo;
mod knobs;
mod question;
mod scheduling;
mod section;
mod source;
mod tour;
mod variant;
mod view;

pub use allowed::{ALLOWED, Allowed};
pub use demo::{Demo, Link};
pub use knobs::{Knob, KnobKind, Knobs};
pub use question::{Answer, Asked, Question};
pub use scheduling::{Order, Scheduling};
pub use section::Section;
pub use source::{Class, Source, SourceLine, Span, sources};
pub use tour::{Spot, Stop};
pub use variant::{Program, Variant};
pub use view::View;

/// Declares the demos of each folder, and lists them.
macro_rules! gallery {
    ($($(#[$comment:meta])* $list:ident: $($folder:ident { $($demo:ident,)* })*;)*) => {
        $($(
            mod $folder {
                $(pub(super) mod $demo;)*
            }
        )*)*

        $(
            $(#[$comment])*
            pub static $list: &[&Demo] = &[$($(&$folder::$demo::DEMO,)*)*];
        )*
    };
}

// One line a demo, in the order of the sections.
gallery! {
    /// Demos that run natively, and on the virtual clock with the same trace everywhere.
    DEMOS:
    book {
        export_and_upload,
        parallel_or_concurrent,
        futures_are_lazy,
        page_title,
        race_two_pages,
        counting,
        main_ends_first,
        messages_at_once,
        never_ends,
        multiple_producers,
        shared_state,
        permits_in_order,
        join_many,
        unfair_race,
        starved_by_slow_work,
        sleep_or_yield,
        own_timeout,
        as_they_finish,
        pull_by_pull,
        late_messages,
        merge_and_throttle,
        poll_by_hand,
        moving_a_future,
        stream_by_hand,
        futures_and_tasks,
        thread_and_channel,
        export_on_a_worker,
        cost_of_a_thread,
        turns_change_at_awaits,
        graceful_shutdown,
    }
    traps {
        blocking_the_executor,
        timeout_that_cannot_fire,
        awaits_in_a_row,
        join_is_not_parallel,
        block_on_inside_async,
        lock_held_across_await,
        locks_in_two_orders,
        reading_twice,
        futurelock,
        select_loses_data,
        buffered_stands_still,
        notified_too_early,
        stale_waker,
        asking_again_and_again,
        thundering_herd,
        lifo_slot,
        always_ready,
        biased_select,
        cooperative_budget,
        priority_inversion,
        back_pressure,
        mailbox_full,
        broadcast_lag,
        catch_up_ticks,
        too_many_requests,
    }
    runtimes {
        web_server,
        microcontroller,
        user_interface,
    };

    /// Demos of what only a browser does, and of programs that nothing but a browser survives.
    BROWSER_DEMOS:
    browser {
        endless_loops,
        microtask_starvation,
        crashes,
    };
}

/// Every demo, in the order of the gallery.
pub fn all() -> impl Iterator<Item = &'static Demo> {
    DEMOS.iter().chain(BROWSER_DEMOS).copied()
}

/// The demo called `slug`.
#[must_use]
pub fn find(slug: &str) -> Option<&'static Demo> {
    all().find(|demo| demo.slug == slug)
}

/// The way through the gallery in its order, at a demo: the one before, its place from 1, and the one after.
#[must_use]
pub fn way_at(demo: &Demo) -> (Option<&'static Demo>, usize, Option<&'static Demo>) {
    let index = all().position(|other| std::ptr::eq(other, demo)).unwrap_or_default();
    let at = |index: usize| all().nth(index);
    (index.checked_sub(1).and_then(at), index + 1, at(index + 1))
}
