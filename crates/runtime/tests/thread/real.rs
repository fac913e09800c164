//! Real threads, which a test is by hand: what they report, and that none outlives its run.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use taskscope_format::{transcript, Clock, Micros, RunEnd, TurnCause};
use taskscope_runtime::host::{Host, Turns, When};
use taskscope_runtime::record::Recorder;
use taskscope_runtime::thread::{self, Footprint, Remote, Reports, ThreadError, Threads};
use taskscope_runtime::{sleep, spawn, spawn_blocking, Executor, Options};

use super::{ms, ECHO, SQUARE};

/// A host on the real clock whose time the test sets, with threads that the test is.
#[derive(Clone, Default)]
struct Hand(Rc<HandInner>);

/// The functions that were called, and with what.
type Calls = Rc<RefCell<Vec<(&'static str, Vec<u8>)>>>;

#[derive(Default)]
struct HandInner {
    now: Cell<Micros>,
    turns: RefCell<Option<Turns>>,
    is_turn_wanted: Cell<bool>,
    reports: RefCell<Vec<Reports>>,
    calls: Calls,
    stopped: Rc<Cell<u32>>,
    refuses: Cell<bool>,
}

struct HandRemote {
    calls: Calls,
    stopped: Rc<Cell<u32>>,
}

impl Remote for HandRemote {
    fn call(&self, function: &'static str, input: Vec<u8>) {
        self.calls.borrow_mut().push((function, input));
    }
}

impl Drop for HandRemote {
    fn drop(&mut self) {
        self.stopped.set(self.stopped.get() + 1);
    }
}

impl Threads for Hand {
    fn parallelism(&self) -> usize {
        1
    }

    fn start(&self, _: &str, reports: Reports) -> Result<Box<dyn Remote>, String> {
        if self.0.refuses.get() {
            return Err("no workers here".to_owned());
        }
        self.0.reports.borrow_mut().push(reports);
        let (calls, stopped) = (Rc::clone(&self.0.calls), Rc::clone(&self.0.stopped));
        Ok(Box::new(HandRemote { calls, stopped }))
    }
}

impl Host for Hand {
    fn start(&self, turns: Turns) {
        *self.0.turns.borrow_mut() = Some(turns);
    }

    fn clock(&self) -> Clock {
        Clock::Browser
    }

    fn now(&self) -> Micros {
        self.0.now.get()
    }

    fn request_turn(&self, _: When) {
        self.0.is_turn_wanted.set(true);
    }

    fn set_alarm(&self, _: Option<Micros>) {}

    fn threads(&self) -> Option<&dyn Threads> {
        Some(self)
    }

    fn keep_busy_until(&self, at: Micros) {
        self.0.now.set(at);
    }
}

impl Hand {
    fn executor(&self) -> Executor {
        Executor::new(self.clone(), Options::default().ending_when_idle())
    }

    fn go_on(&self) {
        while self.0.is_turn_wanted.take() {
            let turns = self.0.turns.borrow().clone();
            turns.expect("an executor was made").take(TurnCause::Request);
        }
    }
}

#[test]
fn real_threads_are_called_by_name_and_keep_a_run_alive() {
    let hand = Hand::default();
    let executor = hand.executor();
    let result = executor.start("main", async {
        let echo = thread::spawn(&ECHO);
        let footprint = echo.ready().await.expect("it starts");
        echo.send("hello".to_owned()).expect("it is open");
        (footprint, echo.receive().await)
    });
    hand.go_on();
    assert_eq!(executor.ended(), None, "its start is still to come");
    let reports = hand.0.reports.borrow()[0].clone();
    let footprint = Footprint { took: ms(3), memory: 65_536 };
    reports.ready(footprint);
    hand.go_on();
    assert_eq!(executor.ended(), None, "its answer is still to come");
    let (function, input) = hand.0.calls.borrow_mut().remove(0);
    let post = Rc::clone(&hand.0);
    let answer: thread::Post = Rc::new(move |bytes| post.reports.borrow()[0].message(bytes, Duration::ZERO));
    assert_eq!(function, "echo");
    thread::call(&ECHO, &input, &answer, |_| {});
    reports.returned(Vec::new(), ms(1), ms(1));
    hand.go_on();
    assert_eq!(executor.ended(), Some(RunEnd::Finished));
    assert_eq!(hand.0.stopped.get(), 1, "none is left when the run is over");
    drop(result);
}

#[test]
fn a_run_that_ends_stops_its_threads_whoever_has_their_handles() {
    for drops_executor in [false, true] {
        let hand = Hand::default();
        let executor = hand.executor();
        let main = executor.start("main", async {
            let waits = spawn("waits", async { spawn_blocking(&SQUARE, 2).await });
            let echo = thread::spawn(&ECHO);
            sleep(ms(1)).await;
            drop((waits, echo));
        });
        hand.go_on();
        assert_eq!(hand.0.reports.borrow().len(), 2, "both threads were asked for");
        if drops_executor {
            drop(executor);
        } else {
            main.abort();
            hand.go_on();
        }
        assert_eq!(hand.0.stopped.get(), 2);
    }
}

#[test]
fn a_thread_that_cannot_be_started_is_an_error_for_who_uses_it() {
    let hand = Hand::default();
    hand.0.refuses.set(true);
    let executor = hand.executor();
    let said = Rc::new(RefCell::new(Vec::new()));
    let says = Rc::clone(&said);
    let _main = executor.start("main", async move {
        let echo = thread::spawn(&ECHO);
        let failed = Err(ThreadError::Failed("no workers here".to_owned()));
        assert_eq!(echo.send(String::new()), failed);
        assert_eq!(echo.receive().await, None);
        assert_eq!(echo.join().await, failed);
        assert_eq!(spawn_blocking(&SQUARE, 2).await.map(|_| ()), failed);
        says.borrow_mut().push("all of them");
    });
    hand.go_on();
    assert_eq!((&*said.borrow(), executor.ended()), (&vec!["all of them"], Some(RunEnd::Finished)));
}

#[test]
fn times_are_those_of_the_thread_and_never_before_the_run() {
    let hand = Hand::default();
    let words = Rc::new(RefCell::new(Vec::new()));
    let sink = Rc::clone(&words);
    let recorder = Recorder::new(100, move |batch| sink.borrow_mut().extend_from_slice(batch));
    let options = Options::default().with_recorder(recorder).ending_when_idle();
    let executor = Executor::new(hand.clone(), options);
    let _main = executor.start("main", async { spawn_blocking(&SQUARE, 2).await });
    hand.go_on();
    let reports = hand.0.reports.borrow()[0].clone();
    reports.ready(Footprint { took: ms(3), memory: 1 << 20 });
    hand.0.now.set(Micros(20_000));
    reports.message(Vec::new(), ms(4));
    reports.returned(4_u32.to_le_bytes().to_vec(), ms(9), ms(15));
    hand.go_on();
    let text = transcript(&words.borrow()).expect("a recorder writes a trace");
    for line in [
        "thread 1 ready after 3000 us with 1024 KiB",
        "0 bytes from thread 1, sent at 16000 us",
        "call of thread 1 ended, begun at 5000 us, took 9000 us",
    ] {
        assert!(text.contains(line), "{line} in\n{text}");
    }
}
