//! Too many requests at once: most of them give up, while the server still works on their answers.

use taskscope_runtime::mpsc::{Receiver, Sender, channel};
use taskscope_runtime::sync::{Semaphore, oneshot};
use taskscope_runtime::{join_all, println, sleep, spawn, timeout};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("bad", |knobs| Box::pin(bad(knobs))), Main::new("fixed", |knobs| Box::pin(fixed(knobs)))];

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
