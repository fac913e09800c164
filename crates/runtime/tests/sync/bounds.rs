//! What may be moved between polls: every future of a primitive, whatever the value is.

use taskscope_runtime::sync::{broadcast, mpsc, oneshot, watch, Lock, Mutex, Notified};

fn is_unpin<T: Unpin>() {}

#[test]
fn futures_may_be_moved_between_polls() {
    use std::marker::PhantomPinned;
    is_unpin::<Lock<&'static Mutex<PhantomPinned>>>();
    is_unpin::<mpsc::Send<'static, PhantomPinned>>();
    is_unpin::<oneshot::Receiver<PhantomPinned>>();
    is_unpin::<broadcast::Recv<'static, PhantomPinned>>();
    is_unpin::<watch::Changed<'static, PhantomPinned>>();
    is_unpin::<Notified<'static>>();
}
