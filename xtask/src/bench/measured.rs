//! What a bench's program prints: lines of work, name and value, with tabs between.

use anyhow::{Context as _, Result, ensure};

/// One value of a work.
pub(super) struct Measured {
    pub(super) work: String,
    pub(super) name: String,
    pub(super) value: f64,
}

/// Reads the lines.
pub(super) fn parsed(text: &str) -> Result<Vec<Measured>> {
    let lines = text.lines().map(|line| {
        let mut fields = line.split('\t').map(str::to_owned);
        let (work, name) = fields.next().zip(fields.next()).context("a line without names")?;
        let value: f64 = fields.next().context("a line without a value")?.parse()?;
        ensure!(value.is_finite(), "{name} of {work} is {value}: it was not measured");
        Ok(Measured { work, name, value })
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_needs_names_and_a_number() {
        assert!((parsed("heap\tJS\t12.5\n").unwrap()[0].value - 12.5).abs() < 1e-9);
        for line in ["heap\tJS", "heap", "heap\tJS\tfast", "heap\tJS\tNaN", "heap\tJS\tinf"] {
            assert!(parsed(line).is_err(), "{line}");
        }
    }
}
