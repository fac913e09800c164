//! Timers on the browser's clock and on the virtual one.

use std::rc::Rc;

use taskscope_format::Clock;
use taskscope_runtime::web::BrowserHost;
use taskscope_runtime::{sleep, spawn, work, yield_now, Budget, Executor, Options};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{after_promise, macrotask, ms, real_time, Log};

fn executor_on(clock: Clock) -> Executor {
    let (host, _pause) = BrowserHost::new(clock);
    Executor::new(host, Options::default())
}

#[wasm_bindgen_test]
async fn timers_fire_in_order_and_never_early() {
    let executor = executor_on(Clock::Browser);
    let log = Log::default();
    let tasks = [30_u16, 10, 20].map(|wait| {
        let log = log.clone();
        executor.spawn("sleeper", async move {
            let started = real_time();
            sleep(ms(wait.into())).await;
            log.note(&wait.to_string());
            real_time() - started - f64::from(wait)
        })
    });
    for task in tasks {
        let late = task.await.expect("a sleeper neither panics nor is aborted");
        // The page's clock is read before the executor's, and in steps of up to 0.1 ms.
        assert!(late > -0.2, "woken {late} ms too early");
    }
    assert_eq!(log.notes(), ["10", "20", "30"]);
}

#[wasm_bindgen_test]
async fn a_timer_that_is_set_later_and_due_earlier_goes_first() {
    let executor = executor_on(Clock::Browser);
    let log = Log::default();
    let [late, early] = [(); 2].map(|()| log.clone());
    let late = executor.spawn("late", async move {
        sleep(ms(40)).await;
        late.note("late");
    });
    macrotask().await;
    let early = executor.spawn("early", async move {
        sleep(ms(5)).await;
        early.note("early");
    });
    assert_eq!((late.await, early.await), (Ok(()), Ok(())));
    assert_eq!(log.notes(), ["early", "late"]);
}

#[wasm_bindgen_test]
async fn work_keeps_the_browser_busy_for_its_time() {
    let executor = executor_on(Clock::Browser);
    let task = executor.spawn("busy", async {
        let started = real_time();
        work(ms(5));
        real_time() - started
    });
    let passed = task.await.expect("work does not panic");
    assert!(passed > 4.8, "worked {passed} ms");
}

#[wasm_bindgen_test]
async fn a_minute_on_the_virtual_clock_takes_no_time() {
    let executor = executor_on(Clock::Virtual);
    let started = real_time();
    let main = executor.start("main", async {
        let naps = spawn("naps", async {
            for _ in 0..60 {
                sleep(ms(1000)).await;
            }
        });
        work(ms(60_000));
        naps.await
    });
    assert_eq!(main.await, Ok(Ok(())));
    let passed = real_time() - started;
    assert!(passed < 1000.0, "took {passed} ms");
}

#[wasm_bindgen_test]
async fn timers_on_the_virtual_clock_fire_though_others_are_woken_from_outside() {
    let (host, _pause) = BrowserHost::new(Clock::Virtual);
    let budget = Budget::of(2);
    let executor = Executor::new(host, Options::default().with_rules(budget));
    let executor = Rc::new(executor);
    let log = Log::default();
    let [sleeper, busy] = [(); 2].map(|()| log.clone());
    drop(executor.spawn("sleeper", async move {
        sleep(ms(10)).await;
        sleeper.note("slept");
    }));
    // The first turn ends with an alarm, for which the host has a message under way; the next one spends its budget
    // and needs a message too.
    let outside = Rc::clone(&executor);
    after_promise(move || {
        drop(outside.spawn("busy", async move {
            for _ in 0..7 {
                yield_now().await;
            }
            busy.note("busy no more");
        }));
    });
    assert_eq!(log.first(2).await, ["busy no more", "slept"]);
}
