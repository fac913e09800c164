//! Names that are near to one that does not exist.

/// A sentence's end that names what may have been meant, or else where to look.
#[must_use]
pub fn hint<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>, else_look: &str) -> String {
    let near: Vec<String> = nearest(wanted, names).iter().map(|name| format!("`{name}`")).collect();
    if near.is_empty() { else_look.to_owned() } else { format!("did you mean {}?", near.join(" or ")) }
}

/// The few names that a slip of the fingers could have turned into `wanted`, as a whole or one of their words, or that
/// it is a part of; the nearest first.
fn nearest<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    const FEW: usize = 3;
    let most = (wanted.chars().count() / 3).max(1);
    let near = |name: &'a str| {
        let is_part = wanted.len() > 2 && name.contains(wanted);
        let slips = name.split('-').chain([name]).map(|part| distance(wanted, part)).min();
        let slips = if is_part { 0 } else { slips.unwrap_or(usize::MAX) };
        (slips <= most).then_some((slips, name))
    };
    let mut near: Vec<_> = names.into_iter().filter_map(near).collect();
    // Among equals the order in which they came stays.
    taskscope_sorted::sort_by_key(&mut near, |&(slips, _)| slips);
    near.into_iter().take(FEW).map(|(_, name)| name).collect()
}

/// How many characters have to be put in, left out or replaced to turn one text into the other (Levenshtein 1965).
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (index, character) in from.chars().enumerate() {
        let mut diagonal = index;
        row[0] = index + 1;
        for (column, &other) in to.iter().enumerate() {
            let replaced = diagonal + usize::from(character != other);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_the_textbook() {
        let distances = [("kitten", "sitting"), ("", "abc"), ("abc", ""), ("same", "same")]
            .map(|(from, to)| distance(from, to));
        assert_eq!(distances, [3, 3, 3, 0]);
    }

    #[test]
    fn the_nearest_name_comes_first_and_far_ones_not_at_all() {
        let names = ["counting", "export-and-upload", "mounting"];
        assert_eq!(nearest("counitng", names), ["counting"]);
        assert_eq!(nearest("mountign", names), ["mounting"]);
        assert_eq!(nearest("upload", names), ["export-and-upload"]);
        assert_eq!(nearest("exprot", names), ["export-and-upload"]);
        assert_eq!(hint("zebra", names, "look there"), "look there");
        assert_eq!(hint("counting", ["countin", "ounting"], ""), "did you mean `countin` or `ounting`?");
    }
}
