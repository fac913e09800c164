//! Tables as comma-separated values, for spreadsheets (RFC 4180).

use std::fmt::Write;

/// A cell of a table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// A text.
    Text(&'a str),
    /// A whole number: a count, microseconds.
    Whole(u64),
    /// A number with a point, as short as keeps it exact. Blank if it is infinite or none.
    Decimal(f64),
    /// Nothing.
    Blank,
}

/// A table of `COLUMNS` columns while it is written.
#[derive(Clone, Debug)]
pub struct Csv<const COLUMNS: usize> {
    text: String,
}

impl<const COLUMNS: usize> Csv<COLUMNS> {
    /// A table with the names of its columns.
    #[must_use]
    pub fn new(names: [&str; COLUMNS]) -> Self {
        let mut table = Self { text: String::new() };
        table.push(names.map(Cell::Text));
        table
    }

    /// Adds a row.
    pub fn push(&mut self, row: [Cell<'_>; COLUMNS]) {
        for (index, cell) in row.into_iter().enumerate() {
            if index > 0 {
                self.text.push(',');
            }
            match cell {
                Cell::Text(text) => self.push_text(text),
                Cell::Whole(number) => self.push_number(number),
                Cell::Decimal(number) if number.is_finite() => self.push_number(number),
                Cell::Decimal(_) | Cell::Blank => {}
            }
        }
        self.text.push_str("\r\n");
    }

    /// The rows so far.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    fn push_number(&mut self, number: impl std::fmt::Display) {
        write!(self.text, "{number}").expect("a String takes every text");
    }

    /// A text that a spreadsheet would take for a formula gets an apostrophe, so that nothing in a trace is calculated
    /// on somebody's machine (OWASP, "CSV Injection").
    fn push_text(&mut self, text: &str) {
        let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
        let is_quoted = is_formula || text.contains([',', '"', '\r', '\n']);
        if !is_quoted {
            self.text.push_str(text);
            return;
        }
        self.text.push('"');
        if is_formula {
            self.text.push('\'');
        }
        self.text.push_str(&text.replace('"', "\"\""));
        self.text.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_have_to_be() {
        let mut table = Csv::new(["task", "polls", "share"]);
        table.push([Cell::Text("main, the first"), Cell::Whole(u64::MAX), Cell::Decimal(0.25)]);
        table.push([Cell::Text("says \"hi\"\nand goes"), Cell::Blank, Cell::Decimal(f64::NAN)]);
        table.push([Cell::Text("back\rto the start"), Cell::Whole(0), Cell::Blank]);
        let expected = "task,polls,share\r\n\"main, the first\",18446744073709551615,0.25\r\n\
                        \"says \"\"hi\"\"\nand goes\",,\r\n\"back\rto the start\",0,\r\n";
        assert_eq!(table.text(), expected);
    }

    #[test]
    fn nothing_is_taken_for_a_formula() {
        let mut table = Csv::new(["name"]);
        table.push([Cell::Text("=HYPERLINK(\"x\")")]);
        table.push([Cell::Decimal(-1.5)]);
        assert_eq!(table.text(), "name\r\n\"'=HYPERLINK(\"\"x\"\")\"\r\n-1.5\r\n");
    }
}
