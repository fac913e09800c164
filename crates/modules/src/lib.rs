//! The built-in programs as a module of WebAssembly: which of them, features of `taskscope-programs` say where it is built.
//!
//! The page starts one by the interface that `taskscope-abi` describes; nothing here knows the page.
#![cfg(target_arch = "wasm32")]

use taskscope_abi::{Start, Task, module};
use taskscope_programs::{Knobs, Main, find, rules};
use taskscope_runtime::thread::Callable;

module!(choose, functions);

fn main_of(start: &Start) -> Result<&'static Main, String> {
    let Start { program, variant, .. } = start;
    find(program, variant)
        .ok_or_else(|| format!("There is no variant “{variant}” of a program “{program}” here."))
}

fn choose(start: &Start) -> Result<Task, String> {
    let main = main_of(start)?;
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

fn functions(start: &Start) -> Result<&'static [&'static dyn Callable], String> {
    main_of(start).map(|main| main.functions)
}
