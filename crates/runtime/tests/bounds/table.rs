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
    "cell" {
        Ref: cell::Ref<'static, u32> => Neither;
        RefCell: cell::RefCell<u32> => SendOnly;
        RefMut: cell::RefMut<'static, u32> => Neither;
    }
    "chart" {
        Chart: Chart => Both;
    }
    "choose/choice" {
        Choice: choose::Choice => Both;
        Chooser: choose::Chooser => Neither;
    }
    "choose/mod" {
        Policy: choose::Policy => Neither;
    }
    "choose/schedule" {
        Chosen: choose::Chosen => Both;
        Mismatch: choose::Mismatch => Both;
        Replayer: choose::Replayer => SendOnly;
        Schedule: choose::Schedule => Both;
    }
    "combine/arm" {
        Arm: combine::Arm<'static, Ready<u32>> => Both;
        Branch: combine::Branch<'static, Ready<u32>> => Both;
    }
    "combine/join" {
        Join: combine::Join<Ready<u32>, Ready<u32>> => Both;
        Join3: combine::Join3<Ready<u32>, Ready<u32>, Ready<u32>> => Both;
    }
    "combine/join_all" {
        JoinAll: combine::JoinAll<Ready<u32>> => Both;
    }
    "combine/named" {
        Named: combine::Named<Ready<u32>> => Both;
    }
    "combine/race" {
        Either: Either<u32, Rc<u32>> => Neither;
        Either: Either<u32, NotShared> => SendOnly;
        Race: combine::Race<Ready<u32>, Ready<u32>> => Both;
        Select: combine::Select<Ready<u32>, Ready<u32>> => Both;
    }
    "combine/timeout" {
        Elapsed: combine::Elapsed => Both;
        Timeout: combine::Timeout<Ready<u32>> => Both;
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
        Arrivals: fetch::Arrivals => Neither;
    }
    "fetch/response" {
        Chunk: fetch::Chunk<'static> => Neither;
        Fetch: fetch::Fetch => Neither;
        Response: fetch::Response => Neither;
        Text: fetch::Text => Neither;
    }
    "fetch/site_file" {
        SiteFile: SiteFile => Both;
    }
    "host" {
        Turns: host::Turns => Neither;
        When: host::When => Both;
    }
    "node" {
        Node: combine::Node => Both;
    }
    "promise/callback" {
        Callback: promise::Callback<u32> => Neither;
    }
    "promise/mod" {
        Listening: promise::Listening<u32, u32> => Neither;
        Promise: promise::Promise<u32, u32> => Neither;
    }
    "rules" {
        Budget: Budget => Both;
        Options: Options => Neither;
        Rules: Rules => Neither;
    }
    "scope" {
        Scope: scope::Scope => SendOnly;
    }
    "simulator" {
        Recording: record::Recording => Both;
    }
    "task/abort" {
        AbortHandle: AbortHandle => Both;
    }
    "task/error" {
        JoinError: JoinError => Both;
    }
    "spawn/handle" {
        JoinHandle: JoinHandle<u32> => Neither;
        Joining: spawn::Joining<u32> => Neither;
    }
    "spawn/join_set" {
        JoinNext: spawn::JoinNext<'static, u32> => Neither;
        JoinSet: JoinSet<u32> => Neither;
    }
    "spawn/mod" {
        Builder: Builder => Both;
        CurrentTask: spawn::CurrentTask => Both;
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
        Tick: time::Tick<'static> => Both;
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
        Latest: record::Latest => Neither;
    }
    "record/recorder" {
        Recorder: record::Recorder => Neither;
    }
}
