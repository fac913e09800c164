//! Makes a release of a built site: smaller modules and scripts, and the hash of each file that the element's script fetches. So
//! the script's own hash covers all of them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, ensure};

use crate::{
    element::SCRIPT,
    fetched::{self, Hashes, hash},
    imports::{self, Linked},
    order, process, sizes,
};

/// The ending of a module that wasm-bindgen made, and that of the glue beside it.
const BOUND: [&str; 2] = ["_bg.wasm", ".js"];
/// Where hashes go in the playground's service worker.
const HASHES: &str = "const files = {};";
/// What the playground does without: the posters of elements.
const LEFT_OUT: &str = "pictures/";
/// Where a version goes in that worker, and in the script that registers it.
const VERSION: &str = "const version = '';";
const KEEPERS: [&str; 2] = ["offline.js", "page.js"];
/// The playground's page, which the worker knows by the path of its folder.
const PAGE: &str = "index.html";
/// What every visit of the playground needs beside files that have their hash in the script.
const SHELL: [&str; 3] = ["page.css", "page.js", "icon.svg"];
/// How the playground's page names scripts, before their paths: a browser that has loaded one without its hash asks for no
/// other.
const NAMES: [&str; 2] = [r#"rel="modulepreload" href="#, r#"type="module" src="#];

/// Makes a release of the site in a folder and returns the hash of the script.
pub(crate) fn finish(folder: &Path) -> Result<String> {
    let files = sizes::files_below(folder)?;
    for module in files.iter().filter(|path| has_ending(path, "wasm")) {
        shrink(module)?;
    }
    for sheet in files.iter().filter(|path| has_ending(path, "css")) {
        fs::write(sheet, slim_sheet(&String::from_utf8(read(sheet)?)?))?;
    }
    let script = folder.join(SCRIPT);
    // The playground's own are filled in below.
    let is_small = |path: &Path| path == script || KEEPERS.iter().any(|name| path == folder.join(name));
    minify(files.iter().filter(|path| has_ending(path, "js") && !is_small(path)))?;
    let (filled, mut hashes) = fetched::with_hashes(&String::from_utf8(read(&script)?)?, folder)?;
    fs::write(&script, filled).with_context(|| format!("cannot write {}", script.display()))?;
    minify([&script].into_iter())?;
    let whole = hash(&read(&script)?);
    hashes.insert(SCRIPT.to_owned(), whole.clone());
    let page = folder.join(PAGE);
    fs::write(&page, bind(&String::from_utf8(read(&page)?)?, &hashes))?;
    keep(folder, &hashes)?;
    let lines: Vec<_> = hashes.iter().map(|(name, hash)| format!("  \"{name}\": \"{hash}\"")).collect();
    fs::write(folder.join("integrity.json"), format!("{{\n{}\n}}\n", lines.join(",\n")))?;
    Ok(whole)
}

/// The playground's page, with the hash of each script that it names.
fn bind(page: &str, hashes: &Hashes) -> String {
    let names =
        hashes.iter().flat_map(|(name, hash)| NAMES.map(|before| (format!("{before}\"{name}\""), hash)));
    names.fold(page.to_owned(), |page, (named, hash)| {
        page.replace(&named, &format!("{named} integrity=\"{hash}\""))
    })
}

/// Makes scripts smaller, by the command that does nothing else.
fn minify<'a>(scripts: impl Iterator<Item = &'a PathBuf>) -> Result<()> {
    let mut command = process::cargo();
    command.args(["run", "--quiet", "--package", "taskscope-minify", "--"]).args(scripts);
    process::run(&mut command).context("the scripts can't be made smaller")
}

/// A style sheet without its comments, its line ends and the spaces that mean nothing. Texts in a sheet are short and have none
/// of them.
fn slim_sheet(sheet: &str) -> String {
    let mut slim = String::new();
    let mut parts = sheet.split("/*");
    let first = parts.next().unwrap_or_default();
    let after = parts.map(|part| part.split_once("*/").map_or("", |(_, after)| after));
    let kept: String = std::iter::once(first).chain(after).collect();
    for word in kept.split_whitespace() {
        // A space may mean something in a selector or a value that goes on.
        if !slim.is_empty() && !slim.ends_with(['{', '}', ';', ',', ':']) && !word.starts_with(['{', '}']) {
            slim.push(' ');
        }
        if word.starts_with('}') && slim.ends_with(';') {
            slim.pop();
        }
        slim += word;
    }
    slim
}

/// Puts a module's functions in order and shortens its imports, in its glue as well if it has one.
fn shrink(module: &Path) -> Result<()> {
    let glue = glue_of(module);
    let text = glue.as_deref().map_or(Ok(String::new()), fs::read_to_string)?;
    let of = || format!("{} can't be made smaller", module.display());
    let ordered = order::by_name(&read(module)?).with_context(of)?;
    let linked = imports::shortened(Linked { wasm: ordered, glue: text }).with_context(of)?;
    fs::write(module, linked.wasm)?;
    glue.map_or(Ok(()), |glue| fs::write(glue, linked.glue))?;
    Ok(())
}

/// The script that goes with a module, if wasm-bindgen made one.
fn glue_of(module: &Path) -> Option<PathBuf> {
    let stem = module.file_name()?.to_str()?.strip_suffix(BOUND[0])?;
    Some(module.with_file_name(format!("{stem}{}", BOUND[1]))).filter(|glue| glue.is_file())
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|extension| extension == ending)
}

/// Gives the playground's service worker a version, which changes with any file that it keeps, and their hashes.
fn keep(folder: &Path, hashes: &Hashes) -> Result<()> {
    let mut parts = format!("{hashes:?}").into_bytes();
    for name in KEEPERS.iter().chain(&SHELL).chain(&[PAGE]) {
        parts.extend(read(&folder.join(name))?);
    }
    let version = format!("const version = '{}';", hash(&parts));
    for keeper in KEEPERS {
        fill(&folder.join(keeper), &[(VERSION, &version)])?;
    }
    let mut kept = hashes.clone();
    kept.retain(|name, _| !name.starts_with(LEFT_OUT));
    for name in SHELL {
        kept.insert(name.to_owned(), hash(&read(&folder.join(name))?));
    }
    kept.insert(String::new(), hash(&read(&folder.join(PAGE))?));
    fill(&folder.join(KEEPERS[0]), &[(HASHES, &fetched::table(HASHES, &kept))])
}

/// Puts lines in the place of others in a script.
fn fill(script: &Path, lines: &[(&str, &str)]) -> Result<()> {
    let mut text = String::from_utf8(read(script)?)?;
    for (empty, full) in lines {
        ensure!(text.contains(empty), "{} has no line `{empty}` to fill in", script.display());
        text = text.replace(empty, full);
    }
    fs::write(script, text).with_context(|| format!("cannot write {}", script.display()))
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slim_sheet_keeps_the_spaces_that_mean_something() {
        let sheet = "/* About\n   it. */\n:host {\n  color: red; /* Why. */\n}\n\na b,\n.c\n  > d {\n  margin: 1px\n    2px;\n}\n";
        assert_eq!(slim_sheet(sheet), ":host{color:red}a b,.c > d{margin:1px 2px}");
    }

    #[test]
    fn a_script_without_the_line_to_fill_is_named() {
        let error = fill(Path::new("Cargo.toml"), &[("no such line", "")]).unwrap_err().to_string();
        assert_eq!(error, "Cargo.toml has no line `no such line` to fill in");
    }

    #[test]
    fn the_page_names_each_script_with_its_hash() {
        let hashes = Hashes::from([("a.js".to_owned(), "sha256-x".to_owned())]);
        let page = r#"<link rel="modulepreload" href="a.js" /><script type="module" src="b.js"></script>"#;
        let bound = r#"<link rel="modulepreload" href="a.js" integrity="sha256-x" /><script type="module" src="b.js"></script>"#;
        assert_eq!(bind(page, &hashes), bound);
        let page = include_str!("../../index.html");
        let hashes = Hashes::from([(SCRIPT.to_owned(), "sha256-x".to_owned())]);
        assert_eq!(bind(page, &hashes).matches("integrity=").count(), 1);
    }
}
