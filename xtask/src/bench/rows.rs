//! The result of a bench: rows with a value each, some of them with a limit.

use std::fmt::Write as _;

/// What a value counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Nanoseconds,
    Milliseconds,
    Bytes,
    Megabytes,
    Records,
    Ratio,
    Count,
    Percent,
}

impl Unit {
    fn name(self) -> &'static str {
        match self {
            Self::Nanoseconds => "ns",
            Self::Milliseconds => "ms",
            Self::Bytes => "bytes",
            Self::Megabytes => "MB",
            Self::Records => "records",
            Self::Ratio => "ratio",
            Self::Count => "times",
            Self::Percent => "%",
        }
    }

    /// A value with as many digits as mean something.
    pub(super) fn show(self, value: f64) -> String {
        match self {
            Self::Count => format!("{value:.0}"),
            Self::Nanoseconds | Self::Bytes | Self::Megabytes | Self::Percent => format!("{value:.1}"),
            Self::Milliseconds | Self::Records | Self::Ratio => format!("{value:.3}"),
        }
    }
}

#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) work: String,
    pub(super) name: String,
    pub(super) value: f64,
    pub(super) unit: Unit,
    /// The largest value that is wanted.
    pub(super) limit: Option<f64>,
}

impl Row {
    /// Whether the limit is met; `None` if there is none.
    fn is_met(&self) -> Option<bool> {
        self.limit.map(|limit| self.value <= limit)
    }

    fn json(&self) -> String {
        let limit = self.limit.map_or_else(|| "null".to_owned(), |limit| limit.to_string());
        let (work, name) = (quoted(&self.work), quoted(&self.name));
        let (value, unit) = (self.value, quoted(self.unit.name()));
        format!(r#"{{"work":{work},"name":{name},"value":{value},"unit":{unit},"limit":{limit}}}"#)
    }
}

/// Names are words of ours: nothing but quotes and backslashes could need an escape.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[derive(Clone, Debug, Default)]
pub(super) struct Rows(pub(super) Vec<Row>);

impl Rows {
    /// `{"rows":[…]}`, one row a line.
    pub(super) fn json(&self) -> String {
        let rows: Vec<_> = self.0.iter().map(Row::json).collect();
        format!("{{\"rows\":[\n{}\n]}}\n", rows.join(",\n"))
    }

    /// One line a row, with a blank line between works.
    pub(super) fn table(&self) -> String {
        let width = |of: fn(&Row) -> &String| {
            self.0.iter().map(|row| of(row).chars().count()).max().unwrap_or_default()
        };
        let (works, names) = (width(|row| &row.work), width(|row| &row.name));
        let mut table = String::new();
        let mut before = None;
        for row in &self.0 {
            if before.is_some_and(|work| work != &row.work) {
                table.push('\n');
            }
            before = Some(&row.work);
            let Row { work, name, value, unit, limit } = row;
            let limit = limit.map(|limit| format!("≤ {limit}")).unwrap_or_default();
            let verdict = row.is_met().map_or("", |is_met| if is_met { "met" } else { "MISSED" });
            let (value, unit) = (unit.show(*value), unit.name());
            let line = format!("{work:works$}  {name:names$}  {value:>10} {unit:7}  {limit:8} {verdict}");
            // Writing into a text can't fail.
            let _written = writeln!(table, "{}", line.trim_end());
        }
        table
    }

    /// How many limits are missed.
    pub(super) fn missed(&self) -> usize {
        self.0.iter().filter(|row| row.is_met() == Some(false)).count()
    }

    pub(super) fn verdict(&self) -> String {
        let met = self.0.iter().filter(|row| row.is_met() == Some(true)).count();
        format!("{met} limits are met, {} are missed.", self.missed())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Rows {
        let row = |work: &str, name: &str, value, unit, limit| Row {
            work: work.into(),
            name: name.into(),
            value,
            unit,
            limit,
        };
        Rows(vec![
            row("spawn", "ours", 12.34, Unit::Nanoseconds, None),
            row("spawn", "ours / theirs", 0.5, Unit::Ratio, Some(0.4)),
            row("idle task", "ours", 56.0, Unit::Bytes, Some(56.0)),
        ])
    }

    #[test]
    fn the_table_says_which_limits_are_met() {
        let expected = "\
spawn      ours                 12.3 ns
spawn      ours / theirs       0.500 ratio    ≤ 0.4    MISSED

idle task  ours                 56.0 bytes    ≤ 56     met
";
        assert_eq!(rows().table(), expected);
        assert_eq!(rows().verdict(), "1 limits are met, 1 are missed.");
    }

    #[test]
    fn a_row_without_a_limit_says_so_in_json() {
        let json = rows().json();
        let first = r#"{"work":"spawn","name":"ours","value":12.34,"unit":"ns","limit":null},"#;
        assert_eq!(json.lines().nth(1), Some(first));
    }
}
