//! The built-in programs as modules: one for each section of the gallery, and the script that runs them.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, ensure};

use crate::{
    element,
    modules::{self, Profile},
    process, rust,
    timing::timed,
    tools::Toolbox,
};

/// What runs modules, and where its sources are.
pub(crate) const RUNNER: &str = "runner.js";
const RUNNER_SOURCES: &str = "www/runner";
/// Where the modules go.
pub(crate) const FOLDER: &str = "programs";
/// The package that they are made of, and what Cargo calls it.
const PACKAGE: &str = "taskscope-modules";
const LINKED: &str = "taskscope_modules.wasm";
/// The manifest whose features are the sections.
const SECTIONS: &str = "crates/programs/Cargo.toml";
/// The section whose programs have objects of the browser: wasm-bindgen makes glue for its module.
const WITH_GLUE: &str = "page";

/// Writes all of them into the folder of a site.
///
/// A release has a module for each section. Otherwise one module has all programs, and stands there for each, as it is
/// linked in a second.
pub(crate) fn write(toolbox: &Toolbox, profile: Profile, folder: &Path) -> Result<()> {
    fs::write(folder.join(RUNNER), element::script_from(RUNNER_SOURCES)?)?;
    let folder = folder.join(FOLDER);
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let sections = sections(&fs::read_to_string(SECTIONS)?)?;
    let plain: Vec<&str> =
        sections.iter().map(String::as_str).filter(|section| *section != WITH_GLUE).collect();
    let all = if profile == Profile::Release { None } else { Some(linked(&plain, profile)?) };
    for section in &plain {
        let module = match &all {
            Some(all) => all.clone(),
            None => {
                timed(&format!("Making the module of the section {section}"), || linked(&[section], profile))?
            }
        };
        fs::copy(&module, folder.join(section).with_extension("wasm"))
            .with_context(|| format!("cannot copy {}", module.display()))?;
    }
    with_glue(toolbox, &linked(&[WITH_GLUE], profile)?, &folder)
}

/// The sections, as a manifest has them.
fn sections(manifest: &str) -> Result<Vec<String>> {
    let lines = manifest.lines().skip_while(|line| *line != "[features]").skip(1);
    let features = lines.take_while(|line| !line.starts_with('['));
    let sections: Vec<_> =
        features.filter_map(|line| line.strip_suffix(" = []")).map(str::to_owned).collect();
    ensure!(sections.iter().any(|section| section == WITH_GLUE), "{SECTIONS} has no feature `{WITH_GLUE}`");
    Ok(sections)
}

/// Builds the module with the programs of some sections, and returns where it is until the next one is built.
fn linked(sections: &[&str], profile: Profile) -> Result<PathBuf> {
    let mut features: Vec<_> =
        sections.iter().map(|section| format!("taskscope-programs/{section}")).collect();
    if sections.contains(&WITH_GLUE) {
        features.push("taskscope-runtime/web".to_owned());
    }
    let mut cargo = process::cargo();
    cargo.args([
        "build",
        "--quiet",
        "--package",
        PACKAGE,
        "--target",
        rust::WASM,
        "--profile",
        profile.name(),
        "--features",
        &features.join(","),
    ]);
    if profile == Profile::Release {
        // Functions are put in order by their names, which go then.
        cargo.env("CARGO_PROFILE_RELEASE_STRIP", "debuginfo");
    }
    process::run(&mut cargo)?;
    Ok(modules::built(profile, LINKED))
}

/// Makes the glue of a module, and lets it take the imports of a runner.
fn with_glue(toolbox: &Toolbox, module: &Path, folder: &Path) -> Result<()> {
    modules::glue(toolbox, module, WITH_GLUE, folder)?;
    let path = folder.join(WITH_GLUE).with_extension("js");
    let glue = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    fs::write(&path, open_to_the_runner(&glue)?)?;
    Ok(())
}

/// wasm-bindgen has the imports that are not its own come from modules of their groups' names, which no browser finds. Here
/// each group is an object that the runner fills before it makes an instance.
fn open_to_the_runner(glue: &str) -> Result<String> {
    let mut opened = String::new();
    let mut groups = BTreeSet::new();
    for line in glue.lines() {
        let import = line.trim_end_matches(';').strip_prefix("import * as ");
        if let Some((name, from)) = import.and_then(|import| import.split_once(" from ")) {
            let group = from.trim_matches(['"', '\'']);
            ensure!(group.starts_with("taskscope"), "the glue takes something from `{group}`");
            opened.extend(["const ", name, " = groups.", group, ";\n"]);
            groups.insert(format!("{group}: {{}}"));
        } else {
            opened += line;
            opened.push('\n');
        }
    }
    ensure!(!groups.is_empty(), "the glue has no imports of a runner");
    let groups: Vec<_> = groups.into_iter().collect();
    Ok(format!("export const groups = {{ {} }};\n{opened}", groups.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_feature_but_the_default_is_a_section() {
        let manifest = "[package]\nname = \"x\"\n\n[features]\n# Why.\ndefault = [\n  \"start\",\n]\nstart = []\npage = []\n\n\
                        [dependencies]\nother = []\n";
        assert_eq!(sections(manifest).unwrap(), ["start", "page"]);
        assert!(sections("[features]\nstart = []\n").is_err());
    }

    #[test]
    fn groups_of_imports_are_left_to_the_runner() {
        let glue = "import * as import1 from \"taskscope\"\nimport * as import2 from \"taskscope_threads\"\n\nlet wasm;\n";
        assert_eq!(
            open_to_the_runner(glue).unwrap(),
            "export const groups = { taskscope: {}, taskscope_threads: {} };\n\
             const import1 = groups.taskscope;\nconst import2 = groups.taskscope_threads;\n\nlet wasm;\n"
        );
        assert!(open_to_the_runner("let wasm;\n").is_err());
        assert!(open_to_the_runner("import * as import1 from \"env\"\n").is_err());
    }
}
