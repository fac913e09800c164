//! Poll by hand: a future is a value to poll, and a waker says when to poll it again.

use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use taskscope_runtime::{println, sleep, spawn, work};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] = &[
    Main::new("bad", |knobs| Box::pin(bad(knobs))),
    Main::new("fixed", |knobs| Box::pin(fixed(knobs))),
    Main::new("busy", |knobs| Box::pin(busy(knobs))),
];

async fn bad(knobs: Knobs) {
    RingBad(bake(knobs)).await;
    println!("the bread is ready");
}

async fn fixed(knobs: Knobs) {
    RingFixed(bake(knobs)).await;
    println!("the bread is ready");
}

async fn busy(knobs: Knobs) {
    RingBusy(bake(knobs)).await;
    println!("the bread is ready");
}

struct RingBad(Rc<Bell>);

impl Future for RingBad {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<()> {
        if self.0.look() {
            return Poll::Ready(());
        }
        Poll::Pending
    }
}

struct RingFixed(Rc<Bell>);

impl Future for RingFixed {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.0.look() {
            return Poll::Ready(());
        }
        self.0.waker.set(Some(context.waker().clone()));
        Poll::Pending
    }
}

struct RingBusy(Rc<Bell>);

impl Future for RingBusy {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.0.look() {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

/// A bell, and the waker to call when it rings.
struct Bell {
    has_rung: Cell<bool>,
    waker: Cell<Option<Waker>>,
    look: Duration,
}

impl Bell {
    fn look(&self) -> bool {
        work(self.look);
        let has_rung = self.has_rung.get();
        println!("rung? {}", if has_rung { "yes" } else { "no" });
        has_rung
    }
}

/// Puts bread into an oven, whose bell rings when it is ready.
fn bake(knobs: Knobs) -> Rc<Bell> {
    let look = knobs.duration("look");
    let bell = Rc::new(Bell { has_rung: Cell::new(false), waker: Cell::new(None), look });
    drop(spawn("oven", ring(Rc::clone(&bell), knobs.duration("baking"))));
    bell
}

async fn ring(bell: Rc<Bell>, baking: Duration) {
    sleep(baking).await;
    println!("the bell rings");
    bell.has_rung.set(true);
    if let Some(waker) = bell.waker.take() {
        waker.wake();
    }
}
