//! Trunk and wasm-bindgen in exactly the versions this checkout needs, cached per user.
//!
//! A tool lives in `<user cache>/taskscope/tools/<name>-<version>/bin`, not in the checkout, so that the next fresh clone
//! finds it. Whether it is installed is decided by running it: an interrupted installation leaves a folder, but no
//! program that answers.

use std::{
    env,
    ffi::OsString,
    fmt, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result, bail};

use crate::{process, timing::timed};

/// Newer versions need a newer Rust than this project does.
const TRUNK_VERSION: &str = "0.21.14";

/// The newest there is; a preprocessor and the mdBook that calls it agree on the first two numbers.
const MDBOOK_VERSION: &str = "0.5.4";

/// Optimising the tools takes two to three times as long as building them, and gains nothing that could be noticed.
const QUICK_PROFILE: [(&str, &str); 3] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
];

/// The tools of this checkout, ready to be called.
pub(crate) struct Toolbox {
    /// The search path for child processes: Trunk looks for wasm-bindgen there.
    path: OsString,
    /// Names and versions, for people.
    contents: String,
}

impl Toolbox {
    /// Installs the tools that are missing.
    pub(crate) fn ensure() -> Result<Self> {
        let lock =
            fs::read_to_string("Cargo.lock").context("cannot read Cargo.lock; `cargo metadata` writes it")?;
        let wasm_bindgen =
            locked_version(&lock, "wasm-bindgen").context("Cargo.lock names no wasm-bindgen")?;
        let tools = [
            Tool { package: "trunk", version: TRUNK_VERSION, programs: &["trunk"] },
            Tool {
                package: "wasm-bindgen-cli",
                version: wasm_bindgen,
                programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
            },
        ];
        let cache = cache_folder()?;
        let mut folders = Vec::new();
        for tool in &tools {
            folders.extend(tool.ensure(&cache)?);
        }
        folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
        Ok(Self {
            path: env::join_paths(folders)
                .context("the cache folder cannot stand in PATH; name another in TASKSCOPE_CACHE")?,
            contents: tools.map(|tool| format!("{} {}", tool.package, tool.version)).join(" and "),
        })
    }

    /// A call of `program`, with the tools first on its search path.
    pub(crate) fn command(&self, program: &str) -> Result<Command> {
        let found = which::which_in(program, Some(&self.path), env::current_dir()?)
            .ok()
            .with_context(|| format!("{program} is not on PATH"))?;
        let mut command = Command::new(found);
        command.env("PATH", &self.path);
        if env::var_os("NO_COLOR").is_some() {
            // Trunk refuses the usual `NO_COLOR=1`.
            command.env("NO_COLOR", "true");
        }
        Ok(command)
    }

    /// A call of the cargo that runs us, with the tools first on its search path.
    pub(crate) fn cargo(&self) -> Command {
        let mut command = process::cargo();
        command.env("PATH", &self.path);
        command
    }
}

impl fmt::Display for Toolbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.contents)
    }
}

struct Tool<'a> {
    package: &'a str,
    version: &'a str,
    programs: &'a [&'a str],
}

impl Tool<'_> {
    /// The folder that has to be put on PATH, or `None` if the right version is there already.
    fn ensure(&self, cache: &Path) -> Result<Option<PathBuf>> {
        if self.answers_from(Path::new("")) {
            return Ok(None);
        }
        let root = cache.join("tools").join(format!("{}-{}", self.package, self.version));
        let folder = root.join("bin");
        if !self.answers_from(&folder) {
            let what = format!("Installing {} {} once for all checkouts", self.package, self.version);
            timed(&what, || self.install(cache, &root))?;
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

/// Installs mdBook if it is missing. Returns the folder that has to be put on PATH, if any. It is no part of the toolbox:
/// building it takes minutes, and only one test needs it.
pub(crate) fn mdbook() -> Result<Option<PathBuf>> {
    Tool { package: "mdbook", version: MDBOOK_VERSION, programs: &["mdbook"] }.ensure(&cache_folder()?)
}

/// The version of `package` in the text of a Cargo.lock.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
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

    const LOCK: &str = r#"
[[package]]
name = "wasm-bindgen-macro"
version = "0.1.0"

[[package]]
name = "wasm-bindgen"
version = "0.2.130"
source = "registry"
"#;

    #[test]
    fn the_locked_version_is_that_of_the_exact_name() {
        assert_eq!(locked_version(LOCK, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(LOCK, "wasm"), None);
    }

    #[test]
    fn an_empty_folder_is_no_installed_tool() {
        let tool = Tool { package: "trunk", version: TRUNK_VERSION, programs: &["trunk"] };
        assert!(!tool.answers_from(Path::new("no/such/folder")));
    }

    #[test]
    fn a_tool_is_built_in_the_version_asked_for() {
        let tool = Tool { package: "trunk", version: "1.2.3", programs: &["trunk"] };
        let line = process::line(&tool.build(Path::new("root"), Path::new("build")));
        assert_eq!(line, "cargo install trunk --version 1.2.3 --force --root root --target-dir build");
    }
}
