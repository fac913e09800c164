//! A lesson as its reader gives it: everything the gallery says about a program, and nothing of the program itself.

use std::fmt;
use std::ops::Deref;

use crate::knob::Knob;
use crate::question::Question;
use crate::tour::Stop;

/// A piece of a lesson's text, with the line that it was read from.
///
/// What a name in it means, such as that of a section or of a finding, only the code that shows the lesson knows. With the
/// line it can report a name that it does not know.
#[derive(Clone, PartialEq, Eq)]
pub struct Text {
    /// The line, from 1.
    pub line: usize,
    /// What is written there.
    pub text: String,
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        self
    }
}

/// As a string is written in Rust.
impl fmt::Debug for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, formatter)
    }
}

/// Everything the gallery says about one program. Its slug is the name of its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// Its name in the gallery.
    pub title: Text,
    /// The name of its section.
    pub section: Text,
    /// Where in its section it is; after all others by default. Lessons of the same place are in the order of their slugs.
    pub place: Option<u32>,
    /// What happens and why it matters, in paragraphs: one at least.
    pub explanation: Vec<Text>,
    /// Where to read on.
    pub links: Vec<Link<Text>>,
    /// What can be changed: each name once.
    pub knobs: Vec<Knob<Text>>,
    /// The programs, one at least, each name once.
    pub variants: Vec<Variant>,
    /// What a variant may be found to do in other runs than its usual one.
    pub allowed: Vec<Allowed>,
    /// How it is shown at first.
    pub view: FirstView,
    /// What the visitor may guess before looking, about one of the variants.
    pub questions: Vec<Question<Text, Vec<Text>>>,
    /// Steps worth visiting in the runs of the variants, in the order of the story.
    pub tour: Vec<Stop<Text>>,
}

impl Lesson {
    /// How many knobs a lesson can have.
    pub const MOST_KNOBS: usize = 4;
}

/// Somewhere to read on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Link<T = &'static str> {
    /// What is there.
    pub label: T,
    /// Its address.
    pub url: T,
}

/// What the lesson says about one version of the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// Its name: `bad` and `fixed` where there is a pitfall.
    pub name: Text,
    /// One sentence on what sets it apart.
    pub says: Text,
    /// One sentence on what to look for in its run.
    pub watch: Text,
    /// The kind of finding in its usual run; `None` for nothing.
    pub finds: Option<Text>,
    /// The rules it runs by, unless the visitor chooses others.
    pub rules: Rules,
    /// Whether it keeps its thread for ever, with nothing that could be cut short.
    pub is_endless: bool,
}

/// The rules that a variant runs by; without one, the usual one applies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// The name of the order in which ready tasks run.
    pub order: Option<Text>,
    /// Where the random choices of the run start from.
    pub seed: Option<u32>,
    /// How many operations may succeed in one poll of a task; 0 for no limit.
    pub operations: Option<u32>,
    /// How many polls a turn may have; 0 for no limit.
    pub polls: Option<u32>,
}

/// A kind of finding that some runs of a few variants may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// The names of the variants.
    pub variants: Vec<Text>,
    /// The kind that may be found.
    pub finds: Text,
    /// Why it is true there, in a sentence.
    pub because: Text,
}

/// What the page shows of a run before the visitor changes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstView {
    /// The clock.
    pub clock: Clock,
    /// The task whose wakes are shown.
    pub selected: Option<Text>,
    /// Tasks whose futures are hidden.
    pub folded: Vec<Text>,
}

/// The clock that a lesson begins with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Clock {
    /// Jumps to the next timer when nothing is ready.
    #[default]
    Virtual,
    /// Real time.
    Browser,
}
