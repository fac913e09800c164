//! What a program has measured, as the charts that it makes of it.

use taskscope_format::{ChartEvent, ChartId, Event, TextId, Unit};

use super::{Step, Trace};

/// A chart up to a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// The chart.
    pub id: ChartId,
    /// Its title.
    pub title: TextId,
    /// What its values are.
    pub unit: Unit,
    /// Its series, in the order in which they began.
    pub series: Vec<Series>,
}

/// Points that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// Its name.
    pub name: TextId,
    /// Its points, from left to right.
    pub points: Vec<Point>,
}

/// What was measured somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// Where.
    pub x: u32,
    /// What.
    pub value: u32,
}

/// The charts of a run as they stand at a step, with so many points each at most: the last ones. A value that was measured
/// anew takes the place of the one before.
#[must_use]
pub fn charts_before(trace: &Trace, step: Step, most: usize) -> Vec<Chart> {
    let mut charts: Vec<Chart> = Vec::new();
    let measured = trace.measured_before(step).iter().filter_map(|&step| trace.event_before(step));
    for event in measured {
        if let Event::Chart(ChartEvent::Defined { chart: id, title, unit }) = event {
            if !charts.iter().any(|chart| chart.id == id) {
                charts.push(Chart { id, title, unit, series: Vec::new() });
            }
        } else if let Event::Chart(ChartEvent::Measured { chart, series, x, value }) = event
            && let Some(chart) = charts.iter_mut().find(|defined| defined.id == chart)
        {
            chart.add(series, Point { x, value }, most);
        }
    }
    charts
}

impl Chart {
    fn add(&mut self, name: TextId, point: Point, most: usize) {
        let index = self.series.iter().position(|series| series.name == name).unwrap_or_else(|| {
            self.series.push(Series { name, points: Vec::new() });
            self.series.len() - 1
        });
        let Some(Series { points, .. }) = self.series.get_mut(index) else { return };
        match points.binary_search_by_key(&point.x, |point| point.x) {
            Ok(index) => points[index] = point,
            Err(index) => points.insert(index, point),
        }
        if points.len() > most {
            points.remove(0);
        }
    }
}
