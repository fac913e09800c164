//! Wakes as arrows: from who woke to who was woken.

use std::collections::BTreeMap;

use taskscope_runtime::{Event, TaskId, WakeSource};

use super::bars::{BAR_HEIGHT, BAR_TOP};
use super::{Arrows, DrawOp, Frame, Ink, Point, View};
use crate::trace::{Step, Wake};

/// The most arrows in one picture; beyond, those between the same tasks thin out.
const MOST: usize = 300;

/// Who woke whom: `None` stands for a timer and everything else that is no task.
type Pair = (Option<TaskId>, TaskId);

/// Draws the arrows that the view asks for.
pub(super) fn draw(frame: Frame<'_>) -> Vec<DrawOp> {
    let wakes = wanted(frame);
    let mut apart = 3.0;
    loop {
        let thinned = thin(frame, &wakes, apart);
        if thinned.len() <= MOST || apart >= frame.view.width {
            return thinned.into_iter().filter_map(|(pair, px)| arrow(frame, pair, px)).collect();
        }
        apart *= 2.0;
    }
}

/// The wakes in view, with who caused them and where.
fn wanted(frame: Frame<'_>) -> Vec<(Pair, f64)> {
    let (view, axis) = (frame.view, frame.model.axis);
    let px = |wake: &Wake| view.px_from_step(axis, wake.step);
    let wakes = frame.model.lanes.wakes();
    let wakes = wakes.get(wakes.partition_point(|wake| px(wake) < view.label_width)..).unwrap_or_default();
    let wakes = wakes.get(..wakes.partition_point(|wake| px(wake) <= view.width)).unwrap_or_default();
    match (view.arrows, view.selected) {
        (Arrows::None, _) | (Arrows::Selected, None) => Vec::new(),
        (Arrows::Selected, Some(task)) => wakes
            .iter()
            .map(|wake| ((source(frame, wake), wake.task), wake))
            .filter(|&((by, woken), _)| by == Some(task) || woken == task)
            .map(|(pair, wake)| (pair, px(wake)))
            .collect(),
        (Arrows::All, _) => {
            first_of_each_pixel(wakes, px).map(|(wake, px)| ((source(frame, wake), wake.task), px)).collect()
        }
    }
}

/// A few wakes of every pixel: more could not be told apart, and there may be thousands.
fn first_of_each_pixel(wakes: &[Wake], px: impl Fn(&Wake) -> f64) -> impl Iterator<Item = (&Wake, f64)> {
    const FEW: usize = 4;
    let mut rest = wakes;
    let mut pixel = f64::NEG_INFINITY;
    let mut taken = 0;
    std::iter::from_fn(move || {
        if taken == FEW {
            rest = rest.get(rest.partition_point(|wake| px(wake) < pixel + 1.0)..).unwrap_or_default();
        }
        let (wake, later) = rest.split_first()?;
        let at = px(wake);
        if at >= pixel + 1.0 {
            (pixel, taken) = (at, 0);
        }
        rest = later;
        taken += 1;
        Some((wake, at))
    })
}

/// The task that woke; for a new task the one that spawned it.
fn source(frame: Frame<'_>, wake: &Wake) -> Option<TaskId> {
    match wake.by {
        WakeSource::Task(task) => Some(task),
        WakeSource::Timer(_) | WakeSource::Promise(_) | WakeSource::Outside => None,
        WakeSource::Spawn => {
            let spawn = wake.step.0.checked_sub(1).map(Step)?;
            match frame.model.trace.event_before(spawn) {
                Some(Event::TaskSpawned { parent, .. }) => parent,
                _ => None,
            }
        }
    }
}

/// Leaves out arrows that lie close to one between the same tasks.
fn thin(frame: Frame<'_>, wakes: &[(Pair, f64)], apart: f64) -> Vec<(Pair, f64)> {
    let mut last = BTreeMap::new();
    let mut thinned = Vec::new();
    for &(pair, px) in wakes {
        if last.get(&pair).is_some_and(|last| px - last < apart) || !is_in_view(frame, pair) {
            continue;
        }
        last.insert(pair, px);
        thinned.push((pair, px));
    }
    thinned
}

fn top_of(frame: Frame<'_>, task: TaskId) -> Option<f64> {
    let index = frame.model.lanes.index_of(task)?;
    frame.rows.top_of(index, frame.view).map(|top| top + BAR_TOP)
}

fn is_in_view(frame: Frame<'_>, (by, task): Pair) -> bool {
    let Some(to) = top_of(frame, task) else { return false };
    let from = by.and_then(|by| top_of(frame, by)).unwrap_or(to);
    from.max(to) + BAR_HEIGHT > View::LANES_TOP && from.min(to) < frame.view.height
}

fn arrow(frame: Frame<'_>, (by, task): Pair, x: f64) -> Option<DrawOp> {
    let to = top_of(frame, task)?;
    let point = |x, y| Point { x, y };
    let straight = |from: f64, to: f64| {
        let (bend, middle) = (10.0_f64.min((to - from).abs() / 6.0), f64::midpoint(from, to));
        (point(x, from), [point(x + bend, middle), point(x - bend, middle)], point(x, to))
    };
    let (from, controls, to) = match by.and_then(|by| top_of(frame, by)) {
        None => straight(to - 7.0, to + 5.0),
        Some(from) if by == Some(task) => (
            point(x - 5.0, from),
            [point(x - 5.0, from - 9.0), point(x + 5.0, from - 9.0)],
            point(x + 5.0, from + 3.0),
        ),
        Some(from) if from < to => straight(from + BAR_HEIGHT - 10.0, to + 5.0),
        Some(from) => straight(from + 10.0, to + BAR_HEIGHT - 5.0),
    };
    Some(DrawOp::Arrow { from, controls, to, ink: Ink::Muted })
}
