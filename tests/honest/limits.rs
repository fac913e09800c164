//! Honest code that keeps load within limits.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use taskscope_runtime::sync::{Semaphore, SemaphorePermit, oneshot};
use taskscope_runtime::{
    Instant, JoinSet, MissedTickBehavior, StreamExt, interval, join_all, mpsc, println, select, sleep, spawn,
    stream_from_iter, timeout,
};

use super::{all_of, ms};

super::patterns! {
    token_bucket: 4, "governor's RateLimiter: permits that a timer gives back";
    leaky_bucket: 3, "nginx' limit_req: requests leave a queue at a steady pace";
    bounded_crawl: 4, "a crawler with tokio::sync::Semaphore around each fetch";
    limit_per_host: 3, "reqwest behind a map of semaphores, one a host";
    bulkhead: 3, "Resilience4j's Bulkhead: a pool for each kind of call";
    circuit_breaker: 4, "failsafe-rs: calls are refused for a while after failures";
    retry_with_backoff: 4, "the backoff crate: doubled pauses between attempts";
    load_shedding: 3, "tower's LoadShed: who finds the queue full is refused";
    batcher: 4, "DataLoader: calls are gathered for a moment and answered together";
    paced_sender: 3, "tokio::time::interval with Skip in front of a sender";
    adaptive_window: 3, "additive increase, multiplicative decrease of TCP's window";
    buffered_downloads: 4, "futures' buffer_unordered(n) over a list of addresses";
    tokens_in_a_channel: 3, "a channel filled with tokens at the start, used when load comes";
    permits_by_size: 3, "acquire_many: a large upload takes several permits";
}

async fn token_bucket(shape: u64) {
    let bucket = Arc::new(Semaphore::new(2));
    let own = Arc::clone(&bucket);
    let filler = spawn("filler", async move {
        loop {
            sleep(ms(10)).await;
            if own.available_permits() < 2 {
                own.add_permits(1);
            }
        }
    });
    let clients = (0..=shape).map(|client| {
        let bucket = Arc::clone(&bucket);
        spawn(format!("client {client}"), async move {
            for number in 0..4 {
                SemaphorePermit::forget(bucket.acquire().await.expect("nobody closes it"));
                println!("client {client}: request {number}");
            }
        })
    });
    all_of(clients.collect::<Vec<_>>()).await;
    filler.abort();
}

async fn leaky_bucket(shape: u64) {
    let (tx, mut rx) = mpsc::channel(8);
    let drain = spawn("drain", async move {
        while let Some(request) = rx.recv().await {
            println!("request {request}");
            sleep(ms(5)).await;
        }
    });
    let sources = (0..=shape).map(|source| {
        let tx = tx.clone();
        spawn(format!("source {source}"), async move {
            for number in 0..5 {
                tx.send(source * 10 + number).await.expect("the drain runs to the end");
            }
        })
    });
    let sources: Vec<_> = sources.collect();
    drop(tx);
    all_of(sources).await;
    drain.await.expect("it does not panic");
}

async fn bounded_crawl(shape: u64) {
    let permits = Arc::new(Semaphore::new(2 + usize::from(shape > 1)));
    let mut pages = JoinSet::new();
    for page in 0..5 + shape {
        let permits = Arc::clone(&permits);
        pages.spawn(format!("page {page}"), async move {
            let permit = permits.acquire_owned().await.expect("nobody closes it");
            sleep(ms(3 + page)).await;
            drop(permit);
            page
        });
    }
    while let Some(page) = pages.join_next().await {
        println!("page {} is read", page.expect("no task panics"));
    }
}

async fn limit_per_host(shape: u64) {
    let hosts: Vec<_> = (0..=shape).map(|_| Arc::new(Semaphore::new(1))).collect();
    let requests = (0..6_usize).map(|number| {
        let host = Arc::clone(&hosts[number % hosts.len()]);
        spawn(format!("request {number}"), async move {
            let permit = host.acquire().await.expect("nobody closes it");
            sleep(ms(4)).await;
            drop(permit);
        })
    });
    all_of(requests.collect::<Vec<_>>()).await;
}

async fn bulkhead(shape: u64) {
    let pools = [Arc::new(Semaphore::new(1)), Arc::new(Semaphore::new(2))];
    let calls = (0..4 + shape).map(|number| {
        let pool = Arc::clone(&pools[usize::from(number % 2 == 0)]);
        spawn(format!("call {number}"), async move {
            match pool.try_acquire() {
                Ok(permit) => {
                    sleep(ms(6)).await;
                    drop(permit);
                    println!("call {number} is done");
                }
                Err(_) => println!("call {number} is refused"),
            }
        })
    });
    all_of(calls.collect::<Vec<_>>()).await;
}

async fn circuit_breaker(shape: u64) {
    let mut failures = 0;
    let mut open_until = None;
    for number in 0..8 + shape {
        if open_until.is_some_and(|until| Instant::now() < until) {
            println!("call {number} is refused");
            sleep(ms(3)).await;
            continue;
        }
        let call = sleep(if number % 4 < 2 { ms(30) } else { ms(2) });
        if timeout(ms(10), call).await.is_ok() {
            failures = 0;
            println!("call {number} is done");
        } else {
            failures += 1;
            if failures > shape % 2 {
                open_until = Some(Instant::now() + ms(12));
            }
        }
    }
}

async fn retry_with_backoff(shape: u64) {
    let attempts = Cell::new(0);
    let service = async || {
        attempts.set(attempts.get() + 1);
        sleep(ms(2)).await;
        if attempts.get() > 1 + shape { Ok(attempts.get()) } else { Err("busy") }
    };
    let mut pause = ms(4);
    let answer = loop {
        match service().await {
            Ok(answer) => break answer,
            Err(reason) => println!("{reason}, again in {pause:?}"),
        }
        sleep(pause).await;
        pause *= 2;
    };
    println!("answered at attempt {answer}");
}

async fn load_shedding(shape: u64) {
    let (tx, mut rx) = mpsc::channel(2);
    let worker = spawn("worker", async move {
        while let Some(job) = rx.recv().await {
            sleep(ms(5)).await;
            println!("job {job} is done");
        }
    });
    for job in 0..6 + shape {
        if tx.try_send(job).is_err() {
            println!("job {job} is refused");
        }
        sleep(ms(2 + shape)).await;
    }
    drop(tx);
    worker.await.expect("it does not panic");
}

async fn batcher(shape: u64) {
    type Call = (u64, oneshot::Sender<u64>);
    let (tx, mut rx) = mpsc::channel::<Call>(16);
    let loader = spawn("loader", async move {
        while let Some(first) = rx.recv().await {
            let mut batch = vec![first];
            let window = sleep(ms(2));
            let gather = async {
                while let Some(call) = rx.recv().await {
                    batch.push(call);
                }
            };
            select! { () = window => {}, () = gather => {} }
            sleep(ms(5)).await;
            println!("{} calls in one", batch.len());
            for (key, reply) in batch {
                reply.send(key * 2).ok();
            }
        }
    });
    let callers = (0..3 + shape).map(|key| {
        let tx = tx.clone();
        async move {
            sleep(ms(key % 3)).await;
            let (reply, answer) = oneshot::channel();
            tx.send((key, reply)).await.expect("the loader runs to the end");
            assert_eq!(answer.await, Ok(key * 2));
        }
    });
    let callers: Vec<_> = callers.collect();
    drop(tx);
    join_all(callers).await;
    loader.await.expect("it does not panic");
}

async fn paced_sender(shape: u64) {
    let (tx, mut rx) = mpsc::channel(1);
    let sender = spawn("sender", async move {
        let mut ticks = interval(ms(5));
        ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
        for number in 0..4 + shape {
            ticks.tick().await;
            tx.send(number).await.expect("main listens to the end");
        }
    });
    while let Some(number) = rx.recv().await {
        println!("packet {number}");
        sleep(ms(1 + shape)).await;
    }
    sender.await.expect("it does not panic");
}

async fn adaptive_window(shape: u64) {
    let (mut window, mut sent) = (1 + shape, 0);
    while sent < 12 + shape {
        let flight = (0..window).map(|packet| sleep(ms(2 + packet % 3)));
        join_all(flight).await;
        sent += window;
        window = if window > 3 { window / 2 } else { window + 1 };
        println!("{sent} are there, the window is {window}");
    }
}

async fn buffered_downloads(shape: u64) {
    let files = (0..6 + shape).map(|file| async move {
        sleep(ms(2 + file % 4)).await;
        file
    });
    let most = 2 + usize::from(shape > 1);
    if shape % 2 == 0 {
        let all: Vec<_> = stream_from_iter(files).buffer_unordered(most).collect().await;
        println!("{} files", all.len());
    } else {
        stream_from_iter(files).buffered(most).for_each(async |file| println!("file {file}")).await;
    }
}

async fn permits_by_size(shape: u64) {
    let room = Rc::new(Semaphore::new(4));
    let uploads = (0..4 + shape).map(|number| {
        let room = Rc::clone(&room);
        spawn(format!("upload {number}"), async move {
            let size = u32::try_from(1 + number % 3).expect("it is small");
            let permits = room.acquire_many(size).await.expect("nobody closes it");
            sleep(ms(3 * u64::from(size))).await;
            drop(permits);
        })
    });
    all_of(uploads.collect::<Vec<_>>()).await;
}

async fn tokens_in_a_channel(shape: u64) {
    let (put_back, mut tokens) = mpsc::unbounded_channel();
    for token in 0..2 + shape {
        put_back.send(token).expect("main has the other end");
    }
    sleep(ms(70)).await;
    let mut going = JoinSet::new();
    for request in 0..6 {
        let token = tokens.recv().await.expect("tokens come back");
        let put_back = put_back.clone();
        going.spawn(format!("request {request}"), async move {
            sleep(ms(4)).await;
            put_back.send(token).expect("main has the other end");
        });
    }
    while going.join_next().await.is_some() {}
}
