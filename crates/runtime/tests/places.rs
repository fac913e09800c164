//! Where things are said to happen: every wait at a line of the program, whatever polls its future, and every panic that
//! a caller can cause at the caller's line.
#![cfg(not(target_arch = "wasm32"))]

#[path = "places/every.rs"]
mod every;
#[path = "places/lines.rs"]
mod lines;
#[path = "places/panics.rs"]
mod panics;
#[cfg(feature = "tokio-like")]
#[path = "places/tokio_like.rs"]
mod tokio_like;
#[path = "places/ways.rs"]
mod ways;

use std::fs;
use std::path::Path;

use taskscope_format::{Decoder, Entry, Event, Wait};
use taskscope_runtime::record::Recording;

/// What was waited for, and the file and line of it.
#[allow(clippy::wildcard_enum_match_arm)]
fn waits(run: &Recording) -> Vec<(Wait, String, u32)> {
    let (mut texts, mut places, mut waits) = (Vec::new(), Vec::new(), Vec::new());
    let read = Decoder::default().read(run.words(), |entry| match entry {
        Entry::Text(text) => texts.push(text),
        Entry::Place(place) => places.push((texts[place.file.0 as usize].clone(), place.line)),
        Entry::Event(Event::Waiting { on, place, .. }) => {
            let (file, line) = places[place.0 as usize].clone();
            waits.push((on, file, line));
        }
        _ => {}
    });
    read.expect("a recorder writes what its decoder reads");
    waits
}

/// Calls `look` with every source file of the crate: its path below `src`, and its text.
fn for_each_source(look: &mut impl FnMut(&str, &str)) {
    fn walk(folder: &Path, root: &Path, look: &mut impl FnMut(&str, &str)) {
        for entry in fs::read_dir(folder).expect("the sources are there") {
            let path = entry.expect("the sources are there").path();
            if path.is_dir() {
                walk(&path, root, look);
            } else {
                let text = fs::read_to_string(&path).expect("sources are text");
                let below = path.strip_prefix(root).expect("it lies below").display().to_string();
                look(&below.replace('\\', "/"), &text);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    walk(&root, &root, look);
}
