//! The browser tests of the runtime, which wasm-bindgen's test runner runs in each engine.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};

use super::{Browser, Engine};
use crate::{counts::Counts, process, rust, tools::Toolbox};

const CAPABILITIES: &str = "crates/runtime/webdriver.json";

/// Runs the tests in one browser.
pub(crate) fn test(browser: &Browser) -> Result<Counts> {
    rust::ensure_wasm_target()?;
    let toolbox = Toolbox::ensure()?;
    let capabilities = write_capabilities(browser)?;
    let mut tests = toolbox.cargo();
    tests.args(["test", "--package", rust::RUNTIME, "--features", "web"]);
    tests.args(["--target", rust::WASM, "--test", "web"]);
    let mut tests = browser.on_a_display(tests)?;
    tests.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
    // The runner takes the first driver that it finds a variable for.
    for variable in super::DRIVER_VARIABLES {
        tests.env_remove(variable);
    }
    browser.name_to(&mut tests);
    tests.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities);
    // In seconds; on a busy machine the 20 and 5 of the runner are not enough to start a browser.
    tests.env("WASM_BINDGEN_TEST_TIMEOUT", "120").env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "30");
    process::run_tests(&mut tests)
}

/// Writes the capabilities that all engines share, with our browser in them: on its own, a driver takes the one that it
/// finds first.
fn write_capabilities(browser: &Browser) -> Result<PathBuf> {
    let text = fs::read_to_string(CAPABILITIES).with_context(|| format!("cannot read {CAPABILITIES}"))?;
    let options = options(browser.engine);
    let text = with_binary(&text, options, &browser.program)
        .with_context(|| format!("{CAPABILITIES} has no \"{options}\": {{"))?;
    let target = std::path::absolute(format!("target/webdriver-{}.json", browser.engine.name()))?;
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&target, text).with_context(|| format!("cannot write {}", target.display()))?;
    Ok(target)
}

/// The capability in which an engine is told which browser to start.
fn options(engine: Engine) -> &'static str {
    match engine {
        Engine::Chromium => "goog:chromeOptions",
        Engine::Firefox => "moz:firefoxOptions",
        Engine::WebKit => "webkitgtk:browserOptions",
    }
}

fn with_binary(capabilities: &str, options: &str, binary: &Path) -> Option<String> {
    let start = capabilities.find(&format!("\"{options}\""))?;
    let (before, options) = capabilities.split_at(start + capabilities.get(start..)?.find('{')? + 1);
    let binary = binary.to_str()?.replace('\\', "\\\\").replace('"', "\\\"");
    Some(format!("{before} \"binary\": \"{binary}\",{options}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_is_added_to_the_capabilities() {
        let capabilities = r#"{ "moz:firefoxOptions": { "args": [] }, "goog:chromeOptions": { "args": ["--disable-gpu"] } }"#;
        assert_eq!(
            with_binary(capabilities, "goog:chromeOptions", Path::new(r"C:\chrome.exe")).as_deref(),
            Some(
                r#"{ "moz:firefoxOptions": { "args": [] }, "goog:chromeOptions": { "binary": "C:\\chrome.exe", "args": ["--disable-gpu"] } }"#
            ),
        );
    }

    #[test]
    fn capabilities_of_other_browsers_are_refused() {
        assert_eq!(
            with_binary(r#"{ "moz:firefoxOptions": {} }"#, "goog:chromeOptions", Path::new("x")),
            None
        );
    }

    #[test]
    fn the_capabilities_serve_every_engine() {
        let capabilities = include_str!("../../../crates/runtime/webdriver.json");
        for engine in Engine::ALL {
            assert!(with_binary(capabilities, options(engine), Path::new("x")).is_some(), "{engine:?}");
        }
    }
}
