//! A stale waker: a future that moved to another task still wakes the first.

use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use taskscope_runtime::{println, sleep, spawn, timeout};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};
use taskscope_judge::FindingKind;

/// The demo on wakers that are kept too long.
pub(crate) static DEMO: Demo = Demo {
    slug: "stale-waker",
    title: "A stale waker",
    section: Section::Wakes,
    watch: "Watch whom the bell wakes: in the bad run main, who gave the future away, and never guest, who awaits it now.",
    explanation: &[
        "Listening to the bell is a future written by hand. Main polls it for a while, loses patience, and hands it to guest, a \
         task that awaits it from then on.",
        "Whoever polls a future passes a waker, and the promise is that the last one is called. The bad future keeps the \
         first waker it was ever given. When the bell rings, main is woken, who has nothing to do with it any more, and \
         guest waits for ever.",
        "The fixed future keeps the waker of each poll. Cloning one costs little, and Waker::will_wake() tells whether it is \
         needed at all. Futures move between tasks more often than one thinks: in select!, in sets, in anything that \
         is polled by reference.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.5: a closer look at the traits",
            url: "https://doc.rust-lang.org/book/ch17-05-traits-for-async.html",
        },
        Link {
            label: "std::future::Future::poll: only the last waker counts",
            url: "https://doc.rust-lang.org/std/future/trait.Future.html#tymethod.poll",
        },
    ],
    knobs: &[
        Knob::milliseconds("rings after", 0..=1_000, 80, "when the bell rings"),
        Knob::milliseconds("patience", 1..=1_000, 30, "how long main listens before it hands the future on"),
    ],
    variants: &[
        Variant::new("bad", "Keeps the first waker.", |knobs| Box::pin(bad(knobs)))
            .finds(FindingKind::NeverWoken),
        Variant::new("fixed", "Keeps the waker of the last poll.", |knobs| Box::pin(fixed(knobs))),
    ],
    view: View::on("guest"),
    question: Question::new("bad", "How does the bad run end?", Answer::Ends),
    tour: &[
        Stop::new(
            "bad",
            Spot::Line("main hands", 1),
            "Main has polled the future, and its waker is kept in the bell.",
        ),
        Stop::new(
            "bad",
            Spot::Poll("guest", 1),
            "Guest polls it with a waker of its own, which nobody keeps.",
        ),
        Stop::new("bad", Spot::Line("the bell rings", 1), "The bell wakes the first who ever listened."),
        Stop::new("bad", Spot::RunEnd, "Guest waits, and nothing is left that could wake it."),
        Stop::new(
            "fixed",
            Spot::Line("guest hears", 1),
            "Here the last waker is called, and guest hears the bell.",
        ),
    ],
    source: &sources::STALE_WAKER,
};

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
