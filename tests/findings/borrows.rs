//! Borrows of a cell that are refused because an earlier one lasts.

use std::mem::ManuallyDrop;
use std::rc::Rc;
use std::time::Duration;

use expect_test::expect;
use taskscope_runtime::cell::RefCell;
use taskscope_runtime::{JoinSet, join, named, println, sleep, spawn, yield_now};

use super::check;
use super::programs::traced;

fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

/// Two tasks change a value after an answer; the first one may borrow it before.
async fn change_after_answer(borrows_first: bool) {
    let value = Rc::new(RefCell::new(0));
    let mut tasks = JoinSet::new();
    for name in ["first", "second"] {
        let value = Rc::clone(&value);
        tasks.spawn(name, async move {
            let early = if borrows_first { value.try_borrow_mut().ok() } else { None };
            sleep(millis(20)).await;
            match early {
                Some(mut early) => *early += 1,
                None => value.try_borrow_mut().map_or_else(|_| println!("in use"), |mut value| *value += 1),
            }
        });
        sleep(millis(5)).await;
    }
    while tasks.join_next().await.is_some() {}
}

#[test]
fn a_borrow_that_lasts_across_an_await_keeps_others_out() {
    check(
        &traced(change_after_answer(true)),
        &traced(change_after_answer(false)),
        &expect![[r"
            BorrowAcrossAwait x1: first keeps cell 1 borrowed while it waits, here, so second can't borrow it.
        "]],
    );
}

#[test]
fn two_futures_of_a_task_can_keep_each_other_out_and_readers_do_not() {
    let both = |is_reader: bool| async move {
        let value = RefCell::new(0);
        let one = async {
            let shared = value.borrow();
            yield_now().await;
            drop(shared);
        };
        let other = async {
            let is_free = if is_reader { value.try_borrow().is_ok() } else { value.try_borrow_mut().is_ok() };
            println!("{is_free}");
        };
        join!(named("one", one), named("other", other));
    };
    check(
        &traced(both(false)),
        &traced(both(true)),
        &expect![[r"
            BorrowAcrossAwait x1: main keeps cell 1 borrowed while it waits, here, so main can't borrow it.
        "]],
    );
}

#[test]
fn a_short_borrow_does_not_hide_one_that_lasts_across_an_await() {
    let program = |ends_first: bool| async move {
        let value = RefCell::new(0);
        let shared = value.borrow();
        yield_now().await;
        drop(value.borrow());
        if ends_first {
            drop(shared);
            println!("{}", value.try_borrow_mut().is_ok());
        } else {
            println!("{}", value.try_borrow_mut().is_ok());
            drop(shared);
        }
    };
    check(
        &traced(program(false)),
        &traced(program(true)),
        &expect![[r"
            BorrowAcrossAwait x1: main keeps cell 1 borrowed while it waits, so main can't borrow it.
        "]],
    );
}

#[test]
fn a_function_that_borrows_what_its_caller_has_borrowed_is_refused() {
    let program = |ends_first: bool| async move {
        yield_now().await;
        let value = RefCell::new(0);
        let read = || println!("{:?}", value.try_borrow().map(|value| *value).ok());
        let mut change = value.borrow_mut();
        *change += 1;
        if ends_first {
            drop(change);
            read();
        } else {
            read();
            drop(change);
        }
    };
    check(
        &traced(program(false)),
        &traced(program(true)),
        &expect![[r"
            BorrowAgain x1: main has borrowed cell 1 and asks for it again, here, before that borrow ends.
        "]],
    );
}

#[test]
fn a_borrow_that_a_task_never_ended_keeps_everybody_out() {
    let program = |is_cut_off: bool| async move {
        let value = Rc::new(RefCell::new(0));
        let own = Rc::clone(&value);
        let broken = spawn("broken", async move {
            let guard = own.borrow_mut();
            if is_cut_off {
                let _kept = ManuallyDrop::new(guard);
            }
            yield_now().await;
        });
        broken.await.expect("it does not panic");
        println!("{}", value.try_borrow().is_ok());
    };
    check(
        &traced(program(true)),
        &traced(program(false)),
        &expect![[r"
            BorrowNeverEnds x1: broken is over but its borrow of cell 1 never ended, so main can't borrow it.
        "]],
    );
}
