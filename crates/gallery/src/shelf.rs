//! The demos that are here: natively all of them, in the page those whose packs have come.

use std::sync::Mutex;

use super::demo::Demo;
use super::entry::{entries, entry};

/// Demos that were learned.
static LEARNED: Mutex<Vec<&'static Demo>> = Mutex::new(Vec::new());

/// The demos that are here, in the order of the gallery.
pub fn all() -> impl Iterator<Item = &'static Demo> {
    entries().iter().filter_map(|entry| find(entry.slug))
}

/// The demo called `slug`, if it is here.
#[must_use]
pub fn find(slug: &str) -> Option<&'static Demo> {
    built_in(slug).or_else(|| learned().iter().copied().find(|demo| demo.slug == slug))
}

/// Whether all of a demo is here: its texts, and its recorded runs.
#[must_use]
pub fn is_here(slug: &str) -> bool {
    find(slug).is_some_and(Demo::is_complete)
}

/// Takes a demo in from the part of its pack that has it, which [`Demo::data`] wrote.
///
/// # Errors
/// If it is damaged, or of no demo of the gallery.
pub fn learn(data: &[u8]) -> Result<&'static Demo, Unreadable> {
    let slug = Demo::slug_in(data).ok_or(Unreadable)?;
    if let Some(demo) = find(slug) {
        return Ok(demo);
    }
    entry(slug).ok_or(Unreadable)?;
    let demo = Demo::read(data.to_vec())?;
    learned().push(demo);
    Ok(demo)
}

/// What the pack is called that has the words of all demos, for the search. No demo has this name.
pub const WORDS: &str = "words";

/// All demos that are here as data, which [`learn_all`] takes.
#[must_use]
pub fn data_of_all() -> Vec<u8> {
    let mut all_data = Vec::new();
    for data in all().map(Demo::data) {
        let length = u32::try_from(data.len()).unwrap_or_default();
        all_data.extend(length.to_le_bytes());
        all_data.extend(data);
    }
    all_data
}

/// Takes all demos in that are not here.
///
/// # Errors
/// If the data is damaged; what comes before the damage is taken in.
pub fn learn_all(mut data: &[u8]) -> Result<(), Unreadable> {
    while !data.is_empty() {
        let (length, rest) = data.split_first_chunk().ok_or(Unreadable)?;
        let length = usize::try_from(u32::from_le_bytes(*length)).map_err(|_| Unreadable)?;
        let (demo, rest) = rest.split_at_checked(length).ok_or(Unreadable)?;
        learn(demo)?;
        data = rest;
    }
    Ok(())
}

/// What is no demo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

fn learned() -> std::sync::MutexGuard<'static, Vec<&'static Demo>> {
    LEARNED.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

#[cfg(not(target_arch = "wasm32"))]
fn built_in(slug: &str) -> Option<&'static Demo> {
    use super::built_in::{BROWSER_DEMOS, DEMOS};

    DEMOS.iter().chain(BROWSER_DEMOS).copied().find(|demo| demo.slug == slug)
}

/// The page has none.
#[cfg(target_arch = "wasm32")]
fn built_in(_: &str) -> Option<&'static Demo> {
    None
}
