//! What a variant promises never to show is not found in it, whatever its knobs, order and seed.

use std::collections::BTreeSet;

use taskscope::demos::{ALLOWED, DEMOS, Demo, Knobs, Order, Scheduling, Variant, find};
use taskscope::trace::{Finding, FindingKind, Trace, plain_text};

use super::found;
use super::programs::senseless::Numbers;

/// Runs of each variant. A sample of 400 showed nothing that one of 60 did not.
const RUNS: u32 = 60;

/// Some knobs: each at its default, near its least, or anywhere.
fn some_knobs(demo: &Demo, numbers: &mut Numbers) -> Knobs {
    let defaults = demo.default_knobs();
    defaults.iter().fold(defaults, |knobs, (knob, _)| {
        let choices = knob.max - knob.min + 1;
        let value = match numbers.below(4) {
            0 => knob.default,
            1 => knob.min + numbers.below(choices.min(10)),
            _ => knob.min + numbers.below(choices),
        };
        knobs.with(knob.name, value).expect("the demo has the knob")
    })
}

/// An order that passes ready tasks over by its nature starves them, whatever the program.
fn is_due_to_the_order(finding: &Finding, order: Order, variant: &Variant) -> bool {
    let is_unfair = matches!(order, Order::Lifo | Order::Priority);
    finding.kind == FindingKind::Starved && is_unfair && order != variant.scheduling.order
}

#[test]
fn a_variant_shows_only_what_it_allows_at_any_knobs_and_in_any_order() {
    let mut numbers = Numbers(2_463_534_242);
    let mut broken = Vec::new();
    for demo in DEMOS {
        for variant in demo.variants.iter().filter(|variant| !variant.is_bad()) {
            for _ in 0..RUNS {
                let knobs = some_knobs(demo, &mut numbers);
                let order = match numbers.below(2) {
                    0 => variant.scheduling.order,
                    _ => Order::ALL[numbers.below(5) as usize],
                };
                let seed = numbers.below(1 << 20);
                let scheduling = Scheduling { seed, ..variant.scheduling.ordered(order) };
                let mut trace = Trace::default();
                let recording = variant.simulate_with(knobs, scheduling.rules());
                trace.append(recording.words()).expect("a recorder writes a trace");
                for finding in found(&trace).list() {
                    if !demo.may_show(variant, finding.kind) && !is_due_to_the_order(finding, order, variant)
                    {
                        let knobs: Vec<_> = knobs.iter().map(|(knob, value)| (knob.name, value)).collect();
                        broken.push(format!(
                            "{} {} {:?} at {knobs:?}, {order:?} {seed}: {}",
                            demo.slug,
                            variant.name,
                            finding.kind,
                            plain_text(&finding.sentence, &trace)
                        ));
                    }
                }
            }
        }
    }
    assert!(broken.is_empty(), "{} broken promises:\n{}", broken.len(), broken.join("\n"));
}

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
