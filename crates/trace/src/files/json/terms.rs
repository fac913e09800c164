//! The words of events in a file: ends, causes, sources, kinds of resources, what an await waits for.

use taskscope_runtime::{
    Access, Clock, FetchEnd, HostThread, Observation, Order, Reporter, ResourceId, ResourceKind, RunEnd,
    TaskId, TimerId, TurnCause, Unit, Wait, WakeSource, Way, ThreadEnd, ThreadId,
};

use super::field::{Field, Value};

/// Words that stand alone, and words that stand before a number.
macro_rules! terms {
    ($($name:ident { $($word:literal $variant:ident $(($id:ident))?,)* })*) => {$(
        impl Field for $name {
            const LOOKS: &'static str = concat!("one of", $(" ", term!(looks $word $(, $id)?),)*);

            fn value(self) -> Option<Value<'static>> {
                Some(match self {
                    $(term!(pattern $name, $variant $(, $id, number)?) => term!(value $word $(, $id, number)?),)*
                })
            }

            fn from_value(value: &Value<'_>) -> Option<Self> {
                match value {
                    $(term!(form word $(, $id, number)?) if word == $word => {
                        Some(term!(made $name, $variant $(, $id, number)?))
                    })*
                    Value::Word(_) | Value::Tagged(..) | Value::Number(_) | Value::Flag(_) => None,
                }
            }
        }
    )*};
}

/// One of them, in each of the places where it is needed.
macro_rules! term {
    (looks $word:literal) => {
        concat!("\"", $word, "\"")
    };
    (looks $word:literal, $id:ident) => {
        concat!("{\"", $word, "\":…}")
    };
    (pattern $name:ident, $variant:ident) => {
        $name::$variant
    };
    (pattern $name:ident, $variant:ident, $id:ident, $number:ident) => {
        $name::$variant($number)
    };
    (value $word:literal) => {
        Value::word($word)
    };
    (value $word:literal, $id:ident, $number:ident) => {
        Value::tagged($word, $number.0)
    };
    (form $found:ident) => {
        Value::Word($found)
    };
    (form $found:ident, $id:ident, $number:ident) => {
        Value::Tagged($found, $number)
    };
    (made $name:ident, $variant:ident) => {
        $name::$variant
    };
    (made $name:ident, $variant:ident, $id:ident, $number:ident) => {
        $name::$variant($id(*$number))
    };
}

terms! {
    Clock {
        "virtual" Virtual,
        "browser" Browser,
    }
    RunEnd {
        "finished" Finished,
        "stuck" Stuck,
        "limit_reached" LimitReached,
        "panicked" Panicked,
        "stopped" Stopped,
        "crashed" Crashed,
        "held_too_long" HeldTooLong,
    }
    HostThread {
        "worker" Worker,
        "page" Page,
    }
    Way {
        "promise" Promise,
        "queue_microtask" QueueMicrotask,
        "message" Message,
        "timeout" Timeout,
        "frame" Frame,
        "user_blocking" UserBlocking,
        "user_visible" UserVisible,
        "background" Background,
        "scheduler_yield" SchedulerYield,
    }
    Observation {
        "frames" Frames,
        "long_tasks" LongTasks,
    }
    Reporter {
        "long_task" LongTask,
        "long_animation_frame" LongAnimationFrame,
    }
    TurnCause {
        "request" Request,
        "continuation" Continuation,
        "alarm" Alarm,
    }
    Access {
        "exclusive" Exclusive,
        "shared" Shared,
    }
    ResourceKind {
        "mpsc" Mpsc,
        "oneshot" Oneshot,
        "broadcast" Broadcast,
        "watch" Watch,
        "mutex" Mutex,
        "rwlock" RwLock,
        "semaphore" Semaphore,
        "notify" Notify,
        "barrier" Barrier,
        "join_set" JoinSet,
        "promise" Promise,
        "fetch" Fetch,
    }
    WakeSource {
        "spawn" Spawn,
        "task" Task(TaskId),
        "timer" Timer(TimerId),
        "promise" Promise(ResourceId),
        "worker" Worker(ThreadId),
        "outside" Outside,
    }
    Wait {
        "timer" Timer(TimerId),
        "receive" Receive(ResourceId),
        "send" Send(ResourceId),
        "task" Task(TaskId),
        "yield" Yield,
        "acquire" Acquire(ResourceId),
        "read" Read(ResourceId),
        "notified" Notified(ResourceId),
        "changed" Changed(ResourceId),
        "barrier" Barrier(ResourceId),
        "closed" Closed(ResourceId),
        "promise" Promise(ResourceId),
        "budget" Budget,
        "worker" Worker(ThreadId),
    }
    FetchEnd {
        "complete" Complete,
        "failed" Failed,
        "cancelled" Cancelled,
    }
    ThreadEnd {
        "closed" Closed,
        "terminated" Terminated,
        "failed" Failed,
    }
    Unit {
        "count" Count,
        "nanos" Nanos,
        "bytes" Bytes,
    }
}

impl Field for Order {
    const LOOKS: &'static str =
        "one of \"fifo\" \"lifo_slot\" {\"lifo_slot\":…} \"random\" \"priority\" \"replay\"";

    fn value(self) -> Option<Value<'static>> {
        Some(match self {
            Self::Fifo => Value::word("fifo"),
            Self::LifoSlot(None) => Value::word("lifo_slot"),
            Self::LifoSlot(Some(cap)) => Value::tagged("lifo_slot", cap),
            Self::Random => Value::word("random"),
            Self::Priority => Value::word("priority"),
            Self::Replay => Value::word("replay"),
        })
    }

    fn from_value(value: &Value<'_>) -> Option<Self> {
        Some(match value {
            Value::Tagged(word, cap) if word == "lifo_slot" => Self::LifoSlot(Some(*cap)),
            Value::Word(word) => match word.as_ref() {
                "fifo" => Self::Fifo,
                "lifo_slot" => Self::LifoSlot(None),
                "random" => Self::Random,
                "priority" => Self::Priority,
                "replay" => Self::Replay,
                _ => return None,
            },
            Value::Tagged(..) | Value::Number(_) | Value::Flag(_) => return None,
        })
    }
}
