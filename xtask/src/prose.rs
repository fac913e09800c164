//! The texts: how hard they are to read, phrases that read as translated, and their spelling.
//!
//! A package of its own grades them: it needs a dictionary of syllables and the reader of lessons, and nothing else here does.

use std::{ffi::OsString, path::Path, process::Command};

use anyhow::{Context as _, Result};

use crate::{process, timing::timed};

/// Where the packages of `e2e/` are, once its tests are set up.
const CSPELL: &str = "e2e/node_modules/.bin/cspell";

/// What is quick: part of `lint`. The spelling is checked by `e2e/spelling.test.js`.
pub(crate) fn check() -> Result<()> {
    timed("Reading the texts", || grades(&["--short".into()]))
}

/// Everything: each grade, and the spelling.
pub(crate) fn report(options: &[OsString]) -> Result<()> {
    grades(options)?;
    if !Path::new(CSPELL).exists() {
        println!("The spelling was not checked: `cargo xtask setup --test` installs cspell.");
        return Ok(());
    }
    process::run(Command::new(CSPELL).args(["lint", "--no-progress", "--config", "cspell.json"]))
        .context("mend the words, or add those of the field to cspell.json")
}

fn grades(options: &[OsString]) -> Result<()> {
    process::run(
        process::cargo().args(["run", "--quiet", "--package", "taskscope-prose", "--"]).args(options),
    )
}
