//! `mdbook-taskscope install`: writes our section into a book's `book.toml`.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use mdbook_preprocessor::config::Config;

use crate::site::Site;

/// Adds the section to the `book.toml` in a folder, and says what was done.
///
/// # Errors
/// If the folder has no `book.toml`, or it can't be read or written.
pub fn install(folder: &Path, site: &Site) -> Result<String> {
    let path = folder.join("book.toml");
    let shown = path.display();
    let text = fs::read_to_string(&path).with_context(|| {
        format!("cannot read {shown}; name the folder of a book, or begin one with `mdbook init`")
    })?;
    let config: Config = text.parse().with_context(|| format!("{shown} is no configuration of a book"))?;
    if config.get::<serde_json::Value>("preprocessor.taskscope")?.is_some() {
        return Ok(format!("{shown} has [preprocessor.taskscope] already; it was left as it is"));
    }
    fs::write(&path, with_section(&text, site)).with_context(|| format!("cannot write {shown}"))?;
    Ok(format!("{shown} has [preprocessor.taskscope] now"))
}

fn with_section(text: &str, site: &Site) -> String {
    let quoted = |value: &str| serde_json::Value::from(value).to_string();
    let setting = match site {
        Site::Folder(folder) => format!("site = {}", quoted(&folder.to_string_lossy())),
        Site::Whole(folder) => format!("site = {}\nall = true", quoted(&folder.to_string_lossy())),
        Site::Script(address) => format!("script = {}", quoted(address)),
    };
    let before = text.trim_end();
    let gap = if before.is_empty() { "" } else { "\n\n" };
    format!("{before}{gap}[preprocessor.taskscope]\n{setting}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_section_comes_last_and_can_be_read() {
        for site in [Site::Folder(r"dist\of the site".into()), Site::Whole("dist".into())] {
            let text = with_section("[book]\ntitle = \"A\"\n\n\n", &site);
            assert!(text.starts_with("[book]\ntitle = \"A\"\n\n[preprocessor.taskscope]\n"), "{text}");
            let config: Config = text.parse().expect("it is a book.toml");
            assert_eq!(Site::from_config(&config, Path::new("")).expect("it is all there"), site);
        }
    }
}
