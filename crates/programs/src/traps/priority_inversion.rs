//! Priority inversion: the most important task waits for the least important one, and another runs.

use std::rc::Rc;
use std::time::Duration;

use taskscope_runtime::sync::Mutex;
use taskscope_runtime::{Builder, println, sleep, work, yield_now};

use crate::{
    Answer, Demo, Knob, Knobs, Link, Order, Question, Scheduling, Section, Spot, Stop, Variant, View, sources,
};
use taskscope_judge::FindingKind;

/// Three priorities and one lock.
pub(crate) static DEMO: Demo = Demo {
    slug: "priority-inversion",
    title: "Priority inversion",
    section: Section::Fairness,
    watch: "Watch high from 10 ms on: it waits for a lock of low, and low is ready but never runs as long as medium \
            has something to do.",
    explanation: &[
        "The ready task with the highest priority goes first. Low writes to a log and holds its lock meanwhile; high \
         needs the log too, and has to wait for low. That alone would be short.",
        "But medium is ready as well, needs no log, and is more important than low. So medium runs, low does not get \
         on, its lock stays taken, and high waits for medium although it is more important. The order of the three is \
         turned upside down.",
        "The fixed low takes the lock for each entry and gives it back before it yields: nobody else ever runs while \
         the lock is held. Low still waits for medium, as it should, and high does not. Operating systems know another \
         way out: whoever holds a lock inherits the priority of those who wait for it. Async mutexes rarely do.",
    ],
    links: &[
        Link {
            label: "The Book, section 16.3: shared state, the twin for threads",
            url: "https://doc.rust-lang.org/book/ch16-03-shared-state.html",
        },
        Link {
            label: "embassy#1204: a mutex between tasks of different priorities",
            url: "https://github.com/embassy-rs/embassy/issues/1204",
        },
        Link {
            label: "tokio::sync::Mutex",
            url: "https://docs.rs/tokio/latest/tokio/sync/struct.Mutex.html",
        },
    ],
    knobs: &[
        Knob::count("entries", 1..=20, 4, "how much low has to write"),
        Knob::milliseconds("entry", 1..=45, 5, "how long an entry takes"),
        Knob::count("parts", 0..=50, 8, "how much medium has to do"),
        Knob::milliseconds("part", 1..=45, 10, "how long a part takes"),
    ],
    variants: &[
        Variant::new("bad", "Low keeps the lock until all is written.", |knobs| Box::pin(bad(knobs)))
            .under(Scheduling::DEFAULT.ordered(Order::Priority))
            .finds(FindingKind::PriorityInversion),
        Variant::new("fixed", "Low gives the lock back before it yields.", |knobs| Box::pin(fixed(knobs)))
            .under(Scheduling::DEFAULT.ordered(Order::Priority)),
    ],
    view: View::on("high"),
    question: Question::new("bad", "Which line is printed first?", Answer::Line(1)),
    tour: &[
        Stop::new("bad", Spot::Wait("high", 2), "High needs the lock, and low has it: high waits."),
        Stop::new(
            "bad",
            Spot::Work("medium", 1),
            "Medium runs; low is ready, could give the lock back, and is passed over.",
        ),
        Stop::new("bad", Spot::Line("medium", 1), "Medium is done before high, which is more important."),
        Stop::new("bad", Spot::Line("high", 1), "Low has written, and high has the lock at last."),
        Stop::new("fixed", Spot::Line("high", 1), "Nobody holds the lock when high comes, so it is first."),
    ],
    source: &sources::PRIORITY_INVERSION,
};

async fn bad(knobs: Knobs) {
    let log = Rc::new(Mutex::new(0));
    let low = Builder::new("low").priority(1).spawn(low_bad(Rc::clone(&log), knobs));
    let medium = Builder::new("medium").priority(2).spawn(medium(knobs));
    let high = Builder::new("high").priority(3).spawn(high(log));
    for task in [low, medium, high] {
        task.await.expect("no task panics");
    }
}

async fn fixed(knobs: Knobs) {
    let log = Rc::new(Mutex::new(0));
    let low = Builder::new("low").priority(1).spawn(low_fixed(Rc::clone(&log), knobs));
    let medium = Builder::new("medium").priority(2).spawn(medium(knobs));
    let high = Builder::new("high").priority(3).spawn(high(log));
    for task in [low, medium, high] {
        task.await.expect("no task panics");
    }
}

async fn low_bad(log: Rc<Mutex<u32>>, knobs: Knobs) {
    let mut entries = log.lock().await;
    for _ in 0..knobs.count("entries") {
        work(knobs.duration("entry"));
        *entries += 1;
        yield_now().await;
    }
    println!("low has written");
}

async fn low_fixed(log: Rc<Mutex<u32>>, knobs: Knobs) {
    for _ in 0..knobs.count("entries") {
        let mut entries = log.lock().await;
        work(knobs.duration("entry"));
        *entries += 1;
        drop(entries);
        yield_now().await;
    }
    println!("low has written");
}

async fn medium(knobs: Knobs) {
    sleep(Duration::from_millis(8)).await;
    for _ in 0..knobs.count("parts") {
        work(knobs.duration("part"));
        yield_now().await;
    }
    println!("medium is done");
}

async fn high(log: Rc<Mutex<u32>>) {
    sleep(Duration::from_millis(8)).await;
    let entries = log.lock().await;
    println!("high reads {entries} entries");
}
