//! Groups of lanes that belong to no task, such as those of the browser: below the tasks, and at the lower edge of the
//! picture where there are more tasks than fit, so that what the executor lives in is always in view.
//!
//! A group has a name, which folds it, and lanes of three sorts: spans between steps, marks at steps, and stretches
//! between times that were reported afterwards.

mod browser;
mod marks;
mod reports;
mod spans;

use super::detail::{Columns, Scale};
use super::headers::FOLD_WIDTH;
use super::hit::Target;
use super::ruler::Ruler;
use super::{DrawOp, Frame, Hit, Ink, Layer, Model, Point, Rect, Sketch, TextStyle, View, bar, times};
use taskscope_tell::{lane_group_text, say};
use taskscope_trace::{Frames, LaneGroup, LongTasks, Step, Track, TurnKind};

/// A lane of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupLane {
    /// Turns that came as tasks of the browser's event loop.
    Macrotasks,
    /// Turns that came as microtasks.
    Microtasks,
    /// Frames.
    Frames,
    /// Tasks of the event loop that took long.
    LongTasks,
}

impl GroupLane {
    /// What it is called.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Macrotasks => say::scene::macrotasks(),
            Self::Microtasks => say::scene::microtasks(),
            Self::Frames => say::scene::frames(),
            Self::LongTasks => say::scene::long_tasks(),
        }
    }

    /// What it shows.
    #[must_use]
    pub fn explanation(self) -> String {
        match self {
            Self::Macrotasks => say::scene::about_macrotasks(),
            Self::Microtasks => say::scene::about_microtasks(),
            Self::Frames => say::scene::about_frames(),
            Self::LongTasks => say::scene::about_long_tasks(),
        }
    }

    /// Which turns it shows, if it shows turns.
    #[must_use]
    pub fn turns(self) -> Option<TurnKind> {
        match self {
            Self::Macrotasks => Some(TurnKind::Macrotask),
            Self::Microtasks => Some(TurnKind::Microtask),
            Self::Frames | Self::LongTasks => None,
        }
    }
}

/// The groups of a picture, one below the other.
pub(super) struct Groups<'a> {
    groups: Vec<Group<'a>>,
    /// The upper edge of the first on the screen.
    top: f64,
}

/// Lanes under one name.
struct Group<'a> {
    kind: LaneGroup,
    /// What is said beside its name.
    note: String,
    /// Empty if it is folded.
    lanes: Vec<Lane<'a>>,
}

struct Lane<'a> {
    lane: GroupLane,
    content: Content<'a>,
}

/// What a lane shows.
enum Content<'a> {
    /// The running spans of a track, in a colour, each with a word if there is one and room for it.
    Spans(&'a Track, Ink, Word),
    /// Marks at steps.
    Marks(&'a Frames),
    /// Stretches between times.
    Reports([&'a LongTasks; 2]),
    /// What the browser does not tell.
    NotReported,
}

/// What a span that begins at a step has to say.
type Word = fn(&Model<'_>, Step) -> Option<String>;

impl Group<'_> {
    const HEADER: f64 = 22.0;
    const LANE: f64 = 20.0;
    /// Room below the last lane.
    const END: f64 = 6.0;

    fn height(&self) -> f64 {
        let end = if self.lanes.is_empty() { 0.0 } else { Self::END };
        Self::HEADER + times(self.lanes.len()) * Self::LANE + end
    }
}

/// How high all groups of a run are.
pub(super) fn height(model: &Model<'_>) -> f64 {
    groups(model).iter().map(Group::height).sum()
}

fn groups<'a>(model: &Model<'a>) -> Vec<Group<'a>> {
    let shown = browser::group(model).filter(|group| !model.arrangement.hidden.contains(&group.kind));
    let mut groups: Vec<Group<'a>> = shown.into_iter().collect();
    for group in &mut groups {
        if model.arrangement.folded.contains(&group.kind) {
            group.lanes.clear();
        }
    }
    groups
}

impl<'a> Groups<'a> {
    /// `tasks` is how high the lanes of tasks are, all of them.
    pub(super) fn new(model: &Model<'a>, view: &View, tasks: f64) -> Self {
        let groups = groups(model);
        let height: f64 = groups.iter().map(Group::height).sum();
        let below_tasks = View::LANES_TOP + tasks - view.scroll;
        // In a low picture they would hide the tasks.
        let fits = height <= (view.height - View::LANES_TOP) / 2.0;
        let top = if fits { below_tasks.min(view.height - height) } else { below_tasks };
        let top = if groups.is_empty() { view.height } else { top };
        Self { groups, top }
    }

    /// The room that is left for the lanes of tasks.
    pub(super) fn room_above(&self, plot: Rect) -> Rect {
        Rect { height: (self.top.min(plot.bottom()) - plot.y).max(0.0), ..plot }
    }

    /// Draws the groups, if some of them is in view. `over` is what lies over all lanes.
    pub(super) fn draw(
        &self,
        frame: Frame<'_>,
        (columns, ruler): (&Columns, &Ruler),
        over: impl Iterator<Item = DrawOp>,
    ) -> Drawn {
        if self.groups.is_empty() || self.top >= frame.view.height {
            return Drawn::default();
        }
        let view = frame.view;
        let (mut names, mut plot) = (Sketch::default(), Sketch::default());
        let y = self.top.max(View::LANES_TOP);
        let room = Rect { y, height: view.height - y, ..view.plot() };
        let beside = Rect { x: 0.0, width: view.label_width, ..room };
        for (sketch, area) in [(&mut names, beside), (&mut plot, room)] {
            sketch.draw(DrawOp::fill(area, 0.0, Ink::Background));
        }
        plot.target(room, Hit::Plot);
        plot.ops.extend(ruler.hairlines());
        let (mut top, mut notes) = (self.top, Vec::new());
        for group in &self.groups {
            draw_header(frame, group, top, (&mut names, &mut plot));
            draw_lanes(frame, columns, group, top, (&mut names, &mut plot));
            notes.extend(draw_notes(frame, group, top));
            top += group.height();
        }
        plot.ops.extend(ruler.cuts());
        // They stand at no time, so no cut goes through them.
        plot.ops.extend(notes);
        plot.ops.extend(over);
        let layers =
            vec![Layer { clip: Some(beside), ops: names.ops }, Layer { clip: Some(room), ops: plot.ops }];
        Drawn { layers, names: names.targets, targets: plot.targets }
    }
}

/// What is drawn of groups, and what lies where in it.
#[derive(Default)]
pub(super) struct Drawn {
    pub(super) layers: Vec<Layer>,
    pub(super) names: Vec<Target>,
    pub(super) targets: Vec<Target>,
}

fn draw_lanes(
    frame: Frame<'_>,
    columns: &Columns,
    group: &Group<'_>,
    top: f64,
    (names, plot): (&mut Sketch, &mut Sketch),
) {
    /// Columns that something has to be wide to stand for itself: lanes of groups are read at a glance.
    const LEAST: usize = 2;
    let scale = Scale::new(frame.model.axis, frame.view, columns, LEAST);
    for (index, lane) in group.lanes.iter().enumerate() {
        let middle = middle_of(index, top);
        draw_name(frame, lane, middle, names);
        let place = LanePlace { frame, scale: &scale, columns, lane: lane.lane, middle };
        match lane.content {
            Content::Spans(track, ink, word) => spans::draw(place, (track, ink, word), plot),
            Content::Marks(frames) => marks::draw(place, frames, plot),
            Content::Reports(reports) => reports::draw(place, reports, plot),
            Content::NotReported => {}
        }
    }
}

/// What is said of a group and of lanes that stay empty.
fn draw_notes(frame: Frame<'_>, group: &Group<'_>, top: f64) -> Vec<DrawOp> {
    let view = frame.view;
    let style = TextStyle::new(NAME_SIZE, Ink::Muted).within(view.plot().width - 2.0 * GAP);
    let note = |baseline, text: &str| DrawOp::text(view.label_width + GAP, baseline, text, style);
    let mut notes = vec![note(top + BASELINE, &group.note)];
    for (index, lane) in group.lanes.iter().enumerate() {
        if let Content::NotReported = lane.content {
            notes.push(note(middle_of(index, top) + 3.5, &say::scene::not_reported()));
        }
    }
    notes
}

/// The middle of a lane of the group that begins at `top`.
fn middle_of(index: usize, top: f64) -> f64 {
    top + Group::HEADER + (times(index) + 0.5) * Group::LANE
}

const NAME_SIZE: f64 = 11.0;
/// How far the texts of a group's first row stand below its top.
const BASELINE: f64 = 15.0;
/// How far texts stand from the left edge of the plot.
const GAP: f64 = 8.0;

/// Where a lane is drawn.
#[derive(Clone, Copy)]
struct LanePlace<'a> {
    frame: Frame<'a>,
    scale: &'a Scale<'a>,
    columns: &'a Columns,
    lane: GroupLane,
    middle: f64,
}

impl LanePlace<'_> {
    /// A bar of some height around the middle of the lane, between two pixels, as far as it is in view.
    fn bar(&self, left: f64, right: f64, height: f64) -> Rect {
        /// Farther outside nothing of a bar can be seen.
        const MARGIN: f64 = 8.0;
        let plot = self.frame.view.plot();
        let (left, right) = (left.max(plot.x - MARGIN), right.min(plot.right() + MARGIN));
        Rect::new(left, self.middle - height / 2.0, (right - left).max(bar::LEAST_WIDTH), height)
    }

    /// What answers at a bar: as high as the lane, which is easier to point at.
    fn reach(&self, bar: Rect) -> Rect {
        Rect { y: self.middle - Group::LANE / 2.0, height: Group::LANE, ..bar }
    }
}

/// The line above a group, and its name with the mark that folds it.
fn draw_header(frame: Frame<'_>, group: &Group<'_>, top: f64, (names, plot): (&mut Sketch, &mut Sketch)) {
    const NAME_LEFT: f64 = 12.0;
    let view = frame.view;
    let level = |x: f64, right: f64| DrawOp::Line {
        from: Point { x, y: top },
        to: Point { x: right, y: top },
        ink: Ink::Line,
        width: 1.0,
    };
    names.draw(level(0.0, view.label_width));
    plot.draw(level(view.label_width, view.right()));
    let baseline = top + BASELINE;
    let name = TextStyle::new(12.0, Ink::Text).bold().within(view.label_width - NAME_LEFT - FOLD_WIDTH);
    names.draw(DrawOp::text(NAME_LEFT, baseline, lane_group_text(group.kind), name));
    let glyph = if group.lanes.is_empty() { "▸" } else { "▾" };
    let style = TextStyle::new(12.0, Ink::Muted).centred();
    names.draw(DrawOp::text(view.label_width - FOLD_WIDTH / 2.0, baseline, glyph, style));
    names.target(Rect::new(0.0, top, view.label_width, Group::HEADER), Hit::Group(group.kind));
}

fn draw_name(frame: Frame<'_>, lane: &Lane<'_>, middle: f64, names: &mut Sketch) {
    const LEFT: f64 = 24.0;
    let width = frame.view.label_width;
    let style = TextStyle::new(NAME_SIZE, Ink::Muted).within(width - LEFT - 4.0);
    names.draw(DrawOp::text(LEFT, middle + 3.5, lane.lane.name(), style));
    let area = Rect::new(0.0, middle - Group::LANE / 2.0, width, Group::LANE);
    names.target(area, Hit::GroupLane(lane.lane));
}
