//! Poll by hand: a future is a value that is asked, and somebody has to say when it is worth asking again.

use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use taskscope_runtime::{println, sleep, spawn, work};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};
use taskscope_judge::FindingKind;

/// The demo on what the trait `Future` asks of those who implement it.
pub(crate) static DEMO: Demo = Demo {
    slug: "poll-by-hand",
    title: "Poll by hand",
    section: Section::Traits,
    watch: "Count the polls of main: one too few if no waker is kept, two if it is, and a whole row of them if the \
            future wakes itself.",
    explanation: &[
        "A future does nothing by itself. Its task calls poll, and gets Ready with the value, or Pending. Pending is a \
         promise: the waker in the context will be called when it makes sense to ask again.",
        "Main waits for the bell of an oven with a future written by hand. The bad one answers Pending and keeps no waker. \
         The bell rings, but nobody can be called: main is never polled again.",
        "The fixed one leaves its waker with the bell, which calls it. Two polls are enough, however long the baking \
         takes.",
        "The busy one wakes itself before each Pending. It does end, but main looks again and again for nothing, like a \
         loop that never rests.",
        "A thread that is parked depends in the same way on somebody who unparks it.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.5: a closer look at the traits for async",
            url: "https://doc.rust-lang.org/book/ch17-05-traits-for-async.html",
        },
        Link {
            label: "std::future::Future::poll",
            url: "https://doc.rust-lang.org/std/future/trait.Future.html#tymethod.poll",
        },
        Link { label: "std::task::Waker", url: "https://doc.rust-lang.org/std/task/struct.Waker.html" },
    ],
    knobs: &[
        Knob::milliseconds("baking", 1..=500, 15, "how long it takes until the bell rings"),
        Knob::milliseconds("look", 1..=45, 2, "how long main looks at the bell in each poll"),
    ],
    variants: &[
        Variant::new("bad", "Answers Pending and forgets the waker.", |knobs| Box::pin(bad(knobs)))
            .finds(FindingKind::NeverWoken),
        Variant::new("fixed", "Leaves its waker with the bell.", |knobs| Box::pin(fixed(knobs))),
        Variant::new("busy", "Wakes itself before each Pending.", |knobs| Box::pin(busy(knobs))),
    ],
    view: View::on("main"),
    question: Question::new(
        "busy",
        "The bell rings 15 ms after the first look, and each look takes 2 ms: how often is main polled?",
        Answer::Polls("main"),
    ),
    tour: &[
        Stop::new(
            "bad",
            Spot::Line("rung? no", 1),
            "The first poll finds that the bell has not rung, and answers Pending without keeping the waker.",
        ),
        Stop::new("bad", Spot::Line("the bell rings", 1), "The bell rings, and has nobody to call."),
        Stop::new("bad", Spot::Finding, "Main was polled once, and nothing is left that could wake it."),
        Stop::new(
            "fixed",
            Spot::Ready("main", 2),
            "Here the bell calls the waker that was left with it, and main is ready.",
        ),
        Stop::new("fixed", Spot::Line("rung? yes", 1), "The second poll is the last: the answer is Ready."),
        Stop::new(
            "busy",
            Spot::Poll("main", 4),
            "This future keeps main in the queue: it is polled once more, and the bell has not rung.",
        ),
    ],
    source: &sources::POLL_BY_HAND,
};

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

/// A bell, and whom to call when it rings.
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
