//! Runs a demo and writes out what was asked for.

use std::fs;

use taskscope_simulate::Simulate as _;
use taskscope_trace::Run;

use super::fault::Fault;
use super::outputs::Ran;
use super::print;
use super::request::{Chosen, Request, Target};

/// Runs a demo and writes every output, in the order in which they were asked for.
pub(crate) fn run(request: &Request) -> Result<(), Fault> {
    let settings = &request.settings;
    let recording = settings.variant.simulate_with(settings.knobs, request.rules.clone());
    let mut run = Run::default();
    run.append(recording.words()).expect("a recorder writes what its decoder reads");
    let ran = Ran { request, recording, run };
    // What is printed side by side is told apart by headings.
    let printed = request.outputs.iter().filter(|chosen| chosen.target == Target::Screen).count();
    for Chosen { output, target } in &request.outputs {
        let bytes = (output.write)(&ran);
        match target {
            Target::Screen if printed > 1 => {
                print(format!("{}\n", output.name.to_uppercase()).as_bytes())?;
                print(&bytes)?;
                print(b"\n")?;
            }
            Target::Screen | Target::StandardOutput => print(&bytes)?,
            Target::File(path) => fs::write(path, bytes).map_err(|error| {
                let path = path.display();
                Fault::Failure(format!(
                    "cannot write {path}: {error}; name a file in a folder that exists and that you may write to"
                ))
            })?,
        }
    }
    Ok(())
}
