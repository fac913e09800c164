//! The floors: what was reached once and must not be lost unseen. Limits are what is aimed at.

use std::fs;

use anyhow::{Context as _, Result, bail, ensure};

use super::rows::{Row, Rows};

/// Where they are kept.
const FILE: &str = "crates/bench/floors.tsv";

/// The largest value that a row may have.
#[derive(Debug)]
pub(super) struct Floor {
    work: String,
    /// The row's name; that of the best peer, which follows a colon there, is left out.
    name: String,
    value: f64,
}

/// The floors of a bench; none if it has none.
pub(super) fn of(bench: &str) -> Result<Vec<Floor>> {
    let text = fs::read_to_string(FILE).with_context(|| format!("cannot read {FILE}"))?;
    parsed(&text, bench)
}

fn parsed(text: &str, bench: &str) -> Result<Vec<Floor>> {
    let mut floors = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<_> = line.split('\t').collect();
        let [of, work, name, value] = fields[..] else {
            bail!("{FILE}: `{line}` is not bench, work, row and value with tabs between");
        };
        let value = value.parse().with_context(|| format!("{FILE}: `{value}` is no number"))?;
        if of == bench {
            floors.push(Floor { work: work.to_owned(), name: name.to_owned(), value });
        }
    }
    Ok(floors)
}

/// Fails if a row is above its floor, or a floor has no row.
pub(super) fn hold(floors: &[Floor], rows: &Rows) -> Result<()> {
    let mut broken = Vec::new();
    for Floor { work, name, value } in floors {
        let row = rows.0.iter().find(|row| row.work == *work && base(row) == name);
        let row = row.with_context(|| {
            format!("{FILE} names `{name}` in `{work}`, which was not measured; correct the name there")
        })?;
        if row.value > *value {
            let (reached, floor) = (row.unit.show(row.value), row.unit.show(*value));
            broken.push(format!("{work}, {}: {reached} is above the floor of {floor}", row.name));
        }
    }
    ensure!(
        broken.is_empty(),
        "{}; measure again on a quiet machine, then find the change that costs it, or raise the floor in {FILE} and say in \
         the commit what the cost buys",
        broken.join("; ")
    );
    Ok(())
}

/// A row's name without that of the best peer.
fn base(row: &Row) -> &str {
    row.name.split_once(": ").map_or(&*row.name, |(base, _)| base)
}

#[cfg(test)]
mod tests {
    use super::super::rows::Unit;
    use super::*;

    const TEXT: &str = "# About it.\nexecutor\tspawn\tours / best peer\t1.15\nsize\tmore\tours\t36500\n";

    fn rows(value: f64) -> Rows {
        let (work, name) = ("spawn".to_owned(), "ours / best peer: theirs".to_owned());
        Rows(vec![Row { work, name, value, unit: Unit::Ratio, limit: Some(1.0) }])
    }

    #[test]
    fn a_figure_above_its_floor_is_named_with_it() {
        let floors = parsed(TEXT, "executor").unwrap();
        assert!(hold(&floors, &rows(1.15)).is_ok(), "the limit is missed, the floor is not");
        let error = hold(&floors, &rows(1.2)).unwrap_err().to_string();
        let expected = "spawn, ours / best peer: theirs: 1.200 is above the floor of 1.150; measure again";
        assert!(error.starts_with(expected), "{error}");
    }

    #[test]
    fn a_floor_without_a_row_and_a_line_of_another_form_are_faults() {
        let other = parsed("executor\tspawn\tno such row\t1", "executor").unwrap();
        assert!(hold(&other, &rows(1.0)).is_err());
        assert!(parsed("executor spawn 1", "executor").is_err());
        assert!(parsed("executor\ta\tb\tfast", "executor").is_err());
    }

    #[test]
    fn the_floors_of_the_checkout_can_be_read() {
        let text = include_str!("../../../crates/bench/floors.tsv");
        let count = |bench| parsed(text, bench).unwrap().len();
        assert!(count("executor") > 0 && count("size") > 0);
    }
}
