//! Futurelock: a future that nobody polls is given the lock that its own task waits for.

use std::rc::Rc;

use taskscope_runtime::sync::{Mutex, oneshot};
use taskscope_runtime::{named, println, select, sleep, spawn};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};
use taskscope_judge::FindingKind;

/// The demo on locks in futures that are set aside.
pub(crate) static DEMO: Demo = Demo {
    slug: "futurelock",
    title: "Futurelock",
    section: Section::Locks,
    watch: "Watch first when backup gives the lock back: in the bad run it is woken, and main never polls it again.",
    explanation: &[
        "Main starts to write the first entry while backup holds the lock. It gets impatient and writes \
         the second entry meanwhile.",
        "In the bad program first is a future inside main. The select! polls it by reference, so it stays alive, \
         in line for the lock, when the select! is over. Now main stands at another await and polls nothing but that. The \
         lock is fair and goes to first, who came first. First is woken but cannot take it without being polled; second \
         waits behind it, and main waits for second.",
        "The fixed program spawns first. A task is polled by the executor, whatever main does with its handle.",
        "Dropping the future would do too: it leaves the line. A thread, as in the Book's chapter 16, takes a lock as soon as that is free; a future takes nothing unless it is polled.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.6: futures, tasks, and threads",
            url: "https://doc.rust-lang.org/book/ch17-06-futures-tasks-threads.html",
        },
        Link { label: "Oxide RFD 609: Futurelock", url: "https://rfd.shared.oxide.computer/rfd/0609" },
        Link { label: "tokio::select!", url: "https://docs.rs/tokio/latest/tokio/macro.select.html" },
    ],
    knobs: &[
        Knob::milliseconds(
            "backup takes",
            1..=5_000,
            45,
            "how long backup holds the lock, and then needs to store what it has read",
        ),
        Knob::milliseconds("patience", 1..=5_000, 20, "how long main waits for the first entry alone"),
        Knob::milliseconds("writing takes", 0..=1_000, 10, "how long an entry holds the lock"),
    ],
    variants: &[
        Variant::new("bad", "First is a future that main sets aside.", |knobs| Box::pin(bad(knobs)))
            .finds(FindingKind::Futurelock),
        Variant::new("fixed", "First is a task.", |knobs| Box::pin(fixed(knobs))),
    ],
    view: View::on("main"),
    question: Question::new(
        "bad",
        "Backup gives the lock back, and no task holds it from then on: how does the bad run end?",
        Answer::Ends,
    ),
    tour: &[
        Stop::new("bad", Spot::NodePoll("first", 1), "Main polls first, which stands in line for the lock."),
        Stop::new(
            "bad",
            Spot::Line("that takes long", 1),
            "Main has waited long enough: the select! is over, and first stays in line, unpolled from now on.",
        ),
        Stop::new(
            "bad",
            Spot::NodeWoken("first", 1),
            "Backup gives the lock back: it is set aside for first, and first is woken.",
        ),
        Stop::new(
            "bad",
            Spot::Finding,
            "Main was woken too, and polled second, not first: nobody can take the lock any more, while backup goes on.",
        ),
        Stop::new("fixed", Spot::Spawned("first"), "Here first is a task, with a lane of its own."),
        Stop::new(
            "fixed",
            Spot::Line("first", 1),
            "Polled when the lock was given to it, first has taken it and written its entry.",
        ),
    ],
    source: &sources::FUTURELOCK,
};

type Journal = Rc<Mutex<Vec<&'static str>>>;

async fn bad(knobs: Knobs) {
    let journal = Rc::new(Mutex::new(Vec::new()));
    let (locked, has_lock) = oneshot::channel();
    let backup = spawn("backup", back_up(Rc::clone(&journal), locked, knobs));
    has_lock.await.expect("backup says so when it has the lock");

    let patience = sleep(knobs.duration("patience"));
    let mut first = named("first", write("first", Rc::clone(&journal), knobs));
    select! {
        () = &mut first => {}
        () = patience => {
            println!("that takes long, so the second one meanwhile");
            write("second", journal, knobs).await;
        }
    }
    backup.await.expect("a backup does not panic");
}

async fn fixed(knobs: Knobs) {
    let journal = Rc::new(Mutex::new(Vec::new()));
    let (locked, has_lock) = oneshot::channel();
    let backup = spawn("backup", back_up(Rc::clone(&journal), locked, knobs));
    has_lock.await.expect("backup says so when it has the lock");

    let patience = sleep(knobs.duration("patience"));
    let mut first = spawn("first", write("first", Rc::clone(&journal), knobs));
    select! {
        written = &mut first => written.expect("writing does not panic"),
        () = patience => {
            println!("that takes long, so the second one meanwhile");
            write("second", journal, knobs).await;
        }
    }
    backup.await.expect("a backup does not panic");
}

async fn write(entry: &'static str, journal: Journal, knobs: Knobs) {
    let mut journal = journal.lock().await;
    sleep(knobs.duration("writing takes")).await;
    journal.push(entry);
    println!("{entry} is entry {}", journal.len());
}

async fn back_up(journal: Journal, locked: oneshot::Sender<()>, knobs: Knobs) {
    let entries = journal.lock().await;
    locked.send(()).expect("main waits for it");
    sleep(knobs.duration("backup takes")).await;
    println!("backup has read {} entries", entries.len());
    drop(entries);

    sleep(knobs.duration("backup takes")).await;
    println!("backup is stored");
}
