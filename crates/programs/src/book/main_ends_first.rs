//! Main ends first: a task that no other task waits for is cut off at its await.

use taskscope_runtime::{println, sleep, spawn};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] = &[
    Main::new("forgotten", |knobs| Box::pin(forgotten(knobs))),
    Main::new("awaited", |knobs| Box::pin(awaited(knobs))),
];

async fn forgotten(knobs: Knobs) {
    drop(spawn("save", save(knobs)));
    something_else(knobs).await;
    println!("main is done");
}

async fn awaited(knobs: Knobs) {
    let saving = spawn("save", save(knobs));
    something_else(knobs).await;
    saving.await.expect("saving does not panic");
    println!("main is done");
}

async fn save(knobs: Knobs) {
    for part in 1..=knobs.count("parts") {
        sleep(knobs.duration("part takes")).await;
        println!("part {part} is saved");
    }
}

async fn something_else(knobs: Knobs) {
    println!("main does something else");
    sleep(knobs.duration("main takes")).await;
}
