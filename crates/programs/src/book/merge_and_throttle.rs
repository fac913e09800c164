//! Two streams merged into one: a fast one that floods the other, and the same slowed down.

use taskscope_runtime::mpsc::unbounded_channel;
use taskscope_runtime::stream::{IntervalStream, ReceiverStream};
use taskscope_runtime::{Stream, StreamExt, interval, println, sleep, spawn};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};

/// The last demo of the Book's section on streams.
pub(crate) static DEMO: Demo = Demo {
    slug: "merge-and-throttle",
    title: "Merge, throttle, take",
    section: Section::Streams,
    watch: "Watch what the merged stream is made of: almost nothing but ticks in the flood, mostly messages once the \
            ticks are throttled.",
    explanation: &[
        "merge() makes one stream of two, whose values come in the order in which they are ready. An interval never \
         ends, so neither would the whole: take() ends it after so many values, main is done, and the sender is cut \
         off.",
        "The ticks are much quicker than the messages, so in the flood they use up what take() allows before the \
         messages have well begun.",
        "throttle() lets a pause pass between two ticks. It does so by not asking: the interval underneath waits \
         until it is polled again. Nothing is thrown away. Each tick says how late it is, and each is later than the \
         one before, because by default an interval makes up for every tick it missed. If only the latest counts, \
         set its MissedTickBehavior to Skip.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.4: streams",
            url: "https://doc.rust-lang.org/book/ch17-04-streams.html",
        },
        Link {
            label: "tokio_stream::StreamExt::throttle",
            url: "https://docs.rs/tokio-stream/latest/tokio_stream/trait.StreamExt.html#method.throttle",
        },
        Link {
            label: "tokio::time::MissedTickBehavior",
            url: "https://docs.rs/tokio/latest/tokio/time/enum.MissedTickBehavior.html",
        },
    ],
    knobs: &[
        Knob::milliseconds("gap", 1..=1_000, 40, "how long it is from one message to the next"),
        Knob::milliseconds("period", 1..=1_000, 5, "how long it is from one tick to the next"),
        Knob::milliseconds("throttle", 1..=1_000, 100, "the least time between two throttled ticks"),
        Knob::count("take", 1..=100, 12, "how many values are taken altogether"),
    ],
    variants: &[
        Variant::new("flood", "Merges the ticks as they come.", |knobs| Box::pin(listen_flood(knobs))),
        Variant::new("throttle", "Merges the ticks throttled.", |knobs| Box::pin(listen_throttle(knobs))),
    ],
    view: View::on("main"),
    question: Question::new("throttle", "Which line is printed second?", Answer::Line(2)),
    tour: &[
        Stop::new("flood", Spot::Line("tick 3", 1), "Tick after tick, and not one message yet."),
        Stop::new(
            "flood",
            Spot::Line("message 1", 1),
            "The first message comes between the ticks, in its time.",
        ),
        Stop::new(
            "flood",
            Spot::End("messages"),
            "All values are taken: main is done, and the sender is cut off.",
        ),
        Stop::new(
            "throttle",
            Spot::Line("message 1", 1),
            "Now the first message comes right after the first tick.",
        ),
        Stop::new(
            "throttle",
            Spot::Line("tick 1", 1),
            "The second tick waited for the pause to pass, and says how late it is.",
        ),
        Stop::new(
            "throttle",
            Spot::Line("tick 3", 1),
            "Throttled ticks are not thrown away: each is later than the one before.",
        ),
    ],
    source: &sources::MERGE_AND_THROTTLE,
};

async fn listen_flood(knobs: Knobs) {
    let ticks = ticks(knobs);
    print_some(messages(knobs).merge(ticks), knobs).await;
}

async fn listen_throttle(knobs: Knobs) {
    let ticks = ticks(knobs).throttle(knobs.duration("throttle"));
    print_some(messages(knobs).merge(ticks), knobs).await;
}

async fn print_some(values: impl Stream<Item = String>, knobs: Knobs) {
    let mut values = values.take(knobs.count("take") as usize);
    while let Some(value) = values.next().await {
        println!("{value}");
    }
}

fn messages(knobs: Knobs) -> impl Stream<Item = String> {
    let (tx, rx) = unbounded_channel();
    let sender = async move {
        for number in 1.. {
            sleep(knobs.duration("gap")).await;
            tx.send(format!("message {number}")).expect("main listens to the end");
        }
    };
    drop(spawn("messages", sender));
    ReceiverStream::new(rx)
}

/// Each tick says how long ago it was due.
fn ticks(knobs: Knobs) -> impl Stream<Item = String> {
    let ticks = IntervalStream::new(interval(knobs.duration("period"))).enumerate();
    ticks.map(|(number, due)| format!("tick {number}, {:?} late", due.elapsed()))
}
