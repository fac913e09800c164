//! What a variant promises never to show is not found in it, whatever its knobs, order and seed.

use std::collections::BTreeSet;
use std::thread;

use taskscope_gallery::{DEMOS, Demo, Knobs, Order, Scheduling, Variant, all};
use taskscope_judge::{Finding, FindingKind};
use taskscope_simulate::{Simulate as _, rules};
use taskscope_tell::plain_text;
use taskscope_trace::Trace;

use super::found;
use super::programs::senseless::Numbers;

/// Runs of each variant: enough for every row of `[[allowed]]` in lessons to be needed. 60 were too few for two of them.
const RUNS: u32 = 300;

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

/// What was found in the runs of one demo.
#[derive(Default)]
struct Report {
    broken: Vec<String>,
    seen: BTreeSet<(&'static str, &'static str, FindingKind)>,
}

impl Report {
    fn of(demo: &'static Demo) -> Self {
        let mut report = Self::default();
        let mut numbers = Numbers(2_463_534_242);
        for variant in demo.variants.iter().filter(|variant| !variant.is_bad()) {
            for _ in 0..RUNS {
                report.run(demo, variant, &mut numbers);
            }
        }
        report
    }

    fn run(&mut self, demo: &'static Demo, variant: &'static Variant, numbers: &mut Numbers) {
        let knobs = some_knobs(demo, numbers);
        let order = match numbers.below(2) {
            0 => variant.scheduling.order,
            _ => Order::ALL[numbers.below(5) as usize],
        };
        let seed = numbers.below(1 << 20);
        let scheduling = Scheduling { seed, ..variant.scheduling.ordered(order) };
        let mut trace = Trace::default();
        let recording = variant.simulate_with(knobs, rules(scheduling));
        trace.append(recording.words()).expect("a recorder writes a trace");
        for finding in found(&trace).list() {
            self.seen.insert((demo.slug, variant.name, finding.kind));
            if !demo.may_show(variant, finding.kind) && !is_due_to_the_order(finding, order, variant) {
                let knobs: Vec<_> = knobs.iter().map(|(knob, value)| (knob.name, value)).collect();
                let says = plain_text(&taskscope_tell::finding_sentence(&trace, finding), &trace);
                let (slug, name, kind) = (demo.slug, variant.name, finding.kind);
                self.broken.push(format!("{slug} {name} {kind:?} at {knobs:?}, {order:?} {seed}: {says}"));
            }
        }
    }
}

#[test]
fn a_variant_shows_only_what_it_allows_at_any_knobs_and_in_any_order() {
    let reports: Vec<Report> = thread::scope(|scope| {
        let threads: Vec<_> = DEMOS.iter().map(|demo| scope.spawn(|| Report::of(demo))).collect();
        threads.into_iter().map(|thread| thread.join().expect("a report does not panic")).collect()
    });
    let broken: Vec<_> = reports.iter().flat_map(|report| report.broken.iter().cloned()).collect();
    assert!(broken.is_empty(), "{} broken promises:\n{}", broken.len(), broken.join("\n"));
    let seen: BTreeSet<_> = reports.iter().flat_map(|report| &report.seen).collect();
    let rows = all().flat_map(|demo| demo.allowed.iter().map(|row| (demo.slug, row)));
    let every = rows.flat_map(|(slug, row)| row.variants.iter().map(move |&name| (slug, name, row.kind)));
    let idle: Vec<_> = every.filter(|row| !seen.contains(row)).collect();
    assert!(idle.is_empty(), "rows of `[[allowed]]` in lessons that no run needs: {idle:?}");
}

#[test]
fn what_is_allowed_is_about_variants_that_there_are_and_has_a_reason() {
    let mut rows = BTreeSet::new();
    for (demo, row) in all().flat_map(|demo| demo.allowed.iter().map(move |row| (demo, row))) {
        assert!(row.reason.ends_with('.') && row.reason.split_whitespace().count() > 5, "{}", row.reason);
        for &name in row.variants {
            let variant = demo.variant(name).unwrap_or_else(|| panic!("{} has no {name}", demo.slug));
            assert!(!variant.is_bad(), "{} {name}: a bad variant promises nothing", demo.slug);
            assert!(rows.insert((demo.slug, name, row.kind)), "{} {name}: listed twice", demo.slug);
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
