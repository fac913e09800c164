//! What the page needs beside its module, written into the folder that Trunk builds in.

use std::{env, path::Path};

use anyhow::{Context as _, Result};

use crate::{element, locales, process};

/// Writes all of it; Trunk calls this from its hook.
pub(crate) fn write_for_trunk() -> Result<()> {
    let folder = env::var_os("TRUNK_STAGING_DIR")
        .context("TRUNK_STAGING_DIR is not set; Trunk runs this command, see Trunk.toml")?;
    write(Path::new(&folder))
}

fn write(folder: &Path) -> Result<()> {
    element::write(folder)?;
    locales::pack(folder)?;
    demos(folder)
}

/// The packs of the demos, by the native command, which has them all.
fn demos(folder: &Path) -> Result<()> {
    let mut command = process::cargo();
    command.args(["run", "--quiet", "--package", "taskscope-command", "--bin", "taskscope", "--", "site"]);
    process::run(command.arg(folder)).context("the packs of the demos can't be written")
}
