//! The languages of the site: the catalogues packed as the page reads them, each fetched only when it is chosen.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Error, Result};

#[path = "../../crates/tell/build/catalogue.rs"]
mod catalogue;
#[path = "../../tests/language/made_up.rs"]
mod made_up;

use catalogue::{Catalogue, Part};

use crate::glossary;

/// Where a language is one file.
const SOURCES: &str = "crates/tell/locales";
/// The language that is part of the module.
const BUILT_IN: &str = "en";
/// Where the made-up language of the end-to-end tests goes.
const MADE_UP: &str = "target/made-up-language.txt";

/// The messages without holes of a language.
pub(crate) struct Messages(Catalogue);

impl Messages {
    /// Those of the language that the module has.
    pub(crate) fn english() -> Result<Self> {
        Ok(Self(english()?))
    }

    /// Those of a catalogue's text.
    #[cfg(test)]
    pub(crate) fn of(text: &str) -> Result<Self> {
        Ok(Self(Catalogue::parse(text).map_err(Error::msg)?))
    }

    /// A message; empty if there is none.
    pub(crate) fn text(&self, key: &str) -> &str {
        match self.0.messages.get(key).map(Vec::as_slice) {
            Some([Part::Text(text)]) => text,
            Some(_) | None => "",
        }
    }

    /// The messages whose keys begin so, each with the rest of its key.
    pub(crate) fn with_prefix(&self, prefix: &str) -> Vec<(&str, &str)> {
        let keys = self.0.messages.keys();
        keys.filter_map(|key| Some((key.strip_prefix(prefix)?, self.text(key)))).collect()
    }
}

/// Packs every language but the one that the module has into `locales/` of a folder, and the glossary beside that.
pub(crate) fn pack(folder: &Path) -> Result<()> {
    let messages = Messages::english()?;
    glossary::write(folder, &messages)?;
    let (english, folder) = (&messages.0, folder.join("locales"));
    for entry in fs::read_dir(SOURCES).with_context(|| format!("cannot read {SOURCES}"))? {
        let path = entry?.path();
        let is_language = path.extension().is_some_and(|ending| ending == "txt");
        let Some(name) = path.file_name().filter(|_| is_language) else { continue };
        if path.file_stem().is_some_and(|stem| stem == BUILT_IN) {
            continue;
        }
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let language = read(&path)?;
        language.check(english).map_err(|fault| Error::msg(format!("{}: {fault}", path.display())))?;
        write(&folder.join(name), &language.packed(english))?;
    }
    Ok(())
}

/// Packs a language that nobody speaks, and says where it is.
pub(crate) fn make_up() -> Result<PathBuf> {
    let english = english()?;
    let language = Catalogue::parse(&made_up::shouted(&english)).map_err(Error::msg)?;
    language.check(&english).map_err(Error::msg)?;
    write(Path::new(MADE_UP), &language.packed(&english))?;
    Ok(std::path::absolute(MADE_UP)?)
}

fn english() -> Result<Catalogue> {
    read(&Path::new(SOURCES).join(BUILT_IN).with_extension("txt"))
}

fn read(path: &Path) -> Result<Catalogue> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    Catalogue::parse(&text).map_err(|fault| Error::msg(format!("{}: {fault}", path.display())))
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}
