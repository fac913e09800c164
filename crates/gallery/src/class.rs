//! What a piece of source is, as far as its colour goes. The build script compiles this file too.

/// The kind of a piece of source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Names, punctuation, space: everything without a colour of its own.
    Plain,
    /// A keyword such as `async`.
    Keyword,
    /// The name of a function or macro where it is defined or called.
    Function,
    /// A number, string or character.
    Literal,
    /// A comment, documentation included.
    Comment,
    /// A knob that is read, such as `knobs.duration("pause")`: a value stands there when the program runs.
    Knob,
}

impl Class {
    /// Every class.
    pub const ALL: [Self; 6] =
        [Self::Plain, Self::Keyword, Self::Function, Self::Literal, Self::Comment, Self::Knob];

    /// The character before a piece of this class in a packed source: one that no source has.
    #[must_use]
    pub const fn mark(self) -> char {
        match self {
            Self::Plain => '\u{1}',
            Self::Keyword => '\u{2}',
            Self::Function => '\u{3}',
            Self::Literal => '\u{4}',
            Self::Comment => '\u{5}',
            Self::Knob => '\u{6}',
        }
    }
}
