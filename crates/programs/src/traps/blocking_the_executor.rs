//! Blocking the executor: a call that stops the thread, where only the task should wait.
#![expect(clippy::unused_async, reason = "the bad reading is async and never awaits: that is its flaw")]

use std::time::Duration;

use taskscope_runtime::{interval, println, sleep, spawn, work};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};
use taskscope_judge::FindingKind;

/// The demo on blocking calls.
pub(crate) static DEMO: Demo = Demo {
    slug: "blocking-the-executor",
    title: "Blocking the executor",
    section: Section::Blocking,
    watch: "Watch heartbeat: it is ready while the sensors hold the thread, and beats in time once they only wait.",
    explanation: &[
        "Each sensor answers after a while, and nothing has to be computed until then.",
        "The bad program waits with a call that stops the thread, as std::thread::sleep does, or reading a file with \
         std::fs, or a driver that is not async. The executor lives on that thread. While it stands still nobody is \
         polled, so the sensors wait one after the other, and the beats that were due come late and in a bunch.",
        "The fixed program waits with a timer and .await. The tasks wait, all at once, and the thread is free.",
        "With a thread for each sensor, as in the Book's chapter 16, the same blocking call would be right: it stops a \
         thread that has nothing else to do. Where there is no async version of a call, hand it to such a thread, \
         with Tokio's spawn_blocking for example.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.3: working with any number of futures",
            url: "https://doc.rust-lang.org/book/ch17-03-more-futures.html",
        },
        Link {
            label: "Alice Ryhl: Async, what is blocking?",
            url: "https://ryhl.io/blog/async-what-is-blocking/",
        },
        Link {
            label: "tokio::task::spawn_blocking",
            url: "https://docs.rs/tokio/latest/tokio/task/fn.spawn_blocking.html",
        },
    ],
    knobs: &[
        Knob::milliseconds("answer", 1..=1_000, 80, "how long a sensor takes to answer"),
        Knob::count("sensors", 1..=6, 3, "how many sensors are read"),
        Knob::milliseconds("beat", 5..=500, 40, "how far apart the heartbeats should be"),
        Knob::count("beats", 1..=30, 8, "how many heartbeats there are"),
    ],
    variants: &[
        Variant::new("bad", "The sensors stop the thread.", |knobs| Box::pin(bad(knobs)))
            .finds(FindingKind::LongPoll),
        Variant::new("fixed", "The sensors wait at an await.", |knobs| Box::pin(fixed(knobs))),
    ],
    view: View::on("heartbeat"),
    question: Question::new(
        "bad",
        "The timer of heartbeat has fired for the first time: which task is polled next?",
        Answer::NextPolled(Spot::Ready("heartbeat", 2)),
    ),
    tour: &[
        Stop::new("bad", Spot::Work("cellar", 1), "Cellar stops the thread, and every task with it."),
        Stop::new(
            "bad",
            Spot::Ready("heartbeat", 2),
            "The second beat is due, but heartbeat comes into the queue behind the other sensors.",
        ),
        Stop::new(
            "bad",
            Spot::Line("beat 2", 1),
            "All sensors have answered, and only now comes the second beat, five times its distance late.",
        ),
        Stop::new(
            "fixed",
            Spot::Wait("roof", 1),
            "Here all sensors wait for their timers at the same time, and the thread is free.",
        ),
        Stop::new("fixed", Spot::Line("beat 2", 1), "The second beat comes when it is due."),
        Stop::new("fixed", Spot::Line("roof", 1), "All sensors have answered at the same moment."),
    ],
    source: &sources::BLOCKING_THE_EXECUTOR,
};

const SENSORS: [&str; 6] = ["cellar", "garden", "roof", "garage", "attic", "gate"];

async fn bad(knobs: Knobs) {
    let heartbeat = spawn("heartbeat", beat(knobs));
    let names = SENSORS.iter().take(knobs.count("sensors") as usize);
    let sensors: Vec<_> = names.map(|name| spawn(*name, read_bad(name, knobs))).collect();
    for sensor in sensors {
        sensor.await.expect("reading does not panic");
    }
    heartbeat.await.expect("a beat does not panic");
}

async fn fixed(knobs: Knobs) {
    let heartbeat = spawn("heartbeat", beat(knobs));
    let names = SENSORS.iter().take(knobs.count("sensors") as usize);
    let sensors: Vec<_> = names.map(|name| spawn(*name, read_fixed(name, knobs))).collect();
    for sensor in sensors {
        sensor.await.expect("reading does not panic");
    }
    heartbeat.await.expect("a beat does not panic");
}

/// Stops the thread until the sensor has answered.
async fn read_bad(name: &str, knobs: Knobs) {
    thread_sleep(knobs.duration("answer"));
    println!("{name} has answered");
}

/// Stops this task only.
async fn read_fixed(name: &str, knobs: Knobs) {
    sleep(knobs.duration("answer")).await;
    println!("{name} has answered");
}

/// Stands in for `std::thread::sleep`: nothing else happens on the thread meanwhile.
fn thread_sleep(duration: Duration) {
    work(duration);
}

async fn beat(knobs: Knobs) {
    let mut beats = interval(knobs.duration("beat"));
    for number in 1..=knobs.count("beats") {
        let due = beats.tick().await;
        println!("beat {number}, {} ms late", due.elapsed().as_millis());
    }
}
