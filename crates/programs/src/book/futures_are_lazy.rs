//! Futures are lazy: calling an async function does nothing until somebody awaits what it gives.

use taskscope_runtime::{named, println, sleep};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};

/// The first demo of the Book's section on futures.
pub(crate) static DEMO: Demo = Demo {
    slug: "futures-are-lazy",
    title: "Futures are lazy",
    section: Section::Futures,
    watch: "Watch where the bar of fetch begins below main: at the await, and not where the future is made.",
    explanation: &[
        "Calling an async function runs none of its lines. It gives a future: a value that holds the arguments and \
         knows where to start. Only when it is polled does it run, up to its first wait.",
        "In the first run main makes the future and drops it. It was made, it was never polled, and it is gone: its \
         line is never printed. The compiler warns about that, as long as the future is not kept in a variable.",
        "In the second run main awaits it after a rest. Until then the future lies there, and its time does not run.",
        "A thread is different: thread::spawn in chapter 16 starts to run at once. So does a task, which is why \
         spawn takes a future off your hands.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.1: futures and the async syntax",
            url: "https://doc.rust-lang.org/book/ch17-01-futures-and-syntax.html",
        },
        Link {
            label: "std::future::Future: futures alone are inert",
            url: "https://doc.rust-lang.org/std/future/trait.Future.html",
        },
    ],
    knobs: &[
        Knob::milliseconds("rest", 0..=5_000, 100, "how long main does something else first"),
        Knob::milliseconds("fetch takes", 0..=5_000, 200, "how long the network needs, once it is asked"),
    ],
    variants: &[
        Variant::new("dropped", "Makes a future and never awaits it.", |knobs| Box::pin(dropped(knobs))),
        Variant::new("awaited", "Makes a future and awaits it later.", |knobs| Box::pin(awaited(knobs))),
    ],
    view: View::on("main"),
    question: Question::new(
        "dropped",
        "How many lines are printed if nobody awaits the fetch?",
        Answer::Lines,
    ),
    tour: &[
        Stop::new(
            "dropped",
            Spot::Line("the future is made", 1),
            "The future exists, and has not printed its line.",
        ),
        Stop::new(
            "dropped",
            Spot::Wait("main", 1),
            "Main rests; the future has no bar, for nobody has polled it.",
        ),
        Stop::new("dropped", Spot::RunEnd, "It was dropped without one poll: nothing was fetched."),
        Stop::new("awaited", Spot::Wait("main", 1), "Main rests, and the future rests with it."),
        Stop::new("awaited", Spot::NodePoll("fetch", 1), "The await polls it: only now does it begin."),
        Stop::new(
            "awaited",
            Spot::Line("fetched", 1),
            "It is done as long after the await as the network takes.",
        ),
    ],
    source: &sources::FUTURES_ARE_LAZY,
};

async fn dropped(knobs: Knobs) {
    let fetching = named("fetch", fetch(knobs));
    println!("the future is made");
    sleep(knobs.duration("rest")).await;
    drop(fetching);
}

async fn awaited(knobs: Knobs) {
    let fetching = named("fetch", fetch(knobs));
    println!("the future is made");
    sleep(knobs.duration("rest")).await;
    println!("fetched {}", fetching.await);
}

/// Stands in for the network: it only takes time.
async fn fetch(knobs: Knobs) -> &'static str {
    println!("fetch begins");
    sleep(knobs.duration("fetch takes")).await;
    "a page"
}
