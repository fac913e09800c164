//! The futures that the feature `tokio-like` brings, waited for in every way.

use std::collections::BTreeSet;
use std::future::pending;
use std::time::Duration;

use taskscope_runtime::stream::{iter, Peekable};
use taskscope_runtime::sync::mpsc;
use taskscope_runtime::{sleep, tokio_like, try_join, StreamExt};

use crate::every::{check, every, TOKIO_LIKE};

const HOUR: Duration = Duration::from_secs(3600);

every! {
    EVERY;
    "stream/combinators/peekable.rs Peek": { let mut stream = late().peekable(); } peek(&mut stream);
    "stream/try_next.rs TryNext": { let mut results = late().map(Ok::<_, ()>); } results.try_next();
    "sync/mpsc/many.rs ReserveMany": { let (sender, _receiver) = full(); } sender.reserve_many(2);
    "sync/mpsc/many.rs ReserveMany": { let (sender, _receiver) = full(); } sender.clone().reserve_owned();
    "sync/mpsc/timed.rs SendTimeout": { let (sender, _receiver) = full(); } sender.send_timeout((), HOUR);
    "tokio_like/task/handle.rs JoinHandle": {} tokio_like::spawn(pending::<()>());
    "tokio_like/task/handle.rs JoinHandle": { let mut task = tokio_like::spawn(pending::<()>()); } &mut task;
    "tokio_like/task/handle.rs JoinHandle": { let mut set = set(); } set.join_next();
    "tokio_like/task/handle.rs JoinHandle": {} set().join_all();
    "tokio_like/task/handle.rs JoinHandle": {} tried();
}

fn late() -> impl StreamExt<Item = ()> {
    iter([()]).then(|()| sleep(HOUR))
}

/// What `try_join!` waits for.
async fn tried() -> Result<((),), ()> {
    try_join!(async {
        sleep(HOUR).await;
        Ok(())
    })
}

fn peek<S: StreamExt>(stream: &mut Peekable<S>) -> impl std::future::Future + '_ {
    stream.peek()
}

fn full() -> (mpsc::Sender<()>, mpsc::Receiver<()>) {
    let (sender, receiver) = mpsc::channel(2);
    sender.try_send(()).expect("there is room");
    sender.try_send(()).expect("there is room");
    (sender, receiver)
}

fn set() -> tokio_like::task::JoinSet<()> {
    let mut set = tokio_like::task::JoinSet::new();
    set.spawn(pending());
    set
}

#[test]
fn every_wait_is_at_a_line_of_the_program() {
    check(EVERY);
    let tested: BTreeSet<_> = EVERY.iter().map(|(name, _)| *name).collect();
    assert_eq!(tested, BTreeSet::from(TOKIO_LIKE));
}
