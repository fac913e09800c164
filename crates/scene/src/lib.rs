//! From lanes to a picture: draw operations, the scales they are placed by, and what lies under a point. Pure.
//!
//! The picture, from the top:
//!
//! ```text
//! ┌──────────────────────────────────────────────┐
//! │          ▁▃▂▅[▃▂▁▂▅▃]▂▁        minimap       │ 24 px
//! │          0 ms   20 ms ▕40 ms▏  60 ms  ruler  │ 28 px
//! ├──────────┬────────────┼──────────────────────┤
//! │▌export   │ ████▨▨████ │ ▨▨██ ✓ done    lanes │ 88 to 11 px each, 24 more for a row of futures
//! │ running  │            │                      │
//! ├──────────┼────────────┼──────────────────────┤
//! │Browser  ▾│            │               groups │ 22 px each, 20 more for a lane
//! │ frames   │ | | |░✕ 2░░| | | |               │
//! └──────────┴────────────┴──────────────────────┘
//!   names      plot       cursor
//! ```
//!
//! It may know the trace and its words, but no browser, canvas or pixel ratio. Begin with [`DrawOp`] and [`View`].
#![forbid(unsafe_code)]
#![warn(clippy::allow_attributes_without_reason)]

mod arrows;
mod bar;
mod bars;
mod cursor;
mod detail;
mod ends;
pub mod graph;
mod groups;
mod headers;
mod hit;
mod ink;
mod instants;
mod lane_size;
mod lit;
mod marks;
mod minimap;
mod op;
mod overview;
mod picked;
mod pinned;
mod plot;
mod range;
mod room;
mod rows;
mod ruler;
mod scroller;
mod shapes;
mod sub_bars;
pub mod svg;
pub mod themes;
mod threads;
mod time;
mod view;
mod window;

use std::fmt;
use std::rc::Rc;
use taskscope_sorted::SortedSet;

use taskscope_format::{Micros, TaskId};

use taskscope_trace::{Arrangement, Axis, BrowserLanes, Lanes, State, Step, Trace};

pub use bar::WAIT_WIDTH;
pub use groups::GroupLane;
pub use hit::Hit;
pub use ink::Ink;
pub use lit::{Overlay, Stretch};
pub use marks::MarkKind;
pub use op::{Align, Cut, DrawOp, Point, Rect, Share, TextStyle};
pub use overview::Overview;
pub use plot::{Plot, PlotLine, Tick};
pub use room::{content_height, drawn_heights, max_scroll, overview_width, scroll_to};
pub use scroller::Scroller;
pub use shapes::{ARROW_WIDTH, Pattern, arrow_head};
pub use view::{Arrows, View};
pub use window::Window;

use cursor::Flag;
use detail::Columns;
use groups::Groups;
use hit::Target;
use instants::Instant;
use range::Band;
use rows::Rows;
use ruler::Ruler;

/// What there is to draw.
#[derive(Clone, Copy, Debug)]
pub struct Model<'a> {
    /// The run.
    pub trace: &'a Trace,
    /// Its lanes.
    pub lanes: &'a Lanes,
    /// What the browser around it does.
    pub browser: &'a BrowserLanes,
    /// How it is measured.
    pub axis: &'a Axis<'a>,
    /// The state at the cursor.
    pub state: &'a State,
    /// The tasks whose nodes are hidden.
    pub folded: &'a SortedSet<TaskId>,
    /// Which lanes are shown, and in which order.
    pub arrangement: &'a Arrangement,
    /// What is drawn over the lanes.
    pub over: Overlay<'a>,
}

/// A part of the picture that may be cut at its edges.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// Where it is cut; `None` if it fits.
    pub clip: Option<Rect>,
    /// What to draw, in this order.
    pub ops: Vec<DrawOp>,
}

/// A picture, and what lies where in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
    /// What to draw, in this order.
    pub layers: Vec<Layer>,
    /// What lies in the column of names.
    names: Vec<Target>,
    /// What lies in the plot.
    targets: Vec<Target>,
    columns: Columns,
    plot: Rect,
    /// The edges of the part in view, in the minimap.
    window: [f64; 2],
    /// The span that stands out, as far as it is in view.
    picked: Option<Rect>,
    /// The room for the bars of the tasks in view.
    bars: Vec<(TaskId, Rect)>,
    instants: Vec<Instant>,
    /// Where gaps are folded, and how long each of them is.
    folds: Vec<(f64, f64, Micros)>,
    scroller: Option<Scroller>,
}

impl Scene {
    /// What lies under a point.
    #[must_use]
    pub fn hit(&self, x: f64, y: f64) -> Option<Hit> {
        if !Rect::new(0.0, 0.0, self.width, self.height).contains(x, y) {
            return None;
        }
        if y < View::MINIMAP_HEIGHT {
            return (x >= self.plot.x - minimap::REACH).then(|| minimap::hit(x, self.window));
        }
        let is_scroller = self.scroller.is_some_and(|scroller| scroller.track.contains(x, y));
        if is_scroller || x > self.plot.right() {
            return None;
        }
        let is_right_of_names = x >= self.plot.x;
        if y < View::LANES_TOP {
            return is_right_of_names.then_some(Hit::Ruler);
        }
        let targets = if is_right_of_names { &self.targets } else { &self.names };
        hit::find(targets, &self.columns, x, y).or(is_right_of_names.then_some(Hit::Plot))
    }

    /// Where the span that stands out is drawn, as far as it is in view.
    #[must_use]
    pub fn picked(&self) -> Option<Rect> {
        self.picked
    }

    /// The room for the bars of a task's lane, as wide as the plot and as high as a running bar. `None` if nothing of the
    /// lane is in view.
    #[must_use]
    pub fn lane_rect(&self, task: TaskId) -> Option<Rect> {
        self.bars.iter().find(|(shown, _)| *shown == task).map(|&(_, rect)| rect)
    }

    /// Where no time passes at a pixel: from which step to which one, and how many events happen there.
    #[must_use]
    pub fn instant_at(&self, x: f64) -> Option<([Step; 2], u64)> {
        let found = self.instants.iter().find(|instant| x >= instant.left && x <= instant.right)?;
        Some(([found.from, found.to], found.events()))
    }

    /// How long the gap was that is folded at a pixel, where nothing happened.
    #[must_use]
    pub fn fold_at(&self, x: f64) -> Option<Micros> {
        self.folds.iter().find(|(left, right, _)| x >= *left && x <= *right).map(|&(.., length)| length)
    }

    /// What the lanes are scrolled by; `None` if all are in view.
    #[must_use]
    pub fn scroller(&self) -> Option<Scroller> {
        self.scroller
    }

    /// The right edge of the plot, where an overview may begin.
    #[must_use]
    pub fn plot_right(&self) -> f64 {
        self.plot.right()
    }

    /// Everything to draw, in order.
    pub fn ops(&self) -> impl Iterator<Item = &DrawOp> {
        self.layers.iter().flat_map(|layer| &layer.ops)
    }
}

/// One line for each operation, for tests.
impl fmt::Display for Scene {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for layer in &self.layers {
            match layer.clip {
                Some(clip) => writeln!(formatter, "within {clip}")?,
                None => writeln!(formatter, "anywhere")?,
            }
            for op in &layer.ops {
                writeln!(formatter, "  {op}")?;
            }
        }
        Ok(())
    }
}

/// What the parts of the picture are drawn from.
#[derive(Clone, Copy)]
struct Frame<'a> {
    model: &'a Model<'a>,
    view: &'a View,
    rows: &'a Rows<'a>,
    /// Where lanes of tasks scroll: below the one that stays on top, and above the groups.
    room: Rect,
}

/// What a part of the picture consists of while it is drawn.
#[derive(Default)]
struct Sketch {
    ops: Vec<DrawOp>,
    targets: Vec<Target>,
}

impl Sketch {
    fn clear(&mut self) {
        self.ops.clear();
        self.targets.clear();
    }

    fn draw(&mut self, op: DrawOp) {
        self.ops.push(op);
    }

    fn target(&mut self, rect: Rect, hit: Hit) {
        self.crowd(rect, hit, None);
    }

    /// A target that may stand for several spans.
    fn crowd(&mut self, rect: Rect, hit: Hit, shares: Option<Rc<[Share]>>) {
        self.targets.push(Target { rect, hit, shares });
    }
}

/// Draws a run.
#[must_use]
pub fn scene(model: &Model<'_>, view: &View) -> Scene {
    scene_with(model, view, &mut Overview::default())
}

/// Draws a run, with the overview of its lanes as it is known from an earlier picture.
#[must_use]
pub fn scene_with(model: &Model<'_>, view: &View, overview: &mut Overview) -> Scene {
    let rows = Rows::of_view(model, view);
    let groups = Groups::new(model, view, rows.height());
    let whole = groups.room_above(view.plot());
    let top = rows.scroll_top();
    let room = Rect { y: top, height: (whole.bottom() - top).max(0.0), ..whole };
    let frame = Frame { model, view, rows: &rows, room };
    let ruler = Ruler::new(frame);
    let columns = Columns::new(model.axis, view);
    let mut names = headers::draw(frame);
    names.ops.extend(lit::dim(frame, [0.0, view.label_width]));
    let bars = bars::draw(frame, &columns);
    let arrows = arrows::draw(frame, &columns);
    let mut drawn: Vec<DrawOp> = instants::tints(&ruler.instants, room).chain(ruler.hairlines()).collect();
    drawn.reserve(bars.ops.len() + bars.ops.len() / 4);
    drawn.extend(bars.ops);
    drawn.extend(ruler.cuts());
    drawn.extend(ends::draw(frame, &ruler));
    drawn.extend(arrows.scrolled);
    drawn.extend(threads::arrows(frame, &columns));
    let band = Band::new(frame);
    let picked = picked::rect(frame);
    let marks = marks::draw(frame, &columns);
    let over = cursor::veil(frame, view.plot()).into_iter();
    let over = over.chain(lit::dim(frame, [view.label_width, view.right()])).chain(lit::frames(frame));
    // Where something else is lit, the band of the lane says which task is selected.
    let over = over.chain(picked.filter(|_| model.over.lit.is_empty()).map(picked::outline));
    let over = over.chain(marks.ops).chain(band.iter().flat_map(Band::shade));
    let mut layers = vec![
        Layer { clip: None, ops: minimap::draw(frame, &columns) },
        Layer { clip: Some(Rect { x: 0.0, width: view.label_width, ..room }), ops: names.ops },
    ];
    let pinned = pinned::draw(frame, (&ruler, &columns), arrows.pinned);
    if pinned.layers.is_empty() {
        drawn.extend(over);
        layers.push(Layer { clip: Some(room), ops: drawn });
    } else {
        layers.push(Layer { clip: Some(room), ops: drawn });
        layers.extend(pinned.layers);
        layers.push(Layer { clip: Some(whole), ops: over.collect() });
    }
    let over = cursor::veil(frame, view.plot()).into_iter().chain(band.iter().flat_map(Band::shade));
    let groups = groups.draw(frame, (&columns, &ruler), over);
    layers.extend(groups.layers);
    let (flag, scroller) = (Flag::new(frame), Scroller::new(frame));
    layers.extend([
        Layer { clip: None, ops: ruler.labels(flag.as_ref()) },
        Layer { clip: None, ops: flag.map(|flag| flag.draw(view.height)).unwrap_or_default() },
        // Over the line of the cursor, which would strike it through.
        Layer { clip: None, ops: band.map(Band::label).unwrap_or_default() },
    ]);
    layers.extend(scroller.map(|scroller| Layer { clip: None, ops: scroller.draw(frame, overview) }));
    Scene {
        width: view.width,
        height: view.height,
        layers,
        names: [names.targets, pinned.names, groups.names].concat(),
        targets: [bars.targets, pinned.targets, marks.targets, groups.targets].concat(),
        columns,
        plot: view.plot(),
        window: view.minimap_window(model.axis),
        picked,
        bars: bars_in_view(frame),
        folds: ruler.folds().collect(),
        instants: ruler.instants,
        scroller,
    }
}

/// The room for the bars of each task in view.
fn bars_in_view(frame: Frame<'_>) -> Vec<(TaskId, Rect)> {
    let rows = frame.rows.pinned().into_iter().chain(frame.rows.visible(frame.view));
    let bars = |(row, top): (&rows::Row<'_>, f64)| {
        let rect = Rect { y: top + row.size.bar_top(), height: row.size.bar(), ..frame.view.plot() };
        (row.lane.task, rect)
    };
    rows.map(bars).collect()
}

/// A count as a factor of a length.
#[expect(clippy::cast_precision_loss, reason = "exact up to 2^53, and there are no more rows or pixels")]
fn times(count: usize) -> f64 {
    count as f64
}

/// Roughly how wide a text is in a font that nobody has measured: rather too wide than too narrow.
fn width_of(text: &str, size: f64) -> f64 {
    times(text.chars().count()) * size * 0.65
}
