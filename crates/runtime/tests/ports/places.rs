//! The lines that the trace names for waits of ports: those of the program.

use std::future::Future;
use std::time::Duration;

use taskscope_format::{Decoder, Entry, Event, TaskId};
use taskscope_runtime::record::Recorder;
use taskscope_runtime::sync::{broadcast, mpsc, watch};
use taskscope_runtime::tokio_like as tokio;
use taskscope_runtime::tokio_like::stream::wrappers::{BroadcastStream, JoinSetStream, WatchStream};
use taskscope_runtime::tokio_like::stream::{iter, pending, StreamExt};
use taskscope_runtime::{simulate_with, Rules};

/// The lines of this file at which the main task says that it waits, in order.
fn waits(program: impl Future<Output = ()> + 'static) -> Vec<u32> {
    let location = std::panic::Location::caller();
    let run = simulate_with(Recorder::DEFAULT_CAPACITY, Rules::default(), "main", program, location);
    let (mut texts, mut places, mut lines) = (Vec::new(), Vec::new(), Vec::new());
    let mut polled = None;
    let mut read = |entry| match entry {
        Entry::Text(text) => texts.push(text),
        Entry::Place(place) => places.push(place),
        Entry::Event(Event::PollStarted { task }) => polled = Some(task),
        Entry::Event(Event::Waiting { place, .. }) if polled == Some(TaskId(1)) => {
            let place = places[place.0 as usize];
            assert_eq!(texts[place.file.0 as usize], file!(), "line {}", place.line);
            lines.push(place.line);
        }
        Entry::Event(_) | Entry::Note(_) | Entry::Worker(_) | Entry::Time(_) => {}
    };
    Decoder::default().read(run.words(), &mut read).expect("a recorder writes what its decoder reads");
    lines
}

/// Says for each wait that it is at the line where it stands.
macro_rules! at_its_line {
    ($($name:ident($($before:tt)*) $wait:block)+) => {$(
        #[test]
        fn $name() {
            let lines = waits(async {
                $($before)*
                tokio::time::timeout(Duration::from_millis(1), async { $wait }).await.unwrap_err();
            });
            // Of the future inside, and of the time it is given.
            assert!(lines.len() >= 2, "{lines:?}");
            let expected = line_of(stringify!($name));
            assert!(lines.iter().any(|&line| line == expected), "{lines:?}, and not {expected}");
        }
    )+};
}

/// The line behind the one with the name of the case: where it waits.
fn line_of(name: &str) -> u32 {
    let head = format!("    {name}(");
    let at = include_str!("places.rs")
        .lines()
        .position(|line| line.starts_with(&head))
        .expect("the case is in this file");
    let from = include_str!("places.rs").lines().skip(at);
    let distance = from.take_while(|line| !line.contains(".await")).count();
    u32::try_from(at + distance + 1).expect("a file has few lines")
}

at_its_line! {
    reserving_with_the_sender(let (tx, _rx) = mpsc::channel(1); tx.try_send(1).unwrap();) {
        tx.reserve_owned().await.unwrap()
    }
    reserving_many(let (tx, _rx) = mpsc::channel(1); tx.try_send(1).unwrap();) {
        tx.reserve_many(1).await.unwrap().len()
    }
    sending_in_time(let (tx, _rx) = mpsc::channel(1); tx.try_send(1).unwrap();) {
        tx.send_timeout(2, Duration::from_secs(1)).await
    }
    awaiting_a_handle(let handle = tokio::spawn(std::future::pending::<()>());) {
        handle.await
    }
    peeking(let (_tx, rx) = mpsc::channel::<u32>(1);) {
        taskscope_runtime::stream::ReceiverStream::new(rx).peekable().peek().await.copied()
    }
    trying(let (_tx, rx) = mpsc::channel::<Result<u32, u32>>(1);) {
        taskscope_runtime::stream::ReceiverStream::new(rx).try_next().await
    }
    streaming_a_broadcast(let (_tx, rx) = broadcast::channel::<u32>(1); let mut stream = BroadcastStream::new(rx);) {
        stream.next().await
    }
    streaming_a_watch(let (_tx, rx) = watch::channel(1); let mut stream = WatchStream::from_changes(rx);) {
        stream.next().await
    }
    streaming_a_set(let set = [std::future::pending::<()>()].into_iter().collect(); let mut stream = JoinSetStream::new(set);) {
        stream.next().await
    }
    joining_a_set(let mut set = tokio::task::JoinSet::new(); set.spawn(std::future::pending::<()>());) {
        set.join_next().await
    }
    trying_several(let (tx, _rx) = mpsc::channel(1); tx.try_send(1).unwrap();) {
        tokio::try_join!(async { tx.send(2).await }).unwrap()
    }
}

/// Polled by code that is not the program's, the line of the spawn is the nearest that is known.
#[test]
fn a_handle_that_a_combinator_polls_waits_where_it_was_spawned() {
    let lines = waits(async {
        let handle = tokio::spawn(tokio::time::sleep(Duration::from_millis(1)));
        tokio::time::timeout(Duration::from_secs(1), handle).await.unwrap().unwrap();
    });
    assert_eq!(lines.first(), Some(&(line!() - 3)), "{lines:?}");
}

#[test]
fn a_task_without_a_name_has_none() {
    let run = taskscope_runtime::simulate("main", async {
        let name = tokio::spawn(async { taskscope_runtime::current_task().unwrap().name });
        taskscope_runtime::println!("{:?}", name.await.unwrap());
    });
    assert_eq!(run.output(), ["\"\""]);
}

#[test]
fn counting_operations_waits_at_its_line() {
    let lines = waits(async {
        for _ in 0..200 {
            tokio::task::coop::consume_budget().await;
        }
    });
    assert_eq!(lines, [line!() - 3]);
}

/// Streams that are never ready say nothing: they wait for nothing.
#[test]
fn what_never_comes_is_no_wait() {
    let lines = waits(async {
        let mut stream = iter([1]).chain(pending());
        assert_eq!(stream.next().await, Some(1));
        stream.next().await;
    });
    assert_eq!(lines, []);
}
