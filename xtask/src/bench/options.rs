//! How a bench is asked for: `cargo xtask bench NAME` and what may follow.

use clap::{Arg, ArgMatches, Command, builder::EnumValueParser, value_parser};

use super::Bench;
use crate::flags::{flag, option};

/// How much is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effort {
    All,
    /// Fewer repetitions: a first impression.
    Quick,
    /// Everything once, as briefly as it can be, to see whether the bench itself still works.
    Once,
}

impl Effort {
    /// What the scripts call it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Quick => "quick",
            Self::Once => "once",
        }
    }

    /// The profile to build in: whether a bench works can be seen in one that is built sooner.
    pub(super) fn profile(self, usual: &'static str) -> &'static str {
        match self {
            Self::All | Self::Quick => usual,
            Self::Once => "bench-once",
        }
    }
}

/// One bench, and how it was asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct BenchOptions {
    pub(crate) bench: Bench,
    pub(crate) effort: Effort,
    /// A folder with another build of the site, or a commit, to compare with.
    pub(crate) beside: Option<String>,
    /// Fails if a floor is broken, or, where a bench has none, if a limit is missed.
    pub(crate) check: bool,
}

/// The command.
pub(crate) fn command() -> Command {
    let beside = "Compare with another build: a folder like dist, or a commit";
    Command::new("bench")
        .about("Measure, and say which limits are met")
        .arg(Arg::new("BENCH").required(true).value_parser(EnumValueParser::<Bench>::new()))
        .arg(flag("quick", "Measure less: a first impression").conflicts_with("once"))
        .arg(flag("once", "See in seconds whether the bench itself still works"))
        .arg(option("beside", "BUILD", beside, value_parser!(String)))
        .arg(
            flag("check", "Fail if a floor is broken or, where a bench has none, a limit is missed")
                .conflicts_with("once"),
        )
}

/// What the command was given.
pub(crate) fn read(mut arguments: ArgMatches) -> BenchOptions {
    BenchOptions {
        bench: arguments.remove_one("BENCH").expect("it is required"),
        effort: match (arguments.get_flag("quick"), arguments.get_flag("once")) {
            (true, _) => Effort::Quick,
            (false, true) => Effort::Once,
            (false, false) => Effort::All,
        },
        beside: arguments.remove_one("beside"),
        check: arguments.get_flag("check"),
    }
}
