//! The lane that stays on top while compact ones scroll below it: that of the main task.

use super::detail::Columns;
use super::hit::Target;
use super::ruler::Ruler;
use super::{DrawOp, Frame, Ink, Layer, Rect, View, bars, ends, headers, instants};

/// What is drawn of it, and what is where in it.
#[derive(Default)]
pub(super) struct Drawn {
    pub(super) layers: Vec<Layer>,
    pub(super) names: Vec<Target>,
    pub(super) targets: Vec<Target>,
}

/// Draws the lane over what has scrolled below it, with the arrows that begin or end there.
pub(super) fn draw(frame: Frame<'_>, (ruler, columns): (&Ruler, &Columns), arrows: Vec<DrawOp>) -> Drawn {
    let height = frame.rows.pinned_height();
    if height == 0.0 {
        return Drawn::default();
    }
    let view = frame.view;
    let room = Rect { y: View::LANES_TOP, height, ..view.plot() };
    let beside = Rect { x: 0.0, width: view.label_width, ..room };
    let (names, bars) = (headers::draw_pinned(frame), bars::draw_pinned(frame, columns));
    let ground = |area| DrawOp::fill(area, 0.0, Ink::Background);
    let edge =
        |area: Rect| DrawOp::fill(Rect { y: area.bottom() - 1.0, height: 1.0, ..area }, 0.0, Ink::Line);
    let mut left = vec![ground(beside)];
    left.extend(names.ops);
    left.push(edge(beside));
    let mut plot = vec![ground(room)];
    plot.extend(instants::tints(&ruler.instants, room));
    plot.extend(ruler.hairlines());
    plot.extend(bars.ops);
    plot.extend(ruler.cuts());
    plot.extend(ends::draw_pinned(frame, ruler));
    plot.push(edge(room));
    let whole = Rect { height: frame.room.bottom() - room.y, ..room };
    let layers = vec![
        Layer { clip: Some(beside), ops: left },
        Layer { clip: Some(room), ops: plot },
        Layer { clip: Some(whole), ops: arrows },
    ];
    // The room itself answers, so that nothing is found that has scrolled below it.
    let cover = |rect, hit| Target { rect, hit, shares: None };
    let task = frame.rows.pinned().map(|(row, _)| row.lane.task);
    let mut own_names: Vec<Target> =
        task.map(|task| cover(beside, super::Hit::Lane(task))).into_iter().collect();
    own_names.extend(names.targets);
    let mut targets = vec![cover(room, super::Hit::Plot)];
    targets.extend(bars.targets);
    Drawn { layers, names: own_names, targets }
}
