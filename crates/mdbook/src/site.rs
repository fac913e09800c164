//! Where a book has the element's files from: a copy of what it needs of the built site, or an address.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use mdbook_preprocessor::config::Config;

/// The script that defines the element.
const SCRIPT: &str = "task-scope.js";

/// The folder of the copy, in the book.
const FOLDER: &str = "taskscope";

/// What an element may need whatever it shows; one that names no demo or has a saved run needs the packs. The lists have the hashes of
/// files in folders.
const ALWAYS: [&str; 14] = [
    SCRIPT,
    "task-scope.css",
    "taskscope.js",
    "taskscope_bg.wasm",
    "jobs.js",
    "jobs_bg.wasm",
    "runner.js",
    "demos/counting.pack",
    "demos/hashes.txt",
    "pictures/counting.pack",
    "pictures/hashes.txt",
    "programs/hashes.txt",
    "pages",
    "locales",
];

/// Which files each demo needs, in the built site.
const FILES: &str = "demos/files.json";

/// Where the element's files come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Site {
    /// A folder with the built site: what the book's demos need of it is copied into the book.
    Folder(PathBuf),
    /// A folder with the built site, which is copied into the book with all demos and the playground.
    Whole(PathBuf),
    /// The address of the script; everything else lies beside it.
    Script(String),
}

impl Site {
    /// What `book.toml` says; folders are meant from where it lies.
    pub(crate) fn from_config(config: &Config, root: &Path) -> Result<Self> {
        const CHOICE: &str =
            "`site = \"FOLDER\"` for a copy of the built site, or `script = \"https://…/task-scope.js\"`";
        let text = |name: &str| config.get::<String>(&format!("preprocessor.taskscope.{name}"));
        let is_whole = config.get::<bool>("preprocessor.taskscope.all")?.unwrap_or(false);
        match (text("site")?, text("script")?) {
            (Some(folder), None) if is_whole => Ok(Self::Whole(root.join(folder))),
            (Some(folder), None) => Ok(Self::Folder(root.join(folder))),
            (None, Some(_)) if is_whole => {
                bail!("[preprocessor.taskscope] has `all`, which has no meaning for a `script`; leave it out")
            }
            (None, Some(address)) => Ok(Self::Script(address)),
            (Some(_), Some(_)) => {
                bail!("[preprocessor.taskscope] has both `site` and `script`; choose {CHOICE}")
            }
            (None, None) => {
                bail!("[preprocessor.taskscope] has to say where the element comes from: {CHOICE}")
            }
        }
    }

    /// Puts the files into the book's sources, from where mdBook copies them, for some demos by their names. Files that are
    /// there already are left alone: to write them would start the next build of `mdbook serve`. Those of demos that the
    /// book shows no more go.
    pub(crate) fn provide(&self, sources: &Path, demos: &BTreeSet<&str>) -> Result<()> {
        let (Self::Folder(site) | Self::Whole(site)) = self else { return Ok(()) };
        if !site.join(SCRIPT).is_file() {
            bail!(
                "{} has no {SCRIPT}; build the site with `cargo xtask dist`, and name its folder in `site`",
                site.display()
            );
        }
        let to = sources.join(FOLDER);
        if matches!(self, Self::Whole(_)) {
            return copy(site, &to, &|_| true);
        }
        let wanted = needed(site, demos)?;
        copy(site, &to, &|path| path.ancestors().any(|part| wanted.contains(part)))
    }

    /// Whether the playground is where the script is.
    pub(crate) fn has_playground(&self) -> bool {
        match self {
            Self::Folder(_) => false,
            Self::Whole(site) => site.join("index.html").is_file(),
            Self::Script(_) => true,
        }
    }

    /// The script's address as a JavaScript expression, for a page of mdBook.
    pub(crate) fn address(&self) -> String {
        match self {
            // A page knows its way to the root of the book, which is another one where chapters are printed together.
            Self::Folder(_) | Self::Whole(_) => {
                format!("new URL(path_to_root + '{FOLDER}/{SCRIPT}', document.baseURI).href")
            }
            Self::Script(address) => {
                // A text of JSON is one of JavaScript; a tag's end within it would end the script.
                serde_json::Value::from(address.as_str()).to_string().replace('<', "\\u003c")
            }
        }
    }

    /// The address of the element's style sheet, from a chapter that lies that deep in folders.
    pub(crate) fn sheet(&self, depth: usize) -> String {
        const SHEET: &str = "task-scope.css";
        match self {
            Self::Folder(_) | Self::Whole(_) => format!("{}{FOLDER}/{SHEET}", "../".repeat(depth)),
            Self::Script(address) => {
                address.rsplit_once('/').map_or(SHEET.to_owned(), |(folder, _)| format!("{folder}/{SHEET}"))
            }
        }
    }

    /// The address of the playground with a query, from a chapter that lies that deep in folders.
    pub(crate) fn playground(&self, depth: usize, query: &str) -> Option<String> {
        if !self.has_playground() {
            return None;
        }
        match self {
            Self::Folder(_) | Self::Whole(_) => {
                Some(format!("{}{FOLDER}/index.html?{query}", "../".repeat(depth)))
            }
            Self::Script(address) => {
                let (folder, _) = address.rsplit_once('/')?;
                Some(format!("{folder}/?{query}"))
            }
        }
    }
}

/// The files and folders of a site that elements with some demos need, as seen from it.
fn needed(site: &Path, demos: &BTreeSet<&str>) -> Result<BTreeSet<PathBuf>> {
    let path = site.join(FILES);
    let text = fs::read_to_string(&path).with_context(|| {
        format!("cannot read {}; build the site anew with `cargo xtask dist`", path.display())
    })?;
    let files: BTreeMap<String, Vec<PathBuf>> =
        serde_json::from_str(&text).with_context(|| format!("{} is not as it should be", path.display()))?;
    let mut needed: BTreeSet<PathBuf> = ALWAYS.map(PathBuf::from).into();
    for demo in demos {
        let of_demo = files.get(*demo).with_context(|| {
            format!(
                "the site in {} has no demo `{demo}`; build it anew with `cargo xtask dist`",
                site.display()
            )
        })?;
        needed.extend(of_demo.iter().cloned());
    }
    Ok(needed)
}

/// Makes a folder have those files of a site that are wanted, and none of its others.
fn copy(site: &Path, to: &Path, is_wanted: &impl Fn(&Path) -> bool) -> Result<()> {
    for path in files(site, Path::new(""))? {
        let (from, to) = (site.join(&path), to.join(&path));
        if is_compressed(&from) {
            continue;
        }
        if !is_wanted(&path) {
            if to.is_file() {
                fs::remove_file(&to).with_context(|| format!("cannot remove {}", to.display()))?;
            }
            continue;
        }
        let bytes = fs::read(&from).with_context(|| format!("cannot read {}", from.display()))?;
        if fs::read(&to).is_ok_and(|there| there == bytes) {
            continue;
        }
        let folder = to.parent().unwrap_or(&to);
        fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
        fs::write(&to, bytes).with_context(|| format!("cannot write {}", to.display()))?;
    }
    Ok(())
}

/// All files below a folder of a site, as seen from that.
fn files(site: &Path, folder: &Path) -> Result<Vec<PathBuf>> {
    let refused = || format!("cannot read {}", site.join(folder).display());
    let mut all = Vec::new();
    for entry in fs::read_dir(site.join(folder)).with_context(refused)? {
        let path = folder.join(entry.with_context(refused)?.file_name());
        if site.join(&path).is_dir() {
            all.extend(files(site, &path)?);
        } else {
            all.push(path);
        }
    }
    Ok(all)
}

/// Whether a file is another one, compressed: the built site has those for its host, and a book need not carry them.
fn is_compressed(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "br" || ending == "gz")
        && path.with_extension("").is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A site with some files, each with its name in it.
    fn built(name: &str, files: &[&str]) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("taskscope-{name}-{}", std::process::id()));
        for file in files {
            let path = folder.join("dist").join(file);
            fs::create_dir_all(path.parent().expect("it is in a folder")).expect("a folder can be made");
            fs::write(path, file).expect("a file can be written");
        }
        folder
    }

    fn copied(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = files(&folder.join("src").join(FOLDER), Path::new(""))
            .expect("it was made")
            .iter()
            .map(|path| path.to_string_lossy().replace('\\', "/"))
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_book_does_without_compressed_copies() {
        let files = ["task-scope.js", "task-scope.js.br", "task-scope.js.gz", "run.gz"];
        let folder = built("compressed", &files);
        let whole = Site::Whole(folder.join("dist"));
        whole.provide(&folder.join("src"), &BTreeSet::new()).expect("the script is there");
        assert_eq!(copied(&folder), ["run.gz", "task-scope.js"]);
        fs::remove_dir_all(&folder).expect("it was made here");
    }

    #[test]
    fn a_book_carries_the_files_of_its_demos_and_no_others() {
        let folder = built(
            "demos",
            &[
                "task-scope.js",
                "index.html",
                "demos/a.pack",
                "demos/b.pack",
                "demos/counting.pack",
                "programs/start.wasm",
                "programs/locks.wasm",
                "pages/rust.html",
            ],
        );
        let list =
            r#"{"a": ["demos/a.pack", "programs/start.wasm"], "b": ["demos/b.pack", "programs/locks.wasm"]}"#;
        fs::write(folder.join("dist").join(FILES), list).expect("a file can be written");
        let (site, sources) = (Site::Folder(folder.join("dist")), folder.join("src"));
        site.provide(&sources, &["a", "b"].into()).expect("both are there");
        assert_eq!(copied(&folder).len(), 7);
        site.provide(&sources, &["b"].into()).expect("it is there");
        assert_eq!(
            copied(&folder),
            [
                "demos/b.pack",
                "demos/counting.pack",
                "pages/rust.html",
                "programs/locks.wasm",
                "task-scope.js"
            ]
        );
        assert_eq!(site.playground(0, "demo=a"), None, "a book without the playground has no link to it");
        let error = site.provide(&sources, &["c"].into()).expect_err("there is no such demo").to_string();
        assert!(error.contains("has no demo `c`; build it anew"), "{error}");
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
        assert_eq!(site("site = 'dist'\nall = true").expect("it goes"), Site::Whole("book/dist".into()));
        assert!(site("script = 'b'\nall = true").expect_err("of what").to_string().contains("leave it out"));
    }

    #[test]
    fn a_folder_without_the_script_is_not_copied() {
        let error = Site::Folder("no/such/folder".into())
            .provide(Path::new("src"), &BTreeSet::new())
            .expect_err("it is not there");
        assert!(error.to_string().contains("cargo xtask dist"), "{error}");
    }

    #[test]
    fn addresses_are_texts_of_javascript() {
        assert_eq!(Site::Script("a\"</script>".into()).address(), r#""a\"\u003c/script>""#);
        let there = Site::Script("https://a/b/task-scope.js".into()).playground(2, "demo=counting");
        assert_eq!(there.as_deref(), Some("https://a/b/?demo=counting"));
    }
}
