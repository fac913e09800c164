//! `WebKitGTK`: its smallest browser, the driver that comes with it, and a display, for it has no headless mode.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Result;

use super::named_or_on_path;

pub(super) const VARIABLE: &str = "MINIBROWSER";
/// The name that wasm-bindgen's test runner knows: it drives `WebKitGTK` as it drives Safari.
pub(super) const DRIVER_VARIABLE: &str = "SAFARIDRIVER";
pub(super) const PACKAGES: [&str; 3] = ["webkit2gtk-driver", "xvfb", "xauth"];
/// Runs a program on a display that nobody sees.
pub(super) const DISPLAY: &str = "xvfb-run";

const NAME: &str = "MiniBrowser";
/// Folders of libraries, where distributions keep a folder for each interface of `WebKitGTK`.
const LIBRARIES: [&str; 4] = ["/usr/libexec", "/usr/lib", "/usr/lib64", "/usr/local/libexec"];
const INTERFACES: [&str; 3] = ["webkit2gtk-4.1", "webkitgtk-6.0", "webkit2gtk-4.0"];

/// The browser; none is found without a display to show it on.
pub(super) fn find() -> Result<Option<PathBuf>> {
    let browser = named_or_on_path(VARIABLE, &[NAME])?.or_else(find_among_libraries);
    Ok(browser.filter(|_| which::which(DISPLAY).is_ok()))
}

pub(super) fn find_driver() -> Result<Option<PathBuf>> {
    named_or_on_path(DRIVER_VARIABLE, &["WebKitWebDriver"])
}

/// Debian has a folder for each architecture in between.
fn find_among_libraries() -> Option<PathBuf> {
    let folders = LIBRARIES.iter().flat_map(|folder| {
        let architectures = fs::read_dir(folder).into_iter().flatten().flatten();
        let architectures = architectures.map(|entry| entry.path());
        std::iter::once(PathBuf::from(folder))
            .chain(architectures.filter(|folder| folder.to_string_lossy().contains("-linux-")))
    });
    let folders: Vec<_> = folders.collect();
    let places = |interface: &&str| {
        let place = Path::new(interface).join(NAME);
        folders.iter().map(|folder| folder.join(&place)).find(|place| place.is_file())
    };
    INTERFACES.iter().find_map(places)
}

pub(super) fn by_hand() -> String {
    let packages = PACKAGES.join(" ");
    format!(
        "tests in WebKit need WebKitGTK's MiniBrowser, WebKitWebDriver and {DISPLAY}, which are for Linux only; install \
         them, for example with `sudo apt-get install {packages}`, or name the first two in {VARIABLE} and {DRIVER_VARIABLE}"
    )
}
