//! From lanes to a picture: draw operations, the scales they are placed by, and what lies under a point. Pure.
//!
//! The picture, from the top:
//!
//! ```text
//! ┌──────────────────────────────────────────────┐
//! │          ▁▃▂▅[▃▂▁▂▅▃]▂▁        minimap       │ 26 px
//! │          0 ms   20 ms ▕40 ms▏  60 ms  ruler  │ 20 px
//! ├──────────┬────────────┼──────────────────────┤
//! │▌export   │ ████▨▨████ │ ▨▨██ ✓ done    lanes │ 40 px each, 24 more for a row of nodes
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
pub mod graph;
mod groups;
mod headers;
mod hit;
mod ink;
mod lit;
mod marks;
mod minimap;
mod op;
mod picked;
mod plot;
mod range;
mod rows;
mod ruler;
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

use taskscope_format::TaskId;

use taskscope_trace::{Arrangement, Axis, BrowserLanes, Lanes, State, Trace};

pub use groups::GroupLane;
pub use hit::Hit;
pub use ink::Ink;
pub use lit::{Overlay, Stretch};
pub use marks::MarkKind;
pub use op::{Align, DrawOp, Point, Rect, Share, TextStyle};
pub use plot::{Plot, PlotLine, Tick};
pub use shapes::{ARROW_WIDTH, Pattern, arrow_head};
pub use view::{Arrows, View};
pub use window::Window;

use cursor::Flag;
use detail::Columns;
use groups::Groups;
use hit::Target;
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
    /// Where lanes of tasks are drawn: above the groups.
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
    let rows = Rows::new(model);
    let plot = view.plot();
    let groups = Groups::new(model, view, rows.height());
    let room = groups.room_above(plot);
    let frame = Frame { model, view, rows: &rows, room };
    let ruler = Ruler::new(frame);
    let mut names = headers::draw(frame);
    names.ops.extend(lit::dim(frame, [0.0, view.label_width]));
    let columns = Columns::new(model.axis, view);
    let bars = bars::draw(frame, &columns);
    let mut drawn: Vec<DrawOp> = ruler.hairlines().collect();
    drawn.reserve(bars.ops.len() + bars.ops.len() / 4);
    drawn.extend(bars.ops);
    drawn.extend(ruler.cuts());
    drawn.extend(arrows::draw(frame, &columns));
    drawn.extend(threads::arrows(frame, &columns));
    drawn.extend(cursor::veil(frame));
    drawn.extend(lit::dim(frame, [plot.x, plot.right()]));
    let marks = marks::draw(frame, &columns);
    drawn.extend(lit::frames(frame));
    let picked = picked::rect(frame);
    // Where something else is lit, the band of the lane says which task is selected.
    drawn.extend(picked.filter(|_| model.over.lit.is_empty()).map(picked::outline));
    drawn.extend(marks.ops);
    let band = Band::new(frame);
    drawn.extend(band.iter().flat_map(Band::shade));
    let flag = Flag::new(frame);
    let over = cursor::veil(frame).into_iter().chain(band.iter().flat_map(Band::shade));
    let groups = groups.draw(frame, (&columns, &ruler), over);
    let mut layers = vec![
        Layer { clip: None, ops: minimap::draw(frame) },
        Layer { clip: Some(Rect { x: 0.0, width: view.label_width, ..room }), ops: names.ops },
        Layer { clip: Some(room), ops: drawn },
    ];
    layers.extend(groups.layers);
    layers.extend([
        Layer { clip: None, ops: ruler.labels(flag.as_ref()) },
        Layer { clip: None, ops: flag.map(|flag| flag.draw(view.height)).unwrap_or_default() },
        // Over the line of the cursor, which would strike it through.
        Layer { clip: None, ops: band.map(Band::label).unwrap_or_default() },
    ]);
    let (width, height) = (view.width, view.height);
    let window = view.minimap_window(model.axis);
    Scene {
        width,
        height,
        layers,
        names: [names.targets, groups.names].concat(),
        targets: [bars.targets, marks.targets, groups.targets].concat(),
        columns,
        plot,
        window,
        picked,
    }
}

/// How high a picture has to be to show every lane without scrolling.
#[must_use]
pub fn content_height(model: &Model<'_>) -> f64 {
    View::LANES_TOP + Rows::new(model).height() + groups::height(model)
}

/// How far the lanes can be scrolled in a picture of the given height.
#[must_use]
pub fn max_scroll(model: &Model<'_>, height: f64) -> f64 {
    (content_height(model) - height).max(0.0)
}

/// How far the lanes have to be scrolled so that a task's lane is in view, if they are not already.
#[must_use]
pub fn scroll_to(model: &Model<'_>, view: &View, task: TaskId) -> f64 {
    let rows = Rows::new(model);
    let top = model.lanes.index_of(task).and_then(|lane| rows.top_of(lane, view));
    let Some(top) = top else { return view.scroll };
    let bottom = Groups::new(model, view, rows.height()).room_above(view.plot()).bottom();
    let (above, below) = (View::LANES_TOP - top, top + Rows::LANE - bottom);
    view.scroll - above.max(0.0) + below.max(0.0)
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
