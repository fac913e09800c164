//! What lies under a point: found among the very rectangles that were drawn.

use std::rc::Rc;

use taskscope_format::{NodeId, TaskId, ThreadId};

use super::detail::Columns;
use super::{GroupLane, MarkKind, Rect, Share};
use taskscope_trace::{LaneGroup, SpanKind, Step};

/// What lies under a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hit {
    /// The name of a task, or of a node in it.
    Lane(TaskId),
    /// The mark that hides and shows the nodes of a task.
    Fold(TaskId),
    /// A span of a task, or several that are too narrow to be told apart.
    Span {
        /// The task.
        task: TaskId,
        /// Where it begins.
        from: Step,
        /// Where it ends; the end of the trace while it goes on.
        to: Step,
        /// What the task does.
        kind: SpanKind,
    },
    /// A span of a node, or several that are too narrow to be told apart.
    SubSpan {
        /// The task that the node is in.
        task: TaskId,
        /// The node.
        node: NodeId,
        /// Where it begins.
        from: Step,
        /// Where it ends; the end of the trace while it goes on.
        to: Step,
        /// What the node does.
        kind: SpanKind,
    },
    /// A mark on the lane of a task, or several that are too close to be told apart.
    Mark {
        /// What it stands for.
        kind: MarkKind,
        /// The task.
        task: TaskId,
        /// The step of the first.
        from: Step,
        /// The step of the last.
        to: Step,
        /// How many were found.
        count: u32,
    },
    /// A thread, where it is in no call.
    Thread(ThreadId),
    /// A call of a thread, or several that are too narrow to be told apart.
    Call {
        /// The thread.
        thread: ThreadId,
        /// The place of the first one among the calls of the thread.
        call: usize,
        /// How many there are.
        count: usize,
    },
    /// The name of a group of lanes.
    Group(LaneGroup),
    /// The name of a lane of a group.
    GroupLane(GroupLane),
    /// A span of such a lane, or several that are too narrow to be told apart.
    GroupSpan {
        /// The lane.
        lane: GroupLane,
        /// Where it begins.
        from: Step,
        /// Where it ends; the end of the trace while it goes on.
        to: Step,
    },
    /// What such a lane marks after one step and up to another.
    GroupMarks {
        /// The lane.
        lane: GroupLane,
        /// The step before.
        from: Step,
        /// The last step.
        to: Step,
    },
    /// Something that was reported right before a step, some time after it was over.
    GroupReport {
        /// The lane.
        lane: GroupLane,
        /// The step.
        reported: Step,
    },
    /// The ruler.
    Ruler,
    /// The minimap, beside the part that is in view.
    Minimap,
    /// The part in view, as the minimap shows it.
    Window,
    /// Its left edge.
    WindowStart,
    /// Its right edge.
    WindowEnd,
    /// The plot, where nothing is drawn.
    Plot,
}

impl Hit {
    /// Whether it lies in the plot, where a range can be drawn from it.
    #[must_use]
    pub fn is_in_plot(self) -> bool {
        match self {
            Self::Span { .. }
            | Self::SubSpan { .. }
            | Self::Mark { .. }
            | Self::GroupSpan { .. }
            | Self::GroupMarks { .. }
            | Self::GroupReport { .. }
            | Self::Thread(_)
            | Self::Call { .. }
            | Self::Plot => true,
            Self::Lane(_)
            | Self::Fold(_)
            | Self::Group(_)
            | Self::GroupLane(_)
            | Self::Ruler
            | Self::Minimap
            | Self::Window
            | Self::WindowStart
            | Self::WindowEnd => false,
        }
    }
}

/// A rectangle that answers with a hit.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Target {
    pub(super) rect: Rect,
    pub(super) hit: Hit,
    /// What goes on in each column, if it stands for several spans.
    pub(super) shares: Option<Rc<[Share]>>,
}

impl Target {
    fn is_waiting(&self) -> bool {
        matches!(
            self.hit,
            Hit::Span { kind: SpanKind::Waiting, .. }
                | Hit::SubSpan { kind: SpanKind::Waiting, .. }
                | Hit::Thread(_)
        )
    }

    /// What it answers with at a pixel: of several spans those of the column.
    fn at(&self, px: f64, columns: &Columns) -> Hit {
        let Some(shares) = &self.shares else { return self.hit };
        let column = columns.at(px.clamp(self.rect.x, self.rect.right()));
        let share = column.checked_sub(columns.at(self.rect.x)).and_then(|index| shares.get(index));
        let (first, last) = (columns.step(column), columns.step(column + 1));
        let kind = match share.or(shares.last()) {
            Some(Share { busy: 1.., .. }) => SpanKind::Running,
            Some(Share { ready: 1.., .. }) => SpanKind::Ready,
            _ => SpanKind::Waiting,
        };
        match self.hit {
            Hit::Span { task, from, to, .. } => {
                Hit::Span { task, from: first.clamp(from, to), to: last.clamp(from, to), kind }
            }
            Hit::SubSpan { task, node, from, to, .. } => {
                Hit::SubSpan { task, node, from: first.clamp(from, to), to: last.clamp(from, to), kind }
            }
            // Between turns nothing is drawn.
            Hit::GroupSpan { .. } if kind == SpanKind::Waiting => Hit::Plot,
            Hit::GroupSpan { lane, from, to } => {
                Hit::GroupSpan { lane, from: first.clamp(from, to), to: last.clamp(from, to) }
            }
            other @ (Hit::Lane(_)
            | Hit::Fold(_)
            | Hit::Mark { .. }
            | Hit::Thread(_)
            | Hit::Call { .. }
            | Hit::Group(_)
            | Hit::GroupLane(_)
            | Hit::GroupMarks { .. }
            | Hit::GroupReport { .. }
            | Hit::Ruler
            | Hit::Minimap
            | Hit::Window
            | Hit::WindowStart
            | Hit::WindowEnd
            | Hit::Plot) => other,
        }
    }
}

/// The target at a point. A bar of few pixels is found a little beside it too, if there the task only waits.
pub(super) fn find(targets: &[Target], columns: &Columns, x: f64, y: f64) -> Option<Hit> {
    const TOLERANCE: f64 = 2.0;
    let exact = targets.iter().rev().find(|target| target.rect.contains(x, y));
    if exact.is_some_and(|target| !target.is_waiting()) {
        return exact.map(|target| target.at(x, columns));
    }
    let is_near = |target: &&Target| {
        !target.is_waiting()
            && (target.rect.contains(x - TOLERANCE, y) || target.rect.contains(x + TOLERANCE, y))
    };
    targets.iter().rev().find(is_near).or(exact).map(|target| target.at(x, columns))
}
