//! The kinds of findings: what each says, what it is called and what can be done about it.

/// Declares the kinds, one entry each: its meaning, its name, its title and its way out.
macro_rules! kinds {
    ($($(#[$meaning:meta])* $kind:ident: $title:literal, $way_out:literal;)*) => {
        /// What a finding says.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum FindingKind {
            $($(#[$meaning])* $kind,)*
        }

        impl FindingKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$kind,)*];

            /// What it is called.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self {
                    $(Self::$kind => $title,)*
                }
            }

            /// What can be done about it.
            #[must_use]
            pub const fn way_out(self) -> &'static str {
                match self {
                    $(Self::$kind => $way_out,)*
                }
            }
        }
    };
}

kinds! {
    /// A task kept the processor long in one poll while others were ready; on the browser's clock also alone, because
    /// the page stands still.
    LongPoll: "Long poll",
        "Await what it waits for instead of blocking; between the parts of long work, await yield_now().";
    /// The run ended stuck: nothing is left that could wake the task.
    NeverWoken: "Never woken",
        "Something must still be able to wake it: keep a sender, notify, call the waker, or drop the last sender.";
    /// A future inside a task was woken, and the task ran without polling it.
    WokenNotPolled: "Woken but not polled",
        "Don't await anything else while such a future is alive: spawn it, or poll both side by side.";
    /// A task holds a lock while it waits at an await, and others wait long for the lock.
    LockAcrossAwait: "Lock held across an await",
        "Drop the guard before the await, and lock again after it.";
    /// A task does nothing but wake itself, again and again.
    SelfWakeStorm: "Wakes itself again and again",
        "Wait for an event instead of asking: a notification, a channel, a timer.";
    /// A message that was never received, or a notification that came before any task waited for it.
    LostMessage: "Lost message",
        "Receive until the channel is empty, give it more room, or use a notification that is kept.";
    /// A future sends messages to itself and asks for them only long afterwards.
    SentBeforeAsked: "Sends everything, then receives",
        "Send and receive side by side: with join!, or in two tasks.";
    /// A task was ready and others were polled again and again before it.
    Starved: "Starved",
        "Choose a fair policy, or make the tasks that go first wait now and then.";
    /// Tasks wait for each other in a circle.
    Deadlock: "Deadlock",
        "Take locks in the same order everywhere, or hold one at a time.";
    /// A task waits for a lock that is held by a future inside a task, and that task does not poll it.
    Futurelock: "Futurelock",
        "Spawn such a future as a task, or drop it before you await anything else.";
    /// Tasks were spawned one by one, each awaited before the next was spawned.
    OneByOne: "Spawned one by one",
        "Spawn all of them first, then await their handles.";
    /// A future was dropped after it took a message and before it asked for the next.
    DroppedHalfDone: "Dropped half-done",
        "Keep the future and go on polling it, or take a message only where nothing can interrupt.";
    /// A task panicked, and no handle is left to report it.
    PanicUnseen: "Panic that nobody sees",
        "Keep the handle and await it: it returns the panic as an error.";
    /// A task waited long for a lock held by a less important one, while a task of a priority between them ran.
    PriorityInversion: "Priority inversion",
        "Hold the lock briefly and never across an await, or don't share it between priorities.";
    /// A branch of a `select!` went unpolled again and again, and was ready as soon as it was polled.
    BranchLeftOut: "Branch left out",
        "Put the branch that is rarely ready first, or leave out biased, so that the order is random.";
    /// A channel without a limit grows although its receiver is working.
    QueueGrows: "Queue without limit grows",
        "Give the channel a capacity, so that senders have to wait.";
    /// More questions were given up than answered.
    GivenUp: "Asked and given up",
        "Ask fewer questions at a time: use buffer_unordered(n), or acquire a semaphore before you ask.";
    /// A notification woke many, and all but one of them found nothing to do.
    ThunderingHerd: "Thundering herd",
        "Wake only as many tasks as there is work for: notify_one() for one job.";
    /// The browser missed frames because the executor kept the thread.
    MissedFrames: "Missed frames",
        "Await yield_now() between the parts of long work, and give turns a budget: the browser draws between turns.";
    /// The run was cut off while tasks went round and round and no time passed.
    NeverWaits: "Never waits",
        "Make the loop wait: guard the branch that is always ready (if !set.is_empty()), stop at None, or await a timer.";
    /// A task was ready and had something to do when the main task ended and the run with it.
    CutOffReady: "Cut off while ready",
        "Make the main task await what must be finished: a task's handle, a JoinSet, an answer.";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_kind_has_a_title_of_its_own_and_a_way_out_that_is_one_short_sentence() {
        let mut titles = BTreeSet::new();
        for kind in FindingKind::ALL {
            assert!(titles.insert(kind.title()), "{kind:?}");
            let way_out = kind.way_out();
            assert!(way_out.ends_with('.') && !way_out.contains(". "), "{kind:?}: {way_out}");
            assert!(way_out.split_whitespace().count() <= 20, "{kind:?}: {way_out}");
        }
    }
}
