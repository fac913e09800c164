//! Resources in traces written by hand: states, sentences, and traces whose first events are missing.

#[path = "resources/gaps.rs"]
mod gaps;
#[path = "resources/locks.rs"]
mod locks;
#[path = "resources/messages.rs"]
mod messages;
#[path = "resources/random.rs"]
mod random;
#[path = "resources/states.rs"]
mod states;
#[path = "resources/tasks.rs"]
mod tasks;
#[path = "resources/written.rs"]
mod written;
