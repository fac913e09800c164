//! What a program's file declares: the main task of each variant.

use std::panic::Location;
use std::pin::Pin;

use taskscope_runtime::thread::Callable;

use super::knobs::Knobs;

/// A main task that has not been spawned.
pub type Program = Pin<Box<dyn Future<Output = ()>>>;

/// Makes the main task of one variant.
pub struct Main {
    /// The variant's name, which its functions end in.
    pub name: &'static str,
    /// Makes the main task.
    pub start: fn(Knobs) -> Program,
    /// Where the main task is said to be spawned: in the program's file, whoever starts it.
    pub place: &'static Location<'static>,
    /// The functions that it runs on threads.
    pub functions: &'static [&'static dyn Callable],
}

impl Main {
    /// What the main task is called.
    pub const NAME: &'static str = "main";

    /// The main task of a variant, spawned where this is called.
    #[must_use]
    #[track_caller]
    pub const fn new(name: &'static str, start: fn(Knobs) -> Program) -> Self {
        Self { name, start, place: Location::caller(), functions: &[] }
    }

    /// The same with functions that it runs on threads: a thread is another instance of the program, which has to find
    /// them.
    #[must_use]
    pub const fn runs(self, functions: &'static [&'static dyn Callable]) -> Self {
        Self { functions, ..self }
    }
}
