//! What may go to other threads and what may be shared with them: a row for every public type of the crate.
#![cfg(not(target_arch = "wasm32"))]

#[cfg(feature = "tokio-like")]
#[path = "bounds/ports.rs"]
mod ports;
#[path = "bounds/row.rs"]
mod row;
#[path = "bounds/shared.rs"]
mod shared;
#[cfg(all(feature = "futures", feature = "tokio-like"))]
#[path = "bounds/sources.rs"]
mod sources;
#[path = "bounds/table.rs"]
mod table;

use std::cell::Cell;
use std::rc::Rc;

use row::{Otherwise as _, Probe, Row};

fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    table::tasks_and_hosts(&mut rows);
    table::records(&mut rows);
    shared::channels_and_locks(&mut rows);
    shared::streams(&mut rows);
    #[cfg(feature = "futures")]
    shared::foreign_streams(&mut rows);
    #[cfg(feature = "tokio-like")]
    ports::rows(&mut rows);
    rows
}

/// Types that are there on wasm32 only, where values of JavaScript are neither; and types without a name outside of the
/// crate.
#[cfg(all(feature = "futures", feature = "tokio-like"))]
fn has_no_row(file: &str, name: &str) -> bool {
    let unnamed = [("sync/waiting/permits", "Permits"), ("stream/collection", "Attempt")];
    file.starts_with("web/") || file == "book/page" || unnamed.contains(&(file, name))
}

#[test]
fn types_are_send_and_sync_as_the_table_says() {
    let wrong: Vec<_> = rows().into_iter().filter(|row| row.is != row.expected).collect();
    let told: Vec<_> = wrong.iter().map(Row::to_string).collect();
    assert!(told.is_empty(), "it is said otherwise of:\n{}", told.join("\n"));
}

/// With all of them, as the sources are read whatever features are on.
#[cfg(all(feature = "futures", feature = "tokio-like"))]
#[test]
fn the_table_has_a_row_for_every_public_type() {
    use std::collections::BTreeSet;
    let public: BTreeSet<_> = sources::public_types().into_iter().collect();
    assert!(public.len() > 150, "the sources were read: {}", public.len());
    let listed: BTreeSet<_> = rows().iter().map(|row| (row.file.to_owned(), row.name.to_owned())).collect();
    let missing: Vec<_> =
        public.iter().filter(|(file, name)| !listed.contains(&(file.clone(), name.clone()))).collect();
    let missing: Vec<_> = missing.into_iter().filter(|(file, name)| !has_no_row(file, name)).collect();
    assert!(missing.is_empty(), "add a row to a table in tests/bounds for: {missing:?}");
    let gone: Vec<_> = listed.difference(&public).collect();
    assert!(gone.is_empty(), "there are rows for types that are gone: {gone:?}");
}

/// If it did not see a difference, the whole table would be empty words.
#[test]
fn the_probe_tells_types_apart() {
    let seen = [
        (Probe::<u32>::IS_SEND, Probe::<u32>::IS_SYNC),
        (Probe::<Cell<u32>>::IS_SEND, Probe::<Cell<u32>>::IS_SYNC),
        (Probe::<Rc<u32>>::IS_SEND, Probe::<Rc<u32>>::IS_SYNC),
    ];
    assert_eq!(seen, [(true, true), (true, false), (false, false)]);
}
