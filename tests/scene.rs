//! Pictures of small runs, and what has to hold for the picture of any run.
#![expect(clippy::float_cmp, reason = "the lengths that are compared are whole pixels or ends of the axis")]

mod hosted;
#[path = "scene/support.rs"]
mod support;

#[path = "scene/bars.rs"]
mod bars;
#[path = "scene/browser.rs"]
mod browser;
#[path = "scene/late.rs"]
mod late;
#[path = "scene/marks.rs"]
mod marks;
#[path = "scene/pictures.rs"]
mod pictures;
#[path = "scene/scales.rs"]
mod scales;
#[path = "scene/size.rs"]
mod size;
