//! The source of the demos as the page shows it: coloured, with the line numbers of the real file.

pub use super::class::Class;

/// What is shown of one demo's file.
#[derive(Debug)]
pub struct Source {
    /// The file as the compiler knows it, so that the places of a trace can be found in it.
    pub file: &'static str,
    /// The lines of all variants, in the order of the file.
    pub lines: &'static [SourceLine],
}

/// One line of source.
#[derive(Debug)]
pub struct SourceLine {
    /// The line's number in the file, from 1.
    pub number: u32,
    /// The variant that the line belongs to; `None` if every variant has it.
    pub variant: Option<&'static str>,
    /// Whether the other variant does not have it.
    pub differs: bool,
    /// The line's text in pieces, from left to right. A blank line has none.
    pub spans: &'static [Span],
}

/// A piece of a line, all of one colour.
#[derive(Debug)]
pub struct Span {
    /// What it is.
    pub class: Class,
    /// Its text, with the spaces.
    pub text: &'static str,
}

impl Source {
    /// The lines that make up one variant's program.
    pub fn lines_of(&self, variant: &str) -> impl Iterator<Item = &'static SourceLine> {
        self.lines.iter().filter(move |line| line.variant.is_none_or(|of| of == variant))
    }

    /// The file's name without its folders.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.file.rsplit(['/', '\\']).next().unwrap_or(self.file)
    }

    /// Where the file can be read in the repository.
    #[must_use]
    pub fn url(&self) -> String {
        // The compiler writes paths in the way of the machine it runs on.
        format!(concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/{}"), self.file.replace('\\', "/"))
    }

    /// The program of a variant as text, to be copied.
    #[must_use]
    pub fn text_of(&self, variant: &str) -> String {
        self.lines_of(variant).map(|line| line.text() + "\n").collect()
    }
}

impl SourceLine {
    /// The line's text.
    #[must_use]
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| span.text).collect()
    }
}

/// One `Source` for each demo, called after its file in capitals. Written by `build.rs`.
pub mod sources {
    use super::{Class, Source, SourceLine, Span};

    include!(concat!(env!("OUT_DIR"), "/sources.rs"));
}
