//! Which lines of a variant the other one does not have: what a fix takes away, and what it adds.

use similar::algorithms::{Capture, diff_slices};
use similar::{Algorithm, DiffTag};

use crate::excerpt::{ShownLine, suffix_of};

/// The numbers of the lines in which two variants differ. Empty unless the file has exactly two. Comments and blank lines
/// do not count, nor do the names of the variants.
pub(crate) fn differing_lines(text: &str, shown: &[ShownLine]) -> Vec<usize> {
    let lines: Vec<&str> = text.lines().collect();
    let mut variants: Vec<&str> = Vec::new();
    for variant in shown.iter().filter_map(|line| line.variant.as_deref()) {
        if !variants.contains(&variant) {
            variants.push(variant);
        }
    }
    let [one, other] = variants[..] else { return Vec::new() };
    let of = |variant: &str| -> Vec<Line> {
        let own = shown.iter().filter(|line| line.variant.as_deref() == Some(variant));
        let code = own.filter_map(|line| Some((line.number, lines.get(line.number - 1)?.trim())));
        let code = code.filter(|(_, line)| !line.is_empty() && !line.starts_with("//"));
        let code = code.map(|(number, line)| (Some(number), without_name(line, variant)));
        // No two variants end alike: a common end would be matched before all else.
        code.chain([(None, format!("\n{variant}"))]).collect()
    };
    unmatched(&of(one), &of(other))
}

/// The number of a line and what is compared of it.
type Line = (Option<usize>, String);

/// The numbers of the lines that have no match, when as many as possible have one. Of equal choices the first: where one
/// variant has a function more, the `}` that is new is that function's.
fn unmatched(one: &[Line], other: &[Line]) -> Vec<usize> {
    let texts = |lines: &[Line]| lines.iter().map(|(_, text)| text.clone()).collect::<Vec<_>>();
    let mut changes = Capture::new();
    // Without the pass after it that moves changes up, to the `}` of the function above.
    let Ok(()) = diff_slices(Algorithm::Lcs, &mut changes, &texts(one), &texts(other));
    let changes = changes.ops().iter().filter(|change| change.tag() != DiffTag::Equal);
    let lines = changes.flat_map(|change| one[change.old_range()].iter().chain(&other[change.new_range()]));
    lines.filter_map(|(number, _)| *number).collect()
}

/// A line in which the variant's name stands for itself.
fn without_name(line: &str, variant: &str) -> String {
    let is_part = |character: char| character.is_alphanumeric() || character == '_';
    let words = line.split_inclusive(|character| !is_part(character));
    words
        .map(|word| {
            let name = word.trim_end_matches(|character| !is_part(character));
            suffix_of(name, variant).map_or(word.to_owned(), |suffix| word.replacen(suffix, "*", 1))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::excerpt::excerpt;

    /// Numbers count from the line after the list of the mains, which names the variants.
    fn check(variants: &[&str], text: &str, expected: &[usize]) {
        let variants = variants.iter().map(|name| format!("Main::new(\"{name}\")"));
        let variants = variants.collect::<Vec<_>>().join(", ");
        let text = format!("static MAINS: &[Main] = &[{variants}];\n{text}");
        let shown = excerpt(&text).expect("this is Rust").expect("a program is declared");
        let mut found: Vec<_> = differing_lines(&text, &shown).iter().map(|number| number - 1).collect();
        found.sort_unstable();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_a_fix_adds_and_takes_away_is_marked_and_nothing_else() {
        let text = "/// Bad.\n\
                    async fn bad() {\n    one();\n    two();\n    run_bad(1);\n}\n\
                    \n\
                    /// Fixed: another comment.\n\
                    async fn fixed() {\n    one();\n    run_fixed(1);\n    // Why.\n    three().await;\n}\n\
                    \n\
                    fn shared() {}\n";
        check(&["bad", "fixed"], text, &[4, 13]);
    }

    #[test]
    fn the_names_of_types_do_not_count_either() {
        let text = "impl Future for RingBad {\n    go!(RingBad);\n}\n\
                    impl Future for RingFixed {\n    go!(RingFixed);\n    keep!();\n}\n";
        check(&["bad", "fixed"], text, &[6]);
    }

    #[test]
    fn a_function_more_is_marked_to_its_own_end() {
        let text = "fn bad() {\n    one();\n}\n\
                    fn helper_bad() {\n    two();\n}\n\
                    fn fixed() {\n    one();\n}\n";
        check(&["bad", "fixed"], text, &[4, 5, 6]);
    }

    #[test]
    fn programs_with_one_variant_or_with_three_have_no_other() {
        check(&["bad"], "fn bad() {\n    one();\n}\n", &[]);
        check(&["bad", "fixed", "join"], "fn bad() { 1 }\nfn fixed() { 2 }\nfn join() { 3 }\n", &[]);
    }
}
