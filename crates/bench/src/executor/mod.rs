//! The executor bench: the same works on our executor and on its peers, started and timed by `page/bench.js`.

mod exports;
mod ours;
#[cfg(feature = "peers")]
mod peers;
mod subject;
mod tally;
mod tasks;
mod timers;
mod works;
