//! Threads that the host starts: another instance of the module for each, in a worker of its own.
//!
//! | the module imports from `taskscope_threads` | |
//! |---|---|
//! | `parallelism() -> u32` | how many threads have a processor to themselves, 1 at least |
//! | `start(thread: u32, name: pointer, length: u32, reason: pointer, room: u32) -> i32` | starts a thread; below 0, or the length of the reason why not |
//! | `call(thread: u32, function: pointer, length: u32, input: pointer, length: u32)` | lets it call a function, after those before |
//! | `end(thread: u32)` | ends it, whatever it does |
//! | `message(bytes: pointer, length: u32)` | in a thread: sends a message |
//! | `return_value(bytes: pointer, length: u32)` | in a thread: gives what the call returns |
//!
//! | and exports | |
//! |---|---|
//! | `taskscope_thread_ready(thread: u32, took: f64, memory: f64)` | it has started: how long that took, and the bytes of its memory |
//! | `taskscope_thread_message(thread: u32, length: u32, ago: f64)` | a message came; its bytes are in the room |
//! | `taskscope_thread_returned(thread: u32, length: u32, took: f64, ago: f64)` | its oldest call has ended: how long that took, and how long ago it began |
//! | `taskscope_thread_failed(thread: u32, length: u32)` | it is over, for the reason in the room |
//! | `taskscope_thread(length: u32) -> u32` | in a thread, instead of `taskscope_start`: readies the functions of the program that the text names |
//! | `taskscope_call(name: u32, length: u32) -> u32` | in a thread: calls a function; the room has its name, which is so long, then its input. 0 if there is none of this name |

use std::rc::Rc;
use std::time::Duration;

use taskscope_runtime::thread::{self, Callable, Footprint, Post, Remote, Reports, Threads};

use crate::host::{length, micros};
use crate::outside::Outside;
use crate::takers::Takers;

/// How long the reason for a refusal can be.
const LONGEST_REASON: usize = 500;

/// The threads of a program, by their numbers.
pub struct HostThreads<O> {
    outside: O,
    reports: Rc<Takers<Reports>>,
}

impl<O: Outside> HostThreads<O> {
    pub(crate) fn new(outside: O) -> Self {
        Self { outside, reports: Rc::default() }
    }

    /// A thread has started.
    pub fn ready(&self, thread: u32, took: f64, memory: f64) {
        if let Some(reports) = self.reports.of(thread) {
            reports.ready(Footprint { took: length(took), memory: micros(memory).0 });
        }
    }

    /// A message came from one.
    pub fn message(&self, thread: u32, bytes: Vec<u8>, ago: f64) {
        if let Some(reports) = self.reports.of(thread) {
            reports.message(bytes, length(ago));
        }
    }

    /// The oldest call of one has ended.
    pub fn returned(&self, thread: u32, value: Vec<u8>, took: f64, ago: f64) {
        if let Some(reports) = self.reports.of(thread) {
            reports.returned(value, length(took), length(ago));
        }
    }

    /// One is over, for a reason.
    pub fn failed(&self, thread: u32, reason: &[u8]) {
        if let Some(reports) = self.reports.of(thread) {
            reports.failed(&String::from_utf8_lossy(reason));
        }
    }
}

impl<O: Outside> Threads for HostThreads<O> {
    fn parallelism(&self) -> usize {
        self.outside.thread_parallelism().max(1) as usize
    }

    fn start(&self, name: &str, reports: Reports) -> Result<Box<dyn Remote>, String> {
        let number = self.reports.keep(reports);
        let mut reason = [0; LONGEST_REASON];
        if let Some(length) = self.outside.thread_start(number, name, &mut reason) {
            self.reports.forget(number);
            let reason = reason.get(..length).unwrap_or(&reason);
            return Err(String::from_utf8_lossy(reason).into_owned());
        }
        Ok(Box::new(HostThread { outside: self.outside, number, reports: Rc::clone(&self.reports) }))
    }
}

/// A thread; dropping it ends it.
struct HostThread<O: Outside> {
    outside: O,
    number: u32,
    reports: Rc<Takers<Reports>>,
}

impl<O: Outside> Remote for HostThread<O> {
    fn call(&self, function: &'static str, input: Vec<u8>) {
        self.outside.thread_call(self.number, function, &input);
    }
}

impl<O: Outside> Drop for HostThread<O> {
    fn drop(&mut self) {
        self.reports.forget(self.number);
        self.outside.thread_end(self.number);
    }
}

/// What a thread's own instance has: the functions that it can be asked to call.
pub struct Callee<O> {
    outside: O,
    functions: &'static [&'static dyn Callable],
}

impl<O: Outside> Callee<O> {
    /// With these functions.
    #[must_use]
    pub fn new(outside: O, functions: &'static [&'static dyn Callable]) -> Self {
        Self { outside, functions }
    }

    /// Calls a function by its name; false if there is none.
    #[must_use]
    pub fn call(&self, name: &[u8], input: &[u8]) -> bool {
        let outside = self.outside;
        let Some(function) = self.functions.iter().find(|function| function.name().as_bytes() == name) else {
            return false;
        };
        let post: Post = Rc::new(move |bytes: Vec<u8>| outside.thread_message(&bytes));
        let busy = move |time: Duration| outside.busy_until(outside.now() + time.as_secs_f64() * 1e6);
        outside.thread_return(&thread::call(*function, input, &post, busy));
        true
    }
}
