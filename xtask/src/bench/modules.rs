//! Builds wasm modules of the bench package, and their glue.

use std::path::{Path, PathBuf};

use anyhow::Result;

pub(super) use crate::modules::target;
use crate::{modules::glue, process, rust, tools::Toolbox};

const PACKAGE: &str = "taskscope-bench";

/// A module to build.
#[derive(Clone, Copy)]
pub(super) struct Module<'a> {
    /// An example of the package, or `None` for its library.
    pub(super) example: Option<&'a str>,
    /// Features of the package, with commas between.
    pub(super) features: &'a str,
    pub(super) profile: &'a str,
}

impl Module<'_> {
    /// Builds the module and writes it with its glue into `folder`, as `module.js` and `module_bg.wasm`.
    pub(super) fn build(self, toolbox: &Toolbox, folder: &Path) -> Result<()> {
        let mut cargo = process::cargo();
        cargo.args(["build", "--package", PACKAGE, "--target", rust::WASM]);
        cargo.args(["--profile", self.profile, "--features", self.features]);
        match self.example {
            Some(example) => cargo.args(["--example", example]),
            None => cargo.arg("--lib"),
        };
        process::run(&mut cargo)?;
        glue(toolbox, &self.artifact(), "module", folder)
    }

    fn artifact(self) -> PathBuf {
        let folder = target().join(rust::WASM).join(self.profile);
        match self.example {
            Some(example) => folder.join("examples").join(example).with_extension("wasm"),
            None => folder.join(PACKAGE.replace('-', "_")).with_extension("wasm"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_lie_in_a_folder_of_their_own() {
        let module = |example| Module { example, features: "", profile: "quick" };
        let library = module(None);
        assert!(library.artifact().ends_with("wasm32-unknown-unknown/quick/taskscope_bench.wasm"));
        let example = module(Some("hello"));
        assert!(example.artifact().ends_with("wasm32-unknown-unknown/quick/examples/hello.wasm"));
    }
}
