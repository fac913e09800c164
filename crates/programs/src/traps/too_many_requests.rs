//! Too many requests at once: most of them are given up, and the server answers nobody.

use taskscope_runtime::mpsc::{Receiver, Sender, channel};
use taskscope_runtime::sync::{Semaphore, oneshot};
use taskscope_runtime::{join_all, println, sleep, spawn, timeout};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};
use taskscope_judge::FindingKind;

/// The same requests all at once, and a few at a time.
pub(crate) static DEMO: Demo = Demo {
    slug: "too-many-requests",
    title: "Too many requests at once",
    section: Section::Load,
    watch: "Watch server in the bad run: after 35 ms all who still wait have given up, and it goes on working for \
            nobody.",
    explanation: &[
        "Eight requests, and a server that does one after the other, 10 ms each. A request that has no answer after 35 \
         ms is given up.",
        "join_all starts all eight at once. Three are answered, five stand in line too long. Their timeouts fire, but \
         their questions are still in the server's mailbox, and it works on every one of them without anybody there to \
         take the answer. Real callers would try again, and the line would only get longer.",
        "In the fixed program a semaphore has three places; a request takes one before it asks. It may give up while \
         it waits for a place, never after it has asked. Two requests still give up, but every question is answered, and \
         six requests are served instead of three. Give up early, before the server works for you. buffer_unordered(3) \
         limits the number too, but lets the others wait without limit.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.3: working with any number of futures",
            url: "https://doc.rust-lang.org/book/ch17-03-more-futures.html",
        },
        Link {
            label: "tokio::sync::Semaphore",
            url: "https://docs.rs/tokio/latest/tokio/sync/struct.Semaphore.html",
        },
        Link {
            label: "futures::StreamExt::buffer_unordered",
            url: "https://docs.rs/futures/latest/futures/stream/trait.StreamExt.html#method.buffer_unordered",
        },
    ],
    knobs: &[
        Knob::count("requests", 1..=50, 8, "how many requests there are"),
        Knob::milliseconds("answer", 1..=100, 10, "how long the server works on one"),
        Knob::milliseconds("patience", 1..=500, 35, "when a request is given up"),
        Knob::count("at a time", 1..=20, 3, "how many requests may ask at a time in the fixed program"),
    ],
    variants: &[
        Variant::new("bad", "All requests start at once.", |knobs| Box::pin(bad(knobs)))
            .finds(FindingKind::GivenUp),
        Variant::new("fixed", "A few requests ask at a time.", |knobs| Box::pin(fixed(knobs))),
    ],
    view: View::on("server"),
    question: Question::new("bad", "Which line is printed fourth?", Answer::Line(4)),
    tour: &[
        Stop::new(
            "bad",
            Spot::Poll("server", 1),
            "All eight questions are in the mailbox when the server begins.",
        ),
        Stop::new("bad", Spot::Line("request 3 ", 1), "Three are answered in time; five still wait."),
        Stop::new(
            "bad",
            Spot::Line("request 8 ", 1),
            "The rest is given up, while the server works on the fourth.",
        ),
        Stop::new("bad", Spot::End("server"), "The server is done with five answers that nobody took."),
        Stop::new("fixed", Spot::Line("request 1 ", 1), "One is answered, and the fourth asks in its place."),
        Stop::new(
            "fixed",
            Spot::Line("request 8 ", 1),
            "The last two give up before they ask: no work is lost.",
        ),
    ],
    source: &sources::TOO_MANY_REQUESTS,
};

/// A question, and where to send the answer.
type Asked = (u32, oneshot::Sender<u32>);

async fn bad(knobs: Knobs) {
    let (tx, rx) = channel(64);
    let server = spawn("server", serve(rx, knobs));
    let requests = (1..=knobs.count("requests")).map(|number| request_bad(number, tx.clone(), knobs));
    join_all(requests).await;
    drop(tx);
    server.await.expect("the server does not panic");
}

async fn fixed(knobs: Knobs) {
    let (tx, rx) = channel(64);
    let server = spawn("server", serve(rx, knobs));
    let room = Semaphore::new(knobs.count("at a time") as usize);
    let requests =
        (1..=knobs.count("requests")).map(|number| request_fixed(number, &room, tx.clone(), knobs));
    join_all(requests).await;
    drop(tx);
    server.await.expect("the server does not panic");
}

async fn request_bad(number: u32, server: Sender<Asked>, knobs: Knobs) {
    match timeout(knobs.duration("patience"), ask(number, server)).await {
        Ok(answer) => println!("request {number} has its answer, {answer}"),
        Err(_) => println!("request {number} gave up"),
    }
}

async fn request_fixed(number: u32, room: &Semaphore, server: Sender<Asked>, knobs: Knobs) {
    match timeout(knobs.duration("patience"), room.acquire()).await {
        Ok(_place) => println!("request {number} has its answer, {}", ask(number, server).await),
        Err(_) => println!("request {number} gave up"),
    }
}

async fn ask(number: u32, server: Sender<Asked>) -> u32 {
    let (tx, answer) = oneshot::channel();
    server.send((number, tx)).await.expect("the server runs to the end");
    answer.await.expect("the server answers everybody")
}

async fn serve(mut mailbox: Receiver<Asked>, knobs: Knobs) {
    while let Some((number, reply)) = mailbox.recv().await {
        sleep(knobs.duration("answer")).await;
        if reply.send(number * number).is_err() {
            println!("server: nobody took answer {number}");
        }
    }
}
