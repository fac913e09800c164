//! The crates that can be published: packed and built as the registry would, without a word to it, and their examples run.

use std::fs;

use anyhow::{Context as _, Result, ensure};

use crate::{process, timing::timed};

/// What the registry gets, what others need first. Every other package says `publish = false`.
const PUBLISHED: [&str; 2] = ["format", "runtime"];

/// What a package has to bring along beside its code.
const NEEDED: [&str; 4] = ["Cargo.toml", "README.md", "LICENSE-APACHE", "LICENSE-MIT"];

/// Packs, builds what was packed, and runs the examples; returns how many files are packed.
pub(crate) fn check() -> Result<usize> {
    let mut files = 0;
    for name in PUBLISHED {
        files += check_contents(name)?;
    }
    timed("Packing, and building what was packed", || {
        let mut cargo = process::cargo();
        // What was changed and not committed is what is to be checked.
        cargo.args(["package", "--quiet", "--allow-dirty"]);
        for name in PUBLISHED {
            cargo.args(["--package", &package(name)]);
        }
        process::run(&mut cargo)
    })?;
    for name in PUBLISHED {
        for example in examples(name)? {
            timed(&format!("Running the example {example} of {name}"), || {
                let mut cargo = process::cargo();
                cargo.args(["run", "--quiet", "--package", &package(name), "--example", &example]);
                process::answer(&mut cargo).map(drop).with_context(|| {
                    format!("the example fails: cargo run -p {} --example {example}", package(name))
                })
            })?;
        }
    }
    Ok(files)
}

fn package(name: &str) -> String {
    format!("taskscope-{name}")
}

/// Checks that a package has all that it needs, and returns how many files it has.
fn check_contents(name: &str) -> Result<usize> {
    let package = package(name);
    let mut cargo = process::cargo();
    let list = process::answer(cargo.args(["package", "--list", "--allow-dirty", "--package", &package]));
    let list = list.with_context(|| format!("`cargo package --list -p {package}` fails"))?;
    let missing: Vec<_> =
        NEEDED.into_iter().filter(|needed| !list.lines().any(|file| file == *needed)).collect();
    ensure!(
        missing.is_empty(),
        "{package} would be published without {}: see `include` in its manifest",
        missing.join(", ")
    );
    for license in ["LICENSE-APACHE", "LICENSE-MIT"] {
        let same = fs::read(license)? == fs::read(format!("crates/{name}/{license}"))?;
        ensure!(same, "crates/{name}/{license} is not the workspace's; copy {license} there");
    }
    Ok(list.lines().count())
}

/// The names of a package's examples, sorted.
fn examples(name: &str) -> Result<Vec<String>> {
    let folder = format!("crates/{name}/examples");
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("cannot list {folder}"))? {
        names.extend(entry?.path().file_stem().map(|stem| stem.to_string_lossy().into_owned()));
    }
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_published_or_says_that_it_is_not() {
        let root = process::workspace_root();
        let crates = fs::read_dir(root.join("crates")).unwrap().map(|entry| entry.unwrap().path());
        for manifest in
            crates.chain([root.clone(), root.join("xtask")]).map(|folder| folder.join("Cargo.toml"))
        {
            let text = fs::read_to_string(&manifest).unwrap();
            let is_published =
                PUBLISHED.iter().any(|name| text.contains(&format!("name = \"{}\"", package(name))));
            let says_not = text.lines().any(|line| line == "publish = false");
            assert!(is_published != says_not, "{}: publish it or say `publish = false`", manifest.display());
        }
    }
}
