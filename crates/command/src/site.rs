//! What a site needs of the demos: a pack for each, and one with the words of all for the search.

mod picture;
mod run;
mod told;

use std::fs;
use std::path::Path;

use taskscope_gallery::pack::{Pack, PackedVariant};
use taskscope_gallery::{Demo, WORDS, all, data_of_all};

use super::fault::Fault;

/// Writes the packs into `demos/` of a site's folder. A file that is as it should be is left alone.
pub(crate) fn write(folder: &Path) -> Result<(), Fault> {
    let folder = folder.join("demos");
    fs::create_dir_all(&folder).map_err(|error| refused(&folder, &error))?;
    let words = Pack { slug: WORDS.to_owned(), demo: data_of_all(), ..Pack::default() };
    for pack in all().map(pack).chain([words]) {
        let path = folder.join(&pack.slug).with_extension("pack");
        let bytes = pack.write();
        if fs::read(&path).is_ok_and(|before| before == bytes) {
            continue;
        }
        fs::write(&path, bytes).map_err(|error| refused(&path, &error))?;
    }
    Ok(())
}

fn pack(demo: &'static Demo) -> Pack {
    let variants = demo.variants.iter().map(|variant| {
        let packed = PackedVariant {
            run: run::run(demo, variant),
            picture: picture::picture(demo, variant),
            told: told::told(demo, variant),
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
