//! What goes wrong between async Rust and the page around it.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use expect_test::expect;
use taskscope_runtime::cell::RefCell;
use taskscope_runtime::promise::{Callback, Promise};
use taskscope_runtime::scope::Scope;
use taskscope_runtime::sync::Notify;
use taskscope_runtime::{SiteFile, fetch, page_hidden, println, sleep, spawn, timeout, work};

use super::programs::traced;
use super::{check, told};

fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

/// A search for each key; the first one takes longest.
async fn searches(are_kept: bool) {
    let page = Rc::new(RefCell::new(0));
    let mut kept = Vec::new();
    for number in 1..=3 {
        let page = Rc::clone(&page);
        let search = spawn(format!("search {number}"), async move {
            sleep(millis(100 / number)).await;
            page.replace(number);
        });
        if are_kept {
            kept.drain(..).for_each(|old: taskscope_runtime::JoinHandle<()>| old.abort());
            kept.push(search);
        }
        sleep(millis(5)).await;
    }
    sleep(millis(200)).await;
}

#[test]
fn an_older_answer_replaces_a_newer_one() {
    check(
        &traced(searches(false)),
        &traced(searches(true)),
        &expect![[r"
            LateAnswer x2: search 2 replaces in cell 1 what search 3 put there, though search 3 was started later: its handle is gone, so nothing could stop it.
        "]],
    );
}

#[test]
fn a_count_of_tasks_that_end_in_any_order_is_no_late_answer() {
    let trace = traced(async {
        let count = Rc::new(RefCell::new(0));
        for number in 1..=4 {
            let count = Rc::clone(&count);
            drop(spawn("visitor", async move {
                sleep(millis(50 / number)).await;
                *count.borrow_mut() += 1;
            }));
            sleep(millis(2)).await;
        }
        sleep(millis(100)).await;
        println!("{}", count.borrow());
    });
    assert_eq!(told(&trace), "");
}

#[test]
fn tasks_of_two_lines_may_write_in_any_order() {
    let trace = traced(async {
        let status = Rc::new(RefCell::new("idle"));
        let (one, two) = (Rc::clone(&status), Rc::clone(&status));
        drop(spawn("slow", async move {
            sleep(millis(50)).await;
            one.replace("saved");
        }));
        drop(spawn("fast", async move {
            sleep(millis(10)).await;
            two.replace("saving");
        }));
        sleep(millis(100)).await;
    });
    assert_eq!(told(&trace), "");
}

static FILE: SiteFile = SiteFile::new("pages/rust.html", b"<title>Rust</title>");

async fn load() {
    let file = FILE.answering_after(millis(20)).taking(millis(10));
    fetch(file).await.expect("a stand-in answers").text().await.expect("all of it comes");
}

#[test]
fn a_file_that_is_on_its_way_is_asked_for_again() {
    let program = |delay: u64| async move {
        let first = spawn("header", load());
        sleep(millis(delay)).await;
        let second = spawn("sidebar", load());
        first.await.expect("it does not panic");
        second.await.expect("it does not panic");
    };
    check(
        &traced(program(25)),
        &traced(program(60)),
        &expect![[r"
            FetchedTwice x1: sidebar asks for pages/rust.html while the request of header for the same file is still under way.
        "]],
    );
}

/// A component that is gone after a while, whose task works on, or sees the end and stops.
async fn component(looks_at_end: bool) {
    let is_gone = Rc::new(Cell::new(false));
    let scope = Scope::new();
    let seen = Rc::clone(&is_gone);
    scope.run(|| {
        drop(spawn("refresh", async move {
            while !(looks_at_end && seen.get()) {
                work(millis(1));
                sleep(millis(10)).await;
            }
        }));
    });
    sleep(millis(25)).await;
    is_gone.set(true);
    drop(scope);
    sleep(millis(50)).await;
}

#[test]
fn a_task_goes_on_after_its_component_is_gone() {
    check(
        &traced(component(false)),
        &traced(component(true)),
        &expect![[r"
            OutlivesScope x4: refresh works for scope 1, which ended 9 ms ago, and still runs.
        "]],
    );
}

#[test]
fn a_task_that_its_scope_ends_outlives_nothing() {
    let trace = traced(async {
        let scope = Scope::new();
        drop(scope.spawn("clock", async {
            loop {
                sleep(millis(10)).await;
            }
        }));
        sleep(millis(25)).await;
        drop(scope);
        sleep(millis(50)).await;
    });
    assert_eq!(told(&trace), "");
}

/// A page that is hidden, and gone a moment later. An editor hears of it.
async fn hidden(saving: Duration) {
    let hiding = Rc::new(Notify::new());
    let heard = Rc::clone(&hiding);
    drop(spawn("editor", async move {
        loop {
            heard.notified().await;
            if !saving.is_zero() {
                sleep(saving).await;
            }
            println!("saved");
        }
    }));
    sleep(millis(10)).await;
    page_hidden();
    hiding.notify_waiters();
    sleep(millis(20)).await;
}

#[test]
fn what_begins_on_a_hidden_page_is_cut_off_if_it_has_to_wait_too_long() {
    check(
        &traced(hidden(millis(30))),
        &traced(hidden(Duration::ZERO)),
        &expect![[r"
            CleanUpCutOff x1: editor began to wait, here, after the page was hidden, and was cut off there.
        "]],
    );
    assert_eq!(told(&traced(hidden(millis(5)))), "", "it was quick enough, and waits for the next time");
}

#[test]
fn a_task_that_is_cut_off_where_it_waited_before_has_begun_nothing() {
    let trace = traced(async {
        let hiding = Rc::new(Notify::new());
        let heard = Rc::clone(&hiding);
        drop(spawn("saver", async move {
            loop {
                taskscope_runtime::select! {
                    () = heard.notified() => println!("saved, the page is hidden"),
                    () = sleep(millis(100)) => println!("saved"),
                }
            }
        }));
        sleep(millis(10)).await;
        page_hidden();
        hiding.notify_waiters();
        sleep(millis(20)).await;
    });
    assert_eq!(told(&trace), "");
}

/// Asks for something, and drops the callback before or after the answer.
async fn asked(keeps: bool) {
    let answer = Promise::settled_after(millis(20), Ok::<_, ()>(7));
    let callback = Callback::new("on answer", |answer: u32| println!("{answer}"));
    answer.then(&callback);
    if keeps {
        sleep(millis(30)).await;
    }
    drop(callback);
    sleep(millis(30)).await;
}

#[test]
fn a_callback_is_dropped_before_it_can_be_called() {
    check(
        &traced(asked(false)),
        &traced(asked(true)),
        &expect![[r"
            CallbackDropped x1: Promise 1, here, was settled after its callback was dropped: nothing hears of it.
        "]],
    );
}

#[test]
fn one_of_two_callbacks_may_go() {
    let trace = traced(async {
        let answer = Promise::settled_after(millis(20), Ok::<_, ()>(7));
        let kept = Callback::new("kept", |answer: u32| println!("{answer}"));
        let dropped = Callback::new("dropped", |_: u32| ());
        answer.then(&kept);
        answer.then(&dropped);
        drop(dropped);
        sleep(millis(30)).await;
    });
    assert_eq!(told(&trace), "");
}

/// Saves something that fails; the future is made and maybe awaited.
async fn saved(awaits: bool) {
    for _ in 0..2 {
        let saving = Promise::settled_after(millis(10), Err::<(), _>("full"));
        let listening = saving.listen();
        if awaits {
            println!("{:?}", listening.await);
        }
    }
    sleep(millis(30)).await;
}

#[test]
fn a_rejection_that_nothing_waits_for_is_lost() {
    check(
        &traced(saved(false)),
        &traced(saved(true)),
        &expect![[r"
            RejectionUnseen x2: Promise 1, here, was rejected, and nothing ever waited for it: the error is lost.
        "]],
    );
}

#[test]
fn a_promise_that_is_awaited_late_or_given_up_or_fulfilled_is_none_that_nothing_sees() {
    let trace = traced(async {
        let late = Promise::settled_after(millis(10), Err::<(), _>("full")).listen();
        sleep(millis(20)).await;
        println!("{:?}", late.await);
        let slow = Promise::settled_after(millis(50), Err::<(), _>("full"));
        println!("{}", timeout(millis(10), slow.listen()).await.is_err());
        drop(Promise::settled_after(millis(10), Ok::<_, ()>(())));
        sleep(millis(100)).await;
    });
    assert_eq!(told(&trace), "");
}
