//! Charts of what a program measures: where points and ticks stand, as parts of the plot's width and height. Pure.

use taskscope_format::{TextId, Unit};

use taskscope_tell::value_text;
use taskscope_trace::Chart;

/// A chart, laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Plot {
    /// The lines, in the order of the chart's series.
    pub lines: Vec<PlotLine>,
    /// The ticks below, from left to right.
    pub columns: Vec<Tick>,
    /// The ticks at the side, from the bottom up.
    pub rows: Vec<Tick>,
    /// Whether the values stand on a logarithmic scale.
    pub is_logarithmic: bool,
}

/// The points of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct PlotLine {
    /// The name of the series.
    pub name: TextId,
    /// From the left, how far right and how far up each stands: parts of 1.
    pub points: Vec<[f64; 2]>,
}

/// A value that is named at its axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// How far along the axis it stands: a part of 1.
    pub at: f64,
    /// What is said there.
    pub label: String,
}

impl Plot {
    /// Lays out a chart; `None` while it has no points.
    #[must_use]
    pub fn new(chart: &Chart) -> Option<Self> {
        let points = || chart.series.iter().flat_map(|series| &series.points);
        // Ticks of numbers of bytes are round where they are counted in 1,024s.
        let base = if chart.unit == Unit::Bytes { 32.0 } else { 10.0 };
        let columns = Scale::new(points().map(|point| point.x), 8.0, 4.0)?;
        let rows = Scale::new(points().map(|point| point.value), 50.0, base)?;
        let lines = chart.series.iter().map(|series| PlotLine {
            name: series.name,
            points: series
                .points
                .iter()
                .map(|point| [columns.at(point.x.into()), rows.at(point.value.into())])
                .collect(),
        });
        Some(Self {
            lines: lines.collect(),
            columns: columns.ticks(|value| value.to_string()),
            rows: rows.ticks(|value| value_text(value, Some(chart.unit))),
            is_logarithmic: matches!(rows, Scale::Logarithmic { .. }),
        })
    }
}

/// A map from values to parts of 1.
enum Scale {
    /// From 0 to the top, with a tick at every step.
    Linear { top: f64, step: f64 },
    /// From one power of the base to another. What is less stands at the bottom: 0, which has no place on it.
    Logarithmic { base: f64, low: f64, high: f64 },
}

impl Scale {
    /// A scale for some values: a logarithmic one if the largest is so many times the smallest. `None` for no values.
    fn new(values: impl Iterator<Item = u32> + Clone, apart: f64, base: f64) -> Option<Self> {
        let most = f64::from(values.clone().max()?);
        let least = values.filter(|&value| value > 0).min().map_or(0.0, f64::from);
        if least > 0.0 && most / least >= apart {
            let [low, high] = [least, most].map(|value| value.log(base));
            // So that rounding does not add a power.
            let (low, high) = ((low + 1e-9).floor(), (high - 1e-9).ceil());
            return Some(Self::Logarithmic { base, low, high });
        }
        let step = round_step(most);
        Some(Self::Linear { top: ((most / step).ceil() * step).max(1.0), step })
    }

    fn at(&self, value: f64) -> f64 {
        match *self {
            Self::Linear { top, .. } => value / top,
            Self::Logarithmic { base, low, high } => {
                let at = if value > 0.0 { (value.log(base) - low) / (high - low).max(1.0) } else { 0.0 };
                at.clamp(0.0, 1.0)
            }
        }
    }

    /// The ticks; of many powers not all are named.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole, and within 32 bits or cut"
    )]
    fn ticks(&self, label: impl Fn(u32) -> String) -> Vec<Tick> {
        /// More would not have room.
        const MOST: f64 = 7.0;
        let tick = |value: f64| Tick { at: self.at(value), label: label(value.round() as u32) };
        match *self {
            Self::Linear { top, step } => {
                count_to((top / step).round()).map(|index| tick(index * step)).collect()
            }
            Self::Logarithmic { base, low, high } => {
                let stride = ((high - low) / MOST).ceil().max(1.0);
                let powers = count_to(((high - low) / stride).floor()).map(|index| low + index * stride);
                powers.map(|power| tick(base.powf(power))).collect()
            }
        }
    }
}

/// 0, 1, 2 and so on, up to a number.
fn count_to(last: f64) -> impl Iterator<Item = f64> {
    std::iter::successors(Some(0.0), |index| Some(index + 1.0)).take_while(move |&index| index <= last)
}

/// A round number of which the largest value has about four; 1 at least.
fn round_step(most: f64) -> f64 {
    let rough = (most / 4.0).max(1.0);
    let power = 10_f64.powf(rough.log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|digit| digit * power).find(|&step| step >= rough).unwrap_or(rough)
}

#[cfg(test)]
mod tests {
    use taskscope_format::ChartId;

    use super::*;
    use taskscope_trace::{Point, Series};

    fn chart(unit: Unit, series: &[&[(u32, u32)]]) -> Chart {
        let series = series.iter().zip(0..).map(|(points, name)| Series {
            name: TextId(name),
            points: points.iter().map(|&(x, value)| Point { x, value }).collect(),
        });
        Chart { id: ChartId(1), title: TextId(9), unit, series: series.collect() }
    }

    fn labels(ticks: &[Tick]) -> Vec<&str> {
        ticks.iter().map(|tick| tick.label.as_str()).collect()
    }

    #[test]
    fn values_of_one_size_stand_on_an_even_scale_from_zero() {
        let plot = Plot::new(&chart(Unit::Count, &[&[(1, 30), (2, 70)]])).expect("it has points");
        assert_eq!(labels(&plot.rows), ["0", "20", "40", "60", "80"]);
        assert_eq!(plot.lines[0].points, [[0.5, 0.375], [1.0, 0.875]]);
        assert!(!plot.is_logarithmic);
    }

    #[test]
    fn values_of_many_sizes_stand_on_powers() {
        let points: &[(u32, u32)] = &[(1, 10_000), (16, 1_000_000), (64, 0)];
        let plot = Plot::new(&chart(Unit::Nanos, &[points])).expect("it has points");
        assert_eq!(labels(&plot.rows), ["10 µs", "100 µs", "1 ms"]);
        assert_eq!(labels(&plot.columns), ["1", "4", "16", "64"]);
        let y: Vec<_> = plot.lines[0].points.iter().map(|point| (point[1] * 1e6).round()).collect();
        assert_eq!(y, [0.0, 1e6, 0.0], "0 has no place on it and stands at the bottom");
    }

    #[test]
    fn bytes_are_counted_in_powers_of_two() {
        let plot = Plot::new(&chart(Unit::Bytes, &[&[(1, 100)], &[(1, 2 << 20)]])).expect("it has points");
        assert_eq!(labels(&plot.rows), ["32 bytes", "1 KiB", "32 KiB", "1 MiB", "32 MiB"]);
        assert_eq!(Plot::new(&chart(Unit::Bytes, &[])), None);
    }

    #[test]
    fn any_values_have_places_within_the_plot() {
        for values in [[0, 0], [u32::MAX, u32::MAX], [1, u32::MAX], [3, 3]] {
            for unit in [Unit::Count, Unit::Nanos, Unit::Bytes] {
                let points = values.map(|value| (value, value));
                let plot = Plot::new(&chart(unit, &[&points])).expect("it has points");
                let places = plot.lines.iter().flat_map(|line| line.points.iter().flatten().copied());
                let ticks = plot.rows.iter().chain(&plot.columns).map(|tick| tick.at);
                for at in places.chain(ticks) {
                    assert!((0.0..=1.0 + 1e-9).contains(&at), "{at} for {values:?}");
                }
                assert!((1..=12).contains(&plot.rows.len()), "{:?}", plot.rows);
            }
        }
    }
}
