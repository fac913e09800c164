//! A course: a few demos in the order of a class, as one link.

use taskscope_gallery::{Demo, Variant, find};

use super::Settings;

/// A demo of a course, in one of its variants.
#[derive(Clone, Copy, Debug)]
pub struct CourseStop {
    /// The demo.
    pub demo: &'static Demo,
    /// The variant that it begins with.
    pub variant: &'static Variant,
}

impl PartialEq for CourseStop {
    fn eq(&self, other: &Self) -> bool {
        (self.demo.slug, self.variant.name) == (other.demo.slug, other.variant.name)
    }
}

/// Demos in the order in which a class goes through them, each once. Without any there is no course.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Course {
    stops: Vec<CourseStop>,
}

/// Where a demo is in a course or in the gallery.
#[derive(Clone, Copy, Debug)]
pub struct Way {
    /// The demo before it.
    pub before: Option<CourseStop>,
    /// Its place, from 1.
    pub place: usize,
    /// How many there are.
    pub all: usize,
    /// The demo after it.
    pub after: Option<CourseStop>,
}

impl Course {
    /// How many demos a course can have: a link of that length works everywhere.
    pub const MOST: usize = 40;

    /// The demos of a link, such as `counting,futurelock.fixed`, and the parts that are no demos here.
    #[must_use]
    pub fn parse(text: &str) -> (Self, Vec<&str>) {
        let mut course = Self::default();
        let mut unknown = Vec::new();
        for part in text.split(',').filter(|part| !part.is_empty()) {
            match stop(part) {
                Some(stop) if course.stops.len() < Self::MOST => course.add(stop),
                Some(_) | None => unknown.push(part),
            }
        }
        (course, unknown)
    }

    /// What [`Course::parse`] reads. Empty without a course.
    #[must_use]
    pub fn text(&self) -> String {
        let stop = |stop: &CourseStop| {
            let is_first = stop.demo.variants.first().is_some_and(|first| first.name == stop.variant.name);
            if is_first {
                stop.demo.slug.to_owned()
            } else {
                format!("{}.{}", stop.demo.slug, stop.variant.name)
            }
        };
        self.stops.iter().map(stop).collect::<Vec<_>>().join(",")
    }

    /// Its demos, in order.
    #[must_use]
    pub fn stops(&self) -> &[CourseStop] {
        &self.stops
    }

    /// Whether there is no course.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.stops.is_empty()
    }

    /// Whether a demo is part of it.
    #[must_use]
    pub fn has(&self, demo: &Demo) -> bool {
        self.place(demo).is_some()
    }

    /// Adds a demo at the end, or takes it out if it is there.
    pub fn toggle(&mut self, stop: CourseStop) {
        match self.place(stop.demo) {
            Some(index) => _ = self.stops.remove(index),
            None if self.stops.len() < Self::MOST => self.stops.push(stop),
            None => {}
        }
    }

    /// The way through it at a demo; `None` if the demo is not part of it.
    #[must_use]
    pub fn way(&self, demo: &Demo) -> Option<Way> {
        let index = self.place(demo)?;
        let at = |index: Option<usize>| self.stops.get(index?).copied();
        Some(Way {
            before: at(index.checked_sub(1)),
            place: index + 1,
            all: self.stops.len(),
            after: at(Some(index + 1)),
        })
    }

    fn place(&self, demo: &Demo) -> Option<usize> {
        self.stops.iter().position(|stop| stop.demo.slug == demo.slug)
    }

    fn add(&mut self, stop: CourseStop) {
        if !self.has(stop.demo) {
            self.stops.push(stop);
        }
    }
}

impl CourseStop {
    /// A demo in its first variant. `None` if it has none, which no demo of the gallery is.
    #[must_use]
    pub fn first_of(demo: &'static Demo) -> Option<Self> {
        Some(Self { demo, variant: demo.variants.first()? })
    }
}

impl Settings {
    /// The same demo and variant as a stop of a course.
    #[must_use]
    pub fn course_stop(&self) -> CourseStop {
        CourseStop { demo: self.demo, variant: self.variant }
    }
}

fn stop(text: &str) -> Option<CourseStop> {
    let (slug, variant) = text.split_once('.').unwrap_or((text, ""));
    let demo = find(slug)?;
    let variant = if variant.is_empty() { demo.variants.first()? } else { demo.variant(variant)? };
    Some(CourseStop { demo, variant })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn course(text: &str) -> Course {
        let (course, unknown) = Course::parse(text);
        assert_eq!(unknown, [""; 0]);
        course
    }

    #[test]
    fn a_course_is_read_as_it_was_written() {
        for text in ["", "counting", "counting,futurelock.fixed,futures-are-lazy"] {
            assert_eq!(course(text).text(), text);
        }
        assert_eq!(course("futurelock.bad").text(), "futurelock", "the first variant needs no name");
    }

    #[test]
    fn what_is_no_demo_is_named_and_left_out() {
        let (course, unknown) = Course::parse("counting,nope,futurelock.odd,,counting");
        assert_eq!(course.text(), "counting", "each demo once");
        assert_eq!(unknown, ["nope", "futurelock.odd"]);
    }

    #[test]
    fn the_way_goes_through_the_course_and_nowhere_else() {
        let course = course("futurelock.fixed,counting");
        let of = |slug: &str| course.way(find(slug).expect("it is a demo"));
        let first = of("futurelock").expect("it is the first");
        assert_eq!((first.place, first.all, first.before), (1, 2, None));
        assert_eq!(first.after.map(|stop| stop.demo.slug), Some("counting"));
        let last = of("counting").expect("it is the last");
        assert_eq!(last.before.map(|stop| stop.variant.name), Some("fixed"));
        assert!(last.after.is_none() && of("futures-are-lazy").is_none());
    }

    #[test]
    fn a_demo_that_is_picked_twice_is_out_again() {
        let mut course = course("counting");
        let futurelock =
            CourseStop::first_of(find("futurelock").expect("it is a demo")).expect("it has variants");
        course.toggle(futurelock);
        assert_eq!(course.text(), "counting,futurelock");
        course.toggle(futurelock);
        assert_eq!(course.text(), "counting");
    }

    #[test]
    fn a_course_has_no_more_demos_than_a_link_can_hold() {
        let all: Vec<_> = taskscope_gallery::all().map(|demo| demo.slug).collect();
        let text = all.join(",");
        let (course, unknown) = Course::parse(&text);
        assert_eq!(course.stops().len(), Course::MOST);
        assert_eq!(unknown.len(), all.len() - Course::MOST);
    }
}
