//! Sentences that no demo has at its default knobs, each with a small program that has it.

use std::cell::RefCell;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::{Poll, Waker};
use std::time::Duration;

use taskscope_format::{Clock, Entry, Event, Micros, Order, Place, PlaceId, RunEnd, TaskId, TextId};
use taskscope_judge::task_to_explain;
use taskscope_runtime::{join, mpsc, named, println, simulate, sleep, spawn, work, yield_now};
use taskscope_tell::{state_text, task_await_text};
use taskscope_trace::{Run, Step};

use super::kinds::{told, without_lines};

fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

/// What is told of a program.
fn told_of(program: impl Future<Output = ()> + 'static) -> Vec<String> {
    told(&run_of_program(program)).iter().map(|sentence| without_lines(sentence)).collect()
}

fn run_of_program(program: impl Future<Output = ()> + 'static) -> Run {
    let mut run = Run::default();
    run.append(simulate("main", program).words()).expect("a recorder writes a trace");
    run
}

fn assert_told(told: &[String], sentence: &str) {
    assert!(told.iter().any(|told| told == sentence), "“{sentence}” in\n{}", told.join("\n"));
}

#[test]
fn a_future_that_is_woken_for_nothing_says_so() {
    let told = told_of(async {
        let (_sender, mut receiver) = mpsc::unbounded_channel::<u32>();
        let waker: Rc<RefCell<Option<Waker>>> = Rc::default();
        let shared = Rc::clone(&waker);
        let patient = async move {
            let mut message = pin!(receiver.recv());
            poll_fn(|cx| {
                *shared.borrow_mut() = Some(cx.waker().clone());
                message.as_mut().poll(cx)
            })
            .await;
        };
        let rude = spawn("rude", async move {
            let waker = waker.borrow_mut().take().expect("it was polled");
            waker.wake();
        });
        drop(join!(patient, rude));
    });
    assert_told(&told, "rude wakes main › patient.");
    assert_told(
        &told,
        "main › patient waits for a message from channel 1 (line _); it was woken for nothing.",
    );
}

#[test]
fn a_future_of_its_own_kind_returns_pending() {
    let told = told_of(async {
        let mut is_first = true;
        let own = poll_fn(move |cx| {
            if std::mem::take(&mut is_first) {
                cx.waker().wake_by_ref();
                return Poll::Pending;
            }
            Poll::Ready(())
        });
        join!(own);
    });
    assert_told(&told, "main wakes its own own, so main will be polled again.");
    assert_told(&told, "main › own returns Pending; what it waits for is not recorded.");
    assert_told(&told, "main returns Pending and is ready again: it goes to the back of the queue.");
    assert_told(&told, "main runs again: it woke itself.");
    assert_told(&told, "main › own is done.");
}

#[test]
fn a_task_that_is_woken_in_its_own_poll_is_polled_again() {
    let told = told_of(async {
        join!(sleep(ms(5)), sleep(ms(5)), async { work(ms(20)) });
    });
    assert_told(&told, "main works for 20 ms, until 20 ms (line _).");
    assert_told(&told, "Timer 1 fires and wakes main › sleep(ms(5)).");
    assert_told(
        &told,
        "Timer 2 fires and wakes main › sleep(ms(5)); main is running and will be polled again anyway.",
    );
    assert_told(&told, "main waits for 2 × sleep(ms(5)) (they wait at line _).");
}

#[test]
fn what_goes_with_a_task_that_is_aborted_is_named() {
    let told = told_of(async {
        let both = spawn("both", async {
            join!(sleep(ms(50)), sleep(ms(60)));
        });
        yield_now().await;
        both.abort();
        drop(both.await);
    });
    assert_told(
        &told,
        "main aborts both before it is done: its sleep(ms(50)) and sleep(ms(60)) are dropped and timers 1 and 2 are cancelled.",
    );
}

#[test]
fn a_task_that_never_ran_is_cut_off_before_that() {
    let told = told_of(async {
        spawn("late", async {}).await.ok();
        drop(spawn("later", async {}));
    });
    assert_told(&told, "main is done, so later is cut off before it ever ran.");
}

/// A run in real time, event by event, each with the milliseconds that it takes.
fn in_real_time(events: &[(u64, Event)]) -> Run {
    let started = Event::RunStarted { clock: Clock::Browser, order: Order::Fifo, seed: 0 };
    let place = Place { file: TextId(0), line: 7, column: 1 };
    let mut words = Vec::new();
    for entry in [Entry::Text("main".to_owned()), Entry::Place(place), Entry::Event(started)] {
        entry.write(&mut words);
    }
    let mut time = 0;
    for (milliseconds, event) in events {
        time += milliseconds * 1_000;
        Entry::Time(Micros(time)).write(&mut words);
        Entry::Event(*event).write(&mut words);
    }
    let mut run = Run::default();
    run.append(&words).expect("it is a trace");
    run
}

const MAIN: TaskId = TaskId(1);

fn working() -> [(u64, Event); 4] {
    let place = PlaceId(0);
    [
        (0, Event::TaskSpawned { task: MAIN, parent: None, name: TextId(0), place }),
        (0, Event::PollStarted { task: MAIN }),
        (0, Event::WorkStarted { duration: Micros(80_000), place }),
        (141, Event::WorkEnded),
    ]
}

#[test]
fn in_real_time_work_is_a_wish_and_its_end_says_what_it_took() {
    let told = told(&in_real_time(&working()));
    assert_told(&told, "main starts work that should take 80 ms (line 7).");
    assert_told(&told, "main has worked for 141 ms.");
}

#[test]
fn a_crash_is_told_as_a_crash_and_a_panic_as_a_panic() {
    let mut run = in_real_time(&working());
    run.halt(RunEnd::Crashed, Micros(200_000), Some("its stack is full"));
    let crashed = told(&run);
    assert_told(&crashed, "main was running: its stack is full");
    assert_told(&crashed, "The program crashed here.");
    assert!(!crashed.iter().any(|sentence| sentence.contains("panic")), "{crashed:?}");
    let mut events = working().to_vec();
    events.push((0, Event::TaskPanicked { task: MAIN, message: TextId(0), place: None }));
    events.push((0, Event::TurnEnded { budget_spent: false }));
    let mut run = in_real_time(&events);
    run.halt(RunEnd::Crashed, Micros(200_000), Some("nothing was running"));
    assert_told(&told(&run), "main panics: main");
}

#[test]
fn every_end_has_a_sentence_where_nothing_was_found() {
    let all = [
        RunEnd::Finished,
        RunEnd::Stuck,
        RunEnd::LimitReached,
        RunEnd::Panicked,
        RunEnd::Stopped,
        RunEnd::Crashed,
        RunEnd::HeldTooLong,
    ];
    let texts: Vec<String> = all.iter().map(|&end| taskscope_tell::no_finding_text(Some(end))).collect();
    assert_eq!(texts[0], "No known problem pattern in this run.");
    for (at, text) in texts.iter().enumerate() {
        assert!(!texts[..at].contains(text), "each says how the run ended: {text}");
    }
}

#[test]
fn a_task_that_was_just_spawned_waits_for_nothing_yet() {
    let run = run_of_program(async {
        drop(spawn("save", async {}));
    });
    let mut events = run.trace().between(Step(0), run.trace().end());
    let is_save = |event: Event| matches!(event, Event::TaskSpawned { parent: Some(_), .. });
    let (spawned, _) = events.find(|&(_, event)| is_save(event)).expect("it spawns save");
    let (queued, _) =
        events.find(|(_, event)| matches!(event, Event::TaskReady { .. })).expect("it is queued");
    let said = |step| {
        let state = run.state_at(step);
        let save = state.tasks.values().last().expect("there are two");
        let words = (state_text(&state, run.trace(), save), task_await_text(run.trace(), &state, save));
        (words, task_to_explain(&state, Some(save.id)))
    };
    let words = "spawned, not queued yet".to_owned();
    assert_eq!(said(spawned), ((words.clone(), words), None));
    assert_eq!(said(queued), (("ready · next".to_owned(), "–".to_owned()), None));
}

#[test]
fn a_future_is_met_when_it_is_polled_and_not_when_it_is_created() {
    let told = told_of(async {
        let lazy = named("lazy", async { println!("at last") });
        println!("the future is made");
        lazy.await;
    });
    let at = |wanted: &str| told.iter().position(|sentence| sentence.starts_with(wanted));
    let made = at("main prints the future is made").expect("it says so");
    assert_eq!(at("main polls lazy for the first time (created at line _)."), Some(made + 1), "{told:?}");
    assert_told(&told, "main › lazy is done.");
}
