//! Spans between steps: a tinted bar with an outline and a word, or a density where they are too narrow.

use std::rc::Rc;

use super::{LanePlace, Word};
use crate::{DrawOp, Hit, Ink, Rect, Sketch, TextStyle, width_of};
use taskscope_trace::{SpanKind, Step, Track};

const HEIGHT: f64 = 13.0;
const RADIUS: f64 = 2.0;

/// Draws the running spans of a track.
pub(super) fn draw(place: LanePlace<'_>, (track, ink, word): (&Track, Ink, Word), sketch: &mut Sketch) {
    let running = |part: &super::super::detail::Part| part.kind == SpanKind::Running;
    for part in place.scale.parts(track).into_iter().filter(running) {
        let bar = place.bar(part.left, part.right, HEIGHT);
        match &part.shares {
            Some(shares) => {
                // Its columns stand where they are, in view or not.
                let rect = Rect { x: part.left, width: part.right - part.left, ..bar };
                sketch.draw(DrawOp::Density { rect, ink, shares: Rc::clone(shares) });
            }
            None => draw_bar(place, (bar, ink), (word, part.from), sketch),
        }
        let hit = Hit::GroupSpan { lane: place.lane, from: part.from, to: part.to };
        sketch.crowd(place.reach(bar), hit, part.shares.clone());
    }
}

fn draw_bar(place: LanePlace<'_>, (bar, ink): (Rect, Ink), (word, from): (Word, Step), sketch: &mut Sketch) {
    /// Below this width there is nothing between the edges of an outline.
    const LEAST_OUTLINED: f64 = 4.0;
    const SIZE: f64 = 10.0;
    const PADDING: f64 = 5.0;
    if bar.width < LEAST_OUTLINED {
        sketch.draw(DrawOp::fill(bar, 0.0, ink));
        return;
    }
    sketch.draw(DrawOp::Fill { rect: bar, radius: RADIUS, ink, opacity: 0.35 });
    sketch.draw(DrawOp::outline(bar, RADIUS, ink));
    let left = bar.x.max(place.frame.view.label_width) + PADDING;
    let Some(word) = word(place.frame.model, from) else { return };
    if left + width_of(&word, SIZE) + PADDING <= bar.right() {
        sketch.draw(DrawOp::text(left, place.middle + 3.5, word, TextStyle::new(SIZE, Ink::Text)));
    }
}
