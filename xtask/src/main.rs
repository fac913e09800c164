//! `cargo xtask`: the one door to everything that is done with this checkout, in the same words for people and for CI.

#![expect(clippy::print_stdout, reason = "a command line tool speaks through its standard output")]

mod apt;
mod assets;
mod bench;
mod browser;
mod checks;
mod cli;
mod counts;
mod demo;
mod e2e;
mod element;
mod fetched;
mod flags;
mod glossary;
mod imports;
mod locales;
mod memory;
mod modules;
mod npm;
mod order;
mod packages;
mod process;
mod programs;
mod prose;
mod ratchet;
mod release;
mod rust;
mod site;
mod sizes;
mod timing;
mod tools;
mod weights;

use std::process::ExitCode;

use anyhow::{Context as _, Result};

use cli::Invocation;

fn main() -> ExitCode {
    let invocation = match cli::parse(std::env::args_os().skip(1)) {
        Ok(invocation) => invocation,
        Err(error) => {
            eprint!("{error}");
            return ExitCode::from(2);
        }
    };
    match run(invocation) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(invocation: Invocation) -> Result<()> {
    let root = process::workspace_root();
    // From here on every path is relative to the checkout, and commands can be repeated as they are printed.
    std::env::set_current_dir(&root).with_context(|| format!("cannot work in {}", root.display()))?;
    match invocation {
        Invocation::Help(text) => print!("{text}"),
        Invocation::Setup { tests_in } => checks::setup(tests_in.as_ref())?,
        Invocation::Serve(options) => site::serve(&options)?,
        Invocation::Dist { is_packed, bought } => {
            site::dist(bought.as_deref())?;
            if is_packed {
                npm::pack()?;
            }
        }
        Invocation::Assets => assets::write_for_trunk()?,
        Invocation::Lint => {
            rust::lint()?;
            prose::check()?;
        }
        Invocation::Prose(options) => prose::report(&options)?,
        Invocation::Test(options) => checks::test(&options)?,
        Invocation::Memcheck => println!("\n{}", memory::check()?),
        Invocation::Miri => memory::miri()?,
        Invocation::Mutants(options) => rust::mutants(&options)?,
        Invocation::Shots => e2e::shots()?,
        Invocation::NewDemo { slug, folder } => demo::new(&slug, folder)?,
        Invocation::Bench(options) => bench::run(&options)?,
    }
    Ok(())
}
