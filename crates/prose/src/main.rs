//! `cargo xtask prose`: how hard the texts are to read, and phrases that none of them may have.
//!
//! A watch line, a question and a finding are read in a hurry, so their grade has a limit. It is that of Flesch and Kincaid:
//! the year of school whose pupils read such a text with ease. Code and names are left out of it.

#![expect(clippy::print_stdout, reason = "a command line tool speaks through its standard output")]

mod banned;
mod catalogue;
mod documents;
mod grade;
mod lessons;
mod text;

use std::{path::Path, process::ExitCode};

use anyhow::Result;

use grade::Grade;
use text::Text;

/// The highest grade of a text that has a limit.
const LIMIT: Grade = Grade(9.0);

/// How many of the texts that are hardest to read are listed.
const WORST: usize = 20;

fn main() -> Result<ExitCode> {
    let is_short = std::env::args().skip(1).any(|argument| argument == "--short");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let graded: Vec<Text> = [lessons::texts(&root)?, catalogue::texts(&root)?].concat();
    let hard = print_grades(&graded, is_short);
    let found = print_banned(&[graded, documents::texts(&root)?].concat());
    if hard > 0 {
        println!("{hard} texts have a grade above {LIMIT}: write shorter sentences and shorter words.");
    }
    if found > 0 {
        println!("{found} phrases read as translated: write what is said beside each.");
    }
    Ok(if hard + found > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Prints the grades, and returns how many are too high.
fn print_grades(texts: &[Text], is_short: bool) -> usize {
    let mut grades: Vec<(Grade, &Text)> =
        texts.iter().filter_map(|text| Some((grade::of(&text.words)?, text))).collect();
    grades.sort_by(|(one, _), (other, _)| other.0.total_cmp(&one.0));
    let limited: Vec<_> = grades.iter().filter(|(_, text)| text.kind.is_limited()).collect();
    let hard = limited.iter().filter(|(grade, _)| grade.0 > LIMIT.0).count();
    if is_short {
        limited.iter().take(hard).copied().for_each(print_grade);
    } else {
        println!("Texts with a limit of {LIMIT}:\n");
        limited.iter().copied().for_each(print_grade);
        println!("\nThe {WORST} of all texts that are hardest to read:\n");
        grades.iter().filter(|(_, text)| grade::is_sentence(&text.words)).take(WORST).for_each(print_grade);
    }
    let sum: f64 = limited.iter().map(|(grade, _)| grade.0).sum();
    let mean = Grade(sum / grade::number(limited.len()));
    println!("\n{} texts with a limit: mean grade {mean}, {hard} above {LIMIT}.", limited.len());
    hard
}

fn print_grade((grade, text): &(Grade, &Text)) {
    println!("{grade:>5} {} {}: {}", text.kind.name(), text.place, text.written);
}

/// Prints the banned phrases that are left, and returns how many.
fn print_banned(texts: &[Text]) -> usize {
    let mut found = 0;
    for text in texts {
        for phrase in banned::phrases(text) {
            found += 1;
            println!("{}: “{}”: write {}", text.place, phrase.words, phrase.instead);
        }
    }
    found
}
