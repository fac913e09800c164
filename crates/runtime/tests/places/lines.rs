//! The very lines of waits.

use std::cell::Cell;
use std::future::{pending, Future};
use std::rc::Rc;
use std::time::Duration;

use taskscope_format::Wait;
use taskscope_runtime::sync::{mpsc, oneshot, Mutex};
use taskscope_runtime::{interval, join, select, simulate, sleep, spawn, timeout, yield_now, JoinSet};

use crate::waits;

const MOMENT: Duration = Duration::from_millis(1);

/// The lines of the waits of a program, counted from the one that it says.
fn lines<F: Future<Output = ()> + 'static>(program: impl FnOnce(Rc<Cell<u32>>) -> F) -> Vec<u32> {
    let from = Rc::new(Cell::new(0));
    let run = simulate("main", program(Rc::clone(&from)));
    waits(&run).into_iter().map(|(_, _, line)| line.wrapping_sub(from.get())).collect()
}

#[test]
fn each_wait_is_at_the_line_of_its_await() {
    let lines = lines(|from| async move {
        from.set(line!());
        sleep(MOMENT).await;
        yield_now().await;
        let mut ticks = interval(MOMENT);
        ticks.tick().await;
        ticks.tick().await;
        let (sender, mut receiver) = mpsc::channel(1);
        let sends = spawn("sender", async move {
            sender.send(1).await.expect("it is open");
            sender.send(2).await.expect_err("the receiver goes");
        });
        yield_now().await;
        receiver.try_recv().expect("one was sent");
        receiver.close();
        sends.await.expect("it ends well");
    });
    assert_eq!(lines, [1, 2, 5, 11, 9, 14]);
}

#[test]
fn a_receiver_by_reference_waits_where_its_channel_was_made() {
    let lines = lines(|from| async move {
        from.set(line!());
        let (sender, mut receiver) = oneshot::channel::<()>();
        drop(spawn("sender", async move {
            sleep(3 * MOMENT).await;
            drop(sender);
        }));
        timeout(MOMENT, &mut receiver).await.expect_err("nothing comes");
        select! {
            _ = &mut receiver => {}
            () = sleep(MOMENT) => {}
        }
        (&mut receiver).await.expect_err("the sender goes");
    });
    let mut lines: Vec<_> = lines.into_iter().filter(|line| [1, 6, 9, 11].contains(line)).collect();
    // It is polled again when the time is over.
    lines.dedup();
    assert_eq!(lines, [1, 6, 1, 9, 1]);
}

#[test]
fn a_handle_by_reference_waits_where_it_is_polled_or_its_task_was_spawned() {
    let from = Rc::new(Cell::new(0));
    let start = Rc::clone(&from);
    let run = simulate("main", async move {
        start.set(line!());
        let mut task = spawn("task", sleep(4 * MOMENT));
        timeout(MOMENT, &mut task).await.expect_err("it sleeps");
        select! {
            _ = &mut task => {}
            () = sleep(MOMENT) => {}
        }
        join!(timeout(MOMENT, pending::<()>()), async {}).0.expect_err("nothing comes");
        (&mut task).await.expect("it ends well");
    });
    let waits = waits(&run).into_iter().filter(|(on, _, _)| matches!(on, Wait::Task(_)));
    let mut lines: Vec<_> = waits.map(|(_, _, line)| line - from.get()).collect();
    // It is polled when it is told to wait, and again when the time is over.
    lines.dedup();
    assert_eq!(lines, [1, 3, 8]);
}

#[test]
fn waiting_for_a_whole_set_is_at_the_line_that_asks_for_it() {
    let lines = lines(|from| async move {
        let mut set = JoinSet::new();
        set.spawn("member", async {});
        from.set(line!());
        set.join_all().await;
    });
    assert_eq!(lines, [1]);
}

#[test]
fn a_lock_is_waited_for_where_it_is_asked_for() {
    let lines = lines(|from| async move {
        let mutex = Mutex::new(());
        let held = mutex.lock().await;
        from.set(line!());
        let mut asks = Box::pin(mutex.lock());
        timeout(MOMENT, &mut asks).await.expect_err("it is held");
        drop(held);
        drop(asks.await);
    });
    // The lock is polled when it is asked for, and again when the time is over.
    assert_eq!(lines, [1, 2, 1]);
}
