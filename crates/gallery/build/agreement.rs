//! What a lesson and its program have to agree on: the names of the variants, and the knobs.

use taskscope_lessons::{KnobKind, Lesson};

use crate::excerpt::variants;
use crate::reads::{METHODS, reads};

/// What a lesson and its program don't agree on, a sentence each, with its file and line. Each comes with the path of its
/// file.
///
/// # Errors
/// If the program is no Rust.
pub(crate) fn faults(
    (lesson_path, lesson): (&str, &Lesson),
    (program_path, program): (&str, &str),
) -> syn::Result<Vec<String>> {
    let mut faults = Vec::new();
    let declared = variants(program)?;
    for variant in &lesson.variants {
        if !declared.iter().any(|(name, _)| **name == *variant.name) {
            let (line, name) = (variant.name.line, &*variant.name);
            faults.push(format!(
                "{lesson_path}:{line}: the program has no variant `{name}`: add `Main::new(\"{name}\", …)` to MAINS in \
                 {program_path}, or take it out here."
            ));
        }
    }
    for (name, line) in declared {
        if !lesson.variants.iter().any(|variant| *variant.name == *name) {
            faults.push(format!(
                "{program_path}:{line}: the lesson has no variant `{name}`: add it to {lesson_path}, or take it out here."
            ));
        }
    }
    let reads = reads(program)?;
    for read in &reads.by_name {
        let (line, name) = (read.line, &*read.knob);
        match lesson.knobs.iter().find(|knob| &*knob.name == name) {
            None => faults.push(format!(
                "{program_path}:{line}: the lesson has no knob `{name}`: add it to {lesson_path}, or read another one."
            )),
            Some(knob) if knob.kind != read.kind => faults.push(format!(
                "{program_path}:{line}: the knob `{name}` is of another kind in {lesson_path}: read it with `{}`.",
                method(knob.kind)
            )),
            Some(_) => {}
        }
    }
    for knob in &lesson.knobs {
        if !reads.strings.contains(&*knob.name) {
            faults.push(format!(
                "{lesson_path}:{}: the program never reads the knob `{name}`: read it by `{}(\"{name}\")`, or take it out.",
                knob.name.line,
                method(knob.kind),
                name = &*knob.name
            ));
        }
    }
    Ok(faults)
}

/// What a knob of this kind is read by.
fn method(kind: KnobKind) -> &'static str {
    METHODS.iter().find(|(_, other)| *other == kind).map_or("count", |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LESSON: &str = "+++\nsection = \"blocking\"\n\n[[knobs]]\nname = \"parts\"\ncount = [1, 9]\ndefault = 2\nhint = \"x\"\n\n\
                          [[variants]]\nname = \"bad\"\nsays = \"Bad.\"\nwatch = \"X.\"\n\n[[question]]\nvariant = \"bad\"\nasks = \"How?\"\n\
                          answer = \"ends\"\nbecause = \"So.\"\n+++\n\n# X\n\nWhy.\n";

    fn check(program: &str, expected: &[&str]) {
        let lesson = Lesson::read(LESSON).expect("it is a lesson");
        let found = faults(("x.md", &lesson), ("x.rs", program)).expect("this is Rust");
        assert_eq!(found, expected);
    }

    #[test]
    fn a_program_with_the_variants_and_the_knobs_of_its_lesson_agrees() {
        check(
            "static MAINS: &[Main] = &[Main::new(\"bad\", bad)];\nfn bad() { knobs.count(\"parts\") }\n",
            &[],
        );
    }

    #[test]
    fn a_variant_that_only_one_side_has_is_a_fault() {
        check(
            "static MAINS: &[Main] = &[\n    Main::new(\"good\", good)];\nfn good() { knobs.count(\"parts\") }\n",
            &[
                "x.md:11: the program has no variant `bad`: add `Main::new(\"bad\", …)` to MAINS in x.rs, or take it out here.",
                "x.rs:2: the lesson has no variant `good`: add it to x.md, or take it out here.",
            ],
        );
    }

    #[test]
    fn a_knob_that_is_read_has_to_be_declared_and_of_its_kind_and_one_that_is_declared_has_to_be_read() {
        check(
            "static MAINS: &[Main] = &[Main::new(\"bad\", bad)];\nfn bad() { knobs.duration(\"parts\") }\n",
            &["x.rs:2: the knob `parts` is of another kind in x.md: read it with `count`."],
        );
        check(
            "static MAINS: &[Main] = &[Main::new(\"bad\", bad)];\nfn bad() { knobs.count(\"part\") }\n",
            &[
                "x.rs:2: the lesson has no knob `part`: add it to x.md, or read another one.",
                "x.md:5: the program never reads the knob `parts`: read it by `count(\"parts\")`, or take it out.",
            ],
        );
    }
}
