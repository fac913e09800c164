//! The demos under other schedules than their own: every variant that is not bad holds in all of them near its own order,
//! and what the texts say about order and luck is true.

#[path = "schedules/claims.rs"]
mod claims;
#[path = "schedules/explore.rs"]
mod explore;
#[path = "schedules/good.rs"]
mod good;
#[path = "schedules/leeway.rs"]
mod leeway;
#[path = "schedules/outcome.rs"]
mod outcome;
#[path = "schedules/schedule.rs"]
mod schedule;

use taskscope_gallery::{DEMOS, Demo, Knobs, prose};

use claims::{CLAIMS, Claim, Fact, Holds};
use explore::{Limits, explore};
use outcome::{Outcome, run};
use schedule::Bound;

/// The deviations that a claim about order and luck is held against.
const NEAR: Limits = Limits { bound: Bound { deviations: 2, late: 0 }, runs: 20_000, seed: 0 };

fn demo(slug: &str) -> &'static Demo {
    DEMOS.iter().find(|demo| demo.slug == slug).unwrap_or_else(|| panic!("there is no demo {slug}"))
}

#[test]
fn what_is_said_about_order_and_luck_is_true() {
    for claim in CLAIMS {
        let Claim { says, variant, .. } = *claim;
        let demo = demo(claim.demo);
        let variant = demo.variant(variant).unwrap_or_else(|| panic!("{} has no {variant}", demo.slug));
        let knobs = claim.knobs.iter().fold(demo.default_knobs(), |knobs: Knobs, &(name, value)| {
            knobs.with(name, value).unwrap_or_else(|| panic!("{} has no knob {name}", demo.slug))
        });
        let is_true = |fact: Fact, deviations| {
            let (recording, schedule) = run(variant, knobs, deviations);
            (fact.is_true_of(&Outcome::of(&recording)), schedule)
        };
        match claim.holds {
            Holds::Always(fact) => {
                explore(NEAR, |deviations| {
                    let (is_true, schedule) = is_true(fact, deviations);
                    assert!(
                        is_true,
                        "{}: \"{says}\" is not true of {} with {:?}: {fact:?} does not hold",
                        demo.slug, variant.name, schedule.deviations
                    );
                    schedule
                });
            }
            Holds::Sometimes(fact) => {
                let mut count = 0;
                let runs = explore(NEAR, |deviations| {
                    let (is_true, schedule) = is_true(fact, deviations);
                    count += usize::from(is_true);
                    schedule
                });
                let name = variant.name;
                assert!(
                    count > 0,
                    "{}: \"{says}\": {fact:?} is true in none of {runs} runs of {name}",
                    demo.slug
                );
            }
        }
    }
}

#[test]
fn every_claim_stands_in_a_text_of_its_demo() {
    for Claim { demo: slug, says, .. } in CLAIMS {
        let demo = demo(slug);
        let tour = demo.tour.iter().map(|stop| stop.says);
        let sentences =
            demo.variants.iter().flat_map(|variant| [variant.sentence, variant.watch]).chain(tour);
        let asked = demo.questions.iter().flat_map(|question| [question.asks, question.because]);
        let mut texts = demo.explanation.iter().copied().chain(asked).chain(sentences);
        assert!(texts.any(|text| prose::plain(text).contains(says)), "no text of {slug} says \"{says}\"");
    }
}
