//! From version 1 to version 2: threads were called workers, which since then is the word for what polls tasks.

use crate::files::json::Members;

/// The name that a kind of events has now.
pub(in crate::files) fn kind(name: &str) -> &str {
    match name {
        "worker_started" => "thread_started",
        "worker_ready" => "thread_ready",
        "worker_message" => "thread_message",
        "worker_ended" => "thread_ended",
        other => other,
    }
}

/// Gives the members of an event the names and words that they have now.
pub(in crate::files) fn members(members: &mut Members<'_>) {
    members.rename("worker", "thread");
    members.retag("worker", "thread");
}
