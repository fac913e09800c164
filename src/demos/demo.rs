//! What a demo is: a program in variants, with all that is said about it.

use std::fmt;
use std::panic::Location;
use std::pin::Pin;

use taskscope_runtime::{Recorder, Recording, Rules, simulate_with};

use super::knobs::{Knob, Knobs};
use super::source::Source;

/// A program in the gallery. Each is a `static` in a file of its own.
#[derive(Debug)]
pub struct Demo {
    /// Its name in addresses: lower case, words joined by `-`.
    pub slug: &'static str,
    /// Its name in the gallery.
    pub title: &'static str,
    /// Where in the gallery it stands.
    pub section: Section,
    /// One sentence on what to watch.
    pub watch: &'static str,
    /// What happens and why it matters, in paragraphs.
    pub explanation: &'static [&'static str],
    /// Where to read on: the Book, then a primary source.
    pub links: &'static [Link],
    /// What can be changed.
    pub knobs: &'static [Knob],
    /// The programs, one at least. A bad one stands before its fix.
    pub variants: &'static [Variant],
    /// The source that is shown.
    pub source: &'static Source,
}

impl Demo {
    /// Every knob at its default.
    #[must_use]
    pub fn default_knobs(&self) -> Knobs {
        Knobs::defaults(self.knobs)
    }

    /// The variant called `name`.
    #[must_use]
    pub fn variant(&self, name: &str) -> Option<&'static Variant> {
        self.variants.iter().find(|variant| variant.name == name)
    }
}

/// A heading of the gallery, in the order of the Book's chapter on async.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// The chapter's introduction.
    Introduction,
    /// "Applying Concurrency with Async".
    Concurrency,
}

impl Section {
    /// The heading, with the number of the Book's section.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Introduction => "Async programming · 17",
            Self::Concurrency => "Concurrency · 17.2",
        }
    }
}

/// Somewhere to read on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// What is there.
    pub label: &'static str,
    /// Its address.
    pub url: &'static str,
}

/// A main task that has not been spawned.
pub type Program = Pin<Box<dyn Future<Output = ()>>>;

/// One version of a demo's program.
pub struct Variant {
    /// Its name, which its functions end in: `bad` and `fixed` where there is a pitfall.
    pub name: &'static str,
    /// One sentence on what sets it apart.
    pub sentence: &'static str,
    /// Makes the main task.
    pub program: fn(Knobs) -> Program,
    /// Where the main task is said to be spawned: in the demo's file, whoever starts it.
    pub place: &'static Location<'static>,
}

impl Variant {
    /// What the main task is called.
    pub const MAIN: &'static str = "main";

    /// A variant whose main task is spawned where this is called.
    #[must_use]
    #[track_caller]
    pub const fn new(name: &'static str, sentence: &'static str, program: fn(Knobs) -> Program) -> Self {
        Self { name, sentence, program, place: Location::caller() }
    }

    /// Whether it shows a mistake.
    #[must_use]
    pub fn is_bad(&self) -> bool {
        self.name == "bad"
    }

    /// Runs it on the virtual clock to its end.
    #[must_use]
    pub fn simulate(&self, knobs: Knobs) -> Recording {
        self.simulate_with(knobs, Rules::default())
    }

    /// Runs it on the virtual clock to its end, scheduled by other rules.
    #[must_use]
    pub fn simulate_with(&self, knobs: Knobs, rules: Rules) -> Recording {
        let main = (self.program)(knobs);
        simulate_with(Recorder::DEFAULT_CAPACITY, rules, Self::MAIN, main, self.place)
    }
}

impl fmt::Debug for Variant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Variant").field("name", &self.name).finish_non_exhaustive()
    }
}
