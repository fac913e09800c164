//! An unfair race: who is polled first starts first, and wins when both are ready.

use std::time::Duration;

use taskscope_runtime::{println, select, sleep};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};

/// The demo on the order in which a race polls.
pub(crate) static DEMO: Demo = Demo {
    slug: "unfair-race",
    title: "An unfair race",
    section: Section::AnyNumber,
    watch: "Watch who wins when both are ready at the same moment: with a fixed order always left, with a drawn order \
            sometimes right.",
    explanation: &[
        "Two runners need the same time. Both timers fire before main is polled, so at that poll both futures are \
         ready, and whichever is asked first wins. The other is never asked: it is dropped at its await.",
        "A race has to poll in some order. A biased select! takes the order in which its branches are written, so \
         left starts first and wins every tie. Without that word, where to begin is drawn anew at each poll. Two \
         draws matter in a round: the first decides who starts, the last who wins.",
        "A fixed order is right where it means something: a shutdown signal before new work. Elsewhere a branch that \
         is always ready can shut out those below it. Make left one millisecond slower, and no order helps it.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.3: working with any number of futures",
            url: "https://doc.rust-lang.org/book/ch17-03-more-futures.html",
        },
        Link {
            label: "tokio::select!, on fairness",
            url: "https://docs.rs/tokio/latest/tokio/macro.select.html#fairness",
        },
    ],
    knobs: &[
        Knob::count("rounds", 1..=50, 4, "how often the two race"),
        Knob::milliseconds("left takes", 1..=500, 50, "how long left needs for a round"),
        Knob::milliseconds("right takes", 1..=500, 50, "how long right needs for a round"),
    ],
    variants: &[
        Variant::new("biased", "Polls in the order written.", |knobs| Box::pin(race_biased(knobs))),
        Variant::new("fair", "Draws which one is polled first.", |knobs| Box::pin(race_fair(knobs))),
    ],
    view: View::on("main"),
    question: Question::new("biased", "Which line is printed third?", Answer::Line(3)),
    tour: &[
        Stop::new(
            "biased",
            Spot::NodePoll("left", 1),
            "Left stands first in the source, so it is polled first.",
        ),
        Stop::new(
            "biased",
            Spot::NodeWoken("right", 1),
            "Both timers have fired, and main is not polled yet: both runners are ready.",
        ),
        Stop::new(
            "biased",
            Spot::NodeDropped("right", 1),
            "Left was asked first and wins; right is dropped without being asked.",
        ),
        Stop::new("biased", Spot::RunEnd, "Every round was a tie, and left has won every round."),
        Stop::new(
            "fair",
            Spot::Line("right starts", 1),
            "Here the order is drawn at each poll, and in this round right was drawn first.",
        ),
        Stop::new("fair", Spot::RunEnd, "The same ties, and now both have won some."),
    ],
    source: &sources::UNFAIR_RACE,
};

async fn race_biased(knobs: Knobs) {
    for round in 1..=knobs.count("rounds") {
        let left = run("left", knobs.duration("left takes"));
        let right = run("right", knobs.duration("right takes"));
        select! {
            biased;
            () = left => println!("left wins round {round}"),
            () = right => println!("right wins round {round}"),
        }
    }
}

async fn race_fair(knobs: Knobs) {
    for round in 1..=knobs.count("rounds") {
        let left = run("left", knobs.duration("left takes"));
        let right = run("right", knobs.duration("right takes"));
        select! {
            () = left => println!("left wins round {round}"),
            () = right => println!("right wins round {round}"),
        }
    }
}

async fn run(name: &str, takes: Duration) {
    println!("{name} starts");
    sleep(takes).await;
}
