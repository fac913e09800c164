//! A program on a host that keeps no loop: it notes what it is asked for, and calls when a test wants it, also at odd times.

use std::cell::{Cell, RefCell};
use std::panic::Location;
use std::time::Duration;

use taskscope_abi::{Callee, Guest, Outside, Start, State, Task};
use taskscope_format::{
    Clock, Decoder, Entry, Event, HostThread, Micros, Observation, Reporter, RunEnd, ThreadEvent, TurnCause,
    Way,
};
use taskscope_runtime::record::Recorder;
use taskscope_runtime::{
    Budget, Rules, SiteFile, fetch, println, simulate_with, sleep, spawn, thread, work, yield_now,
};

/// A host of this thread.
#[derive(Clone, Copy)]
struct Fake;

#[derive(Default)]
struct Noted {
    now: Cell<f64>,
    asked: Cell<Option<TurnCause>>,
    alarm: Cell<Option<f64>>,
    words: RefCell<Vec<u32>>,
    told: Cell<usize>,
    prompt: Cell<u32>,
    calls: RefCell<Vec<String>>,
    /// What it does in the middle of being told something, which a host must not.
    interrupts: RefCell<Option<Box<dyn Fn()>>>,
    refuses_threads: Cell<Option<usize>>,
}

thread_local! {
    static NOTED: Noted = Noted::default();
}

impl Outside for Fake {
    fn now(self) -> f64 {
        NOTED.with(|noted| noted.now.get())
    }

    fn busy_until(self, at: f64) {
        NOTED.with(|noted| noted.now.set(at.max(noted.now.get())));
    }

    fn ask(self, is_after_events: bool) {
        let cause = if is_after_events { TurnCause::Continuation } else { TurnCause::Request };
        NOTED.with(|noted| noted.asked.set(Some(cause)));
    }

    fn alarm(self, at: f64) {
        NOTED.with(|noted| noted.alarm.set((at >= 0.0).then_some(at)));
    }

    fn tell(self, words: &[u32]) -> u32 {
        NOTED.with(|noted| {
            noted.words.borrow_mut().extend_from_slice(words);
            noted.told.set(noted.told.get() + 1);
            if let Some(interrupt) = &*noted.interrupts.borrow() {
                interrupt();
            }
            noted.prompt.get()
        })
    }

    fn refuse(self, reason: &str) {
        note(format!("refuse {reason}"));
    }

    fn panicked(self, message: &str) {
        note(format!("panicked {message}"));
    }

    fn thread_parallelism(self) -> u32 {
        0
    }

    fn thread_start(self, thread: u32, name: &str, reason: &mut [u8]) -> Option<usize> {
        note(format!("start {thread} {name}"));
        let length = NOTED.with(|noted| noted.refuses_threads.get())?;
        reason
            .iter_mut()
            .zip(b"no worker today".iter().chain(&[b'.'; 1000]))
            .for_each(|(at, byte)| *at = *byte);
        Some(length)
    }

    fn thread_call(self, thread: u32, function: &str, input: &[u8]) {
        note(format!("call {thread} {function} {input:?}"));
    }

    fn thread_end(self, thread: u32) {
        note(format!("end {thread}"));
    }

    fn thread_message(self, message: &[u8]) {
        note(format!("message {message:?}"));
    }

    fn thread_return(self, value: &[u8]) {
        note(format!("return {value:?}"));
    }

    fn network_request(self, request: u32, path: &str) {
        note(format!("request {request} {path}"));
    }

    fn network_cancel(self, request: u32) {
        note(format!("cancel {request}"));
    }
}

fn note(call: String) {
    NOTED.with(|noted| noted.calls.borrow_mut().push(call));
}

fn calls() -> Vec<String> {
    NOTED.with(|noted| noted.calls.take())
}

fn events() -> Vec<(Micros, Event)> {
    let (mut now, mut events) = (Micros(0), Vec::new());
    let words = NOTED.with(|noted| noted.words.borrow().clone());
    let keep = |entry| match entry {
        Entry::Time(time) => now = time,
        Entry::Event(event) => events.push((now, event)),
        _ => {}
    };
    Decoder::default().read(&words, keep).expect("a guest tells what a decoder reads");
    events
}

fn start(clock: Clock, main: impl Future<Output = ()> + 'static) -> Guest<Fake> {
    let task =
        Task { name: "main", place: Location::caller(), future: Box::pin(main), rules: Rules::default() };
    Guest::start(Fake, &Start { clock, ..Start::default() }, task)
}

/// Gives a turn that was asked for, or else the alarm, for which time passes. False if there is nothing to give.
fn give(guest: &Guest<Fake>, polls: u32) -> bool {
    NOTED.with(|noted| {
        let alarm = noted.alarm.get();
        if let Some(cause) = noted.asked.take() {
            guest.turn(cause, polls);
        } else if let Some(at) = alarm {
            noted.now.set(at.max(noted.now.get()));
            guest.turn(TurnCause::Alarm, polls);
        } else {
            return false;
        }
        true
    })
}

fn run(guest: &Guest<Fake>) {
    while guest.state() == State::Running && give(guest, 0) {}
}

async fn two_counters() {
    let other = spawn("other", async {
        for number in 1..=3 {
            println!("other {number}");
            sleep(Duration::from_millis(7)).await;
        }
    });
    work(Duration::from_millis(2));
    yield_now().await;
    other.await.expect("it only counts");
}

#[test]
fn on_the_virtual_clock_a_run_is_the_simulated_one_word_for_word() {
    let place = Location::caller();
    let rules = || Rules::from(Budget::of(2));
    let simulated = simulate_with(Recorder::DEFAULT_CAPACITY, rules(), "main", two_counters(), place);
    let task = Task { name: "main", place, future: Box::pin(two_counters()), rules: rules() };
    let guest = Guest::start(Fake, &Start::default(), task);
    run(&guest);
    assert_eq!(guest.state(), State::Over);
    assert_eq!(NOTED.with(|noted| noted.words.take()), simulated.words());
}

#[test]
fn in_real_time_the_host_says_what_time_it_is_and_what_it_is() {
    let main = async {
        sleep(Duration::from_millis(3)).await;
        work(Duration::from_millis(1));
        println!("done");
    };
    let task =
        Task { name: "main", place: Location::caller(), future: Box::pin(main), rules: Rules::default() };
    let start = Start {
        clock: Clock::Browser,
        thread: HostThread::Page,
        way: Way::Frame,
        unseen: vec![Observation::LongTasks],
        ..Start::default()
    };
    let guest = Guest::start(Fake, &start, task);
    guest.frame(2);
    guest.long_task(Reporter::LongTask, -5.0, f64::NAN);
    run(&guest);
    let events = events();
    let has = |at: u64, wanted: Event| events.contains(&(Micros(at), wanted));
    assert!(has(0, Event::Hosted { thread: HostThread::Page, way: Way::Frame }));
    assert!(has(0, Event::NotReported { what: Observation::LongTasks }));
    assert!(has(0, Event::Frame { missed: 2 }));
    let reporter = Reporter::LongTask;
    assert!(has(0, Event::LongTask { reporter, started: Micros(0), duration: Micros(0) }), "no time is none");
    assert!(has(4000, Event::RunEnded { how: RunEnd::Finished }), "{events:?}");
}

#[test]
fn a_turn_may_have_so_many_polls() {
    let guest = start(Clock::Virtual, two_counters());
    let polls = || events().iter().filter(|(_, event)| matches!(event, Event::PollStarted { .. })).count();
    for count in 1..=4 {
        assert!(give(&guest, 1));
        NOTED.with(|noted| noted.prompt.set(u32::MAX));
        assert_eq!(polls(), count);
    }
}

#[test]
fn events_are_told_as_promptly_as_the_host_wants() {
    let told = |prompt: u32| {
        NOTED.with(|noted| {
            noted.told.set(0);
            noted.words.take();
            noted.prompt.set(prompt);
        });
        run(&start(Clock::Virtual, two_counters()));
        (NOTED.with(|noted| noted.told.get()), events().len())
    };
    let (batches, all) = told(u32::MAX);
    assert_eq!(batches, all, "each by itself");
    let (batches, _) = told(0);
    assert!(3 * batches < all, "{batches} batches: one for each turn");
}

#[test]
fn a_host_that_calls_in_the_middle_of_a_turn_changes_nothing() {
    let place = Location::caller();
    let simulated =
        simulate_with(Recorder::DEFAULT_CAPACITY, Rules::default(), "main", two_counters(), place);
    thread_local! {
        static GUEST: RefCell<Option<Guest<Fake>>> = const { RefCell::new(None) };
    }
    let call = || {
        GUEST.with(|guest| {
            let Ok(guest) = guest.try_borrow() else { return };
            let Some(guest) = guest.as_ref() else { return };
            for cause in TurnCause::ALL {
                guest.turn(cause, 1);
            }
            assert_eq!(guest.state(), State::CutOff, "it can't tell that from a turn that goes on");
        });
    };
    NOTED.with(|noted| {
        noted.prompt.set(u32::MAX);
        *noted.interrupts.borrow_mut() = Some(Box::new(call));
    });
    let task = Task { name: "main", place, future: Box::pin(two_counters()), rules: Rules::default() };
    let guest = Guest::start(Fake, &Start::default(), task);
    GUEST.with(|slot| slot.replace(Some(guest)));
    GUEST.with(|guest| guest.borrow().iter().for_each(run));
    NOTED.with(|noted| noted.interrupts.take());
    assert_eq!(NOTED.with(|noted| noted.words.take()), simulated.words());
}

#[test]
fn turns_that_nobody_asked_for_do_no_harm() {
    let guest = start(Clock::Virtual, async {
        sleep(Duration::from_millis(5)).await;
        println!("late");
    });
    for _ in 0..3 {
        guest.turn(TurnCause::Request, 0);
    }
    guest.turn(TurnCause::Alarm, 0);
    assert_eq!(guest.state(), State::Over);
    for cause in TurnCause::ALL {
        guest.turn(cause, 7);
    }
    guest.frame(1);
    let ended: Vec<_> =
        events().into_iter().filter(|(_, event)| matches!(event, Event::RunEnded { .. })).collect();
    assert_eq!(ended, [(Micros(5000), Event::RunEnded { how: RunEnd::Finished })]);
}

static DOUBLE: thread::Job<u32, u32> = thread::Job::new("double", |number| number * 2);

#[test]
fn threads_are_the_hosts() {
    let guest = start(Clock::Browser, async {
        let doubled = taskscope_runtime::spawn_blocking(&DOUBLE, 21).await;
        println!("{doubled:?}");
    });
    give(&guest, 0);
    assert_eq!(calls(), ["start 1 pool 1", "call 1 double [21, 0, 0, 0]"]);
    // Reports of threads that there are not go nowhere.
    guest.threads().returned(7, vec![1], 0.0, 0.0);
    guest.threads().ready(1, 1500.0, 65536.0);
    guest.threads().returned(1, 42u32.to_le_bytes().to_vec(), 10.0, -1.0);
    run(&guest);
    assert_eq!(calls(), ["end 1"]);
    let ready = events().into_iter().find_map(|(_, event)| match event {
        Event::Thread(ThreadEvent::Ready { took, kibibytes, .. }) => Some((took, kibibytes)),
        _ => None,
    });
    assert_eq!(ready, Some((Micros(1500), 64)));
    assert_eq!(guest.state(), State::Over);
}

#[test]
fn a_thread_that_is_refused_says_why_and_no_more_than_there_is_room_for() {
    for (length, most) in [(15, 15), (usize::MAX, 500)] {
        NOTED.with(|noted| noted.refuses_threads.set(Some(length)));
        let failed = std::rc::Rc::new(RefCell::new(String::new()));
        let told = std::rc::Rc::clone(&failed);
        let guest = start(Clock::Browser, async move {
            if let Err(error) = taskscope_runtime::spawn_blocking(&DOUBLE, 21).await {
                *told.borrow_mut() = error.to_string();
            }
        });
        run(&guest);
        let failed = failed.take();
        assert!(failed.contains("no worker today") && failed.len() < most + 60, "{failed}");
    }
}

#[test]
fn a_threads_own_instance_calls_a_function_by_its_name() {
    static SEND: thread::Function<u32, u32> = thread::Function::new("send", |number, out| {
        work(Duration::from_millis(3));
        out.send(number + 1);
    });
    static FUNCTIONS: &[&dyn thread::Callable] = &[&SEND, &DOUBLE];
    let callee = Callee::new(Fake, FUNCTIONS);
    assert!(callee.call(b"send", &1u32.to_le_bytes()));
    assert_eq!(NOTED.with(|noted| noted.now.get()), 3000.0);
    assert!(callee.call(b"double", &4u32.to_le_bytes()));
    assert_eq!(calls(), ["message [2, 0, 0, 0]", "return []", "return [8, 0, 0, 0]"]);
    assert!(!callee.call(b"sen", b""));
}

#[test]
fn files_are_the_hosts() {
    let guest = start(Clock::Browser, async {
        let page = SiteFile::new("pages/one.html", b"");
        let text = fetch(page).await.expect("it is there").text().await;
        println!("{text:?}");
    });
    give(&guest, 0);
    assert_eq!(calls(), ["request 1 pages/one.html"]);
    guest.network().part(9, vec![0]);
    guest.network().answered(1, 200, -1.0);
    guest.network().part(1, b"hello".to_vec());
    guest.network().complete(1);
    run(&guest);
    assert_eq!(guest.state(), State::Over);
    assert_eq!(calls(), ["cancel 1"]);
    // What comes too late goes nowhere.
    guest.network().failed(1, b"\xff");
}
