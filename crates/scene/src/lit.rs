//! What stands out in the lanes: spans with a frame around them, and of a stop of the tour the one lane that is not dimmed.

use taskscope_format::{NodeId, TaskId};

use super::arrows::bars_of;
use super::rows::{Row, Rows};
use super::{DrawOp, Frame, Ink, Rect, View, sub_bars};
use taskscope_trace::Step;

/// A stretch of a task's lane, or of the row of a future inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The task.
    pub task: TaskId,
    /// The future; `None` for the task itself.
    pub node: Option<NodeId>,
    /// Where it begins.
    pub from: Step,
    /// Where it ends.
    pub to: Step,
}

/// What is drawn over the lanes beside the run itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Overlay<'a> {
    /// What was found: where to look, and whose lane it is about; the first one's where it is about none.
    pub findings: &'a [(Step, Option<TaskId>)],
    /// What has a frame around it.
    pub lit: &'a [Stretch],
    /// What is pointed at: everything beside it is dimmed.
    pub spot: Option<Stretch>,
}

/// How much is left to see of what is dimmed.
const DIM: f64 = 0.55;

/// Frames around what is lit, as far as it is in view. None while the cursor moves by itself: they would flicker.
pub(super) fn frames(frame: Frame<'_>) -> Vec<DrawOp> {
    let over = frame.model.over;
    if frame.view.is_playing {
        return Vec::new();
    }
    let stretches = over.spot.iter().chain(over.lit);
    stretches.filter_map(|&stretch| rect(frame, stretch)).flat_map(outline).collect()
}

/// Two pixels thick: it has to stand out among outlines of one.
fn outline(span: Rect) -> [DrawOp; 2] {
    [2.0, 3.0].map(|by| {
        let around = Rect::new(span.x - by, span.y - by, span.width + 2.0 * by, span.height + 2.0 * by);
        DrawOp::outline(around, 2.0 + by, Ink::Text)
    })
}

/// Where a stretch is drawn, as far as it is in view.
fn rect(frame: Frame<'_>, stretch: Stretch) -> Option<Rect> {
    /// What takes no time has a frame all the same.
    const NARROWEST: f64 = 5.0;
    /// How far outside of the plot a frame may end, so that its edge there is not in view.
    const MARGIN: f64 = 6.0;
    let (model, view, room) = (frame.model, frame.view, frame.room);
    let (top, height) = match stretch.node {
        None => bars_of(frame, stretch.task).map(|bars| (bars.y, bars.height))?,
        Some(node) => (middle_of(frame, stretch, node)? - sub_bars::HEIGHT / 2.0, sub_bars::HEIGHT),
    };
    let [left, right] = [stretch.from, stretch.to].map(|step| view.px_from_step(model.axis, step));
    let right = right.max(left + NARROWEST);
    let is_in_view =
        left < room.right() && right > room.x && top + height > View::LANES_TOP && top < room.bottom();
    let (left, right) = (left.max(room.x - MARGIN), right.min(room.right() + MARGIN));
    is_in_view.then(|| Rect::new(left, top, right - left, height))
}

/// The middle of the row that a future is in. `None` if it is not shown.
fn middle_of(frame: Frame<'_>, stretch: Stretch, node: NodeId) -> Option<f64> {
    let row = frame.rows.row(frame.model.lanes.index_of(stretch.task)?)?;
    let mut subs = frame.rows.subs_of(row, frame.view);
    subs.find(|(sub, _)| sub.nodes.node_at(stretch.from) == Some(node)).map(|(_, middle)| middle)
}

/// Dims every lane but the one that is pointed at, between two pixels; of that one all rows of futures but the one that is.
pub(super) fn dim(frame: Frame<'_>, [left, right]: [f64; 2]) -> Vec<DrawOp> {
    let Some(spot) = frame.model.over.spot else { return Vec::new() };
    let rows: Vec<(&Row<'_>, f64)> = frame.rows.visible(frame.view).collect();
    let band = |top: f64, bottom: f64| DrawOp::Fill {
        rect: Rect::new(left, top, right - left, (bottom - top).max(0.0)),
        radius: 0.0,
        ink: Ink::Background,
        opacity: DIM,
    };
    let mut ops = Vec::new();
    for (index, &(row, top)) in rows.iter().enumerate() {
        let bottom = rows.get(index + 1).map_or(frame.room.bottom(), |&(_, next)| next);
        if row.lane.task != spot.task {
            ops.push(band(top, bottom));
            continue;
        }
        let Some(node) = spot.node else { continue };
        let others = frame.rows.subs_of(row, frame.view);
        let others = others.filter(|(sub, _)| sub.nodes.node_at(spot.from) != Some(node));
        ops.extend(
            others.map(|(_, middle)| band(middle - Rows::SUB_LANE / 2.0, middle + Rows::SUB_LANE / 2.0)),
        );
    }
    ops
}
