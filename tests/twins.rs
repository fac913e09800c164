//! The programs of the gallery on Tokio with a paused clock: they print the same lines, in the same order.
//!
//! The very files of the demos are compiled a second time, where `taskscope_runtime` means Tokio under our names. Taken are
//! all demos that use nothing but namesakes.

#[path = "twins/demos.rs"]
mod demos;
#[path = "twins/names.rs"]
mod names;
#[path = "twins/theirs.rs"]
mod theirs;

// In this crate `taskscope_runtime` is Tokio.
extern crate self as taskscope_runtime;
pub(crate) use names::*;
// What the programs' files import of the gallery.
pub(crate) use taskscope_programs::Knobs;
pub(crate) use theirs::Main;

use std::collections::BTreeSet;
use std::fs;

use taskscope_programs as gallery;
use taskscope_trace::{Phase, Run};

/// What is imported from the runtime that has a namesake in `names.rs`; of the modules, everything.
const NAMESAKES: &[&str] =
    &["JoinHandle", "interval", "join", "println", "select", "sleep", "spawn", "timeout", "yield_now"];
const MODULES: &[&str] = &["mpsc::", "sync::"];

/// Whose point is a draw, which is another one on Tokio.
const DRAWN: &[&str] = &["unfair-race"];

#[test]
fn every_demo_of_namesakes_prints_the_same_on_tokio() {
    for (slug, twins) in demos::DEMOS {
        let demo = gallery::find(slug).expect("its file is in the gallery");
        for twin in *twins {
            let ours = demo.variant(twin.name).expect("it is the same file").simulate(demo.default_knobs());
            let mut run = Run::default();
            run.append(ours.words()).expect("a recorder writes a trace");
            let end = run.state_at(run.trace().end());
            // On Tokio, too, a main task that waits for ever would never end.
            if end.tasks.values().next().is_some_and(|main| main.phase == Phase::Done) {
                let theirs = theirs::run((twin.start)(demo.default_knobs()));
                assert_eq!(ours.output(), theirs, "{slug} {}", twin.name);
            }
        }
    }
}

#[test]
fn no_demo_of_namesakes_is_left_out() {
    let compared: BTreeSet<&str> = demos::DEMOS.iter().map(|(slug, _)| *slug).collect();
    for demo in gallery::DEMOS {
        let text = fs::read_to_string(demo.source.file).expect("tests run in the folder of the package");
        let imported = imported(&text);
        let is_namesake = |name: &String| {
            NAMESAKES.contains(&name.as_str()) || MODULES.iter().any(|module| name.starts_with(module))
        };
        let has_only_namesakes = imported.iter().all(is_namesake) && !DRAWN.contains(&demo.slug);
        assert_eq!(has_only_namesakes, compared.contains(demo.slug), "{}: {imported:?}", demo.slug);
    }
}

/// The paths that a file imports from the runtime, without its name.
fn imported(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for import in text.split("use taskscope_runtime::").skip(1).filter_map(|rest| rest.split(';').next()) {
        match import.split_once('{') {
            None => names.push(import.to_owned()),
            Some((path, list)) => {
                let list =
                    list.trim_end_matches('}').split(',').map(str::trim).filter(|name| !name.is_empty());
                names.extend(list.map(|name| format!("{path}{name}")));
            }
        }
    }
    names
}
