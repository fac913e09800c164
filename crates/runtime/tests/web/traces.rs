//! The trace of a program in the browser, on the virtual clock, is word for word that of the simulator.

use std::future::Future;
use std::panic::Location;

use taskscope_format::{transcript, Clock, RunEnd};
use taskscope_runtime::mpsc::{channel, unbounded_channel};
use taskscope_runtime::record::Recorder;
use taskscope_runtime::web::BrowserHost;
use taskscope_runtime::{
    join, println, simulate_with, sleep, spawn, work, yield_now, Budget, Executor, Options, Rules,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{ms, until, Words};

/// Runs a program on both hosts and compares the traces; first as text, for a difference that can be read.
async fn check<F: Future<Output = ()> + 'static>(rules: Rules, program: impl Fn() -> F, end: RunEnd) {
    let place = Location::caller();
    let simulated = simulate_with(Recorder::DEFAULT_CAPACITY, rules.clone(), "main", program(), place);
    assert_eq!(simulated.end(), Some(end));

    let words = Words::default();
    let (host, _pause) = BrowserHost::new(Clock::Virtual);
    let options = Options::default().with_rules(rules).with_recorder(words.recorder()).ending_when_idle();
    let executor = Executor::new(host, options);
    drop(executor.start_at("main", program(), place));
    until(|| executor.ended().is_some()).await;
    assert_eq!(executor.ended(), Some(end));
    assert_eq!(transcript(&words.all()), transcript(simulated.words()));
    assert_eq!(words.all(), simulated.words());
}

/// Uses all that the runtime has.
async fn everything() {
    let (tx, mut rx) = channel(2);
    let (reports, mut reported) = unbounded_channel();
    let producer = spawn("producer", async move {
        for number in 0..6_u32 {
            tx.send(number).await.expect("the consumer listens");
            work(ms(3));
            yield_now().await;
        }
    });
    let consumer = spawn("consumer", async move {
        while let Some(number) = rx.recv().await {
            sleep(ms(u64::from(number) * 5)).await;
            reports.send(number).expect("main listens");
        }
    });
    let idler = spawn("idler", async { sleep(ms(3_600_000)).await });
    let reading = async {
        while let Some(number) = reported.recv().await {
            println!("{number} arrived");
        }
    };
    let napping = sleep(ms(20));
    join!(reading, napping);
    idler.abort();
    producer.await.and(consumer.await).expect("no task panics");
}

#[wasm_bindgen_test]
async fn a_program_leaves_the_same_trace_in_the_browser_as_in_the_simulator() {
    check(Rules::default(), everything, RunEnd::Finished).await;
}

#[wasm_bindgen_test]
async fn turns_that_end_with_their_budget_leave_the_same_trace_too() {
    for polls in 1..=5 {
        check(Budget::of(polls).into(), everything, RunEnd::Finished).await;
    }
}

#[wasm_bindgen_test]
async fn a_program_that_can_never_go_on_is_stuck_in_the_browser_as_in_the_simulator() {
    let program = || async {
        let (tx, mut rx) = channel::<u32>(1);
        sleep(ms(5)).await;
        drop((rx.recv().await, tx));
    };
    check(Rules::default(), program, RunEnd::Stuck).await;
}
