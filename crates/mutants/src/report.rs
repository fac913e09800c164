//! What became of the mutants: as a table, and as JSON.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::mutant::Mutant;

/// What became of a mutant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// A test failed: the program and the test.
    Caught(String),
    /// A test program did not end any more.
    TimedOut(String),
    /// Every test that meets it passed.
    Missed,
    /// No test meets it.
    NotReached,
    /// It behaves as the original does, for this reason.
    Equivalent(String),
}

impl Outcome {
    fn name(&self) -> &'static str {
        match self {
            Self::Caught(_) => "caught",
            Self::TimedOut(_) => "timed out",
            Self::Missed => "missed",
            Self::NotReached => "never reached",
            Self::Equivalent(_) => "equivalent",
        }
    }

    fn note(&self) -> &str {
        match self {
            Self::Caught(note) | Self::TimedOut(note) | Self::Equivalent(note) => note,
            Self::Missed | Self::NotReached => "",
        }
    }

    /// Whether a test has to be written, or a reason.
    pub(crate) fn is_open(&self) -> bool {
        matches!(self, Self::Missed | Self::NotReached)
    }
}

/// How many of a set of mutants ended how.
#[derive(Default)]
struct Score {
    caught: usize,
    timed_out: usize,
    missed: usize,
    not_reached: usize,
    equivalent: usize,
}

impl Score {
    fn count(&mut self, outcome: &Outcome) {
        *match outcome {
            Outcome::Caught(_) => &mut self.caught,
            Outcome::TimedOut(_) => &mut self.timed_out,
            Outcome::Missed => &mut self.missed,
            Outcome::NotReached => &mut self.not_reached,
            Outcome::Equivalent(_) => &mut self.equivalent,
        } += 1;
    }

    /// The ones that tests see, of those that behave differently.
    fn seen_of_viable(&self) -> (usize, usize) {
        let seen = self.caught + self.timed_out;
        (seen, seen + self.missed + self.not_reached)
    }

    fn row(&self) -> String {
        let Self { caught, timed_out, missed, not_reached, equivalent } = self;
        let (seen, viable) = self.seen_of_viable();
        let percent = (seen * 1000).checked_div(viable).unwrap_or_default();
        let (whole, tenth) = (percent / 10, percent % 10);
        format!(
            "{caught:>6} {timed_out:>9} {missed:>6} {not_reached:>13} {equivalent:>10} {whole:>5}.{tenth} %"
        )
    }

    fn json(&self) -> Value {
        let (seen, viable) = self.seen_of_viable();
        json!({
            "caught": self.caught, "timed_out": self.timed_out, "missed": self.missed,
            "never_reached": self.not_reached, "equivalent": self.equivalent, "seen": seen, "viable": viable,
        })
    }
}

/// The mutants with what became of them.
pub(crate) struct Report<'a>(pub(crate) Vec<(&'a Mutant, Outcome)>);

impl Report<'_> {
    /// The open ones, and a table with a row for each folder.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        for (mutant, outcome) in self.0.iter().filter(|(_, outcome)| outcome.is_open()) {
            writeln!(text, "{:13} {mutant}", outcome.name()).expect("a String takes everything");
        }
        let (folders, all) = self.scores();
        let width = folders.keys().map(|folder| folder.len()).max().unwrap_or_default().max(3);
        let head = format!("\n{:width$}  caught timed out missed never reached equivalent    seen\n", "");
        text.push_str(&head);
        for (folder, score) in folders.iter().map(|(folder, score)| (*folder, score)).chain([("all", &all)]) {
            writeln!(text, "{folder:width$}  {}", score.row()).expect("a String takes everything");
        }
        text
    }

    /// Everything, for programs.
    pub(crate) fn json(&self, about: &Value) -> Value {
        let mutants: Vec<Value> = self.0.iter().map(|(mutant, outcome)| row(mutant, outcome)).collect();
        let (folders, all) = self.scores();
        let folders: serde_json::Map<_, _> =
            folders.iter().map(|(folder, score)| ((*folder).to_owned(), score.json())).collect();
        json!({ "about": about, "all": all.json(), "folders": folders, "mutants": mutants })
    }

    fn scores(&self) -> (BTreeMap<&str, Score>, Score) {
        let (mut folders, mut all) = (BTreeMap::<_, Score>::new(), Score::default());
        for (mutant, outcome) in &self.0 {
            folders.entry(mutant.folder()).or_default().count(outcome);
            all.count(outcome);
        }
        (folders, all)
    }
}

fn row(mutant: &Mutant, outcome: &Outcome) -> Value {
    json!({
        "id": mutant.id(), "file": mutant.file, "line": mutant.line, "function": mutant.function,
        "kind": mutant.kind.name(), "change": mutant.change(), "outcome": outcome.name(), "note": outcome.note(),
    })
}

/// The names of the mutants that a report calls open.
pub(crate) fn open_in(report: &Value) -> Vec<String> {
    let mutants = report["mutants"].as_array().into_iter().flatten();
    let open = mutants.filter(|row| {
        [Outcome::Missed, Outcome::NotReached].iter().any(|outcome| row["outcome"] == outcome.name())
    });
    open.filter_map(|row| row["id"].as_str().map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_times_out_is_seen_and_what_is_equivalent_does_not_count() {
        let mutants = crate::find::mutants("src/a.rs", "fn f(a: A) -> A { a + 1 + b * c }").unwrap();
        let outcomes = [
            Outcome::Caught("site/a: b".to_owned()),
            Outcome::TimedOut("site/a".to_owned()),
            Outcome::Missed,
            Outcome::NotReached,
            Outcome::Equivalent("it is the same".to_owned()),
        ];
        let report = Report(mutants.iter().zip(outcomes).collect());
        let text = report.text();
        assert!(
            text.ends_with("all       1         1      1             1          1    50.0 %\n"),
            "{text}"
        );
        let report = report.json(&Value::Null);
        assert_eq!(report["folders"]["src"]["viable"], 4);
        assert_eq!(open_in(&report), [mutants[2].id(), mutants[3].id()]);
    }
}
