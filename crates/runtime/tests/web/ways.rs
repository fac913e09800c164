//! Every way to a turn that the browser has, and what the browser does beside it.

use taskscope_format::{Clock, RunEnd, Way};
use taskscope_runtime::web::{is_available, BrowserHost, BrowserOptions, Pause};
use taskscope_runtime::{println, sleep, spawn, work, yield_now, Budget, Executor, Options};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{after_message, after_promise, ms, Log, Over, Words};

fn host(way: Way) -> (BrowserHost, Pause) {
    BrowserHost::with(BrowserOptions::new(Clock::Browser).with_way(way))
}

fn available() -> impl Iterator<Item = Way> {
    Way::ALL.into_iter().filter(|way| is_available(*way))
}

#[wasm_bindgen_test]
fn the_ways_that_every_browser_has_are_there() {
    let ways: Vec<Way> = available().collect();
    for way in [Way::Promise, Way::QueueMicrotask, Way::Message, Way::Timeout, Way::Frame] {
        assert!(ways.contains(&way), "{way:?}");
    }
}

#[wasm_bindgen_test]
async fn a_program_comes_to_its_end_by_every_way_and_budget() {
    for way in available() {
        for polls in [1, 3, u32::MAX] {
            let (host, _pause) = host(way);
            let rules = Budget::of(polls);
            let executor = Executor::new(host, Options::default().with_rules(rules));
            let over = Over::new();
            let tell = over.tell();
            drop(executor.start("main", async {
                let other = spawn("other", async {
                    for _ in 0..3 {
                        yield_now().await;
                    }
                });
                sleep(ms(1)).await;
                other.await.expect("it neither panics nor is aborted");
                tell();
            }));
            over.wait().await;
            assert_eq!(executor.ended(), Some(RunEnd::Finished), "{way:?}, {polls} polls");
        }
    }
}

#[wasm_bindgen_test]
async fn a_microtask_goes_before_a_message_and_a_macrotask_after_the_microtasks() {
    for way in available() {
        let (host, _pause) = host(way);
        let executor = Executor::new(host, Options::default());
        let log = Log::default();
        let [message, promise, task] = [(); 3].map(|()| log.clone());
        let overs = [Over::new(), Over::new()];
        let [tell_message, tell_turn] = overs.each_ref().map(Over::tell);
        after_message(move || {
            message.note("message");
            tell_message();
        });
        drop(executor.spawn("task", async move {
            task.note("turn");
            tell_turn();
        }));
        after_promise(move || promise.note("promise"));
        for over in overs {
            over.wait().await;
        }
        let notes = log.notes();
        let place = |what: &str| notes.iter().position(|note| note == what);
        if way.is_microtask() {
            assert!(place("turn") < place("message"), "{way:?}: {notes:?}");
        } else {
            assert!(place("promise") < place("turn"), "{way:?}: {notes:?}");
        }
    }
}

#[wasm_bindgen_test]
async fn a_paused_program_takes_no_turn_by_any_way() {
    for way in available() {
        let (host, pause) = host(way);
        let executor = Executor::new(host, Options::default());
        let log = Log::default();
        let (task, over) = (log.clone(), Over::new());
        let tell = over.tell();
        drop(executor.start("main", async move {
            yield_now().await;
            task.note("turn");
            tell();
        }));
        pause.pause();
        let (message, reached) = (log.clone(), Over::new());
        let tell = reached.tell();
        after_message(move || {
            message.note("message");
            tell();
        });
        reached.wait().await;
        assert_eq!(log.notes(), ["message"], "{way:?}");
        pause.resume();
        over.wait().await;
        assert_eq!(log.notes(), ["message", "turn"], "{way:?}");
    }
}

/// Runs a program that is watched, and gives its trace line by line.
async fn watched(program: impl std::future::Future<Output = ()> + 'static) -> Vec<String> {
    let words = Words::default();
    let options = BrowserOptions::new(Clock::Browser).watching(true);
    let (host, _pause) = BrowserHost::with(options);
    let executor = Executor::new(host, Options::default().with_recorder(words.recorder()));
    let over = Over::new();
    let tell = over.tell();
    drop(executor.start("main", async move {
        program.await;
        tell();
    }));
    over.wait().await;
    words.lines()
}

#[wasm_bindgen_test]
async fn a_watched_run_tells_what_drives_it() {
    let lines = watched(async { println!("hello") }).await;
    assert_eq!(lines[0], "recorded: by executor");
    assert!(lines[1].starts_with("run started, Browser clock"), "{lines:?}");
    assert_eq!(lines[2], "hosted: Page, turns by Promise");
}

#[wasm_bindgen_test]
async fn frames_are_told_and_those_that_a_long_poll_costs_are_missed() {
    let lines = watched(async {
        // Until frames come regularly.
        sleep(ms(100)).await;
        work(ms(200));
        sleep(ms(150)).await;
    })
    .await;
    let missed = |line: &&String| line.starts_with("frame, ");
    let worked = lines.iter().position(|line| line == "work ended").expect("the work is told");
    assert!(lines[..worked].iter().any(|line| line.starts_with("frame")), "{lines:?}");
    assert!(lines[worked..].iter().any(|line| missed(&line)), "{lines:?}");
}

#[wasm_bindgen_test]
async fn a_long_task_is_told_or_said_not_to_be_reported() {
    let lines = watched(async {
        work(ms(150));
        // Observers are told some time later.
        sleep(ms(300)).await;
    })
    .await;
    let is_said_not_to_be = lines.iter().any(|line| line == "LongTasks are not reported");
    let is_told = lines
        .iter()
        .any(|line| line.starts_with("LongTask of 1") || line.starts_with("LongAnimationFrame of"));
    assert_ne!(is_told, is_said_not_to_be, "{lines:?}");
}
