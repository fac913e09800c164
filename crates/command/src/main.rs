//! `taskscope`: the programs without a browser. Lists them, runs them on the virtual clock, and writes out what happened.
//!
//! It may know every pure crate. Begin with `outputs.rs`: a new output is one row of its table.

mod arguments;
mod fault;
mod list;
mod outputs;
mod request;
mod run;
mod site;

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use arguments::Invocation;
use fault::Fault;

/// Does what was asked for, and says on standard error if it can't.
fn main() -> ExitCode {
    match arguments::parse(lexopt::Parser::from_env()).and_then(execute) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("error: {fault}");
            fault.exit_code()
        }
    }
}

fn execute(invocation: Invocation) -> Result<(), Fault> {
    match invocation {
        Invocation::Help => print(arguments::help().as_bytes()),
        Invocation::List(None) => print(list::all().as_bytes()),
        Invocation::List(Some(demo)) => print(list::one(demo).as_bytes()),
        Invocation::Run(request) => run::run(&request),
        Invocation::Site(folder) => site::write(&folder),
    }
}

/// Writes to standard output.
fn print(bytes: &[u8]) -> Result<(), Fault> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        // Whoever reads has seen enough, as `head` does.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => {
            written.map_err(|error| Fault::Failure(format!("cannot write to standard output: {error}")))
        }
    }
}
