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

/// Programs: the slug of the demo of each, and the main tasks of its variants.
pub type Programs = &'static [(&'static str, &'static [Main])];

// `programs!`, which hands the folders, files and sections of all programs to another macro: a module's file is looked for
// beside the file that declares it, so the build script can't declare it.
include!(concat!(env!("OUT_DIR"), "/programs.rs"));

macro_rules! declare {
    (
        [$($folder:ident { $($program:ident,)* })*]
        [$($section:literal $name:ident { $($slug:literal $of:ident $file:ident,)* })*]
    ) => {
        $(
            mod $folder {
                $(pub(super) mod $program;)*
            }
        )*

        /// The programs of each section of the gallery. Who uses one has none of the others linked.
        pub mod sections {
            $(
                #[doc = concat!("The programs of the section “", $section, "”.")]
                pub const $name: super::Programs = &[$(($slug, super::$of::$file::MAINS),)*];
            )*
        }

        static EVERY: Programs = &[$($(($slug, $of::$file::MAINS),)*)*];
    };
}

programs!(declare);

/// Every program.
#[must_use]
pub fn all() -> Programs {
    EVERY
}

/// The main task of a variant of the demo called `slug`.
#[must_use]
pub fn find(slug: &str, variant: &str) -> Option<&'static Main> {
    find_in(EVERY, slug, variant)
}

/// The same among some programs.
#[must_use]
pub fn find_in(programs: Programs, slug: &str, variant: &str) -> Option<&'static Main> {
    let (_, mains) = programs.iter().find(|(name, _)| *name == slug)?;
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
        let mut slugs: Vec<_> = all().iter().map(|(slug, _)| slug).collect();
        slugs.sort_unstable();
        slugs.dedup();
        assert_eq!(slugs.len(), all().len());
    }
}
