//! No false alarm on any repaired demo, and the intended finding on every bad one.

use expect_test::expect;
use taskscope_gallery::DEMOS;
use taskscope_judge::Findings;
use taskscope_trace::{Step, follow};

use super::programs::{demo, senseless::senseless};
use super::{found, told};

#[test]
fn only_bad_variants_of_demos_have_findings() {
    for demo in DEMOS {
        for variant in demo.variants {
            let trace = super::programs::demo(demo.slug, variant.name);
            let is_clean = found(&trace).list().is_empty();
            assert_eq!(is_clean, !variant.is_bad(), "{} {}: {}", demo.slug, variant.name, told(&trace));
        }
    }
}

#[test]
fn the_bad_export_is_a_long_poll() {
    expect![[r"
        LongPoll x1: export ran for 100 ms in one poll, while upload and progress were ready.
    "]]
    .assert_eq(&told(&demo("export-and-upload", "bad")));
}

#[test]
fn the_bad_messages_are_sent_long_before_they_are_asked_for() {
    expect![[r"
        SentBeforeAsked x1: main sends messages to itself through channel 1 and receives the first one 2 s later.
    "]]
    .assert_eq(&told(&demo("messages-at-once", "bad")));
}

#[test]
fn senseless_events_are_judged_without_a_panic_and_listed_once() {
    for seed in 1..30 {
        let trace = senseless(seed * 104_729, 2_000);
        let mut findings = Findings::default();
        let mut before = 0;
        follow(&trace, |moment| {
            findings.take(moment);
            assert!(findings.list().len() >= before, "nothing is taken back");
            before = findings.list().len();
        });
        for finding in findings.list() {
            assert!(finding.step <= trace.end() && finding.step > Step(0));
            assert!(
                finding.tasks.len() <= 8
                    && finding.count > 0
                    && !taskscope_tell::finding_sentence(&trace, finding).is_empty()
            );
        }
    }
}
