//! Random programs: what tasks do, as data.

use proptest::collection::vec;
use proptest::prelude::{any, prop_oneof, Just, Strategy};

/// Channels, locks and tasks are named by numbers that the world takes modulo of what it has.
#[derive(Clone, Debug)]
pub(crate) enum Op {
    Yield,
    Sleep(u8),
    Work(u8),
    /// Spawns a task; its handle is kept in the world.
    Spawn(Vec<Op>),
    Send(u8),
    TrySend(u8),
    Receive(u8),
    TryReceive(u8),
    /// Closes a channel's receiver.
    Close(u8),
    /// Does something while it holds a lock.
    Lock(u8, Vec<Op>),
    /// The first of two to finish; the other one is dropped.
    Select(Vec<Op>, Vec<Op>),
    Race(Vec<Op>, Vec<Op>),
    Join(Vec<Op>, Vec<Op>),
    /// With a limit in milliseconds.
    Timeout(u8, Vec<Op>),
    Abort(u8),
    Await(u8),
    DropHandle(u8),
    Notify(u8),
    Notified,
    Panic,
}

pub(crate) fn program() -> impl Strategy<Value = Vec<Op>> {
    vec(op(), 1..12)
}

fn op() -> impl Strategy<Value = Op> {
    let leaf = prop_oneof![
        3 => Just(Op::Yield),
        3 => (0..5_u8).prop_map(Op::Sleep),
        1 => (0..5_u8).prop_map(Op::Work),
        3 => any::<u8>().prop_map(Op::Send),
        1 => any::<u8>().prop_map(Op::TrySend),
        3 => any::<u8>().prop_map(Op::Receive),
        1 => any::<u8>().prop_map(Op::TryReceive),
        1 => any::<u8>().prop_map(Op::Close),
        2 => any::<u8>().prop_map(Op::Abort),
        2 => any::<u8>().prop_map(Op::Await),
        1 => any::<u8>().prop_map(Op::DropHandle),
        1 => any::<u8>().prop_map(Op::Notify),
        1 => Just(Op::Notified),
        1 => Just(Op::Panic),
    ];
    leaf.prop_recursive(4, 40, 6, |op| {
        let some = move || vec(op.clone(), 0..6);
        prop_oneof![
            4 => some().prop_map(Op::Spawn),
            2 => (any::<u8>(), some()).prop_map(|(lock, ops)| Op::Lock(lock, ops)),
            1 => (some(), some()).prop_map(|(a, b)| Op::Select(a, b)),
            1 => (some(), some()).prop_map(|(a, b)| Op::Race(a, b)),
            1 => (some(), some()).prop_map(|(a, b)| Op::Join(a, b)),
            1 => (0..4_u8, some()).prop_map(|(limit, ops)| Op::Timeout(limit, ops)),
        ]
    })
}
