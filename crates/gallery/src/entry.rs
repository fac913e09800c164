//! What is always known of every demo, without its lesson and its source: what links and lists need.

use super::section::Section;

/// A demo as lists have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name in addresses.
    pub slug: &'static str,
    /// Its name in the gallery.
    pub title: &'static str,
    /// Where in the gallery it stands.
    pub section: Section,
    /// The names of its variants, one at least.
    pub variants: &'static [&'static str],
}

impl Entry {
    /// Whether one of its variants shows a mistake.
    #[must_use]
    pub fn has_bad(&self) -> bool {
        self.variants.contains(&"bad")
    }
}

include!(concat!(env!("OUT_DIR"), "/entries.rs"));

/// Every demo, in the order of the gallery.
#[must_use]
pub fn entries() -> &'static [Entry] {
    ENTRIES
}

/// What is known of the demo called `slug`.
#[must_use]
pub fn entry(slug: &str) -> Option<&'static Entry> {
    ENTRIES.iter().find(|entry| entry.slug == slug)
}

/// The way through the gallery in its order, at a demo: the one before, its place from 1, and the one after.
#[must_use]
pub fn way_at(slug: &str) -> (Option<&'static Entry>, usize, Option<&'static Entry>) {
    let index = ENTRIES.iter().position(|entry| entry.slug == slug).unwrap_or_default();
    let at = |index: usize| ENTRIES.get(index);
    (index.checked_sub(1).and_then(at), index + 1, at(index + 1))
}
