//! The ruler: ticks at round times, marks where a silence is folded, and the cursor with its flag.

use taskscope_runtime::Micros;

use super::lanes::label;
use super::op::{Align, DrawOp, Ink, Rect, Weight};
use super::{Model, View};
use crate::trace::{AxisKind, Step, micros_text};

/// Room that a tick's label needs.
const LABEL: f64 = 68.0;
/// Height of the base line of the ruler's labels.
const BASE: f64 = 43.0;

/// Hairlines of the ticks, behind everything.
pub(super) fn draw_grid(model: &Model<'_>, view: &View, ops: &mut Vec<DrawOp>) {
    for (x, _) in ticks(model, view) {
        let (from, to) = ((x, View::OVERVIEW + 20.0), (x, view.height));
        ops.push(DrawOp::Line { from, to, ink: Ink::Line, width: 1.0 });
    }
    for fold in folds(model, view) {
        let (from, to) = ((fold.0 - 3.0, view.height), (fold.0 + 3.0, View::TOP));
        ops.push(DrawOp::Line { from, to, ink: Ink::Wait, width: 1.0 });
    }
}

/// The labels of ticks and folds.
pub(super) fn draw_ticks(model: &Model<'_>, view: &View, ops: &mut Vec<DrawOp>) {
    let rect = Rect::new(0.0, View::OVERVIEW, view.width, View::TOP - View::OVERVIEW);
    ops.push(DrawOp::Bar { rect, ink: Ink::Background, radius: 0.0, opacity: 1.0 });
    for (x, text) in ticks(model, view) {
        ops.push(label((x + 4.0, BASE), &text, Ink::Muted, 12, Weight::Normal, LABEL));
    }
    for (x, text) in folds(model, view) {
        let at = (x, View::TOP + 2.0);
        let (size, weight, align) = (11, Weight::Normal, Align::Center);
        ops.push(DrawOp::Label { at, text, ink: Ink::Muted, size, weight, align, max_width: LABEL });
    }
}

/// The cursor's line, with the time on a flag that stays inside the plot.
pub(super) fn draw_cursor(model: &Model<'_>, view: &View, ops: &mut Vec<DrawOp>) {
    let plot = view.plot();
    let x = view.px_from_step(model.axis, view.cursor);
    if model.trace.is_empty() || x < plot.x - 1.0 || x > plot.x + plot.width {
        return;
    }
    let text = match model.axis.kind() {
        AxisKind::Steps => format!("step {}", view.cursor.0),
        AxisKind::Clock | AxisKind::Elastic => micros_text(model.trace.time(view.cursor)),
    };
    #[expect(clippy::cast_precision_loss, reason = "a few characters")]
    let width = text.chars().count() as f64 * 7.2 + 12.0;
    let (from, to) = ((x, View::OVERVIEW + 3.0), (x, view.height));
    ops.push(DrawOp::Line { from, to, ink: Ink::Accent, width: 1.5 });
    let left = (x - width / 2.0).clamp(plot.x - 4.0, (view.width - width - 2.0).max(plot.x));
    let rect = Rect::new(left, View::OVERVIEW + 3.0, width, 18.0);
    ops.push(DrawOp::Bar { rect, ink: Ink::Accent, radius: 4.0, opacity: 1.0 });
    let at = (left + width / 2.0, View::OVERVIEW + 16.0);
    let (size, weight, align) = (12, Weight::Normal, Align::Center);
    ops.push(DrawOp::Label { at, text, ink: Ink::OnAccent, size, weight, align, max_width: width });
}

/// What has not been told yet, behind the cursor, is there but veiled.
pub(super) fn draw_veil(model: &Model<'_>, view: &View, ops: &mut Vec<DrawOp>) {
    let x = view.px_from_step(model.axis, view.cursor);
    let rect = Rect::new(x, View::TOP, (view.width - x).max(0.0), view.height - View::TOP);
    ops.push(DrawOp::Bar { rect, ink: Ink::Background, radius: 0.0, opacity: 0.72 });
}

/// Pixels and labels of the ticks in view, far enough from each other.
fn ticks(model: &Model<'_>, view: &View) -> Vec<(f64, String)> {
    let plot = view.plot();
    let mut ticks = match model.axis.kind() {
        AxisKind::Steps => step_ticks(model, view),
        AxisKind::Clock | AxisKind::Elastic => time_ticks(model, view),
    };
    ticks.retain(|&(x, _)| x >= plot.x - 0.5 && x <= plot.x + plot.width - 24.0);
    ticks
}

fn step_ticks(model: &Model<'_>, view: &View) -> Vec<(f64, String)> {
    let per_px = (view.to - view.from) / view.plot().width;
    let every = round_up(per_px * LABEL).max(1);
    let first = whole(view.from) / every * every;
    let count = whole((view.to - view.from).max(0.0)) / every + 2;
    let steps =
        (0..count).map(|index| first + index * every).filter(|&step| step <= model.trace.end().0 as u64);
    let tick = |step: u64| {
        let step = Step(usize::try_from(step).unwrap_or(usize::MAX));
        (view.px_from_step(model.axis, step), step.0.to_string())
    };
    steps.map(tick).collect()
}

/// Round times, as close as their labels allow. On the elastic axis they are not equally far from each other; where no
/// distance of times suits all of it, those without room are left out.
fn time_ticks(model: &Model<'_>, view: &View) -> Vec<(f64, String)> {
    let (start, end) = (time_at(model, view.from), time_at(model, view.to));
    #[expect(clippy::cast_precision_loss, reason = "exact for the first 285 years")]
    let passed = (end.0 - start.0) as f64;
    let most = (view.plot().width / LABEL).max(1.0);
    let mut every = round_up(passed / most).max(1);
    let closest = every;
    loop {
        let ticks = ticks_every(model, view, every, (start, end));
        if ticks.windows(2).all(|pair| pair[1].0 - pair[0].0 >= LABEL) {
            return label_ticks(&ticks);
        }
        if ticks.len() <= 4 {
            break;
        }
        #[expect(clippy::cast_precision_loss, reason = "round numbers")]
        let next = round_up((every + 1) as f64);
        every = next;
    }
    let mut thinned: Vec<(f64, Micros)> = Vec::new();
    for tick in ticks_every(model, view, closest, (start, end)) {
        if thinned.last().is_none_or(|&(before, _)| tick.0 - before >= LABEL) {
            thinned.push(tick);
        }
    }
    label_ticks(&thinned)
}

fn ticks_every(
    model: &Model<'_>,
    view: &View,
    every: u64,
    (start, end): (Micros, Micros),
) -> Vec<(f64, Micros)> {
    let first = start.0.div_ceil(every);
    let times = (first..=end.0 / every).map(|index| Micros(index * every));
    times.map(|time| (view.px_from_position(model.axis.position_of_time(time)), time)).collect()
}

fn label_ticks(ticks: &[(f64, Micros)]) -> Vec<(f64, String)> {
    ticks.iter().map(|&(x, time)| (x, micros_text(time))).collect()
}

fn time_at(model: &Model<'_>, position: f64) -> Micros {
    model.trace.time(model.axis.step_at(position))
}

fn folds(model: &Model<'_>, view: &View) -> Vec<(f64, String)> {
    let plot = view.plot();
    let middle = |from: Step| {
        let (left, right) = (model.axis.position(from), model.axis.position(Step(from.0 + 1)));
        view.px_from_position(f64::midpoint(left, right))
    };
    let all =
        model.axis.folds().iter().map(|fold| (middle(fold.from), format!("⫽ {}", micros_text(fold.length))));
    let mut folds: Vec<(f64, String)> = Vec::new();
    for (x, text) in all.filter(|&(x, _)| x > plot.x && x < plot.x + plot.width) {
        if folds.last().is_none_or(|&(before, _)| x - before >= LABEL) {
            folds.push((x, text));
        }
    }
    folds
}

/// The next of 1, 2, 5, 10, 20, 50 …
fn round_up(least: f64) -> u64 {
    let mut unit = 1_u64;
    loop {
        for factor in [1, 2, 5] {
            #[expect(clippy::cast_precision_loss, reason = "round numbers")]
            if (unit * factor) as f64 >= least {
                return unit * factor;
            }
        }
        unit = unit.saturating_mul(10);
        if unit > 1_000_000_000_000_000 {
            return unit;
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "saturating, and never below zero"
)]
fn whole(value: f64) -> u64 {
    value.max(0.0) as u64
}

#[cfg(test)]
mod tests {
    use super::round_up;

    #[test]
    fn ticks_stand_at_round_numbers() {
        assert_eq!(
            [0.3, 1.0, 1.1, 3.0, 7.0, 11.0, 499.0, 501.0].map(round_up),
            [1, 1, 2, 5, 10, 20, 500, 1000]
        );
    }
}
