//! Futurelock: a future that nothing polls gets the lock that its own task waits for.

use std::rc::Rc;

use taskscope_runtime::sync::{Mutex, oneshot};
use taskscope_runtime::{named, println, select, sleep, spawn};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("bad", |knobs| Box::pin(bad(knobs))), Main::new("fixed", |knobs| Box::pin(fixed(knobs)))];

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
            println!("this takes too long; the second one meanwhile");
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
            println!("this takes too long; the second one meanwhile");
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
