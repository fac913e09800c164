//! `cargo xtask bench start`: a first visit over a slow line with a slow machine, to the playground and to a page with an element.

use std::ffi::OsStr;

use anyhow::Result;

use super::{
    Effort,
    measured::Measured,
    rows::{Rows, Unit},
    visit::Visit,
};

const VISIT: Visit = Visit {
    name: "start",
    script: "bench-start.js",
    unit,
    limits: &[
        ("page module", "gzip", 420_000.0),
        ("page module", "brotli", 340_000.0),
        ("playground", "bytes until the picture", 90_000.0),
        ("playground", "bytes until the first step works", 450_000.0),
        ("playground", "more bytes for the first run", 120_000.0),
        ("playground", "largest contentful paint", 1_200.0),
        ("playground", "total blocking time", 150.0),
        ("playground", "memory of the program", 0.7),
        ("element", "bytes until the picture", 40_000.0),
        ("element", "bytes until the first step works", 450_000.0),
        ("element", "more bytes for the first run", 120_000.0),
    ],
};

/// What another build's times are to be divided by at least.
pub(super) const HALF: f64 = 0.5;

pub(super) fn measure(effort: Effort, beside: Option<&OsStr>) -> Result<Rows> {
    let mut rows = VISIT.measure(effort, beside)?;
    for row in &mut rows.0 {
        if row.work == "playground / before" && row.name == "first step works" {
            row.limit = Some(HALF);
        }
    }
    Ok(rows)
}

/// What the values of a first visit count.
pub(super) fn unit(measured: &Measured) -> Unit {
    let name = &measured.name;
    if measured.work.ends_with("/ before") {
        Unit::Ratio
    } else if measured.work == "page module" || name.contains("bytes") {
        Unit::Bytes
    } else if name.starts_with("memory") {
        Unit::Megabytes
    } else {
        Unit::Milliseconds
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_a_visit_have_their_units() {
        let unit = |work: &str, name: &str| {
            unit(&Measured { work: work.to_owned(), name: name.to_owned(), value: 1.0 })
        };
        assert_eq!(unit("page module", "gzip"), Unit::Bytes);
        assert_eq!(unit("element, before", "more bytes for the first run"), Unit::Bytes);
        assert_eq!(unit("playground", "memory of the program"), Unit::Megabytes);
        assert_eq!(unit("playground", "picture"), Unit::Milliseconds);
        assert_eq!(unit("playground / before", "picture"), Unit::Ratio);
    }
}
