//! Results in the order of the list, and results in the order in which they are there.

use taskscope_runtime::{Unordered, join_all, println, sleep, work};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};

/// The demo on the section's parting question.
pub(crate) static DEMO: Demo = Demo {
    slug: "as-they-finish",
    title: "In order, or as they finish",
    section: Section::AnyNumber,
    watch: "Watch when the photos are drawn: all after the slowest download from the list, each as soon as it is there \
            from the unordered set.",
    explanation: &[
        "Four photos are downloaded at once, the first of them the slowest, and each is then drawn, which keeps the \
         processor busy.",
        "join_all gives a Vec in the order of the futures. That is handy where the order has a meaning, but nothing \
         can be drawn before everything is there: the quick photos lie finished while the slow one is still on its \
         way, and the drawing comes on top.",
        "FuturesUnordered, here called Unordered, is a stream: asked for the next output, it gives whichever is \
         finished first. The drawing falls into time that was spent waiting, so the whole is over sooner. The order \
         is that of the network, not of the list. Whoever needs to know which future an output belongs to has to put \
         that into the output.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.3: working with any number of futures",
            url: "https://doc.rust-lang.org/book/ch17-03-more-futures.html",
        },
        Link {
            label: "futures::stream::FuturesUnordered",
            url: "https://docs.rs/futures/latest/futures/stream/struct.FuturesUnordered.html",
        },
    ],
    knobs: &[
        Knob::count("photos", 1..=20, 4, "how many photos there are"),
        Knob::milliseconds(
            "slowest",
            1..=1_000,
            240,
            "how long the first download takes; the n-th an n-th of it",
        ),
        Knob::milliseconds("drawing", 1..=40, 20, "how long drawing a photo takes"),
    ],
    variants: &[
        Variant::new("list", "Waits for all downloads, then draws.", |knobs| Box::pin(show_list(knobs))),
        Variant::new("unordered", "Draws each photo when it is there.", |knobs| {
            Box::pin(show_unordered(knobs))
        }),
    ],
    view: View::on("main"),
    question: Question::new("unordered", "Which line is printed first?", Answer::Line(1)),
    tour: &[
        Stop::new("list", Spot::NodePoll("3", 1), "All four downloads are under way after one poll of main."),
        Stop::new(
            "list",
            Spot::NodePoll("3", 2),
            "Photo 4 is there, and main only puts it aside: nothing is drawn yet.",
        ),
        Stop::new(
            "list",
            Spot::Work("main", 1),
            "The slowest is there, and only now the drawing begins, in the order of the list.",
        ),
        Stop::new(
            "unordered",
            Spot::Work("main", 1),
            "Photo 4 is there first and is drawn first; the others are still on their way.",
        ),
        Stop::new("unordered", Spot::RunEnd, "Only one photo was left to draw after the slowest download."),
    ],
    source: &sources::AS_THEY_FINISH,
};

async fn show_list(knobs: Knobs) {
    let photos = (1..=knobs.count("photos")).map(|photo| download(photo, knobs));
    for photo in join_all(photos).await {
        draw(photo, knobs);
    }
}

async fn show_unordered(knobs: Knobs) {
    let photos = (1..=knobs.count("photos")).map(|photo| download(photo, knobs));
    let mut set = Unordered::new();
    set.extend(photos);
    while let Some(photo) = set.next().await {
        draw(photo, knobs);
    }
}

/// The first photo is the largest.
async fn download(photo: u32, knobs: Knobs) -> u32 {
    sleep(knobs.duration("slowest") / photo).await;
    photo
}

fn draw(photo: u32, knobs: Knobs) {
    work(knobs.duration("drawing"));
    println!("photo {photo} is drawn");
}
