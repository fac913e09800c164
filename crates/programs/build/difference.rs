//! Which lines of a variant the other one does not have: what a fix takes away, and what it adds.

use crate::excerpt::{ShownLine, suffix_of};

/// The numbers of the lines in which two variants differ. Empty unless the file has exactly two. Comments and blank lines
/// do not count, nor do the names of the variants.
pub(crate) fn differing_lines(text: &str, shown: &[ShownLine<'_>]) -> Vec<usize> {
    let lines: Vec<&str> = text.lines().collect();
    let mut variants: Vec<&str> = Vec::new();
    for variant in shown.iter().filter_map(|line| line.variant) {
        if !variants.contains(&variant) {
            variants.push(variant);
        }
    }
    let [one, other] = variants[..] else { return Vec::new() };
    let of = |variant: &str| -> Vec<(usize, String)> {
        let own = shown.iter().filter(|line| line.variant == Some(variant));
        let code = own.filter_map(|line| Some((line.number, lines.get(line.number - 1)?.trim())));
        let code = code.filter(|(_, line)| !line.is_empty() && !line.starts_with("//"));
        code.map(|(number, line)| (number, without_name(line, variant))).collect()
    };
    unmatched(&of(one), &of(other))
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

/// The numbers of those that are not in the longest common sequence.
fn unmatched(one: &[(usize, String)], other: &[(usize, String)]) -> Vec<usize> {
    // lengths[i][j]: how long the longest common sequence of the lines from i and from j on is.
    let mut lengths = vec![vec![0_usize; other.len() + 1]; one.len() + 1];
    for i in (0..one.len()).rev() {
        for j in (0..other.len()).rev() {
            lengths[i][j] = if one[i].1 == other[j].1 {
                lengths[i + 1][j + 1] + 1
            } else {
                lengths[i + 1][j].max(lengths[i][j + 1])
            };
        }
    }
    let mut numbers = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < one.len() || j < other.len() {
        let are_equal = i < one.len() && j < other.len() && one[i].1 == other[j].1;
        if are_equal {
            (i, j) = (i + 1, j + 1);
        } else if j >= other.len() || (i < one.len() && lengths[i + 1][j] >= lengths[i][j + 1]) {
            numbers.push(one[i].0);
            i += 1;
        } else {
            numbers.push(other[j].0);
            j += 1;
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::excerpt::excerpt;

    /// Numbers count from the line after the description of the demo, which names its variants.
    fn check(variants: &[&str], text: &str, expected: &[usize]) {
        let variants = variants.iter().map(|name| format!("Variant::new(\"{name}\")"));
        let variants = variants.collect::<Vec<_>>().join(", ");
        let text = format!("static DEMO: Demo = Demo {{ {variants} }};\n{text}");
        let mut found: Vec<_> =
            differing_lines(&text, &excerpt(&text)).iter().map(|number| number - 1).collect();
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
        let text = "impl Future for RingBad {\n    go(RingBad);\n}\n\
                    impl Future for RingFixed {\n    go(RingFixed);\n    keep();\n}\n";
        check(&["bad", "fixed"], text, &[6]);
    }

    #[test]
    fn programs_with_one_variant_or_with_three_have_no_other() {
        check(&["bad"], "fn bad() {\n    one();\n}\n", &[]);
        check(&["bad", "fixed", "join"], "fn bad() { 1 }\nfn fixed() { 2 }\nfn join() { 3 }\n", &[]);
    }
}
