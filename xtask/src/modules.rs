//! Modules beside that of the page: a package of the workspace each, with its glue.

use std::{
    env,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};

use crate::{process, rust, tools::Toolbox};

/// What the worker of a job loads.
pub(crate) const JOBS: Module = Module { package: "taskscope-jobs", name: "jobs" };

/// How a module is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    /// As fast as it goes.
    Debug,
    /// For size.
    Release,
}

impl Profile {
    /// What Cargo calls it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Debug => "dev",
            Self::Release => "release",
        }
    }

    fn folder(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Release => "release",
        }
    }
}

/// A package whose library is such a module.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Module {
    /// What Cargo calls it.
    pub(crate) package: &'static str,
    /// What the site calls it: `NAME.js` is the glue and `NAME_bg.wasm` the module.
    pub(crate) name: &'static str,
}

impl Module {
    /// Builds the module, and writes it with its glue into `folder`.
    pub(crate) fn build(self, toolbox: &Toolbox, profile: Profile, folder: &Path) -> Result<()> {
        let mut cargo = process::cargo();
        cargo.args([
            "build",
            "--package",
            self.package,
            "--lib",
            "--target",
            rust::WASM,
            "--profile",
            profile.name(),
        ]);
        process::run(&mut cargo)?;
        let file = self.package.replace('-', "_");
        glue(toolbox, &built(profile, &format!("{file}.wasm")), self.name, folder)
    }
}

/// Writes a module that Cargo has built as wasm-bindgen makes it ready for the web, with its glue.
pub(crate) fn glue(toolbox: &Toolbox, built: &Path, name: &str, folder: &Path) -> Result<()> {
    let mut bindgen = toolbox.command("wasm-bindgen")?;
    bindgen.args(["--target", "web", "--no-typescript", "--out-name", name, "--out-dir"]);
    process::run(bindgen.arg(folder).arg(built))
        .with_context(|| format!("there is no glue for {}", built.display()))
}

/// Where Cargo has put a module that it built.
pub(crate) fn built(profile: Profile, file: &str) -> PathBuf {
    target().join(rust::WASM).join(profile.folder()).join(file)
}

/// Where Cargo puts what it builds.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR")
        .filter(|folder| !folder.is_empty())
        .unwrap_or_else(|| "target".into())
        .into()
}
