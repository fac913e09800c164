//! The npm package: the element's own script, with the glue, the module and the style sheet as files beside it, where
//! bundlers find them.

use std::{fs, path::Path, process::Command};

use anyhow::{Context as _, Result, ensure};

use crate::{bundle::Bundle, locales, process, site::DIST, timing::timed};

/// Where the package is put together.
pub(crate) const FOLDER: &str = "target/npm/task-scope";
/// What of it is written by hand.
const WRITTEN: &str = "packages/task-scope";
/// The folder of the files that programs fetch.
const PAGES: &str = "pages";
/// Where the element's source says that the playground is, and what stands there in a package, which knows of none.
const SITE: [&str; 2] = ["const site = new URL('./', import.meta.url).href;", "const site = '';"];

/// Puts the package together from a built site.
pub(crate) fn assemble(bundle: &Bundle) -> Result<()> {
    let folder = Path::new(FOLDER);
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot empty {FOLDER}"))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot make {FOLDER}"))?;
    for entry in fs::read_dir(WRITTEN).with_context(|| format!("cannot read {WRITTEN}"))? {
        copy(&entry?.path(), folder)?;
    }
    for name in ["taskscope_bg.wasm", "task-scope.css"] {
        copy(&Path::new(DIST).join(name), folder)?;
    }
    // What programs fetch on the browser's clock lies beside the glue.
    fs::create_dir(folder.join(PAGES)).with_context(|| format!("cannot make {FOLDER}/{PAGES}"))?;
    for entry in
        fs::read_dir(Path::new(DIST).join(PAGES)).with_context(|| format!("cannot read {DIST}/{PAGES}"))?
    {
        copy(&entry?.path(), &folder.join(PAGES))?;
    }
    locales::pack(folder)?;
    for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
        copy(Path::new(name), folder)?;
    }
    let element = fs::read_to_string("www/task-scope.js").context("cannot read www/task-scope.js")?;
    fs::write(folder.join("task-scope.js"), packaged(&element)?)?;
    fs::write(folder.join("taskscope.js"), &bundle.glue)?;
    Ok(())
}

/// Packs it as npm publishes it.
pub(crate) fn pack() -> Result<()> {
    let npm = which::which("npm")
        .ok()
        .context("npm is missing; install Node 20 or newer, which brings it along")?;
    timed("Packing for npm", || {
        process::run(Command::new(npm).current_dir(FOLDER).args(["pack", "--pack-destination", ".."]))
    })
}

fn packaged(element: &str) -> Result<String> {
    ensure!(element.contains(SITE[0]), "www/task-scope.js has no line `{}`", SITE[0]);
    Ok(element.replace(SITE[0], SITE[1]))
}

fn copy(file: &Path, folder: &Path) -> Result<()> {
    let name = file.file_name().context("a file has a name")?;
    fs::copy(file, folder.join(name)).with_context(|| format!("cannot copy {}", file.display()))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_package_has_the_version_of_the_playground() {
        let version = |text: &'static str, key: &str| {
            text.lines()
                .find_map(|line| line.trim().strip_prefix(key))
                .map(|rest| rest.trim_matches([' ', '=', ':', '"', ',']))
        };
        let package = version(include_str!("../../packages/task-scope/package.json"), "\"version\"");
        assert_eq!(package, version(include_str!("../../Cargo.toml"), "version"));
        assert!(package.is_some());
    }

    #[test]
    fn a_package_knows_of_no_playground() {
        let element = packaged(include_str!("../../www/task-scope.js")).unwrap();
        assert!(element.contains(SITE[1]) && !element.contains(SITE[0]));
        assert!(packaged("").is_err());
    }
}
