//! Shared state: what is read before an await may be old after it, on one thread too.

use std::cell::Cell;
use std::rc::Rc;

use taskscope_runtime::sync::Mutex;
use taskscope_runtime::{named, println, sleep, spawn};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};

/// The demo on a value that several tasks change.
pub(crate) static DEMO: Demo = Demo {
    slug: "shared-state",
    title: "Shared state",
    section: Section::Concurrency,
    watch: "Watch the bars of the entries, each from reading to writing: with the cell they lie side by side, with the mutex \
            they form a stair.",
    explanation: &[
        "Three clerks count in one ledger. Each reads the total, takes a while, and writes the total plus one.",
        "All run on one thread, so this needs no Arc, and between two awaits nobody interferes: a Cell is enough there. \
         But here an await lies between reading and writing. The others run meanwhile and read the same number: of \
         three entries, two are lost, in whatever order the clerks have their turns.",
        "The mutex is held from reading to writing, across the await. Who finds it locked joins a line. When the guard \
         is dropped, the lock is handed to the first in that line: ann, who asks again at once, is last.",
        "That makes the run longer; it is what the lock is for. Keep what you hold short. The thread twin is the counter \
         of section 16.3, whose lock() stops the thread.",
    ],
    links: &[
        Link {
            label: "The Book, section 16.3: shared-state concurrency",
            url: "https://doc.rust-lang.org/book/ch16-03-shared-state.html",
        },
        Link {
            label: "tokio::sync::Mutex: first come, first served",
            url: "https://docs.rs/tokio/latest/tokio/sync/struct.Mutex.html",
        },
    ],
    knobs: &[
        Knob::milliseconds("entry takes", 1..=1_000, 20, "how long it is from reading to writing"),
        Knob::count("entries", 1..=20, 2, "how many entries each clerk makes"),
    ],
    variants: &[
        Variant::new("cell", "Nothing keeps the others out.", |knobs| Box::pin(cell(knobs))),
        Variant::new("mutex", "One at a time, in the order of asking.", |knobs| Box::pin(mutex(knobs))),
    ],
    view: View::on("bob"),
    question: Question::new(
        "mutex",
        "Ann has written, gives the lock back, and asks for it again at once: which task is polled next?",
        Answer::NextPolled(Spot::Line("ann writes 1", 1)),
    ),
    tour: &[
        Stop::new(
            "cell",
            Spot::Line("cleo reads 0", 1),
            "All three have read 0, and nobody has written yet.",
        ),
        Stop::new("cell", Spot::Line("cleo writes 1", 1), "Three entries, and the total is 1: two are lost."),
        Stop::new(
            "mutex",
            Spot::Wait("ann", 1),
            "Ann has the lock, has read, and waits with the guard in hand.",
        ),
        Stop::new(
            "mutex",
            Spot::Wait("cleo", 1),
            "Bob and cleo stand in the line for the lock, in this order.",
        ),
        Stop::new(
            "mutex",
            Spot::Line("bob reads 1", 1),
            "Bob was handed the lock, although ann has asked for it again.",
        ),
        Stop::new(
            "mutex",
            Spot::Line("the total", 1),
            "Every entry counts, and the run is three times as long.",
        ),
    ],
    source: &sources::SHARED_STATE,
};

const CLERKS: [&str; 3] = ["ann", "bob", "cleo"];

async fn cell(knobs: Knobs) {
    let total = Rc::new(Cell::new(0));
    let clerks = CLERKS.map(|name| spawn(name, count_cell(name, Rc::clone(&total), knobs)));
    for clerk in clerks {
        clerk.await.expect("counting does not panic");
    }
    println!("the total is {}", total.get());
}

async fn mutex(knobs: Knobs) {
    let total = Rc::new(Mutex::new(0));
    let clerks = CLERKS.map(|name| spawn(name, count_mutex(name, Rc::clone(&total), knobs)));
    for clerk in clerks {
        clerk.await.expect("counting does not panic");
    }
    println!("the total is {}", total.lock().await);
}

async fn count_cell(name: &'static str, total: Rc<Cell<u32>>, knobs: Knobs) {
    for _ in 0..knobs.count("entries") {
        let read = total.get();
        println!("{name} reads {read}");
        named("entry", sleep(knobs.duration("entry takes"))).await;
        total.set(read + 1);
        println!("{name} writes {}", read + 1);
    }
}

async fn count_mutex(name: &'static str, total: Rc<Mutex<u32>>, knobs: Knobs) {
    for _ in 0..knobs.count("entries") {
        let mut total = total.lock().await;
        println!("{name} reads {total}");
        named("entry", sleep(knobs.duration("entry takes"))).await;
        *total += 1;
        println!("{name} writes {total}");
    }
}
