//! A Chromium and the chromedriver that belongs to it, found or installed, and the tests that run in it.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};

use crate::{apt, counts::Counts, process, rust, timing::timed, tools::Toolbox};

/// Names of Chromium on PATH, the most specific first.
const CHROME_NAMES: [&str; 5] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// Where installers put it on systems that do not put it on PATH; relative ones are below the folders of [`PROGRAM_FOLDERS`].
const CHROME_PLACES: [&str; 4] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
];

/// Variables that name the folders for programs on Windows.
const PROGRAM_FOLDERS: [&str; 3] = ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"];

#[derive(Debug)]
pub(crate) struct Browser {
    pub(crate) chrome: PathBuf,
    pub(crate) driver: PathBuf,
}

impl Browser {
    /// Finds both, or installs them where that is possible without asking.
    pub(crate) fn ensure() -> Result<Self> {
        if let Some(browser) = Self::find()? {
            return Ok(browser);
        }
        if apt::is_usable() {
            let install = || apt::install(&["chromium", "chromium-driver"]);
            timed("Installing Chromium with apt-get", install).context(by_hand())?;
        }
        Self::find()?.with_context(by_hand)
    }

    fn find() -> Result<Option<Self>> {
        let chrome = match named_by("CHROME")? {
            Some(chrome) => Some(chrome),
            None => find_chrome(),
        };
        let driver = match named_by("CHROMEDRIVER")? {
            Some(driver) => Some(driver),
            None => which::which("chromedriver").ok(),
        };
        Ok(chrome.zip(driver).map(|(chrome, driver)| Self { chrome, driver }))
    }

    /// Writes the capabilities in `template` with our Chromium as the browser into `target`: on its own, chromedriver takes
    /// the one that it finds first.
    fn write_capabilities(&self, template: &Path, target: &Path) -> Result<()> {
        let text =
            fs::read_to_string(template).with_context(|| format!("cannot read {}", template.display()))?;
        let text = with_binary(&text, &self.chrome)
            .with_context(|| format!("{} has no \"goog:chromeOptions\": {{", template.display()))?;
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(target, text).with_context(|| format!("cannot write {}", target.display()))
    }
}

/// Runs the browser tests of the runtime.
pub(crate) fn test() -> Result<Counts> {
    rust::ensure_wasm_target()?;
    let toolbox = Toolbox::ensure()?;
    let browser = Browser::ensure()?;
    let capabilities = std::path::absolute("target/webdriver.json")?;
    browser.write_capabilities(Path::new("crates/runtime/webdriver.json"), &capabilities)?;
    let mut tests = toolbox.cargo();
    tests.args(["test", "--package", rust::RUNTIME, "--features", "web"]);
    tests.args(["--target", rust::WASM, "--test", "web"]);
    tests.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
    tests.env("CHROMEDRIVER", &browser.driver).env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities);
    // In seconds; on a busy machine the 20 and 5 of the runner are not enough to start a browser.
    tests.env("WASM_BINDGEN_TEST_TIMEOUT", "120").env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "30");
    process::run_tests(&mut tests)
}

fn with_binary(capabilities: &str, chrome: &Path) -> Option<String> {
    let start = capabilities.find("\"goog:chromeOptions\"")?;
    let (before, options) = capabilities.split_at(start + capabilities.get(start..)?.find('{')? + 1);
    let chrome = chrome.to_str()?.replace('\\', "\\\\").replace('"', "\\\"");
    Some(format!("{before} \"binary\": \"{chrome}\",{options}"))
}

/// The program that the environment names; naming one that is not there is a mistake worth reporting.
fn named_by(variable: &str) -> Result<Option<PathBuf>> {
    let Some(name) = env::var_os(variable).filter(|name| !name.is_empty()) else { return Ok(None) };
    let program = which::which(&name).ok().with_context(|| {
        let name = Path::new(&name).display();
        format!("{variable} names {name}, which is not a program; correct or unset it")
    })?;
    Ok(Some(program))
}

fn find_chrome() -> Option<PathBuf> {
    let on_path = CHROME_NAMES.iter().find_map(|name| which::which(name).ok());
    on_path.or_else(|| {
        let folders = PROGRAM_FOLDERS.iter().filter_map(env::var_os).map(PathBuf::from);
        let folders: Vec<_> = std::iter::once(PathBuf::new()).chain(folders).collect();
        let places =
            CHROME_PLACES.iter().flat_map(|place| folders.iter().map(move |folder| folder.join(place)));
        places.into_iter().find(|place| place.is_file())
    })
}

fn by_hand() -> String {
    let command = if cfg!(target_os = "macos") {
        "brew install --cask chromium chromedriver"
    } else if cfg!(windows) {
        "npx @puppeteer/browsers install chrome@stable && npx @puppeteer/browsers install chromedriver@stable"
    } else {
        "sudo apt-get install chromium chromium-driver"
    };
    format!(
        "the browser tests need Chromium and chromedriver; install both, for example with `{command}`, or name them in \
         CHROME and CHROMEDRIVER (`cargo xtask test --no-browser` runs all other checks)"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_is_added_to_the_capabilities() {
        let capabilities = r#"{ "goog:chromeOptions": { "args": ["--disable-gpu"] } }"#;
        assert_eq!(
            with_binary(capabilities, Path::new(r"C:\chrome.exe")).as_deref(),
            Some(r#"{ "goog:chromeOptions": { "binary": "C:\\chrome.exe", "args": ["--disable-gpu"] } }"#),
        );
    }

    #[test]
    fn capabilities_of_other_browsers_are_refused() {
        assert_eq!(with_binary(r#"{ "moz:firefoxOptions": {} }"#, Path::new("chrome")), None);
    }
}
