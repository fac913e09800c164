//! The recorded run of a variant: what a site keeps, so that the run can be seen before its program is there.

use taskscope_gallery::{DEMOS, Demo, Variant};
use taskscope_trace::bytes_of_words;

use super::Simulate as _;

/// The most bytes of a run that is worth recording. At this size a run is some 7 kB of its demo's pack, a fifteenth of
/// what it saves, and is read within a frame; the largest of the gallery, `asking-again-and-again`, has 74 kB.
pub const MOST_RECORDED: usize = 128 << 10;

/// The run of a variant with nothing changed, as a page reads it with `taskscope_trace::words_of_bytes`. `None` for a demo
/// that only a browser runs, where no two runs are the same, and for a run that is too large.
#[must_use]
pub fn recorded_run(demo: &Demo, variant: &Variant) -> Option<Vec<u8>> {
    if !DEMOS.iter().any(|own| own.slug == demo.slug) {
        return None;
    }
    let recording = variant.simulate(demo.default_knobs());
    let bytes = bytes_of_words(recording.words());
    (recording.end().is_some() && bytes.len() <= MOST_RECORDED).then_some(bytes)
}
