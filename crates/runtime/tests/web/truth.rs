//! The trace is true: turns, promise callbacks, timers and messages stand in it in the order in which plain JavaScript
//! saw them.

use js_sys::{Array, Promise};
use taskscope_format::{Clock, Way};
use taskscope_runtime::web::{is_available, BrowserHost, BrowserOptions, JsFuture};
use taskscope_runtime::{mark, spawn, Budget, Executor, JoinSet, Options};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{until, Over, Words};

// The probes: they know nothing of the runtime, and note what they see in an array of their own.
#[wasm_bindgen(inline_js = "
    let seen = [];
    export const begin = () => { seen = []; };
    export const see = (what) => void seen.push(what);
    export const sight = () => seen;
    // A promise that is settled by a promise reaction, a timer or a message, some of them one after another.
    // Its first reaction is the probe's: what reacts on it next does so right afterwards.
    export const settles = (kind, number, hops) => {
        const settled = later(kind, number, hops);
        settled.then(() => seen.push(`${kind} ${number}`));
        return settled;
    };
    const later = (kind, number, hops) => new Promise((resolve) => {
        const hop = {
            reaction: (next) => Promise.resolve().then(next),
            timer: (next) => setTimeout(next, number % 3),
            message: (next) => {
                const { port1, port2 } = new MessageChannel();
                port1.onmessage = () => { port1.close(); next(); };
                port2.postMessage(true);
            },
        }[kind];
        const go = (left) => hop(() => {
            if (left > 0) return go(left - 1);
            resolve();
        });
        go(hops);
    });
")]
extern "C" {
    fn begin();
    fn see(what: &str);
    fn sight() -> Array;
    fn settles(kind: &str, number: u32, hops: u32) -> Promise;
}

const KINDS: [&str; 3] = ["reaction", "timer", "message"];

/// Awaits what a probe settles, and tells both sides that it goes on.
async fn follow(kind: &'static str, number: u32, hops: u32) {
    // The wake that the trace tells of is that of a reaction on this promise.
    let settled = JsFuture::from(settles(kind, number, hops)).await;
    assert!(settled.is_ok(), "probes reject nothing");
    see(&format!("{kind} {number} goes on"));
    mark(&format!("{kind} {number} goes on"));
}

/// What the trace says of it: wakes by promises under the names of their tasks, and marks.
fn told(words: &Words) -> Vec<String> {
    let line = |line: &String| {
        if let Some((task, _)) = line.split_once(" ready, woken by promise ") {
            return Some(task.to_owned());
        }
        line.strip_prefix("mark ").map(|text| text.trim_matches('"').to_owned())
    };
    words.lines().iter().filter_map(line).collect()
}

fn seen() -> Vec<String> {
    sight().iter().map(|what| what.as_string().expect("probes note texts")).collect()
}

/// Runs a storm of them on a host, and compares.
async fn check(way: Way, polls: u32) {
    begin();
    let words = Words::default();
    let (host, _pause) = BrowserHost::with(BrowserOptions::new(Clock::Browser).with_way(way));
    let rules = Budget::of(polls);
    let options = Options::default().with_rules(rules).with_recorder(words.recorder());
    let executor = Executor::new(host, options);
    let over = Over::new();
    let tell = over.tell();
    drop(executor.start("main", async move {
        let mut all = JoinSet::new();
        for number in 0..12 {
            for kind in KINDS {
                let task = spawn(format!("{kind} {number}"), follow(kind, number, number % 4));
                all.spawn("joins", async move { task.await.expect("it ends by itself") });
            }
        }
        while all.join_next().await.is_some() {}
        tell();
    }));
    over.wait().await;
    let (told, seen) = (told(&words), seen());
    assert_eq!(told.len(), 12 * KINDS.len() * 2);
    assert_eq!(told, seen, "{way:?}, {polls} polls");
}

#[wasm_bindgen_test]
async fn the_order_in_the_trace_is_the_order_that_javascript_saw() {
    for way in Way::ALL.into_iter().filter(|way| is_available(*way)) {
        for polls in [1, 5, u32::MAX] {
            check(way, polls).await;
        }
    }
}

#[wasm_bindgen_test]
async fn a_probe_that_sees_something_else_is_noticed() {
    begin();
    let words = Words::default();
    let (host, _pause) = BrowserHost::new(Clock::Browser);
    let executor = Executor::new(host, Options::default().with_recorder(words.recorder()));
    drop(executor.start("main", async {
        mark("first");
        mark("second");
    }));
    see("second");
    see("first");
    until(|| executor.ended().is_some()).await;
    assert_ne!(told(&words), seen());
}
