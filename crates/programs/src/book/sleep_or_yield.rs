//! Handing back control: a short sleep and a yield, and what a thousand of them cost.

use taskscope_runtime::{Instant, println, sleep, spawn, work, yield_now};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};

/// The demo on two ways to let others run.
pub(crate) static DEMO: Demo = Demo {
    slug: "sleep-or-yield",
    title: "sleep or yield_now",
    section: Section::AnyNumber,
    watch: "Watch the gaps between the turns of worker: sleeping leaves the processor idle once guest is gone, yielding \
            leaves no gap at all.",
    explanation: &[
        "Worker computes in short turns and lets others run after each. Guest wants three turns, then it is gone.",
        "A sleep hands back control until a timer fires. Worker is not ready before that, whether or not anybody \
         else wants the processor, so every turn pays for a timer. A yield only sends worker to the back of the \
         queue. If somebody is ready, that task goes first; if nobody is, worker goes on at once.",
        "With yield, worker and guest alternate. With sleep, guest has all its turns in the first gap, and the \
         others are idle. Set turns to 1,000: the sleeps cost a second, the yields next to nothing. In a real page \
         it is worse, because browsers stretch repeated short timers to about four milliseconds.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.3: working with any number of futures",
            url: "https://doc.rust-lang.org/book/ch17-03-more-futures.html",
        },
        Link {
            label: "tokio::task::yield_now",
            url: "https://docs.rs/tokio/latest/tokio/task/fn.yield_now.html",
        },
    ],
    knobs: &[
        Knob::count("turns", 1..=1_000, 8, "how many turns worker has"),
        Knob::milliseconds("work", 1..=20, 1, "how long a turn computes"),
        Knob::milliseconds("pause", 1..=20, 1, "how long worker sleeps after a turn"),
    ],
    variants: &[
        Variant::new("sleep", "Sleeps after each turn.", |knobs| Box::pin(run_sleep(knobs))),
        Variant::new("yield", "Yields after each turn.", |knobs| Box::pin(run_yield(knobs))),
    ],
    view: View::on("worker"),
    question: Question::new("yield", "When everything is over: how much time has passed?", Answer::Takes),
    tour: &[
        Stop::new("sleep", Spot::Wait("worker", 1), "Worker sets a timer, and is not ready until it fires."),
        Stop::new("sleep", Spot::End("guest"), "Guest had all its turns while worker slept its first sleep."),
        Stop::new(
            "sleep",
            Spot::Wait("worker", 3),
            "Nobody else is there, and worker sleeps nevertheless: the processor is idle.",
        ),
        Stop::new(
            "yield",
            Spot::Wait("worker", 1),
            "Here worker goes to the back of the queue, and guest is next.",
        ),
        Stop::new("yield", Spot::End("guest"), "Worker and guest have taken turns until guest was over."),
        Stop::new("yield", Spot::End("worker"), "No timer, no gap: only the work took time."),
    ],
    source: &sources::SLEEP_OR_YIELD,
};

async fn run_sleep(knobs: Knobs) {
    let worker = spawn("worker", take_turns_sleep(knobs));
    spawn("guest", visit()).await.expect("a visit does not panic");
    worker.await.expect("a turn does not panic");
}

async fn run_yield(knobs: Knobs) {
    let worker = spawn("worker", take_turns_yield(knobs));
    spawn("guest", visit()).await.expect("a visit does not panic");
    worker.await.expect("a turn does not panic");
}

async fn take_turns_sleep(knobs: Knobs) {
    let (start, turns) = (Instant::now(), knobs.count("turns"));
    for _ in 0..turns {
        work(knobs.duration("work"));
        sleep(knobs.duration("pause")).await;
    }
    println!("{turns} turns took {:?}", start.elapsed());
}

async fn take_turns_yield(knobs: Knobs) {
    let (start, turns) = (Instant::now(), knobs.count("turns"));
    for _ in 0..turns {
        work(knobs.duration("work"));
        yield_now().await;
    }
    println!("{turns} turns took {:?}", start.elapsed());
}

async fn visit() {
    for number in 1..=3 {
        println!("guest: turn {number}");
        yield_now().await;
    }
}
