//! A program that works first in, first out: looks for a seed whose order of tasks breaks it, and repeats that run.
#![allow(clippy::print_stdout)] // An example shows what it does.

use std::cell::Cell;
use std::panic::Location;
use std::rc::Rc;

use taskscope_runtime::choose::Policy;
use taskscope_runtime::record::{Recorder, Recording};
use taskscope_runtime::{simulate_with, spawn, yield_now, Rules};

/// The server gives the loader time to load, but does not wait for it. What it found, and the run.
fn serve(policy: Policy, seed: u64) -> (Option<u32>, Recording) {
    let found = Rc::new(Cell::new(None));
    let answer = Rc::clone(&found);
    let main = async move {
        let port = Rc::new(Cell::new(None));
        let settings = Rc::clone(&port);
        let loader = spawn("loader", async move {
            yield_now().await;
            settings.set(Some(8080));
        });
        let server = spawn("server", async move {
            yield_now().await;
            yield_now().await;
            answer.set(port.get());
        });
        loader.await.expect("loading does not panic");
        server.await.expect("serving does not panic");
    };
    let rules = Rules::default().with_policy(policy).with_seed(seed);
    let run = simulate_with(Recorder::DEFAULT_CAPACITY, rules, "main", main, Location::caller());
    (found.get(), run)
}

fn main() {
    assert_eq!(serve(Policy::Fifo, 0).0, Some(8080), "the usual order hides the fault");
    let seed = (0..100).find(|&seed| serve(Policy::Random, seed).0.is_none());
    let seed = seed.expect("an order shows it");
    println!("with seed {seed} the server finds nothing");
    let (one, other) = (serve(Policy::Random, seed).1, serve(Policy::Random, seed).1);
    assert_eq!(one.words(), other.words(), "the same seed is the same run");
}
