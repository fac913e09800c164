//! A map and a set in the order of their keys, with the interface of std's and a fraction of their code.
//!
//! `BTreeMap` is compiled anew for each pair of types, which takes some eight kilobytes of wasm each time; sixty of them
//! were a fifth of the page's code. [`SortedMap`] keeps its entries in short sorted vectors. Finding one takes the
//! logarithm of their number; adding or removing one moves a hundred entries at most, and now and then the list of
//! vectors. It knows nothing of traces. [`sort_by`] sorts with little code as
//! well. Begin at [`SortedMap`].

mod chunks;
mod entry;
mod map;
mod order;
mod set;

pub use entry::{Entry, VacantEntry};
pub use map::{Iter, SortedMap};
pub use order::{sort_by, sort_by_key};
pub use set::SortedSet;
