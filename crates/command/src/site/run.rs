//! The recorded run of a variant in its demo's pack.

use taskscope_gallery::{Demo, Variant};
use taskscope_simulate::recorded_run;

/// The run with nothing changed, as bytes; `None` where there is no recorded run.
pub(super) fn run(demo: &Demo, variant: &Variant) -> Option<Vec<u8>> {
    recorded_run(demo, variant)
}
