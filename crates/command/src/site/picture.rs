//! The picture of a variant in its demo's pack.

use taskscope_gallery::{Demo, Variant};

/// The picture of the run, as HTML; empty where there is none.
pub(super) fn picture(_: &Demo, _: &Variant) -> String {
    String::new()
}
