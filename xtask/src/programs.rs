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
    sizes::files_below,
    timing::timed,
    tools::Toolbox,
};

/// What runs modules, and where its sources are.
pub(crate) const RUNNER: &str = "runner.js";
const RUNNER_SOURCES: &str = "www/runner";
/// Where the modules go.
pub(crate) const FOLDER: &str = "programs";
/// The package whose examples are the modules, and where those are.
const PACKAGE: &str = "taskscope-modules";
const EXAMPLES: &str = "crates/modules/examples";
/// The example with all programs.
const EVERY: &str = "every";
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
    let sections = sections(Path::new(EXAMPLES))?;
    let linked =
        |section: &str| if profile == Profile::Release { section.to_owned() } else { EVERY.to_owned() };
    let examples: BTreeSet<_> = sections.iter().map(|section| linked(section)).collect();
    timed("Making the modules of the programs", || build(profile, "module", &examples))?;
    for section in &sections {
        let module = built(profile, &linked(section));
        fs::copy(&module, folder.join(section).with_extension("wasm"))
            .with_context(|| format!("cannot copy {}", module.display()))?;
    }
    build(profile, "web", &BTreeSet::from([WITH_GLUE.to_owned()]))?;
    with_glue(toolbox, &built(profile, WITH_GLUE), &folder)
}

/// The sections whose modules have no glue.
fn sections(folder: &Path) -> Result<BTreeSet<String>> {
    let mut sections = BTreeSet::new();
    for path in files_below(folder)? {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        sections.insert(name);
    }
    ensure!(
        sections.remove(EVERY) && sections.remove(WITH_GLUE),
        "{EXAMPLES} has no `{EVERY}` or `{WITH_GLUE}`"
    );
    Ok(sections)
}

/// Builds some of the modules in one go: the programs are compiled once, and all modules linked side by side.
fn build(profile: Profile, feature: &str, examples: &BTreeSet<String>) -> Result<()> {
    let mut cargo = process::cargo();
    cargo.args(["build", "--quiet", "--package", PACKAGE, "--features", feature]);
    cargo.args(["--target", rust::WASM, "--profile", profile.name()]);
    cargo.args(examples.iter().flat_map(|example| ["--example", example]));
    if profile == Profile::Release {
        // Functions are put in order by their names, which go then.
        cargo.env("CARGO_PROFILE_RELEASE_STRIP", "debuginfo");
    }
    process::run(&mut cargo)
}

/// Where Cargo has put the module of an example.
fn built(profile: Profile, example: &str) -> PathBuf {
    modules::built(profile, &format!("examples/{}.wasm", example.replace('-', "_")))
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
    fn every_section_of_a_lesson_has_its_module() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut named = BTreeSet::new();
        for lesson in files_below(&root.join("lessons")).unwrap() {
            let lesson = fs::read_to_string(lesson).unwrap_or_default();
            let of_line = |line: &str| Some(line.strip_prefix("section = ")?.trim_matches('"').to_owned());
            named.extend(lesson.lines().find_map(of_line));
        }
        let mut modules = sections(&root.join(EXAMPLES)).unwrap();
        modules.insert(WITH_GLUE.to_owned());
        assert_eq!(named, modules, "each section has a file in {EXAMPLES}, and an entry in its Cargo.toml");
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
