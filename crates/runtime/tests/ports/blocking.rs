//! Threads that block for what tasks and other threads do.

use std::cell::Cell;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::sync::{mpsc as std_mpsc, Arc, Once};
use std::thread;

use taskscope_runtime::book::block_on;
use taskscope_runtime::simulate;
use taskscope_runtime::sync::{broadcast, mpsc, oneshot, Mutex, RwLock, Semaphore};

#[test]
fn a_thread_answers_tasks() {
    let (questions, mut asked) = mpsc::channel::<(u32, oneshot::Sender<u32>)>(1);
    let (squares, mut told) = mpsc::channel(1);
    let thread = thread::spawn(move || {
        while let Some((n, answer)) = asked.blocking_recv() {
            answer.send(n + 1).unwrap();
            squares.blocking_send(n * n).unwrap();
        }
    });
    let answers = block_on(async {
        let mut answers = Vec::new();
        for n in 0..50 {
            let (answer, answered) = oneshot::channel();
            questions.send((n, answer)).await.unwrap();
            answers.push((answered.await.unwrap(), told.recv().await.unwrap()));
        }
        drop(questions);
        assert_eq!(told.recv().await, None);
        answers
    });
    thread.join().unwrap();
    assert_eq!(answers, (0..50).map(|n| (n + 1, n * n)).collect::<Vec<_>>());
}

#[test]
fn a_thread_takes_many_messages_at_once() {
    let (tx, mut rx) = mpsc::unbounded_channel();
    let thread = thread::spawn(move || {
        let mut numbers = Vec::new();
        while rx.blocking_recv_many(&mut numbers, 7) > 0 {}
        numbers
    });
    for n in 0..100 {
        tx.send(n).unwrap();
    }
    drop(tx);
    assert_eq!(thread.join().unwrap(), (0..100).collect::<Vec<_>>());
}

#[test]
fn a_thread_asks_a_task() {
    let (ask, asked) = oneshot::channel();
    let (answer, answered) = oneshot::channel();
    let thread = thread::spawn(move || {
        ask.send(20).unwrap();
        answered.blocking_recv()
    });
    block_on(async { answer.send(asked.await.unwrap() + 1).unwrap() });
    assert_eq!(thread.join().unwrap(), Ok(21));
    let (nothing, never) = oneshot::channel::<u32>();
    drop(nothing);
    assert!(never.blocking_recv().is_err());
}

#[test]
fn a_thread_sees_every_message_or_knows_how_many_it_missed() {
    let (tx, mut rx) = broadcast::channel(2);
    for n in 0..5 {
        tx.send(n).unwrap();
    }
    let thread = thread::spawn(move || {
        [rx.blocking_recv(), rx.blocking_recv(), rx.blocking_recv(), rx.blocking_recv()]
    });
    drop(tx);
    let received = thread.join().unwrap();
    assert_eq!(
        received,
        [Err(broadcast::RecvError::Lagged(3)), Ok(3), Ok(4), Err(broadcast::RecvError::Closed)]
    );
}

#[test]
fn threads_that_block_for_a_lock_come_one_after_the_other() {
    let mutex = Arc::new(Mutex::new(0));
    let (started, starts) = std_mpsc::channel();
    let guard = mutex.blocking_lock();
    let threads = [0, 1, 2].map(|number| {
        let (mutex, started) = (Arc::clone(&mutex), started.clone());
        thread::spawn(move || {
            started.send(number).unwrap();
            for _ in 0..1000 {
                let before = *mutex.blocking_lock();
                *Arc::clone(&mutex).blocking_lock_owned() += 1;
                assert!(*mutex.blocking_lock() > before);
            }
        })
    });
    for _ in 0..3 {
        starts.recv().unwrap();
    }
    assert_eq!(*guard, 0, "nobody gets in while the lock is held");
    drop(guard);
    for thread in threads {
        thread.join().unwrap();
    }
    assert_eq!(*mutex.blocking_lock(), 3000);
}

#[test]
fn a_writer_that_blocks_waits_for_the_readers() {
    let rwlock = Arc::new(RwLock::new(1));
    let (first, second) = (rwlock.blocking_read(), rwlock.blocking_read());
    let writer = {
        let rwlock = Arc::clone(&rwlock);
        thread::spawn(move || *rwlock.blocking_write() += 1)
    };
    assert_eq!((*first, *second), (1, 1));
    drop((first, second));
    writer.join().unwrap();
    assert_eq!(*rwlock.blocking_read(), 2);
}

#[test]
fn a_thread_blocks_for_permits() {
    let semaphore = Arc::new(Semaphore::new(0));
    let threads = [1, 2].map(|n| {
        let semaphore = Arc::clone(&semaphore);
        thread::spawn(move || semaphore.blocking_acquire_many_owned(n).unwrap())
    });
    semaphore.add_permits(3);
    let mut permits = threads.map(|thread| thread.join().unwrap()).into_iter();
    assert_eq!(semaphore.available_permits(), 0);
    assert_eq!((permits.next().unwrap().num_permits(), permits.next().unwrap().num_permits()), (1, 2));
    assert_eq!(semaphore.available_permits(), 3);
    let held =
        (semaphore.blocking_acquire().unwrap(), Arc::clone(&semaphore).blocking_acquire_owned().unwrap());
    drop(held);
    assert_eq!(semaphore.blocking_acquire_many(2).unwrap().num_permits(), 2);
    semaphore.close();
    assert!(semaphore.blocking_acquire().is_err());
}

thread_local! {
    /// Where the last panic of this thread was.
    static PLACE: Cell<Option<(&'static str, u32)>> = const { Cell::new(None) };
}

/// The message and the line of the panic in `run`.
fn panic_of<T>(run: impl FnOnce() -> T) -> (String, u32) {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let line = info
                .location()
                .map(|at| (if at.file() == file!() { "here" } else { "elsewhere" }, at.line()));
            PLACE.set(line);
            before(info);
        }));
    });
    let outcome = catch_unwind(AssertUnwindSafe(run)).map(drop);
    let payload = outcome.expect_err("it blocks where it must not");
    let (file, line) = PLACE.take().expect("a panic has a place");
    assert_eq!(file, "here", "the panic is at the line of the caller");
    (payload.downcast_ref::<String>().cloned().expect("the message is formatted"), line)
}

#[test]
fn nothing_blocks_inside_a_task() {
    let run = simulate("main", async {
        let (tx, mut rx) = mpsc::channel::<u32>(1);
        let (_sender, mut receiver) = broadcast::channel::<u32>(1);
        let (_once, message) = oneshot::channel::<u32>();
        let (mutex, rwlock) = (Arc::new(Mutex::new(1)), RwLock::new(1));
        let semaphore = Arc::new(Semaphore::new(1));
        let mut checked = 0;
        // Even where nothing would have to be waited for: what is wrong in general should not depend on luck.
        macro_rules! refuses {
            ($name:literal, $instead:literal, $call:expr) => {{
                let (message, line) = panic_of(|| $call);
                // Of a call over several lines, any of them.
                assert!((line!()..line!() + 5).contains(&line), "{} at line {line}", $name);
                let expected = concat!(
                    "`",
                    $name,
                    "` can't block a thread that runs tasks, or a page: use `",
                    $instead,
                    "` there and await it"
                );
                assert_eq!(message, expected);
                checked += 1;
            }};
        }
        refuses!("blocking_send", "send", tx.blocking_send(1));
        refuses!("blocking_recv", "recv", rx.blocking_recv());
        refuses!("blocking_recv_many", "recv_many", rx.blocking_recv_many(&mut Vec::new(), 1));
        refuses!("blocking_recv", "recv", receiver.blocking_recv());
        refuses!("blocking_recv", "the receiver", message.blocking_recv());
        refuses!("blocking_lock", "lock", mutex.blocking_lock());
        refuses!("blocking_lock_owned", "lock_owned", Arc::clone(&mutex).blocking_lock_owned());
        refuses!("blocking_read", "read", rwlock.blocking_read());
        refuses!("blocking_write", "write", rwlock.blocking_write());
        refuses!("blocking_acquire", "acquire", semaphore.blocking_acquire());
        refuses!("blocking_acquire_many", "acquire_many", semaphore.blocking_acquire_many(1));
        refuses!("blocking_acquire_owned", "acquire_owned", Arc::clone(&semaphore).blocking_acquire_owned());
        refuses!(
            "blocking_acquire_many_owned",
            "acquire_many_owned",
            Arc::clone(&semaphore).blocking_acquire_many_owned(1)
        );
        taskscope_runtime::println!("{checked}");
    });
    assert_eq!(run.output(), ["13"]);
}
