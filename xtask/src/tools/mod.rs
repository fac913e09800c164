//! Trunk and wasm-bindgen in exactly the versions this checkout needs, cached per user.

mod tool;

use std::{env, ffi::OsString, fmt, fs, path::PathBuf, process::Command};

use anyhow::{Context as _, Result};

use crate::process;

pub(crate) use tool::Tool;

/// Newer versions need a newer Rust than this project does.
const TRUNK_VERSION: &str = "0.21.14";

/// The newest there is; a preprocessor and the mdBook that calls it agree on the first two numbers.
const MDBOOK_VERSION: &str = "0.5.4";

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
        let mut folders = Vec::new();
        for tool in &tools {
            folders.extend(tool.ensure()?);
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

/// Installs mdBook if it is missing. Returns the folder that has to be put on PATH, if any. It is no part of the toolbox:
/// building it takes minutes, and only one test needs it.
pub(crate) fn mdbook() -> Result<Option<PathBuf>> {
    Tool { package: "mdbook", version: MDBOOK_VERSION, programs: &["mdbook"] }.ensure()
}

/// The version of `package` in the text of a Cargo.lock.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
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
}
