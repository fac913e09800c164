//! The options of commands: with a value, or without one.

use clap::{
    Arg, ArgAction,
    builder::{IntoResettable, ValueParser},
};

/// An option without a value.
pub(crate) fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

/// An option with a value.
pub(crate) fn option(
    name: &'static str,
    value: &'static str,
    help: &str,
    parser: impl IntoResettable<ValueParser>,
) -> Arg {
    Arg::new(name).long(name).value_name(value).value_parser(parser).help(help.to_owned())
}
