//! Finds the mutants of a file.

mod body;
mod operators;
mod places;

use anyhow::{Context as _, Result};

use crate::mutant::Mutant;

/// Every mutant of a file, in the order of the text.
///
/// They are found by syntax alone, so some do not compile; the compiler says which.
///
/// # Errors
///
/// If the text is no Rust.
pub(crate) fn mutants(file: &str, text: &str) -> Result<Vec<Mutant>> {
    let parsed = syn::parse_file(text).with_context(|| format!("{file} can't be parsed"))?;
    let mut places = places::Places::new(file);
    syn::visit::visit_file(&mut places, &parsed);
    Ok(places.into_mutants())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changes(text: &str) -> Vec<String> {
        mutants("a.rs", text).unwrap().iter().map(Mutant::change).collect()
    }

    #[test]
    fn operators_have_their_neighbours() {
        let found = changes("fn f() { let a = b <= c && !d; let e = g + 1; }");
        for change in [
            "`b <= c` is `b < c`",
            "`b <= c && !d` is `(b <= c) ||(!d)`",
            "`!d` is `d`",
            "`g + 1` is `g - 1`",
            "`1` is `2`",
            "`1` is `0`",
            "the function does nothing",
        ] {
            assert!(found.iter().any(|is| is == change), "{change} is not among {found:#?}");
        }
    }

    #[test]
    fn statements_conditions_and_guards_are_found() {
        let found = changes("fn f() -> u8 { g(); if a { b.c() } match d { 1 if e => f(), _ => h } }");
        for change in [
            "`g();` is left out",
            "`a` is true",
            "`a` is false",
            "`e` is true",
            "`e` is false",
            "the function gives `0`",
            "the function gives `1`",
        ] {
            assert!(found.iter().any(|is| is == change), "{change} is not among {found:#?}");
        }
    }

    #[test]
    fn constants_patterns_tests_and_let_chains_are_left_alone() {
        assert_eq!(changes("const A: u8 = 1 + 2; static B: [u8; 3] = [0; 3];"), [""; 0]);
        assert_eq!(changes("#[cfg(test)] mod tests { fn f() { g(); } }"), [""; 0]);
        assert_eq!(changes("const fn f() -> bool { 1 < 2 }"), [""; 0]);
        assert_eq!(changes("fn f(a: A) -> A { match a { 1 => b, 2..=3 => c } }"), [""; 0]);
        assert_eq!(changes("fn f(a: A) -> A { if let Some(b) = a && c { b } else { d } }"), [""; 0]);
    }

    #[test]
    fn a_name_stays_the_same_when_the_function_moves() {
        let id = |text| mutants("a.rs", text).unwrap().iter().map(Mutant::id).collect::<Vec<_>>();
        let here = id("fn f(a: A) -> A { g(a); g(a); a }");
        assert_eq!(here.len(), 2);
        assert_ne!(here[0], here[1], "equal statements are told apart");
        assert_eq!(here, id("\n\nuse b;\nfn f(a: A) -> A {\n    g(a);\n\n    g(a);\n    a\n}"));
    }
}
