//! The times of the trace are true: what happened when, and how long every poll took, is what plain JavaScript saw, within
//! two steps of this browser's clock.
//!
//! JavaScript reads the clock before and after whatever is told, so nothing that comes in between, such as another
//! process, can make these tests fail.

use std::future::pending;
use std::rc::Rc;

use js_sys::{Array, Promise};
use taskscope_format::Clock;
use taskscope_runtime::mpsc::unbounded_channel;
use taskscope_runtime::web::{BrowserHost, JsFuture};
use taskscope_runtime::{mark, sleep, yield_now, Budget, Executor, Options};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{ms, real_time, until, Words};

// The probes: they know nothing of the runtime, and note what they see in a list of their own.
#[wasm_bindgen(inline_js = "
    let spans = [];
    const now = () => performance.now();
    const span = (name, before, after) => void spans.push([name, before, after]);
    export const forget = () => { spans = []; };
    export const spansSeen = () => spans;
    // How far the clock goes at once: the middle one of many steps.
    export const stepOfClock = () => {
        const steps = [];
        for (let before = now(); steps.length < 41;) {
            const after = now();
            if (after > before) steps.push(after - before);
            before = after;
        }
        return steps.sort((one, other) => one - other)[20];
    };
    // Calls something in a timer, and notes what lies between the calls.
    export const atTimer = (name, delay, act) => void setTimeout(() => {
        const before = now();
        act();
        span(name, before, now());
    }, delay);
    // A promise that is settled by a timer; `follow` has to be called after somebody else reacts on it.
    export const settledLater = (name, delay) => {
        const settled = new Promise((resolve) => setTimeout(resolve, delay));
        const watched = { before: 0 };
        settled.then(() => { watched.before = now(); });
        settled.follow = () => settled.then(() => span(name, watched.before, now()));
        return settled;
    };
    export const follow = (settled) => void settled.follow();
    // Keeps the processor busy.
    export const burn = (name, milliseconds) => {
        const before = now();
        let after;
        while ((after = now()) - before < milliseconds);
        span(name, before, after);
    };
")]
extern "C" {
    fn forget();
    #[wasm_bindgen(js_name = spansSeen)]
    fn spans_seen() -> Array;
    #[wasm_bindgen(js_name = stepOfClock)]
    fn step_of_clock() -> f64;
    #[wasm_bindgen(js_name = atTimer)]
    fn at_timer(name: &str, delay: u32, act: &JsValue);
    #[wasm_bindgen(js_name = settledLater)]
    fn settled_later(name: &str, delay: u32) -> Promise;
    fn follow(settled: &Promise);
    fn burn(name: &str, milliseconds: f64);
}

/// A run on the browser's clock, and where its time zero lies on the page's.
struct Run {
    executor: Rc<Executor>,
    words: Words,
    /// The page's time before and after the host was made.
    origin: [f64; 2],
    /// What two clocks may differ by: two steps of either.
    slack: f64,
}

impl Run {
    fn start() -> Self {
        forget();
        let slack = 2.0 * step_of_clock();
        let words = Words::default();
        let before = real_time();
        let (host, _pause) = BrowserHost::new(Clock::Browser);
        let origin = [before, real_time()];
        let rules = Budget::UNLIMITED;
        let options = Options::default().with_rules(rules).with_recorder(words.recorder());
        Self { executor: Rc::new(Executor::new(host, options)), words, origin, slack }
    }

    /// The times of all lines that read so.
    fn times_of(&self, line: &str) -> Vec<f64> {
        let lines = self.words.timed_lines().into_iter();
        lines.filter(|(_, said)| said.starts_with(line)).map(|(time, _)| time).collect()
    }

    fn time_of(&self, line: &str) -> f64 {
        let times = self.times_of(line);
        assert_eq!(times.len(), 1, "`{line}` in:\n{}", self.words.lines().join("\n"));
        times[0]
    }

    /// Whether a time of the trace can be one between two of the page's.
    #[track_caller]
    fn check(&self, what: &str, time: f64, [before, after]: [f64; 2]) {
        let [earliest, latest] = self.origin.map(|origin| origin + time);
        let is_within = latest >= before - self.slack && earliest <= after + self.slack;
        assert!(
            is_within,
            "{what} is told at {earliest} to {latest}, and happened from {before} to {after}; {} are allowed",
            self.slack
        );
    }
}

/// When JavaScript saw something begin and end.
fn seen(name: &str) -> [f64; 2] {
    let spans = spans_seen().into_iter().map(|span| Array::from(&span));
    let mut spans = spans.filter(|span| span.get(0) == name);
    let span = spans.next().expect("the probe has seen it");
    [1, 2].map(|index| span.get(index).as_f64().expect("probes note times"))
}

fn call(act: impl FnOnce() + 'static) -> JsValue {
    Closure::once_into_js(act)
}

#[wasm_bindgen_test]
async fn what_happens_between_turns_is_told_at_its_own_time() {
    let run = Run::start();
    let settled = settled_later("settled", 40);
    let promise = settled.clone();
    let (tx, mut rx) = unbounded_channel();
    drop(run.executor.spawn("promise", async move {
        let future = JsFuture::from(promise);
        follow(&settled);
        future.await.expect("nothing rejects it");
        mark("promise goes on");
    }));
    drop(run.executor.spawn("listener", async move { rx.recv().await }));
    let aborted = run.executor.spawn("aborted", pending::<()>());
    at_timer("sent", 60, &call(move || tx.send(7).expect("it listens")));
    at_timer("aborted", 80, &call(move || aborted.abort()));
    let spawner = Rc::clone(&run.executor);
    at_timer("spawned", 100, &call(move || drop(spawner.spawn("late", async { mark("late runs") }))));
    let words = run.words.clone();
    until(move || words.lines().iter().any(|line| line.contains("late runs"))).await;
    for (line, probe) in [
        ("promise ready, woken by promise", "settled"),
        ("listener ready, woken by outside", "sent"),
        ("aborted cancelled", "aborted"),
        ("late spawned", "spawned"),
        ("late ready", "spawned"),
    ] {
        run.check(line, run.time_of(line), seen(probe));
    }
}

#[wasm_bindgen_test]
async fn a_busy_poll_is_as_long_as_javascript_saw_it() {
    let run = Run::start();
    // Polls of every kind: one that ends its task, one that yields, one that waits; each after one that takes no time.
    for (number, length) in [20.0, 3.0, 12.0].into_iter().enumerate() {
        drop(run.executor.spawn(format!("task {number}"), async move {
            yield_now().await;
            burn(&format!("first of {number}"), length);
            yield_now().await;
            burn(&format!("second of {number}"), length / 2.0);
            sleep(ms(1)).await;
            burn(&format!("last of {number}"), length);
            mark("over");
        }));
    }
    let words = run.words.clone();
    until(move || words.lines().iter().filter(|line| line.contains("over")).count() == 3).await;
    for number in 0..3 {
        let started = run.times_of(&format!("task {number} polled"));
        let pending = run.times_of(&format!("task {number} pending"));
        let done = run.times_of(&format!("task {number} done"));
        let ended = [pending, done].concat();
        assert_eq!((started.len(), ended.len()), (4, 4));
        let polls = started.into_iter().zip(ended).skip(1);
        for ((started, ended), burnt) in polls.zip(["first", "second", "last"]) {
            let [before, after] = seen(&format!("{burnt} of {number}"));
            assert!(
                ended - started >= after - before - run.slack,
                "task {number}, {burnt}: {started} to {ended}, but {before} to {after}, {} allowed",
                run.slack
            );
            assert!(run.origin[0] + started <= before + run.slack, "it starts before it is busy");
            assert!(run.origin[1] + ended >= after - run.slack, "it ends after it was busy");
        }
    }
    // Nor is any longer: one ends before the next one begins, and that is before JavaScript sees it.
    let mut spans: Vec<_> = ["first", "second", "last"]
        .iter()
        .flat_map(|burnt| (0..3).map(move |number| seen(&format!("{burnt} of {number}"))))
        .collect();
    spans.sort_by(|one, other| one[0].total_cmp(&other[0]));
    let busy: Vec<f64> = ends_of_busy_polls(&run);
    assert_eq!(busy.len(), spans.len());
    for (ended, next) in busy.iter().zip(&spans[1..]) {
        assert!(
            run.origin[0] + ended <= next[0] + run.slack,
            "a poll ends at {ended}, the next began at {next:?}"
        );
    }
}

/// When polls ended that took longer than two steps.
fn ends_of_busy_polls(run: &Run) -> Vec<f64> {
    let mut begun = 0.0;
    let mut ends = Vec::new();
    for (time, line) in run.words.timed_lines() {
        if line.ends_with(" polled") {
            begun = time;
        } else if (line.ends_with(" pending") || line.ends_with(" done")) && time - begun > run.slack.max(1.0)
        {
            ends.push(time);
        }
    }
    ends
}

#[wasm_bindgen_test]
async fn what_many_short_polls_take_is_never_given_to_one() {
    const BUSY: f64 = 20.0;
    let run = Run::start();
    drop(run.executor.spawn("many", async {
        for number in 0..2_000 {
            if number == 1_500 {
                burn("one of many", BUSY);
            }
            yield_now().await;
        }
        mark("over");
    }));
    let words = run.words.clone();
    until(move || words.lines().iter().any(|line| line.contains("over"))).await;
    let [before, after] = seen("one of many");
    // It was looked at by itself, or it is shared: then time passes between polls in the middle of a turn.
    let (mut polled, mut is_poll, mut now) = (0, false, 0.0);
    let (mut own, mut shared) = (Vec::new(), 0.0);
    for (time, line) in run.words.timed_lines() {
        let passed = time - now;
        if is_poll && passed > run.slack {
            own.push(polled);
        } else if !is_poll && polled > 0 && polled < 2_001 {
            shared += passed;
        }
        now = time;
        if line == "many polled" {
            (polled, is_poll) = (polled + 1, true);
        } else if line == "many pending" || line == "many done" {
            is_poll = false;
        }
    }
    let is_shared = shared >= after - before - run.slack;
    assert!(is_shared || own.contains(&1_501), "shared {shared} ms, {own:?} have a length of their own");
    // Whatever else is long was interrupted by another process; a clock that goes in large steps shows none of that.
    assert!(!is_shared || !own.contains(&1_501), "told twice: {shared} ms, {own:?}");
}
