//! What the page needs beside its module, written into the folder that Trunk builds in.

use std::{env, path::Path};

use anyhow::{Context as _, Result};

use crate::{
    element, locales,
    modules::{JOBS, Profile},
    process, programs,
    tools::Toolbox,
};

/// Writes all of it; Trunk calls this from its hook, in the profile that it builds in.
pub(crate) fn write_for_trunk() -> Result<()> {
    let said = |name| {
        env::var_os(name)
            .with_context(|| format!("{name} is not set; Trunk runs this command, see Trunk.toml"))
    };
    let profile = if said("TRUNK_PROFILE")? == "release" { Profile::Release } else { Profile::Debug };
    write(profile, Path::new(&said("TRUNK_STAGING_DIR")?))
}

fn write(profile: Profile, folder: &Path) -> Result<()> {
    locales::pack(folder)?;
    demos(folder)?;
    let toolbox = Toolbox::ensure()?;
    programs::write(&toolbox, profile, folder)?;
    JOBS.build(&toolbox, profile, folder)?;
    // It has the names of all.
    element::write(folder)
}

/// The packs of the demos, by the native command, which has them all.
fn demos(folder: &Path) -> Result<()> {
    let mut command = process::cargo();
    command.args(["run", "--quiet", "--package", "taskscope-command", "--bin", "taskscope", "--", "site"]);
    process::run(command.arg(folder)).context("the packs of the demos can't be written")
}
