//! A program's file as the page lists it for one variant: its own lines, and a fold for each stretch that is left out.

use super::source::{Source, SourceLine};

/// What the listing has at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// A line of the variant's program.
    Line(SourceLine),
    /// Lines that are left out.
    Fold(Fold),
}

/// A stretch of the file that a listing leaves out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fold {
    /// Its first line, from 1.
    pub from: u32,
    /// Its last line.
    pub to: u32,
    /// Its lines that can be shown. The others declare the program to the page and are not in the source that the page has.
    pub lines: Vec<SourceLine>,
}

impl Fold {
    /// How many lines of the file it leaves out: one at least.
    #[must_use]
    pub fn length(&self) -> u32 {
        self.to - self.from + 1
    }

    /// The other variants that it has lines of, in the order of the file, each once.
    #[must_use]
    pub fn variants(&self) -> Vec<&'static str> {
        let mut variants = Vec::new();
        for variant in self.lines.iter().filter_map(|line| line.variant) {
            if !variants.contains(&variant) {
                variants.push(variant);
            }
        }
        variants
    }
}

/// The file as a variant's program: every line of it that runs in the variant, in order, and folds for all between and
/// around them.
#[must_use]
pub fn listing(source: &Source, variant: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut next = 1;
    let mut left_out: Vec<SourceLine> = Vec::new();
    for line in source.lines() {
        if line.is_import || line.variant.is_some_and(|of| of != variant) {
            left_out.push(line);
            continue;
        }
        let lines = std::mem::take(&mut left_out);
        rows.extend(fold(next, line.number - 1, lines));
        next = line.number + 1;
        // A blank line above belongs to what follows it, and a fold has room of its own.
        if !(line.spans.is_empty() && matches!(rows.last(), None | Some(Row::Fold(_)))) {
            rows.push(Row::Line(line));
        } else if let Some(Row::Fold(fold)) = rows.last_mut() {
            fold.to = line.number;
        }
    }
    rows.extend(fold(next, source.length, left_out));
    rows
}

fn fold(from: u32, to: u32, lines: Vec<SourceLine>) -> Option<Row> {
    (from <= to).then_some(Row::Fold(Fold { from, to, lines }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Seven lines: two that declare, an import, a blank line, one line of each variant, and one of both.
    static SOURCE: Source = Source {
        file: "x.rs",
        length: 9,
        packed: "3 ~\u{2}use\u{1} a;\n4 bad\n5 bad!\u{1}one\n6 fixed\n7 fixed!\u{1}two\n8 \n9 \u{1}both\n",
    };

    fn shown(variant: &str) -> Vec<String> {
        let row = |row: &Row| match row {
            Row::Line(line) => format!("{} {}", line.number, line.text()),
            Row::Fold(fold) => format!("{}–{} {:?}", fold.from, fold.to, fold.variants()),
        };
        listing(&SOURCE, variant).iter().map(row).collect()
    }

    #[test]
    fn every_line_of_the_file_is_listed_or_in_one_fold() {
        assert_eq!(shown("bad"), ["1–4 []", "5 one", "6–8 [\"fixed\"]", "9 both"]);
        assert_eq!(shown("fixed"), ["1–6 [\"bad\"]", "7 two", "8 ", "9 both"]);
        assert_eq!(shown("none"), ["1–8 [\"bad\", \"fixed\"]", "9 both"]);
    }

    #[test]
    fn a_fold_has_the_lines_that_can_be_shown() {
        let Some(Row::Fold(fold)) = listing(&SOURCE, "fixed").into_iter().next() else { panic!("no fold") };
        assert_eq!(fold.length(), 6);
        assert_eq!(fold.lines.iter().map(|line| line.number).collect::<Vec<_>>(), [3, 4, 5]);
    }
}
