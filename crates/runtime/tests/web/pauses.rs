//! Holding a run still, doing one poll of it, and letting it go on.

use std::rc::Rc;

use taskscope_format::{Clock, RunEnd};
use taskscope_runtime::web::{BrowserHost, Pause};
use taskscope_runtime::{sleep, spawn, work, yield_now, Executor, JoinHandle, Options};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{macrotask, ms, real_time, until, Words};

/// A program whose every event is recorded, and the handle that pauses it.
struct Run {
    executor: Rc<Executor>,
    pause: Pause,
    words: Words,
}

impl Run {
    /// A run that was paused before its first turn.
    fn paused(clock: Clock) -> Self {
        let run = Self::started(clock);
        run.pause.pause();
        run
    }

    fn started(clock: Clock) -> Self {
        let words = Words::default();
        let (host, pause) = BrowserHost::new(clock);
        let options = Options::default().with_recorder(words.recorder()).ending_when_idle();
        let executor = Executor::new(host, options);
        drop(executor.start("main", program()));
        Self { executor: Rc::new(executor), pause, words }
    }

    fn has_ended(&self) -> bool {
        self.executor.ended().is_some()
    }

    /// What happened, without turns: those differ between a run in one go and one in steps.
    fn story(&self) -> Vec<String> {
        let lines = self.words.lines().into_iter();
        lines.filter(|line| !line.starts_with("turn ") && !line.starts_with("timer ")).collect()
    }
}

async fn program() {
    let naps = spawn("naps", async {
        for _ in 0..3 {
            sleep(ms(7)).await;
            yield_now().await;
        }
    });
    let talk: JoinHandle<()> = spawn("talk", async {
        sleep(ms(10)).await;
        yield_now().await;
    });
    naps.await.and(talk.await).expect("no task panics");
}

/// Time enough for a turn, if one were to come.
async fn three_macrotasks() {
    for _ in 0..3 {
        macrotask().await;
    }
}

#[wasm_bindgen_test]
async fn no_turn_begins_while_paused() {
    for clock in [Clock::Virtual, Clock::Browser] {
        let run = Run::paused(clock);
        three_macrotasks().await;
        assert_eq!(run.words.polls(), 0, "{clock:?}");
        run.pause.resume();
        until(|| run.has_ended()).await;
        assert_eq!(run.executor.ended(), Some(RunEnd::Finished), "{clock:?}");
    }
}

#[wasm_bindgen_test]
async fn each_step_is_one_poll() {
    for clock in [Clock::Virtual, Clock::Browser] {
        let run = Run::paused(clock);
        let mut polls = 0;
        while !run.has_ended() {
            run.pause.step();
            polls += 1;
            three_macrotasks().await;
            assert_eq!(run.words.polls(), polls, "{clock:?}");
        }
        assert_eq!(run.executor.ended(), Some(RunEnd::Finished), "{clock:?}");
    }
}

#[wasm_bindgen_test]
async fn a_run_in_steps_tells_the_same_story_as_one_in_one_go() {
    let in_one_go = Run::started(Clock::Virtual);
    until(|| in_one_go.has_ended()).await;
    let in_steps = Run::paused(Clock::Virtual);
    while !in_steps.has_ended() {
        in_steps.pause.step();
    }
    assert_eq!(in_steps.story(), in_one_go.story());
}

#[wasm_bindgen_test]
async fn a_run_can_be_paused_and_resumed_at_every_poll() {
    let in_one_go = Run::started(Clock::Virtual);
    until(|| in_one_go.has_ended()).await;
    for steps in 0..in_one_go.words.polls() {
        let run = Run::paused(Clock::Virtual);
        for _ in 0..steps {
            run.pause.step();
        }
        run.pause.resume();
        run.pause.pause();
        run.pause.resume();
        until(|| run.has_ended()).await;
        assert_eq!(run.story(), in_one_go.story(), "after {steps} steps");
    }
}

#[wasm_bindgen_test]
async fn a_step_does_nothing_while_the_program_runs() {
    let run = Run::started(Clock::Virtual);
    run.pause.step();
    assert_eq!(run.words.polls(), 0);
    until(|| run.has_ended()).await;
}

#[wasm_bindgen_test]
async fn the_clock_stands_still_while_paused() {
    let (host, pause) = BrowserHost::new(Clock::Browser);
    let executor = Executor::new(host, Options::default());
    let started = real_time();
    let task = executor.spawn("sleeper", async move {
        sleep(ms(20)).await;
        real_time() - started
    });
    macrotask().await;
    pause.pause();
    let paused_at = real_time();
    until(|| real_time() - paused_at > 40.0).await;
    assert!(!task.is_finished());
    pause.resume();
    let passed = task.await.expect("the sleeper does not panic");
    assert!(passed >= 59.8, "woken after {passed} ms");
}

#[wasm_bindgen_test]
async fn a_step_over_work_on_the_browser_clock_comes_to_its_end() {
    let (host, pause) = BrowserHost::new(Clock::Browser);
    let executor = Executor::new(host, Options::default());
    let task = executor.spawn("busy", async {
        let started = real_time();
        work(ms(5));
        real_time() - started
    });
    pause.pause();
    pause.step();
    let passed = task.try_take().expect("one step is all it takes").expect("work does not panic");
    assert!(passed > 4.8, "worked {passed} ms");
}
