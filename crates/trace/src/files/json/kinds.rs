//! Every kind of event with its name in a file. Members are called as the fields of [`Event`] are.

use taskscope_runtime::{ChartEvent, Event, FetchEvent, ThreadEvent};

use super::fault::{Fault, shown};
use super::field::{Field, Value};
use super::object::Members;

/// Makes the way there and the way back of one table, so that neither can forget what the other knows.
macro_rules! kinds {
    ($($name:literal $variant:ident { $($member:ident)* })*
     $($group:ident of $of:ident: $($inner_name:literal $inner:ident { $($inner_member:ident)* })*)*) => {
        /// The names of all kinds of events in a `.taskscope.json` file.
        pub const EVENT_KINDS: &[&str] = &[$($name,)* $($($inner_name),*),*];

        /// The name of an event's kind; hands each member with its value to `take`.
        pub(super) fn members_of(event: Event, mut take: impl FnMut(&'static str, Value<'static>)) {
            match event {
                $(Event::$variant { $($member),* } => {
                    take("event", Value::word($name));
                    $(if let Some(value) = $member.value() {
                        take(stringify!($member), value);
                    })*
                })*
                $($(Event::$group($of::$inner { $($inner_member),* }) => {
                    take("event", Value::word($inner_name));
                    $(if let Some(value) = $inner_member.value() {
                        take(stringify!($inner_member), value);
                    })*
                })*)*
            }
        }

        /// Makes an event of a kind.
        ///
        /// # Errors
        /// If there is no such kind, or a member is missing or has a value of another form.
        pub(super) fn event_of(kind: &str, members: &mut Members<'_>) -> Result<Event, Fault> {
            match kind {
                $($name => Ok(Event::$variant { $($member: members.take(stringify!($member))?),* }),)*
                $($($inner_name => Ok(Event::$group($of::$inner {
                    $($inner_member: members.take(stringify!($inner_member))?),*
                })),)*)*
                _ => Err(members.fault(format!("there is no kind of event called “{}”", shown(kind))).in_member("event")),
            }
        }
    };
}

kinds! {
    "run_started" RunStarted { clock order seed }
    "run_ended" RunEnded { how }
    "turn_started" TurnStarted { cause }
    "turn_ended" TurnEnded { budget_spent }
    "task_spawned" TaskSpawned { task parent name place }
    "task_ready" TaskReady { task by }
    "task_woken_again" TaskWokenAgain { task by }
    "poll_started" PollStarted { task }
    "poll_ended" PollEnded { task }
    "task_done" TaskDone { task }
    "task_cancelled" TaskCancelled { task by }
    "task_panicked" TaskPanicked { task message place }
    "task_detached" TaskDetached { task }
    "task_priority" TaskPriority { task priority }
    "waiting" Waiting { node on place }
    "node_created" NodeCreated { node parent label place }
    "node_poll_started" NodePollStarted { node }
    "node_poll_ended" NodePollEnded { node ready }
    "node_woken" NodeWoken { node by }
    "node_dropped" NodeDropped { node finished }
    "resource_created" ResourceCreated { resource kind capacity place }
    "queued" Queued { resource ticket node permits }
    "granted" Granted { resource ticket }
    "left" Left { resource ticket served }
    "acquired" Acquired { resource access permits node }
    "released" Released { resource access permits holder }
    "sent" Sent { resource len }
    "received" Received { resource len }
    "lagged" Lagged { resource missed }
    "notified" Notified { resource woken stored }
    "senders_changed" SendersChanged { resource senders }
    "receivers_changed" ReceiversChanged { resource receivers }
    "closed" Closed { resource }
    "timer_set" TimerSet { timer deadline }
    "timer_fired" TimerFired { timer }
    "timer_cancelled" TimerCancelled { timer }
    "work_started" WorkStarted { duration place }
    "work_ended" WorkEnded {}
    "events_dropped" EventsDropped { count }
    "hosted" Hosted { thread way }
    "not_reported" NotReported { what }
    "frame" Frame { missed }
    "long_task" LongTask { reporter started duration }
    "output" Output { text }
    "mark" Mark { text }

    Fetch of FetchEvent:
    "fetch_started" Started { fetch address is_stand_in }
    "fetch_answered" Answered { fetch status length }
    "fetch_chunk" Chunk { fetch bytes }
    "fetch_ended" Ended { fetch how message }

    Thread of ThreadEvent:
    "worker_started" Started { worker name place is_simulated }
    "worker_ready" Ready { worker took kibibytes }
    "call_posted" CallPosted { worker task bytes }
    "call_ended" CallEnded { worker started duration }
    "worker_message" Message { worker bytes sent }
    "worker_ended" Ended { worker how message }

    Chart of ChartEvent:
    "chart_defined" Defined { chart title unit }
    "measured" Measured { chart series x value }
}
