//! The languages of the site: the catalogues packed as the page reads them, each fetched only when it is chosen.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Error, Result};

#[path = "../../crates/tell/build/catalogue.rs"]
mod catalogue;
#[path = "../../tests/language/made_up.rs"]
mod made_up;

use catalogue::Catalogue;

/// Where a language is one file.
const SOURCES: &str = "crates/tell/locales";
/// The language that is part of the module.
const BUILT_IN: &str = "en";
/// Where the made-up language of the end-to-end tests goes.
const MADE_UP: &str = "target/made-up-language.txt";

/// Packs every language but the one that the module has into `locales/` of a folder.
pub(crate) fn pack(folder: &Path) -> Result<()> {
    let english = read(&Path::new(SOURCES).join(BUILT_IN).with_extension("txt"))?;
    let folder = folder.join("locales");
    for entry in fs::read_dir(SOURCES).with_context(|| format!("cannot read {SOURCES}"))? {
        let path = entry?.path();
        let is_language = path.extension().is_some_and(|ending| ending == "txt");
        let Some(name) = path.file_name().filter(|_| is_language) else { continue };
        if path.file_stem().is_some_and(|stem| stem == BUILT_IN) {
            continue;
        }
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let language = read(&path)?;
        language.check(&english).map_err(|fault| Error::msg(format!("{}: {fault}", path.display())))?;
        write(&folder.join(name), &language.packed(&english))?;
    }
    Ok(())
}

/// The same where Trunk builds the site, which calls this from its hook.
pub(crate) fn pack_for_trunk() -> Result<()> {
    let folder = env::var_os("TRUNK_STAGING_DIR")
        .context("TRUNK_STAGING_DIR is not set; Trunk runs this command, see Trunk.toml")?;
    pack(Path::new(&folder))
}

/// Packs a language that nobody speaks, and says where it is.
pub(crate) fn make_up() -> Result<PathBuf> {
    let english = read(&Path::new(SOURCES).join(BUILT_IN).with_extension("txt"))?;
    let language = Catalogue::parse(&made_up::shouted(&english)).map_err(Error::msg)?;
    language.check(&english).map_err(Error::msg)?;
    write(Path::new(MADE_UP), &language.packed(&english))?;
    Ok(std::path::absolute(MADE_UP)?)
}

fn read(path: &Path) -> Result<Catalogue> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    Catalogue::parse(&text).map_err(|fault| Error::msg(format!("{}: {fault}", path.display())))
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}
