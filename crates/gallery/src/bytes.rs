//! A demo as data: what a pack has of its texts, knobs and source.

use taskscope_lessons::KnobKind;

use super::demo::Demo;
use super::knobs::Knobs;
use super::shelf::Unreadable;

impl Demo {
    /// The demo as [`Demo::read`] takes it.
    ///
    /// # Panics
    /// Never: a list in memory takes whatever is written to it.
    #[must_use]
    pub fn data(&self) -> Vec<u8> {
        postcard::to_allocvec(self).expect("a list in memory takes everything")
    }

    /// The slug of the demo in data, by which it can be found without reading the rest.
    #[must_use]
    pub fn slug_in(data: &[u8]) -> Option<&str> {
        postcard::take_from_bytes::<&str>(data).ok().map(|(slug, _)| slug)
    }

    /// A demo that was written as data. It stays for good, as everything does that is known of demos.
    ///
    /// # Errors
    /// If the data is damaged.
    pub fn read(data: Vec<u8>) -> Result<&'static Self, Unreadable> {
        let (demo, rest) = postcard::take_from_bytes::<Self>(data.leak()).map_err(|_| Unreadable)?;
        if !rest.is_empty() || !demo.is_sound() {
            return Err(Unreadable);
        }
        Ok(Box::leak(Box::new(demo)))
    }

    /// Whether it is what the code that shows demos relies on, which the build checks of those in the repository.
    fn is_sound(&self) -> bool {
        let has_variant = |name: &str| self.variants.iter().any(|variant| variant.name == name);
        let is_range = |(least, default, most): (u32, u32, u32)| least <= default && default <= most;
        !self.variants.is_empty()
            && self.variants.iter().all(|variant| variant.demo == self.slug)
            && self.knobs.len() <= Knobs::MOST
            && self.knobs.iter().all(|knob| {
                is_range((knob.min, knob.default, knob.max))
                    && (knob.kind != KnobKind::Switch || knob.max == 1)
            })
            && self.questions.iter().all(|question| has_variant(question.variant))
            && self.tour.iter().all(|stop| has_variant(stop.variant))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::shelf::{WORDS, all, data_of_all, find, learn, learn_all};
    use super::*;

    #[test]
    fn every_demo_is_read_as_it_was_written() {
        for demo in all() {
            let data = demo.data();
            assert_eq!(Demo::slug_in(&data), Some(demo.slug));
            assert_eq!(Demo::read(data), Ok(demo), "{}", demo.slug);
        }
    }

    #[test]
    fn a_demo_that_is_here_is_learned_once() {
        let demo = find("counting").expect("it is in the gallery");
        let again = learn(&demo.data()).expect("it is a demo");
        assert!(std::ptr::eq(demo, again));
    }

    #[test]
    fn what_is_cut_off_or_too_long_is_no_demo() {
        let data = find("counting").expect("it is in the gallery").data();
        for length in 0..data.len() {
            assert_eq!(Demo::read(data[..length].to_vec()), Err(Unreadable), "{length}");
        }
        assert_eq!(Demo::read([&*data, b"x"].concat()), Err(Unreadable));
    }

    #[test]
    fn all_demos_are_learned_from_one_piece_that_is_whole() {
        let data = data_of_all();
        assert_eq!(learn_all(&data), Ok(()));
        assert_eq!(learn_all(&data[..data.len() - 1]), Err(Unreadable));
        assert!(find(WORDS).is_none(), "a demo has the name of that pack");
    }

    proptest! {
        #[test]
        fn damage_never_panics_and_leaves_a_demo_that_can_be_shown(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
            let mut data = find("counting").expect("it is in the gallery").data();
            let at = at.index(data.len());
            data[at] = byte;
            if let Ok(demo) = Demo::read(data) {
                prop_assert!(!demo.variants.is_empty());
                let knobs = demo.default_knobs();
                for knob in demo.knobs {
                    prop_assert!(knobs.with(knob.name, u32::MAX).is_some());
                }
                prop_assert!(demo.source.lines().count() < 1000);
            }
        }

        #[test]
        fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(learn(&bytes).is_err());
        }
    }
}
