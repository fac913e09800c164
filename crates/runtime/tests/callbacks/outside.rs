//! Threads and transfers whose end a sink is told of, while it drops what holds them; hosts that report at once.

use std::cell::RefCell;
use std::rc::Rc;

use taskscope_runtime::thread::{self, Remote, Reports, ThreadError, Threads};
use taskscope_runtime::{
    fetch, simulate, Clock, Executor, Fetch, Host, Micros, Options, RunEnd, SiteFile, TurnCause, Turns, When,
};

use crate::scene::{take, Scene, Slot};

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

/// A host whose threads break in the call.
#[derive(Clone, Default)]
struct Broken {
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

    fn keep_busy_until(&self, _: Micros) {}
}
