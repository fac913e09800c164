//! The end-to-end tests in `e2e/`, which use the built site the way a visitor does.

use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result};

use crate::{
    browser::{Browser, Engine},
    counts::Counts,
    locales, process, site,
    timing::timed,
    tools,
};

const FOLDER: &str = "e2e";

/// Runs the tests on the site in `dist/`: those that every engine has to pass, and in Chromium all others too; the slow
/// ones in `e2e/all/` only if `is_all`.
pub(crate) fn test(browser: &Browser, is_all: bool) -> Result<Counts> {
    let in_every_engine = in_every_engine(browser)?;
    if browser.engine != Engine::Chromium {
        return Ok(in_every_engine);
    }
    let path = path_with_books()?;
    let scripts: &[&str] = if is_all { &["test", "all"] } else { &["test"] };
    scripts.iter().try_fold(in_every_engine, |counts, script| {
        let mut command = npm_with_site(browser)?;
        Ok(counts + process::run_tests(command.args(["run", script]).env("PATH", &path))?)
    })
}

fn in_every_engine(browser: &Browser) -> Result<Counts> {
    let mut npm = npm_with_site(browser)?;
    npm.args(["run", "engines"]).env("TASKSCOPE_ENGINES", browser.engine.name());
    process::run_tests(&mut browser.on_a_display(npm)?)
}

/// The search path with mdBook and our preprocessor on it, for the tests that build a book.
fn path_with_books() -> Result<OsString> {
    timed("Building the preprocessor for books", || {
        process::run(process::cargo().args(["build", "--package", "mdbook-taskscope"]))
    })?;
    // Cargo puts this program and that one into the same folder.
    let programs = env::current_exe()?.parent().map(Path::to_owned);
    let folders = tools::mdbook()?.into_iter().chain(programs);
    let path = env::var_os("PATH").unwrap_or_default();
    env::join_paths(folders.chain(env::split_paths(&path))).context("the cache folder cannot stand in PATH")
}

/// Builds the site and takes the pictures of the README.
pub(crate) fn shots() -> Result<()> {
    let browser = Browser::ensure(Engine::Chromium)?;
    ensure_packages()?;
    site::dist(None)?;
    timed("Taking the pictures", || process::run(npm_with_site(&browser)?.args(["run", "shots"])))
}

/// Installs the packages of the lock file, unless they are there already.
pub(crate) fn ensure_packages() -> Result<()> {
    let folder = Path::new(FOLDER);
    let lock = folder.join("package-lock.json");
    let wanted = fs::read(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
    // The lock file that the installed packages came from; npm removes it together with them.
    let installed = folder.join("node_modules/.installed-lock.json");
    if fs::read(&installed).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    timed("Installing the packages of the end-to-end tests", || {
        process::run(npm()?.args(["ci", "--prefer-offline", "--no-audit", "--no-fund"]))
            .context("see to the network, then run `npm ci` in e2e/ by hand")?;
        fs::write(&installed, &wanted).with_context(|| format!("cannot write {}", installed.display()))
    })
}

fn npm_with_site(browser: &Browser) -> Result<Command> {
    ensure_packages()?;
    let mut command = npm()?;
    browser.name_to(&mut command);
    command.env("TASKSCOPE_DIST", std::path::absolute(site::DIST)?);
    command.env("TASKSCOPE_MADE_UP_LANGUAGE", locales::make_up()?);
    command.env("TASKSCOPE_PACKAGE", std::path::absolute(crate::npm::FOLDER)?);
    Ok(command)
}

/// Node in the folder of the tests, which knows the built site and the browser.
pub(crate) fn node(browser: &Browser) -> Result<Command> {
    let node = which::which("node").ok().context("node is missing; install Node 20 or newer")?;
    let mut command = Command::new(node);
    command.current_dir(FOLDER);
    browser.name_to(&mut command);
    command.env("TASKSCOPE_DIST", std::path::absolute(site::DIST)?);
    Ok(command)
}

fn npm() -> Result<Command> {
    let npm: PathBuf = which::which("npm")
        .ok()
        .context("npm is missing; install Node 20 or newer, which brings it along")?;
    let mut command = Command::new(npm);
    command.current_dir(FOLDER);
    Ok(command)
}
