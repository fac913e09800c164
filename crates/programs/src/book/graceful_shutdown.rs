//! A small web server that shuts down: what becomes of the connections that are still being answered.

use taskscope_runtime::mpsc::{Receiver, UnboundedSender, unbounded_channel};
use taskscope_runtime::{Instant, JoinSet, join_all, println, sleep, spawn, timeout_at};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("bad", |knobs| Box::pin(bad(knobs))), Main::new("fixed", |knobs| Box::pin(fixed(knobs)))];

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
