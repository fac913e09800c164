//! Where a book has the element's files from: a copy of the built site that becomes part of the book, or an address.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use mdbook_preprocessor::config::Config;

/// The script that defines the element.
const SCRIPT: &str = "task-scope.js";

/// The folder of the copy, in the book.
const FOLDER: &str = "taskscope";

/// Where the element's files come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Site {
    /// A folder with the built site, which is copied into the book.
    Folder(PathBuf),
    /// The address of the script; everything else lies beside it.
    Script(String),
}

impl Site {
    /// What `book.toml` says; folders are meant from where it lies.
    pub(crate) fn from_config(config: &Config, root: &Path) -> Result<Self> {
        const CHOICE: &str =
            "`site = \"FOLDER\"` for a copy of the built site, or `script = \"https://…/task-scope.js\"`";
        let text = |name: &str| config.get::<String>(&format!("preprocessor.taskscope.{name}"));
        match (text("site")?, text("script")?) {
            (Some(folder), None) => Ok(Self::Folder(root.join(folder))),
            (None, Some(address)) => Ok(Self::Script(address)),
            (Some(_), Some(_)) => {
                bail!("[preprocessor.taskscope] has both `site` and `script`; choose {CHOICE}")
            }
            (None, None) => {
                bail!("[preprocessor.taskscope] has to say where the element comes from: {CHOICE}")
            }
        }
    }

    /// Puts the files into the book's sources, from where mdBook copies them. Files that are there already are left
    /// alone: to write them would start the next build of `mdbook serve`.
    pub(crate) fn provide(&self, sources: &Path) -> Result<()> {
        let Self::Folder(site) = self else { return Ok(()) };
        if !site.join(SCRIPT).is_file() {
            bail!(
                "{} has no {SCRIPT}; build the site with `cargo xtask dist`, and name its folder in `site`",
                site.display()
            );
        }
        copy(site, &sources.join(FOLDER))
    }

    /// The script's address as a JavaScript expression, for a page of mdBook.
    pub(crate) fn address(&self) -> String {
        match self {
            // A page knows its way to the root of the book, which is another one where chapters are printed together.
            Self::Folder(_) => format!("new URL(path_to_root + '{FOLDER}/{SCRIPT}', document.baseURI).href"),
            Self::Script(address) => {
                // A text of JSON is one of JavaScript; a tag's end within it would end the script.
                serde_json::Value::from(address.as_str()).to_string().replace('<', "\\u003c")
            }
        }
    }

    /// The address of the playground with a query, from a chapter so many folders deep.
    pub(crate) fn playground(&self, depth: usize, query: &str) -> Option<String> {
        match self {
            Self::Folder(site) => {
                let is_there = site.join("index.html").is_file();
                is_there.then(|| format!("{}{FOLDER}/index.html?{query}", "../".repeat(depth)))
            }
            Self::Script(address) => {
                let (folder, _) = address.rsplit_once('/')?;
                Some(format!("{folder}/?{query}"))
            }
        }
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot create {}", to.display()))?;
    let entries = fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))?;
    for entry in entries {
        let from = entry.with_context(|| format!("cannot read {}", from.display()))?.path();
        let Some(name) = from.file_name() else { continue };
        if is_compressed(&from) {
            continue;
        }
        let to = to.join(name);
        if from.is_dir() {
            copy(&from, &to)?;
            continue;
        }
        let bytes = fs::read(&from).with_context(|| format!("cannot read {}", from.display()))?;
        if fs::read(&to).is_ok_and(|there| there == bytes) {
            continue;
        }
        fs::write(&to, bytes).with_context(|| format!("cannot write {}", to.display()))?;
    }
    Ok(())
}

/// Whether a file is another one, compressed: the built site has those for its host, and a book need not carry them.
fn is_compressed(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "br" || ending == "gz")
        && path.with_extension("").is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_book_does_without_compressed_copies() {
        let folder = std::env::temp_dir().join(format!("taskscope-book-{}", std::process::id()));
        let (site, book) = (folder.join("dist"), folder.join("src"));
        fs::create_dir_all(&site).expect("a folder can be made");
        for name in ["task-scope.js", "task-scope.js.br", "task-scope.js.gz", "run.gz"] {
            fs::write(site.join(name), name).expect("a file can be written");
        }
        Site::Folder(site).provide(&book).expect("the script is there");
        let entries = fs::read_dir(book.join(FOLDER)).expect("it was made");
        let mut names: Vec<_> = entries.map(|entry| entry.expect("it can be read").file_name()).collect();
        names.sort();
        assert_eq!(names, ["run.gz", "task-scope.js"]);
        fs::remove_dir_all(&folder).expect("it was made here");
    }

    fn site(section: &str) -> Result<Site> {
        let config = format!("[preprocessor.taskscope]\n{section}").parse().expect("it is a book.toml");
        Site::from_config(&config, Path::new("book"))
    }

    #[test]
    fn a_book_says_where_the_element_comes_from() {
        assert_eq!(site("site = 'dist'").expect("one is enough"), Site::Folder("book/dist".into()));
        assert_eq!(
            site("script = 'https://a/b.js'").expect("one is enough"),
            Site::Script("https://a/b.js".into())
        );
        assert!(site("").expect_err("nothing is said").to_string().contains("where the element comes from"));
        assert!(site("site = 'a'\nscript = 'b'").expect_err("too much is said").to_string().contains("both"));
        assert!(site("site = 3").is_err());
    }

    #[test]
    fn a_folder_without_the_script_is_not_copied() {
        let error =
            Site::Folder("no/such/folder".into()).provide(Path::new("src")).expect_err("it is not there");
        assert!(error.to_string().contains("cargo xtask dist"), "{error}");
    }

    #[test]
    fn addresses_are_texts_of_javascript() {
        assert_eq!(Site::Script("a\"</script>".into()).address(), r#""a\"\u003c/script>""#);
        let there = Site::Script("https://a/b/task-scope.js".into()).playground(2, "demo=counting");
        assert_eq!(there.as_deref(), Some("https://a/b/?demo=counting"));
    }
}
