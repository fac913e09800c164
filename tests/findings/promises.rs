//! What variants that are not bad may show is listed truly.

use std::collections::BTreeSet;

use taskscope::demos::{ALLOWED, DEMOS, find};

#[test]
fn what_is_allowed_is_about_variants_that_there_are_and_has_a_reason() {
    let mut rows = BTreeSet::new();
    for row in ALLOWED {
        let demo = find(row.demo).unwrap_or_else(|| panic!("there is no demo {}", row.demo));
        assert!(row.reason.ends_with('.') && row.reason.split_whitespace().count() > 5, "{}", row.reason);
        for &name in row.variants {
            let variant = demo.variant(name).unwrap_or_else(|| panic!("{} has no {name}", row.demo));
            assert!(!variant.is_bad(), "{} {name}: a bad variant promises nothing", row.demo);
            assert!(rows.insert((row.demo, name, row.kind)), "{} {name}: listed twice", row.demo);
        }
    }
}

#[test]
fn a_fix_never_has_what_its_bad_variant_is_about() {
    for demo in DEMOS {
        let Some(fixed) = demo.variant("fixed") else { continue };
        for kind in demo.variants.iter().filter_map(|variant| variant.finding) {
            assert!(!demo.may_show(fixed, kind), "{}: the fix may show {kind:?}", demo.slug);
        }
    }
}
