//! What starts each variant in a module, and the words of its run: the modules are run with these texts, and have to tell
//! the same words (`e2e/programs.test.js`).

use std::fmt::Write as _;

use expect_test::expect_file;
use taskscope_gallery::DEMOS;
use taskscope_session::Settings;
use taskscope_simulate::Simulate as _;

/// Tells runs apart: FNV-1a over their words, as the test of the modules has it.
fn hash(words: &[u32]) -> u64 {
    words
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, &word| (hash ^ u64::from(word)).wrapping_mul(0x0100_0000_01b3))
}

#[test]
fn every_variant_is_started_by_a_text_and_tells_the_same_words_everywhere() {
    let mut starts = String::new();
    for demo in DEMOS {
        for variant in demo.variants {
            let settings = Settings { variant, ..Settings::of(demo) };
            let clock = taskscope_format::Clock::Virtual;
            let text = Settings { clock, ..settings }.start().text();
            let words = hash(variant.simulate(settings.knobs).words());
            let section = demo.section.key();
            writeln!(starts, "{section} {words:016x} {text}").expect("a string takes everything");
        }
    }
    expect_file!["golden/starts.txt"].assert_eq(&starts);
}
