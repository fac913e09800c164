//! Honest code that works behind the others: reporters, logs, checks.

use std::cell::Cell;
use std::rc::Rc;

use taskscope_runtime::sync::oneshot;
use taskscope_runtime::{Builder, interval, mpsc, println, select, sleep, spawn, timeout, work, yield_now};

use super::{all_of, ms};

super::patterns! {
    health_check: 3, "Consul's checks: each service is asked in turn, with a limit";
    job_queue_with_priorities: 3, "a worker that takes urgent jobs first, with biased select!";
    background_reporter: 3, "a metrics reporter that nobody waits for and main aborts";
    paced_consumer: 3, "a mailer that rests after each letter, and is stopped when all are out";
    request_log: 3, "tracing_appender's non_blocking: lines are written by another task";
}

async fn health_check(shape: u64) {
    let (tx, mut rx) = mpsc::channel::<(u64, oneshot::Sender<bool>)>(4);
    let service = spawn("service", async move {
        while let Some((round, reply)) = rx.recv().await {
            sleep(ms(if round == 1 { 20 } else { 2 })).await;
            reply.send(true).ok();
        }
    });
    for round in 0..4 + shape {
        let (reply, answer) = oneshot::channel();
        tx.send((round, reply)).await.expect("the service runs to the end");
        let is_well = timeout(ms(10), answer).await.is_ok();
        println!("round {round}: {is_well}");
        sleep(ms(30)).await;
    }
    drop(tx);
    service.await.expect("it does not panic");
}

async fn background_reporter(shape: u64) {
    let count = Rc::new(Cell::new(0));
    let own = Rc::clone(&count);
    let reporter = Builder::new("reporter").spawn(async move {
        let mut ticks = interval(ms(10));
        loop {
            ticks.tick().await;
            println!("{} so far", own.get());
        }
    });
    for _ in 0..5 + shape {
        work(ms(2));
        count.set(count.get() + 1);
        if shape > 0 { sleep(ms(3)).await } else { yield_now().await }
    }
    reporter.abort();
}

async fn request_log(shape: u64) {
    let (log, mut lines) = mpsc::unbounded_channel();
    let writer = spawn("writer", async move {
        while let Some(line) = lines.recv().await {
            println!("{line}");
            sleep(ms(1)).await;
        }
    });
    let handlers = (0..2 + shape).map(|handler| {
        let log = log.clone();
        spawn(format!("handler {handler}"), async move {
            for request in 0..3 {
                sleep(ms(4)).await;
                log.send(format!("handler {handler}: request {request}"))
                    .expect("the writer runs to the end");
            }
        })
    });
    let handlers: Vec<_> = handlers.collect();
    drop(log);
    all_of(handlers).await;
    writer.await.expect("it does not panic");
}

async fn paced_consumer(shape: u64) {
    let (tx, mut letters) = mpsc::channel(8);
    let sent = Rc::new(Cell::new(0));
    let own = Rc::clone(&sent);
    let mailer = spawn("mailer", async move {
        while let Some(letter) = letters.recv().await {
            println!("letter {letter} is out");
            own.set(own.get() + 1);
            sleep(ms(10)).await;
        }
    });
    for letter in 0..3 + shape {
        tx.send(letter).await.expect("the mailer listens");
    }
    while sent.get() < 3 + shape {
        sleep(ms(3)).await;
    }
    mailer.abort();
}

async fn job_queue_with_priorities(shape: u64) {
    let (urgent, mut first) = mpsc::channel(8);
    let (normal, mut second) = mpsc::channel(8);
    let worker = spawn("worker", async move {
        loop {
            let job = select! {
                biased;
                Some(job) = first.recv() => job,
                Some(job) = second.recv() => job,
                else => break,
            };
            println!("{job}");
            sleep(ms(4)).await;
        }
    });
    for number in 0..4 + shape {
        normal.send(format!("job {number}")).await.expect("the worker runs to the end");
        if number % 2 == 1 {
            urgent.send(format!("urgent job {number}")).await.expect("the worker runs to the end");
        }
        sleep(ms(3)).await;
    }
    drop((urgent, normal));
    worker.await.expect("it does not panic");
}
