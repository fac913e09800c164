//! Threads: functions that run in a worker of the browser, with messages both ways.
//!
//! A page without cross-origin isolation has no shared memory, so a thread here is what a Web Worker is: a function that
//! is called once for each message that is sent to it, in an instance of the program of its own. It can send any number
//! of messages back, also in the middle of a long call. It can't wait for a message: there is nobody who could wake it.
//! So there is no `thread::sleep` either; [`work`](crate::work) keeps a thread busy.
//!
//! ```
//! use std::time::Duration;
//! use taskscope_runtime::{println, simulate, thread, work};
//!
//! static COUNT: thread::Function<u32, u32> = thread::Function::new("count", count);
//!
//! fn count(up_to: u32, out: &thread::Outbox<u32>) {
//!     for number in 1..=up_to {
//!         work(Duration::from_millis(10));
//!         out.send(number);
//!     }
//! }
//!
//! let run = simulate("main", async {
//!     let counter = thread::spawn(&COUNT);
//!     counter.send(3).expect("it has just been spawned");
//!     counter.close();
//!     while let Some(number) = counter.receive().await {
//!         println!("{number}");
//!     }
//! });
//! assert_eq!(run.output(), ["1", "2", "3"]);
//! ```
//!
//! On the virtual clock a thread is simulated: a call runs at once, on a clock of its own that `work` advances, and what
//! it sends arrives at the times of that clock. A call begins when it was made, or when the thread is free. Starting one
//! takes no time there, because how long it takes is something to be measured, not to be made up.
//!
//! On the browser's clock threads are real workers if the host has [`Threads`]. Their times are taken where things
//! happen. While a run is paused its workers go on; what they did is then told as if they had done it just before.
//!
//! A function has nothing but its input: no executor, no static that another thread has changed. What it prints is not
//! part of the trace; it can be sent and printed by whoever receives it. A panic ends the thread, and
//! [`Thread::join`] and [`spawn_blocking`] report its message. Where panics abort, as in a browser, that holds for real
//! workers; a simulated one takes the whole run with it, as a panic in a task does.

mod blocking;
mod desk;
mod error;
mod function;
mod handle;
mod host;
mod inside;
mod message;
mod receive;
mod report;
mod simulated;
mod worker;

pub use blocking::{spawn_blocking, Blocking};
pub use error::ThreadError;
pub use function::{Callable, Function, Job, Outbox};
pub use handle::{spawn, Thread};
pub use host::{Remote, Reports, Threads};
pub use inside::{call, Post};
pub use message::Message;
pub use receive::{Join, Ready, Receive};
pub use report::Footprint;

pub(crate) use inside::{home, keep_busy};
