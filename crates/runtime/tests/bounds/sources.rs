//! The public types of the crate, found in its sources: those that are written out, and those that a macro writes.

use std::fs;
use std::path::Path;

/// The file, from `src` on and without its end, and the name of each.
pub(crate) fn public_types() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut types = Vec::new();
    visit(&root, "", &mut types);
    types
}

fn visit(folder: &Path, prefix: &str, types: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("the sources are there") {
        let path = entry.expect("it can be read").path();
        let name = path.file_stem().and_then(|name| name.to_str()).expect("names are text").to_owned();
        if path.is_dir() {
            visit(&path, &format!("{prefix}{name}/"), types);
        } else {
            let text = fs::read_to_string(&path).expect("it is text");
            types.extend(types_of(&text).into_iter().map(|found| (format!("{prefix}{name}"), found)));
        }
    }
}

fn types_of(text: &str) -> Vec<String> {
    let mut types = Vec::new();
    let mut in_macro = None;
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("macro_rules! ") {
            in_macro = Some(identifier(rest));
        } else if line == "}" {
            in_macro = None;
        }
        let starts = ["pub struct ", "pub enum ", "pub union "];
        let Some(rest) = starts.iter().find_map(|start| line.trim_start().strip_prefix(start)) else {
            continue;
        };
        match in_macro {
            Some(name) if rest.starts_with('$') => types.extend(made_by(text, name)),
            _ => types.push(identifier(rest).to_owned()),
        }
    }
    types
}

/// The names that a macro is called with: the first word of each call that starts with a capital and is not a comment.
fn made_by(text: &str, name: &str) -> Vec<String> {
    let (braces, parentheses) = (format!("{name}! {{"), format!("{name}!("));
    let calls = text.split(&braces).skip(1).chain(text.split(&parentheses).skip(1));
    calls
        .filter_map(|call| {
            let lines = call.lines().map(str::trim_start);
            let mut words = lines.filter(|line| !line.starts_with("//")).map(identifier);
            words.find(|word| word.starts_with(|first: char| first.is_ascii_uppercase())).map(str::to_owned)
        })
        .collect()
}

fn identifier(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len());
    text.get(..end).expect("the end is at a character")
}
