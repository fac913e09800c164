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
/// Where the hashes go in the script.
const HASHES: &str = "const integrity = {};";

/// The hashes of files by their paths in the site, as an `integrity` attribute has them.
type Hashes = BTreeMap<String, String>;

/// Makes a release of the site in a folder and returns the hash of the script.
pub(crate) fn finish(folder: &Path) -> Result<String> {
    let files = sizes::files_below(folder)?;
    for module in files.iter().filter(|path| has_ending(path, "wasm")) {
        shrink(module)?;
    }
    let mut hashes = Hashes::new();
    for path in &files {
        let name = name_in(folder, path);
        if is_fetched(&name, path) {
            hashes.insert(name, hash(&read(path)?));
        }
    }
    let script = folder.join(SCRIPT);
    let text = with_hashes(&String::from_utf8(read(&script)?)?, &hashes)?;
    let whole = hash(text.as_bytes());
    fs::write(&script, text)?;
    hashes.insert(SCRIPT.to_owned(), whole.clone());
    let lines: Vec<_> = hashes.iter().map(|(name, hash)| format!("  \"{name}\": \"{hash}\"")).collect();
    fs::write(folder.join("integrity.json"), format!("{{\n{}\n}}\n", lines.join(",\n")))?;
    Ok(whole)
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

fn with_hashes(script: &str, hashes: &Hashes) -> Result<String> {
    ensure!(script.contains(HASHES), "the script has no line `{HASHES}` to put the hashes in");
    let entries: Vec<_> = hashes.iter().map(|(name, hash)| format!("  '{name}': '{hash}',\n")).collect();
    Ok(script.replace(HASHES, &format!("const integrity = {{\n{}}};", entries.concat())))
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
    fn the_script_carries_the_hashes() {
        let hashes = Hashes::from([("a.wasm".to_owned(), "sha256-x".to_owned())]);
        let script = with_hashes(&format!("// About it.\n{HASHES}\n"), &hashes).unwrap();
        assert_eq!(script, "// About it.\nconst integrity = {\n  'a.wasm': 'sha256-x',\n};\n");
        assert!(with_hashes("no such line", &hashes).is_err());
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
