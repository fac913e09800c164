//! Parallel or concurrent: one worker on two tasks, which wait side by side and compute in turn.

use taskscope_runtime::{JoinHandle, join, println, sleep, spawn, work};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] = &[
    Main::new("independent", |knobs| Box::pin(independent(knobs))),
    Main::new("dependent", |knobs| Box::pin(dependent(knobs))),
];

async fn independent(knobs: Knobs) {
    let kitchen = spawn("kitchen", paint("kitchen", knobs));
    let hall = spawn("hall", paint("hall", knobs));
    let (kitchen, hall) = join!(kitchen, hall);
    kitchen.and(hall).expect("painting does not panic");
}

async fn dependent(knobs: Knobs) {
    let kitchen = spawn("kitchen", paint("kitchen", knobs));
    let hall = spawn("hall", paint_hall_dependent(kitchen, knobs));
    hall.await.expect("painting does not panic");
}

/// The furniture of the hall goes into the kitchen, once that is finished.
async fn paint_hall_dependent(kitchen: JoinHandle<()>, knobs: Knobs) {
    kitchen.await.expect("painting does not panic");
    paint("hall", knobs).await;
}

async fn paint(room: &str, knobs: Knobs) {
    for coat in 1..=knobs.count("coats") {
        work(knobs.duration("coat"));
        println!("{room} has coat {coat}");
        sleep(knobs.duration("drying")).await;
    }
    println!("{room} is finished");
}
