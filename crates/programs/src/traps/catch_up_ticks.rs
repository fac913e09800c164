//! Ticks that were missed: made up for in a burst, left out, or moved.

use std::time::Duration;

use taskscope_runtime::{Instant, Interval, MissedTickBehavior, interval, join, println, sleep, spawn, work};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};
use taskscope_judge::FindingKind;

/// A sensor that is read every 20 ms, and a link that is down for a while.
pub(crate) static DEMO: Demo = Demo {
    slug: "catch-up-ticks",
    title: "Ticks that were missed",
    section: Section::Load,
    watch: "Watch sensor after the link was down: in the bad run all missed ticks are made up for in one poll, and \
            screen has to wait.",
    explanation: &[
        "The sensor is read every 20 ms. During the third reading the link is down, and seven ticks pass by. What \
         should become of them?",
        "An interval makes up for them, unless it is told otherwise. Every tick that is overdue answers at once, so \
         the loop does not wait and does not give way: the readings come one right after the other, in one poll, and \
         screen stays ready. For a count that may be right; for a sensor, or a request to a server that is only just \
         up again, it is a burst of nothing new.",
        "Skip takes one late tick, leaves out the others and is back on the grid at 200 ms. Delay starts a new grid at \
         the late tick. A loop around sleep has no grid at all: it drifts by its own work in each round.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.4: streams, with intervals",
            url: "https://doc.rust-lang.org/book/ch17-04-streams.html",
        },
        Link {
            label: "tokio::time::MissedTickBehavior",
            url: "https://docs.rs/tokio/latest/tokio/time/enum.MissedTickBehavior.html",
        },
    ],
    knobs: &[
        Knob::milliseconds("period", 20..=100, 20, "the distance between two ticks"),
        Knob::milliseconds("link down", 0..=500, 140, "how long the third reading is held up"),
        Knob::milliseconds("reading", 1..=12, 8, "how long a reading keeps the processor"),
        Knob::count("readings", 1..=50, 12, "how many readings are taken"),
    ],
    variants: &[
        Variant::new("bad", "Burst: every missed tick is made up for.", |knobs| Box::pin(bad(knobs)))
            .finds(FindingKind::LongPoll),
        Variant::new("fixed", "Skip: missed ticks are left out.", |knobs| Box::pin(fixed(knobs))),
        Variant::new("delay", "Delay: a new grid begins at the late tick.", |knobs| Box::pin(delay(knobs))),
    ],
    view: View { folded: &["main"], ..View::on("sensor") },
    question: Question::new("bad", "How often is sensor polled?", Answer::Polls("sensor")),
    tour: &[
        Stop::new("bad", Spot::Line("the link", 1), "The third reading is held up, and ticks pass by."),
        Stop::new(
            "bad",
            Spot::Finding,
            "From here on reading follows reading in one poll, and screen is ready.",
        ),
        Stop::new("bad", Spot::End("sensor"), "The sensor has caught up; only now can screen show anything."),
        Stop::new(
            "fixed",
            Spot::Line("reading 5 ", 1),
            "After one late tick the readings are back on the grid of the period.",
        ),
        Stop::new(
            "delay",
            Spot::Line("reading 5 ", 1),
            "Here the reading comes a whole period after the late one, and so do all later ones.",
        ),
    ],
    source: &sources::CATCH_UP_TICKS,
};

async fn bad(knobs: Knobs) {
    let ticks = interval(knobs.duration("period"));
    read_and_show(ticks, knobs).await;
}

async fn fixed(knobs: Knobs) {
    let mut ticks = interval(knobs.duration("period"));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
    read_and_show(ticks, knobs).await;
}

async fn delay(knobs: Knobs) {
    let mut ticks = interval(knobs.duration("period"));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    read_and_show(ticks, knobs).await;
}

async fn read_and_show(ticks: Interval, knobs: Knobs) {
    let screen = spawn("screen", refresh());
    let sensor = spawn("sensor", read(ticks, knobs));
    let (screen, sensor) = join!(screen, sensor);
    screen.and(sensor).expect("no task panics");
}

async fn read(mut ticks: Interval, knobs: Knobs) {
    let start = Instant::now();
    for number in 1..=knobs.count("readings") {
        ticks.tick().await;
        if number == 3 {
            println!("the link is down");
            sleep(knobs.duration("link down")).await;
        }
        println!("reading {number} at {} ms", start.elapsed().as_millis());
        work(knobs.duration("reading"));
    }
}

async fn refresh() {
    for _ in 0..6 {
        sleep(Duration::from_millis(50)).await;
        println!("screen refreshed");
    }
}
