//! The timeline as data: lanes become draw operations in logical pixels, and the same data answers what is where.
//!
//! Nothing here knows a pixel ratio, a DOM node or a colour; a canvas, or any other printer, turns [`DrawOp`]s into a
//! picture.

mod arrows;
mod hit;
mod lanes;
mod layout;
mod op;
mod overview;
mod ruler;
mod view;

pub use hit::{Hit, hit};
pub use layout::{Layout, content_height};
pub use op::{Align, DrawOp, Ink, Rect, Scene, Weight};
pub use view::{Arrows, View};

use std::collections::BTreeSet;

use taskscope_runtime::TaskId;

use crate::trace::{Axis, Lanes, State, Trace};

/// What a scene is drawn from.
#[derive(Clone, Copy)]
pub struct Model<'a> {
    /// The trace.
    pub trace: &'a Trace,
    /// Its lanes.
    pub lanes: &'a Lanes,
    /// Its axis.
    pub axis: &'a Axis,
    /// The state at the cursor.
    pub state: &'a State,
    /// Tasks whose nodes are hidden.
    pub folded: &'a BTreeSet<TaskId>,
}

/// Draws the part of the timeline that is in view.
#[must_use]
pub fn scene(model: &Model<'_>, view: &View) -> Scene {
    let layout = Layout::new(model, view);
    let mut scene = Scene::default();
    ruler::draw_grid(model, view, &mut scene.plot);
    lanes::draw(model, view, &layout, &mut scene);
    arrows::draw(model, view, &layout, &mut scene.plot);
    if view.is_playing {
        ruler::draw_veil(model, view, &mut scene.plot);
    }
    overview::draw(model, view, &mut scene.frame);
    ruler::draw_ticks(model, view, &mut scene.frame);
    ruler::draw_cursor(model, view, &mut scene.frame);
    scene
}
