//! Moving a future: an arrow into itself misses after a move, unless what is moved is only a box.

use std::cell::OnceCell;
use std::future::poll_fn;
use std::marker::PhantomPinned;
use std::pin::Pin;
use std::ptr;
use std::task::{Context, Poll};

use taskscope_runtime::mpsc::{Receiver, UnboundedSender, unbounded_channel};
use taskscope_runtime::{println, sleep, spawn};

use crate::{Knobs, Main};

pub(crate) static MAINS: &[Main] = &[
    Main::new("moved", |knobs| Box::pin(moved(knobs))),
    Main::new("pinned", |knobs| Box::pin(pinned(knobs))),
];

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
        // The task that has the letter polls it next, so it needs no waker.
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
    let mut letter = inbox.recv().await.expect("another task sends the letter");
    poll_once(&mut letter).await;
    sleep(knobs.duration("way")).await;
    poll_once(&mut letter).await;
    outbox.send(letter).expect("the next one waits");
}

async fn poll_once<F: Future + Unpin>(future: &mut F) {
    poll_fn(|context| Poll::Ready(Pin::new(&mut *future).poll(context).is_ready())).await;
}
