//! The ways in which a future can come to be polled.

use std::future::{pending, Future};
use std::pin::{pin, Pin};

use taskscope_runtime::{join_all, race, select, Unordered};

/// What polls a future.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Way {
    Await,
    Reference,
    Pinned,
    Boxed,
    SelectByReference,
    Race,
    JoinAll,
    Unordered,
    OtherCrate,
}

impl Way {
    pub(crate) const ALL: [Self; 9] = [
        Self::Await,
        Self::Reference,
        Self::Pinned,
        Self::Boxed,
        Self::SelectByReference,
        Self::Race,
        Self::JoinAll,
        Self::Unordered,
        Self::OtherCrate,
    ];
}

/// Waits for a future in one of the ways.
pub(crate) async fn wait<'a, F: Future + 'a>(way: Way, future: F) {
    match way {
        Way::Await => drop(future.await),
        Way::Reference => {
            let mut future = pin!(future);
            drop((&mut future).await);
        }
        Way::Pinned => drop(pin!(future).await),
        Way::Boxed => {
            let future: Pin<Box<dyn Future<Output = F::Output> + 'a>> = Box::pin(future);
            drop(future.await);
        }
        Way::SelectByReference => {
            let mut future = pin!(future);
            select! {
                output = &mut future => drop(output),
                () = pending() => {}
            }
        }
        Way::Race => {
            race(async { drop(future.await) }, pending::<()>()).await;
        }
        Way::JoinAll => drop(join_all([future]).await),
        Way::Unordered => {
            let mut set: Unordered<_> = [future].into_iter().collect();
            drop(set.next().await);
        }
        Way::OtherCrate => drop(tokio::join!(future)),
    }
}
