//! `cargo xtask demo new SLUG`: a demo to start from, with its line in the gallery and its golden files.

use std::{fs, path::PathBuf};

use anyhow::{Context as _, Result, ensure};
use clap::{ValueEnum, builder::PossibleValue};

use crate::{process, timing::timed};

const GALLERY: &str = "crates/programs/src/lib.rs";
/// What the new demo looks like; `SLUG`, `NAME`, `TITLE` and `SECTION` are replaced.
const TEMPLATE: &str = include_str!("demo_template.txt");

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

    /// The last section whose demos lie there, so that the new one can stand last.
    fn section(self) -> &'static str {
        match self {
            Self::Book => "Server",
            Self::Traps => "Load",
            Self::Runtimes => "Runtimes",
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

/// Makes the file and the line, and runs the demo for the first time.
pub(crate) fn new(slug: &str, folder: Folder) -> Result<()> {
    ensure!(
        slug.split('-')
            .all(|word| !word.is_empty() && word.chars().all(|letter| letter.is_ascii_lowercase())),
        "`{slug}` is no slug: lower case words of the letters a to z, joined by `-`"
    );
    let name = slug.replace('-', "_");
    let path: PathBuf = ["crates", "programs", "src", folder.name(), &format!("{name}.rs")].iter().collect();
    ensure!(!path.exists(), "{} is there already", path.display());
    let gallery = fs::read_to_string(GALLERY).with_context(|| format!("cannot read {GALLERY}"))?;
    let gallery = with_line(&gallery, folder, &name)
        .with_context(|| format!("{GALLERY} has no list `{}`; see what became of it", folder.name()))?;
    fs::write(&path, filled(slug, folder)).with_context(|| format!("cannot write {}", path.display()))?;
    fs::write(GALLERY, gallery).with_context(|| format!("cannot write {GALLERY}"))?;
    timed("Running it for the first time", || {
        let mut cargo = process::cargo();
        cargo.args(["test", "--quiet", "--package", "taskscope"]);
        for test in ["demos", "golden", "trace", "stories", "tidy"] {
            cargo.args(["--test", test]);
        }
        process::run(cargo.env("UPDATE_EXPECT", "1"))
    })?;
    println!(
        "\n{} is a demo that works. Tell your story in it, then write its golden files anew:\n\n  \
         UPDATE_EXPECT=1 cargo test --package taskscope\n\nand look at it with `cargo xtask serve`.",
        path.display()
    );
    Ok(())
}

fn filled(slug: &str, folder: Folder) -> String {
    let words = slug.replace('-', " ");
    let title = words.get(..1).unwrap_or_default().to_uppercase() + words.get(1..).unwrap_or_default();
    let capitals = slug.replace('-', "_").to_uppercase();
    let replaced = TEMPLATE.replace("SECTION", folder.section()).replace("TITLE", &title);
    replaced.replace("NAME", &capitals).replace("SLUG", slug)
}

/// The gallery with one more line at the end of a folder's list.
fn with_line(gallery: &str, folder: Folder, name: &str) -> Option<String> {
    let start = gallery.find(&format!("    {} {{\n", folder.name()))?;
    let end = start + gallery.get(start..)?.find("    }\n")?;
    let (before, after) = gallery.split_at_checked(end)?;
    Some(format!("{before}        {name},\n{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_demo_gets_its_line_at_the_end_of_its_list() {
        let gallery = "gallery! {\n    book {\n        counting,\n    }\n    traps {\n    }\n}\n";
        let expected =
            "gallery! {\n    book {\n        counting,\n        two_words,\n    }\n    traps {\n    }\n}\n";
        assert_eq!(with_line(gallery, Folder::Book, "two_words").as_deref(), Some(expected));
        assert!(with_line(gallery, Folder::Traps, "x").unwrap().contains("traps {\n        x,\n    }"));
        assert_eq!(with_line(gallery, Folder::Runtimes, "x"), None);
    }

    #[test]
    fn the_template_is_filled_with_the_names_of_the_demo() {
        let text = filled("lost-wake", Folder::Traps);
        for part in ["slug: \"lost-wake\"", "title: \"Lost wake\"", "Section::Load", "&sources::LOST_WAKE"] {
            assert!(text.contains(part), "{part} in {text}");
        }
    }
}
