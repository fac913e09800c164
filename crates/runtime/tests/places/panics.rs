//! A panic that a caller causes is raised at the caller's line.

use std::cell::RefCell;
use std::mem::ManuallyDrop;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::rc::Rc;
use std::sync::{Arc, Once};
use std::time::Duration;

use taskscope_runtime::stream::iter;
use taskscope_runtime::sync::{broadcast, mpsc, Mutex, RwLock, Semaphore};
use taskscope_runtime::thread::{self, Function, Job};
use taskscope_runtime::time::interval_at;
use taskscope_runtime::{
    book, fetch, interval, select, simulate, sleep, sleep_until, spawn, spawn_blocking, timeout, timeout_at,
    work, Builder, Chart, Instant, JoinSet, SiteFile, StreamExt, Unit,
};

use crate::for_each_source;

const MOMENT: Duration = Duration::from_millis(1);

static ECHO: Function<u32, u32> = Function::new("echo", |number, out| out.send(number));
static SAME: Job<u32, u32> = Job::new("same", |number| number);
static FILE: SiteFile = SiteFile::new("file", b"");

thread_local! {
    static FILE_OF_PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The file that a panic of `call` names.
fn file_of_panic(call: impl FnOnce()) -> Option<String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let tell = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let file = panic.location().map(|location| location.file().to_owned());
            let is_expected = FILE_OF_PANIC.with(|slot| slot.borrow().is_some());
            if is_expected {
                FILE_OF_PANIC.set(file);
            } else {
                tell(panic);
            }
        }));
    });
    FILE_OF_PANIC.set(Some(String::new()));
    let outcome = catch_unwind(AssertUnwindSafe(call));
    FILE_OF_PANIC.take().filter(|_| outcome.is_err())
}

/// What panics in a task, and outside one.
const INSIDE: &[(&str, fn())] = &[
    ("an mpsc channel without room", || drop(mpsc::channel::<()>(0))),
    ("an mpsc channel that is too large", || drop(mpsc::channel::<()>(usize::MAX))),
    ("a broadcast channel without room", || drop(broadcast::channel::<()>(0))),
    ("a broadcast channel that is too large", || drop(broadcast::channel::<()>(usize::MAX))),
    ("a broadcast sender without room", || drop(broadcast::Sender::<()>::new(0))),
    ("a lock without readers", || drop(RwLock::with_max_readers((), 0))),
    ("a lock with too many readers", || drop(RwLock::with_max_readers((), u32::MAX))),
    ("a semaphore that is too large", || drop(Semaphore::new(usize::MAX))),
    ("a semaphore that becomes too large", || Semaphore::new(1).add_permits(usize::MAX)),
    ("permits of another semaphore", || {
        let (one, other) = (Semaphore::new(1), Semaphore::new(1));
        let mut permit = one.try_acquire().expect("it is free");
        permit.merge(other.try_acquire().expect("it is free"));
    }),
    ("a mutex whose guard was leaked", || {
        let mut mutex = Mutex::new(());
        let _leaked = ManuallyDrop::new(mutex.try_lock());
        mutex.get_mut();
    }),
    ("a mutex whose guard was leaked, taken apart", || {
        let mutex = Mutex::new(());
        let _leaked = ManuallyDrop::new(mutex.try_lock());
        mutex.into_inner();
    }),
    ("a lock whose guard was leaked", || {
        let mut lock = RwLock::new(());
        let _leaked = ManuallyDrop::new(lock.try_read());
        lock.get_mut();
    }),
    ("a lock whose guard was leaked, taken apart", || {
        let lock = Arc::new(RwLock::new(()));
        let _leaked = ManuallyDrop::new(lock.try_write());
        Arc::into_inner(lock).expect("it is the only one").into_inner();
    }),
    ("an interval without length", || drop(interval(Duration::ZERO))),
    ("an interval without length, from a moment on", || drop(interval_at(Instant::now(), Duration::ZERO))),
    ("a moment after the end of time", || unused(&(Instant::now() + Duration::MAX))),
    ("a moment moved behind the end of time", || {
        let mut moment = Instant::now();
        moment += Duration::MAX;
    }),
    ("a moment before the start of time", || unused(&(Instant::now() - Duration::MAX))),
    ("a moment moved before the start of time", || {
        let mut moment = Instant::now();
        moment -= Duration::MAX;
    }),
    ("chunks of nothing", || drop(iter([1]).chunks_timeout(0, MOMENT))),
    ("a buffer without room", || drop(iter([sleep(MOMENT)]).buffered(0))),
    ("a buffer without room and order", || drop(iter([sleep(MOMENT)]).buffer_unordered(0))),
    ("block_on in a task", || book::block_on(async {})),
    ("run in a task", || book::run(async {})),
];

const OUTSIDE: &[(&str, fn())] = &[
    ("sleep", || drop(sleep(MOMENT))),
    ("sleep_until", || drop(sleep_until(moment()))),
    ("interval", || drop(interval(MOMENT))),
    ("interval_at", || drop(interval_at(moment(), MOMENT))),
    ("timeout", || drop(timeout(MOMENT, async {}))),
    ("timeout_at", || drop(timeout_at(moment(), async {}))),
    ("timeout of a stream", || drop(iter([1]).timeout(MOMENT))),
    ("Instant::now", || unused(&Instant::now())),
    ("Instant::elapsed", || unused(&moment().elapsed())),
    ("spawn", || drop(spawn("task", async {}))),
    ("Builder::spawn", || drop(Builder::new("task").spawn(async {}))),
    ("spawn_task", || drop(book::spawn_task(async {}))),
    ("JoinSet::spawn", || drop(JoinSet::new().spawn("task", async {}))),
    ("thread::spawn", || drop(thread::spawn(&ECHO))),
    ("spawn_blocking", || drop(spawn_blocking(&SAME, 1))),
    ("fetch", || drop(fetch(FILE))),
    ("work", || work(MOMENT)),
    ("Chart::new", || unused(&Chart::new("chart", Unit::Count))),
    ("Interval::reset", || ticks().reset()),
    ("Interval::reset_immediately", || ticks().reset_immediately()),
    ("Interval::reset_after", || ticks().reset_after(MOMENT)),
];

/// Takes what can't be dropped.
fn unused<T>(_: &T) {}

/// What a task returns that was made in it.
fn made_inside<T: 'static>(make: impl FnOnce() -> T + 'static) -> T {
    let value = Rc::new(RefCell::new(None));
    let slot = Rc::clone(&value);
    simulate("main", async move { *slot.borrow_mut() = Some(make()) });
    value.take().expect("main ran to its end")
}

fn moment() -> Instant {
    made_inside(Instant::now)
}

fn ticks() -> taskscope_runtime::Interval {
    made_inside(|| interval(MOMENT))
}

fn wrong_files(calls: &[(&str, fn())]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (what, call) in calls {
        let file = file_of_panic(call);
        if file.as_deref().map_or(true, |file| !file.contains("panics.rs")) {
            wrong.push(format!("{what}: {file:?}"));
        }
    }
    wrong
}

#[test]
fn what_can_not_be_is_refused_at_the_line_that_asks_for_it() {
    let wrong = made_inside(|| wrong_files(INSIDE));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_needs_a_task_says_so_at_the_line_that_has_none() {
    let wrong = wrong_files(OUTSIDE);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_select_without_branches_panics_at_its_line() {
    let file = made_inside(|| {
        file_of_panic(|| {
            let run = async {
                select! { () = async {}, if false => {} }
            };
            assert!(is_ready(run), "it panics before");
        })
    });
    assert!(file.is_some_and(|file| file.contains("panics.rs")));
}

/// Polls a future once.
fn is_ready(future: impl std::future::Future) -> bool {
    struct Deaf;
    impl std::task::Wake for Deaf {
        fn wake(self: Arc<Self>) {}
    }
    let waker = std::task::Waker::from(Arc::new(Deaf));
    let mut future = std::pin::pin!(future);
    future.as_mut().poll(&mut std::task::Context::from_waker(&waker)).is_ready()
}

#[test]
fn every_function_that_says_when_it_panics_names_its_caller() {
    let mut wrong = Vec::new();
    for_each_source(&mut |file, text| {
        let mut lines = text.lines().enumerate();
        while let Some((number, line)) = lines.next() {
            if !line.trim_start().starts_with("/// # Panics") {
                continue;
            }
            let head: Vec<_> = lines
                .by_ref()
                .map(|(_, line)| line.trim_start())
                .skip_while(|line| line.starts_with("///"))
                .take_while(|line| line.starts_with("#[") || line.starts_with("//") || is_of_a_function(line))
                .collect();
            let is_function = head.last().is_some_and(|line| is_of_a_function(line));
            if is_function && !head.contains(&"#[track_caller]") {
                wrong.push(format!("{file}:{}", number + 1));
            }
        }
    });
    assert!(wrong.is_empty(), "`#[track_caller]` is missing: {}", wrong.join(", "));
}

fn is_of_a_function(line: &str) -> bool {
    line.starts_with("pub fn ") || line.starts_with("fn ") || line.starts_with("pub async fn ")
}
