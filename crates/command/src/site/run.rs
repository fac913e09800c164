//! The recorded run of a variant in its demo's pack.

use taskscope_gallery::{Demo, Variant};

/// The run at default knobs, as bytes; `None` where there is no recorded run.
pub(super) fn run(_: &Demo, _: &Variant) -> Option<Vec<u8>> {
    None
}
