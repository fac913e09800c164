//! Where boxes stand and arrows go along: rows by who waits for whom, and in each row an order with few crossings.
//!
//! The method is that of layered drawings (Sugiyama, Tagawa and Toda, 1981): a link over several rows gets a waypoint in
//! each row between, and what stands in a row is put in the order of the middles of its neighbours, to and fro. The panel
//! is narrow, so a row that is too wide is broken; links that lead to the same box over several rows go together.

use taskscope_sorted::SortedMap;

use super::collect::Collected;
use super::layers::{broken, layers, reached};
use super::{GraphArrow, GraphBox, GraphItem, WaitGraph};
use crate::{Point, Rect, times};
use taskscope_tell::{contents_text, resource_text, state_text};
use taskscope_trace::{State, Trace};

/// Boxes next to each other: as many as a pane beside the timeline holds.
const ABREAST: usize = 3;
const BOX_WIDTH: f64 = 118.0;
const BOX_HEIGHT: f64 = 38.0;
const WAYPOINT_WIDTH: f64 = 4.0;
const GAP: f64 = 12.0;
/// Between rows: room for arrows to bend.
const ROW_GAP: f64 = 34.0;
const MARGIN: f64 = 4.0;
/// How far beside the others an arrow starts and ends that leads back.
const ASIDE: f64 = 22.0;

/// What stands in a row: a box, or a waypoint of a long link.
#[derive(Clone, Copy)]
struct Stop {
    row: usize,
    width: f64,
    /// The middle, from the left.
    middle: f64,
}

pub(super) fn lay_out(collected: Collected, state: &State, trace: &Trace) -> WaitGraph {
    let Collected { items, links, left_out } = collected;
    let pairs: Vec<_> = links.iter().map(|&(from, to, _)| (from, to)).collect();
    let reached = reached(items.len(), &pairs);
    let leads_to = |from: usize, to: usize| reached[from] & 1 << to != 0;
    let mut sheet = Sheet::new(items.len(), &pairs);
    sheet.arrange();
    let boxes = items.iter().enumerate().map(|(index, &item)| {
        let (title, note) = words(item, state, trace);
        GraphBox { item, title, note, rect: sheet.rect(index), is_in_circle: leads_to(index, index) }
    });
    let arrows = links.iter().enumerate().map(|(index, &(from, to, link))| GraphArrow {
        from,
        to,
        link,
        is_in_circle: leads_to(to, from),
        points: sheet.points(index, (from, to)),
    });
    let (width, height) = sheet.size();
    WaitGraph { boxes: boxes.collect(), arrows: arrows.collect(), width, height, left_out }
}

/// A name, and what it does or holds.
fn words(item: GraphItem, state: &State, trace: &Trace) -> (String, String) {
    match item {
        GraphItem::Task(id) => {
            let note = state.task(id).map_or(String::new(), |task| state_text(state, trace, task));
            (trace.task_name(id).to_owned(), note)
        }
        GraphItem::Resource(id) => {
            let note =
                state.resource(id).map_or(String::new(), |resource| contents_text(trace, state, resource));
            (resource_text(trace, id), note)
        }
    }
}

struct Sheet {
    /// The boxes, then the waypoints.
    stops: Vec<Stop>,
    /// The stops of each row, from the left.
    rows: Vec<Vec<usize>>,
    /// For each link the stops that it goes along, from the top.
    ways: Vec<Vec<usize>>,
    /// For each link whether it leads back.
    is_back: Vec<bool>,
}

impl Sheet {
    fn new(count: usize, links: &[(usize, usize)]) -> Self {
        let (layers, is_back) = layers(count, links);
        let row_of = broken(&layers, links, ABREAST);
        let box_stop = |&row: &usize| Stop { row, width: BOX_WIDTH, middle: 0.0 };
        let mut stops: Vec<Stop> = row_of.iter().map(box_stop).collect();
        let mut ways = Vec::new();
        let mut waypoints = SortedMap::new();
        for (&(from, to), &is_back) in links.iter().zip(&is_back) {
            let (upper, lower) = if is_back { (to, from) } else { (from, to) };
            let between = (row_of[upper] + 1..row_of[lower]).map(|row| {
                *waypoints.entry((lower, row, is_back)).or_insert_with(|| {
                    stops.push(Stop { row, width: WAYPOINT_WIDTH, middle: 0.0 });
                    stops.len() - 1
                })
            });
            ways.push([upper].into_iter().chain(between).chain([lower]).collect());
        }
        let mut rows = vec![Vec::new(); row_of.iter().max().map_or(0, |last| last + 1)];
        for (index, stop) in stops.iter().enumerate() {
            rows[stop.row].push(index);
        }
        Self { stops, rows, ways, is_back }
    }

    /// Orders the rows to and fro.
    fn arrange(&mut self) {
        const ROUNDS: usize = 4;
        self.place();
        let last = self.rows.len().saturating_sub(1);
        for round in 0..ROUNDS {
            let looks_up = round % 2 == 0;
            for step in 0..self.rows.len() {
                let row = if looks_up { step } else { last - step };
                let mut stops = std::mem::take(&mut self.rows[row]);
                taskscope_sorted::sort_by(&mut stops, |&one, &other| {
                    self.wish(one, looks_up).total_cmp(&self.wish(other, looks_up))
                });
                self.rows[row] = stops;
                self.place();
            }
        }
    }

    /// Where a stop would like to stand: in the middle of its neighbours above, or below. Without any it stays.
    fn wish(&self, stop: usize, looks_up: bool) -> f64 {
        let steps = self.ways.iter().flat_map(|way| way.windows(2));
        let neighbours = steps.filter_map(|step| match *step {
            [upper, lower] if looks_up && lower == stop && upper != stop => Some(upper),
            [upper, lower] if !looks_up && upper == stop && lower != stop => Some(lower),
            _ => None,
        });
        let (sum, count) =
            neighbours.fold((0.0, 0.0), |(sum, count), other| (sum + self.stops[other].middle, count + 1.0));
        if count > 0.0 { sum / count } else { self.stops[stop].middle }
    }

    /// Lines up every row, the narrower ones in the middle of the widest.
    fn place(&mut self) {
        let widths: Vec<f64> = self.rows.iter().map(|row| self.width(row)).collect();
        let widest = widths.iter().copied().fold(0.0, f64::max);
        for (row, width) in self.rows.iter().zip(widths) {
            let mut left = MARGIN + (widest - width) / 2.0;
            for &stop in row {
                let stop = &mut self.stops[stop];
                stop.middle = left + stop.width / 2.0;
                left += stop.width + GAP;
            }
        }
    }

    fn width(&self, row: &[usize]) -> f64 {
        let sum: f64 = row.iter().map(|&stop| self.stops[stop].width + GAP).sum();
        (sum - GAP).max(0.0)
    }

    fn size(&self) -> (f64, f64) {
        let right = self.stops.iter().map(|stop| stop.middle + stop.width / 2.0).fold(0.0, f64::max);
        let bottom = times(self.rows.len()) * (BOX_HEIGHT + ROW_GAP) - ROW_GAP;
        (right + MARGIN, bottom.max(0.0) + 2.0 * MARGIN)
    }

    fn top(&self, stop: usize) -> f64 {
        MARGIN + times(self.stops[stop].row) * (BOX_HEIGHT + ROW_GAP)
    }

    fn rect(&self, stop: usize) -> Rect {
        let Stop { width, middle, .. } = self.stops[stop];
        Rect::new(middle - width / 2.0, self.top(stop), width, BOX_HEIGHT)
    }

    /// From the edge of one box to that of the other, over the waypoints.
    fn points(&self, link: usize, (from, to): (usize, usize)) -> Vec<Point> {
        if from == to {
            let rect = self.rect(from);
            let at = |x, y| Point { x: rect.x + x, y: rect.bottom() + y };
            return vec![at(20.0, 0.0), at(36.0, 14.0), at(52.0, 0.0)];
        }
        let way = &self.ways[link];
        let aside = if self.is_back[link] { ASIDE } else { 0.0 };
        let mut points = Vec::new();
        for (index, &stop) in way.iter().enumerate() {
            let is_box = index == 0 || index + 1 == way.len();
            let x = self.stops[stop].middle + if is_box { aside } else { 0.0 };
            if index > 0 {
                points.push(Point { x, y: self.top(stop) });
            }
            if index + 1 < way.len() {
                points.push(Point { x, y: self.top(stop) + BOX_HEIGHT });
            }
        }
        if self.is_back[link] {
            points.reverse();
        }
        points
    }
}
