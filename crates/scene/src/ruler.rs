//! The ruler: round times where they stand on the axis, and the gaps that are folded.

use super::cursor::Flag;
use super::time::{TimeScale, round_step};
use super::{DrawOp, Frame, Ink, Rect, TextStyle, View, width_of};
use taskscope_tell::{micros_text, tick_text};
use taskscope_trace::{Fold, Step};

/// The baseline of the labels.
pub(super) const BASELINE: f64 = 42.0;
/// The font size of the labels.
pub(super) const SIZE: f64 = 12.0;
/// The distance of a label from its line.
const GAP: f64 = 4.0;
/// The least distance between a label and the next line.
const APART: f64 = 12.0;

/// What stands on the ruler of a view.
pub(super) struct Ruler {
    ticks: Vec<Tick>,
    breaks: Vec<Break>,
    height: f64,
}

/// A round time.
struct Tick {
    px: f64,
    /// `None` if there is no room.
    label: Option<String>,
}

/// A folded gap.
struct Break {
    /// Its middle.
    px: f64,
    /// `None` if there is no room.
    label: Option<String>,
}

impl Break {
    const SIZE: f64 = 11.0;
    const WIDTH: f64 = 6.0;

    /// Where its label begins and ends.
    fn label_edges(&self) -> Option<(f64, f64)> {
        let half = width_of(self.label.as_ref()?, Self::SIZE) / 2.0;
        Some((self.px - half, self.px + half))
    }
}

impl Ruler {
    pub(super) fn new(frame: Frame<'_>) -> Self {
        let breaks = breaks(frame);
        Self { ticks: ticks(frame, &breaks), breaks, height: frame.view.height }
    }

    /// The upright lines through the lanes.
    pub(super) fn hairlines(&self) -> impl Iterator<Item = DrawOp> {
        self.ticks.iter().map(|tick| DrawOp::vertical(tick.px, View::LANES_TOP, self.height, Ink::Line, 1.0))
    }

    /// The cuts through the lanes where a gap is folded.
    pub(super) fn cuts(&self) -> impl Iterator<Item = DrawOp> {
        self.breaks.iter().flat_map(|cut| {
            let top = View::LANES_TOP;
            let (left, right) = (cut.px - Break::WIDTH / 2.0, cut.px + Break::WIDTH / 2.0);
            let gap = Rect::new(left, top, Break::WIDTH, self.height - top);
            [
                DrawOp::fill(gap, 0.0, Ink::Background),
                DrawOp::vertical(left, top, self.height, Ink::Line, 1.0),
                DrawOp::vertical(right, top, self.height, Ink::Line, 1.0),
            ]
        })
    }

    /// The labels, without those that the cursor's flag would half hide.
    pub(super) fn labels(&self, flag: Option<&Flag>) -> Vec<DrawOp> {
        let is_free = |(left, right): (f64, f64)| flag.is_none_or(|flag| !flag.covers(left, right));
        let ticks = self.ticks.iter().filter_map(|tick| {
            let text = tick.label.clone()?;
            let left = tick.px + GAP;
            let style = TextStyle::new(SIZE, Ink::Muted);
            is_free((left, left + width_of(&text, SIZE))).then(|| DrawOp::text(left, BASELINE, text, style))
        });
        let breaks = self.breaks.iter().filter_map(|cut| {
            let text = cut.label.clone()?;
            let style = TextStyle::new(Break::SIZE, Ink::Muted).centred();
            is_free(cut.label_edges()?).then(|| DrawOp::text(cut.px, BASELINE, text, style))
        });
        ticks.chain(breaks).collect()
    }
}

/// The folded gaps in view. Those that stand too close to the one before are left out.
fn breaks(frame: Frame<'_>) -> Vec<Break> {
    let Frame { view, model, .. } = frame;
    let px = |fold: &Fold| {
        let (from, to) = (model.axis.position(fold.from), model.axis.position(Step(fold.from.0 + 1)));
        view.px_from_position(f64::midpoint(from, to))
    };
    let mut breaks = Vec::new();
    let (mut free, mut label_free) = (view.label_width, view.label_width);
    let mut rest = model.axis.folds();
    loop {
        rest = rest.get(rest.partition_point(|fold| px(fold) < free)..).unwrap_or_default();
        let Some((fold, px)) = rest.first().map(|fold| (fold, px(fold))).filter(|&(_, px)| px <= view.width)
        else {
            return breaks;
        };
        let mut cut = Break { px, label: Some(format!("// {}", micros_text(fold.length))) };
        match cut.label_edges().filter(|&(left, right)| left >= label_free && right <= view.width) {
            Some((_, right)) => label_free = right + APART,
            None => cut.label = None,
        }
        breaks.push(cut);
        free = px + APART;
    }
}

/// Round times in view, from left to right, no two of them closer than a label is wide.
fn ticks(frame: Frame<'_>, breaks: &[Break]) -> Vec<Tick> {
    /// More than fit on any screen; time always goes on from one to the next, but by how little nobody knows.
    const MOST: usize = 1_000;
    let view = frame.view;
    let scale = TimeScale::new(frame.model.trace, frame.model.axis);
    // Times are round if they are counted from the start of the run.
    let start = frame.model.trace.time(Step(0)).0;
    let time_at = |px: f64| scale.time_at(view.position_from_px(px)).saturating_sub(start);
    let round = round_step(scale.shown_time(view.from, view.to), view.window_width());
    let mut ticks = Vec::new();
    let mut free = view.label_width - 0.5;
    let first = time_at(view.label_width).checked_next_multiple_of(round);
    let mut time = first.unwrap_or(u64::MAX);
    for _ in 0..MOST {
        let Some(place) = scale.place_of(time.saturating_add(start)) else { break };
        let px = view.px_from_position(place.position);
        if px > view.width {
            break;
        }
        // A tick inside a fold would stand between things that it is far away from.
        if px >= free && !place.is_in_fold {
            let text = tick_text(time, round);
            free = px + GAP + width_of(&text, SIZE) + APART;
            let is_free = free - APART <= view.width && !covers(breaks, px, free - APART);
            ticks.push(Tick { px, label: is_free.then_some(text) });
        }
        let least =
            if place.is_in_fold { place.gap_end.saturating_sub(start) } else { time.saturating_add(1) };
        let Some(next) = least.max(time_at(free)).checked_next_multiple_of(round) else { break };
        time = next;
    }
    ticks
}

/// Whether a label between two pixels would cover that of a folded gap.
fn covers(breaks: &[Break], left: f64, right: f64) -> bool {
    breaks.iter().filter_map(Break::label_edges).any(|(from, to)| left < to + GAP && right > from - GAP)
}
