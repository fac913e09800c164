//! Honest code that asks others: hedges, quorums, fallbacks, deadlines.

use std::cell::Cell;
use std::rc::Rc;

use taskscope_runtime::mpsc::{UnboundedSender, unbounded_channel};
use taskscope_runtime::sync::oneshot;
use taskscope_runtime::{
    Instant, JoinHandle, JoinSet, Unordered, join, join_all, mpsc, println, race, select, sleep, spawn,
    timeout, timeout_at,
};

use super::{all_of, ms};

super::patterns! {
    hedged_requests: 4, "The Tail at Scale: the same question to several replicas, the first answer wins";
    hedged_after_a_while: 3, "gRPC's hedging policy: a second question if the first takes long";
    quorum: 4, "Cassandra's QUORUM: written when a majority has answered";
    scatter_gather: 3, "Elasticsearch: all shards are asked, and all answers awaited";
    partial_results: 3, "a search that shows what has come when time is over";
    primary_with_fallback: 4, "read from a replica when the primary does not answer in time";
    deadline_for_all_steps: 3, "a gRPC deadline that is handed on from call to call";
    correlated_replies: 3, "JSON-RPC over one connection: replies find their question by number";
    interruptible_workers: 4, "workers with a stop signal each, most of which end by themselves";
    answers_in_one_channel: 4, "a quorum over one channel: the late answers are left there";
    race_of_mirrors: 3, "apt's mirrors: whoever connects first is used";
    long_poll: 3, "HTTP long polling: asked again and again, answered when there is news";
    optimistic_retry: 3, "compare and swap in a database: read, try, read again";
}

/// Services that answer by oneshot, each after its own time. They end when nobody can ask any more.
fn replicas(
    times: impl Iterator<Item = u64>,
) -> (Vec<UnboundedSender<oneshot::Sender<u64>>>, Vec<JoinHandle<()>>) {
    let all = times.enumerate().map(|(number, time)| {
        let (tx, mut rx) = unbounded_channel::<oneshot::Sender<u64>>();
        let replica = spawn(format!("replica {number}"), async move {
            while let Some(reply) = rx.recv().await {
                sleep(ms(time)).await;
                reply.send(time).ok();
            }
        });
        (tx, replica)
    });
    all.unzip()
}

fn ask(replica: &UnboundedSender<oneshot::Sender<u64>>) -> oneshot::Receiver<u64> {
    let (tx, rx) = oneshot::channel();
    replica.send(tx).expect("replicas run until nobody asks");
    rx
}

async fn hedged_requests(shape: u64) {
    let (senders, tasks) = replicas([5, 6, 7].into_iter());
    for question in 0..4 + shape {
        let (one, other) = (ask(&senders[0]), ask(&senders[1]));
        let first = if shape % 2 == 0 {
            let third = ask(&senders[2]);
            select! { answer = one => answer, answer = other => answer, answer = third => answer }
        } else {
            race(one, other).await.into_inner()
        };
        println!("answer {question}: {first:?}");
        sleep(ms(20)).await;
    }
    drop(senders);
    all_of(tasks).await;
}

async fn hedged_after_a_while(shape: u64) {
    let (senders, tasks) = replicas([12, 4].into_iter());
    for question in 0..5 + shape {
        let mut first = ask(&senders[0]);
        let answer = select! {
            answer = &mut first => answer,
            () = sleep(ms(5)) => {
                let second = ask(&senders[1]);
                select! { answer = &mut first => answer, answer = second => answer }
            }
        };
        println!("answer {question}: {answer:?}");
        sleep(ms(20)).await;
    }
    drop(senders);
    all_of(tasks).await;
}

async fn quorum(shape: u64) {
    let count = 3 + shape;
    let (senders, tasks) = replicas((0..count).map(|replica| 4 + replica * 5));
    for round in 0..2 {
        let mut answers = Unordered::new();
        for replica in &senders {
            answers.push(ask(replica));
        }
        for _ in 0..=count / 2 {
            answers.next().await;
        }
        // The slow ones are not waited for.
        drop(answers);
        println!("round {round} is written");
        sleep(ms(40)).await;
    }
    drop(senders);
    all_of(tasks).await;
}

async fn scatter_gather(shape: u64) {
    let (senders, tasks) = replicas((0..2 + shape).map(|shard| 3 + shard));
    let answers = join_all(senders.iter().map(ask)).await;
    println!("{} answers", answers.len());
    drop(senders);
    all_of(tasks).await;
}

async fn partial_results(shape: u64) {
    let mut shards = JoinSet::new();
    for shard in 0..3 + shape {
        shards.spawn(format!("shard {shard}"), async move {
            sleep(ms(5 * (shard + 1))).await;
            shard
        });
    }
    let until = Instant::now() + ms(12);
    while let Ok(Some(shard)) = timeout_at(until, shards.join_next()).await {
        println!("shard {:?} has answered", shard);
    }
    shards.shutdown().await;
}

async fn primary_with_fallback(shape: u64) {
    let (senders, tasks) = replicas([if shape % 2 == 0 { 3 } else { 30 }, 4].into_iter());
    for question in 0..2 + shape / 2 {
        let answer = match timeout(ms(10), ask(&senders[0])).await {
            Ok(answer) => answer,
            Err(_) => ask(&senders[1]).await,
        };
        println!("answer {question}: {answer:?}");
    }
    drop(senders);
    all_of(tasks).await;
}

async fn deadline_for_all_steps(shape: u64) {
    let until = Instant::now() + ms(21);
    let steps = async {
        for step in 0..=shape {
            sleep(ms(6)).await;
            println!("step {step} is done");
        }
    };
    if timeout_at(until, steps).await.is_err() {
        println!("out of time");
    }
}

async fn correlated_replies(shape: u64) {
    let (requests, mut wire) = mpsc::channel::<(u64, u64)>(8);
    let (replies, mut back) = mpsc::channel(8);
    let server = spawn("server", async move {
        let mut going = JoinSet::new();
        while let Some((number, time)) = wire.recv().await {
            let replies = replies.clone();
            going.spawn(format!("call {number}"), async move {
                sleep(ms(time)).await;
                replies.send(number).await.expect("the client reads to the end");
            });
        }
        while going.join_next().await.is_some() {}
    });
    let mut waiting = Vec::new();
    for number in 0..3 + shape {
        requests.send((number, 9 - number)).await.expect("the server runs to the end");
        waiting.push(number);
    }
    drop(requests);
    while let Some(number) = back.recv().await {
        waiting.retain(|other| *other != number);
        println!("reply {number}, {} to come", waiting.len());
    }
    server.await.expect("it does not panic");
}

async fn interruptible_workers(shape: u64) {
    let mut workers = JoinSet::new();
    let mut stops = Vec::new();
    for worker in 0..6 + shape {
        let (stop, stopped) = oneshot::channel::<()>();
        stops.push(stop);
        workers.spawn(format!("worker {worker}"), async move {
            let errand = async {
                for _ in 0..2 {
                    sleep(ms(5 + worker)).await;
                }
            };
            select! { _ = stopped => println!("worker {worker} is stopped"), () = errand => {} }
        });
    }
    sleep(ms(3)).await;
    for stop in stops.drain(..2) {
        stop.send(()).ok();
    }
    while workers.join_next().await.is_some() {}
}

async fn race_of_mirrors(shape: u64) {
    let mirrors = (0..2 + shape).map(|mirror| async move {
        sleep(ms(4 + (mirror * 7) % 5)).await;
        mirror
    });
    let mut connecting: Unordered<_> = mirrors.collect();
    let first = connecting.next().await;
    drop(connecting);
    println!("mirror {first:?} is used");
}

async fn long_poll(shape: u64) {
    let (news, mut rx) = mpsc::channel(4);
    let source = spawn("source", async move {
        for number in 0..2 + shape {
            sleep(ms(25)).await;
            news.send(number).await.expect("main reads to the end");
        }
    });
    loop {
        match timeout(ms(10), rx.recv()).await {
            Ok(Some(number)) => println!("news {number}"),
            Ok(None) => break,
            Err(_) => println!("nothing new, asked again"),
        }
    }
    source.await.expect("it does not panic");
}

async fn optimistic_retry(shape: u64) {
    let row = Rc::new(Cell::new((0, 0)));
    let add = |row: Rc<Cell<(u64, u64)>>, number: u64| async move {
        loop {
            let (version, value) = row.get();
            sleep(ms(2 + number % 2)).await;
            if row.get().0 == version {
                row.set((version + 1, value + number));
                break;
            }
            println!("changed meanwhile, tried again");
        }
    };
    let (one, other) = (add(Rc::clone(&row), 1), add(Rc::clone(&row), 2));
    let rest = join_all((0..shape).map(|number| add(Rc::clone(&row), number)));
    let _ends = join!(one, other, rest);
    println!("{:?}", row.get());
}

async fn answers_in_one_channel(shape: u64) {
    for round in 0..3 {
        let (tx, mut answers) = mpsc::channel(8);
        let replicas = (0..3 + shape).map(|replica| {
            let tx = tx.clone();
            spawn(format!("replica {replica}"), async move {
                sleep(ms(4 + replica / 2)).await;
                // Whoever has asked may have enough.
                tx.send(replica).await.ok();
            })
        });
        let replicas: Vec<_> = replicas.collect();
        drop(tx);
        for _ in 0..2 {
            answers.recv().await;
        }
        drop(answers);
        println!("round {round} is decided");
        all_of(replicas).await;
    }
}
