//! What a bench's program prints: lines of work, name and value, with tabs between.

use anyhow::{Context as _, Result};

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
        let value = fields.next().context("a line without a value")?.parse()?;
        Ok(Measured { work, name, value })
    });
    lines.collect()
}
