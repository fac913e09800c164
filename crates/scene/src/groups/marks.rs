//! Frames: a tick for each, a band where there are many, and a cross with a count where some were missed.

use super::{LanePlace, NAME_SIZE};
use crate::{DrawOp, Hit, Ink, Rect, Sketch, TextStyle, width_of};
use taskscope_trace::{Frames, Step};

/// Draws the frames in view.
pub(super) fn draw(place: LanePlace<'_>, frames: &Frames, sketch: &mut Sketch) {
    const HEIGHT: f64 = 16.0;
    let late = late(place, frames);
    for late in &late {
        let rect = place.bar(late.left, late.right, HEIGHT);
        sketch.draw(DrawOp::Fill { rect, radius: 0.0, ink: Ink::Missed, opacity: 0.2 });
    }
    draw_frames(place, frames, sketch);
    let mut free = f64::NEG_INFINITY;
    for late in &late {
        draw_count(place, late, &mut free, sketch);
    }
}

/// A tick for each frame, or a band where they are closer than a few pixels.
fn draw_frames(place: LanePlace<'_>, frames: &Frames, sketch: &mut Sketch) {
    /// Columns in which frames can't be told apart.
    const APART: usize = 2;
    const TICK: f64 = 5.5;
    /// Bands that are so close are one.
    const JOINED: f64 = 8.0;
    let mut band: Option<(f64, f64)> = None;
    for (from, to) in place.columns.stretches(APART) {
        let (first, after) = (frames.first_after(from), frames.first_after(to));
        let last = after.checked_sub(1).filter(|&last| last >= first).and_then(|last| frames.step(last));
        let (Some(one), Some(last)) = (frames.step(first), last) else { continue };
        let (left, right) = (place.scale.edge(one), place.scale.edge(last));
        if one == last {
            let (top, bottom) = (place.middle - TICK, place.middle + TICK);
            sketch.draw(DrawOp::vertical(left, top, bottom, Ink::Frame, 2.0));
        } else if let Some((begin, _)) = band.filter(|&(_, end)| left - end <= JOINED) {
            band = Some((begin, right));
        } else {
            draw_band(place, band.replace((left, right)), sketch);
        }
        // Those that are late answer as what was missed.
        if frames.missed_before(from) == frames.missed_before(to) {
            let near = Rect::new(left - 2.0, place.middle, right - left + 4.0, 0.0);
            sketch.target(place.reach(near), Hit::GroupMarks { lane: place.lane, from, to });
        }
    }
    draw_band(place, band, sketch);
}

fn draw_band(place: LanePlace<'_>, band: Option<(f64, f64)>, sketch: &mut Sketch) {
    const HEIGHT: f64 = 5.0;
    let Some((left, right)) = band else { return };
    let rect = place.bar(left, right, HEIGHT);
    sketch.draw(DrawOp::Fill { rect, radius: 0.0, ink: Ink::Frame, opacity: 0.75 });
}

/// Late frames that are too close to be told apart, with what lies before each of them.
struct Late {
    left: f64,
    right: f64,
    from: Step,
    to: Step,
    missed: u32,
}

/// What was missed in view, from left to right. Looks at little of what is too close.
fn late(place: LanePlace<'_>, frames: &Frames) -> Vec<Late> {
    /// Columns that a cross needs.
    const ROOM: usize = 6;
    let (first, last) = place.scale.in_view();
    let mut found = Vec::new();
    let mut next = frames.first_late_after(first);
    while let Some(one) = frames.late(next).filter(|late| late.from <= last) {
        let right = place.scale.edge(one.to);
        let reach = place.columns.step(place.columns.at(right) + ROOM);
        let after = frames.first_late_after(reach).max(next + 1);
        let to = frames.late(after - 1).map_or(one.to, |late| late.to);
        let others = frames.missed_before(to).saturating_sub(frames.missed_before(one.to));
        let missed = one.missed.saturating_add(others);
        let left = place.scale.edge(one.from);
        found.push(Late { left, right: place.scale.edge(to), from: one.from, to, missed });
        next = after;
    }
    found
}

/// The cross in the middle of what is in view, with the count where there is room.
fn draw_count(place: LanePlace<'_>, late: &Late, free: &mut f64, sketch: &mut Sketch) {
    const REACH: f64 = 3.0;
    let bar = place.bar(late.left, late.right, 0.0);
    let plot = place.frame.view.plot();
    let (left, right) = (bar.x.max(plot.x), bar.right().min(plot.right()));
    let middle = f64::midpoint(left, right);
    let texts = [format!("✕ {}", late.missed), "✕".to_owned()];
    let style = TextStyle::new(NAME_SIZE, Ink::Missed).bold().centred();
    for text in texts {
        let width = width_of(&text, NAME_SIZE);
        if middle - width / 2.0 >= *free {
            *free = middle + width / 2.0;
            sketch.draw(DrawOp::text(middle, place.middle + 4.0, text, style));
            break;
        }
    }
    let near = Rect { x: bar.x, width: bar.width + REACH, ..bar };
    let hit = Hit::GroupMarks { lane: place.lane, from: late.from, to: late.to };
    sketch.target(place.reach(near), hit);
}
