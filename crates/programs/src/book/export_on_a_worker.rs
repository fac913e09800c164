//! Export on a worker: computing leaves the executor's thread, and the user interface keeps its frames.
#![expect(clippy::unused_async, reason = "the bad export is async and never awaits: that is its flaw")]

use std::time::Duration;

use taskscope_runtime::thread::Job;
use taskscope_runtime::{interval, join_all, println, spawn, spawn_blocking, work};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] = &[
    Main::new("bad", |knobs| Box::pin(bad(knobs))),
    Main::new("fixed", |knobs| Box::pin(fixed(knobs))).runs(&[&EXPORT]),
];

static EXPORT: Job<(u32, Duration), String> = Job::new("export", export);

/// Computes for as long as it takes.
fn export((image, computing): (u32, Duration)) -> String {
    work(computing);
    format!("image {image} is exported")
}

async fn bad(knobs: Knobs) {
    let interface = spawn("interface", draw(knobs.count("frames")));
    let export = spawn("export", export_bad(knobs));
    export.await.expect("exporting does not panic");
    interface.await.expect("drawing does not panic");
}

async fn fixed(knobs: Knobs) {
    let interface = spawn("interface", draw(knobs.count("frames")));
    let export = spawn("export", export_fixed(knobs));
    export.await.expect("exporting does not panic");
    interface.await.expect("drawing does not panic");
}

/// One image after the other, and no other task between them.
async fn export_bad(knobs: Knobs) {
    for image in 1..=knobs.count("images") {
        println!("{}", export((image, knobs.duration("computing"))));
    }
}

/// All images at once, as far as there are workers.
async fn export_fixed(knobs: Knobs) {
    let images = 1..=knobs.count("images");
    let exports = images.map(|image| spawn_blocking(&EXPORT, (image, knobs.duration("computing"))));
    for exported in join_all(exports).await {
        println!("{}", exported.expect("exporting does not panic"));
    }
}

async fn draw(frames: u32) {
    let mut due = interval(Duration::from_millis(16));
    for frame in 1..=frames {
        let late = due.tick().await.elapsed().as_millis();
        println!("frame {frame}, {late} ms late");
    }
}
