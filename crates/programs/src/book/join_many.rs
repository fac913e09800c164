//! Any number of futures: awaited in a loop, with `join!`, and with `join_all`.

use taskscope_runtime::{join, join_all, println, sleep};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};

/// The demo on many futures at once.
pub(crate) static DEMO: Demo = Demo {
    slug: "join-many",
    title: "One by one, join! and join_all",
    section: Section::AnyNumber,
    watch: "Watch when each page is asked for: one after the other in the loop, all at the start with join! and \
            join_all.",
    explanation: &[
        "Each page takes longer than the one before. What matters is when the waiting begins.",
        "A future does nothing until it is polled, and putting it into a Vec is no poll. The loop awaits the first, \
         and only when that is over does the second begin. The waits add up.",
        "join! polls all its futures in turn, so all the waits go on together, and the whole takes as long as the \
         slowest. But their number stands in the source: move the knob, and join! still fetches three.",
        "join_all takes whatever the Vec holds, as long as the futures are of one type. It keeps a waker for each, \
         and polls again only those that were woken, where join! polls every one that is not finished.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.3: working with any number of futures",
            url: "https://doc.rust-lang.org/book/ch17-03-more-futures.html",
        },
        Link {
            label: "futures::future::join_all",
            url: "https://docs.rs/futures/latest/futures/future/fn.join_all.html",
        },
    ],
    knobs: &[
        Knob::count("pages", 1..=50, 3, "how many pages are in the Vec; join! always has three"),
        Knob::milliseconds(
            "delay",
            1..=5_000,
            100,
            "how long the first page takes; the n-th takes n times as long",
        ),
    ],
    variants: &[
        Variant::new("loop", "Awaits the futures of a Vec one by one.", |knobs| Box::pin(pages_loop(knobs))),
        Variant::new("join", "Awaits three futures with join!.", |knobs| Box::pin(pages_join(knobs))),
        Variant::new("join_all", "Awaits the futures of a Vec with join_all.", |knobs| {
            Box::pin(pages_join_all(knobs))
        }),
    ],
    view: View::on("main"),
    question: Question::new("loop", "How long does it take until all pages are here?", Answer::Takes),
    tour: &[
        Stop::new(
            "loop",
            Spot::Wait("main", 1),
            "All the futures exist, but only the first was polled: only page 1 is asked for.",
        ),
        Stop::new("loop", Spot::Line("page 2 is asked for", 1), "Page 2 begins where page 1 has ended."),
        Stop::new(
            "loop",
            Spot::RunEnd,
            "The waits stand one behind the other, and their sum is what the run takes.",
        ),
        Stop::new(
            "join",
            Spot::NodePoll("third", 1),
            "In its first poll main polls all three futures, and no time has passed.",
        ),
        Stop::new(
            "join_all",
            Spot::NodeWoken("0", 1),
            "The first timer fires, and only the future it belongs to is woken.",
        ),
        Stop::new(
            "join_all",
            Spot::RunEnd,
            "The waits lie side by side: the run takes as long as the slowest page.",
        ),
    ],
    source: &sources::JOIN_MANY,
};

async fn pages_loop(knobs: Knobs) {
    let pages: Vec<_> = (1..=knobs.count("pages")).map(|page| fetch(page, knobs)).collect();
    for page in pages {
        page.await;
    }
    println!("all pages are here");
}

/// How many there are is written here, whatever the knob says.
async fn pages_join(knobs: Knobs) {
    let (first, second, third) = (fetch(1, knobs), fetch(2, knobs), fetch(3, knobs));
    join!(first, second, third);
    println!("all pages are here");
}

async fn pages_join_all(knobs: Knobs) {
    let pages: Vec<_> = (1..=knobs.count("pages")).map(|page| fetch(page, knobs)).collect();
    join_all(pages).await;
    println!("all pages are here");
}

async fn fetch(page: u32, knobs: Knobs) {
    println!("page {page} is asked for");
    sleep(knobs.duration("delay") * page).await;
    println!("page {page} is here");
}
