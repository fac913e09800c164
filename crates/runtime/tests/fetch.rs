//! Files of the site: the stand-in's times, what is told of them, and what becomes of those that nobody wants.

mod support;

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::rc::Rc;
use std::time::Duration;

use expect_test::expect;
use support::check;
use taskscope_format::{Clock, Event, FetchEnd, FetchEvent, Micros, RunEnd, TurnCause};
use taskscope_runtime::fetch::{Arrivals, Network, Request};
use taskscope_runtime::host::{Host, Turns, When};
use taskscope_runtime::{
    fetch, println, simulate, sleep, spawn, timeout, yield_now, Executor, FetchError, Options, SiteFile,
};

static LETTERS: SiteFile = SiteFile::new("letters.txt", b"abcdefghij");

fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

#[test]
fn a_stand_in_serves_a_file_in_parts_and_says_that_it_is_one() {
    let program = async {
        let file = LETTERS.answering_after(ms(20)).taking(ms(30)).in_chunks(3);
        let mut response = fetch(file).await.expect("a stand-in answers");
        println!("status {}", response.status());
        while let Some(part) = response.chunk().await.expect("it does not break") {
            println!("{}", String::from_utf8_lossy(&part));
        }
    };
    check(
        program,
        &expect![[r#"
            0.000     recorded: by executor
            0.000     run started, Virtual clock
            0.000     main spawned as task 1 by outside
            0.000     main ready, woken by its spawn
            0.000     turn started: Request
            0.000     main polled
            0.000       fetch 1 created
            0.000       fetch 1 of a stand-in for letters.txt
            0.000       waits for fetch 1
            0.000     main pending
            0.000     turn ended
            20.000    turn started: Alarm
            20.000    fetch 1 answered, 200, 10 bytes
            20.000    main ready, woken by fetch 1
            20.000    main polled
            20.000      prints "status 200"
            20.000      waits for fetch 1
            20.000    main pending
            20.000    turn ended
            30.000    turn started: Alarm
            30.000    4 bytes of fetch 1
            30.000    main ready, woken by fetch 1
            30.000    main polled
            30.000      prints "abcd"
            30.000      waits for fetch 1
            30.000    main pending
            30.000    turn ended
            40.000    turn started: Alarm
            40.000    4 bytes of fetch 1
            40.000    main ready, woken by fetch 1
            40.000    main polled
            40.000      prints "efgh"
            40.000      waits for fetch 1
            40.000    main pending
            40.000    turn ended
            50.000    turn started: Alarm
            50.000    2 bytes of fetch 1
            50.000    main ready, woken by fetch 1
            50.000    fetch 1 ended, Complete
            50.000    main polled
            50.000      prints "ij"
            50.000      fetch 1 dropped
            50.000    main done
            50.000    run ended: Finished
        "#]],
    );
}

#[test]
fn a_response_that_is_dropped_cancels_what_is_still_to_come() {
    let run = simulate("main", async {
        let file = LETTERS.answering_after(ms(5)).taking(ms(50));
        let response = fetch(file).await.expect("a stand-in answers");
        drop(response);
        let late = timeout(ms(10), fetch(LETTERS.answering_after(ms(20)))).await;
        assert!(late.is_err());
        sleep(ms(100)).await;
    });
    let ends: Vec<_> = run
        .events()
        .into_iter()
        .filter_map(|(time, event)| {
            let Event::Fetch(FetchEvent::Ended { how, .. }) = event else { return None };
            Some((time.0, how))
        })
        .collect();
    assert_eq!(ends, [(5_000, FetchEnd::Cancelled), (15_000, FetchEnd::Cancelled)]);
    let chunks =
        run.events().into_iter().filter(|(_, event)| matches!(event, Event::Fetch(FetchEvent::Chunk { .. })));
    assert_eq!(chunks.count(), 0, "nothing comes of what nobody wants");
    assert_eq!(run.elapsed(), ms(115));
}

#[test]
fn a_text_that_is_none_is_an_error() {
    static BYTES: SiteFile = SiteFile::new("bytes", &[0xff]);
    let run = simulate("main", async {
        let response = fetch(BYTES).await.expect("a stand-in answers");
        println!("{}", response.text().await.expect_err("it is no text"));
    });
    assert_eq!(run.output(), ["the file is no text in UTF-8"]);
}

#[test]
fn an_empty_file_has_no_part_and_ends_with_its_answer() {
    static EMPTY: SiteFile = SiteFile::new("empty", b"");
    let run = simulate("main", async {
        let mut response =
            fetch(EMPTY.answering_after(ms(5)).taking(ms(5))).await.expect("a stand-in answers");
        assert_eq!(response.chunk().await, Ok(None));
    });
    assert_eq!(run.elapsed(), ms(5));
}

/// A host on the browser's clock whose network is a test.
#[derive(Clone, Default)]
struct Hand(Rc<HandInner>);

#[derive(Default)]
struct HandInner {
    turns: RefCell<Option<Turns>>,
    is_turn_wanted: Cell<bool>,
    asked: RefCell<Vec<(String, Arrivals)>>,
    cancelled: Rc<Cell<u32>>,
}

struct HandRequest(Rc<Cell<u32>>);

impl Request for HandRequest {}

impl Drop for HandRequest {
    fn drop(&mut self) {
        self.0.set(self.0.get() + 1);
    }
}

impl Network for Hand {
    fn request(&self, path: &str, arrivals: Arrivals) -> Box<dyn Request> {
        self.0.asked.borrow_mut().push((path.to_owned(), arrivals));
        Box::new(HandRequest(Rc::clone(&self.0.cancelled)))
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
        Micros(0)
    }

    fn request_turn(&self, _: When) {
        self.0.is_turn_wanted.set(true);
    }

    fn set_alarm(&self, _: Option<Micros>) {}

    fn network(&self) -> Option<&dyn Network> {
        Some(self)
    }

    fn keep_busy_until(&self, _: Micros) {}
}

impl Hand {
    fn give_turns(&self) {
        while self.0.is_turn_wanted.take() {
            let turns = self.0.turns.borrow().clone().expect("it was started");
            turns.take(TurnCause::Request);
        }
    }

    fn arrivals(&self, index: usize) -> Arrivals {
        self.0.asked.borrow()[index].1.clone()
    }
}

/// Runs a program on a hand, which `act` drives; gives how it ended, and how many requests were given up.
fn driven(
    program: impl Future<Output = ()> + 'static,
    act: impl FnOnce(&Hand, &Executor),
) -> (Option<RunEnd>, u32) {
    let hand = Hand::default();
    let executor = Executor::new(hand.clone(), Options::default().ending_when_idle());
    drop(executor.start("main", program));
    hand.give_turns();
    act(&hand, &executor);
    hand.give_turns();
    (executor.ended(), hand.0.cancelled.get())
}

type Said = Rc<RefCell<String>>;

async fn read(said: Said) {
    let text = async { fetch(LETTERS).await?.text().await };
    *said.borrow_mut() = text.await.unwrap_or_else(|error: FetchError| error.to_string());
}

#[test]
fn a_run_waits_for_the_network_and_takes_what_comes() {
    let said = Said::default();
    let (end, _) = driven(read(Rc::clone(&said)), |hand, executor| {
        assert_eq!(executor.ended(), None, "the answer is still to come");
        assert_eq!(hand.0.asked.borrow()[0].0, "letters.txt");
        let arrivals = hand.arrivals(0);
        arrivals.answered(200, None);
        hand.give_turns();
        arrivals.chunk(b"ab".to_vec());
        arrivals.chunk(b"cd".to_vec());
        hand.give_turns();
        assert_eq!(executor.ended(), None, "the rest is still to come");
        arrivals.complete();
        arrivals.chunk(b"nobody takes what comes behind the end".to_vec());
    });
    assert_eq!((said.take().as_str(), end), ("abcd", Some(RunEnd::Finished)));
}

#[test]
fn a_broken_connection_is_an_error_of_whoever_waits() {
    for is_answered in [false, true] {
        let said = Said::default();
        let (end, _) = driven(read(Rc::clone(&said)), |hand, _| {
            if is_answered {
                hand.arrivals(0).answered(200, Some(10));
                hand.give_turns();
                hand.arrivals(0).chunk(b"ab".to_vec());
            }
            hand.arrivals(0).failed("the cable is cut");
        });
        let expected = "the file did not arrive: the cable is cut";
        assert_eq!((said.take().as_str(), end), (expected, Some(RunEnd::Finished)));
    }
}

#[test]
fn the_end_of_the_run_cancels_what_is_under_way() {
    let said = Said::default();
    let child = read(Rc::clone(&said));
    let program = async {
        drop(spawn("page", child));
        yield_now().await;
    };
    let (end, cancelled) = driven(program, |hand, _| assert_eq!(hand.0.asked.borrow().len(), 1));
    assert_eq!((said.take().as_str(), end, cancelled), ("", Some(RunEnd::Finished), 1));
}

#[test]
fn a_host_without_a_network_says_so() {
    struct Bare(Hand);
    impl Host for Bare {
        fn start(&self, turns: Turns) {
            self.0.start(turns);
        }

        fn clock(&self) -> Clock {
            Clock::Browser
        }

        fn now(&self) -> Micros {
            Micros(0)
        }

        fn request_turn(&self, when: When) {
            self.0.request_turn(when);
        }

        fn set_alarm(&self, _: Option<Micros>) {}

        fn keep_busy_until(&self, _: Micros) {}
    }
    let hand = Hand::default();
    let executor = Executor::new(Bare(hand.clone()), Options::default());
    let error = Rc::new(RefCell::new(None));
    let told = Rc::clone(&error);
    drop(executor.start("main", async move {
        *told.borrow_mut() = fetch(LETTERS).await.err();
    }));
    hand.give_turns();
    assert_eq!(error.take(), Some(FetchError::Failed("this host has no network".to_owned())));
}
