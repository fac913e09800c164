//! The overview of all lanes: a thin line for each.
//!
//! It looks at every lane, which takes far longer than what is in view. But it does not depend on what is in view, so it is
//! kept from one picture to the next.

use std::rc::Rc;

use taskscope_format::TaskId;

use super::detail::{Columns, Scale};
use super::{DrawOp, Frame, Ink, Rect, Share, View, times};
use taskscope_trace::{AxisKind, SpanKind, Step, Track};

/// The overview that was drawn last. To be forgotten with the run that it shows.
#[derive(Clone, Debug, Default)]
pub struct Overview {
    known: Option<Known>,
}

/// What was drawn, and for what.
#[derive(Clone, Debug)]
struct Known {
    area: Rect,
    axis: AxisKind,
    /// The lanes, each with its upper edge.
    rows: Vec<(TaskId, f64)>,
    /// How far the run was recorded, and whether it was over.
    end: (Step, bool),
    lines: Rc<[DrawOp]>,
}

impl Overview {
    /// The lines of all lanes, as they are known or drawn anew.
    pub(super) fn lanes(&mut self, frame: Frame<'_>, area: Rect) -> Vec<DrawOp> {
        let model = frame.model;
        let end = (model.axis.end(), model.trace.run_end().is_some());
        let rows: Vec<_> = frame.rows.all().iter().map(|row| (row.lane.task, row.top)).collect();
        let is_same = |known: &&Known| {
            known.area == area && known.axis == model.axis.kind() && known.rows == rows && known.is_near(end)
        };
        if let Some(known) = self.known.as_ref().filter(is_same) {
            return known.lines.to_vec();
        }
        let lines: Rc<[DrawOp]> = draw(frame, area).into();
        self.known = Some(Known { area, axis: model.axis.kind(), rows, end, lines: Rc::clone(&lines) });
        lines.to_vec()
    }
}

impl Known {
    /// Whether it can still stand for a run that is recorded this far: while it grows, a small part may be missing.
    fn is_near(&self, (end, is_over): (Step, bool)) -> bool {
        const PART: usize = 32;
        let (then, was_over) = self.end;
        end == then && is_over == was_over
            || !is_over && !was_over && end >= then && end.0 - then.0 <= then.0 / PART
    }
}

/// Where a step is in the overview.
pub(super) fn px_from_step(frame: Frame<'_>, area: Rect, step: Step) -> f64 {
    mini_view(frame, area).px_from_step(frame.model.axis, step)
}

/// A view of the whole run within a rectangle.
fn mini_view(frame: Frame<'_>, area: Rect) -> View {
    let view = View { label_width: area.x, width: area.right(), overview: 0.0, from: 0.0, ..*frame.view };
    // The window of a view leaves room for words at its end, which there are none of here.
    View { to: frame.model.axis.length() * view.window_width() / area.width.max(1.0), ..view }
}

/// A line for each lane, or for some of them where there is no room for all.
fn draw(frame: Frame<'_>, area: Rect) -> Vec<DrawOp> {
    /// Lines closer than this can't be told apart.
    const LEAST: f64 = 1.4;
    let view = mini_view(frame, area);
    let columns = Columns::new(frame.model.axis, &view);
    let scale = Scale::new(frame.model.axis, &view, &columns, 1);
    let pinned = frame.rows.pinned_height();
    let factor = area.height / (frame.rows.height() - pinned);
    let (mut lines, mut free) = (Vec::new(), area.y);
    for row in frame.rows.all().iter().filter(|row| !frame.rows.is_pinned(row)) {
        let (top, height) = (area.y + (row.top - pinned) * factor, (row.size.height * factor).max(LEAST));
        if top < free {
            continue;
        }
        free = top + LEAST;
        let shares = shares(&scale, row.lane.track(), columns.at(area.right()).max(1));
        let rect = Rect { y: top, height, width: times(shares.len()) * Columns::WIDTH, ..area };
        lines.push(DrawOp::Density { rect, ink: Ink::of_task(row.lane.task), shares: shares.into() });
    }
    lines
}

/// How much of each column a track is busy and ready.
fn shares(scale: &Scale<'_>, track: &Track, columns: usize) -> Vec<Share> {
    let mut shares = vec![Share::default(); columns];
    for part in scale.parts(track) {
        let whole = match part.kind {
            SpanKind::Running | SpanKind::Shared => Share::new(1.0, 0.0),
            SpanKind::Ready => Share::new(0.0, 1.0),
            SpanKind::Waiting => Share::default(),
        };
        let first = scale.columns.at(part.left);
        let last = scale.columns.at(part.right).max(first + 1);
        for (index, share) in shares.iter_mut().enumerate().take(last).skip(first) {
            let own = part.shares.as_ref().and_then(|shares| shares.get(index - first));
            *share = share.max(own.copied().unwrap_or(whole));
        }
    }
    shares
}
