//! The command line: which commands there are, and what was asked for.

use std::{ffi::OsString, iter, num::NonZeroU16};

use clap::{Arg, ArgMatches, Command, Error, builder::EnumValueParser, error::ErrorKind, value_parser};

use crate::{
    bench::options::{self as bench, BenchOptions},
    browser::{Engine, Engines},
    checks::{Check, Selection, TestOptions},
    demo::Folder,
    flags::{flag, option},
    site::ServeOptions,
};

/// What people type before the name of a command.
const PROGRAM: &str = "cargo xtask";

/// The port that Trunk.toml names for a bare `trunk serve`.
const DEFAULT_PORT: &str = "8080";

/// One parsed command line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Invocation {
    /// What is to be printed.
    Help(String),
    Setup {
        tests_in: Option<Engines>,
    },
    Serve(ServeOptions),
    Dist {
        is_packed: bool,
        /// What the growth of files has bought.
        bought: Option<String>,
    },
    Assets,
    Lint,
    Test(TestOptions),
    Memcheck,
    Miri,
    /// The options of this and the next are read by the package that does it.
    Mutants(Vec<OsString>),
    Prose(Vec<OsString>),
    Shots,
    NewDemo {
        slug: String,
        folder: Folder,
    },
    Bench(BenchOptions),
}

/// What a command makes of its arguments, which clap has checked.
type Read = fn(ArgMatches) -> Invocation;

/// Every command: what it is called and takes, and what is made of that.
fn commands() -> [(Command, Read); 13] {
    [
        (serve_command(), serve),
        (test_command(), test),
        (
            Command::new("memcheck").about(
                "Run the runtime's tests under valgrind, and AddressSanitizer where a nightly is installed",
            ),
            |_| Invocation::Memcheck,
        ),
        (Command::new("miri").about("Run the runtime's tests under Miri, where a toolchain has it"), |_| {
            Invocation::Miri
        }),
        (
            passing_on(
                "mutants",
                "Put small faults into the code, one at a time, and list those that no test sees",
            ),
            |arguments| Invocation::Mutants(passed_on(arguments)),
        ),
        (Command::new("lint").about("Check formatting and clippy, natively and for wasm32"), |_| {
            Invocation::Lint
        }),
        (passing_on("prose", "Grade the texts, and list phrases that read as translated"), |arguments| {
            Invocation::Prose(passed_on(arguments))
        }),
        (
            Command::new("dist")
                .about("Build the site in dist/, and print the size of each file")
                .arg(flag("npm", "Make the package in target/npm, too"))
                .arg(option("bought", "TEXT", "Let files have grown: say what for", value_parser!(String))),
            |mut arguments| Invocation::Dist {
                is_packed: arguments.get_flag("npm"),
                bought: arguments.remove_one("bought"),
            },
        ),
        (
            Command::new("assets")
                .about("Write what the page needs beside its module into the folder that Trunk builds in"),
            |_| Invocation::Assets,
        ),
        (demo_command(), demo),
        (Command::new("shots").about("Take the pictures of the README from the built site"), |_| {
            Invocation::Shots
        }),
        (bench::command(), |arguments| Invocation::Bench(bench::read(arguments))),
        (setup_command(), setup),
    ]
}

/// Reads a command line, without the name of the program.
///
/// # Errors
/// If there is no such command, or it takes no such arguments. The text names what is wrong, what would be right, and
/// where help is.
pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Invocation, Error> {
    let commands = commands();
    let mut program = Command::new("xtask")
        .bin_name(PROGRAM)
        .about("The one door to everything that is done with this checkout")
        .subcommands(commands.iter().map(|(command, _)| command.clone()));
    let mut found = match program.try_get_matches_from_mut(iter::once(PROGRAM.into()).chain(arguments)) {
        Err(error) if error.kind() == ErrorKind::DisplayHelp => {
            return Ok(Invocation::Help(error.to_string()));
        }
        found => found?,
    };
    let invocation = found.remove_subcommand().and_then(|(name, arguments)| {
        let (_, read) = commands.iter().find(|(command, _)| command.get_name() == name)?;
        Some(read(arguments))
    });
    Ok(invocation.unwrap_or_else(|| Invocation::Help(program.render_help().to_string())))
}

fn setup_command() -> Command {
    Command::new("setup")
        .about("Install what serve and dist need")
        .arg(flag("test", "Install what the tests need, too"))
        .arg(browsers().requires("test"))
}

fn setup(mut arguments: ArgMatches) -> Invocation {
    let engines = arguments.remove_one("browsers").unwrap_or(Engines::Installed);
    Invocation::Setup { tests_in: arguments.get_flag("test").then_some(engines) }
}

fn serve_command() -> Command {
    Command::new("serve")
        .about("Set up what is missing, then build, serve and rebuild on changes")
        .arg(flag("no-open", "Leave the browser alone"))
        .arg(option("port", "N", "Serve at this port", value_parser!(NonZeroU16)).default_value(DEFAULT_PORT))
        .arg(flag("release", "Build for size, as the site is"))
}

fn serve(mut arguments: ArgMatches) -> Invocation {
    Invocation::Serve(ServeOptions {
        port: arguments.remove_one("port").expect("it has a default"),
        opens_browser: !arguments.get_flag("no-open"),
        release: arguments.get_flag("release"),
    })
}

fn test_command() -> Command {
    Command::new("test")
        .about("Check what a change can break, in the order that CI does it")
        .arg(flag("all", "Run the slow rest too: every browser engine, and the bundlers"))
        .arg(
            flag("no-browser", "Leave out what needs a browser")
                .conflicts_with_all(["all", "browsers", "only"]),
        )
        .arg(browsers())
        .arg(option("only", "CHECK", "Run one part", EnumValueParser::<Check>::new()))
        .arg(option("cases", "N", "Run N random programs instead of 10,000", value_parser!(u32)))
}

fn test(mut arguments: ArgMatches) -> Invocation {
    let is_all = arguments.get_flag("all");
    let selection = match arguments.remove_one("only") {
        Some(check) => Selection::Only(check),
        None if arguments.get_flag("no-browser") => Selection::WithoutBrowser,
        None => Selection::All,
    };
    let usual = || if is_all { Engines::Named(Engine::ALL.to_vec()) } else { Engines::Installed };
    let engines = arguments.remove_one("browsers").unwrap_or_else(usual);
    let cases = arguments.remove_one("cases");
    Invocation::Test(TestOptions { selection, engines, is_all, cases })
}

/// A command whose options are read by a package of its own.
fn passing_on(name: &'static str, about: &'static str) -> Command {
    let options = Arg::new("OPTIONS").num_args(0..).allow_hyphen_values(true).trailing_var_arg(true);
    Command::new(name)
        .about(about)
        .disable_help_flag(true)
        .arg(options.value_parser(value_parser!(OsString)).help("What --help lists"))
}

fn passed_on(mut arguments: ArgMatches) -> Vec<OsString> {
    arguments.remove_many("OPTIONS").into_iter().flatten().collect()
}

fn demo_command() -> Command {
    let folder = option("in", "FOLDER", "The folder it goes to", EnumValueParser::<Folder>::new());
    let new = Command::new("new")
        .about("Write a demo to start from: a program and its lesson, with their golden files")
        .arg(Arg::new("SLUG").required(true).help("What links call it: lower case words, joined by `-`"))
        .arg(folder.default_value("traps"));
    Command::new("demo").about("Start a demo").subcommand_required(true).subcommand(new)
}

fn demo(mut arguments: ArgMatches) -> Invocation {
    let (_, mut arguments) = arguments.remove_subcommand().expect("it is required");
    Invocation::NewDemo {
        slug: arguments.remove_one("SLUG").expect("it is required"),
        folder: arguments.remove_one("in").expect("it has a default"),
    }
}

fn browsers() -> Arg {
    let engines = Engine::names();
    let help = format!(
        "Test in these browsers, any of {engines} with commas in between, instead of Chromium and those that are installed"
    );
    option("browsers", "LIST", &help, Engines::from_list)
}

#[cfg(test)]
mod tests;
