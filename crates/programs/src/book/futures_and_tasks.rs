//! Futures and tasks: what goes on with the work when the task that started it gives up.

use taskscope_runtime::{println, sleep, spawn, timeout};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("future", |knobs| Box::pin(future(knobs))), Main::new("task", |knobs| Box::pin(task(knobs)))];

async fn future(knobs: Knobs) {
    let copying = copy(knobs);
    if timeout(knobs.duration("patience"), copying).await.is_err() {
        println!("main gives up");
    }
    sleep(knobs.duration("afterwards")).await;
    println!("main is done with other things");
}

async fn task(knobs: Knobs) {
    let copying = spawn("copy", copy(knobs));
    if timeout(knobs.duration("patience"), copying).await.is_err() {
        println!("main gives up");
    }
    sleep(knobs.duration("afterwards")).await;
    println!("main is done with other things");
}

async fn copy(knobs: Knobs) {
    for file in 1..=knobs.count("files") {
        sleep(knobs.duration("copying")).await;
        println!("file {file} is copied");
    }
}
