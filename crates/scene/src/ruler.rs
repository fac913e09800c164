//! The ruler: round times where they are on the axis, how many events a stretched instant holds, and the gaps that are
//! folded.

use taskscope_format::Micros;

use super::cursor::Flag;
use super::instants::{self, Instant};
use super::time::{TimeScale, round_step};
use super::{DrawOp, Frame, Ink, Rect, TextStyle, View, width_of};
use taskscope_tell::{micros_text, say, step_time_text, tick_text};
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
    /// Where no time passes.
    pub(super) instants: Vec<Instant>,
    height: f64,
}

/// A time.
struct Tick {
    px: f64,
    /// Whether it is a round one, with a line through the lanes.
    is_round: bool,
    /// `None` if there is no room.
    label: Option<String>,
}

/// A folded gap.
struct Break {
    length: Micros,
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
        let instants = instants::find(frame);
        let mut ticks = ticks(frame, &breaks);
        count_events(frame, &instants, (&mut ticks, &breaks));
        Self { ticks, breaks, instants, height: frame.view.height }
    }

    /// Where the cuts through the lanes begin and end.
    pub(super) fn cut_edges(&self) -> impl Iterator<Item = (f64, f64)> {
        self.breaks.iter().map(|cut| (cut.px - Break::WIDTH / 2.0, cut.px + Break::WIDTH / 2.0))
    }

    /// The folded gaps, each with where it or its label begins and ends.
    pub(super) fn folds(&self) -> impl Iterator<Item = (f64, f64, Micros)> {
        self.breaks.iter().map(|cut| {
            let (left, right) = cut.label_edges().unwrap_or((cut.px, cut.px));
            (left.min(cut.px - Break::WIDTH), right.max(cut.px + Break::WIDTH), cut.length)
        })
    }

    /// The upright lines through the lanes.
    pub(super) fn hairlines(&self) -> impl Iterator<Item = DrawOp> {
        let lines = self.ticks.iter().filter(|tick| tick.is_round);
        lines.map(|tick| DrawOp::vertical(tick.px, View::LANES_TOP, self.height, Ink::Line, 1.0))
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
        let Some((fold, px)) =
            rest.first().map(|fold| (fold, px(fold))).filter(|&(_, px)| px <= view.right())
        else {
            return breaks;
        };
        let mut cut =
            Break { px, length: fold.length, label: Some(format!("// {}", micros_text(fold.length))) };
        match cut.label_edges().filter(|&(left, right)| left >= label_free && right <= view.right()) {
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
        if px > view.right() {
            break;
        }
        // A tick inside a fold would stand between things that it is far away from.
        if px >= free && !place.is_in_fold {
            let text = tick_text(time, round);
            free = px + GAP + width_of(&text, SIZE) + APART;
            let is_free = free - APART <= view.right() && !covers(breaks, px, free - APART);
            ticks.push(Tick { px, is_round: true, label: is_free.then_some(text) });
        }
        let least =
            if place.is_in_fold { place.gap_end.saturating_sub(start) } else { time.saturating_add(1) };
        let Some(next) = least.max(time_at(free)).checked_next_multiple_of(round) else { break };
        time = next;
    }
    ticks
}

/// Says of each wide instant how many events it holds, if there is room for the words before the next tick.
fn count_events(frame: Frame<'_>, instants: &[Instant], (ticks, breaks): (&mut Vec<Tick>, &[Break])) {
    /// What is narrower than this part of the words would be mistaken for a point in time.
    const LEAST: f64 = 0.6;
    let view = frame.view;
    let mut added = Vec::new();
    for instant in instants {
        let left = instant.left.max(view.label_width);
        let time = step_time_text(frame.model.trace, instant.from);
        let text = say::scene::instant(&time, &say::count::event(instant.events()));
        let width = GAP + width_of(&text, SIZE);
        let next =
            ticks.iter().find(|tick| tick.px > left + 1.0).map_or(view.right(), |tick| tick.px - APART);
        let has_room = left + width <= next.min(view.right()) && !covers(breaks, left, left + width);
        if !has_room || instant.right - left < width * LEAST || !is_free(ticks, left) {
            continue;
        }
        match ticks.iter_mut().find(|tick| (tick.px - left).abs() <= 1.0) {
            Some(tick) => tick.label = Some(text),
            None => added.push(Tick { px: left, is_round: false, label: Some(text) }),
        }
    }
    // Those that were added may stand too close to each other.
    for tick in added {
        if is_free(ticks, tick.px) {
            ticks.push(tick);
        }
    }
    taskscope_sorted::sort_by(ticks, |one, other| one.px.total_cmp(&other.px));
}

/// Whether no label of a tick reaches beyond a pixel from the left.
fn is_free(ticks: &[Tick], left: f64) -> bool {
    let ends = ticks.iter().filter(|tick| tick.px < left - 1.0).filter_map(|tick| {
        let label = tick.label.as_ref()?;
        Some(tick.px + GAP + width_of(label, SIZE))
    });
    ends.fold(f64::NEG_INFINITY, f64::max) + APART <= left
}

/// Whether a label between two pixels would cover that of a folded gap.
fn covers(breaks: &[Break], left: f64, right: f64) -> bool {
    breaks.iter().filter_map(Break::label_edges).any(|(from, to)| left < to + GAP && right > from - GAP)
}
