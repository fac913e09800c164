//! The npm package of the element: made of the built site and of `packages/`, by a script that its tests use too.

use std::{path::Path, process::Command};

use anyhow::{Context as _, Result};

use crate::{process, site, timing::timed};

/// Where the package and its archive go.
const FOLDER: &str = "target/npm";

/// Assembles the package from the site in `dist/`, packs it, and prints the files with their sizes.
pub(crate) fn pack() -> Result<()> {
    let node = which::which("node").ok().context("node is missing; install Node 20 or newer")?;
    let mut script = Command::new(node);
    script.args(["packages/pack.js", site::DIST]).arg(Path::new(FOLDER));
    timed("Packing the npm package", || process::run(&mut script))
}
