//! The recorded run of a variant: a place that is empty until the pack of its demo comes.

use std::sync::OnceLock;

use super::demo::Demo;

/// The run of a variant with nothing changed, as `taskscope_trace::bytes_of_words` writes it. The texts of a demo can be here
/// before its run is: the search needs those of all demos.
#[derive(Debug, Default)]
pub struct RecordedRun(OnceLock<Option<Vec<u8>>>);

impl RecordedRun {
    /// A place for one.
    #[must_use]
    pub const fn awaited() -> Self {
        Self(OnceLock::new())
    }

    /// The pack has come, with a run or without one; what came first stays.
    pub fn learn(&self, run: Option<Vec<u8>>) {
        self.0.get_or_init(|| run);
    }

    /// Its bytes; `None` where there is none, and as long as nobody knows.
    #[must_use]
    pub fn bytes(&self) -> Option<&[u8]> {
        self.0.get()?.as_deref()
    }

    fn is_known(&self) -> bool {
        self.0.get().is_some()
    }
}

impl Demo {
    /// Whether all of it is here: in the page its recorded runs, too. Natively every program is at hand.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        cfg!(not(target_arch = "wasm32")) || self.variants.iter().all(|variant| variant.recorded.is_known())
    }
}

impl Default for &'static RecordedRun {
    /// A place that stays for good, as everything does that is known of demos.
    fn default() -> Self {
        Box::leak(Box::default())
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
}
