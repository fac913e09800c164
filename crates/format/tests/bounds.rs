//! Everything that a trace is made of may be sent to another thread and shared there.

use std::collections::BTreeSet;

use taskscope_format::*;

fn is_shared<T: Send + Sync>() {}

/// Names the types, and has the compiler hold each against its bounds.
macro_rules! shared {
    ($($name:ident $(<$life:lifetime>)?),* $(,)?) => {
        const SHARED: &[&str] = &[$({
            let _: fn() = is_shared::<$name $(<$life>)?>;
            stringify!($name)
        }),*];
    };
}

shared! {
    Access, ChartEvent, ChartId, ChoiceKind, Clock, DecodeError, Decoder, Digest, Encoder, Entry, Event, FetchEnd,
    FetchEvent, FieldKind, HostThread, Kind, Lacks, Micros, Names, NodeId, Note, Observation,
    Order, Place, PlaceId, Record, RecordedBy, Reporter, ResourceId, ResourceKind, RunEnd, Shape, Subject, Tail, TaskId,
    Term, Terms, TextId, ThreadEnd, ThreadEvent, ThreadId, Ticket, TimerId, TurnCause, Unit, Value<'static>, Wait,
    WakeSource, Way, WorkerId, Writer,
}

/// Public too, and no types.
const TRAITS: [&str; 2] = ["Member", "Members"];

#[test]
fn every_public_type_is_listed() {
    let root = include_str!("../src/lib.rs");
    let exports = root.split("pub use ").skip(1).filter_map(|export| export.split(';').next());
    let names =
        exports.flat_map(|export| export.split(|other: char| !other.is_ascii_alphanumeric() && other != '_'));
    let is_type = |name: &&str| {
        name.starts_with(|first: char| first.is_ascii_uppercase())
            && name.contains(|other: char| other.is_ascii_lowercase())
            && !TRAITS.contains(name)
    };
    let public: BTreeSet<&str> = names.filter(is_type).collect();
    let listed: BTreeSet<&str> = SHARED.iter().copied().collect();
    assert_eq!(public, listed);
}

/// A state holds everything else that there is in its module.
#[test]
fn states_and_their_changes_are_listed_too() {
    let _: [fn(); 2] = [is_shared::<state::State>, is_shared::<state::Changes>];
}
