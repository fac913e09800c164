//! How many tests passed, read from what the test runners print.

use std::{fmt, ops::Add};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
}

impl Counts {
    /// Adds what `line` reports, if it is the last line of a Rust test program or of Node's test runner.
    pub(crate) fn read_line(&mut self, line: &str) {
        if let Some(results) = line.strip_prefix("test result: ") {
            // `ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s`
            for result in results.split(';') {
                let mut words = result.split_whitespace().rev();
                self.count(words.next(), words.next());
            }
        } else if let Some(result) = line.strip_prefix("# ").or_else(|| line.strip_prefix("ℹ ")) {
            // `# pass 12` in TAP, `ℹ pass 12` in Node's own style
            let mut words = result.split_whitespace();
            self.count(words.next(), words.next());
        }
    }

    fn count(&mut self, kind: Option<&str>, number: Option<&str>) {
        let Some(number) = number.and_then(|number| number.parse::<u64>().ok()) else { return };
        match kind {
            Some("passed" | "pass") => self.passed += number,
            Some("failed" | "fail") => self.failed += number,
            Some("ignored" | "skipped") => self.skipped += number,
            _ => {}
        }
    }
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
        }
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed", self.passed)?;
        if self.failed > 0 {
            write!(f, ", {} failed", self.failed)?;
        }
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(output: &str) -> Counts {
        let mut counts = Counts::default();
        output.lines().for_each(|line| counts.read_line(line));
        counts
    }

    #[test]
    fn rust_test_programs_add_up() {
        let output = "running 3 tests\n\
            test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 7 filtered out; finished in 0.00s\n\
            test result: FAILED. 5 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.10s\n";
        assert_eq!(counted(output), Counts { passed: 7, failed: 1, skipped: 1 });
    }

    #[test]
    fn both_styles_of_node_are_read() {
        let expected = Counts { passed: 4, failed: 0, skipped: 2 };
        assert_eq!(counted("# tests 6\n# pass 4\n# fail 0\n# skipped 2\n"), expected);
        assert_eq!(counted("ℹ tests 6\nℹ pass 4\nℹ fail 0\nℹ skipped 2\n"), expected);
    }

    #[test]
    fn other_lines_count_for_nothing() {
        assert_eq!(counted("4 passed\n# a heading\nthe test passed 9\n"), Counts::default());
    }

    #[test]
    fn only_what_happened_is_named() {
        assert_eq!(Counts { passed: 4, failed: 0, skipped: 2 }.to_string(), "4 passed, 2 skipped");
        assert_eq!(Counts { passed: 4, failed: 1, skipped: 0 }.to_string(), "4 passed, 1 failed");
    }
}
