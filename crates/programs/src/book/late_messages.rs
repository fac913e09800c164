//! A channel as a stream, with a limit for each message: one that is late still arrives.

use taskscope_runtime::mpsc::{Receiver, unbounded_channel};
use taskscope_runtime::stream::ReceiverStream;
use taskscope_runtime::{StreamExt, println, sleep, spawn};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};

/// The demo on streams with a limit in time.
pub(crate) static DEMO: Demo = Demo {
    slug: "late-messages",
    title: "Messages with a deadline",
    section: Section::Streams,
    watch: "Watch main after a deadline has passed: it says so, goes on listening, and the late reading arrives \
            nevertheless.",
    explanation: &[
        "A sensor is a task that sends its readings through a channel. Wrapped in a ReceiverStream, the receiving \
         end is a stream like any other; the loop over it is the twin of the for loop over a receiver in chapter 16, \
         which blocks a thread.",
        "timeout() on a stream sets a limit to the wait for each value. When it is over, next() gives an error, and \
         that is all that happens: the channel is still there, the sensor knows nothing of it, and the reading comes \
         as soon as it is sent. A timeout around a future drops the future; here there is nothing to drop but the \
         wait.",
        "The limit starts anew with each value. After an error it does not start again before the next value, so a \
         long silence is reported once.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.4: streams",
            url: "https://doc.rust-lang.org/book/ch17-04-streams.html",
        },
        Link {
            label: "tokio_stream::StreamExt::timeout",
            url: "https://docs.rs/tokio-stream/latest/tokio_stream/trait.StreamExt.html#method.timeout",
        },
    ],
    knobs: &[
        Knob::count("readings", 1..=20, 4, "how many readings the sensor sends"),
        Knob::milliseconds("short gap", 1..=1_000, 100, "how long the sensor takes for the odd readings"),
        Knob::milliseconds("long gap", 1..=1_000, 300, "how long the sensor takes for the even readings"),
        Knob::milliseconds("limit", 1..=1_000, 200, "how long main waits before it complains"),
    ],
    variants: &[
        Variant::new("patient", "Waits for each reading as long as it takes.", |knobs| {
            Box::pin(listen_patient(knobs))
        }),
        Variant::new("timeout", "Says so when a reading is late.", |knobs| Box::pin(listen_timeout(knobs))),
    ],
    view: View::on("main"),
    question: Question::new("timeout", "Which line is printed third?", Answer::Line(3)),
    tour: &[
        Stop::new("patient", Spot::Wait("main", 1), "The channel is empty, and main waits inside next()."),
        Stop::new("patient", Spot::Line("reading 2", 1), "Reading 2 took longer, and main never noticed."),
        Stop::new("timeout", Spot::Line("reading 1", 1), "Reading 1 is in time, and the limit starts anew."),
        Stop::new(
            "timeout",
            Spot::Line("nothing", 1),
            "The limit is over: main gets an error, and the sensor knows nothing of it.",
        ),
        Stop::new(
            "timeout",
            Spot::Line("reading 2", 1),
            "The late reading arrives all the same, one gap after the first.",
        ),
    ],
    source: &sources::LATE_MESSAGES,
};

async fn listen_patient(knobs: Knobs) {
    let mut readings = ReceiverStream::new(start_sensor(knobs));
    while let Some(number) = readings.next().await {
        println!("reading {number}");
    }
}

async fn listen_timeout(knobs: Knobs) {
    let limit = knobs.duration("limit");
    let mut readings = ReceiverStream::new(start_sensor(knobs)).timeout(limit);
    while let Some(reading) = readings.next().await {
        match reading {
            Ok(number) => println!("reading {number}"),
            Err(_) => println!("nothing for {limit:?}"),
        }
    }
}

/// Gives the receiving end at once. Dropping the handle does not stop the sensor: it is a task of its own.
fn start_sensor(knobs: Knobs) -> Receiver<u32> {
    let (tx, rx) = unbounded_channel();
    let sensor = async move {
        for number in 1..=knobs.count("readings") {
            let gap = if number % 2 == 0 { "long gap" } else { "short gap" };
            sleep(knobs.duration(gap)).await;
            tx.send(number).expect("main listens to the end");
        }
    };
    drop(spawn("sensor", sensor));
    rx
}
