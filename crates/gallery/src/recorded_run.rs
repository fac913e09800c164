//! The recorded run of a variant: a place that is empty until the pack of its demo comes.

use std::sync::OnceLock;

use super::demo::Demo;

/// The run of a variant with nothing changed, as `taskscope_trace::bytes_of_words` writes it. The texts of a demo can be here
/// before its run is: the search needs those of all demos.
#[derive(Debug)]
pub struct RecordedRun(Option<OnceLock<Option<Vec<u8>>>>);

/// That of the demos that are built in: their programs are at hand, so nothing comes.
pub(crate) static BUILT_IN: RecordedRun = RecordedRun(None);

impl RecordedRun {
    /// Of a demo that is not built in. It stays for good, as everything does that is known of demos.
    #[must_use]
    pub fn awaited() -> &'static Self {
        Box::leak(Box::new(Self(Some(OnceLock::new()))))
    }

    /// The pack has come, with a run or without one; what came first stays.
    pub fn learn(&self, run: Option<Vec<u8>>) {
        if let Self(Some(place)) = self {
            place.get_or_init(|| run);
        }
    }

    /// Its bytes; `None` where there is none, and as long as nobody knows.
    #[must_use]
    pub fn bytes(&self) -> Option<&[u8]> {
        self.0.as_ref()?.get()?.as_deref()
    }

    fn is_known(&self) -> bool {
        self.0.as_ref().is_none_or(|place| place.get().is_some())
    }
}

impl Demo {
    /// Whether all of it is here: its recorded runs, too.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.variants.iter().all(|variant| variant.recorded.is_known())
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
        assert!(!run.is_known() && run.bytes().is_none());
        for bytes in [vec![1, 2], vec![3]] {
            run.learn(Some(bytes));
            assert!(run.is_known() && run.bytes() == Some(&[1, 2]));
        }
    }

    #[test]
    fn a_pack_without_the_run_says_that_there_is_none() {
        let run = RecordedRun::awaited();
        run.learn(None);
        assert!(run.is_known() && run.bytes().is_none());
    }

    #[test]
    fn a_demo_that_is_built_in_has_its_program_instead() {
        BUILT_IN.learn(Some(vec![1]));
        assert!(BUILT_IN.is_known() && BUILT_IN.bytes().is_none());
    }
}
