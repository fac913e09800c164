//! The built-in programs: their code, and nothing that is said about it.
//!
//! A program is a file of ordinary async Rust on the runtime, and this crate may know nothing else: neither lessons nor
//! traces nor the page. A file declares the [`Main`] of each of its variants; [`find`] looks one up by the slug of its demo,
//! which is the name of the file. Begin with `book/counting.rs`.
#![forbid(unsafe_code)]
#![warn(clippy::allow_attributes_without_reason)]

mod knobs;
mod main_task;
mod rules;

pub use knobs::Knobs;
pub use main_task::{Main, Program};
pub use rules::rules;

// `programs!`, which hands the folders and files of all programs to another macro: a module's file is looked for beside the
// file that declares it, so the build script can't declare it.
include!(concat!(env!("OUT_DIR"), "/programs.rs"));

macro_rules! declare {
    ($($folder:ident { $($program:ident $slug:literal,)* })*) => {
        $(
            mod $folder {
                $(pub(super) mod $program;)*
            }
        )*

        /// Every program: its slug, and the main tasks of its variants.
        static PROGRAMS: &[(&str, &[Main])] = &[$($(($slug, $folder::$program::MAINS),)*)*];
    };
}

programs!(declare);

/// Every program: the slug of its demo, and the main tasks of its variants.
pub fn all() -> impl Iterator<Item = (&'static str, &'static [Main])> {
    PROGRAMS.iter().copied()
}

/// The main task of a variant of the demo called `slug`.
#[must_use]
pub fn find(slug: &str, variant: &str) -> Option<&'static Main> {
    let (_, mains) = all().find(|&(name, _)| name == slug)?;
    mains.iter().find(|main| main.name == variant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_main_task_is_found_by_the_names_of_its_program_and_variant() {
        assert_eq!(find("counting", "join").map(|main| main.name), Some("join"));
        assert!(find("counting", "bad").is_none() && find("count", "join").is_none());
    }

    #[test]
    fn every_slug_is_there_once() {
        let mut slugs: Vec<_> = all().map(|(slug, _)| slug).collect();
        slugs.sort_unstable();
        slugs.dedup();
        assert_eq!(slugs.len(), all().count());
    }
}
