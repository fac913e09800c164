//! A stream of numbers, filtered: values that are there at once, and values that have to be waited for.

use taskscope_runtime::{Stream, StreamExt, println, sleep, spawn, stream_from_iter};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};

/// The first demo of the Book's section on streams.
pub(crate) static DEMO: Demo = Demo {
    slug: "pull-by-pull",
    title: "A stream, pull by pull",
    section: Section::Streams,
    watch: "Watch neighbour: while every number is there at once main never waits, and neighbour stays ready until the \
            stream is over.",
    explanation: &[
        "A stream is asked for its next value, as an iterator is; the difference is that the answer may be “not \
         yet”. Nothing is produced unless somebody asks. One next() asks the filter, which asks the source again and \
         again until a number fits, and then stops: the rest is not made before the next pull.",
        "A stream made of an iterator has every value ready. So main runs from the first number to the last in a \
         single poll, and neighbour, ready all along, gets its turn only afterwards.",
        "In the paced variant every number takes time. The loop is the same; main now waits inside next(), also for \
         the numbers that the filter throws away, and neighbour runs meanwhile.",
        "Set numbers to 200: after 128 values in one poll the runtime makes main yield.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.4: streams",
            url: "https://doc.rust-lang.org/book/ch17-04-streams.html",
        },
        Link {
            label: "futures::stream::StreamExt",
            url: "https://docs.rs/futures/latest/futures/stream/trait.StreamExt.html",
        },
    ],
    knobs: &[
        Knob::count("numbers", 1..=200, 7, "how many numbers the stream has"),
        Knob::count("multiples of", 1..=20, 3, "which numbers the filter lets through"),
        Knob::milliseconds("pause", 1..=1_000, 100, "how long a number takes in the paced variant"),
    ],
    variants: &[
        Variant::new("ready", "Every number is there at once.", |knobs| Box::pin(read_ready(knobs))),
        Variant::new("paced", "Every number has to be waited for.", |knobs| Box::pin(read_paced(knobs))),
    ],
    view: View::on("neighbour"),
    question: Question::new("ready", "Which line is printed fourth?", Answer::Line(4)),
    tour: &[
        Stop::new(
            "ready",
            Spot::Line("3 is made", 1),
            "The first next() has made three numbers; the filter refused two.",
        ),
        Stop::new(
            "ready",
            Spot::Line("3 is taken", 1),
            "The third fits: main has its value, and 4 does not exist yet.",
        ),
        Stop::new(
            "ready",
            Spot::Line("neighbour", 1),
            "The stream is over, taken in one poll, and only now neighbour has its turn.",
        ),
        Stop::new(
            "paced",
            Spot::Wait("main", 1),
            "Now the first number is not there yet: main waits inside next(), and neighbour can run.",
        ),
        Stop::new(
            "paced",
            Spot::Poll("main", 3),
            "Number 2 was waited for too, though the filter will refuse it.",
        ),
        Stop::new(
            "paced",
            Spot::Line("3 is taken", 1),
            "Three waits inside one await, and the first value is taken.",
        ),
    ],
    source: &sources::PULL_BY_PULL,
};

async fn read_ready(knobs: Knobs) {
    let neighbour = spawn("neighbour", async { println!("neighbour runs") });
    let numbers = stream_from_iter(1..=knobs.count("numbers"));
    let numbers = numbers.map(make);
    print_multiples(numbers, knobs.count("multiples of")).await;
    neighbour.await.expect("it does not panic");
}

async fn read_paced(knobs: Knobs) {
    let neighbour = spawn("neighbour", async { println!("neighbour runs") });
    let numbers = stream_from_iter(1..=knobs.count("numbers"));
    let numbers = numbers.then(|number| async move {
        sleep(knobs.duration("pause")).await;
        make(number)
    });
    print_multiples(numbers, knobs.count("multiples of")).await;
    neighbour.await.expect("it does not panic");
}

async fn print_multiples(numbers: impl Stream<Item = u32>, divisor: u32) {
    let mut multiples = numbers.filter(|number| number % divisor == 0);
    while let Some(number) = multiples.next().await {
        println!("{number} is taken");
    }
}

fn make(number: u32) -> u32 {
    println!("{number} is made");
    number
}
