//! What one executor made and another one uses.

use std::cell::RefCell;
use std::rc::Rc;

use taskscope_format::{Event, ResourceId};
use taskscope_runtime::simulate;
use taskscope_runtime::sync::mpsc;

/// The events of a run that name a resource, and which one.
fn named(event: &Event) -> Option<(&'static str, ResourceId)> {
    match *event {
        Event::ResourceCreated { resource, .. } => Some(("created", resource)),
        Event::Sent { resource, .. } => Some(("sent", resource)),
        Event::Received { resource, .. } => Some(("received", resource)),
        Event::ResourceDropped { resource } => Some(("dropped", resource)),
        _ => None,
    }
}

#[test]
fn a_channel_of_another_executor_is_not_taken_for_ones_own_of_the_same_number() {
    let made = Rc::new(RefCell::new(None));
    let keeps = Rc::clone(&made);
    simulate("main", async move {
        keeps.replace(Some(mpsc::unbounded_channel()));
    });
    let run = simulate("main", async move {
        let (own, _receiver) = mpsc::unbounded_channel();
        let (foreign, mut receiver) = made.take().expect("the first run made it");
        foreign.send(()).expect("the receiver is here");
        receiver.recv().await.expect("it was sent");
        drop((foreign, receiver));
        own.send(()).expect("the receiver is here");
    });
    let (own, unknown) = (ResourceId(1), ResourceId(0));
    let named: Vec<_> = run.events().iter().filter_map(|(_, event)| named(event)).collect();
    assert_eq!(
        named,
        [("created", own), ("sent", unknown), ("received", unknown), ("sent", own), ("dropped", own)]
    );
}
