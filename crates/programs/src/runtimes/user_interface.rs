//! A user interface under three sets of rules: frames come at fixed times, and work is done in between.

use std::time::Duration;

use taskscope_runtime::mpsc::{Receiver, unbounded_channel};
use taskscope_runtime::{Builder, Instant, println, sleep, sleep_until, spawn, work, yield_now};

use crate::{
    Answer, Demo, Knob, Knobs, Link, Order, Question, Scheduling, Section, Spot, Stop, Variant, View, sources,
};

/// The demo on frames that must not be missed.
pub(crate) static DEMO: Demo = Demo {
    slug: "user-interface",
    title: "A user interface's runtime",
    section: Section::Runtimes,
    watch: "Watch frames: each is due 16.7 ms after the one before, and missed if it is not drawn before the next one is due.",
    explanation: &[
        "A screen that shows 60 pictures a second wants a new frame every 16.7 ms. Whatever else an application does has to \
         fit in between.",
        "Here two images are decoded in pieces, and a batch of search results arrives. List awaits each result, \
         but an await that finds its message there does not wait: under the plain rules list takes the whole batch in one poll, and a frame is \
         missed.",
        "With a budget, after a few messages the next receive says Pending though there is one, and list goes to the \
         back of the queue. Tokio has such a budget, 128 operations large. Frames still wait behind three \
         tasks now and then.",
        "With priority as well, frames wait for one poll only, and every poll is short. All are drawn.",
        "In browsers frames are not tasks of the runtime: it has to give control back between them.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.3: working with any number of futures",
            url: "https://doc.rust-lang.org/book/ch17-03-more-futures.html",
        },
        Link {
            label: "tokio::task::coop: the budget of a task",
            url: "https://docs.rs/tokio/latest/tokio/task/coop/index.html",
        },
        Link {
            label: "MDN: requestAnimationFrame",
            url: "https://developer.mozilla.org/en-US/docs/Web/API/Window/requestAnimationFrame",
        },
    ],
    knobs: &[
        Knob::count("results", 1..=100, 18, "how many search results arrive at once; each takes 2 ms"),
        Knob::milliseconds("piece", 1..=20, 6, "how long an image is decoded before it yields"),
        Knob::count("pieces", 1..=20, 6, "how many pieces an image has"),
        Knob::count("frames", 1..=20, 6, "how many frames are drawn"),
    ],
    variants: &[
        Variant::new("plain", "First in, first out; 128 operations in a poll.", |knobs| {
            Box::pin(plain(knobs))
        }),
        Variant::new("budget", "First in, first out; 4 operations in a poll.", |knobs| {
            Box::pin(budget(knobs))
        })
        .under(Scheduling { operations: 4, ..Scheduling::DEFAULT }),
        Variant::new("priority", "The highest priority first; 4 operations in a poll.", |knobs| {
            Box::pin(priority(knobs))
        })
        .under(Scheduling { order: Order::Priority, operations: 4, ..Scheduling::DEFAULT }),
    ],
    view: View::on("frames"),
    question: Question::new(
        "plain",
        "Frame 2 becomes due while list takes one result after the other: which task is polled next?",
        Answer::NextPolled(Spot::TimerFired(3)),
    ),
    tour: &[
        Stop::new(
            "plain",
            Spot::Work("list", 1),
            "List begins with the batch, and nothing makes it stop before the last result.",
        ),
        Stop::new(
            "plain",
            Spot::Line("frame 2", 1),
            "Frame 2 is drawn only now, and frames 3 and 4 have become due meanwhile.",
        ),
        Stop::new(
            "budget",
            Spot::Poll("list", 3),
            "Here list went to the back of the queue after four results, and goes on now.",
        ),
        Stop::new(
            "budget",
            Spot::Line("frame 4", 1),
            "No poll is long any more, but frame 4 waited behind list and both images.",
        ),
        Stop::new("priority", Spot::Line("frame 2", 1), "Frame 2 was next as soon as list had to give way."),
        Stop::new("priority", Spot::RunEnd, "Whenever a frame was due it was next, and none was missed."),
    ],
    source: &sources::USER_INTERFACE,
};

/// Under the runtime's own rules.
async fn plain(knobs: Knobs) {
    show(knobs).await;
}

/// After four operations in a poll, a task goes to the back of the queue.
async fn budget(knobs: Knobs) {
    show(knobs).await;
}

/// The same, and frames go before everything else.
async fn priority(knobs: Knobs) {
    show(knobs).await;
}

const FRAME: Duration = Duration::from_micros(16_700);

async fn show(knobs: Knobs) {
    let (results, inbox) = unbounded_channel();
    let tasks = [
        Builder::new("frames").priority(1).spawn(draw(knobs.count("frames"))),
        spawn("list", list(inbox)),
        spawn("image 1", decode(knobs)),
        spawn("image 2", decode(knobs)),
    ];
    sleep(Duration::from_millis(10)).await;
    for result in 1..=knobs.count("results") {
        results.send(result).expect("the list is still shown");
    }
    drop(results);
    for task in tasks {
        task.await.expect("no task panics");
    }
}

async fn draw(frames: u32) {
    let start = Instant::now();
    for frame in 1..=frames {
        let due = start + FRAME * frame;
        sleep_until(due).await;
        work(Duration::from_millis(2));
        let verdict = if due.elapsed() < FRAME { "in time" } else { "missed" };
        println!("frame {frame}: {verdict}");
    }
}

/// Adds each result to the list.
async fn list(mut inbox: Receiver<u32>) {
    while inbox.recv().await.is_some() {
        work(Duration::from_millis(2));
    }
}

async fn decode(knobs: Knobs) {
    for _ in 0..knobs.count("pieces") {
        work(knobs.duration("piece"));
        yield_now().await;
    }
}
