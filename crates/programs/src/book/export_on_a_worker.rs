//! Export on a worker: computing leaves the executor's thread, and the user interface keeps its frames.
#![expect(clippy::unused_async, reason = "the bad export is async and never awaits: that is its flaw")]

use std::time::Duration;

use taskscope_runtime::thread::Job;
use taskscope_runtime::{interval, join_all, println, spawn, spawn_blocking, work};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};
use taskscope_judge::FindingKind;

/// The demo on `spawn_blocking`.
pub(crate) static DEMO: Demo = Demo {
    slug: "export-on-a-worker",
    title: "Export on a worker",
    section: Section::Threads,
    watch: "Watch interface: its frames are late while images are exported in its way, and in time once workers export them.",
    explanation: &[
        "Exporting an image is pure computing. In an async function it keeps the thread, and whoever else lives on that \
         thread has to wait: in a browser, everything that moves.",
        "Yielding now and then helps, but the work still takes its time from the frames. spawn_blocking hands a call to a pool \
         of threads and gives a future for the result. The executor has nothing to do but to wait, and several images \
         are exported at once.",
        "The pool is small: two to four workers, as many as there are processors. They start with the first calls, \
         which costs a few milliseconds each on the browser's clock, and stay. Further calls wait for the first that is free: try six images.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.6: futures, tasks, and threads",
            url: "https://doc.rust-lang.org/book/ch17-06-futures-tasks-threads.html",
        },
        Link {
            label: "tokio::task::spawn_blocking",
            url: "https://docs.rs/tokio/latest/tokio/task/fn.spawn_blocking.html",
        },
        Link {
            label: "Alice Ryhl: Async, what is blocking?",
            url: "https://ryhl.io/blog/async-what-is-blocking/",
        },
    ],
    knobs: &[
        Knob::count("images", 1..=8, 3, "how many images are exported"),
        Knob::milliseconds("computing", 1..=1_000, 70, "how long an image takes"),
        Knob::count("frames", 1..=60, 12, "how many frames the interface draws, 16 ms apart"),
    ],
    variants: &[
        Variant::new("bad", "Images are exported between the frames.", |knobs| Box::pin(bad(knobs)))
            .finds(FindingKind::LongPoll),
        Variant::new("fixed", "Workers export them.", |knobs| Box::pin(fixed(knobs))).runs(&[&EXPORT]),
    ],
    view: View::on("interface"),
    question: Question::new("fixed", "Which task is over last?", Answer::LastOver),
    tour: &[
        Stop::new("bad", Spot::Work("export", 1), "Export computes, and interface can\u{2019}t draw."),
        Stop::new(
            "bad",
            Spot::Line("frame 2", 1),
            "All images are exported, and only now come the frames that were due meanwhile.",
        ),
        Stop::new(
            "fixed",
            Spot::Wait("export", 1),
            "Every image has a worker of its own, and export waits for all of them.",
        ),
        Stop::new(
            "fixed",
            Spot::Line("frame 2", 1),
            "The frame is drawn when it is due: nobody is in its way.",
        ),
        Stop::new("fixed", Spot::Line("image 1", 1), "The workers are done at about the same time."),
    ],
    source: &sources::EXPORT_ON_A_WORKER,
};

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

/// One image after the other, and nobody else.
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
