//! Main ends first: a task that nobody waits for is cut off at its await.

use taskscope_runtime::{println, sleep, spawn};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};

/// The demo on what a run waits for.
pub(crate) static DEMO: Demo = Demo {
    slug: "main-ends-first",
    title: "Main ends first",
    section: Section::Concurrency,
    watch: "Watch the end of save: without an await of its handle it is cut off in the middle of a part, when main is \
            over.",
    explanation: &[
        "Main spawns a task that saves four parts, does something else, and is done before the last part is.",
        "A run lasts as long as its main future. That is what block_on waits for, and nothing else. Then the runtime \
         goes, and with it the tasks that are left, each at the await where it stands. Nobody is told, and there is no \
         error. What save had still to do is never done.",
        "Spawning gives a handle. Dropping it changes nothing for the task; awaiting it is how main says that it wants \
         the task to finish. In the second run main does so, and the run is as long as the saving.",
        "In chapter 16 it is the same with threads: one that nobody joins ends with main.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.2: applying concurrency with async",
            url: "https://doc.rust-lang.org/book/ch17-02-concurrency-with-async.html",
        },
        Link {
            label: "tokio::task::JoinHandle: what dropping it means",
            url: "https://docs.rs/tokio/latest/tokio/task/struct.JoinHandle.html",
        },
        Link {
            label: "tokio::runtime::Runtime: shutdown",
            url: "https://docs.rs/tokio/latest/tokio/runtime/struct.Runtime.html#shutdown",
        },
    ],
    knobs: &[
        Knob::milliseconds("main takes", 0..=5_000, 250, "how long main does something else"),
        Knob::milliseconds("part takes", 1..=1_000, 100, "how long it takes to save a part"),
        Knob::count("parts", 1..=20, 4, "how many parts are saved"),
    ],
    variants: &[
        Variant::new("forgotten", "Main does not wait for the task.", |knobs| Box::pin(forgotten(knobs))),
        Variant::new("awaited", "Main awaits the handle before it ends.", |knobs| Box::pin(awaited(knobs))),
    ],
    view: View::on("save"),
    question: Question::new(
        "forgotten",
        "How many lines are printed if main does not wait for the task?",
        Answer::Lines,
    ),
    tour: &[
        Stop::new(
            "forgotten",
            Spot::Spawned("save"),
            "Save is a task of its own, and main drops the handle at once.",
        ),
        Stop::new("forgotten", Spot::Wait("save", 3), "Two parts are saved, and save waits for the third."),
        Stop::new("forgotten", Spot::Line("main is done", 1), "Main is at its end, with save at its await."),
        Stop::new("forgotten", Spot::End("save"), "With main the run is over: save is cut off."),
        Stop::new(
            "awaited",
            Spot::Wait("main", 2),
            "Here main has done its own work too, and now waits for save.",
        ),
        Stop::new("awaited", Spot::End("save"), "All parts are saved; this is what main waited for."),
    ],
    source: &sources::MAIN_ENDS_FIRST,
};

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
