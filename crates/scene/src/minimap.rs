//! The minimap: the whole run on one strip, where its tasks run, how long it is, and which part of it is in view.

use super::detail::{Columns, Scale};
use super::time::{TimeScale, round_step};
use super::{DrawOp, Frame, Hit, Ink, Rect, TextStyle, View, times};
use taskscope_format::{Event, Micros, TaskId};
use taskscope_tell::micros_text;
use taskscope_trace::{SpanKind, Step};

/// Room for a bar and the gap after it, where bars stand for the polls of many tasks.
const PITCH: f64 = 4.0;
const LOWEST: f64 = 3.0;
/// Room above and below the marks.
const MARGIN: f64 = 3.0;
/// How near to an edge of the window it is taken hold of.
pub(super) const REACH: f64 = 6.0;

/// Draws the strip.
pub(super) fn draw(frame: Frame<'_>, columns: &Columns) -> Vec<DrawOp> {
    /// More tasks have no rows of their own.
    const MOST: usize = 8;
    let (view, axis) = (frame.view, frame.model.axis);
    let mut ops = vec![DrawOp::fill(Rect::new(0.0, 0.0, view.width, View::MINIMAP_HEIGHT), 0.0, Ink::Panel)];
    ops.extend(scale(frame));
    if frame.rows.all().len() <= MOST {
        draw_rows(frame, columns, &mut ops);
    } else {
        draw_densities(frame, &mut ops);
    }
    let cursor = view.minimap_px_from_position(axis, axis.position(view.cursor));
    ops.push(DrawOp::vertical(cursor, 2.0, View::MINIMAP_HEIGHT - 2.0, Ink::Accent, 1.0));
    let [from, to] = view.minimap_window(axis);
    let window = Rect::new(from, 1.0, (to - from).max(PITCH), View::MINIMAP_HEIGHT - 2.0);
    ops.push(DrawOp::outline(window, 3.0, Ink::Accent));
    ops.extend([window.x, window.right()].map(handle));
    ops
}

/// What an edge of the window is dragged by.
fn handle(edge: f64) -> DrawOp {
    const WIDTH: f64 = 5.0;
    const HEIGHT: f64 = 12.0;
    let top = (View::MINIMAP_HEIGHT - HEIGHT) / 2.0;
    DrawOp::fill(Rect::new(edge - WIDTH / 2.0, top, WIDTH, HEIGHT), 2.0, Ink::Accent)
}

/// What lies at a pixel of the minimap whose window has these edges: in a narrow one there is still something to move.
pub(super) fn hit(px: f64, [from, to]: [f64; 2]) -> Hit {
    let inside = REACH.min((to - from) / 4.0);
    if px >= from - REACH && px < from + inside {
        Hit::WindowStart
    } else if px > to - inside && px <= to + REACH {
        Hit::WindowEnd
    } else if px > from && px < to {
        Hit::Window
    } else {
        Hit::Minimap
    }
}

/// The view of the whole run, as the minimap shows it.
fn whole(frame: Frame<'_>) -> View {
    View { from: 0.0, to: frame.model.axis.length(), ..*frame.view }
}

/// A line at each of some round times, and how long the run is, right of its end.
fn scale(frame: Frame<'_>) -> Vec<DrawOp> {
    const SIZE: f64 = 10.5;
    const HEIGHT: f64 = 4.0;
    const MOST: u64 = 60;
    let (view, trace, axis) = (whole(frame), frame.model.trace, frame.model.axis);
    let (times, length) = (TimeScale::new(trace, axis), trace.length());
    if length == Micros(0) {
        return Vec::new();
    }
    let (start, bottom) = (trace.time(Step(0)).0, View::MINIMAP_HEIGHT);
    let round = round_step(length.0, view.window_width()).max(length.0 / MOST);
    let places = (1..).map(|index| round.saturating_mul(index)).take_while(|&time| time < length.0);
    let positions = places.filter_map(|time| times.place_of(start.saturating_add(time)));
    let line = |position| {
        let px = view.px_from_position(position);
        DrawOp::vertical(px, bottom - HEIGHT, bottom, Ink::Wait, 1.0)
    };
    let mut ops: Vec<DrawOp> = positions.map(|place| line(place.position)).collect();
    if view.is_wide() {
        let style = TextStyle::new(SIZE, Ink::Muted);
        let left = view.px_from_position(view.to) + 8.0;
        ops.push(DrawOp::text(left, bottom / 2.0 + 4.0, micros_text(length), style));
    }
    ops
}

/// A row for each task: where it runs.
fn draw_rows(frame: Frame<'_>, columns: &Columns, ops: &mut Vec<DrawOp>) {
    let view = whole(frame);
    let own = (*frame.view != view).then(|| Columns::new(frame.model.axis, &view));
    let scale = Scale::new(frame.model.axis, &view, own.as_ref().unwrap_or(columns), 1);
    let rows = frame.rows.all();
    let pitch = (View::MINIMAP_HEIGHT - MARGIN * 2.0) / times(rows.len().max(1));
    let height = if rows.len() > 3 { pitch } else { (pitch - 1.0).min(8.0) };
    for (index, row) in rows.iter().enumerate() {
        let (task, top) = (row.lane.task, MARGIN + times(index) * pitch + (pitch - height) / 2.0);
        for part in scale.parts(row.lane.track()) {
            let rect = Rect::new(part.left, top, (part.right - part.left).max(1.0), height);
            let ink = Ink::of_task(task);
            match (part.kind, part.shares) {
                (SpanKind::Running | SpanKind::Shared, Some(shares)) => {
                    ops.push(DrawOp::Density { rect, ink, shares });
                }
                (SpanKind::Running | SpanKind::Shared, None) => ops.push(DrawOp::fill(rect, 0.0, ink)),
                (SpanKind::Ready | SpanKind::Waiting, _) => {}
            }
        }
    }
}

/// Where many tasks are polled, and how often: each bar has the colour of the first task polled there.
fn draw_densities(frame: Frame<'_>, ops: &mut Vec<DrawOp>) {
    let highest = View::MINIMAP_HEIGHT - MARGIN * 2.0;
    let stretches = stretches(frame);
    let most = stretches.iter().map(|stretch| stretch.polls).fold(0.0, f64::max);
    for (index, stretch) in stretches.iter().enumerate().filter(|(_, stretch)| stretch.polls > 0.0) {
        let height = LOWEST + (highest - LOWEST) * stretch.polls / most;
        let x = frame.view.label_width + times(index) * PITCH;
        let bar = Rect::new(x, View::MINIMAP_HEIGHT - MARGIN - height, PITCH - 1.0, height);
        ops.push(DrawOp::fill(bar, 0.0, stretch.task.map_or(Ink::Wait, Ink::of_task)));
    }
}

/// The room of a bar: how many polls begin within it, and of which task the first is.
struct Stretch {
    polls: f64,
    task: Option<TaskId>,
}

fn stretches(frame: Frame<'_>) -> Vec<Stretch> {
    /// Events among which the first poll is looked for.
    const LOOKED_AT: usize = 16;
    let Frame { view, model, .. } = frame;
    let mut stretches = Vec::new();
    let mut px = view.label_width;
    let (mut before, mut counted) = (Step(0), 0);
    let end = view.label_width + view.window_width();
    while px < end {
        px += PITCH;
        let from = before;
        if px < end {
            before = model.axis.step_at_from(view.position_from_minimap_px(model.axis, px), before);
        } else {
            before = model.axis.end();
        }
        let count = model.axis.polls_before(before);
        let polls = float(count - counted);
        let task = if count > counted {
            model.trace.between(from, before).take(LOOKED_AT).find_map(|(_, event)| {
                if let Event::PollStarted { task } = event { Some(task) } else { None }
            })
        } else {
            None
        };
        stretches.push(Stretch { polls, task });
        counted = count;
    }
    stretches
}

#[expect(clippy::cast_precision_loss, reason = "there are no more polls than fit into memory")]
fn float(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::{Hit, hit};

    #[test]
    fn an_edge_is_taken_hold_of_from_either_side() {
        let window = [200.0, 300.0];
        assert_eq!([195.0, 205.0].map(|px| hit(px, window)), [Hit::WindowStart; 2]);
        assert_eq!([295.0, 305.0].map(|px| hit(px, window)), [Hit::WindowEnd; 2]);
        assert_eq!(hit(250.0, window), Hit::Window);
        assert_eq!([100.0, 400.0].map(|px| hit(px, window)), [Hit::Minimap; 2]);
    }

    #[test]
    fn a_narrow_window_can_still_be_moved() {
        let window = [200.0, 204.0];
        assert_eq!(
            [199.0, 202.0, 205.0].map(|px| hit(px, window)),
            [Hit::WindowStart, Hit::Window, Hit::WindowEnd]
        );
    }
}
