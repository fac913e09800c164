//! Puts mutants into the text of a file, next to the original code.

use std::ops::Range;

use crate::mutant::Mutant;

/// A file with mutants in it.
pub(crate) struct Rewritten {
    pub(crate) text: String,
    /// The bytes that each mutant and its original take there, with the mutant's number.
    places: Vec<(Range<usize>, u32)>,
}

impl Rewritten {
    /// The mutant that the compiler means when it complains about these bytes: the innermost there.
    pub(crate) fn blamed(&self, bytes: &Range<usize>) -> Option<u32> {
        let around =
            self.places.iter().filter(|(place, _)| place.start <= bytes.start && bytes.end <= place.end);
        around.min_by_key(|(place, _)| place.len()).map(|&(_, number)| number)
    }
}

/// A text that goes in at an offset.
struct Insertion {
    at: usize,
    text: String,
    number: u32,
    is_start: bool,
    /// Its order among those at the same offset.
    order: (u8, isize, usize),
}

/// Puts the mutants, with their numbers, into the text; `is_on` is the function that asks whether one is in effect.
///
/// Everything is inserted within a line, so that the lines of the original keep their numbers.
pub(crate) fn rewrite(text: &str, mutants: &[(u32, &Mutant)], is_on: &str) -> Rewritten {
    let mut insertions = insertions(mutants, is_on);
    insertions.sort_by_key(|insertion| (insertion.at, insertion.order));
    let mut rewritten = String::with_capacity(text.len() * 2);
    let (mut places, mut from) = (Vec::new(), 0);
    let mut starts = std::collections::HashMap::new();
    for Insertion { at, text: inserted, number, is_start, .. } in insertions {
        rewritten.push_str(text.get(from..at).expect("places of syntax are borders of characters"));
        from = at;
        if is_start {
            starts.insert(number, rewritten.len());
        }
        rewritten.push_str(&inserted);
        if !is_start {
            let start = starts.remove(&number).expect("what ends has started");
            places.push((start..rewritten.len(), number));
        }
    }
    rewritten.push_str(text.get(from..).expect("places of syntax are borders of characters"));
    Rewritten { text: rewritten, places }
}

fn insertions(mutants: &[(u32, &Mutant)], is_on: &str) -> Vec<Insertion> {
    let mut insertions = Vec::new();
    for (index, (number, mutant)) in mutants.iter().enumerate() {
        let (before, after) = mutant.edit.around(&format!("{is_on}({number})"));
        let Range { start, end } = mutant.range;
        let length = mutant.range.len().cast_signed();
        // What is longer is outside: it starts first and ends last. Of two with one range, the first is outside. An
        // empty one stands after what ends there and before what starts there.
        let is_empty = u8::from(length == 0);
        let (starts, ends) = ((2 - is_empty, -length, 2 * index), (is_empty, length, usize::MAX - 2 * index));
        let ends = if length == 0 { (1, 0, 2 * index + 1) } else { ends };
        insertions.push(Insertion {
            at: start,
            text: before,
            number: *number,
            is_start: true,
            order: starts,
        });
        insertions.push(Insertion { at: end, text: after, number: *number, is_start: false, order: ends });
    }
    insertions
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find;

    fn rewritten(text: &str, is_wanted: impl Fn(&str) -> bool) -> Rewritten {
        let mutants = find::mutants("a.rs", text).unwrap();
        let wanted: Vec<_> = mutants.iter().filter(|mutant| is_wanted(&mutant.change())).collect();
        let numbered: Vec<_> = (1..).zip(wanted).collect();
        rewrite(text, &numbered, "on")
    }

    #[test]
    fn the_original_stands_beside_the_mutant() {
        let text = "fn f(a: A) -> A { a + 1 }";
        let is_sum = |change: &str| change.contains('+');
        assert_eq!(rewritten(text, is_sum).text, "fn f(a: A) -> A { (if on(1) { a - 1 } else { a + 1 }) }");
    }

    #[test]
    fn mutants_within_mutants_and_several_of_one_place_nest() {
        let rewritten = rewritten("fn f() -> A { if a < 1 { b } else { c } }", |_| true).text;
        let expected = "fn f() -> A { if (on(1) || ((!on(2) && ((if on(3) { a <= 1 } else { a < \
                        (if on(4) { 2 } else { (if on(5) { 0 } else { 1 }) }) }))))) { b } else { c } }";
        assert_eq!(rewritten, expected);
        syn::parse_file(&rewritten).unwrap();
    }

    #[test]
    fn functions_return_before_their_first_statement() {
        let rewritten = rewritten("fn f() -> bool { g(); h }", |_| true).text;
        let expected =
            "fn f() -> bool { if on(1) { return true; } if on(2) { return false; } if !on(3) { g(); } h }";
        assert_eq!(rewritten, expected);
    }

    #[test]
    fn the_innermost_mutant_is_blamed() {
        let rewritten = rewritten("fn f() -> A { a < b + c }", |_| true);
        let start = rewritten.text.find("b - c").unwrap();
        assert_eq!(rewritten.blamed(&(start..start + 5)), Some(2));
        let start = rewritten.text.find("a <=").unwrap();
        assert_eq!(rewritten.blamed(&(start..start + 4)), Some(1));
        assert_eq!(rewritten.blamed(&(0..2)), None);
    }
}
