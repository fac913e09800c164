//! What a host may ask for beside turns: a limit for work, and a recorder that holds nothing back.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use taskscope_format::{transcript, Clock, Micros, RunEnd, TurnCause};
use taskscope_runtime::host::{Host, Turns, When};
use taskscope_runtime::record::Recorder;
use taskscope_runtime::{println, simulate, spawn, work, yield_now, Budget, Executor, Options, Rules};

/// A host whose clock moves only while it is kept busy.
#[derive(Clone, Default)]
struct FakeHost(Rc<Inner>);

#[derive(Default)]
struct Inner {
    now: Cell<Micros>,
    /// How often the clock was read.
    reads: Cell<u32>,
    turns: RefCell<Option<Turns>>,
    longest_work: Cell<Option<Duration>>,
}

impl Host for FakeHost {
    fn start(&self, turns: Turns) {
        *self.0.turns.borrow_mut() = Some(turns);
    }

    fn clock(&self) -> Clock {
        Clock::Browser
    }

    fn now(&self) -> Micros {
        self.0.reads.set(self.0.reads.get() + 1);
        self.0.now.get()
    }

    fn request_turn(&self, _when: When) {}

    fn set_alarm(&self, _at: Option<Micros>) {}

    fn longest_work(&self) -> Option<Duration> {
        self.0.longest_work.get()
    }

    fn keep_busy_until(&self, at: Micros) {
        self.0.now.set(at);
    }
}

impl FakeHost {
    fn take_turn(&self) {
        self.0.turns.borrow().as_ref().expect("an executor was made").take(TurnCause::Request);
    }
}

const fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

/// A run on a host that allows so much work in a turn.
fn run(
    longest_work: Option<Duration>,
    program: impl std::future::Future<Output = ()> + 'static,
) -> (FakeHost, Executor, Rc<RefCell<Vec<u32>>>) {
    let host = FakeHost::default();
    host.0.longest_work.set(longest_work);
    let words = Rc::new(RefCell::new(Vec::new()));
    let sink = Rc::clone(&words);
    let recorder = Recorder::new(1000, move |batch| sink.borrow_mut().extend_from_slice(batch));
    // A turn for each poll.
    let options = Options::default().with_recorder(recorder).with_rules(Budget::ONE_POLL);
    let executor = Executor::new(host.clone(), options);
    drop(executor.start("main", program));
    (host, executor, words)
}

#[test]
fn work_that_is_too_long_ends_the_run_and_takes_no_more_time() {
    let (host, executor, words) = run(Some(ms(50)), async {
        work(ms(30));
        work(ms(30));
        work(ms(3_600_000));
        println!("never told");
    });
    host.take_turn();
    assert_eq!(executor.ended(), Some(RunEnd::HeldTooLong));
    assert_eq!(host.now(), Micros(50_000));
    let text = transcript(&words.borrow()).expect("a recorder writes a trace");
    assert!(text.contains("run ended: HeldTooLong") && !text.contains("never told"), "{text}");
}

#[test]
fn each_turn_may_work_as_long() {
    let (host, executor, _) = run(Some(ms(50)), async {
        work(ms(40));
        yield_now().await;
        work(ms(40));
    });
    host.take_turn();
    host.take_turn();
    assert_eq!(executor.ended(), Some(RunEnd::Finished));
    assert_eq!(host.now(), Micros(80_000));
}

#[test]
fn a_host_without_a_limit_works_as_long_as_it_takes() {
    let (host, executor, _) = run(None, async { work(ms(3_600_000)) });
    host.take_turn();
    assert_eq!(executor.ended(), Some(RunEnd::Finished));
}

async fn program() {
    let other = spawn("other", async {
        for round in 0..3 {
            println!("round {round}");
            yield_now().await;
        }
    });
    yield_now().await;
    other.await.expect("it neither panics nor is aborted");
}

#[test]
fn a_prompt_recorder_hands_over_each_event_before_the_program_goes_on() {
    let host = FakeHost::default();
    let words = Rc::new(RefCell::new(Vec::new()));
    let batches = Rc::new(Cell::new(0));
    let (sink, count) = (Rc::clone(&words), Rc::clone(&batches));
    let recorder = Recorder::new(1000, move |batch| {
        count.set(count.get() + 1);
        sink.borrow_mut().extend_from_slice(batch);
    });
    recorder.be_prompt_for(1000);
    let executor = Executor::new(host.clone(), Options::default().with_recorder(recorder));
    let seen = Rc::clone(&words);
    drop(executor.start("main", async move {
        let text = transcript(&seen.borrow()).expect("what has come is a trace");
        assert!(text.trim_end().ends_with("main polled"), "{text}");
        println!("before");
        let text = transcript(&seen.borrow()).expect("what has come is a trace");
        assert!(text.trim_end().ends_with("prints \"before\""), "{text}");
    }));
    host.take_turn();
    assert_eq!(executor.ended(), Some(RunEnd::Finished));
    let text = transcript(&words.borrow()).expect("it is a trace");
    // What says who recorded the run is no event, and comes with the first.
    let events = text.lines().filter(|line| !line.contains("recorded: ")).count();
    assert!(batches.get() >= events, "{} batches for {events} events", batches.get());
}

#[test]
fn a_prompt_recorder_tells_the_same_story() {
    let story = |prompt: u32| {
        let host = FakeHost::default();
        let words = Rc::new(RefCell::new(Vec::new()));
        let sink = Rc::clone(&words);
        let recorder = Recorder::new(1000, move |batch| sink.borrow_mut().extend_from_slice(batch));
        recorder.be_prompt_for(prompt);
        let executor = Executor::new(host.clone(), Options::default().with_recorder(recorder));
        drop(executor.start("main", program()));
        host.take_turn();
        let words = words.borrow();
        transcript(&words).expect("it is a trace")
    };
    let at_once = story(0);
    for prompt in [1, 2, 5, 9, 1000] {
        assert_eq!(story(prompt), at_once, "{prompt} events one by one");
    }
    assert_eq!(simulate("main", program()).output(), ["round 0", "round 1", "round 2"]);
}

#[test]
fn a_task_without_a_name_is_spawned_with_no_priority() {
    let host = FakeHost::default();
    let words = Rc::new(RefCell::new(Vec::new()));
    let sink = Rc::clone(&words);
    let recorder = Recorder::new(1000, move |batch| sink.borrow_mut().extend_from_slice(batch));
    let executor = Executor::new(host.clone(), Options::default().with_recorder(recorder));
    executor.spawn_detached(async {});
    host.take_turn();
    drop(executor);
    let text = transcript(&words.borrow()).expect("it is a trace");
    assert!(text.contains("spawned as task 1") && !text.contains("priority"), "{text}");
}

#[test]
fn a_turn_that_is_neither_recorded_nor_timed_reads_no_clock() {
    let reads = |time: Option<Duration>| {
        let host = FakeHost::default();
        let rules = Rules::default().with_budget(Budget::default().with_time(time));
        let executor = Executor::new(host.clone(), Options::default().with_rules(rules));
        executor.spawn_detached(async {
            for _ in 0..100 {
                yield_now().await;
            }
        });
        let before = host.0.reads.get();
        host.take_turn();
        host.0.reads.get() - before
    };
    assert_eq!(reads(None), 0);
    assert!(reads(Some(ms(50))) > 0, "a limit in time has to be looked at");
}
