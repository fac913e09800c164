//! Every future of this crate, waited for in every way: the place of its wait is a line of this test.

use std::collections::BTreeSet;
use std::future::{pending, poll_fn, Future};
use std::panic::Location;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use taskscope_runtime::combine::join3;
use taskscope_runtime::promise::Promise;
use taskscope_runtime::stream::{iter, IntervalStream, ReceiverStream};
use taskscope_runtime::sync::{broadcast, mpsc, oneshot, watch, Barrier, Mutex, Notify, RwLock, Semaphore};
use taskscope_runtime::thread::{self, Function, Job, Outbox};
use taskscope_runtime::{
    book, fetch, interval, join, join_all, named, race, select, simulate_with, sleep, spawn, spawn_blocking,
    timeout, work, yield_now, JoinSet, Rules, SiteFile, StreamExt, Unordered,
};

use crate::ways::Way;
use crate::{for_each_source, waits};

const HOUR: Duration = Duration::from_secs(3600);

static BUSY: Function<(), ()> = Function::new("busy", |(), _: &Outbox<()>| work(HOUR));
static CALL: Job<(), ()> = Job::new("call", |()| work(HOUR));
static SLOW: SiteFile = SiteFile::new("slow.txt", b"slow").answering_after(HOUR);
static LONG: SiteFile = SiteFile::new("long.txt", b"long").taking(HOUR);

pub(crate) type Program = Pin<Box<dyn Future<Output = ()>>>;

/// The name of a future, and a program that waits for it.
pub(crate) type Case = (&'static str, fn(Way) -> Program);

/// For each future, under the file and the name of its `impl`, programs that wait for it in a given way.
macro_rules! every {
    ($table:ident; $($name:literal: { $($setup:tt)* } $future:expr;)+) => {
        const $table: &[$crate::every::Case] = &[$(
            ($name, |way| Box::pin(async move {
                $($setup)*
                $crate::ways::wait(way, $future).await;
            })),
        )+];
    };
}

#[cfg(feature = "tokio-like")]
pub(crate) use every;

every! {
    EVERY;
    "book/handle.rs JoinHandle": { let mut task = book::spawn_task(pending::<()>()); } &mut task;
    "book/get.rs Get": {} book::get("https://rust-lang.org");
    "book/get.rs PageText": { let response = book::get("https://rust-lang.org").await; } response.text();
    "promise/mod.rs Listening": { let saved = Promise::settled_after(HOUR, Ok::<(), ()>(())); } saved.listen();
    "combine/join.rs $name": {} join(sleep(HOUR), sleep(HOUR));
    "combine/join.rs $name": {} join3(sleep(HOUR), sleep(HOUR), sleep(HOUR));
    "combine/join_all.rs JoinAll": {} join_all([sleep(HOUR)]);
    "combine/named.rs Named": {} named("nap", sleep(HOUR));
    "combine/race.rs Race": {} race(sleep(HOUR), sleep(HOUR));
    "combine/race.rs Select": {} select(sleep(HOUR), sleep(HOUR));
    "combine/timeout.rs Timeout": {} timeout(HOUR, pending::<()>());
    "fetch/response.rs Chunk": { let mut response = fetch(LONG).await.expect("it answers"); } response.chunk();
    "fetch/response.rs Fetch": {} fetch(SLOW);
    "fetch/response.rs Text": { let response = fetch(LONG).await.expect("it answers"); } response.text();
    "stream/consume.rs $name": { let mut ticks = ticks(); } ticks.any(|_| false);
    "stream/consume.rs $name": { let mut ticks = ticks(); } ticks.all(|_| true);
    "stream/consume.rs Collect": {} ticks().collect::<Vec<_>>();
    "stream/consume.rs Fold": {} ticks().fold(0, |sum, _| sum + 1);
    "stream/consume.rs ForEach": {} iter([1]).for_each(|_| sleep(HOUR));
    "stream/consume.rs ForEach": {} ticks().for_each(|_| async {});
    "stream/consume.rs Next": { let mut ticks = ticks(); ticks.next().await; } ticks.next();
    "stream/consume.rs Next": {
        let (_sender, receiver) = mpsc::channel::<()>(1);
        let mut messages = ReceiverStream::new(receiver);
    } messages.next();
    "stream/consume.rs Next": { let mut late = ticks().throttle(HOUR); late.next().await; } late.next();
    "stream/consume.rs Next": { let mut late = never().timeout(HOUR); } late.next();
    "stream/consume.rs Next": {
        let mut chunks = iter([1]).chain(never()).chunks_timeout(2, HOUR);
    } chunks.next();
    "stream/consume.rs Next": { let mut buffered = iter([sleep(HOUR)]).buffered(1); } buffered.next();
    "stream/consume.rs Next": { let mut set: Unordered<_> = [sleep(HOUR)].into_iter().collect(); } set.next();
    "sync/barrier.rs BarrierWait": { let barrier = Barrier::new(2); } barrier.wait();
    "sync/broadcast/receiver.rs Recv": { let (_sender, mut receiver) = broadcast::channel::<()>(1); }
        receiver.recv();
    "sync/broadcast/sender.rs Closed": { let (sender, _receiver) = broadcast::channel::<()>(1); }
        sender.closed();
    "sync/mpsc/receiver.rs Recv": { let (_sender, mut receiver) = mpsc::channel::<()>(1); } receiver.recv();
    "sync/mpsc/receiver.rs Recv": { let (_sender, mut receiver) = mpsc::channel::<()>(1); }
        poll_fn(|cx| receiver.poll_recv(cx));
    "sync/mpsc/receiver.rs RecvMany": {
        let (_sender, mut receiver) = mpsc::channel::<()>(1);
        let mut buffer = Vec::new();
    } receiver.recv_many(&mut buffer, 2);
    "sync/mpsc/sender.rs Closed": { let (sender, _receiver) = mpsc::channel::<()>(1); } sender.closed();
    "sync/mpsc/sender.rs Closed": { let (sender, _receiver) = mpsc::unbounded_channel::<()>(); }
        sender.closed();
    "sync/mpsc/sender.rs Reserve": { let (sender, _receiver) = full(); } sender.reserve();
    "sync/mpsc/sender.rs Send": { let (sender, _receiver) = full(); } sender.send(());
    "sync/mutex.rs Lock": { let mutex = Mutex::new(()); let _held = mutex.lock().await; } mutex.lock();
    "sync/mutex.rs Lock": { let mutex = Arc::new(Mutex::new(())); let _held = mutex.lock().await; }
        Arc::clone(&mutex).lock_owned();
    "sync/notify.rs Notification": { let notify = Notify::new(); } notify.notified();
    "sync/notify.rs Notification": { let notify = Arc::new(Notify::new()); } notify.notified_owned();
    "sync/oneshot.rs Closed": { let (mut sender, _receiver) = oneshot::channel::<()>(); } sender.closed();
    "sync/oneshot.rs Closed": { let (mut sender, _receiver) = oneshot::channel::<()>(); }
        poll_fn(|cx| sender.poll_closed(cx));
    "sync/oneshot.rs Receiver": { let (_sender, receiver) = oneshot::channel::<()>(); } receiver;
    "sync/oneshot.rs Receiver": { let (_sender, mut receiver) = oneshot::channel::<()>(); } &mut receiver;
    "sync/rwlock.rs $name": { let lock = RwLock::new(()); let _held = lock.write().await; } lock.read();
    "sync/rwlock.rs $name": { let lock = RwLock::new(()); let _held = lock.read().await; } lock.write();
    "sync/rwlock.rs $name": { let lock = Arc::new(RwLock::new(())); let _held = lock.write().await; }
        Arc::clone(&lock).read_owned();
    "sync/rwlock.rs $name": { let lock = Arc::new(RwLock::new(())); let _held = lock.read().await; }
        Arc::clone(&lock).write_owned();
    "sync/semaphore.rs Acquire": { let semaphore = Semaphore::new(0); } semaphore.acquire();
    "sync/semaphore.rs Acquire": { let semaphore = Arc::new(Semaphore::new(1)); }
        semaphore.acquire_many_owned(2);
    "sync/watch/receiver.rs Changed": { let (_sender, mut receiver) = watch::channel(0); } receiver.changed();
    "sync/watch/receiver.rs WaitFor": { let (_sender, mut receiver) = watch::channel(0); }
        receiver.wait_for(|&value| value > 0);
    "sync/watch/sender.rs Closed": { let (sender, _receiver) = watch::channel(0); } sender.closed();
    "spawn/handle.rs JoinHandle": { let mut task = spawn("task", pending::<()>()); } &mut task;
    "spawn/handle.rs Joining": { let task = spawn("task", pending::<()>()); }
        std::future::IntoFuture::into_future(task);
    "spawn/join_set.rs JoinNext": { let mut set = one_task(); } set.join_next();
    "spawn/join_set.rs JoinNext": {} one_task().join_all();
    "thread/blocking.rs Blocking": {} spawn_blocking(&CALL, ());
    "thread/receive.rs Join": { let busy = thread::spawn(&BUSY); busy.send(()).expect("it runs"); } busy.join();
    "thread/receive.rs Receive": { let busy = thread::spawn(&BUSY); } busy.receive();
    "time/interval.rs Tick": { let mut interval = interval(HOUR); interval.tick().await; } interval.tick();
    "time/interval.rs Tick": { let mut interval = interval(HOUR); interval.tick().await; }
        poll_fn(|cx| interval.poll_tick(cx));
    "time/sleep.rs Sleep": {} sleep(HOUR);
    "yield_now.rs YieldNow": {} yield_now();
}

fn ticks() -> IntervalStream {
    IntervalStream::new(interval(HOUR))
}

/// A stream of which nothing comes.
fn never() -> impl StreamExt<Item = i32> {
    iter([()]).then(|()| pending())
}

fn full() -> (mpsc::Sender<()>, mpsc::Receiver<()>) {
    let (sender, receiver) = mpsc::channel(1);
    sender.try_send(()).expect("there is room");
    (sender, receiver)
}

fn one_task() -> JoinSet<()> {
    let mut set = JoinSet::new();
    set.spawn("member", pending());
    set
}

/// Runs a program for a moment, and returns what was wrong with the places of its waits.
fn faults(operations: Option<u32>, way: Way, program: fn(Way) -> Program) -> Vec<String> {
    const EVENTS: usize = 200;
    let is_over = Rc::new(());
    let held = Rc::clone(&is_over);
    let main = async move {
        let _waiter = spawn("waiter", async move {
            program(way).await;
            drop(held);
        });
        sleep(Duration::from_secs(1)).await;
    };
    let rules = Rules::default().with_operations(operations);
    let run = simulate_with(EVENTS, rules, "main", main, Location::caller());
    let waits = waits(&run);
    let wrong = waits.iter().filter(|(_, file, _)| !file.contains("tests/places/"));
    let mut faults: Vec<_> = wrong.map(|(on, file, line)| format!("{on:?} at {file}:{line}")).collect();
    // One is that of main.
    if waits.len() < 2 {
        faults.push("nothing was waited for".to_owned());
    }
    faults
}

/// Waits for every future of a table in every way.
pub(crate) fn check(table: &[Case]) {
    let mut wrong = Vec::new();
    for (name, program) in table {
        for way in Way::ALL {
            // Without any operation every future waits for its next turn, over and over.
            for operations in [Some(Rules::OPERATIONS), Some(0)] {
                let faults = faults(operations, way, *program);
                wrong.extend(faults.first().map(|fault| format!("{name}, {way:?}, {operations:?}: {fault}")));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_wait_is_at_a_line_of_the_program() {
    check(EVERY);
}

/// The futures that the feature `tokio-like` brings.
pub(crate) const TOKIO_LIKE: [&str; 5] = [
    "stream/combinators/peekable.rs Peek",
    "stream/try_next.rs TryNext",
    "sync/mpsc/many.rs ReserveMany",
    "sync/mpsc/timed.rs SendTimeout",
    "tokio_like/task/handle.rs JoinHandle",
];

#[test]
fn no_future_is_left_out() {
    /// Threads of the virtual clock have started when they are spawned; promises are tested in a browser.
    const ELSEWHERE: [&str; 2] = ["thread/receive.rs Ready", "web/promise.rs JsFuture"];
    let mut written = BTreeSet::new();
    for_each_source(&mut |file, text| {
        for line in text.lines().filter(|line| line.trim_start().starts_with("impl")) {
            let Some((_, name)) = line.split_once(" Future for ") else { continue };
            let name: String = name
                .trim_start_matches("&mut ")
                .chars()
                .take_while(|&char| char.is_alphanumeric() || char == '$' || char == '_')
                .collect();
            written.insert(format!("{file} {name}"));
        }
    });
    let here = EVERY.iter().map(|(name, _)| *name);
    let tested: BTreeSet<_> = here.chain(TOKIO_LIKE).chain(ELSEWHERE).map(str::to_owned).collect();
    let left_out: Vec<_> = tested.symmetric_difference(&written).collect();
    assert!(left_out.is_empty(), "to be listed in `every!`, or not any more: {left_out:?}");
}
