//! The built-in programs as modules of WebAssembly: each example is one, with the programs of a section of the gallery.
//!
//! The page starts one by the interface that `taskscope-abi` describes; nothing here knows the page.
#![cfg(target_arch = "wasm32")]

use taskscope_abi::{Start, Task};
use taskscope_programs::{Knobs, Main, Programs, find_in, rules};

#[doc(hidden)]
pub use taskscope_abi;

/// Makes a module of some programs: what a browser calls, and nothing else.
#[macro_export]
macro_rules! module {
    ($programs:expr) => {
        $crate::taskscope_abi::module!(
            |start| $crate::choose($crate::main_of($programs, start)?, start),
            |start| $crate::main_of($programs, start).map(|main| main.functions)
        );
    };
}

/// The main task that a page asks for.
///
/// # Errors
/// There is none; the text says so.
pub fn main_of(programs: Programs, start: &Start) -> Result<&'static Main, String> {
    let Start { program, variant, .. } = start;
    find_in(programs, program, variant)
        .ok_or_else(|| format!("There is no variant “{variant}” of a program “{program}” here."))
}

/// A main task with the rules and knobs that a page asks for.
///
/// # Errors
/// An order that there is not, or too many knobs; the text says so.
pub fn choose(main: &'static Main, start: &Start) -> Result<Task, String> {
    let Start { order, seed, operations, polls, knobs, .. } = start;
    let rules = rules(order, *seed, *operations, *polls);
    let rules = rules.ok_or_else(|| format!("There is no order “{order}” here."))?;
    if knobs.len() > Knobs::MOST {
        return Err(format!("A program has no more than {} knobs.", Knobs::MOST));
    }
    // Programs are compiled with the names of their knobs, so these last as long as those.
    let knobs = knobs.iter().map(|(name, value)| (&*name.clone().leak(), *value));
    Ok(Task { name: Main::NAME, place: main.place, future: (main.start)(Knobs::of(knobs)), rules })
}
