//! What a site needs of the demos: a pack, a poster of the playground and a static page for each, a list of the pages, another
//! of the files that each needs, and a pack with the words of all for the search.

mod page;
mod picture;
mod run;
mod sentences;

use std::fs;
use std::path::Path;

use taskscope_gallery::pack::{Pack, PackedVariant};
use taskscope_gallery::{Demo, WORDS, all, data_of_all};

use super::fault::Fault;

/// Where the playground's own page has room for what is read there without scripts.
const READ: &str = "<!-- The first demo, for readers without scripts. -->";

/// Writes packs and pages into `demos/` of a site's folder, and the playground's posters into `posters/`. A file that is as it
/// should be is left alone.
pub(crate) fn write(folder: &Path) -> Result<(), Fault> {
    write_posters(folder)?;
    fill_page(&folder.join("index.html"))?;
    let folder = folder.join("demos");
    fs::create_dir_all(&folder).map_err(|error| refused(&folder, &error))?;
    let words = Pack { slug: WORDS.to_owned(), demo: data_of_all(), ..Pack::default() };
    for pack in all().map(pack).chain([words]) {
        let path = folder.join(&pack.slug).with_extension("pack");
        put(&path, &pack.write())?;
    }
    for demo in all() {
        let page = page::page(demo);
        put(&folder.join(format!("{}.html", demo.slug)), page.html.as_bytes())?;
        put(&folder.join(format!("{}.css", demo.slug)), page.rules.as_bytes())?;
    }
    put(&folder.join("files.json"), files().as_bytes())?;
    put(&folder.join("index.html"), page::list().as_bytes())
}

/// A pack for each demo, with pictures alone.
fn write_posters(folder: &Path) -> Result<(), Fault> {
    let folder = folder.join("posters");
    fs::create_dir_all(&folder).map_err(|error| refused(&folder, &error))?;
    for demo in all() {
        let variants = demo.variants.iter().map(|variant| {
            let picture = picture::page(demo, variant);
            (variant.name.to_owned(), PackedVariant { picture, ..PackedVariant::default() })
        });
        let pack = Pack { slug: demo.slug.to_owned(), variants: variants.collect(), ..Pack::default() };
        put(&folder.join(demo.slug).with_extension("pack"), &pack.write())?;
    }
    Ok(())
}

/// Puts the first demo into the playground's page, where the site has one.
fn fill_page(path: &Path) -> Result<(), Fault> {
    let Ok(page) = fs::read_to_string(path) else { return Ok(()) };
    let Some(demo) = all().next().filter(|_| page.contains(READ)) else { return Ok(()) };
    put(path, page.replace(READ, &page::read_first(demo)).as_bytes())
}

/// The files of a site that each demo needs beside those that every element needs: its pack, then its programs.
fn files() -> String {
    let lines = all().map(|Demo { slug, section, .. }| {
        let files = section.files().join("\", \"");
        format!("  \"{slug}\": [\"demos/{slug}.pack\", \"{files}\"]")
    });
    format!("{{\n{}\n}}\n", lines.collect::<Vec<_>>().join(",\n"))
}

/// Writes a file, unless it is as it should be.
fn put(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    if fs::read(path).is_ok_and(|before| before == bytes) {
        return Ok(());
    }
    fs::write(path, bytes).map_err(|error| refused(path, &error))
}

fn pack(demo: &'static Demo) -> Pack {
    let variants = demo.variants.iter().map(|variant| {
        let packed = PackedVariant {
            run: run::run(demo, variant),
            picture: picture::picture(demo, variant),
            told: sentences::told(demo, variant),
        };
        (variant.name.to_owned(), packed)
    });
    Pack { slug: demo.slug.to_owned(), demo: demo.data(), variants: variants.collect() }
}

fn refused(path: &Path, error: &std::io::Error) -> Fault {
    let path = path.display();
    Fault::Failure(format!(
        "cannot write {path}: {error}; name a folder that exists and that you may write to"
    ))
}
