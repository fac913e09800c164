//! The teacher's view: larger type for a room, a spotlight, and a course of demos.

use super::{Course, CourseStop};

/// What a class sees differently.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Teaching {
    /// Whether everything is drawn for a room, and questions are asked that were answered before.
    pub is_on: bool,
    /// Whether all but the surroundings of the pointer is dimmed.
    pub has_spotlight: bool,
    /// The demos of the class, in order.
    pub course: Course,
}

/// A change of what a class sees.
#[derive(Clone, Debug, PartialEq)]
pub enum Teach {
    /// The teacher's view, or the usual one.
    Toggle,
    /// The spotlight on or off.
    ToggleSpotlight,
    /// A demo into the course, or out of it.
    Pick(CourseStop),
    /// Another course; without demos, the whole gallery again.
    Course(Course),
}

impl Teaching {
    pub(super) fn apply(&mut self, change: Teach) {
        match change {
            Teach::Toggle => {
                self.is_on = !self.is_on;
                self.has_spotlight &= self.is_on;
            }
            Teach::ToggleSpotlight => self.has_spotlight = !self.has_spotlight,
            Teach::Pick(stop) => self.course.toggle(stop),
            Teach::Course(course) => self.course = course,
        }
    }
}
