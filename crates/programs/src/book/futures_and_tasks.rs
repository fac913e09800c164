//! Futures and tasks: who goes on with the work when the one who started it has lost interest.

use taskscope_runtime::{println, sleep, spawn, timeout};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};

/// The demo on what a task is that a future is not.
pub(crate) static DEMO: Demo = Demo {
    slug: "futures-and-tasks",
    title: "Who goes on with the work?",
    section: Section::Threads,
    watch: "Watch the copying after main has lost patience: the future ends right there, and the task goes on in its own lane.",
    explanation: &[
        "Main wants its files copied, waits for that with patience for so long, and then does other things.",
        "As a future, the copying is a part of main. It moves only while main polls it, and when the timeout drops it, it is \
         gone, between two files. Nothing cleans up behind it but its destructors.",
        "As a task, the copying belongs to the runtime, which polls it whatever main does. The timeout drops only the handle: \
         nobody will learn the result, but all files get copied. To stop a task you abort it.",
        "A thread is like the task: drop its JoinHandle and it runs on. It can also run at the same time as others and be \
         interrupted anywhere; tasks take turns and give way at awaits. All three end when the program does, and here that is \
         when main is done.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.6: futures, tasks, and threads",
            url: "https://doc.rust-lang.org/book/ch17-06-futures-tasks-threads.html",
        },
        Link {
            label: "tokio::task::JoinHandle",
            url: "https://docs.rs/tokio/latest/tokio/task/struct.JoinHandle.html",
        },
        Link {
            label: "std::thread::JoinHandle",
            url: "https://doc.rust-lang.org/std/thread/struct.JoinHandle.html",
        },
    ],
    knobs: &[
        Knob::count("files", 1..=20, 5, "how many files are copied"),
        Knob::milliseconds("copying", 1..=5_000, 100, "how long a file takes"),
        Knob::milliseconds("patience", 1..=5_000, 250, "how long main waits for the copying"),
        Knob::milliseconds("afterwards", 1..=5_000, 400, "how long main does other things then"),
    ],
    variants: &[
        Variant::new("future", "The copying is a future in main.", |knobs| Box::pin(future(knobs))),
        Variant::new("task", "The copying is a task.", |knobs| Box::pin(task(knobs))),
    ],
    view: View::on("main"),
    question: Question::new(
        "task",
        "Main gives up while file 3 is copied: how many lines are printed?",
        Answer::Lines,
    ),
    tour: &[
        Stop::new("future", Spot::Wait("main", 1), "There is one lane: main polls the copying itself."),
        Stop::new(
            "future",
            Spot::Line("main gives up", 1),
            "The timeout has dropped the copying, and its timer was cancelled with it.",
        ),
        Stop::new(
            "future",
            Spot::RunEnd,
            "Main did other things to the end, and no file was copied meanwhile.",
        ),
        Stop::new("task", Spot::Spawned("copy"), "As a task the copying has a lane of its own."),
        Stop::new(
            "task",
            Spot::Line("main gives up", 1),
            "The timeout has dropped the handle, and the task still waits for its timer.",
        ),
        Stop::new("task", Spot::End("copy"), "The last file is copied, though nobody asks for it any more."),
    ],
    source: &sources::FUTURES_AND_TASKS,
};

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
