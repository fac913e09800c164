//! Makes a release of a built site: smaller modules, and the hash of each file that the element's script fetches, in that
//! script. So the script's own hash covers all of them.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, ensure};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha256};

use crate::{
    element::SCRIPT,
    imports::{self, Linked},
    order, programs, sizes,
};

/// The ending of a module that wasm-bindgen made, and that of the glue beside it.
const BOUND: [&str; 2] = ["_bg.wasm", ".js"];
/// Where hashes go in the script, and in the playground's service worker.
const HASHES: [&str; 2] = ["const integrity = {};", "const files = {};"];
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

/// The hashes of files by their paths in the site, as an `integrity` attribute has them.
type Hashes = BTreeMap<String, String>;

/// Makes a release of the site in a folder and returns the hash of the script.
pub(crate) fn finish(folder: &Path) -> Result<String> {
    let files = sizes::files_below(folder)?;
    for module in files.iter().filter(|path| has_ending(path, "wasm")) {
        shrink(module)?;
    }
    for sheet in files.iter().filter(|path| has_ending(path, "css")) {
        fs::write(sheet, slim_sheet(&String::from_utf8(read(sheet)?)?))?;
    }
    let mut hashes = Hashes::new();
    for path in &files {
        let name = name_in(folder, path);
        if is_fetched(&name, path) {
            hashes.insert(name, hash(&read(path)?));
        }
    }
    let script = folder.join(SCRIPT);
    fs::write(&script, slim(&String::from_utf8(read(&script)?)?))?;
    fill(&script, &[(HASHES[0], &list(HASHES[0], &hashes))])?;
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

/// A script without its comments and indentation, of which ours and those of wasm-bindgen have whole lines.
fn slim(script: &str) -> String {
    let (mut slim, mut is_comment) = (String::new(), false);
    for line in script.lines().map(str::trim) {
        is_comment |= line.starts_with("/*");
        if !is_comment && !line.is_empty() && !line.starts_with("//") {
            slim += line;
            slim.push('\n');
        }
        is_comment &= !line.ends_with("*/");
    }
    slim
}

/// A style sheet without its comments, its indentation and its line ends. Texts in a sheet are short and have none of them.
fn slim_sheet(sheet: &str) -> String {
    let mut slim = String::new();
    let mut parts = sheet.split("/*");
    let first = parts.next().unwrap_or_default();
    let after = parts.map(|part| part.split_once("*/").map_or("", |(_, after)| after));
    let kept: String = std::iter::once(first).chain(after).collect();
    for line in kept.lines().map(str::trim).filter(|line| !line.is_empty()) {
        // What a line ends in may need the space before the next one: a selector or a value that goes on.
        let is_whole = slim.is_empty() || slim.ends_with(['{', '}', ';', ',']);
        if !is_whole && line != "}" {
            slim.push(' ');
        }
        slim += line;
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
    glue.map_or(Ok(()), |glue| fs::write(glue, slim(&linked.glue)))?;
    Ok(())
}

/// The script that goes with a module, if wasm-bindgen made one.
fn glue_of(module: &Path) -> Option<PathBuf> {
    let stem = module.file_name()?.to_str()?.strip_suffix(BOUND[0])?;
    Some(module.with_file_name(format!("{stem}{}", BOUND[1]))).filter(|glue| glue.is_file())
}

/// Whether the element's script fetches a file: modules with their glue and what runs them, packs, the style sheet and languages.
fn is_fetched(name: &str, path: &Path) -> bool {
    let is_glue = || {
        path.with_extension("").to_str().is_some_and(|stem| Path::new(&format!("{stem}_bg.wasm")).is_file())
    };
    name == "task-scope.css"
        || name == programs::RUNNER
        || has_ending(path, "wasm")
        || has_ending(path, "pack")
        || name.starts_with("locales/")
        || (has_ending(path, "js") && is_glue())
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|extension| extension == ending)
}

/// The path of a file in its site, as addresses have it.
fn name_in(folder: &Path, path: &Path) -> String {
    let parts = path.strip_prefix(folder).unwrap_or(path).iter();
    parts.map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
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
    for name in SHELL {
        kept.insert(name.to_owned(), hash(&read(&folder.join(name))?));
    }
    kept.insert(String::new(), hash(&read(&folder.join(PAGE))?));
    fill(&folder.join(KEEPERS[0]), &[(HASHES[1], &list(HASHES[1], &kept))])
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

/// A line with an empty table, with the hashes in it.
fn list(empty: &str, hashes: &Hashes) -> String {
    let entries: Vec<_> = hashes.iter().map(|(name, hash)| format!("  '{name}': '{hash}',\n")).collect();
    empty.replace("{}", &format!("{{\n{}}}", entries.concat()))
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

fn hash(bytes: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slim_script_has_no_comments_of_whole_lines() {
        let script = "// About it.\n/** What\n * it does. */\nfunction add(a) {\n  /* Why. */\n  return a * 2; // twice\n}\n";
        assert_eq!(slim(script), "function add(a) {\nreturn a * 2; // twice\n}\n");
    }

    #[test]
    fn a_slim_sheet_keeps_the_spaces_that_mean_something() {
        let sheet = "/* About\n   it. */\n:host {\n  color: red; /* Why. */\n}\n\na b,\n.c\n  > d {\n  margin: 1px\n    2px;\n}\n";
        assert_eq!(slim_sheet(sheet), ":host {color: red;}a b,.c > d {margin: 1px 2px;}");
    }

    #[test]
    fn the_script_carries_the_hashes() {
        let hashes = Hashes::from([("a.wasm".to_owned(), "sha256-x".to_owned())]);
        assert_eq!(list(HASHES[0], &hashes), "const integrity = {\n  'a.wasm': 'sha256-x',\n};");
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

    #[test]
    fn hashes_are_as_browsers_have_them() {
        assert_eq!(hash(b""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    #[test]
    fn files_that_pages_name_themselves_are_not_in_the_script() {
        let fetched = |name: &str| is_fetched(name, Path::new(name));
        assert!(
            fetched("programs/traps.wasm") && fetched("demos/counting.pack") && fetched("locales/de.txt")
        );
        assert!(!fetched("page.css") && !fetched("embed.js") && !fetched("demos/counting.html"));
    }
}
