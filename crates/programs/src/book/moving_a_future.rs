//! Moving a future: an arrow into itself misses after a move, unless what is moved is only a box.

use std::cell::OnceCell;
use std::future::poll_fn;
use std::marker::PhantomPinned;
use std::pin::Pin;
use std::ptr;
use std::task::{Context, Poll};

use taskscope_runtime::mpsc::{Receiver, UnboundedSender, unbounded_channel};
use taskscope_runtime::{println, sleep, spawn};

use crate::{Answer, Demo, Knob, Knobs, Link, Question, Section, Spot, Stop, Variant, View, sources};

/// The demo on what `Pin` is for.
pub(crate) static DEMO: Demo = Demo {
    slug: "moving-a-future",
    title: "Why a future must not move",
    section: Section::Traits,
    watch: "Follow the letter from task to task: where it was moved by value its arrow misses its own text, and where only a \
            box was moved it hits.",
    explanation: &[
        "An async block that borrows from itself across an await holds a value and a reference to the place of that value. This \
         letter does so by hand: at its first poll it notes where its text lies. The note is an address that is compared \
         and never followed.",
        "Each carrier polls the letter when it comes and before it goes. In the moved run it travels by value: the text \
         is elsewhere afterwards, and the note still names the old place. To follow it would be to read memory that belongs to \
         others.",
        "In the pinned run the letter lies in a box. What travels is the box, a pointer; the letter stays. Its marker \
         PhantomPinned makes the compiler insist: it can be polled only behind a Pin, and safe code cannot move it \
         out of there. Futures of async functions are guarded in the same way.",
    ],
    links: &[
        Link {
            label: "The Book, section 17.5: a closer look at the traits for async",
            url: "https://doc.rust-lang.org/book/ch17-05-traits-for-async.html",
        },
        Link { label: "The module std::pin", url: "https://doc.rust-lang.org/std/pin/index.html" },
    ],
    knobs: &[
        Knob::count("carriers", 1..=5, 3, "how many tasks the letter goes through"),
        Knob::milliseconds("way", 1..=1_000, 20, "how long each carrier is under way"),
    ],
    variants: &[
        Variant::new("moved", "The letter itself goes from task to task.", |knobs| Box::pin(moved(knobs))),
        Variant::new("pinned", "The letter stays in its box, which goes from task to task.", |knobs| {
            Box::pin(pinned(knobs))
        }),
    ],
    view: View::on("bob"),
    question: Question::new(
        "moved",
        "Ann has polled the letter twice and handed it to Bob, who polls it now: what is printed third?",
        Answer::Line(3),
    ),
    tour: &[
        Stop::new(
            "moved",
            Spot::Line("the arrow hits", 1),
            "Ann polls the letter for the first time, and it notes where its text lies.",
        ),
        Stop::new(
            "moved",
            Spot::Line("the arrow hits", 2),
            "Before it goes, nothing has moved: the arrow hits the text.",
        ),
        Stop::new(
            "moved",
            Spot::Line("the arrow misses", 1),
            "Bob has the letter now, text and all, and the arrow still points to where Ann had it.",
        ),
        Stop::new(
            "pinned",
            Spot::Poll("bob", 2),
            "Here Bob receives a box: a pointer was moved, and the letter lies where it lay.",
        ),
        Stop::new(
            "pinned",
            Spot::Line("the arrow hits", 6),
            "Whoever has the box finds the arrow right, to the last poll.",
        ),
    ],
    source: &sources::MOVING_A_FUTURE,
};

async fn moved(knobs: Knobs) {
    hand_round(Letter::<()>::default(), knobs).await;
}

async fn pinned(knobs: Knobs) {
    hand_round(Box::pin(Letter::<PhantomPinned>::default()), knobs).await;
}

/// A text, and an arrow that points to it from the first poll on.
#[derive(Default)]
struct Letter<Marker> {
    text: [u8; 16],
    arrow: OnceCell<*const [u8; 16]>,
    _marker: Marker,
}

impl<Marker> Future for Letter<Marker> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<()> {
        let text = ptr::from_ref(&self.text);
        let arrow = *self.arrow.get_or_init(|| text);
        println!("the arrow {} the text", if ptr::eq(arrow, text) { "hits" } else { "misses" });
        // Whoever has the letter polls it next, so no waker is needed.
        Poll::Pending
    }
}

/// From main to each carrier in turn, and back to main.
async fn hand_round<F: Future + Unpin + 'static>(letter: F, knobs: Knobs) {
    let (start, mut inbox) = unbounded_channel();
    for name in ["ann", "bob", "cleo", "dan", "eve"].into_iter().take(knobs.count("carriers") as usize) {
        let (outbox, next) = unbounded_channel();
        drop(spawn(name, carry(inbox, outbox, knobs)));
        inbox = next;
    }
    start.send(letter).expect("the first carrier waits");
    inbox.recv().await.expect("the last carrier brings the letter");
}

async fn carry<F: Future + Unpin>(mut inbox: Receiver<F>, outbox: UnboundedSender<F>, knobs: Knobs) {
    let mut letter = inbox.recv().await.expect("somebody brings the letter");
    poll_once(&mut letter).await;
    sleep(knobs.duration("way")).await;
    poll_once(&mut letter).await;
    outbox.send(letter).expect("the next one waits");
}

async fn poll_once<F: Future + Unpin>(future: &mut F) {
    poll_fn(|context| Poll::Ready(Pin::new(&mut *future).poll(context).is_ready())).await;
}
