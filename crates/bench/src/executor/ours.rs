//! Our side: the executor on the browser host, first in first out, without a budget.

use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;
use std::time::Duration;

use taskscope_runtime::record::Recorder;
use taskscope_runtime::record::format::{Clock, Decoder, Entry};
use taskscope_runtime::web::{BrowserHost, spawn_local};
use taskscope_runtime::{Budget, Executor, Options, Sleep, mpsc, sleep};

use super::subject::{Channel, Receiver, Sender, Subject, Task, Trace};
use super::timers::{self, Timed};
use super::works::{self, Prepared};

/// Prepares a work for one of our variants, called by name.
pub(super) fn prepare(variant: &str, work: &str) -> Option<Prepared> {
    let subject = match variant {
        "taskscope spawn_local" => return works::prepare(work, &SpawnLocal),
        "taskscope" => Taskscope::new(Clock::Browser, false),
        "taskscope recording, virtual clock" => Taskscope::new(Clock::Virtual, true),
        "taskscope recording, browser clock" => Taskscope::new(Clock::Browser, true),
        _ => return None,
    };
    works::prepare(work, &subject).or_else(|| timers::prepare(work, &subject))
}

thread_local! {
    /// Room for a trace, kept from one run to the next: what is measured is recording, not growing.
    static WORDS: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
}

#[derive(Clone)]
struct Taskscope {
    executor: Rc<Executor>,
    recorder: Option<Recorder>,
    words: Rc<RefCell<Vec<u32>>>,
}

impl Taskscope {
    fn new(clock: Clock, is_recording: bool) -> Self {
        let words = Rc::new(RefCell::new(WORDS.take()));
        let kept = Rc::clone(&words);
        let recorder = is_recording
            .then(|| Recorder::new(usize::MAX, move |batch| kept.borrow_mut().extend_from_slice(batch)));
        let options = Options::default().with_rules(Budget::UNLIMITED).with_recorder(recorder.clone());
        let (host, _pause) = BrowserHost::new(clock);
        Self { executor: Rc::new(Executor::new(host, options)), recorder, words }
    }
}

impl Subject for Taskscope {
    type Pool<F: Task> = Self;
    type Channel = Mpsc;

    fn pool<F: Task>(&self, _: u32) -> Self {
        self.clone()
    }

    fn spawn(&self, future: impl Task) {
        self.executor.spawn_detached(future);
    }

    fn spawn_local(&self, future: impl Future<Output = ()> + 'static) {
        self.executor.spawn_detached(future);
    }

    fn trace(&self) -> Trace {
        if let Some(recorder) = &self.recorder {
            recorder.flush();
        }
        let mut words = self.words.take();
        let mut trace = Trace { records: count(words.len() / 4), events: 0 };
        let decoded = Decoder::default()
            .read(&words, |entry| trace.events += u32::from(matches!(entry, Entry::Event(_))));
        decoded.expect("a recorder writes what its decoder reads");
        words.clear();
        WORDS.replace(words);
        trace
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

impl Timed for Taskscope {
    type Timer = Sleep;

    fn timer(milliseconds: u32) -> Sleep {
        sleep(Duration::from_millis(milliseconds.into()))
    }
}

/// The executor that every page has, without a handle to it: the drop-in for that of wasm-bindgen-futures.
#[derive(Clone)]
struct SpawnLocal;

impl Subject for SpawnLocal {
    type Pool<F: Task> = Self;
    type Channel = Mpsc;

    fn pool<F: Task>(&self, _: u32) -> Self {
        Self
    }

    fn spawn(&self, future: impl Task) {
        spawn_local(future);
    }

    fn spawn_local(&self, future: impl Future<Output = ()> + 'static) {
        spawn_local(future);
    }
}

struct Mpsc;

impl Channel for Mpsc {
    type Sender = mpsc::UnboundedSender<u32>;
    type Receiver = mpsc::Receiver<u32>;

    fn open() -> (Self::Sender, Self::Receiver) {
        mpsc::unbounded_channel()
    }
}

impl Sender for mpsc::UnboundedSender<u32> {
    fn send(&self, message: u32) {
        self.send(message).expect("the receiver is there until the last message");
    }
}

impl Receiver for mpsc::Receiver<u32> {
    async fn receive(&mut self) -> Option<u32> {
        self.recv().await
    }
}
