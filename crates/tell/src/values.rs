//! How measured values, bars of a histogram and shared times are said.

use taskscope_format::{Micros, Unit};
use taskscope_trace::{HistogramBar, SharedTime};

use crate::catalogue::say;
use crate::time_text::micros_text;

/// A value in a larger unit, with one digit behind the point unless that is 0.
fn tenths(value: u32, unit: u32) -> String {
    let tenths = u64::from(value) * 10 / u64::from(unit);
    match (tenths / 10, tenths % 10) {
        (whole, 0) => whole.to_string(),
        (whole, tenth) => format!("{whole}.{tenth}"),
    }
}

/// A measured value in its unit.
#[must_use]
pub fn value_text(value: u32, unit: Option<Unit>) -> String {
    match unit {
        Some(Unit::Nanos) if value < 1_000 => say::value::nanoseconds(&value.to_string()),
        Some(Unit::Nanos) => micros_text(Micros((value / 1_000).into())),
        Some(Unit::Bytes) if value < 1_024 => say::value::bytes(&value.to_string()),
        Some(Unit::Bytes) if value < 1_024 * 1_024 => say::value::kibibytes(&tenths(value, 1_024)),
        Some(Unit::Bytes) => say::value::mebibytes(&tenths(value, 1_024 * 1_024)),
        Some(Unit::Count) | None => value.to_string(),
    }
}

/// What a bar of a histogram counts, in a few words.
#[must_use]
pub fn histogram_label(bar: HistogramBar) -> String {
    bar.below.map_or_else(say::value::no_time, say::value::below)
}

/// The time that polls shared, in a few words.
#[must_use]
pub fn shared_time_text(shared: SharedTime) -> String {
    match shared.polls {
        1 => say::value::shared_by_one(shared.length),
        polls => say::value::shared(shared.length, polls.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_of_a_histogram_say_what_they_are_below() {
        let label = |below| histogram_label(HistogramBar { below, count: 1 });
        assert_eq!(
            [None, Some(Micros(10)), Some(Micros(100))].map(label),
            ["no time", "below 10 µs", "below 100 µs"]
        );
    }
}
