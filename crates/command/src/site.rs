//! What a site needs of the demos: a pack, pictures of its variants, a poster of the playground and a static page for each, a list
//! of the pages, another of the files that each needs, and a pack with the words of all for the search.

mod page;
mod picture;
mod run;
mod sentences;

use std::fs;
use std::path::Path;

use taskscope_gallery::pack::{Pack, PackedVariant};
use taskscope_gallery::{Demo, Variant, WORDS, all, data_of_all};

use super::fault::Fault;

/// Where the playground's own page has room for what is read there without scripts.
const READ: &str = "<!-- The first demo, for readers without scripts. -->";
/// The folder with the posters of elements.
const PICTURES: &str = "pictures";

/// Writes packs and pages into `demos/` of a site's folder, the posters of elements into `pictures/`, and those of the playground
/// into `posters/`. A file that is as it should be is left alone.
pub(crate) fn write(folder: &Path) -> Result<(), Fault> {
    write_posters(folder)?;
    write_pictures(folder)?;
    fill_page(&folder.join("index.html"))?;
    let folder = folder.join("demos");
    fs::create_dir_all(&folder).map_err(|error| refused(&folder, &error))?;
    let words = Pack { slug: WORDS.to_owned(), demo: data_of_all(), ..Pack::default() };
    for pack in all().map(pack).chain([words]) {
        let path = folder.join(&pack.slug).with_extension("pack");
        put(&path, &pack.write())?;
    }
    for demo in all() {
        put(&folder.join(format!("{}.html", demo.slug)), page::page(demo).as_bytes())?;
    }
    put(&folder.join(page::SHEET), page::rules().as_bytes())?;
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

/// A pack for each variant that has a poster, so that an element fetches no more than what it shows.
fn write_pictures(folder: &Path) -> Result<(), Fault> {
    fs::create_dir_all(folder.join(PICTURES)).map_err(|error| refused(folder, &error))?;
    for demo in all() {
        for (variant, path) in pictures(demo) {
            let picture = picture::picture(demo, variant);
            let packed = PackedVariant { picture, ..PackedVariant::default() };
            let variants = [(variant.name.to_owned(), packed)].into();
            let pack = Pack { slug: demo.slug.to_owned(), variants, ..Pack::default() };
            put(&folder.join(path), &pack.write())?;
        }
    }
    Ok(())
}

/// The variants that have a poster, and where it is: that of the first has the name of the demo alone, for elements that name no
/// variant.
fn pictures(demo: &'static Demo) -> impl Iterator<Item = (&'static Variant, String)> {
    let path = move |(index, variant): (usize, &'static Variant)| {
        let name = if index == 0 { String::new() } else { format!(".{}", variant.name) };
        (variant, format!("{PICTURES}/{}{name}.pack", demo.slug))
    };
    let all = demo.variants.iter().enumerate().map(path);
    all.filter(move |(variant, _)| picture::is_drawn(demo, variant))
}

/// Puts the first demo into the playground's page, where the site has one.
fn fill_page(path: &Path) -> Result<(), Fault> {
    let Ok(page) = fs::read_to_string(path) else { return Ok(()) };
    let Some(demo) = all().next().filter(|_| page.contains(READ)) else { return Ok(()) };
    put(path, page.replace(READ, &page::read_first(demo)).as_bytes())
}

/// The files of a site that each demo needs beside those that every element needs: its pack, its pictures, then its programs.
fn files() -> String {
    let lines = all().map(|demo| {
        let mut files = vec![format!("demos/{}.pack", demo.slug)];
        files.extend(pictures(demo).map(|(_, path)| path));
        files.extend(demo.section.files());
        format!("  \"{}\": [\"{}\"]", demo.slug, files.join("\", \""))
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
            told: sentences::told(demo, variant),
            ..PackedVariant::default()
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
