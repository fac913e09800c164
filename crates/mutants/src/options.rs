//! The command line of `cargo xtask mutants`.

use std::path::PathBuf;

use anyhow::{Result, bail};
use lexopt::{
    Arg::{Long, Short, Value},
    Parser, ValueExt as _,
};

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Options {
    /// How many mutants that compile are taken; `None` for all.
    pub(crate) sample: Option<usize>,
    pub(crate) seed: u64,
    /// The commit whose code and tests are looked at, instead of the checkout.
    pub(crate) rev: Option<String>,
    /// Only these, by their names; they need not be in the sample.
    pub(crate) only: Vec<String>,
    /// Only those that the last report calls missed.
    pub(crate) only_missed: bool,
    /// Lists the sample instead of running it.
    pub(crate) is_list: bool,
    /// How many run at a time.
    pub(crate) jobs: usize,
    /// Cases of the random tests.
    pub(crate) cases: u32,
    /// Where everything is kept.
    pub(crate) folder: PathBuf,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            sample: Some(300),
            seed: 1,
            rev: None,
            only: Vec::new(),
            only_missed: false,
            is_list: false,
            jobs: 2,
            cases: 100,
            folder: PathBuf::from("target/mutants"),
        }
    }
}

/// How the command is called.
pub(crate) const USAGE: &str = "\
cargo xtask mutants [--sample N|all] [--seed N] [--rev COMMIT] [--only ID,ID] [--missed] [--list] [--jobs N] [--cases N]

  --sample N     how many mutants that compile, 300 without it; `all` takes every one
  --seed N       which ones, 1 without it; the same seed takes the same ones as long as their code stays
  --rev COMMIT   the code and the tests of this commit, not those of the checkout
  --only ID,ID   only these, by the names that reports and lists give them
  --missed       only those that the last report calls missed: after tests were written
  --list         list the sample, and run nothing
  --jobs N       how many test programs run at a time, 2 without it
  --cases N      cases of the random tests, 100 without it
  --folder PATH  where copy, build and report are kept, target/mutants without it";

impl Options {
    /// Reads the command line; `None` if help is wanted.
    pub(crate) fn parse(mut parser: Parser) -> Result<Option<Self>> {
        let mut options = Self::default();
        while let Some(argument) = parser.next()? {
            match argument {
                Long("sample") => {
                    let sample = parser.value()?;
                    options.sample = if sample == "all" { None } else { Some(sample.parse()?) };
                }
                Long("seed") => options.seed = parser.value()?.parse()?,
                Long("rev") => options.rev = Some(parser.value()?.string()?),
                Long("only") => {
                    options.only.extend(parser.value()?.string()?.split(',').map(str::to_owned));
                }
                Long("missed") => options.only_missed = true,
                Long("list") => options.is_list = true,
                Long("jobs") => options.jobs = parser.value()?.parse()?,
                Long("cases") => options.cases = parser.value()?.parse()?,
                Long("folder") => options.folder = parser.value()?.into(),
                Long("help") | Short('h') => return Ok(None),
                Long(_) | Short(_) | Value(_) => return Err(argument.unexpected().into()),
            }
        }
        if options.sample == Some(0) || options.jobs == 0 {
            bail!("--sample and --jobs take numbers from 1 on");
        }
        Ok(Some(options))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Option<Options>, String> {
        Options::parse(Parser::from_args(line.split_whitespace())).map_err(|error| error.to_string())
    }

    #[test]
    fn without_options_three_hundred_are_taken() {
        assert_eq!(parsed(""), Ok(Some(Options::default())));
        assert_eq!(parsed("--sample 300 --seed 1"), Ok(Some(Options::default())));
    }

    #[test]
    fn options_are_read() {
        let expected = Options {
            sample: None,
            only: vec!["a".to_owned(), "b".to_owned()],
            rev: Some("HEAD".to_owned()),
            ..Options::default()
        };
        assert_eq!(parsed("--sample all --only a,b --rev HEAD"), Ok(Some(expected)));
        assert_eq!(parsed("--help"), Ok(None));
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for line in ["--sample 0", "--jobs 0", "--sample some", "--fast", "everything"] {
            assert!(parsed(line).is_err(), "{line}");
        }
    }
}
