//! Parts of events as files name them: what each type of ours looks like there.

use std::borrow::Cow;
use std::fmt;

/// The largest whole number that every reader of JSON keeps exact (RFC 8259, section 6): 2^53 - 1.
pub const LARGEST_EXACT: u64 = (1 << 53) - 1;

/// What a member of an event looks like in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// `7`
    Number(u64),
    /// `true`
    Flag(bool),
    /// `"yield"`
    Word(Cow<'a, str>),
    /// `{"task":7}`
    Tagged(Cow<'a, str>, u32),
    /// `["wakes","waits"]`
    Words(Vec<Cow<'a, str>>),
}

impl Value<'_> {
    pub(crate) fn word(word: &str) -> Value<'_> {
        Value::Word(Cow::Borrowed(word))
    }

    pub(crate) fn tagged(word: &str, number: u32) -> Value<'_> {
        Value::Tagged(Cow::Borrowed(word), number)
    }
}

impl fmt::Display for Value<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(formatter),
            Self::Flag(flag) => flag.fmt(formatter),
            Self::Word(word) => word.fmt(formatter),
            Self::Tagged(word, number) => write!(formatter, "{word} {number}"),
            Self::Words(words) => words.join(" ").fmt(formatter),
        }
    }
}

/// Which values a member can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Whole numbers, both ends included.
    Number {
        /// The least.
        least: u32,
        /// The greatest.
        most: u32,
    },
    /// Whole numbers of 64 bits: above [`LARGEST_EXACT`] as a string of digits.
    Large,
    /// `true` and `false`.
    Flag,
    /// One of some words.
    OneOf(&'static Terms),
    /// A list of some words, each once at most.
    Some(&'static Terms),
}

/// The words of one type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// What the type is called in code.
    pub name: &'static str,
    /// What its words are for.
    pub doc: &'static str,
    /// All of them.
    pub words: &'static [Term],
}

/// One word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The word in a file.
    pub word: &'static str,
    /// What it means.
    pub doc: &'static str,
    /// Whether a number belongs to it.
    pub is_tagged: bool,
}

/// A type that a member of an event can have.
pub trait Member: Sized {
    /// Which values it has in a file.
    const SHAPE: Shape;

    /// What it looks like, for messages: `a whole number`.
    const LOOKS: &'static str;

    /// Whether it may be left out.
    const IS_OPTIONAL: bool = false;

    /// How it is written; `None` if the member is left out.
    fn value(self) -> Option<Value<'static>>;

    /// Reads it; `None` if the value is of another form.
    fn from_value(value: &Value<'_>) -> Option<Self>;

    /// What it is if the member is left out, where that may be.
    #[must_use]
    fn absent() -> Option<Self> {
        None
    }
}

/// The members of an event in a file, to be taken by name.
pub trait Members {
    /// Why a member can't be taken.
    type Fault;

    /// Takes a member out.
    ///
    /// # Errors
    /// If it is missing, or its value is of another form.
    fn take<T: Member>(&mut self, name: &'static str) -> Result<T, Self::Fault>;
}
