//! Honest code of pages: values that components share, tasks that belong to them, promises, and what is saved in time.

use std::cell::Cell;
use std::rc::Rc;

use taskscope_runtime::cell::RefCell;
use taskscope_runtime::promise::{Callback, Promise};
use taskscope_runtime::scope::Scope;
use taskscope_runtime::sync::Notify;
use taskscope_runtime::{
    JoinHandle, JoinSet, SiteFile, fetch, join, named, page_hidden, println, select, sleep, spawn, timeout,
    yield_now,
};

use super::{all_of, ms};

super::patterns! {
    state_between_awaits: 3, "a Yew app's Rc<RefCell<State>>, borrowed line by line";
    latest_search_only: 3, "a search field that aborts the old request for a new one";
    component_cleans_up: 3, "Leptos on_cleanup: a component tells its task, which saves and ends";
    promises_awaited_late: 3, "requests started early with JsFuture and awaited where they are needed";
    closures_kept: 3, "a struct that keeps its wasm-bindgen closures for as long as it listens";
    saved_before_leaving: 3, "autosave, and sendBeacon in a visibilitychange listener";
    file_asked_for_again: 2, "a file that is loaded anew when somebody asks later";
}

async fn state_between_awaits(shape: u64) {
    let state = Rc::new(RefCell::new(Vec::new()));
    let tasks = (0..2 + shape).map(|number| {
        let state = Rc::clone(&state);
        spawn(format!("component {number}"), async move {
            for round in 0..2 {
                let before = state.borrow().len();
                sleep(ms(5 + number)).await;
                state.borrow_mut().push((number, round, before));
                let (one, other) = (state.borrow(), state.borrow());
                assert_eq!(one.len(), other.len());
            }
        })
    });
    all_of(tasks.collect::<Vec<_>>()).await;
    let old = state.replace(Vec::new());
    println!("{} changes", old.len());
}

async fn latest_search_only(shape: u64) {
    let page = Rc::new(RefCell::new(0));
    let mut last: Option<JoinHandle<()>> = None;
    for number in 1..=2 + shape {
        if let Some(old) = last.take() {
            old.abort();
        }
        let page = Rc::clone(&page);
        last = Some(spawn(format!("search {number}"), async move {
            sleep(ms(60 / number)).await;
            page.replace(number);
        }));
        sleep(ms(4)).await;
    }
    all_of(last).await;
    println!("found {}", page.borrow());
}

async fn component_cleans_up(shape: u64) {
    let stop = Rc::new(Notify::new());
    let scope = Scope::new();
    let cleaning = scope.run(|| {
        let stop = Rc::clone(&stop);
        spawn("clock", async move {
            loop {
                select! {
                    () = stop.notified() => break,
                    () = sleep(ms(10)) => {}
                }
            }
            for _ in 0..shape {
                sleep(ms(3)).await;
            }
            println!("saved");
        })
    });
    sleep(ms(25)).await;
    if shape == 1 {
        drop(scope);
        stop.notify_one();
    } else {
        stop.notify_one();
        drop(scope);
    }
    cleaning.await.expect("it saves and ends");
}

async fn promises_awaited_late(shape: u64) {
    let ask = |time, outcome| Promise::settled_after(ms(time), outcome).listen();
    let user = ask(10, Ok(7));
    let failing = ask(10, Err("offline"));
    sleep(ms(20 * (shape % 2))).await;
    if shape == 2 {
        let (user, failing) = join!(named("user", user), named("failing", failing));
        println!("{user:?} {failing:?}");
    } else {
        println!("{:?}", user.await);
        println!("{:?}", failing.await);
    }
    println!("{}", timeout(ms(5), ask(50, Err("late"))).await.is_err());
    // Nobody has to know that a message was counted.
    drop(ask(5, Ok(1)));
    sleep(ms(60)).await;
}

async fn closures_kept(shape: u64) {
    let (heard, bell) = (Rc::new(Cell::new(0)), Rc::new(Notify::new()));
    let (counting, ringing) = (Rc::clone(&heard), Rc::clone(&bell));
    let listener = Callback::new("listener", move |(): ()| {
        counting.set(counting.get() + 1);
        ringing.notify_one();
    });
    for number in 0..=shape {
        Promise::settled_after(ms(5 * number), Ok::<_, ()>(())).then(&listener);
    }
    while heard.get() <= shape {
        bell.notified().await;
    }
    drop(listener);
}

async fn saved_before_leaving(shape: u64) {
    let hiding = Rc::new(Notify::new());
    let mut editors = JoinSet::new();
    for number in 0..=shape {
        let hiding = Rc::clone(&hiding);
        editors.spawn(format!("editor {number}"), async move {
            loop {
                select! {
                    () = hiding.notified() => {
                        println!("editor {number} hands its draft over");
                        yield_now().await;
                    }
                    () = sleep(ms(10)) => {}
                }
            }
        });
    }
    sleep(ms(25)).await;
    page_hidden();
    hiding.notify_waiters();
    sleep(ms(15)).await;
}

async fn file_asked_for_again(shape: u64) {
    static FILE: SiteFile = SiteFile::new("pages/rust.html", b"<title>Rust</title>");
    for number in 0..2 + shape {
        let file = FILE.answering_after(ms(10)).taking(ms(5));
        let text = fetch(file).await.expect("a stand-in answers").text().await.expect("it is whole");
        println!("{number}: {} letters", text.len());
    }
}
