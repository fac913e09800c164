//! A small web server that shuts down: what becomes of the connections that are still being answered.

use taskscope_runtime::mpsc::{Receiver, UnboundedSender, unbounded_channel};
use taskscope_runtime::{Instant, JoinSet, join_all, println, sleep, spawn, timeout_at};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};
use taskscope_judge::FindingKind;

/// The demo of the Book's last project.
pub(crate) static DEMO: Demo = Demo {
    slug: "graceful-shutdown",
    title: "A web server shuts down",
    section: Section::Server,
    watch: "Watch the open connections when the server closes: in the bad run they are cut off with their requests taken and \
            no page sent.",
    explanation: &[
        "The server accepts connections in a loop, and spawns a task for each, so that it can accept the next one at once. A \
         connection is a pair of channels here: requests go in, pages come out.",
        "At closing time the loop is left. The bad server then returns, and the set of its connections is dropped with all \
         that it holds. A task in a JoinSet does not outlive it: each is aborted at its await. The visitors had sent their \
         requests, and these had been taken; what they get is a connection that closes.",
        "The fixed server stops accepting and then waits until the last connection is done. Whoever comes late is told so; \
         whoever was let in gets a page.",
        "The server in the Book's chapter 21 has a pool of threads instead, and joins each of them before it goes.",
    ],
    links: &[
        Link {
            label: "The Book, section 21.3: graceful shutdown and cleanup",
            url: "https://doc.rust-lang.org/book/ch21-03-graceful-shutdown-and-cleanup.html",
        },
        Link {
            label: "tokio::task::JoinSet",
            url: "https://docs.rs/tokio/latest/tokio/task/struct.JoinSet.html",
        },
        Link { label: "Tokio's guide to graceful shutdown", url: "https://tokio.rs/tokio/topics/shutdown" },
    ],
    knobs: &[
        Knob::count("visitors", 1..=20, 4, "how many visitors come, one after the other"),
        Knob::milliseconds("every", 1..=1_000, 20, "how long after one visitor the next one comes"),
        Knob::milliseconds("page takes", 1..=1_000, 35, "how long a page takes to make"),
        Knob::milliseconds("open for", 1..=5_000, 70, "when the server closes"),
    ],
    variants: &[
        Variant::new("bad", "Returns, and the connections are cut off.", |knobs| Box::pin(bad(knobs)))
            .finds(FindingKind::DroppedHalfDone),
        Variant::new("fixed", "Waits for the connections before it returns.", |knobs| Box::pin(fixed(knobs))),
    ],
    view: View { folded: &["main"], ..View::on("server") },
    question: Question::new(
        "fixed",
        "The server closes after 70 ms, visitor 3 has come after 60 ms, and a page takes 35 ms: how long does the run take?",
        Answer::Takes,
    ),
    tour: &[
        Stop::new(
            "bad",
            Spot::Spawned("connection 1"),
            "The server has accepted the first visitor, and gives the connection a task of its own.",
        ),
        Stop::new(
            "bad",
            Spot::Line("the server closes", 1),
            "Closing time: the pages for visitors 2 and 3 are being made.",
        ),
        Stop::new(
            "bad",
            Spot::Finding,
            "The set of connections was dropped, and with it a task that had taken a request.",
        ),
        Stop::new(
            "fixed",
            Spot::Line("the server closes", 1),
            "Here the server takes nobody in any more, and waits for what is open.",
        ),
        Stop::new("fixed", Spot::Line("visitor 4", 1), "Too late: there is nobody who accepts connections."),
        Stop::new("fixed", Spot::End("server"), "Both pages are out, and now the server goes."),
    ],
    source: &sources::GRACEFUL_SHUTDOWN,
};

/// The server's end of a connection.
struct Connection {
    visitor: u32,
    requests: Receiver<&'static str>,
    pages: UnboundedSender<String>,
}

async fn bad(knobs: Knobs) {
    let (address, listener) = unbounded_channel();
    let server = spawn("server", serve_bad(listener, knobs));
    let visits = (1..=knobs.count("visitors")).map(|visitor| visit(visitor, address.clone(), knobs));
    join_all(visits).await;
    server.await.expect("the server does not panic");
}

async fn fixed(knobs: Knobs) {
    let (address, listener) = unbounded_channel();
    let server = spawn("server", serve_fixed(listener, knobs));
    let visits = (1..=knobs.count("visitors")).map(|visitor| visit(visitor, address.clone(), knobs));
    join_all(visits).await;
    server.await.expect("the server does not panic");
}

async fn serve_bad(listener: Receiver<Connection>, knobs: Knobs) {
    let connections = accept(listener, knobs).await;
    println!("the server closes");
    drop(connections);
}

async fn serve_fixed(listener: Receiver<Connection>, knobs: Knobs) {
    let mut connections = accept(listener, knobs).await;
    println!("the server closes");
    while connections.join_next().await.is_some() {}
}

/// Lets visitors in until closing time, each with a task of their own.
async fn accept(mut listener: Receiver<Connection>, knobs: Knobs) -> JoinSet<()> {
    let closing = Instant::now() + knobs.duration("open for");
    let mut connections = JoinSet::new();
    while let Ok(Some(connection)) = timeout_at(closing, listener.recv()).await {
        connections.spawn(format!("connection {}", connection.visitor), answer(connection, knobs));
    }
    connections
}

async fn answer(mut connection: Connection, knobs: Knobs) {
    while let Some(path) = connection.requests.recv().await {
        sleep(knobs.duration("page takes")).await;
        connection.pages.send(format!("the page of {path}")).expect("visitors wait for their page");
    }
}

async fn visit(visitor: u32, address: UnboundedSender<Connection>, knobs: Knobs) {
    sleep(knobs.duration("every") * visitor).await;
    let (request, requests) = unbounded_channel();
    let (pages, mut page) = unbounded_channel();
    if address.send(Connection { visitor, requests, pages }).is_err() {
        return println!("visitor {visitor} comes too late");
    }
    request.send("/index").expect("the connection is open");
    match page.recv().await {
        Some(page) => println!("visitor {visitor} reads {page}"),
        None => println!("visitor {visitor} is cut off"),
    }
}
