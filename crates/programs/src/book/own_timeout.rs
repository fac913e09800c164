//! A timeout built from a race with a sleep, and a retry built on top of it.

use std::time::Duration;

use taskscope_runtime::{println, select, sleep};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};

/// The demo on making something new of the parts there are.
pub(crate) static DEMO: Demo = Demo {
    slug: "own-timeout",
    title: "Build your own timeout",
    section: Section::AnyNumber,
    watch: "Watch the request at the deadline: it is dropped where it waits, and its own timer is cancelled with it.",
    explanation: &[
        "A timeout is a race between a future and a sleep. If the future is first, its output is the result; if the \
         sleep is, the limit is the error. Nothing else is needed, because losing means being dropped: the request \
         is cut off at its await, and the line behind that is never reached.",
        "The order of the branches matters. The request is polled first, so an answer that comes exactly at the \
         deadline still counts.",
        "A future that was dropped is gone, so a retry makes a new one each time. The server in this demo warms up \
         and answers each attempt sooner, until one is in time.",
        "A timeout can act only when its task is polled. A future that computes without an await keeps the deadline \
         waiting too.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.3: working with any number of futures",
            url: "https://doc.rust-lang.org/book/ch17-03-more-futures.html",
        },
        Link {
            label: "tokio::time::timeout",
            url: "https://docs.rs/tokio/latest/tokio/time/fn.timeout.html",
        },
    ],
    knobs: &[
        Knob::milliseconds("limit", 1..=1_000, 100, "how long main waits for an answer"),
        Knob::milliseconds(
            "answer takes",
            1..=1_000,
            250,
            "how long the first answer takes; the n-th an n-th of it",
        ),
        Knob::count("attempts", 1..=10, 3, "how often the retry asks"),
    ],
    variants: &[
        Variant::new("once", "Asks once and gives up at the deadline.", |knobs| Box::pin(ask_once(knobs))),
        Variant::new("retry", "Asks again after each deadline.", |knobs| Box::pin(ask_retry(knobs))),
    ],
    view: View::on("main"),
    question: Question::new("retry", "How long does it take until the answer is there?", Answer::Takes),
    tour: &[
        Stop::new("once", Spot::Wait("main", 1), "The request is polled first, and waits for its answer."),
        Stop::new("once", Spot::TimerFired(1), "The timer of the sleep fires before that of the request."),
        Stop::new(
            "once",
            Spot::NodeDropped("future", 1),
            "The sleep has won: the request is dropped in the middle, and its timer is cancelled.",
        ),
        Stop::new("retry", Spot::Line("attempt 2", 1), "The retry makes a new request, with a new deadline."),
        Stop::new(
            "retry",
            Spot::Line("answer", 1),
            "This answer comes before its deadline, and main is done.",
        ),
    ],
    source: &sources::OWN_TIMEOUT,
};

async fn ask_once(knobs: Knobs) {
    match within(knobs.duration("limit"), request(1, knobs)).await {
        Ok(answer) => println!("{answer}"),
        Err(limit) => println!("gave up after {limit:?}"),
    }
}

async fn ask_retry(knobs: Knobs) {
    for attempt in 1..=knobs.count("attempts") {
        match within(knobs.duration("limit"), request(attempt, knobs)).await {
            Ok(answer) => return println!("{answer}"),
            Err(limit) => println!("gave up after {limit:?}"),
        }
    }
    println!("no attempt is left");
}

/// The output of the future, or the limit if that is over first.
async fn within<F: Future>(limit: Duration, future: F) -> Result<F::Output, Duration> {
    select! {
        biased;
        output = future => Ok(output),
        () = sleep(limit) => Err(limit),
    }
}

/// The server warms up: each attempt is answered sooner than the one before.
async fn request(attempt: u32, knobs: Knobs) -> String {
    println!("attempt {attempt}");
    sleep(knobs.duration("answer takes") / attempt).await;
    format!("answer to attempt {attempt}")
}
