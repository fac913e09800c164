//! The cost of a thread: how long tasks and threads take to start, and how much memory they need, measured where they run.

use taskscope_runtime::thread::{self, Function, Thread, ThreadError};
use taskscope_runtime::{Chart, Instant, JoinHandle, Unit, join_all, println, spawn, task_size};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("measured", |knobs| Box::pin(measured(knobs))).runs(&[&NOTHING])];

static NOTHING: Function<(), ()> = Function::new("nothing", |(), _| {});

async fn measured(knobs: Knobs) {
    match start_threads(1).await {
        Ok((_, 0)) => println!("This thread is simulated: there is nothing to measure on this clock."),
        Ok(_) => measure(knobs).await.unwrap_or_else(|error| println!("{error}")),
        Err(error) => println!("{error}"),
    }
}

async fn measure(knobs: Knobs) -> Result<(), ThreadError> {
    let times = Chart::new("time until all have started by how many", Unit::Nanos);
    let memory = Chart::new("memory by how many", Unit::Bytes);
    for count in doubling(knobs.count("tasks")) {
        times.point("tasks", count, start_tasks(count).await);
        memory.point("tasks", count, count * whole(task_size(&async {})));
    }
    for count in doubling(knobs.count("threads")) {
        let (nanos, bytes) = start_threads(count).await?;
        times.point("threads", count, nanos);
        memory.point("threads", count, bytes);
    }
    println!("What the browser itself needs for a thread is not measured: no page is told.");
    Ok(())
}

fn doubling(most: u32) -> impl Iterator<Item = u32> {
    (0..).map(|power| 1 << power).take_while(move |count| *count <= most)
}

async fn start_tasks(count: u32) -> u32 {
    let start = Instant::now();
    let tasks: Vec<JoinHandle<()>> = (0..count).map(|_| spawn("task", async {})).collect();
    join_all(tasks).await;
    whole(start.elapsed().as_nanos())
}

/// The nanoseconds until all can be called, and the bytes that they report.
async fn start_threads(count: u32) -> Result<(u32, u32), ThreadError> {
    let start = Instant::now();
    let threads: Vec<Thread<(), ()>> = (0..count).map(|_| thread::spawn(&NOTHING)).collect();
    let mut bytes = 0;
    for started in join_all(threads.iter().map(Thread::ready)).await {
        bytes += started?.map_or(0, |footprint| whole(footprint.memory));
    }
    Ok((whole(start.elapsed().as_nanos()), bytes))
}

/// What is larger than fits is not measured here.
fn whole(number: impl TryInto<u32>) -> u32 {
    number.try_into().unwrap_or(u32::MAX)
}
