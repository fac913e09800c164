//! Why a task waits, why it was polled, and why a run took as long as it did.

#[path = "why/causes.rs"]
mod causes;
#[path = "why/chains.rs"]
mod chains;
#[path = "why/paths.rs"]
mod paths;
mod programs;
