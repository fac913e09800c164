//! A tool in exactly one version, cached per user: downloaded where that is possible, and built where it is not.
//!
//! A tool lives in `<user cache>/taskscope/tools/<name>-<version>/bin`, not in the checkout, so that the next fresh clone
//! finds it. Whether it is installed is decided by running it: an interrupted installation leaves a folder, but no
//! program that answers.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result, bail};

use crate::{process, timing::timed};

/// Optimising the tools takes two to three times as long as building them, and gains nothing that could be noticed.
const QUICK_PROFILE: [(&str, &str); 3] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
];

/// A package whose programs this checkout needs.
pub(crate) struct Tool<'a> {
    pub(crate) package: &'a str,
    pub(crate) version: &'a str,
    pub(crate) programs: &'a [&'a str],
}

impl Tool<'_> {
    /// The folder that has to be put on PATH, or `None` if the right version is there already.
    pub(crate) fn ensure(&self) -> Result<Option<PathBuf>> {
        if self.answers_from(Path::new("")) {
            return Ok(None);
        }
        let cache = cache_folder()?;
        let root = self.root(&cache);
        let folder = root.join("bin");
        if !self.answers_from(&folder) {
            let what = format!("Installing {} {} once for all checkouts", self.package, self.version);
            timed(&what, || self.install(&cache, &root))?;
            if !self.answers_from(&folder) {
                bail!(
                    "{} was installed into {} but does not answer; remove that folder",
                    self.package,
                    root.display()
                );
            }
        }
        Ok(Some(folder))
    }

    /// The folder of the cache that has the programs, if they have been installed there.
    pub(crate) fn installed(&self) -> Result<Option<PathBuf>> {
        let folder = self.root(&cache_folder()?).join("bin");
        Ok(self.answers_from(&folder).then_some(folder))
    }

    fn root(&self, cache: &Path) -> PathBuf {
        cache.join("tools").join(format!("{}-{}", self.package, self.version))
    }

    fn answers_from(&self, folder: &Path) -> bool {
        self.programs.iter().all(|program| {
            let answer = process::answer(Command::new(folder.join(program)).arg("--version"));
            let version = answer.as_deref().and_then(|answer| answer.split_whitespace().nth(1));
            // mdBook has a letter in front of it.
            version.is_some_and(|version| version.trim_start_matches('v') == self.version)
        })
    }

    fn install(&self, cache: &Path, root: &Path) -> Result<()> {
        fs::create_dir_all(root).with_context(|| format!("cannot create {}", root.display()))?;
        if which::which("cargo-binstall").is_ok() && process::run(&mut self.download(root)).is_ok() {
            return Ok(());
        }
        println!("  building it from source; this takes some minutes");
        let build = cache.join("build").join(format!("{}-{}", self.package, self.version));
        if process::run(self.build(root, &build).arg("--locked")).is_err() {
            println!(
                "  its lock file does not build here; trying again with the newest dependencies that fit"
            );
            process::run(&mut self.build(root, &build)).with_context(|| self.by_hand())?;
        }
        // What is left there is of no more use; if it cannot be removed, it only takes up space.
        if let Err(error) = fs::remove_dir_all(&build) {
            println!("  {} could not be removed: {error}", build.display());
        }
        Ok(())
    }

    fn download(&self, root: &Path) -> Command {
        let mut command = process::cargo();
        command.current_dir(root).args(["binstall", "--no-confirm", "--force", "--root"]).arg(root);
        command.arg(format!("{}@{}", self.package, self.version));
        // If there is nothing to download we build it ourselves, which is quicker than the way binstall does it.
        command.env("BINSTALL_DISABLE_STRATEGIES", "compile").env("BINSTALL_DISABLE_TELEMETRY", "true");
        command
    }

    fn build(&self, root: &Path, build: &Path) -> Command {
        let mut command = process::cargo();
        // Outside of the checkout, because its settings for Cargo are not meant for the tools.
        command.current_dir(root);
        // The build folder outlives an interruption, so that the next attempt goes on where this one stopped.
        command.args(["install", self.package, "--version", self.version, "--force", "--root"]).arg(root);
        command.arg("--target-dir").arg(build).envs(QUICK_PROFILE);
        command
    }

    fn by_hand(&self) -> String {
        let Self { package, version, .. } = self;
        format!(
            "{package} could not be installed; see to the network, or run `cargo install {package}@{version}` by hand"
        )
    }
}

/// `<user cache>/taskscope`, or what `TASKSCOPE_CACHE` says.
fn cache_folder() -> Result<PathBuf> {
    let variable = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(folder) = variable("TASKSCOPE_CACHE") {
        return Ok(std::path::absolute(folder)?);
    }
    let user_cache = if cfg!(windows) {
        variable("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        variable("HOME").map(|home| home.join("Library/Caches"))
    } else {
        variable("XDG_CACHE_HOME").or_else(|| Some(variable("HOME")?.join(".cache")))
    };
    Ok(user_cache
        .context("there is no home folder; name one for the tools in TASKSCOPE_CACHE")?
        .join("taskscope"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_folder_is_no_installed_tool() {
        let tool = Tool { package: "trunk", version: "1.2.3", programs: &["trunk"] };
        assert!(!tool.answers_from(Path::new("no/such/folder")));
    }

    #[test]
    fn a_tool_is_built_in_the_version_asked_for() {
        let tool = Tool { package: "trunk", version: "1.2.3", programs: &["trunk"] };
        let line = process::line(&tool.build(Path::new("root"), Path::new("build")));
        assert_eq!(line, "cargo install trunk --version 1.2.3 --force --root root --target-dir build");
    }
}
