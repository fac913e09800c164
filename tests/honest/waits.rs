//! Honest code that waits for the right moment.

use std::pin::pin;
use std::rc::Rc;

use taskscope_runtime::sync::Notify;
use taskscope_runtime::{
    Instant, JoinSet, interval, join, mpsc, named, println, select, sleep, sleep_until, spawn, timeout, work,
    yield_now,
};

use super::{all_of, ms};

super::patterns! {
    debounce: 4, "a search box: it asks when nothing was typed for a while";
    throttle: 3, "a scroll handler that looks at the newest position every frame";
    dead_mans_switch: 3, "a watchdog timer that is set anew by each sign of life";
    schedule: 3, "tokio-cron: jobs at their times, each in a task of its own";
    animation: 3, "a game's loop: one frame after the other until the last";
    computing_in_pieces: 4, "a long computation that yields between its parts";
    ticker_beside_work: 3, "select! of a ticker and a future that is kept";
    timeout_around_a_stage: 3, "a limit for each step, and a default where it is reached";
    lazy_start: 3, "a service that is started by its first request";
    handler_that_waits: 3, "an event loop whose handler waits a moment, beside a download that is kept";
    step_after_step: 3, "a build script: each step is a task and needs the result of the last";
    several_timers: 3, "join! of waits of different lengths";
}

async fn debounce(shape: u64) {
    let (keys, mut pressed) = mpsc::channel(8);
    let typist = spawn("typist", async move {
        for key in 0..6 + shape {
            sleep(ms(if key % (2 + shape) == 0 { 20 } else { 3 })).await;
            keys.send(key).await.expect("the box listens to the end");
        }
    });
    let mut latest = None;
    loop {
        let next = match latest {
            Some(_) => timeout(ms(8), pressed.recv()).await,
            None => Ok(pressed.recv().await),
        };
        match next {
            Ok(Some(key)) => latest = Some(key),
            Ok(None) => break,
            Err(_) => println!("search after key {:?}", latest.take()),
        }
    }
    println!("at last {latest:?}");
    typist.await.expect("it does not panic");
}

async fn throttle(shape: u64) {
    let (moves, mut positions) = mpsc::channel(16);
    let mouse = spawn("mouse", async move {
        for position in 0..10 + 3 * shape {
            sleep(ms(2)).await;
            moves.send(position).await.expect("main listens to the end");
        }
    });
    let mut frames = interval(ms(7));
    let (mut newest, mut is_open) = (0, true);
    while is_open {
        select! {
            position = positions.recv() => match position {
                Some(position) => newest = position,
                None => is_open = false,
            },
            _ = frames.tick() => println!("drawn at {newest}"),
        }
    }
    mouse.await.expect("it does not panic");
}

async fn dead_mans_switch(shape: u64) {
    let sign = Rc::new(Notify::new());
    let own = Rc::clone(&sign);
    let engine = spawn("engine", async move {
        for _ in 0..3 + shape {
            sleep(ms(5)).await;
            own.notify_one();
        }
    });
    let mut switch = sleep(ms(12));
    loop {
        select! {
            () = sign.notified() => switch.reset(Instant::now() + ms(12)),
            () = &mut switch => break,
        }
    }
    println!("no sign of life: the brakes are on");
    engine.await.expect("it does not panic");
}

async fn schedule(shape: u64) {
    let start = Instant::now();
    let mut going = JoinSet::new();
    for job in 0..4 + shape {
        sleep_until(start + ms(6 * (job + 1))).await;
        going.spawn(format!("job {job}"), async move {
            sleep(ms(3 + 4 * (job % 2))).await;
            println!("job {job} is done");
        });
        while going.try_join_next().is_some() {}
    }
    while going.join_next().await.is_some() {}
}

async fn animation(shape: u64) {
    let mut frames = interval(ms(16));
    for frame in 0..4 + shape {
        frames.tick().await;
        work(ms(3));
        println!("frame {frame}");
    }
}

async fn computing_in_pieces(shape: u64) {
    let compute = |name: &'static str, pieces: u64| {
        spawn(name, async move {
            for _ in 0..pieces {
                work(ms(4));
                yield_now().await;
            }
            println!("{name} is computed");
        })
    };
    let mut tasks = vec![compute("sum", 5 + shape)];
    if shape > 0 {
        tasks.push(compute("product", 4));
    }
    tasks.push(spawn("clock", async {
        for _ in 0..3 {
            sleep(ms(9)).await;
        }
    }));
    all_of(tasks).await;
}

async fn ticker_beside_work(shape: u64) {
    let mut download = pin!(named("download", async {
        for _ in 0..3 + shape {
            sleep(ms(8)).await;
        }
    }));
    let mut ticks = interval(ms(5));
    loop {
        select! {
            () = &mut download => break,
            _ = ticks.tick() => println!("still downloading"),
        }
    }
}

async fn timeout_around_a_stage(shape: u64) {
    for step in 0..4 + shape {
        let stage = async {
            sleep(ms(3 + 6 * (step % 3))).await;
            step
        };
        let value = timeout(ms(10), stage).await.unwrap_or_default();
        println!("step {step} gives {value}");
    }
}

async fn lazy_start(shape: u64) {
    let (tx, mut rx) = mpsc::channel(4);
    let service = spawn("service", async move {
        let Some(first) = rx.recv().await else { return println!("never needed") };
        sleep(ms(12)).await;
        println!("started for {first}");
        while let Some(request) = rx.recv().await {
            println!("request {request}");
        }
    });
    for request in 0..2 * shape {
        tx.send(request).await.expect("the service runs to the end");
        sleep(ms(4)).await;
    }
    drop(tx);
    service.await.expect("it does not panic");
}

async fn several_timers(shape: u64) {
    let long = async {
        for _ in 0..2 + shape {
            sleep(ms(7)).await;
        }
    };
    let (short, other) = (sleep(ms(3)), sleep(ms(11)));
    join!(long, short, other);
    println!("all are over");
}

async fn handler_that_waits(shape: u64) {
    let mut download = pin!(named("download", async {
        for _ in 0..4 + shape {
            sleep(ms(6)).await;
        }
    }));
    let mut ticks = interval(ms(9));
    loop {
        select! {
            () = &mut download => break,
            _ = ticks.tick() => {
                sleep(ms(2)).await;
                sleep(ms(1)).await;
                println!("still downloading");
            }
        }
    }
}

async fn step_after_step(shape: u64) {
    let step = |input: u64| async move {
        sleep(ms(30)).await;
        input + 1
    };
    let read = spawn("read", step(0)).await.expect("it does not panic");
    let parsed = spawn("parse", step(read)).await.expect("it does not panic");
    let checked = spawn("check", step(parsed)).await.expect("it does not panic");
    let mut value = spawn("write", step(checked)).await.expect("it does not panic");
    if shape > 0 {
        value = spawn("link", step(value)).await.expect("it does not panic");
    }
    if shape > 1 {
        value = spawn("pack", step(value)).await.expect("it does not panic");
    }
    println!("{value}");
}
