//! `taskscope site`: the packs that it writes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use taskscope_gallery::pack::Pack;
use taskscope_gallery::{WORDS, all, learn, learn_all};

fn site(arguments: &[&str]) -> Output {
    let command = &mut Command::new(env!("CARGO_BIN_EXE_taskscope"));
    command.arg("site").args(arguments).output().expect("the command was built")
}

fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name)
}

#[test]
fn every_demo_has_a_pack_and_pictures_and_one_pack_has_the_words_of_all() {
    let folder = folder("packs");
    let output = site(&[folder.to_str().expect("the path is text")]);
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    let read = |slug: &str| {
        let file = fs::read(folder.join("demos").join(slug).with_extension("pack")).expect("it is written");
        Pack::read(&file).expect("it is a pack")
    };
    for demo in all() {
        let pack = read(demo.slug);
        assert_eq!((pack.slug.as_str(), learn(&pack.demo)), (demo.slug, Ok(demo)));
        let variants: Vec<_> = pack.variants.keys().map(String::as_str).collect();
        let mut expected: Vec<_> = demo.variants.iter().map(|variant| variant.name).collect();
        expected.sort_unstable();
        assert_eq!(variants, expected, "{}", demo.slug);
    }
    assert_eq!(learn_all(&read(WORDS).demo), Ok(()));
    has_a_picture_of_each_variant(&folder);
}

/// Each in a file of its own, which the list names.
fn has_a_picture_of_each_variant(site: &Path) {
    let list = fs::read_to_string(site.join("demos/files.json")).expect("it is written");
    let read = |path: &str| fs::read(site.join(path)).map(|file| Pack::read(&file).expect("it is a pack"));
    let mut count = 0;
    for demo in all() {
        let of_page = read(&format!("posters/{}.pack", demo.slug)).expect("it is written");
        for (index, variant) in demo.variants.iter().enumerate() {
            let name = if index == 0 { String::new() } else { format!(".{}", variant.name) };
            let path = format!("pictures/{}{name}.pack", demo.slug);
            let is_drawn = !of_page.variants[variant.name].picture.is_empty();
            assert_eq!(list.contains(&format!("\"{path}\"")), is_drawn, "{path}");
            let Ok(pack) = read(&path) else { continue };
            let pictures: Vec<_> =
                pack.variants.iter().map(|(name, of)| (name.as_str(), of.picture.contains("<svg"))).collect();
            assert_eq!(pictures, [(variant.name, true)], "{path}");
            count += 1;
        }
    }
    assert_eq!(list.matches("pictures/").count(), count);
}

#[test]
fn a_file_that_is_as_it_should_be_is_left_alone() {
    let folder = folder("packs-again");
    let path = folder.to_str().expect("the path is text");
    let written = || {
        assert!(site(&[path]).status.success());
        let file = fs::metadata(folder.join("demos/counting.pack")).expect("it is written");
        file.modified().expect("the system keeps times")
    };
    assert_eq!(written(), written());
}

#[test]
fn what_is_wrong_is_said() {
    let complaint = |arguments: &[&str]| String::from_utf8(site(arguments).stderr).expect("it is text");
    assert_eq!(complaint(&[]), "error: `taskscope site` takes the folder of the site, such as `dist`.\n");
    let file = folder("no-folder");
    fs::write(&file, "").expect("a file can be written");
    let path = file.to_str().expect("the path is text");
    assert!(complaint(&[path]).starts_with("error: cannot write "), "{}", complaint(&[path]));
}
