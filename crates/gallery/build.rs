//! Joins the built-in lessons to the files of their programs at build time, and colours the programs' sources, so that whatever
//! shows a demo has finished texts and spans, and neither a reader of lessons nor a lexer.
//!
//! Writes into the build folder `gallery.rs` and `sources.rs`, the lessons and the sources, for `src/built_in.rs`, and
//! `entries.rs`, the list of them, for `src/entry.rs`.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use taskscope_lessons::Lesson;

#[path = "build/agreement.rs"]
mod agreement;
#[path = "src/class.rs"]
pub mod class;
#[path = "build/difference.rs"]
mod difference;
#[path = "build/excerpt.rs"]
mod excerpt;
#[path = "build/files.rs"]
mod files;
#[path = "build/gallery.rs"]
mod gallery;
#[path = "build/highlight.rs"]
mod highlight;
#[path = "build/reads.rs"]
mod reads;
#[path = "build/sections.rs"]
mod sections;

use difference::differing_lines;
use excerpt::{ShownLine, excerpt};
use files::{File, in_repository, read_all};
use gallery::{Pair, entries, gallery};
use highlight::{LineSpans, highlight};
use sections::sections;

/// Where the built-in lessons are.
const LESSONS: &str = "../../lessons";
/// Where the programs are, each in a folder.
const PROGRAMS: &str = "../programs/src";

fn main() -> io::Result<()> {
    for path in ["src", "build", LESSONS, PROGRAMS] {
        println!("cargo::rerun-if-changed={path}");
    }
    let mut faults = Vec::new();
    let programs = programs(&mut faults)?;
    let pairs = pairs(&programs, &mut faults)?;
    for fault in &faults {
        println!("cargo::error={fault}");
    }
    let sources: String = programs.iter().map(|program| source_item(&program.file, &program.shown)).collect();
    let folder = env::var_os("OUT_DIR").map(PathBuf::from).ok_or(io::ErrorKind::NotFound)?;
    fs::write(folder.join("gallery.rs"), gallery(&pairs))?;
    fs::write(folder.join("entries.rs"), entries(&pairs))?;
    fs::write(folder.join("sources.rs"), sources)
}

/// A file that declares a program.
struct Program {
    file: File,
    /// The folder that it is in, below [`PROGRAMS`].
    folder: String,
    shown: Vec<ShownLine>,
}

/// The programs: all files in folders of [`PROGRAMS`].
fn programs(faults: &mut Vec<String>) -> io::Result<Vec<Program>> {
    let mut programs = Vec::new();
    for file in read_all(Path::new(PROGRAMS), "rs")? {
        let folder = file.path.parent().filter(|folder| *folder != Path::new(PROGRAMS));
        let Some(folder) = folder.and_then(Path::file_name) else { continue };
        match excerpt(&file.text) {
            Ok(Some(shown)) => {
                programs.push(Program { folder: folder.to_string_lossy().into_owned(), shown, file });
            }
            Ok(None) => faults.push(format!(
                "{}:1: the file declares no program: write `pub(crate) static MAINS: &[Main]`, with a `Main::new` \
                 for each variant.",
                file.shown_path()
            )),
            Err(fault) => faults.push(unreadable(&file, &fault)),
        }
    }
    Ok(programs)
}

/// Each lesson with its program, in the order of the gallery.
fn pairs(programs: &[Program], faults: &mut Vec<String>) -> io::Result<Vec<Pair>> {
    let sections = sections(&fs::read_to_string("src/section.rs")?).map_err(io::Error::other)?;
    let lessons = read_all(Path::new(LESSONS), "md")?;
    for (index, program) in programs.iter().enumerate() {
        if let Some(first) = programs[..index].iter().find(|first| first.file.stem() == program.file.stem()) {
            let (path, other) = (program.file.shown_path(), first.file.shown_path());
            faults.push(format!(
                "{path}:1: {other} has the same name, by which a lesson finds it: rename one."
            ));
        }
        if !lessons.iter().any(|lesson| lesson.stem().replace('-', "_") == program.file.stem()) {
            let slug = program.file.stem().replace('_', "-");
            let path = program.file.shown_path();
            faults.push(format!("{path}:1: the program has no lesson: write lessons/{slug}.md."));
        }
    }
    let mut pairs = Vec::new();
    for file in &lessons {
        match pair(file, programs, &sections) {
            Ok((order, pair, disagreements)) => {
                faults.extend(disagreements);
                pairs.push((order, pair));
            }
            Err(fault) => faults.push(fault),
        }
    }
    pairs.sort_by_key(|((section, place), pair)| (*section, place.unwrap_or(u32::MAX), pair.slug.clone()));
    Ok(pairs.into_iter().map(|(_, pair)| pair).collect())
}

/// Where a lesson is in the gallery: its section's number, and its place there.
type InGallery = (usize, Option<u32>);

/// A lesson with its program, and what they don't agree on.
fn pair(
    file: &File,
    programs: &[Program],
    sections: &[(String, String)],
) -> Result<(InGallery, Pair, Vec<String>), String> {
    let path = file.shown_path();
    let lesson = Lesson::read(&file.text)
        .map_err(|mistake| format!("{path}:{}: {}.", mistake.line, mistake.sentence))?;
    let stem = file.stem().replace('-', "_");
    let Some(program) = programs.iter().find(|program| program.file.stem() == stem) else {
        return Err(format!(
            "{path}:1: the lesson has no program: write {stem}.rs into a folder of {}.",
            in_repository(Path::new(PROGRAMS))
        ));
    };
    let Some(index) = sections.iter().position(|(key, _)| *key == *lesson.section) else {
        let keys: Vec<_> = sections.iter().map(|(key, _)| format!("`{key}`")).collect();
        return Err(format!(
            "{path}:{}: the gallery has no section `{}`: write one of {}.",
            lesson.section.line,
            &*lesson.section,
            keys.join(", ")
        ));
    };
    let program_path = program.file.shown_path();
    let faults = agreement::faults((&path, &lesson), (&program_path, &program.file.text));
    let faults = faults.map_err(|fault| unreadable(&program.file, &fault))?;
    let pair = Pair {
        slug: file.stem(),
        path,
        section: sections.get(index).map(|(_, name)| name.clone()).unwrap_or_default(),
        folder: program.folder.clone(),
        stem,
        lesson,
    };
    Ok(((index, pair.lesson.place), pair, faults))
}

/// What syn says of a file that it can't read, with the place.
fn unreadable(file: &File, fault: &syn::Error) -> String {
    let start = fault.span().start();
    format!("{}:{}:{}: {fault}", file.shown_path(), start.line, start.column + 1)
}

/// A `static NAME: Source` with what is shown of one program's file.
fn source_item(file: &File, shown: &[ShownLine]) -> String {
    let stem = file.stem();
    let spans = highlight(&file.text);
    let differing = differing_lines(&file.text, shown);
    let line = |line: &ShownLine| source_line(line, differing.contains(&line.number), &spans);
    let lines: String = shown.iter().map(line).collect();
    let name = stem.to_uppercase();
    // In the way of the machine that compiles, as in the places that the compiler writes.
    let path = in_repository(&file.path);
    let length = file.text.lines().count();
    format!(
        "/// What is shown of `{stem}.rs`.\n\
         pub(crate) static {name}: Source = Source {{ file: {path:?}, length: {length}, packed: {lines:?} }};\n"
    )
}

/// A line as `SourceLine::unpack` reads it.
fn source_line(shown: &ShownLine, differs: bool, spans: &[LineSpans]) -> String {
    let ShownLine { number, variant, is_import } = shown;
    let flags = [("!", differs), ("~", *is_import)].into_iter().filter(|(_, is_set)| *is_set);
    let flags: String = flags.map(|(flag, _)| flag).collect();
    let mut line = format!("{number} {}{flags}", variant.as_deref().unwrap_or_default());
    for (class, text) in spans.get(number - 1).into_iter().flatten() {
        line.push(class.mark());
        line.push_str(text);
    }
    line + "\n"
}
