//! A timeout that cannot fire: the future it limits never lets go of the processor.

use std::time::Duration;

use taskscope_runtime::{Instant, println, sleep, spawn, timeout, work, yield_now};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};
use taskscope_judge::FindingKind;

/// The demo on time limits around computing.
pub(crate) static DEMO: Demo = Demo {
    slug: "timeout-that-cannot-fire",
    title: "A timeout that cannot fire",
    section: Section::Blocking,
    watch: "Watch main when the timer of its timeout fires: in the bad run it goes on computing as if there were no \
            limit.",
    explanation: &[
        "A picture may take only so long to draw, and page should be served meanwhile.",
        "A timeout is a second future beside the one it limits: it polls that one, and then looks at its own timer. It \
         cannot look while that poll goes on. The bad drawing is one poll from its first row to its last. The \
         timer fires in the middle and wakes main, which is running already. When the poll returns, it returns the \
         picture, so the timeout even says Ok.",
        "The fixed drawing yields after each row. Each yield ends the poll, and the timeout looks at its timer. It gives up \
         at the first yield after the limit, and the rest of the picture is dropped at that await.",
        "A limit acts only where the future awaits. A thread that computes cannot be stopped from outside either.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.3: building our own timeout",
            url: "https://doc.rust-lang.org/book/ch17-03-more-futures.html",
        },
        Link {
            label: "tokio::time::timeout",
            url: "https://docs.rs/tokio/latest/tokio/time/fn.timeout.html",
        },
        Link {
            label: "tokio pull request 5126: when timeouts may not fire",
            url: "https://github.com/tokio-rs/tokio/pull/5126",
        },
    ],
    knobs: &[
        Knob::milliseconds("limit", 0..=1_000, 100, "how long drawing may take"),
        Knob::milliseconds("loading", 0..=1_000, 20, "how long drawing waits for its data"),
        Knob::milliseconds("row", 1..=45, 30, "how long a row of the picture computes"),
        Knob::count("rows", 1..=30, 8, "how many rows the picture has"),
    ],
    variants: &[
        Variant::new("bad", "Drawing never yields.", |knobs| Box::pin(bad(knobs)))
            .finds(FindingKind::LongPoll),
        Variant::new("fixed", "Drawing yields after each row.", |knobs| Box::pin(fixed(knobs))),
    ],
    view: View::on("main"),
    question: Question::new(
        "bad",
        "Drawing takes much longer than its limit: how long does the bad run take?",
        Answer::Takes,
    ),
    tour: &[
        Stop::new(
            "bad",
            Spot::Work("main", 1),
            "The data is loaded and drawing begins, inside the future that the timeout polls.",
        ),
        Stop::new(
            "bad",
            Spot::TimerFired(3),
            "The limit has passed: its timer fires in the third row, and main just goes on.",
        ),
        Stop::new(
            "bad",
            Spot::Line("all", 1),
            "The picture is complete, so the timeout says Ok; page has been ready since long before.",
        ),
        Stop::new(
            "fixed",
            Spot::Line("page", 1),
            "Here main yields after the first row, and page is served.",
        ),
        Stop::new("fixed", Spot::TimerFired(3), "The limit passes in the third row, as before."),
        Stop::new("fixed", Spot::Line("given up", 1), "At the next yield the timeout looks and gives up."),
    ],
    source: &sources::TIMEOUT_THAT_CANNOT_FIRE,
};

async fn bad(knobs: Knobs) {
    let page = spawn("page", serve());
    let start = Instant::now();
    let picture = timeout(knobs.duration("limit"), draw_bad(knobs)).await;
    match picture {
        Ok(rows) => println!("all {rows} rows drawn after {} ms", start.elapsed().as_millis()),
        Err(_) => println!("given up after {} ms", start.elapsed().as_millis()),
    }
    page.await.expect("serving does not panic");
}

async fn fixed(knobs: Knobs) {
    let page = spawn("page", serve());
    let start = Instant::now();
    let picture = timeout(knobs.duration("limit"), draw_fixed(knobs)).await;
    match picture {
        Ok(rows) => println!("all {rows} rows drawn after {} ms", start.elapsed().as_millis()),
        Err(_) => println!("given up after {} ms", start.elapsed().as_millis()),
    }
    page.await.expect("serving does not panic");
}

/// One poll from the first row to the last.
async fn draw_bad(knobs: Knobs) -> u32 {
    sleep(knobs.duration("loading")).await;
    for _ in 0..knobs.count("rows") {
        work(knobs.duration("row"));
    }
    knobs.count("rows")
}

/// After each row the poll ends, and the timeout can look at its timer.
async fn draw_fixed(knobs: Knobs) -> u32 {
    sleep(knobs.duration("loading")).await;
    for _ in 0..knobs.count("rows") {
        work(knobs.duration("row"));
        yield_now().await;
    }
    knobs.count("rows")
}

/// Somebody asks for the page while the picture is drawn.
async fn serve() {
    sleep(Duration::from_millis(40)).await;
    println!("page served");
}
