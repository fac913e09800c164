//! Firefox and its geckodriver, which few systems have a package for, so that we build it as we build Trunk.

use std::path::PathBuf;

use anyhow::Result;

use super::{installed_at, named_or_on_path};
use crate::tools::Tool;

pub(super) const VARIABLE: &str = "FIREFOX";
pub(super) const DRIVER_VARIABLE: &str = "GECKODRIVER";
pub(super) const PACKAGES: [&str; 1] = ["firefox-esr"];

const NAMES: [&str; 2] = ["firefox", "firefox-esr"];

/// Where installers put it on systems that do not put it on PATH.
const PLACES: [&str; 2] = ["/Applications/Firefox.app/Contents/MacOS/firefox", "Mozilla Firefox/firefox.exe"];

/// What we build; any version that is on PATH will do as well.
const DRIVER: Tool<'_> = Tool { package: "geckodriver", version: "0.37.1", programs: &["geckodriver"] };

pub(super) fn find() -> Result<Option<PathBuf>> {
    Ok(named_or_on_path(VARIABLE, &NAMES)?.or_else(|| installed_at(&PLACES)))
}

pub(super) fn find_driver() -> Result<Option<PathBuf>> {
    if let Some(driver) = named_or_on_path(DRIVER_VARIABLE, DRIVER.programs)? {
        return Ok(Some(driver));
    }
    let folder = DRIVER.installed()?;
    Ok(folder.and_then(|folder| which::which_in_global(DRIVER.package, Some(folder)).ok()?.next()))
}

/// Builds the driver, if it is missing.
pub(super) fn ensure_driver() -> Result<()> {
    if find_driver()?.is_none() {
        DRIVER.ensure()?;
    }
    Ok(())
}

pub(super) fn by_hand() -> String {
    let command = if cfg!(target_os = "macos") {
        "brew install --cask firefox && brew install geckodriver"
    } else if cfg!(windows) {
        "winget install Mozilla.Firefox && cargo install geckodriver --locked"
    } else {
        "sudo apt-get install firefox-esr && cargo install geckodriver --locked"
    };
    format!(
        "tests in Firefox need it and geckodriver; install both, for example with `{command}`, or name them in \
         {VARIABLE} and {DRIVER_VARIABLE}"
    )
}
