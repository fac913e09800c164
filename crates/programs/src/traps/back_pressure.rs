//! Back-pressure: a channel without a limit that fills up, and one whose sender has to wait.

use taskscope_runtime::mpsc::{Receiver, Sender, UnboundedSender, channel, unbounded_channel};
use taskscope_runtime::{join, println, sleep, spawn};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};
use taskscope_judge::FindingKind;

/// A camera that is faster than the lab.
pub(crate) static DEMO: Demo = Demo {
    slug: "back-pressure",
    title: "Back-pressure",
    section: Section::Load,
    watch: "Watch camera and the lines of lab: without a limit camera never waits and more and more photos lie in the \
            channel, and with one camera goes at the pace of lab.",
    explanation: &[
        "The camera takes a photo every 4 ms, and the lab needs 16 ms for one. What is not developed yet lies in the \
         channel between them.",
        "A channel without a limit takes everything. The camera is done early, which looks good, and the channel holds \
         three of four photos. In a service that runs for days the queue grows until memory is gone, and long before \
         that every message is old when it is read.",
        "A channel with a capacity makes send wait while it is full. That wait is back-pressure: it slows the camera \
         down to what the lab can do, and whoever feeds the camera may be slowed down in turn. The total time is about \
         the same, for the lab sets it; only the place of waiting has moved, from the memory to the sender.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.2: sending data between two tasks",
            url: "https://doc.rust-lang.org/book/ch17-02-concurrency-with-async.html",
        },
        Link {
            label: "tokio::sync::mpsc, on back-pressure",
            url: "https://docs.rs/tokio/latest/tokio/sync/mpsc/index.html",
        },
        Link {
            label: "std::sync::mpsc::sync_channel, the twin for threads",
            url: "https://doc.rust-lang.org/std/sync/mpsc/fn.sync_channel.html",
        },
    ],
    knobs: &[
        Knob::count("photos", 1..=100, 24, "how many photos are taken"),
        Knob::milliseconds("shot", 1..=100, 4, "how long the camera needs for a photo"),
        Knob::milliseconds("developing", 1..=100, 16, "how long the lab needs for a photo"),
        Knob::count("capacity", 1..=32, 4, "how many photos the fixed channel holds"),
    ],
    variants: &[
        Variant::new("bad", "The channel has no limit.", |knobs| Box::pin(bad(knobs)))
            .finds(FindingKind::QueueGrows),
        Variant::new("fixed", "The channel has a capacity, and send waits.", |knobs| Box::pin(fixed(knobs))),
    ],
    view: View { folded: &["main"], ..View::on("camera") },
    question: Question::new("bad", "Which line is printed sixth?", Answer::Line(6)),
    tour: &[
        Stop::new(
            "bad",
            Spot::Line("photo 1 ", 1),
            "The first photo is developed, and others lie in the channel already.",
        ),
        Stop::new(
            "bad",
            Spot::Finding,
            "There are more than ever, though the lab takes one after the other.",
        ),
        Stop::new(
            "bad",
            Spot::Line("camera", 1),
            "The camera is done early, and most photos are not developed.",
        ),
        Stop::new("fixed", Spot::Line("photo 1 ", 1), "With a capacity it begins in the same way."),
        Stop::new(
            "fixed",
            Spot::Line("photo 4 ", 1),
            "The channel is full: the camera stands at its send and waits for room.",
        ),
        Stop::new(
            "fixed",
            Spot::Line("camera", 1),
            "The camera is done shortly before the lab: only a few photos are left.",
        ),
    ],
    source: &sources::BACK_PRESSURE,
};

async fn bad(knobs: Knobs) {
    let (tx, rx) = unbounded_channel();
    let camera = spawn("camera", shoot_bad(tx, knobs));
    let lab = spawn("lab", develop(rx, knobs));
    let (camera, lab) = join!(camera, lab);
    camera.and(lab).expect("no task panics");
}

async fn fixed(knobs: Knobs) {
    let (tx, rx) = channel(knobs.count("capacity") as usize);
    let camera = spawn("camera", shoot_fixed(tx, knobs));
    let lab = spawn("lab", develop(rx, knobs));
    let (camera, lab) = join!(camera, lab);
    camera.and(lab).expect("no task panics");
}

async fn shoot_bad(tx: UnboundedSender<u32>, knobs: Knobs) {
    for photo in 1..=knobs.count("photos") {
        sleep(knobs.duration("shot")).await;
        tx.send(photo).expect("the lab is open");
    }
    println!("camera: that was the last photo");
}

async fn shoot_fixed(tx: Sender<u32>, knobs: Knobs) {
    for photo in 1..=knobs.count("photos") {
        sleep(knobs.duration("shot")).await;
        tx.send(photo).await.expect("the lab is open");
    }
    println!("camera: that was the last photo");
}

async fn develop(mut rx: Receiver<u32>, knobs: Knobs) {
    while let Some(photo) = rx.recv().await {
        sleep(knobs.duration("developing")).await;
        println!("photo {photo} developed, {} in the channel", rx.len());
    }
}
