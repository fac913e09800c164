//! The copy of the workspace that the mutants are put into.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

/// A copy of the files that git knows.
pub(crate) struct Workspace {
    folder: PathBuf,
    /// The contents as they were found, by names with `/` from the root of the workspace.
    files: BTreeMap<String, Vec<u8>>,
}

impl Workspace {
    /// Copies the checkout, or a commit, into the folder, but for the files that `is_rewritten` says will be written
    /// later. What is there already and the same stays as it is, so that cargo builds only what has changed.
    ///
    /// # Errors
    ///
    /// If git is missing or knows no such commit, or if a file cannot be read or written.
    pub(crate) fn copy(
        rev: Option<&str>,
        folder: &Path,
        is_rewritten: impl Fn(&str) -> bool,
    ) -> Result<Self> {
        fs::create_dir_all(folder)?;
        let names = match rev {
            None => git(&["ls-files", "-z", "--cached", "--others", "--exclude-standard"])?,
            Some(rev) => git(&["ls-tree", "-r", "-z", "--name-only", rev])?,
        };
        let names = String::from_utf8(names).context("names of files are UTF-8 here")?;
        let commit = rev.map(Commit::extract).transpose()?;
        let from = commit.as_ref().map_or(Path::new(""), |commit| &commit.0);
        let mut workspace = Self { folder: folder.canonicalize()?, files: BTreeMap::new() };
        // What is deleted in the checkout is listed as well.
        for name in names.split('\0').filter(|name| from.join(name).is_file()) {
            workspace.files.insert(name.to_owned(), fs::read(from.join(name))?);
        }
        for (name, contents) in workspace.files.iter().filter(|(name, _)| !is_rewritten(name)) {
            workspace.write(name, contents)?;
        }
        workspace.remove_others(&workspace.folder, &is_rewritten)?;
        Ok(workspace)
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The names of the sources of Rust below a folder.
    pub(crate) fn sources(&self, below: &str) -> impl Iterator<Item = &str> {
        let names = self.files.keys().map(String::as_str);
        names.filter(move |name| {
            Path::new(name).starts_with(below) && Path::new(name).extension() == Some(OsStr::new("rs"))
        })
    }

    /// A file as it was found.
    ///
    /// # Errors
    ///
    /// If there is no such file, or if it is not UTF-8.
    pub(crate) fn read(&self, name: &str) -> Result<&str> {
        let contents = self.files.get(name).with_context(|| format!("there is no file {name}"))?;
        std::str::from_utf8(contents).with_context(|| format!("{name} is not UTF-8"))
    }

    /// Writes a file of the copy, if it is not the same already.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub(crate) fn write(&self, name: &str, contents: &[u8]) -> Result<()> {
        let path = self.folder.join(name);
        if fs::read(&path).is_ok_and(|is| is == contents) {
            return Ok(());
        }
        fs::create_dir_all(path.parent().context("files are in folders")?)?;
        fs::write(&path, contents).with_context(|| format!("cannot write {}", path.display()))
    }

    /// Removes what an earlier copy had.
    fn remove_others(&self, folder: &Path, is_rewritten: &impl Fn(&str) -> bool) -> Result<()> {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                self.remove_others(&path, is_rewritten)?;
                continue;
            }
            let name = self.name(&path)?;
            if !self.files.contains_key(&name) && !is_rewritten(&name) {
                fs::remove_file(&path)?;
            }
        }
        Ok(())
    }

    fn name(&self, path: &Path) -> Result<String> {
        let name = path.strip_prefix(&self.folder)?.to_str().context("names of files are UTF-8 here")?;
        Ok(name.replace('\\', "/"))
    }
}

/// The files of a commit, in a folder that goes with this.
struct Commit(PathBuf);

impl Commit {
    fn extract(rev: &str) -> Result<Self> {
        let commit = Self(std::env::temp_dir().join(format!("taskscope-mutants-{}", std::process::id())));
        let folder = commit.0.to_str().context("the folder for temporary files has a name in UTF-8")?;
        fs::create_dir_all(folder)?;
        let archive = format!("{folder}/.tar");
        git(&["archive", "--format", "tar", "--output", &archive, rev])?;
        let status = Command::new("tar").args(["-x", "-f", &archive, "-C", folder]).status();
        ensure!(
            status.context("tar cannot be started; install it")?.success(),
            "tar cannot unpack {archive}"
        );
        Ok(commit)
    }
}

impl Drop for Commit {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            eprintln!("{} stays behind: {error}", self.0.display());
        }
    }
}

fn git(arguments: &[&str]) -> Result<Vec<u8>> {
    let output = Command::new("git").args(arguments).output().context("git cannot be started; install it")?;
    let error = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "`git {}` says: {}", arguments.join(" "), error.trim());
    Ok(output.stdout)
}
