//! Builds the copy with its mutants, and finds those that do not compile.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use crate::rewrite::Rewritten;

/// What is built and tested.
const PACKAGES: [&str; 4] = ["--package", "taskscope", "--package", "taskscope-runtime"];

/// The features of the runtime that have native tests, as far as the commit has them.
const FEATURES: [&str; 2] = ["futures", "tokio-like"];
const MANIFEST: &str = "crates/runtime/Cargo.toml";

/// A test program.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    pub(crate) name: String,
    pub(crate) path: PathBuf,
    /// The folder of its package, where it expects to run.
    pub(crate) folder: PathBuf,
    /// The copy, where golden files are.
    pub(crate) workspace: PathBuf,
}

/// The mutants that the compiler refuses; empty if the code compiles.
///
/// # Errors
///
/// If the compiler complains about code that is not of a mutant: then no mutant can be left out to mend it.
pub(crate) fn refused(
    workspace: &Path,
    target: &Path,
    files: &BTreeMap<String, Rewritten>,
) -> Result<BTreeSet<u32>> {
    let (has_passed, messages) = cargo(workspace, target, &["check", "--lib"])?;
    let mut refused = BTreeSet::new();
    let mut unexplained = None;
    for message in errors(&messages) {
        match blamed(message, files) {
            Some(number) => _ = refused.insert(number),
            None => unexplained = message["rendered"].as_str().or(unexplained),
        }
    }
    ensure!(
        has_passed || !refused.is_empty(),
        "the copy does not compile, whichever mutants are left out:\n{}",
        unexplained.unwrap_or("cargo gives no reason")
    );
    Ok(refused)
}

/// Builds the test programs.
///
/// # Errors
///
/// If they do not compile.
pub(crate) fn programs(workspace: &Path, target: &Path) -> Result<Vec<Program>> {
    let (has_passed, messages) = cargo(workspace, target, &["test", "--no-run"])?;
    let first = errors(&messages).find_map(|message| message["rendered"].as_str());
    ensure!(has_passed, "the tests do not compile:\n{}", first.unwrap_or("cargo gives no reason"));
    let programs = messages.iter().filter_map(|message| program(workspace, message)).collect();
    Ok(programs)
}

fn program(workspace: &Path, message: &Value) -> Option<Program> {
    let is_test = message["reason"] == "compiler-artifact" && message["profile"]["test"] == true;
    let path = message["executable"].as_str().filter(|_| is_test)?;
    let folder = Path::new(message["manifest_path"].as_str()?).parent()?;
    let package = folder.file_name()?.to_str().filter(|name| *name == "runtime").unwrap_or("site");
    let target = message["target"]["name"].as_str()?;
    let kind = message["target"]["kind"][0].as_str()?;
    let name = if kind == "test" { format!("{package}/{target}") } else { format!("{package}/({kind})") };
    Some(Program { name, path: path.into(), folder: folder.to_owned(), workspace: workspace.to_owned() })
}

/// Runs cargo and gives what it says, and whether it is content.
fn cargo(workspace: &Path, target: &Path, command: &[&str]) -> Result<(bool, Vec<Value>)> {
    let manifest =
        fs::read_to_string(workspace.join(MANIFEST)).context("cannot read the runtime's manifest")?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(command)
        .args(PACKAGES)
        .args(["--features", &features(&manifest)])
        .args(["--message-format", "json"])
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_INCREMENTAL", "0")
        .current_dir(workspace)
        .stderr(Stdio::null())
        .output()
        .context("cargo cannot be started")?;
    let lines = String::from_utf8_lossy(&output.stdout);
    let messages = lines.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    Ok((output.status.success(), messages))
}

/// Those of [`FEATURES`] that a manifest has, as cargo takes them.
fn features(manifest: &str) -> String {
    let has = |name: &&str| manifest.lines().any(|line| line.starts_with(&format!("{name} = ")));
    let features = FEATURES.iter().filter(|name| has(name)).map(|name| format!("taskscope-runtime/{name}"));
    features.collect::<Vec<_>>().join(",")
}

fn errors(messages: &[Value]) -> impl Iterator<Item = &Value> {
    let messages = messages.iter().map(|message| &message["message"]);
    messages.filter(|message| {
        message["level"] == "error" && !message["spans"].as_array().is_none_or(Vec::is_empty)
    })
}

/// The mutant that a complaint is about: by its main place, or else by one of the others.
fn blamed(message: &Value, files: &BTreeMap<String, Rewritten>) -> Option<u32> {
    let mut places = Vec::new();
    for source in std::iter::once(message).chain(message["children"].as_array().into_iter().flatten()) {
        for span in source["spans"].as_array().into_iter().flatten() {
            collect(span, span["is_primary"] != true, &mut places);
        }
    }
    // A stable sort: main places come first.
    places.sort_by_key(|(_, _, is_other)| *is_other);
    places.iter().find_map(|(file, bytes, _)| files.get(file)?.blamed(bytes))
}

/// A place, and those of the macros that it comes from.
fn collect(span: &Value, is_other: bool, places: &mut Vec<(String, Range<usize>, bool)>) {
    let number = |name: &str| span[name].as_u64().and_then(|number| usize::try_from(number).ok());
    if let Some((start, end)) = number("byte_start").zip(number("byte_end"))
        && let Some(file) = span["file_name"].as_str()
    {
        places.push((file.replace('\\', "/"), start..end, is_other));
    }
    if span["expansion"].is_object() {
        collect(&span["expansion"]["span"], is_other, places);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{find, rewrite};

    fn span(start: usize, end: usize, is_primary: bool) -> Value {
        let expansion = Value::Null;
        json!({
            "file_name": "a.rs", "byte_start": start, "byte_end": end, "is_primary": is_primary, "expansion": expansion,
        })
    }

    #[test]
    fn features_are_those_that_there_are() {
        let both = "[features]\nrecord = []\nfutures = [\"dep:futures-core\"]\ntokio-like = []\n";
        assert_eq!(features(both), "taskscope-runtime/futures,taskscope-runtime/tokio-like");
        assert_eq!(features("futures = []"), "taskscope-runtime/futures");
    }

    #[test]
    fn a_complaint_is_about_the_mutant_at_its_main_place_or_else_at_another() {
        let text = "fn f() -> A { b(c - d); e * g }";
        let mutants = find::mutants("a.rs", text).unwrap();
        let numbered: Vec<_> = (1..).zip(&mutants).collect();
        let files = BTreeMap::from([("a.rs".to_owned(), rewrite::rewrite(text, &numbered, "on"))]);
        let rewritten = &files["a.rs"].text;
        let at = |part: &str| rewritten.find(part).map(|start| (start, start + part.len())).unwrap();
        let number = |change: &str| {
            numbered.iter().find(|(_, mutant)| mutant.change() == change).map(|&(number, _)| number)
        };
        let (sum, product) = (at("c + d"), at("e + g"));
        let blamed = |spans: &[Value]| blamed(&json!({ "spans": spans, "children": [] }), &files);
        let main = span(sum.0, sum.1, true);
        assert_eq!(blamed(&[span(product.0, product.1, false), main]), number("`c - d` is `c + d`"));
        // The main place is of no mutant.
        let other = span(product.0, product.1, false);
        assert_eq!(blamed(&[span(0, 2, true), other.clone()]), number("`e * g` is `e + g`"));
        // It is in a macro of another file, which this one calls.
        let outer = json!({
            "file_name": "macros.rs", "byte_start": 1, "byte_end": 2, "is_primary": true, "expansion": { "span": other },
        });
        assert_eq!(blamed(&[outer]), number("`e * g` is `e + g`"));
        assert_eq!(blamed(&[span(0, 2, true)]), None);
    }
}
