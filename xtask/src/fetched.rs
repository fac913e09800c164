//! The files of a site that the element's script fetches. The script has the names of those in folders, and the hashes of those
//! beside it; each folder has a list with the hashes of its files, whose own hash the script has. So that of the script covers all.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, ensure};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha256};

use crate::{programs, sizes};

/// The hashes of files by their paths in the site, as an `integrity` attribute has them.
pub(crate) type Hashes = BTreeMap<String, String>;

/// Where names and hashes go in the script.
const NAMES: &str = "const names = {};";
const HASHES: &str = "const integrity = {};";
/// The list of a folder: a line for each of its files, in the order of their names.
const LIST: &str = "hashes.txt";
/// What a hash begins with, which a list does without.
const KIND: &str = "sha256-";

/// The script of a site, with the names of its files.
pub(crate) fn with_names(script: &str, site: &Path) -> Result<String> {
    ensure!(script.contains(NAMES), "www/element has no line `{NAMES}`");
    let paths = paths(site)?;
    Ok(script.replace(NAMES, &names(paths.keys().map(String::as_str))))
}

/// The script of a site, with the hashes of its files; writes the lists. Also returns all hashes.
pub(crate) fn with_hashes(script: &str, site: &Path) -> Result<(String, Hashes)> {
    let mut all = Hashes::new();
    for (name, path) in paths(site)? {
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        all.insert(name, hash(&bytes));
    }
    let named = names(all.keys().map(String::as_str));
    ensure!(script.contains(&named), "the script was made before the site had all of its files");
    ensure!(script.contains(HASHES), "www/element has no line `{HASHES}`");
    let (mut own, mut lists) = (Hashes::new(), BTreeMap::<&str, String>::new());
    for (path, hash) in &all {
        match path.rsplit_once('/') {
            Some((folder, _)) => {
                writeln!(lists.entry(folder).or_default(), "{}", hash.trim_start_matches(KIND))?
            }
            None => drop(own.insert(path.clone(), hash.clone())),
        }
    }
    for (folder, list) in lists {
        let path = format!("{folder}/{LIST}");
        fs::write(site.join(&path), &list).with_context(|| format!("cannot write {path}"))?;
        own.insert(path, hash(list.as_bytes()));
    }
    let script = script.replace(HASHES, &table(HASHES, &own));
    all.append(&mut own);
    Ok((script, all))
}

/// A line with an empty table, with texts by their keys in it.
pub(crate) fn table(empty: &str, texts: &BTreeMap<String, String>) -> String {
    let entries: Vec<_> = texts.iter().map(|(name, text)| format!("  '{name}': '{text}',\n")).collect();
    empty.replace("{}", &format!("{{\n{}}}", entries.concat()))
}

pub(crate) fn hash(bytes: &[u8]) -> String {
    format!("{KIND}{}", STANDARD.encode(Sha256::digest(bytes)))
}

/// The names of files in folders, from their paths.
fn names<'a>(paths: impl Iterator<Item = &'a str>) -> String {
    let mut names = BTreeMap::<String, String>::new();
    for (folder, name) in paths.filter_map(|path| path.rsplit_once('/')) {
        let names = names.entry(folder.to_owned()).or_default();
        if !names.is_empty() {
            names.push(' ');
        }
        names.push_str(name);
    }
    table(NAMES, &names)
}

/// The files, by their paths in the site.
fn paths(site: &Path) -> Result<BTreeMap<String, PathBuf>> {
    let files = sizes::files_below(site)?.into_iter().map(|path| (name_in(site, &path), path));
    Ok(files.filter(|(name, path)| is_fetched(name, path)).collect())
}

/// Whether the element's script fetches a file: modules with their glue and what runs them, packs, the style sheet and languages.
fn is_fetched(name: &str, path: &Path) -> bool {
    let has_ending = |ending: &str| path.extension().is_some_and(|own| own == ending);
    let is_glue = || {
        path.with_extension("").to_str().is_some_and(|stem| Path::new(&format!("{stem}_bg.wasm")).is_file())
    };
    name == "task-scope.css"
        || name == programs::RUNNER
        || has_ending("wasm")
        || has_ending("pack")
        || (name.starts_with("locales/") && !name.ends_with(LIST))
        || (has_ending("js") && is_glue())
}

/// The path of a file in its site, as addresses have it.
fn name_in(site: &Path, path: &Path) -> String {
    let parts = path.strip_prefix(site).unwrap_or(path).iter();
    parts.map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_knows_names_and_each_folder_its_hashes() {
        let site = std::env::temp_dir().join(format!("taskscope-fetched-{}", std::process::id()));
        fs::create_dir_all(site.join("demos")).unwrap();
        for name in ["task-scope.css", "demos/a.pack", "demos/a-b.pack", "demos/a.html"] {
            fs::write(site.join(name), name).unwrap();
        }
        let script = with_names(&format!("{NAMES}\n{HASHES}\n"), &site).unwrap();
        assert_eq!(script, format!("const names = {{\n  'demos': 'a-b.pack a.pack',\n}};\n{HASHES}\n"));
        let (script, all) = with_hashes(&script, &site).unwrap();
        let list =
            format!("{}\n{}\n", &hash(b"demos/a-b.pack")[KIND.len()..], &hash(b"demos/a.pack")[KIND.len()..]);
        assert_eq!(fs::read_to_string(site.join("demos/hashes.txt")).unwrap(), list);
        let paths: Vec<_> = all.keys().map(String::as_str).collect();
        assert_eq!(paths, ["demos/a-b.pack", "demos/a.pack", "demos/hashes.txt", "task-scope.css"]);
        let own = [("demos/hashes.txt", hash(list.as_bytes())), ("task-scope.css", hash(b"task-scope.css"))];
        let own = own.map(|(name, hash)| (name.to_owned(), hash)).into();
        assert!(script.ends_with(&format!("{}\n", table(HASHES, &own))), "{script}");
        fs::write(site.join("demos/late.pack"), "late").unwrap();
        assert!(with_hashes(&script, &site).unwrap_err().to_string().contains("before the site had all"));
        fs::remove_dir_all(&site).unwrap();
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
