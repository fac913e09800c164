//! Where lanes scroll: a bar at the right edge, or an overview of all lanes where they are compact. Its frame shows which
//! lanes are in view, and is dragged.

use super::overview::{self, Overview};
use super::room::content_height_of;
use super::{DrawOp, Frame, Ink, Rect, TextStyle, times};
use taskscope_tell::say;

/// What lanes are scrolled by. Present where they do not fit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scroller {
    /// All lanes.
    pub track: Rect,
    /// Those in view.
    pub thumb: Rect,
    /// How far the lanes can be scrolled.
    pub most: f64,
    /// How far a page is.
    pub page: f64,
    /// How many pixels of lanes there are to a pixel of the track.
    factor: f64,
}

impl Scroller {
    /// How far the lanes are scrolled if the frame is held so far below its upper edge at some height.
    #[must_use]
    pub fn scroll_at(&self, y: f64, held: f64) -> f64 {
        ((y - held - self.track.y) * self.factor).clamp(0.0, self.most)
    }

    /// How far below its upper edge the frame is taken hold of at some height: beside it, it is taken by its middle and
    /// jumps there.
    #[must_use]
    pub fn hold_at(&self, y: f64) -> f64 {
        let is_inside = y >= self.thumb.y && y <= self.thumb.bottom();
        if is_inside { y - self.thumb.y } else { self.thumb.height / 2.0 }
    }

    /// `None` if all lanes are in view.
    pub(super) fn new(frame: Frame<'_>) -> Option<Self> {
        /// The least height of what is dragged.
        const LEAST: f64 = 16.0;
        const BAR: f64 = 10.0;
        let (view, room) = (frame.view, frame.room);
        let most = content_height_of(frame.rows, frame.model) - view.height;
        let whole = room.height + most;
        if most <= 0.5 || room.height <= LEAST {
            return None;
        }
        let (left, width) =
            if view.overview > 0.0 { (view.right(), view.overview) } else { (view.width - BAR, BAR) };
        let room = Rect { x: left, width, ..room };
        // Few lanes fill only a part of an overview: nobody needs them higher than they are.
        let track = Rect { height: room.height.min(whole), ..room };
        let thumb_height = (track.height * room.height / whole).max(LEAST).min(track.height);
        let factor = most / (track.height - thumb_height).max(1.0);
        let scroll = view.scroll.clamp(0.0, most);
        let thumb = Rect { y: track.y + scroll / factor, height: thumb_height, ..track };
        Some(Self { track, thumb, most, page: room.height, factor })
    }

    /// Draws it.
    pub(super) fn draw(&self, frame: Frame<'_>, known: &mut Overview) -> Vec<DrawOp> {
        if frame.view.overview > 0.0 {
            return self.draw_overview(frame, known);
        }
        let thumb = Rect { x: self.thumb.x + 2.0, width: self.thumb.width - 4.0, ..self.thumb };
        let track = Rect { x: thumb.x, width: thumb.width, ..self.track };
        vec![
            DrawOp::Fill { rect: track, radius: 3.0, ink: Ink::Line, opacity: 0.6 },
            DrawOp::fill(thumb, 3.0, Ink::Wait),
        ]
    }

    fn draw_overview(&self, frame: Frame<'_>, known: &mut Overview) -> Vec<DrawOp> {
        const MARGIN: f64 = 6.0;
        let view = frame.view;
        let area = Rect::new(view.right(), 0.0, view.overview, view.height);
        let lanes = Rect { x: area.x + MARGIN, width: area.width - MARGIN * 2.0, ..self.track };
        let mut ops = vec![
            DrawOp::fill(area, 0.0, Ink::Panel),
            DrawOp::vertical(area.x, 0.0, view.height, Ink::Line, 1.0),
        ];
        ops.extend(words(frame, area));
        ops.extend(known.lanes(frame, lanes));
        let cursor = overview::px_from_step(frame, lanes, view.cursor);
        ops.push(DrawOp::vertical(cursor, lanes.y, lanes.bottom(), Ink::Accent, 1.0));
        let thumb = Rect { x: area.x + 3.0, width: area.width - 6.0, ..self.thumb };
        ops.push(DrawOp::Fill { rect: thumb, radius: 3.0, ink: Ink::Text, opacity: 0.08 });
        ops.push(DrawOp::outline(thumb, 3.0, Ink::Accent));
        ops
    }
}

/// How many lanes there are, and which are in view.
fn words(frame: Frame<'_>, area: Rect) -> Vec<DrawOp> {
    const SIZE: f64 = 11.0;
    let style = TextStyle::new(SIZE, Ink::Muted).within(area.width - 10.0);
    let count = frame.rows.count();
    let in_view = || frame.rows.visible(frame.view).filter(|(row, top)| top + row.size.height > frame.room.y);
    let first = in_view().next().map_or(0, |(row, _)| row.place);
    let last = in_view().take_while(|(_, top)| *top < frame.room.bottom()).count() + first;
    let (all, first, last) = (count as u64, first as u64 + 1, last as u64);
    let lines = if frame.view.is_wide() {
        [say::scene::lanes(all), say::scene::lanes_in_view(first, last)]
    } else {
        [all.to_string(), say::scene::lanes_from(first, last)]
    };
    let line = |(index, text)| DrawOp::text(area.x + 7.0, 16.0 + times(index) * 15.0, text, style);
    lines.into_iter().enumerate().map(line).collect()
}
