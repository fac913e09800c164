//! A thread and a channel: the one computes, the other is awaited by a task.

use std::time::Duration;

use taskscope_runtime::mpsc::unbounded_channel;
use taskscope_runtime::thread::{self, Function, Outbox};
use taskscope_runtime::{println, spawn, work};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};
use taskscope_judge::FindingKind;

/// The demo on threads and tasks that work together.
pub(crate) static DEMO: Demo = Demo {
    slug: "thread-and-channel",
    title: "A thread and a channel",
    section: Section::Threads,
    watch: "Watch main: it waits while the thread below computes, and is woken by each number at the moment it is sent.",
    explanation: &[
        "Threads and tasks are often used together: a thread computes what would block the executor, and sends what it finds \
         through a channel. A task awaits the other end, and the executor has its hands free meanwhile.",
        "In a browser a thread is a worker. It shares no memory with the program, so what it runs is a function with a \
         name, called once for each message that is sent to it. It sends its answers whenever it likes, also in the middle of a call.",
        "As a task, the same loop never gives way: all numbers are in the channel before the first is received.",
        "On the virtual clock the thread is simulated: it takes no time to start. On the browser's clock it is a real worker, \
         and its lane shows the times that it measured itself.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.6: futures, tasks, and threads",
            url: "https://doc.rust-lang.org/book/ch17-06-futures-tasks-threads.html",
        },
        Link {
            label: "MDN: using Web Workers",
            url: "https://developer.mozilla.org/en-US/docs/Web/API/Web_Workers_API/Using_web_workers",
        },
        Link { label: "std::thread", url: "https://doc.rust-lang.org/std/thread/index.html" },
    ],
    knobs: &[
        Knob::count("numbers", 1..=20, 5, "how many numbers are sent"),
        Knob::milliseconds("computing", 1..=1_000, 40, "how long each takes to compute"),
    ],
    variants: &[
        Variant::new("bad", "A task computes the numbers.", |knobs| Box::pin(bad(knobs)))
            .finds(FindingKind::LongPoll),
        Variant::new("fixed", "A thread computes them.", |knobs| Box::pin(fixed(knobs))).runs(&[&COUNT]),
    ],
    view: View::on("main"),
    question: Question::new(
        "fixed",
        "The thread sends five numbers: how often is main polled?",
        Answer::Polls("main"),
    ),
    tour: &[
        Stop::new("bad", Spot::Work("count", 1), "A task computes, and the executor can do nothing else."),
        Stop::new(
            "bad",
            Spot::Line("1 received", 1),
            "The first number is received only after the last one was computed.",
        ),
        Stop::new(
            "fixed",
            Spot::Wait("main", 1),
            "The thread has its call, and main waits for what it sends.",
        ),
        Stop::new(
            "fixed",
            Spot::Ready("main", 2),
            "The first number was computed and sent: that wakes main, while the thread goes on.",
        ),
        Stop::new(
            "fixed",
            Spot::RunEnd,
            "The thread was closed: after its last call it ended, and main with it.",
        ),
    ],
    source: &sources::THREAD_AND_CHANNEL,
};

static COUNT: Function<(u32, Duration), u32> = Function::new("count", count_fixed);

/// Runs in the thread, once for each message that is sent to it.
fn count_fixed((numbers, computing): (u32, Duration), out: &Outbox<u32>) {
    for number in 1..=numbers {
        work(computing);
        out.send(number);
    }
}

async fn bad(knobs: Knobs) {
    let (tx, mut rx) = unbounded_channel();
    let counter = spawn("count", async move {
        for number in 1..=knobs.count("numbers") {
            work(knobs.duration("computing"));
            tx.send(number).expect("main receives to the end");
        }
    });
    while let Some(number) = rx.recv().await {
        println!("{number} received");
    }
    counter.await.expect("counting does not panic");
}

async fn fixed(knobs: Knobs) {
    let counter = thread::spawn(&COUNT);
    counter.send((knobs.count("numbers"), knobs.duration("computing"))).expect("it is open");
    counter.close();
    while let Some(number) = counter.receive().await {
        println!("{number} received");
    }
}
