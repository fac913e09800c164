//! What runs a program, wherever that is.

use taskscope_format::Micros;

use super::messages::Command;

/// A program that runs; dropping it ends the program.
pub(super) trait Runner {
    /// Has the program do something, as soon as it listens.
    fn command(&self, command: Command);

    /// How long the run has taken, as far as that is known.
    fn elapsed(&self) -> Option<Micros>;

    /// For how many milliseconds the program has not let its thread listen, as far as is known. To be asked often: a
    /// runner may ask its program for a sign now and then.
    fn silence(&self) -> f64;
}
