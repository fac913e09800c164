//! Honest code through which data flows.

use std::collections::BTreeSet;
use std::rc::Rc;

use taskscope_runtime::stream::ReceiverStream;
use taskscope_runtime::sync::{Semaphore, SemaphorePermit, broadcast, watch};
use taskscope_runtime::{
    JoinSet, StreamExt, join, mpsc, println, select, sleep, spawn, stream_from_iter, work, yield_now,
};

use super::{all_of, ms};

super::patterns! {
    stages: 4, "a pipeline of tasks with bounded channels between them";
    worker_pool: 4, "workers that share one receiver behind a dispatcher";
    map_reduce: 3, "JoinSet over parts, one sum at the end";
    publish_subscribe: 4, "tokio::sync::broadcast with a ring that the slowest reader can live with";
    tee: 3, "each line is logged and shown: two channels from one";
    reorder_buffer: 3, "TCP's reassembly: what comes early waits for what is missing";
    credit_flow: 3, "HTTP/2's flow control: the receiver grants what may be sent";
    chunks: 3, "rows gathered into inserts, by number or by time";
    merged_sources: 3, "tokio_stream's merge of several event sources";
    bursts_of_lines: 3, "a log without a limit: bursts come before the last is written";
    burst: 3, "a large file read into a channel at one instant";
    progress_bar: 4, "indicatif: a task computes, another one shows how far it has come";
    reserve_first: 3, "mpsc's reserve: room is taken before the message is made";
    sink_at_shutdown: 3, "a consumer that closes its channel and reads what is left";
}

async fn stages(shape: u64) {
    let (first, mut rx) = mpsc::channel(2);
    let source = spawn("source", async move {
        for number in 0..6 {
            first.send(number).await.expect("the next stage runs to the end");
        }
    });
    let mut tasks = vec![source];
    for stage in 0..=shape {
        let (tx, next) = mpsc::channel(2);
        let mut input = std::mem::replace(&mut rx, next);
        tasks.push(spawn(format!("stage {stage}"), async move {
            while let Some(number) = input.recv().await {
                sleep(ms(2 + stage)).await;
                tx.send(number + 1).await.expect("the next stage runs to the end");
            }
        }));
    }
    while let Some(number) = rx.recv().await {
        println!("{number}");
    }
    all_of(tasks).await;
}

async fn worker_pool(shape: u64) {
    let (results, mut done) = mpsc::channel(4);
    let mut inboxes = Vec::new();
    let mut workers = Vec::new();
    for worker in 0..2 + shape {
        let (tx, mut jobs) = mpsc::channel(1);
        let results = results.clone();
        inboxes.push(tx);
        workers.push(spawn(format!("worker {worker}"), async move {
            while let Some(job) = jobs.recv().await {
                sleep(ms(3 + worker)).await;
                results.send((worker, job)).await.expect("main reads to the end");
            }
        }));
    }
    drop(results);
    let dispatch = async {
        for job in 0..8_usize {
            inboxes[job % inboxes.len()].send(job).await.expect("workers run to the end");
        }
        drop(inboxes);
    };
    let gather = async {
        while let Some((worker, job)) = done.recv().await {
            println!("worker {worker} did job {job}");
        }
    };
    join!(dispatch, gather);
    all_of(workers).await;
}

async fn map_reduce(shape: u64) {
    let mut parts = JoinSet::new();
    for part in 0..3 + shape {
        parts.spawn(format!("part {part}"), async move {
            work(ms(2));
            yield_now().await;
            part * part
        });
    }
    println!("{}", parts.join_all().await.iter().sum::<u64>());
}

async fn publish_subscribe(shape: u64) {
    let (tx, rx) = broadcast::channel(16);
    let readers = (0..2 + shape).map(|reader| {
        let mut rx = rx.resubscribe();
        spawn(format!("reader {reader}"), async move {
            while let Ok(message) = rx.recv().await {
                sleep(ms(2 * reader)).await;
                println!("reader {reader} has {message}");
            }
        })
    });
    let readers: Vec<_> = readers.collect();
    drop(rx);
    for message in 0..6 {
        tx.send(message).expect("readers listen");
        sleep(ms(3)).await;
    }
    drop(tx);
    all_of(readers).await;
}

async fn tee(shape: u64) {
    let mut ends = Vec::new();
    let mut tasks = Vec::new();
    for name in
        ["log", "screen", "archive"].into_iter().take(1 + usize::try_from(shape).expect("it is small"))
    {
        let (tx, mut rx) = mpsc::channel::<String>(4);
        ends.push(tx);
        tasks.push(spawn(name, async move {
            while let Some(line) = rx.recv().await {
                sleep(ms(1)).await;
                println!("{name}: {line}");
            }
        }));
    }
    for number in 0..5 {
        for end in &ends {
            end.send(format!("line {number}")).await.expect("both run to the end");
        }
    }
    drop(ends);
    all_of(tasks).await;
}

async fn reorder_buffer(shape: u64) {
    let (tx, mut rx) = mpsc::channel(8);
    let packets = (0..5 + shape).map(|packet| {
        let tx = tx.clone();
        spawn(format!("packet {packet}"), async move {
            sleep(ms(2 + (packet * 3) % 7)).await;
            tx.send(packet).await.expect("main reads to the end");
        })
    });
    let packets: Vec<_> = packets.collect();
    drop(tx);
    let (mut next, mut early) = (0, BTreeSet::new());
    while let Some(packet) = rx.recv().await {
        early.insert(packet);
        while early.remove(&next) {
            println!("packet {next}");
            next += 1;
        }
    }
    all_of(packets).await;
}

async fn credit_flow(shape: u64) {
    let credit = Rc::new(Semaphore::new(2));
    let own = Rc::clone(&credit);
    let (tx, mut rx) = mpsc::unbounded_channel();
    let sender = spawn("sender", async move {
        for number in 0..6 + shape {
            SemaphorePermit::forget(own.acquire().await.expect("nobody closes it"));
            tx.send(number).expect("main reads to the end");
        }
    });
    while let Some(number) = rx.recv().await {
        sleep(ms(3)).await;
        println!("frame {number}");
        credit.add_permits(1);
    }
    sender.await.expect("it does not panic");
}

async fn chunks(shape: u64) {
    let (tx, rx) = mpsc::channel(8);
    let source = spawn("source", async move {
        for row in 0..6 + shape {
            sleep(ms(1 + (row * 5) % 6)).await;
            tx.send(row).await.expect("main reads to the end");
        }
    });
    let mut inserts = ReceiverStream::new(rx).chunks_timeout(3, ms(8));
    while let Some(rows) = inserts.next().await {
        println!("{} rows", rows.len());
        sleep(ms(2)).await;
    }
    source.await.expect("it does not panic");
}

async fn merged_sources(shape: u64) {
    let source = |name: &'static str, pause: u64, count: u64| {
        let (tx, rx) = mpsc::channel(2);
        let task = spawn(name, async move {
            for number in 0..count {
                sleep(ms(pause)).await;
                tx.send(format!("{name} {number}")).await.expect("main reads to the end");
            }
        });
        (task, ReceiverStream::new(rx))
    };
    let (keys, pressed) = source("key", 4, 3 + shape);
    let (mouse, moved) = source("mouse", 3, 4);
    pressed.merge(moved).for_each(async |event| println!("{event}")).await;
    all_of([keys, mouse]).await;
}

async fn burst(shape: u64) {
    let (tx, mut rx) = mpsc::channel(if shape == 0 { 1 } else { 64 });
    let reader = spawn("reader", async move {
        for line in 0..400 * (shape + 1) {
            tx.send(line).await.expect("main reads to the end");
        }
    });
    let mut lines = 0;
    while rx.recv().await.is_some() {
        lines += 1;
    }
    println!("{lines} lines");
    reader.await.expect("it does not panic");
}

async fn progress_bar(shape: u64) {
    let (progress, mut seen) = watch::channel(0);
    let copy = spawn("copy", async move {
        for part in 1..=6 + shape {
            if shape % 2 == 0 {
                work(ms(4));
            } else {
                sleep(ms(4)).await;
            }
            progress.send(part).ok();
            yield_now().await;
        }
    });
    while seen.changed().await.is_ok() {
        println!("{} parts", *seen.borrow_and_update());
        sleep(ms(10)).await;
    }
    copy.await.expect("it does not panic");
}

async fn reserve_first(shape: u64) {
    let (tx, mut rx) = mpsc::channel(1 + usize::try_from(shape).expect("it is small"));
    let maker = spawn("maker", async move {
        for number in 0..5 {
            let room = tx.reserve().await.expect("main reads to the end");
            sleep(ms(2)).await;
            room.send(number);
        }
    });
    while let Some(number) = rx.recv().await {
        sleep(ms(4)).await;
        println!("{number}");
    }
    maker.await.expect("it does not panic");
}

async fn sink_at_shutdown(shape: u64) {
    let (tx, mut rx) = mpsc::channel(8);
    let sources = stream_from_iter(0..=shape).map(|source| {
        let tx = tx.clone();
        spawn(format!("source {source}"), async move {
            for number in 0.. {
                if tx.send(number).await.is_err() {
                    break;
                }
                sleep(ms(4)).await;
            }
        })
    });
    let sources: Vec<_> = sources.collect().await;
    drop(tx);
    let mut closing = sleep(ms(15));
    loop {
        select! {
            Some(number) = rx.recv() => println!("{number}"),
            () = &mut closing => break,
        }
    }
    rx.close();
    while let Some(number) = rx.recv().await {
        println!("{number} at the end");
    }
    all_of(sources).await;
}

async fn bursts_of_lines(shape: u64) {
    let (log, mut lines) = mpsc::unbounded_channel();
    let writer = spawn("writer", async move {
        while let Some(line) = lines.recv().await {
            sleep(ms(4)).await;
            println!("{line}");
        }
    });
    for burst in 0..2 + shape {
        for line in 0..14 + 4 * burst {
            log.send(format!("burst {burst}, line {line}")).expect("the writer runs to the end");
        }
        sleep(ms(52)).await;
    }
    drop(log);
    writer.await.expect("it does not panic");
}
