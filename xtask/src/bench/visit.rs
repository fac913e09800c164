//! A bench that uses the built site as a visitor does: a script in `e2e/` measures, and its rows are held against limits here.

use std::{ffi::OsStr, fs};

use anyhow::{Context as _, Result, ensure};

use super::{
    Effort,
    measured::{Measured, parsed},
    rows::{Row, Rows, Unit},
};
use crate::{
    browser::{Browser, Engine},
    e2e, process,
    timing::timed,
};

/// Work, name, and the largest value that is wanted. Rows that are not listed are shown without a limit.
pub(super) type Limit = (&'static str, &'static str, f64);

pub(super) struct Visit {
    /// The bench's name.
    pub(super) name: &'static str,
    pub(super) script: &'static str,
    pub(super) unit: fn(&Measured) -> Unit,
    pub(super) limits: &'static [Limit],
}

impl Visit {
    /// Runs the script on the site in `dist/`, with `more` after its usual arguments.
    pub(super) fn measure(&self, effort: Effort, more: Option<&OsStr>) -> Result<Rows> {
        let browser = Browser::ensure(Engine::Chromium)?;
        e2e::ensure_packages()?;
        let folder = super::folder(self.name)?;
        timed("Measuring in Chromium; leave the machine alone", || {
            let mut command = e2e::node(&browser)?;
            command.arg(self.script).arg(std::path::absolute(&folder)?).arg(effort.name()).args(more);
            process::run(&mut command)
        })?;
        let result = folder.join("rows.tsv");
        let text =
            fs::read_to_string(&result).with_context(|| format!("cannot read {}", result.display()))?;
        self.judged(&text)
    }

    /// Every value with its limit. A limit without a value is one that nobody would miss any more.
    fn judged(&self, text: &str) -> Result<Rows> {
        let rows: Vec<_> = parsed(text)?.into_iter().map(|measured| self.row(measured)).collect();
        for (work, name, _) in self.limits {
            let is_there = rows.iter().any(|row| row.work == *work && row.name == *name);
            ensure!(is_there, "{} measured no `{name}` in `{work}`, which has a limit", self.script);
        }
        Ok(Rows(rows))
    }

    fn row(&self, measured: Measured) -> Row {
        let unit = (self.unit)(&measured);
        let Measured { work, name, value } = measured;
        let limit = self.limits.iter().find(|(of, what, _)| *of == work && *what == name);
        Row { work, name, value, unit, limit: limit.map(|&(.., limit)| limit) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VISIT: Visit = Visit {
        name: "page",
        script: "bench.js",
        unit: |_| Unit::Milliseconds,
        limits: &[("start", "to a running demo", 500.0)],
    };

    #[test]
    fn what_has_no_limit_is_shown_all_the_same() {
        let Rows(rows) = VISIT.judged("start\tto a running demo\t420\nheap\tJS\t12\n").unwrap();
        assert_eq!(rows.iter().map(|row| row.limit).collect::<Vec<_>>(), [Some(500.0), None]);
    }

    #[test]
    fn a_limit_without_a_value_is_named() {
        let error = VISIT.judged("start\tto a picture\t420\n").unwrap_err().to_string();
        assert!(error.contains("`to a running demo` in `start`"), "{error}");
    }
}
