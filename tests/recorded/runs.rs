//! Every recorded run against the digests that every browser has to reach, and against the files of a run of its program.

use taskscope_format::Clock;
use taskscope_gallery::{BROWSER_DEMOS, DEMOS};
use taskscope_session::{Action, EXPORTS, Settings, Status, Writer};
use taskscope_simulate::{MOST_RECORDED, recorded_run};
use taskscope_trace::{Trace, words_of_bytes};

use crate::support::{Page, settings_in, with_recorded_runs};

#[test]
fn every_recorded_run_has_the_digest_that_every_browser_has_to_reach() {
    let variants = DEMOS.iter().flat_map(|demo| demo.variants.iter().map(move |variant| (demo, variant)));
    let lines = variants.map(|(demo, variant)| {
        let run = recorded_run(demo, variant).expect("every run that repeats is worth recording");
        assert!(run.len() <= MOST_RECORDED);
        let words = words_of_bytes(&run).expect("it is whole");
        let mut trace = Trace::default();
        trace.append(&words).expect("it is a trace");
        assert!(trace.run_end().is_some(), "{} {} has no end", demo.slug, variant.name);
        format!("{} {} {:016x}\n", demo.slug, variant.name, trace.digest())
    });
    let golden = std::fs::read_to_string("tests/golden/digests.txt").expect("tests run beside it");
    assert_eq!(lines.collect::<String>(), golden);
}

#[test]
fn a_recorded_run_is_saved_to_the_byte_as_that_of_the_program() {
    for demo in DEMOS {
        let recorded = with_recorded_runs(demo);
        for variant in demo.variants {
            let settings = Settings { variant, clock: Clock::Virtual, ..Settings::of(demo) };
            let (mut here, mut there) = (Page::new(demo, false), Page::new(recorded, false));
            here.does(&[Action::Choose(settings)]);
            here.hears();
            there.does(&[Action::Choose(settings_in(recorded, settings))]);
            assert!(!there.has_program, "{} {}", demo.slug, variant.name);
            assert!(there.session.status() != Status::Idle && !there.session.is_live());
            for export in &EXPORTS {
                let [expected, found] =
                    [&here, &there].map(|page| Writer::of(&page.session).write(export.form));
                assert!(expected == found, "{} {} as {}", demo.slug, variant.name, export.key);
            }
        }
    }
}

#[test]
fn what_only_a_browser_runs_has_no_recorded_run() {
    for demo in BROWSER_DEMOS {
        assert!(demo.variants.iter().all(|variant| recorded_run(demo, variant).is_none()), "{}", demo.slug);
    }
}
