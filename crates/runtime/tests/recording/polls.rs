//! The recorder's shortest way: polls in which a task only wakes itself share records.

use std::cell::RefCell;
use std::future::{poll_fn, Future};
use std::rc::Rc;
use std::task::Poll;
use std::time::Duration;

use taskscope_format::{Event, Micros, RunEnd, TaskId, WakeSource};
use taskscope_runtime::record::Recorder;
use taskscope_runtime::{mark, println, sleep, spawn, work};

use crate::host::{record, run, Chance};
use crate::reading::{events, read};

/// Wakes the task and lets the others go first, without a word about it.
fn again() -> impl Future<Output = ()> {
    let mut is_woken = false;
    poll_fn(move |cx| {
        if std::mem::replace(&mut is_woken, true) {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    })
}

fn poll_of(task: TaskId) -> [Event; 3] {
    let by = WakeSource::Task(task);
    [Event::PollStarted { task }, Event::TaskReady { task, by }, Event::PollEnded { task }]
}

#[test]
fn polls_that_only_wake_themselves_take_two_bytes_an_event() {
    let words = record(1_000_000, |recorder| {
        run(&recorder, async {
            let others = [(), (), (), ()].map(|()| {
                spawn("other", async {
                    for _ in 0..1000 {
                        again().await;
                    }
                })
            });
            for other in others {
                other.await.unwrap();
            }
        });
    });
    let mut events = events(&words);
    let is_turn = |event: &Event| matches!(event, Event::TurnStarted { .. } | Event::TurnEnded { .. });
    events.retain(|event| !is_turn(event));
    let first = events.iter().position(|event| *event == poll_of(TaskId(2))[0]).unwrap();
    let round: Vec<Event> = [2, 3, 4, 5].map(TaskId).map(poll_of).concat();
    let expected: Vec<Event> = round.iter().copied().cycle().take(4 * 3 * 1000).collect();
    assert!(events[first..][..expected.len()] == expected);
    assert!(words.len() * 4 <= events.len() * 2, "{} words, {} events", words.len(), events.len());
}

/// A program whose polls are of every kind: silent ones, ones that say something before or after they wake themselves, ones in
/// which time passes. `between` is called in the middle of polls.
async fn program(seed: u64, between: impl Fn() + Clone + 'static) {
    let tasks = [0, 1, 2, 3].map(|number| {
        let between = between.clone();
        spawn(format!("task {number}"), async move {
            let mut chance = Chance::new(seed + number);
            for round in 0..40 {
                poll_in_pieces(&mut chance, round, &between).await;
            }
        })
    });
    for task in tasks {
        task.await.unwrap();
    }
}

async fn poll_in_pieces(chance: &mut Chance, round: usize, between: &impl Fn()) {
    let mut is_woken = false;
    let (before, after) = (chance.below(10), chance.below(10));
    if chance.below(10) == 0 {
        sleep(Duration::from_micros(20)).await;
    }
    poll_fn(|cx| {
        if std::mem::replace(&mut is_woken, true) {
            return Poll::Ready(());
        }
        say(before, round);
        between();
        cx.waker().wake_by_ref();
        between();
        say(after, round);
        Poll::Pending
    })
    .await;
}

fn say(what: usize, round: usize) {
    match what {
        0 => println!("a line of its own: {round}"),
        1 => mark("a mark, always the same"),
        2 => work(Duration::from_micros(3)),
        _ => {}
    }
}

#[test]
fn batches_may_be_cut_in_the_middle_of_any_poll() {
    for seed in 0..20 {
        let whole = record(1_000_000, |recorder| run(&recorder, program(seed, || {})));
        let whole = read(&whole);
        assert!(whole.len() > 400, "{}", whole.len());
        let cut = record(1_000_000, |recorder| {
            let chance = Rc::new(RefCell::new(Chance::new(seed)));
            let flushed = recorder.clone();
            let between = move || {
                if chance.borrow_mut().below(3) == 0 {
                    flushed.flush();
                }
            };
            run(&recorder, program(seed, between));
        });
        assert_eq!(read(&cut), whole);
    }
}

#[test]
fn a_full_trace_has_as_many_events_as_it_has_room_for_and_its_end() {
    let whole = events(&record(1_000_000, |recorder| run(&recorder, program(7, || {}))));
    for capacity in 0..whole.len() {
        let full = events(&record(capacity, |recorder| run(&recorder, program(7, || {}))));
        assert_eq!(full[..capacity], whole[..capacity]);
        assert!(matches!(full[capacity..], [Event::RunEnded { .. }]), "{:?}", &full[capacity..]);
    }
}

#[test]
fn a_silent_poll_fills_a_trace_in_the_middle() {
    for capacity in 5..20 {
        let words = record(capacity, |recorder| {
            run(&recorder, async {
                loop {
                    again().await;
                }
            });
        });
        let events = events(&words);
        let polls = poll_of(TaskId(1)).into_iter().cycle();
        let expected: Vec<Event> =
            polls.take(capacity - 4).chain([Event::RunEnded { how: RunEnd::LimitReached }]).collect();
        assert_eq!(events[4..], expected);
    }
}

#[test]
fn a_poll_that_wakes_itself_and_panics_is_told_in_its_order() {
    let words = record(1_000_000, |recorder| {
        run(&recorder, async {
            poll_fn::<(), _>(|cx| {
                cx.waker().wake_by_ref();
                panic!("on purpose");
            })
            .await;
        });
    });
    let told = read(&words);
    assert_eq!(told[4].event, poll_of(TaskId(1))[0]);
    assert_eq!(told[5].event, poll_of(TaskId(1))[1]);
    assert!(matches!(told[6].event, Event::TaskPanicked { .. }));
    assert_eq!(told[6].text, "on purpose");
    assert_eq!(told[7].event, Event::RunEnded { how: RunEnd::Panicked });
}

/// A recorder whose sink marks each batch that it is given in the middle of a turn.
fn marking(words: &Rc<RefCell<Vec<u32>>>) -> Recorder {
    let sink = Rc::clone(words);
    Recorder::new(1_000_000, move |batch| {
        mark("a batch was taken");
        sink.borrow_mut().extend_from_slice(batch);
    })
}

#[test]
fn a_sink_that_records_leaves_texts_whole() {
    let words = Rc::default();
    // More records than a batch has, in each.
    let texts = ["a long line ", "a longer line ", "the last line "].map(|text| text.repeat(10_000));
    let lines = texts.clone();
    run(&marking(&words), async move {
        for line in &lines {
            println!("{line}");
        }
    });
    let told = read(&words.borrow());
    let said = |text: &str| told.iter().filter(|told| told.text == text).count();
    assert!(texts.iter().all(|text| said(text) == 1));
    assert_eq!(said("a batch was taken"), 3);
}

#[test]
fn a_sink_that_records_leaves_polls_whole() {
    for marks in 4060..4100 {
        let words = Rc::default();
        run(&marking(&words), async move {
            for _ in 0..marks {
                mark("a mark");
            }
            for _ in 0..50 {
                again().await;
            }
        });
        let events = events(&words.borrow());
        let polls = events.windows(3).filter(|events| **events == poll_of(TaskId(1))).count();
        // One of the polls can have the mark of the sink in it.
        assert!(polls >= 48, "{polls} polls after {marks} marks");
        assert_eq!(events.iter().filter(|event| **event == poll_of(TaskId(1))[2]).count(), 50);
    }
}

#[test]
fn time_never_goes_back_where_two_executors_share_a_recorder() {
    let words = record(1_000_000, |recorder| {
        run(&recorder, async move {
            sleep(Duration::from_secs(1)).await;
        });
    });
    let alone = read(&words).len();
    let words = record(1_000_000, |recorder| {
        let inner = recorder.clone();
        run(&recorder, async move {
            sleep(Duration::from_secs(1)).await;
            // Its clock begins anew.
            run(&inner, async { sleep(Duration::from_millis(1)).await });
        });
    });
    let told = read(&words);
    assert!(told.len() > alone);
    assert_eq!(told.last().unwrap().time, Micros(1_000_000));
}
