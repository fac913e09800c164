//! How times are written, everywhere: lengths, moments of a run, and the ticks of a ruler.

use taskscope_format::Micros;
use taskscope_trace::{Step, Trace};

use crate::catalogue::say;

const MILLISECOND: u64 = 1_000;
const SECOND: u64 = 1_000_000;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// The units above a second, the longest first.
const LONG_UNITS: [(u64, Say); 3] =
    [(DAY, say::time::days), (HOUR, say::time::hours), (MINUTE, say::time::minutes)];

/// Says a value in a unit.
type Say = fn(&str) -> String;

/// A length of time in the units that suit it: `0 ms`, `12.5 ms`, `500 µs`, `1.25 s`, `2 min 5 s`, `1 h 30 min`, `400 d`.
///
/// Up to a day cut to the second, beyond it rounded to the minute: a day less a millisecond is no day, but 400 days less a
/// millisecond are best said to be 400.
#[must_use]
pub fn micros_text(time: Micros) -> String {
    match time.0 {
        0 => say::time::nothing(),
        micros @ 1..MILLISECOND => say::time::microseconds(&micros.to_string()),
        micros @ MILLISECOND..SECOND => say::time::milliseconds(&decimal(micros, MILLISECOND)),
        micros @ SECOND..MINUTE => say::time::seconds(&decimal(micros, SECOND)),
        micros @ MINUTE..DAY => long_text(micros - micros % SECOND),
        micros => long_text(rounded(micros, MINUTE)),
    }
}

/// When in a run something happened: the time since its first event, as a run may begin at any time of its clock.
#[must_use]
pub fn moment_text(trace: &Trace, time: Micros) -> String {
    micros_text(trace.since_start(time))
}

/// When a step was reached, as [`moment_text`] says it.
#[must_use]
pub fn step_time_text(trace: &Trace, step: Step) -> String {
    moment_text(trace, trace.time(step))
}

/// From when to when something happened: `10–62 ms`.
#[must_use]
pub fn range_text(trace: &Trace, from: Step, to: Step) -> String {
    let (from, to) = (step_time_text(trace, from), step_time_text(trace, to));
    // A unit that both have is said once.
    match (from.split_once(' '), to.split_once(' ')) {
        _ if from == to => to,
        (Some((number, unit)), Some((_, also))) if unit == also => say::narration::range(number, &to),
        _ => say::narration::range(&from, &to),
    }
}

/// What a ruler says at a round time: as exact as the distance to the next one, both in microseconds, asks for.
#[must_use]
pub fn tick_text(time: u64, step: u64) -> String {
    let (unit, say): (u64, Say) = match time {
        0 => return micros_text(Micros(0)),
        // Parts of a second after minutes: seconds alone are shorter, and told apart sooner.
        MINUTE..HOUR if step % SECOND != 0 => (SECOND, say::time::seconds),
        MINUTE.. => return long_text(time),
        SECOND.. if step % (SECOND / 100) == 0 => (SECOND, say::time::seconds),
        MILLISECOND.. if step % 10 == 0 => (MILLISECOND, say::time::milliseconds),
        _ => (1, say::time::microseconds),
    };
    say(&exact_decimal(time, unit))
}

/// A time of a minute or more with every unit of which there is some, down to parts of a second.
fn long_text(micros: u64) -> String {
    let mut rest = micros;
    let mut parts = Vec::new();
    for (unit, say) in LONG_UNITS {
        if rest >= unit {
            parts.push(say(&(rest / unit).to_string()));
            rest %= unit;
        }
    }
    if rest > 0 {
        parts.push(say::time::seconds(&exact_decimal(rest, SECOND)));
    }
    parts.join(" ")
}

/// The nearest multiple of a unit that there is a number for.
fn rounded(value: u64, unit: u64) -> u64 {
    let up = value.saturating_add(unit / 2);
    up - up % unit
}

/// At most two digits behind the point, and none that are zero.
fn decimal(value: u64, unit: u64) -> String {
    exact_decimal(value - value % unit.div_ceil(100), unit)
}

/// As many digits behind the point as there are; `unit` is a power of ten.
fn exact_decimal(value: u64, unit: u64) -> String {
    let (whole, part) = (value / unit, value % unit);
    if part == 0 {
        return whole.to_string();
    }
    let digits = unit.ilog10() as usize;
    format!("{whole}.{}", format!("{part:0digits$}").trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The microseconds that a text stands for.
    fn read(text: &str) -> f64 {
        let words: Vec<&str> = text.split(' ').collect();
        let unit = |name: &str| match name {
            "µs" => 1.0,
            "ms" => 1e3,
            "s" => 1e6,
            "min" => 60e6,
            "h" => 3_600e6,
            "d" => 86_400e6,
            other => panic!("{other} is no unit: {text}"),
        };
        words.chunks(2).map(|pair| pair[0].parse::<f64>().expect("a number") * unit(pair[1])).sum()
    }

    /// Times of every magnitude.
    fn times() -> impl Strategy<Value = u64> {
        (0_u32..64, any::<u64>()).prop_map(|(bits, value)| value >> bits)
    }

    #[test]
    fn times_are_said_in_the_unit_that_suits_them() {
        let said = [0, 7, 999, 1_000, 12_500, 12_345, 1_250_000, 60_000_000, 125_500_000]
            .map(|micros| micros_text(Micros(micros)));
        assert_eq!(
            said,
            ["0 ms", "7 µs", "999 µs", "1 ms", "12.5 ms", "12.34 ms", "1.25 s", "1 min", "2 min 5 s"]
        );
    }

    #[test]
    fn hours_and_days_are_units_too() {
        let said = [3_600, 5_400, 86_399, 86_400, 34_560_000, 34_559_999, 34_560_000 + 3_629]
            .map(|seconds| micros_text(Micros(seconds * SECOND)));
        assert_eq!(said, ["1 h", "1 h 30 min", "23 h 59 min 59 s", "1 d", "400 d", "400 d", "400 d 1 h"]);
    }

    #[test]
    fn ticks_are_as_exact_as_their_distance() {
        let said = [
            (0, 1),
            (20, 1),
            (1_500, 100),
            (1_234_500, 100),
            (1_250_000, 50_000),
            (62_500_000, 500_000),
            (90_000_000, 30 * SECOND),
            (400 * DAY + 2_000, 1_000),
        ];
        let said = said.map(|(time, step)| tick_text(time, step));
        let expected =
            ["0 ms", "20 µs", "1.5 ms", "1234.5 ms", "1.25 s", "62.5 s", "1 min 30 s", "400 d 0.002 s"];
        assert_eq!(said, expected);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_text_has_the_size_of_its_time(time in times()) {
            let said = read(&micros_text(Micros(time)));
            #[expect(clippy::cast_precision_loss, reason = "a sixtieth is allowed")]
            let time = time as f64;
            let most = if said > 86_400e6 { 30e6 } else { time * 1e-12 };
            prop_assert!(said - time <= most && time - said <= time / 60.0, "{said} for {time}");
        }

        #[test]
        fn later_times_are_not_said_to_be_earlier(one in times(), other in times()) {
            let [early, late] = [one.min(other), one.max(other)];
            let [said_early, said_late] = [early, late].map(|time| read(&micros_text(Micros(time))));
            prop_assert!(said_early <= said_late, "{early} and {late}");
        }

        #[test]
        fn a_tick_is_exact(count in 0_u64..1_000_000, step in 0_usize..9) {
            let step = [1, 20, 1_000, 50_000, SECOND, 15 * SECOND, MINUTE, 6 * 60 * MINUTE, DAY][step];
            let time = count * step;
            #[expect(clippy::cast_precision_loss, reason = "below 2^53")]
            let exact = time as f64;
            prop_assert!((read(&tick_text(time, step)) - exact).abs() <= exact * 1e-12);
        }
    }
}
