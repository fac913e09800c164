//! The same programs on Tokio and on this crate: what they say, in which order and at what time, has to be the same.
//!
//! A program is written once and compiled twice, with `rt` standing for one crate and then for the other. Where the two
//! differ, the program is in `peer/differences.rs`, with both outputs and the reason.
#![cfg(not(target_arch = "wasm32"))]

/// Programs that have to say the same on both.
macro_rules! same {
    ($( $(#[$attribute:meta])* fn $name:ident() { $($program:tt)* } )+) => { $(
        #[test]
        $(#[$attribute])*
        fn $name() {
            let ours = {
                #[allow(unused_imports)]
                use crate::ours as rt;
                rt::run(async move { $($program)* })
            };
            let theirs = {
                #[allow(unused_imports)]
                use crate::theirs as rt;
                rt::run(async move { $($program)* })
            };
            assert!(!theirs.is_empty(), "a program that says nothing shows nothing");
            assert_eq!(ours, theirs, "ours is on the left");
        }
    )+ };
}

/// Programs that say one thing here and another there: the outputs of both, in that order.
macro_rules! differ {
    ($( $(#[$attribute:meta])* fn $name:ident() { $($program:tt)* } $ours:expr, $theirs:expr; )+) => { $(
        #[test]
        $(#[$attribute])*
        fn $name() {
            let ours = {
                #[allow(unused_imports)]
                use crate::ours as rt;
                rt::run(async move { $($program)* })
            };
            let theirs = {
                #[allow(unused_imports)]
                use crate::theirs as rt;
                rt::run(async move { $($program)* })
            };
            assert_eq!(ours, $ours, "ours");
            assert_eq!(theirs, $theirs, "theirs");
        }
    )+ };
}

#[path = "peer/broadcast.rs"]
mod broadcast;
#[path = "peer/budget.rs"]
mod budget;
#[path = "peer/differences.rs"]
mod differences;
#[path = "peer/ends.rs"]
mod ends;
#[path = "peer/join_set.rs"]
mod join_set;
#[path = "peer/locks.rs"]
mod locks;
#[path = "peer/mpsc.rs"]
mod mpsc;
#[path = "peer/oneshot.rs"]
mod oneshot;
#[path = "peer/ours.rs"]
mod ours;
#[cfg(feature = "tokio-like")]
#[path = "peer/ports.rs"]
mod ports;
#[cfg(feature = "tokio-like")]
#[path = "peer/ports_of_channels.rs"]
mod ports_of_channels;
#[path = "peer/say.rs"]
mod say;
#[path = "peer/select.rs"]
mod select;
#[path = "peer/signals.rs"]
mod signals;
#[path = "peer/streams.rs"]
mod streams;
#[path = "peer/tasks.rs"]
mod tasks;
#[path = "peer/theirs.rs"]
mod theirs;
#[path = "peer/time.rs"]
mod time;
#[path = "peer/watch.rs"]
mod watch;
