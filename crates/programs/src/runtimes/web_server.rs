//! A web server under three orders: a chat that keeps itself busy, and requests that come in between.

use std::time::Duration;

use taskscope_runtime::mpsc::{Receiver, UnboundedSender, unbounded_channel};
use taskscope_runtime::{Instant, println, sleep, sleep_until, spawn, work};

use crate::{
    Answer, Demo, Knob, Knobs, Link, Order, Question, Scheduling, Section, Spot, Stop, Variant, View, sources,
};

/// The demo on fairness among many tasks that mostly wait.
pub(crate) static DEMO: Demo = Demo {
    slug: "web-server",
    title: "A web server's runtime",
    section: Section::Runtimes,
    watch: "Watch how long the requests are ready before they run, while Ann and Bob go on waking each other.",
    explanation: &[
        "A server has many tasks that mostly wait. Most are woken by the network; some, like the two ends of a chat, by each \
         other. The program is the same three times, and so is the time it takes. The order decides who gets it.",
        "First in, first out is fair: a request waits for those that were ready before it.",
        "Last woken first runs a task right after the one that sent it a message, while its data is still in \
         the cache. But Ann and Bob wake each other without end, and no request comes through until their chat is over.",
        "Workers of Tokio do the same, three times in a row at most; then the queue has its turn. A request waits a \
         little, and never for ever.",
        "Threads don't need any of that: the operating system interrupts them.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.6: futures, tasks, and threads",
            url: "https://doc.rust-lang.org/book/ch17-06-futures-tasks-threads.html",
        },
        Link {
            label: "tokio::runtime: detailed runtime behavior",
            url: "https://docs.rs/tokio/latest/tokio/runtime/index.html#detailed-runtime-behavior",
        },
        Link {
            label: "tokio-rs/tokio#4941: the LIFO slot",
            url: "https://github.com/tokio-rs/tokio/issues/4941",
        },
    ],
    knobs: &[
        Knob::count("messages", 2..=200, 10, "how often Ann and Bob write to each other"),
        Knob::count("requests", 1..=20, 3, "how many requests come in"),
        Knob::milliseconds("every", 1..=100, 4, "how long after one request the next one comes"),
    ],
    variants: &[
        Variant::new("fifo", "First in, first out.", |knobs| Box::pin(fifo(knobs))),
        Variant::new("lifo", "Whoever was woken last goes first.", |knobs| Box::pin(lifo(knobs)))
            .under(Scheduling::DEFAULT.ordered(Order::Lifo)),
        Variant::new("capped", "Whoever was woken last goes first, three times in a row at most.", |knobs| {
            Box::pin(capped(knobs))
        })
        .under(Scheduling::DEFAULT.ordered(Order::CappedLifo)),
    ],
    view: View::on("request 1"),
    question: Question::new(
        "lifo",
        "Whoever was woken last goes first: which task is over first?",
        Answer::FirstOver,
    ),
    tour: &[
        Stop::new("fifo", Spot::Ready("request 1", 2), "The first request comes in while the chat goes on."),
        Stop::new("fifo", Spot::Line("request 1", 1), "It waited for one message of the chat, no more."),
        Stop::new(
            "lifo",
            Spot::Ready("request 1", 2),
            "The same request at the same time, with another order from here on.",
        ),
        Stop::new(
            "lifo",
            Spot::Line("request 1", 1),
            "Ann and Bob had to finish their chat before any request was answered.",
        ),
        Stop::new(
            "capped",
            Spot::Line("request 1", 1),
            "After three polls from the slot the queue had its turn, with the request in it.",
        ),
    ],
    source: &sources::WEB_SERVER,
};

/// Tasks run in the order in which they became ready.
async fn fifo(knobs: Knobs) {
    serve(knobs).await;
}

/// A task that is woken by a running one goes before all others.
async fn lifo(knobs: Knobs) {
    serve(knobs).await;
}

/// A task that is woken by a running one goes before all others, but only three times in a row.
async fn capped(knobs: Knobs) {
    serve(knobs).await;
}

async fn serve(knobs: Knobs) {
    let (to_ann, ann) = unbounded_channel();
    let (to_bob, bob) = unbounded_channel();
    let mut tasks = vec![
        spawn("ann", chat(ann, to_bob, knobs.count("messages"))),
        spawn("bob", chat(bob, to_ann.clone(), knobs.count("messages"))),
    ];
    for number in 1..=knobs.count("requests") {
        let comes = Instant::now() + knobs.duration("every") * number;
        tasks.push(spawn(format!("request {number}"), answer(number, comes)));
    }
    // All are waiting when the chat begins.
    sleep(Duration::from_millis(1)).await;
    to_ann.send(1).expect("ann waits for a message");
    drop(to_ann);
    for task in tasks {
        task.await.expect("serving does not panic");
    }
}

/// Reads each message, and writes the next one.
async fn chat(mut inbox: Receiver<u32>, outbox: UnboundedSender<u32>, last: u32) {
    while let Some(number) = inbox.recv().await {
        work(Duration::from_millis(2));
        if number == last {
            break;
        }
        outbox.send(number + 1).expect("the other one still reads");
    }
}

async fn answer(number: u32, comes: Instant) {
    sleep_until(comes).await;
    work(Duration::from_millis(1));
    println!("request {number} took {} ms", comes.elapsed().as_millis());
}
