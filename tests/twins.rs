//! The programs of the gallery on Tokio with a paused clock: they print the same lines, in the same order.
//!
//! The very files of the demos are compiled a second time, where `taskscope_runtime` means Tokio under our names. Taken are
//! all demos that use nothing but namesakes.

#[path = "twins/demos.rs"]
mod demos;
#[path = "twins/names.rs"]
mod names;
#[path = "twins/namesakes.rs"]
mod namesakes;
#[path = "twins/theirs.rs"]
mod theirs;

// In this crate `taskscope_runtime` is Tokio.
extern crate self as taskscope_runtime;
pub(crate) use names::*;
// What the programs' files import of their crate.
pub(crate) use taskscope_programs::Knobs;
pub(crate) use theirs::Main;

use std::collections::BTreeSet;
use std::fs;

use namesakes::has_only_namesakes;
use taskscope_gallery as gallery;
use taskscope_simulate::{Simulate as _, values};
use taskscope_trace::{Phase, Run};

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
                let theirs = theirs::run((twin.start)(values(demo.default_knobs())));
                assert_eq!(ours.output(), theirs, "{slug} {}", twin.name);
            }
        }
    }
}

#[test]
fn no_demo_of_namesakes_is_left_out() {
    let compared: BTreeSet<&str> = demos::DEMOS.iter().map(|(slug, _)| *slug).collect();
    assert!(compared.contains("counting"), "{compared:?}");
    for demo in gallery::DEMOS {
        let text = fs::read_to_string(demo.source.file).expect("tests run in the folder of the package");
        assert_eq!(has_only_namesakes(demo.slug, &text), compared.contains(demo.slug), "{}", demo.slug);
    }
}

#[test]
fn a_demo_that_imports_anything_else_is_none_of_namesakes() {
    for (text, expected) in [
        ("use taskscope_runtime::{println, sleep};\nuse taskscope_runtime::mpsc::channel;", true),
        ("use taskscope_runtime::sync::{Mutex, Notify};", true),
        ("use taskscope_runtime::{\n    println,\n    work,\n};", false),
        ("use taskscope_runtime::thread::Job;", false),
    ] {
        assert_eq!(has_only_namesakes("some-demo", text), expected, "{text}");
    }
    assert!(!has_only_namesakes("unfair-race", "use taskscope_runtime::select;"), "it draws");
}
