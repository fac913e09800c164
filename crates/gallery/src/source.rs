//! The source of the demos as the page shows it: coloured, with the line numbers of the real file.

use serde::{Deserialize, Serialize};

pub use super::class::Class;
use super::knobs::{Knobs, knob_text};
use taskscope_lessons::KnobKind;

/// What is shown of one demo's file.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The file as the compiler knows it, so that the places of a trace can be found in it.
    pub file: &'static str,
    /// How many lines the file has.
    pub length: u32,
    /// The lines of all variants in the order of the file, packed: as tables of pieces they would take four times the
    /// room. A line is its number, a space, the name of its variant if it belongs to one, a `!` if the other variant does not
    /// have it, a `~` if it is an import, and its pieces, each after the [mark](Class::mark) of its class.
    pub packed: &'static str,
}

/// One line of source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceLine {
    /// The line's number in the file, from 1.
    pub number: u32,
    /// The variant that the line belongs to; `None` if every variant has it.
    pub variant: Option<&'static str>,
    /// Whether the other variant does not have it.
    pub differs: bool,
    /// Whether it imports something.
    pub is_import: bool,
    /// The line's text in pieces, from left to right. A blank line has none.
    pub spans: Vec<Span>,
}

/// A piece of a line, all of one colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// What it is.
    pub class: Class,
    /// Its text, with the spaces.
    pub text: &'static str,
}

impl Source {
    /// The lines of all variants, in the order of the file.
    pub fn lines(&self) -> impl Iterator<Item = SourceLine> {
        self.packed.lines().filter_map(SourceLine::unpack)
    }

    /// The lines that make up one variant's program.
    pub fn lines_of(&self, variant: &str) -> impl Iterator<Item = SourceLine> {
        self.lines().filter(move |line| line.variant.is_none_or(|of| of == variant))
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
    fn unpack(packed: &'static str) -> Option<Self> {
        let is_mark = |letter: char| Class::ALL.iter().any(|class| class.mark() == letter);
        let (head, pieces) = packed.split_at(packed.find(is_mark).unwrap_or(packed.len()));
        let (number, variant) = head.split_once(' ')?;
        let variant_only = variant.trim_end_matches(['!', '~']);
        let mut spans = Vec::new();
        for piece in pieces.split_inclusive(is_mark).skip(1).zip(pieces.matches(is_mark)) {
            let (text, mark) = piece;
            let class = Class::ALL.into_iter().find(|class| mark.starts_with(class.mark()))?;
            spans.push(Span { class, text: text.trim_end_matches(is_mark) });
        }
        Some(Self {
            number: number.parse().ok()?,
            variant: (!variant_only.is_empty()).then_some(variant_only),
            differs: variant.contains('!'),
            is_import: variant.ends_with('~'),
            spans,
        })
    }

    /// The line's text.
    #[must_use]
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| span.text).collect()
    }

    /// The line's text with a knob's value wherever the program reads one.
    #[must_use]
    pub fn with_values(&self, knobs: &Knobs) -> String {
        let value = |name: &str| {
            let found = knobs.iter().find(|(knob, _)| knob.name == name);
            found.map(|(knob, value)| match knob.kind {
                KnobKind::Switch => format!("{} {}", knob.name, if value == 0 { "✗" } else { "✓" }),
                KnobKind::Milliseconds | KnobKind::Count => knob_text(knob, value),
            })
        };
        let piece = |span: &Span| span.knob().and_then(value).unwrap_or_else(|| span.text.to_owned());
        self.spans.iter().map(piece).collect()
    }

    /// How many spaces it begins with.
    #[must_use]
    pub fn indent(&self) -> usize {
        let first = self.spans.first().map_or("", |span| span.text);
        first.len() - first.trim_start_matches(' ').len()
    }
}

impl Span {
    /// The name of the knob that is read here; `None` for pieces of any other class.
    #[must_use]
    pub fn knob(&self) -> Option<&'static str> {
        let text = self.text;
        (self.class == Class::Knob).then(|| text.split('"').nth(1)).flatten()
    }
}
