//! `cargo xtask demo new SLUG`: a demo to start from, its program and its lesson, with its golden files.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, ensure};
use clap::{ValueEnum, builder::PossibleValue};

use crate::{process, timing::timed};

/// What the new program looks like; `TITLE` is replaced.
const PROGRAM: &str = include_str!("demo/program.txt");
/// What the new lesson looks like; `TITLE` and `SECTION` are replaced.
const LESSON: &str = include_str!("demo/lesson.txt");

/// A part of the gallery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Folder {
    Book,
    Traps,
    Runtimes,
}

impl Folder {
    const ALL: [Self; 3] = [Self::Book, Self::Traps, Self::Runtimes];

    fn name(self) -> &'static str {
        match self {
            Self::Book => "book",
            Self::Traps => "traps",
            Self::Runtimes => "runtimes",
        }
    }

    /// The last section whose programs are in this folder, as lessons name it.
    fn section(self) -> &'static str {
        match self {
            Self::Book => "server",
            Self::Traps => "load",
            Self::Runtimes => "runtimes",
        }
    }
}

impl ValueEnum for Folder {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}

/// Writes the two files, and runs the demo for the first time.
pub(crate) fn new(slug: &str, folder: Folder) -> Result<()> {
    ensure!(
        slug.split('-')
            .all(|word| !word.is_empty() && word.chars().all(|letter| letter.is_ascii_lowercase())),
        "`{slug}` is no slug: lower case words of the letters a to z, joined by `-`"
    );
    let name = format!("{}.rs", slug.replace('-', "_"));
    let program: PathBuf = ["crates", "programs", "src", folder.name(), &name].iter().collect();
    let lesson: PathBuf = ["lessons", &format!("{slug}.md")].iter().collect();
    for path in [&program, &lesson] {
        ensure!(!path.exists(), "{} is there already", path.display());
    }
    write(&program, &filled(PROGRAM, slug, folder))?;
    write(&lesson, &filled(LESSON, slug, folder))?;
    timed("Running it for the first time", || {
        let mut cargo = process::cargo();
        cargo.args(["test", "--quiet", "--package", "taskscope"]);
        for test in ["demos", "golden", "starts", "trace", "stories", "tidy"] {
            cargo.args(["--test", test]);
        }
        process::run(cargo.env("UPDATE_EXPECT", "1"))
    })?;
    println!(
        "\n{} and {} are a demo that works. Tell your story in them, then write its golden files anew:\n\n  \
         UPDATE_EXPECT=1 cargo test --package taskscope\n\nand look at it with `cargo xtask serve`.",
        program.display(),
        lesson.display()
    );
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

fn filled(template: &str, slug: &str, folder: Folder) -> String {
    let words = slug.replace('-', " ");
    let title = words.get(..1).unwrap_or_default().to_uppercase() + words.get(1..).unwrap_or_default();
    template.replace("SECTION", folder.section()).replace("TITLE", &title)
}

#[cfg(test)]
mod tests {
    use super::*;
    use taskscope_lessons::Lesson;

    #[test]
    fn a_new_lesson_has_no_mistake_and_the_names_of_its_demo() {
        for folder in Folder::ALL {
            let lesson = Lesson::read(&filled(LESSON, "lost-wake", folder)).unwrap();
            assert_eq!((&*lesson.title, &*lesson.section), ("Lost wake", folder.section()));
        }
        assert!(filled(PROGRAM, "lost-wake", Folder::Traps).starts_with("//! Lost wake: "));
    }
}
