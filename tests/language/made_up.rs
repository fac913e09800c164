//! A language that nobody speaks, to see what does not come from the catalogue.

use std::fmt::Write as _;

use super::catalogue::{Catalogue, Part};

/// English in capitals, with three forms of the plural and the holes of each message in another order.
pub(crate) fn shouted(english: &Catalogue) -> String {
    let mut text =
        "plural one: n = 1\nplural few: n % 10 = 2..4\nordinal one: n = 1\nordinal few: n = 2\n".to_owned();
    for (key, parts) in &english.messages {
        let holes: Vec<String> = parts.iter().rev().filter_map(hole).collect();
        let words = parts
            .iter()
            .filter_map(|part| if let Part::Text(text) = part { Some(text.to_uppercase()) } else { None });
        let pattern = holes.into_iter().chain(words).collect::<Vec<_>>().join(" ");
        writeln!(text, "{key} = \"{pattern}\"").expect("a string takes all");
    }
    text
}

fn hole(part: &Part) -> Option<String> {
    match part {
        Part::Text(_) => None,
        Part::Hole { name, begins } => Some(format!("{{{}{name}}}", if *begins { "^" } else { "" })),
        Part::Plural { name, forms } => {
            let forms: Vec<String> = forms.iter().map(|form| form.to_uppercase()).collect();
            let (one, many) = (forms.first()?, forms.last()?);
            Some(format!("{{{name}|{one}|{many}|{many}}}"))
        }
    }
}
