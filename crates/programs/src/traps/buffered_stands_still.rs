//! Buffered futures stand still: while an item is handled, nobody polls the others.

use taskscope_runtime::{JoinSet, Unordered, println, sleep};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};
use taskscope_judge::FindingKind;

/// The demo on sets of futures whose task does something else.
pub(crate) static DEMO: Demo = Demo {
    slug: "buffered-stands-still",
    title: "Buffered futures stand still",
    section: Section::Cancellation,
    watch: "Watch the requests below main while an answer is being stored: they are woken, dotted, and nobody polls them.",
    explanation: &[
        "Several requests run at once, and as soon as one has its answer, main stores it, which takes a while.",
        "In the bad program the requests are futures in a set inside main. The set is polled only while main awaits its \
         next(). While main awaits the storing, the others are woken by the network, but nobody polls them: their next \
         step begins when main comes back. Each answer costs the time of a request and of the storing, one after the \
         other, and limits in time pass unnoticed. buffered() and buffer_unordered() of a stream do the same.",
        "In the fixed program each request is a task of its own. The executor polls it, whatever main is doing, and the answers \
         lie ready when main asks for them.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.4: streams",
            url: "https://doc.rust-lang.org/book/ch17-04-streams.html",
        },
        Link {
            label: "futures-rs#2387: buffered streams do not make progress",
            url: "https://github.com/rust-lang/futures-rs/issues/2387",
        },
    ],
    knobs: &[
        Knob::count("requests", 1..=10, 3, "how many requests run at once"),
        Knob::milliseconds(
            "answer takes",
            1..=1_000,
            40,
            "how long the first answer takes; each later one longer",
        ),
        Knob::milliseconds("storing takes", 0..=1_000, 150, "how long main is busy with an answer"),
    ],
    variants: &[
        Variant::new("bad", "The requests are futures in a set.", |knobs| Box::pin(bad(knobs)))
            .finds(FindingKind::WokenNotPolled),
        Variant::new("fixed", "The requests are tasks.", |knobs| Box::pin(fixed(knobs))),
    ],
    view: View::on("main"),
    question: Question::new("bad", "How long does the bad run take altogether?", Answer::Takes),
    tour: &[
        Stop::new(
            "bad",
            Spot::Line("request 1", 1),
            "The first answer is there, and main turns to storing it.",
        ),
        Stop::new(
            "bad",
            Spot::Finding,
            "The next request is woken by the network, and main is not there to poll it.",
        ),
        Stop::new(
            "bad",
            Spot::Line("answer 1", 1),
            "Only now does main come back to the set, and to the other requests.",
        ),
        Stop::new(
            "fixed",
            Spot::End("request 2"),
            "As a task it goes on by itself, and is done while main is storing.",
        ),
        Stop::new("fixed", Spot::RunEnd, "All that is left to wait for is the storing."),
    ],
    source: &sources::BUFFERED_STANDS_STILL,
};

async fn bad(knobs: Knobs) {
    let mut requests = Unordered::new();
    for number in 1..=knobs.count("requests") {
        requests.push(request(number, knobs));
    }
    while let Some(answer) = requests.next().await {
        store(answer, knobs).await;
    }
}

async fn fixed(knobs: Knobs) {
    let mut requests = JoinSet::new();
    for number in 1..=knobs.count("requests") {
        requests.spawn(format!("request {number}"), request(number, knobs));
    }
    while let Some(answer) = requests.join_next().await {
        store(answer.expect("no request panics"), knobs).await;
    }
}

/// Asks and hears in two steps, as a connection does.
async fn request(number: u32, knobs: Knobs) -> u32 {
    let step = knobs.duration("answer takes") * number / 2;
    sleep(step).await;
    sleep(step).await;
    println!("request {number} has its answer");
    number
}

async fn store(answer: u32, knobs: Knobs) {
    sleep(knobs.duration("storing takes")).await;
    println!("answer {answer} is stored");
}
