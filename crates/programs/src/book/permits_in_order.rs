//! Permits in order: a semaphore serves first who came first, even where somebody else could go at once.

use std::rc::Rc;

use taskscope_runtime::sync::Semaphore;
use taskscope_runtime::{named, println, sleep, spawn};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};

/// The demo on semaphores.
pub(crate) static DEMO: Demo = Demo {
    slug: "permits-in-order",
    title: "Permits in order",
    section: Section::Concurrency,
    watch: "Watch bike: it needs one place, two are empty, and it waits all the same, because truck came before it.",
    explanation: &[
        "A car park has four places: a semaphore with four permits. Van takes two of them, truck wants four, and bike, \
         who comes last, wants one.",
        "A mutex lets one task in; a semaphore lets in as many as there are permits, and a permit that is dropped goes \
         back. Those who wait stand in one line, and are served in the order in which they came. Bike could have its place \
         at once, but then any number of bikes could pass truck, and truck might never get in.",
        "That is fair, and it has a price: places stay empty while somebody wants one. With eight places all three park at \
         the same time.",
        "The standard library has no semaphore for threads; its Mutex, of section 16.3, promises no order.",
    ],
    links: &[
        Link {
            label: "The Book, section 16.3: shared-state concurrency",
            url: "https://doc.rust-lang.org/book/ch16-03-shared-state.html",
        },
        Link {
            label: "tokio::sync::Semaphore: fair, also for many permits",
            url: "https://docs.rs/tokio/latest/tokio/sync/struct.Semaphore.html",
        },
    ],
    knobs: &[
        Knob::count("places", 4..=16, 4, "how many places there are"),
        Knob::milliseconds("stay", 1..=1_000, 30, "how long bike parks; van twice, truck four times as long"),
    ],
    variants: &[Variant::new("semaphore", "Three vehicles share four places.", |knobs| {
        Box::pin(semaphore(knobs))
    })],
    view: View::on("bike"),
    question: Question::new(
        "semaphore",
        "They come in this order: van needs two places, truck four, and bike one: which task is over last?",
        Answer::LastOver,
    ),
    tour: &[
        Stop::new("semaphore", Spot::Line("van parks", 1), "Van has two of the four places."),
        Stop::new("semaphore", Spot::Wait("truck", 1), "Truck needs all four, and is first in the line."),
        Stop::new(
            "semaphore",
            Spot::Wait("bike", 1),
            "Two places are empty and bike needs one, but truck stands before it.",
        ),
        Stop::new("semaphore", Spot::Line("truck parks", 1), "Van is gone, and truck has all the places."),
        Stop::new("semaphore", Spot::Line("bike parks", 1), "At last: truck has left, and bike is next."),
    ],
    source: &sources::PERMITS_IN_ORDER,
};

const VEHICLES: [(&str, u32); 3] = [("van", 2), ("truck", 4), ("bike", 1)];

async fn semaphore(knobs: Knobs) {
    let places = Rc::new(Semaphore::new(knobs.count("places") as usize));
    let vehicles = VEHICLES.map(|(name, size)| spawn(name, park(name, size, Rc::clone(&places), knobs)));
    for vehicle in vehicles {
        vehicle.await.expect("parking does not panic");
    }
}

async fn park(name: &'static str, size: u32, places: Rc<Semaphore>, knobs: Knobs) {
    println!("{name} needs {size}");
    let permits = places.acquire_many(size).await.expect("the car park is never closed");
    println!("{name} parks");
    named("parked", sleep(knobs.duration("stay") * size)).await;
    drop(permits);
    println!("{name} has left");
}
