//! Chromium, or Chrome, and the chromedriver that belongs to it.

use std::path::PathBuf;

use anyhow::Result;

use super::{installed_at, named_or_on_path};

pub(super) const VARIABLE: &str = "CHROME";
pub(super) const DRIVER_VARIABLE: &str = "CHROMEDRIVER";
pub(super) const PACKAGES: [&str; 2] = ["chromium", "chromium-driver"];

/// Names on PATH, the most specific first.
const NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// Where installers put it on systems that do not put it on PATH.
const PLACES: [&str; 4] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
];

pub(super) fn find() -> Result<Option<PathBuf>> {
    Ok(named_or_on_path(VARIABLE, &NAMES)?.or_else(|| installed_at(&PLACES)))
}

pub(super) fn find_driver() -> Result<Option<PathBuf>> {
    named_or_on_path(DRIVER_VARIABLE, &["chromedriver"])
}

pub(super) fn by_hand() -> String {
    let command = if cfg!(target_os = "macos") {
        "brew install --cask chromium chromedriver"
    } else if cfg!(windows) {
        "npx @puppeteer/browsers install chrome@stable && npx @puppeteer/browsers install chromedriver@stable"
    } else {
        "sudo apt-get install chromium chromium-driver"
    };
    format!(
        "the browser tests need Chromium and chromedriver; install both, for example with `{command}`, or name them in \
         {VARIABLE} and {DRIVER_VARIABLE} (`cargo xtask test --no-browser` runs all other checks)"
    )
}
