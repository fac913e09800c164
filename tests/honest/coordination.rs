//! Honest code in which tasks wait for each other.

use std::cell::Cell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

use taskscope_runtime::sync::{Barrier, Mutex, Notify, RwLock, Semaphore, watch};
use taskscope_runtime::{JoinSet, join, mpsc, println, sleep, spawn, timeout, work, yield_now};

use super::{all_of, ms};

super::patterns! {
    barrier_phases: 4, "a simulation in steps: nobody begins a step before all have done the last";
    barrier_given_up: 3, "a wait at a barrier with a limit, tried again";
    countdown_latch: 3, "Java's CountDownLatch: main goes on when all have started";
    ping_pong: 3, "two tasks that answer each other over two channels";
    ordered_locks: 4, "two accounts locked by their numbers, always the lower first";
    dining_philosophers: 4, "forks taken in one order, so that somebody can always eat";
    readers_and_a_writer: 4, "RwLock: many read side by side, one writes alone";
    condition_variable: 4, "a condition that is looked at again after each notification";
    news_for_everybody: 4, "notify_waiters when settings have changed, each takes them in";
    hand_over: 3, "a relay: the lock goes to whoever waits first";
    critical_counter: 3, "a mutex for a few lines, over no await";
    join_handles_late: 3, "spawn all, do something else, await them";
    first_error_stops_all: 4, "try_join_all over a JoinSet that is shut down at the first error";
    one_job_one_worker: 3, "notify_one for each job, a worker for each bell";
    gate: 3, "a watch that opens: whoever comes later goes through at once";
}

async fn barrier_phases(shape: u64) {
    let count = usize::try_from(2 + shape).expect("it is small");
    let barrier = Arc::new(Barrier::new(count));
    let tasks = (0..count).map(|number| {
        let barrier = Arc::clone(&barrier);
        spawn(format!("task {number}"), async move {
            for phase in 0..3 {
                sleep(ms(2 + (number as u64 * 3 + phase) % 5)).await;
                if barrier.wait().await.is_leader() {
                    println!("phase {phase} is over");
                }
            }
        })
    });
    all_of(tasks.collect::<Vec<_>>()).await;
}

async fn barrier_given_up(shape: u64) {
    let barrier = Arc::new(Barrier::new(2));
    let own = Arc::clone(&barrier);
    let other = spawn("other", async move {
        sleep(ms(20)).await;
        for _ in 0..=shape {
            own.wait().await;
        }
    });
    println!("{}", timeout(ms(5), barrier.wait()).await.is_ok());
    // The first wait still counts, so the other one is through.
    sleep(ms(30)).await;
    for _ in 0..shape {
        barrier.wait().await;
    }
    other.await.expect("it does not panic");
}

async fn countdown_latch(shape: u64) {
    let started = Rc::new(Semaphore::new(0));
    let servers = (0..2 + shape).map(|server| {
        let started = Rc::clone(&started);
        spawn(format!("server {server}"), async move {
            sleep(ms(3 + server)).await;
            started.add_permits(1);
            sleep(ms(10)).await;
        })
    });
    let servers: Vec<_> = servers.collect();
    let all = u32::try_from(servers.len()).expect("they are few");
    drop(started.acquire_many(all).await.expect("nobody closes it"));
    println!("all have started");
    all_of(servers).await;
}

async fn ping_pong(shape: u64) {
    let (there, mut from_there) = mpsc::channel(1);
    let (back, mut from_back) = mpsc::channel(1);
    let other = spawn("other", async move {
        while let Some(number) = from_there.recv().await {
            back.send(number + 1).await.expect("main plays to the end");
        }
    });
    for number in 0..20 * (shape + 1) {
        there.send(number).await.expect("the other one plays to the end");
        assert_eq!(from_back.recv().await, Some(number + 1));
    }
    drop(there);
    other.await.expect("it does not panic");
}

async fn ordered_locks(shape: u64) {
    let accounts: Vec<_> = (0..2 + shape).map(|_| Arc::new(Mutex::new(100))).collect();
    let transfers = (0..4_usize).map(|number| {
        let (from, to) = (number % accounts.len(), (number + 1) % accounts.len());
        let (low, high) = (Arc::clone(&accounts[from.min(to)]), Arc::clone(&accounts[from.max(to)]));
        spawn(format!("transfer {number}"), async move {
            let mut low = low.lock().await;
            yield_now().await;
            let mut high = high.lock().await;
            sleep(ms(2)).await;
            (*low, *high) = (*low - 1, *high + 1);
        })
    });
    all_of(transfers.collect::<Vec<_>>()).await;
}

async fn dining_philosophers(shape: u64) {
    let forks: Vec<_> = (0..2 + shape).map(|_| Arc::new(Mutex::new(()))).collect();
    let philosophers = (0..forks.len()).map(|seat| {
        let (left, right) = (seat, (seat + 1) % forks.len());
        let (first, second) = (Arc::clone(&forks[left.min(right)]), Arc::clone(&forks[left.max(right)]));
        spawn(format!("philosopher {seat}"), async move {
            for _ in 0..2 {
                let one = first.lock().await;
                let other = second.lock().await;
                sleep(ms(3)).await;
                drop((one, other));
                sleep(ms(2)).await;
            }
        })
    });
    all_of(philosophers.collect::<Vec<_>>()).await;
}

async fn readers_and_a_writer(shape: u64) {
    let page = Arc::new(RwLock::new(0));
    let readers = (0..2 + shape).map(|reader| {
        let page = Arc::clone(&page);
        spawn(format!("reader {reader}"), async move {
            for _ in 0..3 {
                let read = page.read().await;
                sleep(ms(2)).await;
                drop(read);
                sleep(ms(1 + reader)).await;
            }
        })
    });
    let mut tasks: Vec<_> = readers.collect();
    tasks.push(spawn("writer", async move {
        for _ in 0..3 {
            sleep(ms(5)).await;
            *page.write().await += 1;
        }
    }));
    all_of(tasks).await;
}

async fn condition_variable(shape: u64) {
    let (queue, bell) = (Rc::new(std::cell::RefCell::new(VecDeque::new())), Rc::new(Notify::new()));
    let (own, ring) = (Rc::clone(&queue), Rc::clone(&bell));
    let taker = spawn("taker", async move {
        for _ in 0..4 + shape {
            let item = loop {
                let first = own.borrow_mut().pop_front();
                match first {
                    Some(item) => break item,
                    None => ring.notified().await,
                }
            };
            println!("took {item}");
        }
    });
    for item in 0..4 + shape {
        queue.borrow_mut().push_back(item);
        bell.notify_one();
        if item % 2 == 0 {
            sleep(ms(3)).await;
        }
    }
    taker.await.expect("it does not panic");
}

async fn news_for_everybody(shape: u64) {
    let (version, news, is_over) = (Rc::new(Cell::new(0)), Rc::new(Notify::new()), Rc::new(Cell::new(false)));
    let readers = (0..4 + shape).map(|reader| {
        let (version, news, is_over) = (Rc::clone(&version), Rc::clone(&news), Rc::clone(&is_over));
        spawn(format!("reader {reader}"), async move {
            let mut own = 0;
            while !is_over.get() {
                news.notified().await;
                own += version.get();
                if reader == 0 {
                    println!("version {own}");
                }
            }
        })
    });
    let readers: Vec<_> = readers.collect();
    for number in 1..5 {
        sleep(ms(6)).await;
        version.set(number);
        is_over.set(number == 4);
        news.notify_waiters();
    }
    all_of(readers).await;
}

async fn hand_over(shape: u64) {
    let baton = Arc::new(Mutex::new(0));
    let runners = (0..3 + shape).map(|runner| {
        let baton = Arc::clone(&baton);
        spawn(format!("runner {runner}"), async move {
            let mut legs = baton.lock().await;
            sleep(ms(5)).await;
            *legs += 1;
            println!("runner {runner} ran leg {legs}");
        })
    });
    all_of(runners.collect::<Vec<_>>()).await;
}

async fn critical_counter(shape: u64) {
    let counter = Arc::new(Mutex::new(0));
    let tasks = (0..3 + shape).map(|task| {
        let counter = Arc::clone(&counter);
        spawn(format!("task {task}"), async move {
            for _ in 0..4 {
                *counter.lock().await += 1;
                sleep(ms(1 + task)).await;
            }
        })
    });
    all_of(tasks.collect::<Vec<_>>()).await;
    println!("{}", counter.lock().await);
}

async fn join_handles_late(shape: u64) {
    let tasks: Vec<_> =
        (0..2 + shape).map(|task| spawn(format!("task {task}"), sleep(ms(10 + task)))).collect();
    for _ in 0..3 {
        work(ms(2));
        sleep(ms(2)).await;
    }
    all_of(tasks).await;
}

async fn first_error_stops_all(shape: u64) {
    let mut parts = JoinSet::new();
    for part in 0..4 + shape {
        parts.spawn(format!("part {part}"), async move {
            sleep(ms(3 * (part + 1))).await;
            if part == 1 { Err("it is damaged") } else { Ok(part) }
        });
    }
    while let Some(part) = parts.join_next().await {
        match part.expect("no task panics") {
            Ok(part) => println!("part {part} is well"),
            Err(reason) => {
                println!("{reason}: the rest is left");
                parts.shutdown().await;
            }
        }
    }
}

async fn one_job_one_worker(shape: u64) {
    let (jobs, bell, done) = (Rc::new(Cell::new(0_u32)), Rc::new(Notify::new()), Rc::new(Notify::new()));
    let mut workers = JoinSet::new();
    for worker in 0..4 + shape {
        let (jobs, bell, done) = (Rc::clone(&jobs), Rc::clone(&bell), Rc::clone(&done));
        workers.spawn(format!("worker {worker}"), async move {
            loop {
                while jobs.get() == 0 {
                    bell.notified().await;
                }
                jobs.set(jobs.get() - 1);
                sleep(ms(2)).await;
                done.notify_one();
            }
        });
    }
    for _ in 0..4 {
        jobs.set(jobs.get() + 1);
        bell.notify_one();
        done.notified().await;
    }
    workers.shutdown().await;
}

async fn gate(shape: u64) {
    let (open, gate) = watch::channel(false);
    let visitors = (0..3 + shape).map(|visitor| {
        let mut gate = gate.clone();
        spawn(format!("visitor {visitor}"), async move {
            sleep(ms(4 * visitor)).await;
            gate.wait_for(|is_open| *is_open).await.expect("the gate is there");
            println!("visitor {visitor} is through");
        })
    });
    let visitors: Vec<_> = visitors.collect();
    let opens = async {
        sleep(ms(6)).await;
        open.send(true).expect("visitors come");
    };
    join!(opens, all_of(visitors));
}
