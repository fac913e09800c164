//! A course: a few demos in the order of a class, as one link.

use taskscope_gallery::{Entry, entry};

use super::Settings;

/// A demo of a course, in one of its variants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CourseStop {
    /// The demo.
    pub demo: &'static Entry,
    /// The name of the variant that it begins with.
    pub variant: &'static str,
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
            if stop.demo.variants.first() == Some(&stop.variant) {
                stop.demo.slug.to_owned()
            } else {
                format!("{}.{}", stop.demo.slug, stop.variant)
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

    /// Whether the demo called `slug` is part of it.
    #[must_use]
    pub fn has(&self, slug: &str) -> bool {
        self.place(slug).is_some()
    }

    /// Adds a demo at the end, or takes it out if it is there.
    pub fn toggle(&mut self, stop: CourseStop) {
        match self.place(stop.demo.slug) {
            Some(index) => _ = self.stops.remove(index),
            None if self.stops.len() < Self::MOST => self.stops.push(stop),
            None => {}
        }
    }

    /// The way through it at the demo called `slug`; `None` if that is not part of it.
    #[must_use]
    pub fn way(&self, slug: &str) -> Option<Way> {
        let index = self.place(slug)?;
        let at = |index: Option<usize>| self.stops.get(index?).copied();
        Some(Way {
            before: at(index.checked_sub(1)),
            place: index + 1,
            all: self.stops.len(),
            after: at(Some(index + 1)),
        })
    }

    fn place(&self, slug: &str) -> Option<usize> {
        self.stops.iter().position(|stop| stop.demo.slug == slug)
    }

    fn add(&mut self, stop: CourseStop) {
        if !self.has(stop.demo.slug) {
            self.stops.push(stop);
        }
    }
}

impl CourseStop {
    /// A demo in its first variant. `None` if it has none, which no demo of the gallery is.
    #[must_use]
    pub fn first_of(demo: &'static Entry) -> Option<Self> {
        Some(Self { demo, variant: demo.variants.first()? })
    }
}

impl Settings {
    /// The same demo and variant as a stop of a course. `None` if the gallery has no such demo.
    #[must_use]
    pub fn course_stop(&self) -> Option<CourseStop> {
        Some(CourseStop { demo: entry(self.demo.slug)?, variant: self.variant.name })
    }
}

fn stop(text: &str) -> Option<CourseStop> {
    let (slug, variant) = text.split_once('.').unwrap_or((text, ""));
    let demo = entry(slug)?;
    let variant = demo.variants.iter().find(|&&name| variant.is_empty() || name == variant)?;
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
        let of = |slug: &str| course.way(slug);
        let first = of("futurelock").expect("it is the first");
        assert_eq!((first.place, first.all, first.before), (1, 2, None));
        assert_eq!(first.after.map(|stop| stop.demo.slug), Some("counting"));
        let last = of("counting").expect("it is the last");
        assert_eq!(last.before.map(|stop| stop.variant), Some("fixed"));
        assert!(last.after.is_none() && of("futures-are-lazy").is_none());
    }

    #[test]
    fn a_demo_that_is_picked_twice_is_out_again() {
        let mut course = course("counting");
        let futurelock =
            CourseStop::first_of(entry("futurelock").expect("it is a demo")).expect("it has variants");
        course.toggle(futurelock);
        assert_eq!(course.text(), "counting,futurelock");
        course.toggle(futurelock);
        assert_eq!(course.text(), "counting");
    }

    #[test]
    fn a_course_has_no_more_demos_than_a_link_can_hold() {
        let all: Vec<_> = taskscope_gallery::entries().iter().map(|demo| demo.slug).collect();
        let text = all.join(",");
        let (course, unknown) = Course::parse(&text);
        assert_eq!(course.stops().len(), Course::MOST);
        assert_eq!(unknown.len(), all.len() - Course::MOST);
    }
}
