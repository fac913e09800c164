//! What was run, as a file says it.

use taskscope_sorted::SortedMap;

/// What a trace is of. A file can be of something that the gallery does not have, so these are only texts and numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The demo that was run.
    pub demo: Option<String>,
    /// Which of its variants.
    pub variant: Option<String>,
    /// Its knobs by their names.
    pub knobs: SortedMap<String, u32>,
}
