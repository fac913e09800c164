//! What may go to other threads and what may be shared with them: a row for every public type of the crate.
#![cfg(not(target_arch = "wasm32"))]

#[path = "bounds/row.rs"]
mod row;
#[path = "bounds/shared.rs"]
mod shared;
#[path = "bounds/sources.rs"]
mod sources;
#[path = "bounds/table.rs"]
mod table;

use std::cell::Cell;
use std::collections::BTreeSet;
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
    rows
}

/// Types that are there on wasm32 only, where values of JavaScript are neither; a type that has no name outside of the
/// crate; and types behind a feature that is off.
fn has_no_row(file: &str, name: &str) -> bool {
    let is_unnamed = (file, name) == ("sync/waiting/permits", "Permits");
    let is_foreign = file == "stream/futures" && cfg!(not(feature = "futures"));
    file.starts_with("web/") || file == "book/page" || is_unnamed || is_foreign
}

#[test]
fn types_are_send_and_sync_as_the_table_says() {
    let wrong: Vec<_> = rows().into_iter().filter(|row| row.is != row.expected).collect();
    let told: Vec<_> = wrong.iter().map(Row::to_string).collect();
    assert!(told.is_empty(), "it is said otherwise of:\n{}", told.join("\n"));
}

#[test]
fn the_table_has_a_row_for_every_public_type() {
    let public: BTreeSet<_> = sources::public_types().into_iter().collect();
    assert!(public.len() > 150, "the sources were read: {}", public.len());
    let listed: BTreeSet<_> = rows().iter().map(|row| (row.file.to_owned(), row.name.to_owned())).collect();
    let missing: Vec<_> =
        public.iter().filter(|(file, name)| !listed.contains(&(file.clone(), name.clone()))).collect();
    let missing: Vec<_> = missing.into_iter().filter(|(file, name)| !has_no_row(file, name)).collect();
    assert!(missing.is_empty(), "add a row to tests/bounds/table.rs or shared.rs for: {missing:?}");
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
