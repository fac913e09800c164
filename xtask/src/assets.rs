//! What the page needs beside its module, written into the folder that Trunk builds in.

use std::{env, path::Path};

use anyhow::{Context as _, Result};

use crate::{element, locales};

/// Writes all of it; Trunk calls this from its hook.
pub(crate) fn write_for_trunk() -> Result<()> {
    let folder = env::var_os("TRUNK_STAGING_DIR")
        .context("TRUNK_STAGING_DIR is not set; Trunk runs this command, see Trunk.toml")?;
    write(Path::new(&folder))
}

fn write(folder: &Path) -> Result<()> {
    element::write(folder)?;
    locales::pack(folder)
}
