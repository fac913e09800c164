//! Honest code that serves: actors, supervisors, shutdowns, health.

use std::cell::Cell;
use std::rc::Rc;

use taskscope_runtime::sync::{Notify, oneshot, watch};
use taskscope_runtime::{
    JoinSet, MissedTickBehavior, interval, mpsc, println, select, sleep, spawn, timeout, work,
};

use super::{all_of, ms};

super::patterns! {
    actor_with_ask: 4, "an actor as in Ryhl's Actors with Tokio: questions carry a oneshot";
    supervisor_with_restarts: 4, "Erlang's one_for_one: a worker that panics is started again";
    two_phase_shutdown: 4, "tokio-graceful: stop taking work, then wait for what is going on";
    graceful_drain: 3, "hyper's graceful shutdown: open connections are served to their end";
    answered_then_stopped: 3, "a handler that rests after its reply, and is stopped meanwhile";
    heartbeat_with_detector: 4, "Akka's failure detector: a beat that is missed is noticed";
    leader_with_lease: 3, "etcd's election: one holds a lease and renews it, the others wait";
    reload_on_change: 4, "notify's watcher: a task reads its settings anew when they change";
    connection_pool: 4, "bb8: connections are given back, and closed after being idle";
    session_with_keepalive: 3, "a WebSocket session: whoever is silent for too long is closed";
    cancellation_tree: 4, "tokio_util's CancellationToken handed down to children";
}

async fn actor_with_ask(shape: u64) {
    enum Message {
        Add(u64),
        Total(oneshot::Sender<u64>),
    }
    let (tx, mut rx) = mpsc::channel(4);
    let actor = spawn("actor", async move {
        let mut total = 0;
        while let Some(message) = rx.recv().await {
            match message {
                Message::Add(number) => total += number,
                Message::Total(reply) => drop(reply.send(total)),
            }
        }
    });
    let clients = (0..=shape).map(|client| {
        let tx = tx.clone();
        spawn(format!("client {client}"), async move {
            for number in 0..3 {
                tx.send(Message::Add(number)).await.expect("the actor runs to the end");
            }
            let (reply, answer) = oneshot::channel();
            tx.send(Message::Total(reply)).await.expect("the actor runs to the end");
            println!("client {client} hears {}", answer.await.expect("the actor answers"));
        })
    });
    let clients: Vec<_> = clients.collect();
    drop(tx);
    all_of(clients).await;
    actor.await.expect("it does not panic");
}

async fn supervisor_with_restarts(shape: u64) {
    let failures = Rc::new(Cell::new(1 + shape));
    let supervisor = spawn("supervisor", async move {
        loop {
            let failures = Rc::clone(&failures);
            let worker = spawn("worker", async move {
                sleep(ms(4)).await;
                if failures.get() > 0 {
                    failures.set(failures.get() - 1);
                    std::panic::resume_unwind(Box::new("out of luck"));
                }
            });
            match worker.await {
                Ok(()) => break,
                Err(_) => println!("the worker is started again"),
            }
            sleep(ms(2)).await;
        }
    });
    supervisor.await.expect("it does not panic");
}

async fn two_phase_shutdown(shape: u64) {
    let (stop, stopped) = watch::channel(false);
    let (tx, mut rx) = mpsc::channel(8);
    let mut stops = stopped.clone();
    let source = spawn("source", async move {
        for number in 0.. {
            select! {
                _ = stops.wait_for(|stop| *stop) => break,
                () = sleep(ms(3)) => tx.send(number).await.expect("the workers run to the end"),
            }
        }
    });
    let worker = spawn("worker", async move {
        let mut jobs = JoinSet::new();
        while let Some(number) = rx.recv().await {
            jobs.spawn(format!("job {number}"), sleep(ms(5 + shape)));
            while jobs.try_join_next().is_some() {}
        }
        while jobs.join_next().await.is_some() {}
        println!("all jobs are done");
    });
    sleep(ms(10 + 5 * shape)).await;
    stop.send(true).expect("the source listens");
    all_of([source, worker]).await;
}

async fn graceful_drain(shape: u64) {
    let (tx, mut rx) = mpsc::unbounded_channel::<(u64, oneshot::Sender<u64>)>();
    let server = spawn("server", async move {
        let mut open = JoinSet::new();
        while let Some((request, reply)) = rx.recv().await {
            open.spawn(format!("connection {request}"), async move {
                sleep(ms(6)).await;
                reply.send(request).ok();
            });
        }
        println!("{} connections are open", open.len());
        while open.join_next().await.is_some() {}
    });
    let mut answers = Vec::new();
    for request in 0..2 + shape {
        let (reply, answer) = oneshot::channel();
        tx.send((request, reply)).expect("the server runs to the end");
        answers.push(answer);
        sleep(ms(2)).await;
    }
    drop(tx);
    for answer in answers {
        answer.await.expect("every request is answered");
    }
    server.await.expect("it does not panic");
}

async fn answered_then_stopped(shape: u64) {
    let (tx, mut rx) = mpsc::channel::<(u64, oneshot::Sender<u64>)>(4);
    let stop = Rc::new(Notify::new());
    let own = Rc::clone(&stop);
    let server = spawn("server", async move {
        let work = async {
            while let Some((number, reply)) = rx.recv().await {
                reply.send(number * 2).ok();
                sleep(ms(50)).await;
            }
        };
        select! { () = work => {}, () = own.notified() => println!("the server stops") }
    });
    for number in 0..=shape {
        let (reply, answer) = oneshot::channel();
        tx.send((number, reply)).await.expect("the server listens");
        println!("{:?}", answer.await);
    }
    stop.notify_one();
    server.await.expect("it does not panic");
}

async fn heartbeat_with_detector(shape: u64) {
    let (tx, mut rx) = mpsc::channel(1);
    let heart = spawn("heart", async move {
        for beat in 0..4 + shape {
            sleep(ms(if beat == shape { 25 } else { 5 })).await;
            if tx.send(beat).await.is_err() {
                break;
            }
        }
    });
    loop {
        match timeout(ms(12), rx.recv()).await {
            Ok(Some(beat)) => println!("beat {beat}"),
            Ok(None) => break,
            Err(_) => println!("a beat is missing"),
        }
    }
    heart.await.expect("it does not panic");
}

async fn leader_with_lease(shape: u64) {
    let lease = Rc::new(taskscope_runtime::sync::Semaphore::new(1));
    let nodes = (0..2 + shape).map(|node| {
        let lease = Rc::clone(&lease);
        spawn(format!("node {node}"), async move {
            let held = lease.acquire().await.expect("nobody closes it");
            for term in 0..2 {
                println!("node {node} leads, term {term}");
                sleep(ms(8)).await;
            }
            drop(held);
        })
    });
    all_of(nodes.collect::<Vec<_>>()).await;
}

async fn reload_on_change(shape: u64) {
    let (settings, read) = watch::channel(0);
    let tasks = (0..=shape).map(|number| {
        let mut read = read.clone();
        spawn(format!("task {number}"), async move {
            let mut ticks = interval(ms(5));
            ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
            let mut used = 0;
            loop {
                select! {
                    changed = read.changed() => match changed {
                        Ok(()) => used = *read.borrow_and_update(),
                        Err(_) => break,
                    },
                    _ = ticks.tick() => work(ms(used % 2)),
                }
            }
        })
    });
    let tasks: Vec<_> = tasks.collect();
    drop(read);
    for version in 1..3 {
        sleep(ms(9)).await;
        settings.send(version).expect("the tasks listen");
    }
    drop(settings);
    all_of(tasks).await;
}

async fn connection_pool(shape: u64) {
    let (put_back, mut pool) = mpsc::channel(8);
    for connection in 0..2 {
        put_back.send(connection).await.expect("the pool is open");
    }
    let queries = (0..4 + shape).map(|query| {
        let put_back = put_back.clone();
        (query, put_back)
    });
    let mut going = JoinSet::new();
    for (query, put_back) in queries.collect::<Vec<_>>() {
        let connection: u64 = pool.recv().await.expect("connections come back");
        going.spawn(format!("query {query}"), async move {
            sleep(ms(5 + query % 2)).await;
            put_back.send(connection).await.expect("the pool is open");
        });
    }
    while going.join_next().await.is_some() {}
    drop(put_back);
    // Who is idle is closed.
    while let Some(connection) = pool.recv().await {
        sleep(ms(10 + shape)).await;
        println!("connection {connection} is closed");
    }
}

async fn session_with_keepalive(shape: u64) {
    let (tx, mut rx) = mpsc::channel(2);
    let client = spawn("client", async move {
        for number in 0..3 + shape {
            sleep(ms(6)).await;
            if tx.send(number).await.is_err() {
                return;
            }
        }
        sleep(ms(60)).await;
        drop(tx);
    });
    let mut silence = sleep(ms(20));
    loop {
        select! {
            message = rx.recv() => match message {
                Some(number) => {
                    println!("message {number}");
                    silence = sleep(ms(20));
                }
                None => break,
            },
            () = &mut silence => {
                println!("the session is closed");
                break;
            }
        }
    }
    // What is on its way is read before the channel goes.
    rx.close();
    while rx.recv().await.is_some() {}
    client.await.expect("it does not panic");
}

async fn cancellation_tree(shape: u64) {
    let (cancel, cancelled) = watch::channel(());
    let tasks = (0..=shape).map(|number| {
        let mut own = cancelled.clone();
        let mut child = cancelled.clone();
        spawn(format!("parent {number}"), async move {
            let child = spawn(format!("child {number}"), async move {
                select! { _ = child.changed() => println!("the child ends"), () = sleep(ms(900)) => {} }
            });
            select! { _ = own.changed() => {}, () = sleep(ms(900)) => {} }
            child.await.expect("it does not panic");
        })
    });
    let tasks: Vec<_> = tasks.collect();
    sleep(ms(15)).await;
    drop(cancelled);
    drop(cancel);
    all_of(tasks).await;
}
