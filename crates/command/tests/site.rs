//! `taskscope site`: the packs that it writes.

use std::fs;
use std::path::PathBuf;
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
fn every_demo_has_a_pack_and_one_has_the_words_of_all() {
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
}

#[test]
fn every_variant_has_its_picture_in_a_file_of_its_own_and_the_list_names_all() {
    let folder = folder("pictures");
    assert!(site(&[folder.to_str().expect("the path is text")]).status.success());
    let list = fs::read_to_string(folder.join("demos/files.json")).expect("it is written");
    let mut found = 0;
    for demo in all() {
        let of_demo =
            Pack::read(&fs::read(folder.join(format!("posters/{}.pack", demo.slug))).expect("it is written"));
        let of_demo = of_demo.expect("it is a pack");
        for (index, variant) in demo.variants.iter().enumerate() {
            let name = if index == 0 { String::new() } else { format!(".{}", variant.name) };
            let path = format!("pictures/{}{name}.pack", demo.slug);
            let is_drawn = !of_demo.variants[variant.name].picture.is_empty();
            assert_eq!(list.contains(&format!("\"{path}\"")), is_drawn, "{path}");
            if let Ok(file) = fs::read(folder.join(&path)) {
                let pack = Pack::read(&file).expect("it is a pack");
                let variants: Vec<_> = pack.variants.iter().collect();
                assert!(variants.len() == 1 && variants[0].0 == variant.name, "{path}");
                assert!(variants[0].1.picture.contains("<svg"), "{path}");
                found += 1;
            }
        }
    }
    assert_eq!(found, list.matches("pictures/").count());
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
