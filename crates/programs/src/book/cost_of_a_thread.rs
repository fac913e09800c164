//! The cost of a thread: how long tasks and threads take to start, and how much memory they need, measured where they run.

use taskscope_runtime::thread::{self, Function, Thread, ThreadError};
use taskscope_runtime::{Chart, Instant, JoinHandle, Unit, join_all, println, spawn, task_size};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};

/// The demo that measures threads against tasks.
pub(crate) static DEMO: Demo = Demo {
    slug: "cost-of-a-thread",
    title: "What does a thread cost?",
    section: Section::Threads,
    watch: "Watch the charts in the output: run it on the browser\u{2019}s clock, and threads and tasks are measured as they start.",
    explanation: &[
        "A task is a piece of memory as large as its future, and a place in a queue. A thread in a browser is a worker: a \
         thread of the system, a JavaScript engine of its own, and one more instance of this program with memory of its own.",
        "The program starts more and more of both. For tasks it measures the time until all have run once; recording \
         them is part of it. For threads it measures the time until all can be called.",
        "The memory of a thread is what its instance of the program has, as the thread itself reports. What the browser needs \
         for the thread and the engine comes on top, and no page is told how much that is. Browsers round their clocks: a \
         time of 0 means less than that.",
        "On the virtual clock threads are simulated, and there is nothing to measure.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.6: futures, tasks, and threads",
            url: "https://doc.rust-lang.org/book/ch17-06-futures-tasks-threads.html",
        },
        Link { label: "MDN: Worker", url: "https://developer.mozilla.org/en-US/docs/Web/API/Worker" },
        Link {
            label: "MDN: performance.now and its precision",
            url: "https://developer.mozilla.org/en-US/docs/Web/API/Performance/now",
        },
    ],
    knobs: &[
        Knob::count("threads", 1..=16, 8, "how many threads are started together at most"),
        Knob::count("tasks", 1..=1_000, 64, "how many tasks at most"),
    ],
    variants: &[Variant::new("measured", "Threads and tasks are started and measured.", |knobs| {
        Box::pin(measured(knobs))
    })
    .runs(&[&NOTHING])],
    view: View { folded: &["main"], ..View::DEFAULT },
    question: Question::new("measured", "How many lines are printed on the virtual clock?", Answer::Lines),
    tour: &[
        Stop::new(
            "measured",
            Spot::Poll("main", 1),
            "Main starts one thread first, to see whether there are real ones.",
        ),
        Stop::new(
            "measured",
            Spot::Line("This thread", 1),
            "On the virtual clock the thread is simulated, and starts in no time.",
        ),
        Stop::new(
            "measured",
            Spot::RunEnd,
            "Choose the browser\u{2019}s clock and run it again to measure real ones.",
        ),
    ],
    source: &sources::COST_OF_A_THREAD,
};

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
