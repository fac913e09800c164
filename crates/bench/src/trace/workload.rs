//! A program whose trace has everything in it: a thousand tasks that yield, sleep, send, lock and join.

use std::rc::Rc;
use std::time::Duration;

use taskscope_runtime::mpsc::unbounded_channel;
use taskscope_runtime::record::Recording;
use taskscope_runtime::sync::Mutex;
use taskscope_runtime::{Rules, join, simulate_with, sleep, spawn, work, yield_now};

/// Tasks in the program, beside the main one.
pub(super) const TASKS: u64 = 1_000;

/// The trace of the program, cut off after so many events.
#[track_caller]
pub(super) fn recorded(events: usize) -> Recording {
    simulate_with(events, Rules::default(), "main", main(), std::panic::Location::caller())
}

async fn main() {
    let lock = Rc::new(Mutex::new(0_u64));
    let (tx, mut rx) = unbounded_channel();
    for task in 0..TASKS {
        let (lock, tx) = (Rc::clone(&lock), tx.clone());
        let rounds = async move {
            for round in 0.. {
                match (task + round) % 8 {
                    0 => work(micros(50)),
                    1 => yield_now().await,
                    2 => drop(tx.send(task)),
                    3 => *lock.lock().await += 1,
                    4 => {
                        let (short, long) = (sleep(micros(200 + round % 7)), sleep(micros(500 + task % 11)));
                        join!(short, long);
                    }
                    _ => sleep(micros(1_000 + (task * 7 + round * 3) % 900)).await,
                }
            }
        };
        drop(spawn(format!("task {task}"), rounds));
    }
    drop(tx);
    while rx.recv().await.is_some() {}
}

const fn micros(micros: u64) -> Duration {
    Duration::from_micros(micros)
}
