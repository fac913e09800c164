//! Markdown as far as a lesson has it: headings, paragraphs and items of lists, one after the other.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::super::part::Part;
use crate::Mistake;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A heading of the first level.
    Title,
    /// A heading of the second level.
    Heading,
    Paragraph,
    /// An item of a list, ordered or not.
    Item,
}

/// A block, with the line that it begins in.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) kind: Kind,
    pub(super) line: usize,
    /// What it is made of. No two texts follow each other, and none is empty.
    pub(super) pieces: Vec<Piece>,
}

#[derive(Debug)]
pub(super) enum Piece {
    Text(String),
    Code(String),
    Link { label: String, url: String },
}

pub(super) fn read(part: Part<'_>) -> Result<Vec<Block>, Mistake> {
    let mut reader = Reader { part, blocks: Vec::new(), open: None, link: None };
    for (event, at) in Parser::new_ext(part.text, Options::empty()).into_offset_iter() {
        reader.take(event, &at)?;
    }
    Ok(reader.blocks)
}

struct Reader<'a> {
    part: Part<'a>,
    blocks: Vec<Block>,
    /// The block that is being read.
    open: Option<Block>,
    /// The label and the address of the link that is being read.
    link: Option<(String, String)>,
}

impl Reader<'_> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "all else that Markdown has is refused")]
    fn take(&mut self, event: Event<'_>, at: &Range<usize>) -> Result<(), Mistake> {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => self.open(Kind::Title, at),
            Event::Start(Tag::Heading { level: HeadingLevel::H2, .. }) => self.open(Kind::Heading, at),
            Event::Start(Tag::Item) => self.open(Kind::Item, at),
            // An item with space around it has a paragraph inside.
            Event::Start(Tag::Paragraph) => match &self.open {
                None => self.open(Kind::Paragraph, at),
                Some(item) if item.pieces.is_empty() => Ok(()),
                Some(_) => {
                    Err(self.mistake(at, "an item of a list is one paragraph: join them, or write two items"))
                }
            },
            Event::End(TagEnd::Paragraph)
                if self.open.as_ref().is_some_and(|open| open.kind == Kind::Item) =>
            {
                Ok(())
            }
            Event::End(TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Item) => {
                self.blocks.extend(self.open.take());
                Ok(())
            }
            Event::Start(Tag::List(_)) if self.open.is_none() => Ok(()),
            Event::End(TagEnd::List(_)) => Ok(()),
            Event::Start(Tag::Link { dest_url, .. }) => {
                self.link = Some((String::new(), dest_url.into_string()));
                Ok(())
            }
            Event::End(TagEnd::Link) => {
                let link = self.link.take();
                self.push(link.map(|(label, url)| Piece::Link { label, url }));
                Ok(())
            }
            Event::Text(words) => {
                self.push_text(&words);
                Ok(())
            }
            Event::SoftBreak => {
                self.push_text(" ");
                Ok(())
            }
            Event::Code(code) => self.push_code(code, at),
            _ => Err(self.mistake(
                at,
                "a lesson has titles, paragraphs, lists and links, and nothing else of Markdown or HTML: \
                 write it in words, or put a backslash before the character",
            )),
        }
    }

    fn mistake(&self, at: &Range<usize>, sentence: &str) -> Mistake {
        Mistake::new(self.part.line_at(at.start), sentence)
    }

    fn open(&mut self, kind: Kind, at: &Range<usize>) -> Result<(), Mistake> {
        if self.open.is_some() {
            return Err(self.mistake(at, "an item of a list is one paragraph: take what is inside out of it"));
        }
        self.open = Some(Block { kind, line: self.part.line_at(at.start), pieces: Vec::new() });
        Ok(())
    }

    fn push(&mut self, piece: Option<Piece>) {
        if let Some(block) = &mut self.open {
            block.pieces.extend(piece);
        }
    }

    fn push_text(&mut self, words: &str) {
        if let Some((label, _)) = &mut self.link {
            label.push_str(words);
        } else if let Some(Piece::Text(text)) = self.open.as_mut().and_then(|block| block.pieces.last_mut()) {
            text.push_str(words);
        } else {
            self.push(Some(Piece::Text(words.to_owned())));
        }
    }

    fn push_code(&mut self, code: CowStr<'_>, at: &Range<usize>) -> Result<(), Mistake> {
        if self.link.is_some() {
            return Err(self.mistake(at, "the label of a link is shown as it is: write it without code"));
        }
        self.push(Some(Piece::Code(code.into_string())));
        Ok(())
    }
}
