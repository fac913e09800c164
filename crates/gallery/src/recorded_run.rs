//! The recorded run of a variant: a place that is empty until the pack of the demo brings it.

use std::sync::OnceLock;

/// The run of a variant with nothing changed, as `taskscope_trace::bytes_of_words` writes it. The texts of a demo can be here
/// before its run is: the search needs those of all demos.
#[derive(Debug)]
pub struct RecordedRun(Option<OnceLock<Vec<u8>>>);

/// That of the demos that are built in: their programs are at hand, so nothing comes.
pub(crate) static BUILT_IN: RecordedRun = RecordedRun(None);

impl RecordedRun {
    /// Of a demo that came in a pack. It stays for good, as everything does that is known of demos.
    #[must_use]
    pub fn awaited() -> &'static Self {
        Box::leak(Box::new(Self(Some(OnceLock::new()))))
    }

    /// It has come; what came first stays.
    pub fn learn(&self, bytes: Vec<u8>) {
        if let Self(Some(place)) = self {
            place.get_or_init(|| bytes);
        }
    }

    /// Its bytes, once they are here.
    #[must_use]
    pub fn bytes(&self) -> Option<&[u8]> {
        self.0.as_ref()?.get().map(Vec::as_slice)
    }
}

impl Default for &'static RecordedRun {
    fn default() -> Self {
        RecordedRun::awaited()
    }
}

impl PartialEq for RecordedRun {
    fn eq(&self, other: &Self) -> bool {
        self.bytes() == other.bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_comes_once() {
        let run = RecordedRun::awaited();
        assert_eq!(run.bytes(), None);
        for bytes in [vec![1, 2], vec![3]] {
            run.learn(bytes);
            assert_eq!(run.bytes(), Some(&[1, 2][..]));
        }
    }

    #[test]
    fn a_demo_that_is_built_in_has_its_program_instead() {
        BUILT_IN.learn(vec![1]);
        assert_eq!(BUILT_IN.bytes(), None);
    }
}
