//! Tests of what the build script reads from the files of the rules.

use std::collections::BTreeMap;

#[path = "../build/rule_file.rs"]
mod rule_file;

use rule_file::{RuleFile, in_order};

#[test]
fn a_file_lists_its_rule_its_kinds_and_what_it_asks_for() {
    let text = r#"
        //! About `facts! { struct Nothing {} }` in a comment.
        pub use super::helper::Fourth;
        use super::{FindingKind, Rule};
        facts! { /// With a doc. struct Neither {}
            struct First { text: TextId, } }
        facts! { #[doc = "x"] enum Second { A {}, B {} } }
        facts! { part Third { C {} } }
        impl Rule for Many { fn take(&mut self) { found.has((FindingKind::Other, "FindingKind::No")) } }
    "#;
    let file = RuleFile::parse(text).expect("it is Rust").expect("it has a rule");
    assert_eq!(file.rule, "Many");
    assert_eq!((file.kinds.join(" "), file.parts.join(" ")), ("Fourth First Second".into(), "Third".into()));
    assert_eq!(file.named.into_iter().collect::<Vec<_>>(), ["Other"]);
}

#[test]
fn a_file_without_a_rule_is_left_out_and_a_rule_without_facts_refused() {
    assert_eq!(RuleFile::parse("facts! { struct Shared { } }"), Ok(None));
    let fault = RuleFile::parse("impl Rule for Empty {}").expect_err("it reports nothing");
    assert!(fault.contains("Empty"), "{fault}");
}

/// Files by name, with the kinds that each declares and names.
fn files(files: &[(&str, &str, &str)]) -> BTreeMap<String, RuleFile> {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let file = |&(name, kinds, named): &(&str, &str, &str)| {
        let named = words(named).into_iter().collect();
        let file = RuleFile { rule: name.to_owned(), kinds: words(kinds), parts: Vec::new(), named };
        (name.to_owned(), file)
    };
    files.iter().map(file).collect()
}

#[test]
fn a_rule_comes_after_those_whose_findings_it_asks_for() {
    let given = files(&[("a", "A", "A C"), ("b", "B", "B"), ("c", "C D", "C D E"), ("d", "E", "E")]);
    let names: Vec<_> =
        in_order(given).expect("they have an order").into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["b", "d", "c", "a"]);
    let fault = in_order(files(&[("a", "A", "B"), ("b", "B", "A"), ("c", "C", "")])).expect_err("a circle");
    assert!(fault.contains("a, b "), "{fault}");
}
