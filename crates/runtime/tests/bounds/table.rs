//! The table, but for what tasks share: of every public type whether it is `Send`, and whether it is `Sync`.
//!
//! What holds a task stays on the thread of its executor, but for abort handles.
// Names are written out in the rows, as they are found in the sources.
#![allow(clippy::wildcard_imports)]

use std::cell::Cell;
use std::future::Ready;
use std::rc::Rc;

use taskscope_runtime::*;

use crate::row::Is::{self, Both, Neither, SendOnly};
use crate::row::{table, Otherwise as _, Probe, Row};

/// May go to another thread but not be shared.
type NotShared = Cell<u32>;

table! {
    tasks_and_hosts:
    "book/get" {
        Get: book::Get<'static> => Neither;
        PageText: book::PageText => Neither;
        Response: book::Response => Neither;
    }
    "book/html" {
        Element: book::Element<'static> => Both;
        Html: book::Html => Both;
    }
    "book/handle" {
        JoinHandle: book::JoinHandle<u32> => Neither;
    }
    "chart" {
        Chart: Chart => Both;
    }
    "choose/choice" {
        Choice: Choice => Both;
        Chooser: Chooser => Neither;
    }
    "choose/mod" {
        Policy: Policy => Neither;
    }
    "choose/schedule" {
        Chosen: Chosen => Both;
        Mismatch: Mismatch => Both;
        Replayer: Replayer => SendOnly;
        Schedule: Schedule => Both;
    }
    "combine/arm" {
        Arm: Arm<'static, Ready<u32>> => Both;
        Branch: Branch<'static, Ready<u32>> => Both;
    }
    "combine/join" {
        Join: Join<Ready<u32>, Ready<u32>> => Both;
        Join3: Join3<Ready<u32>, Ready<u32>, Ready<u32>> => Both;
    }
    "combine/join_all" {
        JoinAll: JoinAll<Ready<u32>> => Both;
    }
    "combine/named" {
        Named: Named<Ready<u32>> => Both;
    }
    "combine/race" {
        Either: Either<u32, Rc<u32>> => Neither;
        Either: Either<u32, NotShared> => SendOnly;
        Race: Race<Ready<u32>, Ready<u32>> => Both;
        Select: Select<Ready<u32>, Ready<u32>> => Both;
    }
    "combine/timeout" {
        Elapsed: Elapsed => Both;
        Timeout: Timeout<Ready<u32>> => Both;
    }
    "combine/unordered" {
        Unordered: Unordered<Ready<u32>> => Both;
    }
    "executor" {
        Executor: Executor => Neither;
    }
    "fetch/error" {
        FetchError: FetchError => Both;
    }
    "fetch/host" {
        Arrivals: Arrivals => Neither;
    }
    "fetch/response" {
        Chunk: Chunk<'static> => Neither;
        Fetch: Fetch => Neither;
        Response: Response => Neither;
        Text: Text => Neither;
    }
    "fetch/site_file" {
        SiteFile: SiteFile => Both;
    }
    "host" {
        Turns: Turns => Neither;
        When: When => Both;
    }
    "node" {
        Node: Node => Both;
    }
    "rules" {
        Budget: Budget => Both;
        Options: Options => Neither;
        Rules: Rules => Neither;
    }
    "simulator" {
        Recording: Recording => Both;
    }
    "task/abort" {
        AbortHandle: AbortHandle => Both;
    }
    "task/error" {
        JoinError: JoinError => Both;
    }
    "spawn/handle" {
        JoinHandle: JoinHandle<u32> => Neither;
        Joining: Joining<u32> => Neither;
    }
    "spawn/join_set" {
        JoinNext: JoinNext<'static, u32> => Neither;
        JoinSet: JoinSet<u32> => Neither;
    }
    "spawn/mod" {
        Builder: Builder => Both;
        CurrentTask: CurrentTask => Both;
    }
    "thread/blocking" {
        Blocking: thread::Blocking<u32> => Neither;
    }
    "thread/error" {
        ThreadError: thread::ThreadError => Both;
    }
    "thread/function" {
        Function: thread::Function<Rc<u32>, Rc<u32>> => Both;
        Job: thread::Job<Rc<u32>, Rc<u32>> => Both;
        Outbox: thread::Outbox<u32> => Neither;
    }
    "thread/handle" {
        Thread: thread::Thread<u32, u32> => Neither;
    }
    "thread/host" {
        Reports: thread::Reports => Neither;
    }
    "thread/receive" {
        Join: thread::Join<u32, u32> => Neither;
        Ready: thread::Ready<'static> => Neither;
        Receive: thread::Receive<'static, u32> => Neither;
    }
    "thread/report" {
        Footprint: thread::Footprint => Both;
    }
    "time/instant" {
        Instant: Instant => Both;
    }
    "time/interval" {
        Interval: Interval => Both;
        MissedTickBehavior: MissedTickBehavior => Both;
        Tick: Tick<'static> => Both;
    }
    "time/sleep" {
        Sleep: Sleep => Both;
    }
    "yield_now" {
        YieldNow: YieldNow => Both;
    }
}

table! {
    records:
    "record/latest" {
        Latest: Latest => Neither;
    }
    "record/recorder" {
        Recorder: Recorder => Neither;
    }
}
