//! The files that the build script reads, with their paths in the repository.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// Where this crate lies in the repository, which places and links are relative to.
const FOLDER: &str = "crates/gallery";

/// A file and its text.
pub(crate) struct File {
    pub(crate) path: PathBuf,
    pub(crate) text: String,
}

impl File {
    /// Its name without the ending.
    pub(crate) fn stem(&self) -> String {
        self.path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Its path in the repository, for a sentence about it.
    pub(crate) fn shown_path(&self) -> String {
        in_repository(&self.path).replace('\\', "/")
    }
}

/// The path in the repository of what is at a path from here, in the way of the machine that compiles.
pub(crate) fn in_repository(path: &Path) -> String {
    let above = path.components().filter(|part| part.as_os_str() == "..").count();
    let folder: Vec<&str> = FOLDER.split('/').collect();
    let kept = folder.iter().take(folder.len() - above).map(Path::new);
    let rest: PathBuf = path.components().skip(above).collect();
    kept.chain([&*rest]).collect::<PathBuf>().to_string_lossy().into_owned()
}

/// The files with an ending in a folder and the folders in it, sorted: the output must not depend on the file system.
pub(crate) fn read_all(folder: &Path, ending: &str) -> io::Result<Vec<File>> {
    let mut files = Vec::new();
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            files.extend(read_all(&path, ending)?);
        } else if path.extension().is_some_and(|extension| extension == ending) {
            let text = fs::read_to_string(&path)?;
            files.push(File { path, text });
        }
    }
    Ok(files)
}
