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
}
