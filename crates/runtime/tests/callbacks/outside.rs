//! Threads and transfers whose sink drops their handles as it hears of their end; hosts that report at once.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use taskscope_format::{Clock, Micros, RunEnd, TurnCause};
use taskscope_runtime::fetch::{Arrivals, Fetch, Network, Request};
use taskscope_runtime::host::{Host, Turns, When};
use taskscope_runtime::thread::{self, Remote, Reports, ThreadError, Threads};
use taskscope_runtime::{fetch, simulate, Executor, Options, SiteFile};

use crate::scene::{message, take, Scene, Slot};

static ECHO: thread::Function<u32, u32> = thread::Function::new("echo", |number, out| out.send(number));

static LETTERS: SiteFile = SiteFile::new("letters.txt", b"abc");

/// Drops, from the sink, what is held when the story comes to `part`.
fn drop_at<T: 'static>(part: &'static str, held: fn() -> T) -> Scene {
    let scene = Scene::new();
    let slot: Slot<T> = Slot::default();
    let (taken, kept) = (Rc::clone(&slot), Rc::clone(&slot));
    scene.on_event(part, move || drop(take(&taken)));
    drop(scene.executor.spawn("task", async move {
        let held = held();
        *kept.borrow_mut() = Some(held);
    }));
    for _ in 0..3 {
        scene.host.turn();
    }
    drop(take(&slot));
    scene
}

#[test]
fn a_thread_ends_once_though_a_sink_drops_its_handle_while_it_is_told() {
    for part in ["called", "bytes from", "call of", "thread 1 ended"] {
        let scene = drop_at(part, || {
            let thread = thread::spawn(&ECHO);
            thread.send(1).expect("it has just been spawned");
            thread.close();
            thread
        });
        let story = scene.story();
        let ends = story.lines().filter(|line| line.contains("thread 1 ended") && !line.contains("call of"));
        assert_eq!(ends.count(), 1, "{part}: {story}");
    }
}

#[test]
fn every_thread_ends_with_the_run_though_the_sink_panics_at_the_end_of_one() {
    let scene = Scene::new();
    scene.on_event("thread 1 ended", || panic!("a sink panics"));
    let threads = Slot::default();
    let kept = Rc::clone(&threads);
    drop(scene.executor.start("main", async move {
        *kept.borrow_mut() = Some([thread::spawn(&ECHO), thread::spawn(&ECHO)]);
    }));
    assert_eq!(scene.host.broken_turn(), "a sink panics");
    assert_eq!(scene.count("thread 2 ended"), 1, "{}", scene.story());
    drop(take(&threads));
}

#[test]
fn a_transfer_ends_once_though_a_sink_drops_it_while_it_is_told() {
    for part in ["answered", "bytes of fetch", "fetch 1 ended"] {
        let scene = drop_at::<Fetch>(part, || fetch(LETTERS));
        assert_eq!(scene.count("fetch 1 ended"), 1, "{part}: {}", scene.story());
    }
}

#[test]
fn a_thread_that_hears_of_its_end_when_it_is_called_says_so_to_who_waits() {
    let run = simulate("main", async {
        let thread = thread::spawn(&ECHO);
        thread.send(1).expect("it has just been spawned");
        assert_eq!(thread.receive().await, Some(1));
    });
    assert_eq!(run.end(), Some(RunEnd::Finished));

    let host = Broken::default();
    let executor = Executor::new(host.clone(), Options::default());
    let handle = executor.spawn("task", async {
        let thread = thread::spawn(&ECHO);
        thread.send(1).expect("it has just been spawned");
        thread.join().await
    });
    for _ in 0..2 {
        let turns = host.turns.borrow().clone();
        turns.expect("an executor was made").take(TurnCause::Request);
    }
    assert_eq!(handle.try_take(), Some(Ok(Err(ThreadError::Failed("it broke".to_owned())))));
}

/// A host whose threads break in the call, and whose requests break when they are cancelled.
#[derive(Clone, Default)]
struct Broken {
    /// How many requests were cancelled.
    cancelled: Rc<Cell<u32>>,
    turns: Rc<RefCell<Option<Turns>>>,
}

struct BrokenRemote(Reports);

impl Remote for BrokenRemote {
    fn call(&self, _: &'static str, _: Vec<u8>) {
        self.0.failed("it broke");
    }
}

impl Threads for Broken {
    fn parallelism(&self) -> usize {
        1
    }

    fn start(&self, _: &str, reports: Reports) -> Result<Box<dyn Remote>, String> {
        Ok(Box::new(BrokenRemote(reports)))
    }
}

/// A request that says so and panics when it is cancelled.
struct BrokenRequest(Rc<Cell<u32>>);

impl Request for BrokenRequest {}

impl Drop for BrokenRequest {
    fn drop(&mut self) {
        self.0.set(self.0.get() + 1);
        panic!("a request breaks");
    }
}

impl Network for Broken {
    fn request(&self, _: &str, _: Arrivals) -> Box<dyn Request> {
        Box::new(BrokenRequest(Rc::clone(&self.cancelled)))
    }
}

#[test]
fn every_transfer_ends_with_the_run_though_the_host_panics_at_the_end_of_one() {
    let host = Broken::default();
    let executor = Executor::new(host.clone(), Options::default());
    let kept = Rc::new(RefCell::new(Vec::new()));
    let held = Rc::clone(&kept);
    drop(executor.start("main", async move { held.borrow_mut().extend([fetch(LETTERS), fetch(LETTERS)]) }));
    let turns = host.turns.borrow().clone().expect("an executor was made");
    assert_eq!(message(|| turns.take(TurnCause::Request)), "a request breaks");
    assert_eq!(executor.ended(), Some(RunEnd::Finished));
    assert_eq!(host.cancelled.get(), 2);
}

impl Host for Broken {
    fn start(&self, turns: Turns) {
        *self.turns.borrow_mut() = Some(turns);
    }

    fn clock(&self) -> Clock {
        Clock::Browser
    }

    fn now(&self) -> Micros {
        Micros(0)
    }

    fn request_turn(&self, _: When) {}

    fn set_alarm(&self, _: Option<Micros>) {}

    fn threads(&self) -> Option<&dyn Threads> {
        Some(self)
    }

    fn network(&self) -> Option<&dyn Network> {
        Some(self)
    }

    fn keep_busy_until(&self, _: Micros) {}
}
