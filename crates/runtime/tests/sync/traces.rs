//! What every wait tells the trace: what it waits for, and that it left the line.

use taskscope_format::{Event, Wait};
use taskscope_runtime::sync::{broadcast, mpsc, oneshot, watch, Barrier, Mutex, Notify, RwLock, Semaphore};
use taskscope_runtime::{simulate, JoinSet};

use crate::hand::Hand;

/// What the waits of a program are for, in their order; which resource it is stays apart.
fn waits(program: impl std::future::Future<Output = ()> + 'static) -> Vec<&'static str> {
    let on = |(_, event)| if let Event::Waiting { on, .. } = event { Some(on) } else { None };
    let name = |on| {
        let names = [
            (matches!(on, Wait::Receive(_)), "a message"),
            (matches!(on, Wait::Send(_)), "room"),
            (matches!(on, Wait::Acquire(_)), "permits"),
            (matches!(on, Wait::Read(_)), "reading"),
            (matches!(on, Wait::Notified(_)), "a notification"),
            (matches!(on, Wait::Changed(_)), "a value"),
            (matches!(on, Wait::Barrier(_)), "the others"),
            (matches!(on, Wait::Closed(_)), "the other side to close"),
        ];
        names.into_iter().find_map(|(is_it, name)| is_it.then_some(name)).unwrap_or("something else")
    };
    simulate("main", program).events().into_iter().filter_map(on).map(name).collect()
}

#[test]
fn locks_permits_bells_and_barriers_say_what_is_waited_for() {
    let told = waits(async {
        let lock = Mutex::new(());
        let _held = lock.try_lock();
        drop(Hand::waiting(lock.lock()));
        let lock = RwLock::new(());
        let _held = lock.try_write();
        drop(Hand::waiting(lock.read()));
        drop(Hand::waiting(lock.write()));
        drop(Hand::waiting(Semaphore::new(0).acquire()));
        drop(Hand::waiting(Notify::new().notified()));
        drop(Hand::waiting(Barrier::new(2).wait()));
        let mut set = JoinSet::new();
        set.spawn("member", std::future::pending::<()>());
        drop(Hand::waiting(set.join_next()));
    });
    let expected = ["permits", "reading", "permits", "permits", "a notification", "the others", "a message"];
    assert_eq!(told, expected);
}

#[test]
fn both_ends_of_channels_say_what_is_waited_for() {
    let told = waits(async {
        let (tx, mut rx) = mpsc::channel(1);
        drop(Hand::waiting(rx.recv()));
        drop(Hand::waiting(rx.recv_many(&mut Vec::new(), 3)));
        tx.try_send(0).expect("there is room");
        drop(Hand::waiting(tx.send(1)));
        drop(Hand::waiting(tx.reserve()));
        drop(Hand::waiting(tx.closed()));
    });
    assert_eq!(told, ["a message", "a message", "room", "room", "the other side to close"]);
    let told = waits(async {
        let (tx, mut rx) = broadcast::channel::<u32>(1);
        drop(Hand::waiting(rx.recv()));
        drop(Hand::waiting(tx.closed()));
        let (mut tx, mut rx) = oneshot::channel::<u32>();
        drop(Hand::waiting(&mut rx));
        drop(Hand::waiting(tx.closed()));
        let (tx, mut rx) = watch::channel(0);
        drop(Hand::waiting(rx.changed()));
        drop(Hand::waiting(rx.wait_for(|value| *value > 0)));
        drop(Hand::waiting(tx.closed()));
    });
    let close = "the other side to close";
    assert_eq!(told, ["a message", close, "a message", close, "a value", "a value", close]);
}

/// How often the futures of a program left a line with what they waited for, and how often without.
fn left(program: impl std::future::Future<Output = ()> + 'static) -> (usize, usize) {
    let events = simulate("main", program).events();
    let count = |with: bool| {
        events
            .iter()
            .filter(|(_, event)| matches!(event, Event::Left { served, .. } if *served == with))
            .count()
    };
    (count(true), count(false))
}

#[test]
fn who_waited_leaves_the_line_with_its_turn_or_when_the_channel_closes() {
    let program = |is_closed: bool| async move {
        let (tx, mut rx) = mpsc::channel(1);
        tx.try_send(0).expect("there is room");
        let (mut sends, mut reserves) = (Hand::waiting(tx.send(1)), Hand::waiting(tx.reserve()));
        if is_closed {
            rx.close();
            assert!(sends.result().is_err() && reserves.result().is_err());
        } else {
            assert_eq!(rx.try_recv(), Ok(0));
            assert_eq!(sends.result(), Ok(()));
            assert_eq!(rx.try_recv(), Ok(1));
            drop(reserves.result());
        }
    };
    assert_eq!(left(program(false)), (2, 0));
    assert_eq!(left(program(true)), (0, 2));
}
