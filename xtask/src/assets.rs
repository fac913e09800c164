//! What the page needs beside its own module: its languages, and the modules that come when they are used. Trunk's hook
//! calls this after each build.

use std::{env, path::Path};

use anyhow::{Context as _, Result};

use crate::{
    locales,
    modules::{JOBS, Profile},
    tools::Toolbox,
};

/// Writes all of it into a folder.
pub(crate) fn write(profile: Profile, folder: &Path) -> Result<()> {
    locales::pack(folder)?;
    JOBS.build(&Toolbox::ensure()?, profile, folder)
}

/// The same where Trunk builds the site, in the profile that it builds in.
pub(crate) fn write_for_trunk() -> Result<()> {
    let said = |name| {
        env::var_os(name)
            .with_context(|| format!("{name} is not set; Trunk runs this command, see Trunk.toml"))
    };
    let profile = if said("TRUNK_PROFILE")? == "release" { Profile::Release } else { Profile::Debug };
    write(profile, Path::new(&said("TRUNK_STAGING_DIR")?))
}
