//! What lessons mark as a name or code is one: of a task, a future or a thread of a run, or a piece of the source that is shown.

use std::collections::BTreeSet;

use taskscope_format::{Clock, Event};
use taskscope_gallery::prose::{Part, parts};
use taskscope_gallery::{DEMOS, Demo, all};
use taskscope_simulate::Simulate as _;
use taskscope_trace::{Run, Step, Trace};

/// What a lesson may mention though its program does not have it: Rust, its libraries, and the main task.
const ELSEWHERE: [&str; 44] = [
    "AbortController",
    "Arc",
    "Drop",
    "FuturesUnordered",
    "JoinHandle",
    "JsFuture",
    "MissedTickBehavior",
    "Mutex",
    "None",
    "Notified",
    "OnceCell",
    "Pending",
    "Skip",
    "Vec",
    "Waker::will_wake()",
    "abortable()",
    "async move",
    "await_holding_lock",
    "await_holding_refcell_ref",
    "block_on",
    "buffer_unordered()",
    "buffer_unordered(3)",
    "buffered()",
    "click()",
    "dispatchEvent()",
    "fetch",
    "forget()",
    "futures",
    "join()",
    "join_all",
    "main",
    "match",
    "move",
    "once_into_js()",
    "select!",
    "shared()",
    "spawn()",
    "spawn_blocking",
    "spawn_local",
    "std::fs",
    "std::sync::Mutex",
    "thread::spawn",
    "unconstrained",
    "watch",
];

fn run_of(demo: &Demo, variant: &str) -> Run {
    let recording = demo.variant(variant).expect("the demo has it").simulate(demo.default_knobs());
    let mut run = Run::default();
    run.append(recording.words()).expect("a recorder writes what its decoder reads");
    run
}

/// Names of tasks and futures, and of everything else that the run has a name for.
fn names(trace: &Trace) -> impl Iterator<Item = String> + '_ {
    trace.texts().map(str::to_owned)
}

fn sentences(demo: &Demo) -> Vec<&'static str> {
    let of_variants = demo.variants.iter().flat_map(|variant| [variant.sentence, variant.watch]);
    let tour = demo.tour.iter().map(|stop| stop.says);
    let asked = demo.questions.iter().flat_map(|question| [question.asks, question.because]);
    demo.explanation.iter().copied().chain(asked).chain(of_variants).chain(tour).collect()
}

#[test]
fn what_is_marked_is_a_name_or_code() {
    let mut strangers = Vec::new();
    for demo in all() {
        let is_run = DEMOS.iter().any(|other| other.slug == demo.slug);
        let runs = demo.variants.iter().filter(|_| is_run).map(|variant| run_of(demo, variant.name));
        let names: BTreeSet<String> = runs.flat_map(|run| names(run.trace()).collect::<Vec<_>>()).collect();
        let shown = demo.variants.iter().map(|variant| demo.source.text_of(variant.name));
        let source: String = shown.collect();
        for sentence in sentences(demo) {
            for part in parts(sentence) {
                let Part::Code(code) = part else { continue };
                let is_known = names.contains(code)
                    || source.contains(code.trim_end_matches(')'))
                    || demo.variants.iter().any(|variant| variant.name == code)
                    || ELSEWHERE.contains(&code);
                if !is_known {
                    strangers.push(format!("{}: {code}", demo.slug));
                }
            }
        }
    }
    assert_eq!(strangers, [""; 0], "mend the name, or add what is not of this program to ELSEWHERE");
}

#[test]
fn no_demo_opens_where_there_is_nothing_to_measure() {
    for demo in DEMOS.iter().filter(|demo| demo.view.clock == Clock::Virtual) {
        for variant in demo.variants {
            let run = run_of(demo, variant.name);
            let says_so = names(run.trace()).any(|text| text.contains("nothing to measure"));
            assert!(!says_so, "{} {}: let it open on the browser's clock", demo.slug, variant.name);
        }
    }
}

/// “A spawned task also starts without an `.await`, as soon as the executor gets to it”: never inside the poll that spawns it.
#[test]
fn a_spawned_task_waits_for_its_turn() {
    let mut spawned = 0;
    for demo in DEMOS {
        for variant in demo.variants {
            let run = run_of(demo, variant.name);
            let mut new = BTreeSet::new();
            for (_, event) in run.trace().between(Step(0), run.trace().end()) {
                if let Event::TaskSpawned { task, .. } = event {
                    new.insert(task);
                    spawned += 1;
                } else if let Event::PollEnded { .. } = event {
                    new.clear();
                } else if let Event::PollStarted { task } = event {
                    assert!(task.0 == 1 || !new.contains(&task), "{}: {task:?}", demo.slug);
                }
            }
        }
    }
    assert!(spawned > 100, "{spawned} tasks were looked at");
}
