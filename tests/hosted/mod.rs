//! Runs in a browser, told event by event: what they are made of is known to the microsecond.
#![allow(dead_code, reason = "every test crate uses some of it")]

use taskscope_format::Place;
use taskscope_format::{
    Clock, Entry, Event, HostThread, Micros, Order, PlaceId, Reporter, RunEnd, TaskId, TextId, TurnCause,
    WakeSource, Way,
};
use taskscope_trace::{Run, Trace};

/// A run that is being told. It has two tasks: 1 is `main`, 2 is `other`.
pub(crate) struct Hosted {
    words: Vec<u32>,
}

impl Hosted {
    /// The start of a run.
    pub(crate) fn new(thread: HostThread, way: Way) -> Self {
        let mut run = Self { words: Vec::new() };
        for text in ["main", "other", "src/lib.rs"] {
            Entry::Text(text.to_owned()).write(&mut run.words);
        }
        Entry::Place(Place { file: TextId(2), line: 7, column: 1 }).write(&mut run.words);
        run.say(Event::RunStarted { clock: Clock::Browser, order: Order::Fifo, seed: 0 });
        run.say(Event::Hosted { thread, way });
        run.spawn(1);
        run.spawn(2);
        run
    }

    /// A new task; they have to come in order.
    pub(crate) fn spawn(&mut self, id: u32) -> &mut Self {
        let (parent, name) = if id == 1 { (None, TextId(0)) } else { (Some(TaskId(1)), TextId(1)) };
        self.say(Event::TaskSpawned { task: TaskId(id), parent, name, place: PlaceId(0) })
    }

    /// An event at the time of the one before.
    pub(crate) fn say(&mut self, event: Event) -> &mut Self {
        Entry::Event(event).write(&mut self.words);
        self
    }

    /// What follows happens at a time, in microseconds.
    pub(crate) fn at(&mut self, micros: u64) -> &mut Self {
        Entry::Time(Micros(micros)).write(&mut self.words);
        self
    }

    /// A turn in which a task is polled for so many microseconds.
    pub(crate) fn turn(&mut self, cause: TurnCause, from: u64, task: u32, micros: u64) -> &mut Self {
        let task = TaskId(task);
        self.at(from).say(Event::TurnStarted { cause });
        self.say(Event::TaskReady { task, by: WakeSource::Outside });
        self.say(Event::PollStarted { task });
        self.at(from + micros).say(Event::PollEnded { task });
        self.say(Event::TurnEnded { budget_spent: false })
    }

    /// A frame, before which some were missed.
    pub(crate) fn frame(&mut self, at: u64, missed: u32) -> &mut Self {
        self.at(at).say(Event::Frame { missed })
    }

    /// A report of a long task.
    pub(crate) fn long_task(&mut self, at: u64, reporter: Reporter, [from, to]: [u64; 2]) -> &mut Self {
        let (started, duration) = (Micros(from), Micros(to - from));
        self.at(at).say(Event::LongTask { reporter, started, duration })
    }

    /// The words of the run, which ends at a time.
    pub(crate) fn words(&mut self, end: u64) -> Vec<u32> {
        self.at(end).say(Event::RunEnded { how: RunEnd::Finished });
        std::mem::take(&mut self.words)
    }

    /// The same as a trace.
    pub(crate) fn trace(&mut self, end: u64) -> Trace {
        let mut trace = Trace::default();
        trace.append(&self.words(end)).expect("the entries are those of a trace");
        trace
    }

    /// The same with its indexes.
    pub(crate) fn run(&mut self, end: u64) -> Run {
        Run::from(self.trace(end))
    }
}

/// A short visit to a page: microtasks and macrotasks, and one poll so long that frames are missed.
pub(crate) fn visit() -> Hosted {
    let mut run = Hosted::new(HostThread::Page, Way::Promise);
    run.frame(2_000, 0).turn(TurnCause::Request, 5_000, 1, 3_000);
    run.turn(TurnCause::Continuation, 8_100, 2, 4_000).frame(18_700, 0);
    run.turn(TurnCause::Alarm, 20_000, 1, 62_000).frame(85_400, 3);
    run.long_task(90_000, Reporter::LongTask, [19_900, 82_900]).frame(102_000, 0);
    run.turn(TurnCause::Request, 104_000, 2, 6_000);
    run
}
