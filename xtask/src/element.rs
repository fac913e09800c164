//! Makes one script of the element's sources: each is a module that says what it takes from the others, and a page names
//! and loads one file.

use std::{fs, path::Path};

use anyhow::{Context as _, Result, bail, ensure};

use crate::fetched;

/// What the script is called.
pub(crate) const SCRIPT: &str = "task-scope.js";
/// Where the sources are, and the one that everything begins with.
const SOURCES: &str = "www/element";
const FIRST: &str = "main.js";

/// A script from the sources in a folder, of which `main.js` is the first.
pub(crate) fn script_from(sources: &str) -> Result<String> {
    joined(&|name| {
        let path = Path::new(sources).join(name);
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
    })
}

/// The script of a site with all its files.
pub(crate) fn script_of(site: &Path) -> Result<String> {
    fetched::with_names(&script_from(SOURCES)?, site)
}

/// Writes the script into the folder of a site that has all other files.
pub(crate) fn write(folder: &Path) -> Result<()> {
    let path = folder.join(SCRIPT);
    fs::write(&path, script_of(folder)?).with_context(|| format!("cannot write {}", path.display()))
}

/// All sources behind each other, each after those that it imports from. They share one scope, so a name is one thing in
/// all of them: a script that declares one twice is none, so it is refused here.
fn joined(read: &impl Fn(&str) -> Result<String>) -> Result<String> {
    let (mut parts, mut seen) = (Vec::new(), Vec::new());
    join(FIRST, read, &mut seen, &mut parts)?;
    // What the first one says at its top is about all of them.
    let script = parts.join("\n");
    let mut names: Vec<_> = script.lines().filter_map(declared).collect();
    names.sort_unstable();
    if let Some(name) = names.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0]) {
        bail!("two sources declare `{name}`, and they become one script; rename one of them");
    }
    Ok(script)
}

/// The name that a line declares for all of the script.
fn declared(line: &str) -> Option<&str> {
    let line = line.strip_prefix("async ").unwrap_or(line);
    let rest = ["function ", "const ", "let ", "class "].iter().find_map(|word| line.strip_prefix(word))?;
    rest.split(|letter: char| !letter.is_alphanumeric() && letter != '_').find(|name| !name.is_empty())
}

fn join(
    name: &str,
    read: &impl Fn(&str) -> Result<String>,
    seen: &mut Vec<String>,
    parts: &mut Vec<String>,
) -> Result<()> {
    if seen.iter().any(|other| other == name) {
        return Ok(());
    }
    seen.push(name.to_owned());
    let mut text = String::new();
    for line in read(name)?.lines() {
        if let Some(import) = line.strip_prefix("import ") {
            let other = import.rsplit_once("from './").and_then(|(_, rest)| rest.strip_suffix("';"));
            ensure!(
                other.is_some(),
                "{name} imports in another way than `import {{ … }} from './….js';`: {line}"
            );
            join(other.unwrap_or_default(), read, seen, parts)?;
        } else {
            // What is in braces is what the whole script exports.
            let is_list = line.starts_with("export {");
            text += line.strip_prefix("export ").filter(|_| !is_list).unwrap_or(line);
            text.push('\n');
        }
    }
    parts.push(text);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(name: &str) -> Result<String> {
        let text = match name {
            "main.js" => {
                "// All.\n\nimport { a } from './a.js';\nimport { b } from './b.js';\n\nexport { a };\na(b);\n"
            }
            "a.js" => "import { b } from './b.js';\nexport const a = () => b;\n",
            "b.js" => "export const b = 1;\n",
            _ => anyhow::bail!("no {name}"),
        };
        Ok(text.to_owned())
    }

    #[test]
    fn each_source_comes_once_and_after_what_it_imports() {
        let script = joined(&sources).unwrap();
        assert_eq!(script, "const b = 1;\n\nconst a = () => b;\n\n// All.\n\n\nexport { a };\na(b);\n");
    }

    #[test]
    fn an_import_that_it_would_not_understand_is_refused() {
        let error =
            joined(&|_| Ok("import * as all from 'somewhere';\n".to_owned())).unwrap_err().to_string();
        assert!(error.starts_with("main.js imports in another way"), "{error}");
    }

    #[test]
    fn a_name_that_two_sources_declare_is_refused() {
        let twice = |name: &str| {
            let own = "async function begin() {}\n";
            let import = if name == "main.js" { "import { b } from './b.js';\n" } else { "" };
            Ok(format!("{import}export {own}"))
        };
        let error = joined(&twice).unwrap_err().to_string();
        assert!(error.starts_with("two sources declare `begin`"), "{error}");
    }
}
