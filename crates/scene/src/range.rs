//! The stretch of the run that is selected: a band over the lanes that says how long it is.

use taskscope_format::Micros;

use super::ruler::SIZE;
use super::{DrawOp, Frame, Ink, Rect, TextStyle, width_of};
use taskscope_tell::{micros_text, say, step_time_text};
use taskscope_trace::Step;

/// The band of a range.
pub(super) struct Band {
    plot: Rect,
    /// Where the lanes of tasks end.
    bottom: f64,
    left: f64,
    right: f64,
    text: String,
}

impl Band {
    const PADDING: f64 = 7.0;
    const HEIGHT: f64 = 18.0;
    /// So little that no colour below it looks like another.
    const WASH: f64 = 0.08;

    /// `None` if there is no range, or nothing of it in view.
    pub(super) fn new(frame: Frame<'_>) -> Option<Self> {
        let (model, view) = (frame.model, frame.view);
        let [from, to] = view.range?;
        let plot = view.plot();
        let [left, right] = [from, to].map(|step| view.px_from_step(model.axis, step));
        if left > plot.right() || right < plot.x {
            return None;
        }
        let [ends, facts] = texts(frame, [from, to]);
        let whole = say::scene::range(&ends, &facts);
        // On a phone there is room for what is between the ends alone.
        let text = if width_of(&whole, SIZE) + Self::PADDING * 2.0 > plot.width { facts } else { whole };
        let (left, right) = (left.max(plot.x - 2.0), right.min(plot.right() + 2.0));
        Some(Self { plot, bottom: frame.room.bottom(), left, right, text })
    }

    /// The band itself, and its edges.
    pub(super) fn shade(&self) -> Vec<DrawOp> {
        let Self { plot, left, right, .. } = *self;
        let rect = Rect { x: left, width: right - left, ..plot };
        let edge = |px| DrawOp::vertical(px, plot.y, plot.bottom(), Ink::Accent, 1.0);
        vec![
            DrawOp::Fill { rect, radius: 0.0, ink: Ink::Accent, opacity: Self::WASH },
            edge(left),
            edge(right),
        ]
    }

    /// How long it is, in its middle at the lower edge of the lanes, where none begins.
    pub(super) fn label(self) -> Vec<DrawOp> {
        let Self { plot, bottom, left, right, text } = self;
        let width = width_of(&text, SIZE) + Self::PADDING * 2.0;
        let left = f64::midpoint(left, right) - width / 2.0;
        let left = left.min(plot.right() - width).max(plot.x);
        let top = bottom - Self::HEIGHT - 4.0;
        let style = TextStyle::new(SIZE, Ink::OnAccent).centred();
        vec![
            DrawOp::fill(Rect::new(left, top, width, Self::HEIGHT), 4.0, Ink::Accent),
            DrawOp::text(left + width / 2.0, top + 13.0, text, style),
        ]
    }
}

/// Both ends of a range, and what is between them: "12 ms – 48 ms" and "36 ms · 46 events · 8 polls".
fn texts(frame: Frame<'_>, [from, to]: [Step; 2]) -> [String; 2] {
    let (trace, view) = (frame.model.trace, frame.view);
    let length = Micros(trace.time(to).0.saturating_sub(trace.time(from).0));
    let events = say::count::event((to.0 - from.0) as u64);
    let facts = [micros_text(length), events, say::count::poll(view.polls_in_range)];
    let [from, to] = [from, to].map(|step| step_time_text(trace, step));
    [say::scene::ends(&from, &to), facts.join(&say::state::facts())]
}
