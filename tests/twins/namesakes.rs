//! Which programs use nothing but Tokio's namesakes. The build script compiles this file, too: it lists them.

/// What is imported from the runtime that has a namesake in `names.rs`; of the modules, everything.
const NAMESAKES: &[&str] =
    &["JoinHandle", "interval", "join", "println", "select", "sleep", "spawn", "timeout", "yield_now"];
const MODULES: &[&str] = &["mpsc::", "sync::"];

/// Whose point is a draw, which is another one on Tokio.
const DRAWN: &[&str] = &["unfair-race"];

/// Whether all that a demo's file imports from the runtime has a namesake, and means the same there.
pub(crate) fn has_only_namesakes(slug: &str, text: &str) -> bool {
    let is_namesake = |name: &String| {
        NAMESAKES.contains(&name.as_str()) || MODULES.iter().any(|module| name.starts_with(module))
    };
    imported(text).iter().all(is_namesake) && !DRAWN.contains(&slug)
}

/// The paths that a file imports from the runtime, without its name.
fn imported(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for import in text.split("use taskscope_runtime::").skip(1).filter_map(|rest| rest.split(';').next()) {
        match import.split_once('{') {
            None => names.push(import.to_owned()),
            Some((path, list)) => {
                let list =
                    list.trim_end_matches('}').split(',').map(str::trim).filter(|name| !name.is_empty());
                names.extend(list.map(|name| format!("{path}{name}")));
            }
        }
    }
    names
}
