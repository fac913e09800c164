//! What is told of every demo holds in its runs: the finding, the stops of the tour, the first view.

use taskscope_gallery::{DEMOS, Demo, Stop, Variant, step_of};
use taskscope_judge::{FindingKind, JudgedRun};
use taskscope_simulate::Simulate as _;

fn run(demo: &Demo, variant: &str) -> JudgedRun {
    let variant = demo.variant(variant).unwrap_or_else(|| panic!("{} has no variant {variant}", demo.slug));
    let mut run = JudgedRun::default();
    run.append(variant.simulate(demo.default_knobs()).words()).expect("a recorder writes a trace");
    run
}

fn kinds(run: &JudgedRun) -> Vec<FindingKind> {
    run.findings().list().iter().map(|finding| finding.kind).collect()
}

#[test]
fn exactly_what_a_variant_is_said_to_show_is_found() {
    for demo in DEMOS {
        for variant in demo.variants {
            let expected: Vec<FindingKind> = variant.finding.into_iter().collect();
            let mut found = kinds(&run(demo, variant.name));
            found.dedup();
            assert_eq!(found, expected, "{} {}", demo.slug, variant.name);
        }
    }
}

#[test]
fn every_bad_program_shows_a_mistake_and_no_other_does() {
    for demo in DEMOS {
        for variant in demo.variants {
            assert_eq!(variant.finding.is_some(), variant.is_bad(), "{} {}", demo.slug, variant.name);
        }
    }
}

#[test]
fn every_tour_has_stops_that_exist_and_come_one_after_the_other() {
    for demo in DEMOS {
        assert!(
            (3..=6).contains(&demo.tour.len()),
            "the tour of {} has {} stops",
            demo.slug,
            demo.tour.len()
        );
        let variants = demo.variants.iter().map(|variant| variant.name);
        for name in variants {
            let run = run(demo, name);
            let of_this = demo.tour.iter().filter(|stop| stop.variant == name);
            let found = of_this.map(|Stop { at, .. }| {
                step_of(*at, &run).unwrap_or_else(|| panic!("{} {name} has no {at:?}", demo.slug))
            });
            let found: Vec<_> = found.collect();
            assert!(found.is_sorted(), "{} {name}: {found:?}", demo.slug);
        }
        for stop in demo.tour {
            assert!(demo.variant(stop.variant).is_some(), "{}: {}", demo.slug, stop.variant);
            let words = stop.says.split_whitespace().count();
            assert!(stop.says.ends_with('.') && (4..=30).contains(&words), "{}: {}", demo.slug, stop.says);
        }
        let of_variants: Vec<_> = demo.tour.iter().map(|stop| stop.variant).collect();
        let positions = of_variants.iter().map(|&name| demo.variants.iter().position(|of| of.name == name));
        assert!(positions.is_sorted(), "{}: a tour goes through the variants in their order", demo.slug);
    }
}

#[test]
fn the_first_view_names_tasks_that_there_are() {
    for demo in DEMOS {
        let has = |name: &str| {
            demo.variants.iter().map(|variant: &Variant| run(demo, variant.name)).any(|run| {
                let state = run.state_at(run.trace().end());
                state.tasks.values().any(|task| run.trace().text(task.name) == name)
            })
        };
        for name in demo.view.folded.iter().chain(&demo.view.selected) {
            assert!(has(name), "{} has no task {name}", demo.slug);
        }
    }
}
