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
    /// The run ended stuck: nobody is left who could wake the task.
    NeverWoken: "Never woken",
        "See to it that somebody still sends, receives, notifies, calls the waker or drops the last sender.";
    /// A future inside a task was woken, and the task ran without polling it.
    WokenNotPolled: "Woken but not polled",
        "Do not await anything else while such a future is alive: spawn it as a task, or poll both side by side.";
    /// A task holds a lock while it stands at an await, and others wait long for the lock.
    LockAcrossAwait: "Lock held across an await",
        "Drop the guard before the await, and lock again afterwards.";
    /// A task does nothing but wake itself, again and again.
    SelfWakeStorm: "Wakes itself again and again",
        "Wait for an event instead of asking: a notification, a channel, a timer.";
    /// A message that nobody received, or a notification that came before anybody waited for it.
    LostMessage: "Lost message",
        "Receive until the channel is empty, give it more room, or let the notification be kept.";
    /// A future sends messages to itself and asks for them only long afterwards.
    SentBeforeAsked: "Sends everything, then receives",
        "Send and receive side by side: with join!, or in two tasks.";
    /// A task was ready and others were polled again and again before it.
    Starved: "Starved",
        "Choose a fair policy, or let those that go first wait now and then.";
    /// Tasks wait for each other in a circle.
    Deadlock: "Deadlock",
        "Take locks in the same order everywhere, or hold one at a time.";
    /// A lock that a task waits for is had by a future inside a task that does not poll it.
    Futurelock: "Futurelock",
        "Spawn such a future as a task, or drop it before you await anything else.";
    /// Tasks were spawned one by one, each awaited before the next was spawned.
    OneByOne: "Spawned one by one",
        "Spawn all of them first, and await their handles afterwards.";
    /// A future was dropped after it had taken a message and before it asked for the next.
    DroppedHalfDone: "Dropped half-done",
        "Keep the future and go on polling it, or take the message only when nothing can interrupt.";
    /// A task panicked and nobody will see it.
    PanicUnseen: "Panic that nobody sees",
        "Keep the handle and await it: it gives the panic as an error.";
    /// A task waited long for a lock of a less important one, and one of a priority between them ran instead of that.
    PriorityInversion: "Priority inversion",
        "Hold the lock for a few lines and over no await, or do not share it between priorities.";
    /// A branch of a `select!` was not asked, again and again, and had its answer ready when it was.
    BranchLeftOut: "Branch left out",
        "Put the branch that is rarely ready first, or leave the order to chance: without biased.";
    /// A channel without a limit fills up while its receiver is at work.
    QueueGrows: "Queue without limit grows",
        "Give the channel a capacity, so that whoever sends has to wait.";
    /// More questions were given up than answered.
    GivenUp: "Asked and given up",
        "Ask for less at a time: with buffer_unordered(n), or a semaphore before the question.";
    /// A notification woke many, and all but one of them found nothing to do.
    ThunderingHerd: "Thundering herd",
        "Notify as many as can do something: notify_one() for one job.";
    /// The browser missed frames because the executor kept the thread.
    MissedFrames: "Missed frames",
        "Await yield_now() between the parts of long work, and give a turn a budget: the browser draws between turns.";
    /// The run was cut off at a moment that would not end: some tasks went round and round, and no time passed.
    NeverWaits: "Never waits",
        "Let the loop wait: leave out a branch that is always ready (if !set.is_empty()), end at None, or await a timer.";
    /// A task was ready, with something to do, when the main task ended and the run with it.
    CutOffReady: "Cut off while ready",
        "Let the main task await what has to be finished: the handle of a task, a JoinSet, an answer.";
}
