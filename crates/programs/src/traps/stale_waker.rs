//! A stale waker: a future that moved to another task still wakes the first.

use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use taskscope_runtime::{println, sleep, spawn, timeout};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] =
    &[Main::new("bad", |knobs| Box::pin(bad(knobs))), Main::new("fixed", |knobs| Box::pin(fixed(knobs)))];

#[derive(Default)]
struct Bell {
    has_rung: Cell<bool>,
    waker: Cell<Option<Waker>>,
}

async fn bad(knobs: Knobs) {
    let bell = Rc::new(Bell::default());
    drop(spawn("bell", ring(Rc::clone(&bell), knobs)));
    let mut listening = ListeningBad(bell);
    if timeout(knobs.duration("patience"), &mut listening).await.is_err() {
        println!("main hands the future to guest");
        spawn("guest", listening).await.expect("guest does not panic");
    }
    println!("guest hears the bell");
}

async fn fixed(knobs: Knobs) {
    let bell = Rc::new(Bell::default());
    drop(spawn("bell", ring(Rc::clone(&bell), knobs)));
    let mut listening = ListeningFixed(bell);
    if timeout(knobs.duration("patience"), &mut listening).await.is_err() {
        println!("main hands the future to guest");
        spawn("guest", listening).await.expect("guest does not panic");
    }
    println!("guest hears the bell");
}

async fn ring(bell: Rc<Bell>, knobs: Knobs) {
    sleep(knobs.duration("rings after")).await;
    println!("the bell rings");
    bell.has_rung.set(true);
    if let Some(waker) = bell.waker.take() {
        waker.wake();
    }
}

struct ListeningBad(Rc<Bell>);

impl Future for ListeningBad {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.0.has_rung.get() {
            return Poll::Ready(());
        }
        let first = self.0.waker.take().unwrap_or_else(|| context.waker().clone());
        self.0.waker.set(Some(first));
        Poll::Pending
    }
}

struct ListeningFixed(Rc<Bell>);

impl Future for ListeningFixed {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.0.has_rung.get() {
            return Poll::Ready(());
        }
        self.0.waker.set(Some(context.waker().clone()));
        Poll::Pending
    }
}
