//! What a page and the module of a program say to each other, over raw WebAssembly: no glue, no types but numbers.
//!
//! The *module* has a program on the runtime, the *host* is whoever runs it: a page, a worker, a test. Each calls functions
//! of the other. The host's are imports of the module; `module!` makes the module's.
//!
//! # The module exports
//!
//! | name | does |
//! |---|---|
//! | `memory` | |
//! | `taskscope_version() -> u32` | gives [`VERSION`]; called first, and nothing else is if it is another |
//! | `taskscope_room(length: u32) -> pointer` | gives room for bytes that the host writes; the next call that takes bytes uses them up. 0 if it is more than [`MOST_BYTES`] |
//! | `taskscope_start(length: u32) -> u32` | starts a program, as the text in the room says; its time zero is now. 0 if the module called `refuse`, and otherwise 1 |
//! | `taskscope_turn(cause: u32, polls: u32)` | gives one turn: what was asked for with `ask`, 0 soon and 1 after events, or 2 for the alarm. `polls` is how many polls it may have; 0 leaves that to the text |
//! | `taskscope_state() -> u32` | 0 while the run goes on, 1 when it is over, 2 if a turn was cut off by a trap; to be asked from outside of a turn |
//! | `taskscope_frame(missed: u32)` | tells that a frame begins, and how many were missed before it |
//! | `taskscope_long_task(reporter: u32, started: f64, took: f64)` | tells of a task of the event loop that took long: 0 as a `longtask` entry says, 1 as `long-animation-frame` does |
//! | `taskscope_end()` | drops the program, whatever it waits for. Then another one can be started |
//!
//! # The module imports from `taskscope`
//!
//! | name | does |
//! |---|---|
//! | `now() -> f64` | gives the time of the run; on the browser's clock only, where it never goes back |
//! | `busy_until(at: f64)` | returns once `now` has reached `at` |
//! | `ask(when: u32)` | asks for one turn: 0 soon, as a microtask, 1 after the host's other events. Not asked again before that turn began |
//! | `alarm(at: f64)` | asks for one turn when `now` has reached `at`, instead of the alarm before. Less than 0 asks for none. On the virtual clock it comes as soon as no turn is asked for |
//! | `tell(words: pointer, count: u32) -> u32` | takes words of the trace, four a record, in their order. Gives how many events are to be told one by one from now on |
//! | `refuse(text: pointer, length: u32)` | says why a program can't be started, in a sentence |
//! | `panicked(text: pointer, length: u32)` | says that the module panics, after it has told its last words; a trap follows |
//!
//! All times are in microseconds, and since the start where they are moments. Texts are UTF-8. The host calls nothing of the
//! module while it is called by it: it notes what it is asked for, and acts when its event loop calls. On the virtual clock
//! the module keeps the time by itself. After a trap in a turn the host calls nothing any more but `taskscope_state`.
//!
//! # What is granted
//!
//! A module may import two more groups, of which a host may have none. `taskscope_threads` runs functions beside the
//! program, each thread in an instance of its own of the same module; `taskscope_network` loads files that lie beside the
//! host. Their functions are described where they are used, in `threads.rs` and `network.rs`. The text can have rules
//! ([`Start`]); a host may give none to programs that it does not know.
//!
//! # When something is wrong
//!
//! A host refuses a module that lacks an export, imports what the host does not have, or is of another [`VERSION`]. A pointer
//! or length outside of the memory is an error of whoever said it: the host throws, which cuts the turn off.
#![warn(clippy::allow_attributes_without_reason)]

#[cfg(feature = "guest")]
mod guest;
#[cfg(feature = "guest")]
mod host;
mod names;
#[cfg(feature = "guest")]
mod network;
#[cfg(feature = "guest")]
mod outside;
#[cfg(feature = "guest")]
mod room;
mod start;
#[cfg(feature = "guest")]
mod takers;
#[cfg(feature = "guest")]
mod telling;
#[cfg(feature = "guest")]
mod threads;
#[cfg(all(feature = "guest", target_arch = "wasm32"))]
#[doc(hidden)]
pub mod wasm;

#[cfg(feature = "guest")]
pub use guest::{Guest, State, Task};
pub use names::{CLOCKS, THREADS, WAYS, name_in, value_in};
#[cfg(feature = "guest")]
pub use network::HostNetwork;
#[cfg(feature = "guest")]
pub use outside::Outside;
#[cfg(feature = "guest")]
pub use room::{MOST_BYTES, Room};
pub use start::Start;
#[cfg(feature = "guest")]
pub use threads::{Callee, HostThreads};

/// The version of what is written above. Both sides have to be of the same.
pub const VERSION: u32 = 1;
