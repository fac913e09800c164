//! The title of a page: an async function stops at its awaits, and goes on where it stopped.

use taskscope_runtime::{named, println, sleep};

use crate::demos::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};

/// The demo on the Book's first async program.
pub(in crate::demos) static DEMO: Demo = Demo {
    slug: "page-title",
    title: "The title of a page",
    section: Section::Futures,
    watch: "Watch main stop and go on: each poll takes it from one await to the next, and never back to the start.",
    explanation: &[
        "A program connects to a server, asks for a page, reads it and prints its title. The network is played by \
         timers here: it only takes time.",
        "An async function runs until it comes to an await whose future is not ready. There it returns to the \
         executor, and its local variables stay in its future. When the timer wakes main, main is polled again, and goes \
         on at the await where it stands.",
        "So the compiler makes a state machine of it, with these states: not begun, at the first, second or third await, \
         over. The bars below main show which one it is in. A future that is ready at once is no stop: set a time to 0, \
         and there is one poll less.",
        "A thread would keep its stack and stand still at each of the three lines.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.1: futures and the async syntax",
            url: "https://doc.rust-lang.org/book/ch17-01-futures-and-syntax.html",
        },
        Link {
            label: "The reference: await expressions",
            url: "https://doc.rust-lang.org/reference/expressions/await-expr.html",
        },
    ],
    knobs: &[
        Knob::milliseconds("connecting", 0..=2_000, 60, "how long it takes to connect"),
        Knob::milliseconds("answer", 0..=2_000, 120, "how long the server takes to answer"),
        Knob::milliseconds("text", 0..=2_000, 90, "how long the text of the page is under way"),
        Knob::switch("has a title", true, "whether there is a title in the page"),
    ],
    variants: &[Variant::new("fetch", "Three awaits, one after the other.", |knobs| Box::pin(fetch(knobs)))],
    view: View::on("main"),
    question: Question::new(
        "fetch",
        "There are three awaits on the way to the title: how often is main polled?",
        Answer::Polls("main"),
    ),
    tour: &[
        Stop::new(
            "fetch",
            Spot::Wait("main", 1),
            "First state: connect is not ready, so main waits at the first await.",
        ),
        Stop::new(
            "fetch",
            Spot::Line("connected", 1),
            "The second poll goes on behind the first await: nothing is done twice.",
        ),
        Stop::new("fetch", Spot::Wait("main", 2), "Second state: main waits for the server's answer."),
        Stop::new("fetch", Spot::Wait("main", 3), "Third state: the text is still under way."),
        Stop::new("fetch", Spot::RunEnd, "The fourth poll came to the end: three awaits, four polls."),
    ],
    source: &sources::PAGE_TITLE,
};

async fn fetch(knobs: Knobs) {
    match page_title("www.rust-lang.org", knobs).await {
        Some(title) => println!("the title is {title}"),
        None => println!("there is no title"),
    }
}

async fn page_title(server: &str, knobs: Knobs) -> Option<&'static str> {
    named("connect", connect(knobs)).await;
    println!("connected to {server}");

    named("ask", ask(knobs)).await;
    println!("the server answers");

    let text = named("read", read(knobs)).await;
    println!("{} letters have arrived", text.len());

    let (_, behind) = text.split_once("<title>")?;
    let (title, _) = behind.split_once("</title>")?;
    Some(title)
}

/// Stands in for the network, as do the two below: it only takes time.
async fn connect(knobs: Knobs) {
    sleep(knobs.duration("connecting")).await;
}

async fn ask(knobs: Knobs) {
    sleep(knobs.duration("answer")).await;
}

async fn read(knobs: Knobs) -> &'static str {
    sleep(knobs.duration("text")).await;
    if knobs.is_on("has a title") {
        "<title>Rust Programming Language</title><h1>Rust</h1>"
    } else {
        "<h1>Rust</h1>"
    }
}
