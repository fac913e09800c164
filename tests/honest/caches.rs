//! Honest code that keeps what it has, for a while.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use taskscope_runtime::sync::{Mutex, Notify, RwLock, watch};
use taskscope_runtime::{Instant, JoinSet, mpsc, named, println, select, sleep, spawn, work, yield_now};

use super::{all_of, ms};

super::patterns! {
    single_flight: 4, "Go's singleflight: the first who asks fetches, all others get its answer";
    lazy_connection: 3, "tokio::sync::OnceCell::get_or_init around a connection";
    read_through: 4, "moka's get_with: a read lock to look, a write lock to note";
    refresh_ahead: 3, "Caffeine's refreshAfterWrite: a task renews while all read the old value";
    write_behind: 4, "a cache that writes what has changed every few moments";
    coalesced_requests: 3, "one request in flight, its result seen by all through watch";
    expiring_entries: 3, "tokio_util's DelayQueue: what is old is thrown out by a timer";
    lock_per_key: 3, "a map of mutexes, so that only the same keys wait for each other";
    double_check: 3, "look without the lock, take it, and look again";
    stale_while_revalidate: 3, "HTTP's stale-while-revalidate: answer at once, renew behind";
    background_index: 3, "rust-analyzer's prime_caches: computing in pieces while others ask";
}

async fn single_flight(shape: u64) {
    let cache = Arc::new(Mutex::new(None));
    let mut readers = JoinSet::new();
    for reader in 0..3 + shape {
        let cache = Arc::clone(&cache);
        readers.spawn(format!("reader {reader}"), async move {
            let mut slot = cache.lock().await;
            if slot.is_none() {
                // The others need just this: they wait for the fetch, not for the lock.
                sleep(ms(80)).await;
                *slot = Some(42);
            }
            slot.unwrap_or_default()
        });
    }
    while let Some(value) = readers.join_next().await {
        assert_eq!(value, Ok(42));
    }
}

async fn lazy_connection(shape: u64) {
    let connection = Arc::new(Mutex::new(None::<u64>));
    let queries = (0..2 + shape).map(|query| {
        let connection = Arc::clone(&connection);
        spawn(format!("query {query}"), async move {
            let mut slot = connection.lock().await;
            if slot.is_none() {
                sleep(ms(60)).await;
                *slot = Some(query);
            }
            drop(slot);
            sleep(ms(5)).await;
            println!("query {query} is answered");
        })
    });
    all_of(queries.collect::<Vec<_>>()).await;
}

async fn read_through(shape: u64) {
    let cache = Arc::new(RwLock::new(BTreeMap::new()));
    let readers = (0..3 + shape).map(|reader| {
        let cache = Arc::clone(&cache);
        spawn(format!("reader {reader}"), async move {
            for key in [reader % 2, reader % 3] {
                let known = cache.read().await.get(&key).copied();
                if known.is_none() {
                    sleep(ms(10 + key)).await;
                    cache.write().await.insert(key, key * 10);
                }
            }
        })
    });
    all_of(readers.collect::<Vec<_>>()).await;
    println!("{} keys", cache.read().await.len());
}

async fn refresh_ahead(shape: u64) {
    let (tx, rx) = watch::channel(0);
    let refresher = spawn("refresher", async move {
        for version in 1..4 + shape {
            sleep(ms(20)).await;
            if tx.send(version).is_err() {
                break;
            }
        }
    });
    let readers = (0..=shape).map(|reader| {
        let rx = rx.clone();
        spawn(format!("reader {reader}"), async move {
            for _ in 0..4 {
                println!("reader {reader} sees {}", *rx.borrow());
                sleep(ms(12)).await;
            }
        })
    });
    all_of(readers.collect::<Vec<_>>()).await;
    drop(rx);
    refresher.await.expect("it does not panic");
}

async fn write_behind(shape: u64) {
    let (tx, mut rx) = mpsc::channel(16);
    let writer = spawn("writer", async move {
        let mut dirty = Vec::new();
        loop {
            let flush = sleep(ms(10));
            let gather = async {
                while let Some(key) = rx.recv().await {
                    dirty.push(key);
                }
            };
            let is_over = select! { () = flush => false, () = gather => true };
            if !dirty.is_empty() {
                println!("{} keys are written", dirty.len());
                dirty.clear();
            }
            if is_over {
                break;
            }
        }
    });
    let users = (0..=shape).map(|user| {
        let tx = tx.clone();
        spawn(format!("user {user}"), async move {
            for key in 0..4 {
                tx.send(user * 10 + key).await.expect("the writer runs to the end");
                sleep(ms(3 + user)).await;
            }
        })
    });
    let users: Vec<_> = users.collect();
    drop(tx);
    all_of(users).await;
    writer.await.expect("it does not panic");
}

async fn coalesced_requests(shape: u64) {
    let in_flight: Rc<RefCell<Option<watch::Receiver<Option<u64>>>>> = Rc::default();
    let callers = (0..3 + shape).map(|caller| {
        let in_flight = Rc::clone(&in_flight);
        spawn(format!("caller {caller}"), async move {
            sleep(ms(caller)).await;
            let going = in_flight.borrow().clone();
            let mut answer = going.unwrap_or_else(|| {
                let (tx, rx) = watch::channel(None);
                *in_flight.borrow_mut() = Some(rx.clone());
                drop(spawn("fetch", async move {
                    sleep(ms(10)).await;
                    tx.send(Some(7)).expect("whoever asked listens");
                }));
                rx
            });
            answer.wait_for(Option::is_some).await.expect("an answer comes");
        })
    });
    all_of(callers.collect::<Vec<_>>()).await;
}

async fn expiring_entries(shape: u64) {
    let entries: Rc<RefCell<BTreeMap<u64, Instant>>> = Rc::default();
    let own = Rc::clone(&entries);
    let sweeper = spawn("sweeper", async move {
        loop {
            sleep(ms(7)).await;
            own.borrow_mut().retain(|_, until| *until > Instant::now());
        }
    });
    for key in 0..4 + shape {
        entries.borrow_mut().insert(key, Instant::now() + ms(15));
        sleep(ms(5)).await;
        println!("{} entries", entries.borrow().len());
    }
    sweeper.abort();
}

async fn lock_per_key(shape: u64) {
    let keys: Vec<_> = (0..=shape).map(|_| Arc::new(Mutex::new(0))).collect();
    let writers = (0..6_usize).map(|writer| {
        let key = Arc::clone(&keys[writer % keys.len()]);
        spawn(format!("writer {writer}"), async move {
            let mut value = key.lock().await;
            sleep(ms(4)).await;
            *value += 1;
        })
    });
    all_of(writers.collect::<Vec<_>>()).await;
}

async fn double_check(shape: u64) {
    let (ready, lock) = (Rc::new(Cell::new(false)), Rc::new(Mutex::new(())));
    let users = (0..3 + shape).map(|user| {
        let (ready, lock) = (Rc::clone(&ready), Rc::clone(&lock));
        spawn(format!("user {user}"), async move {
            if !ready.get() {
                let guard = lock.lock().await;
                if !ready.get() {
                    sleep(ms(15)).await;
                    ready.set(true);
                }
                drop(guard);
            }
            println!("user {user} goes on");
        })
    });
    all_of(users.collect::<Vec<_>>()).await;
}

async fn stale_while_revalidate(shape: u64) {
    let value = Rc::new(Cell::new(0));
    let mut renewals = JoinSet::new();
    for request in 0..3 + shape {
        println!("request {request} gets {}", value.get());
        if renewals.is_empty() {
            let value = Rc::clone(&value);
            renewals.spawn("renewal", async move {
                sleep(ms(9)).await;
                value.set(value.get() + 1);
            });
        }
        sleep(ms(6)).await;
        while renewals.try_join_next().is_some() {}
    }
    while renewals.join_next().await.is_some() {}
}

async fn background_index(shape: u64) {
    let changed = Rc::new(Notify::new());
    let own = Rc::clone(&changed);
    let index = spawn("index", async move {
        for file in 0..4 + shape {
            let parse = async {
                for _ in 0..3 {
                    work(ms(2));
                    yield_now().await;
                }
            };
            named("parse", parse).await;
            println!("file {file} is known");
        }
        own.notify_one();
    });
    let answers = (0..=shape).map(|question| {
        spawn(format!("question {question}"), async move {
            sleep(ms(5 + question)).await;
            println!("question {question} is answered from what is known");
        })
    });
    all_of(answers.collect::<Vec<_>>()).await;
    changed.notified().await;
    index.await.expect("it does not panic");
}
