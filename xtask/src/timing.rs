//! Says what is being done, and how long it took.

use std::{
    fmt,
    time::{Duration, Instant},
};

use anyhow::Result;

/// Does `action` under a line that says what it does, and a second one with the time it took.
pub(crate) fn timed<T>(what: &str, action: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("{what} …");
    let (result, took) = measured(action);
    match &result {
        Ok(_) => println!("  done in {}", Seconds(took)),
        Err(_) => println!("  failed after {}", Seconds(took)),
    }
    result
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is a tool: its seconds are for people and reach no trace"
)]
pub(crate) fn measured<T>(action: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = action();
    (result, start.elapsed())
}

/// A duration as people read it in a table: seconds with one decimal.
pub(crate) struct Seconds(pub(crate) Duration);

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:.1} s", self.0.as_secs_f64()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_have_one_decimal_and_line_up() {
        assert_eq!(format!("[{:>8}]", Seconds(Duration::from_millis(12_340))), "[  12.3 s]");
    }
}
