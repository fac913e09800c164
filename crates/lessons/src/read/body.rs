//! The body of a lesson: its texts, in Markdown.

mod blocks;

use super::head::of_variant;
use super::part::{Part, text};
use super::phrase;
use crate::{Link, Mistake, Stop, Text, Variant};
use blocks::{Block, Kind, Piece};

/// All that the body says.
pub(super) struct Body {
    pub(super) title: Text,
    pub(super) explanation: Vec<Text>,
    pub(super) tour: Vec<Stop<Text>>,
    pub(super) links: Vec<Link<Text>>,
}

pub(super) fn read(part: Part<'_>, variants: &[Variant]) -> Result<Body, Mistake> {
    let mut blocks = blocks::read(part)?.into_iter().peekable();
    let title = blocks.next_if(|block| block.kind == Kind::Title);
    let title = title.ok_or_else(|| {
        Mistake::new(part.first_line, "the text begins with the lesson's title: write it as `# Title`")
    })?;
    let mut explanation = Vec::new();
    while let Some(block) = blocks.next_if(|block| block.kind == Kind::Paragraph) {
        explanation.push(prose(block.line, &block.pieces)?);
    }
    if explanation.is_empty() {
        return Err(Mistake::new(title.line, "below the title comes the explanation: add a paragraph"));
    }
    let mut body = Body { title: plain(title)?, explanation, tour: Vec::new(), links: Vec::new() };
    let mut list = List::None;
    for block in blocks {
        match (block.kind, &list) {
            (Kind::Heading, _) => list = list_below(&block, variants)?,
            (Kind::Item, List::Tour(variant)) => body.tour.push(stop(&block, variant.clone())?),
            (Kind::Item, List::Links) => body.links.push(link(&block)?),
            (Kind::Item | Kind::Paragraph | Kind::Title, _) => {
                return Err(Mistake::new(block.line, BELOW_EXPLANATION));
            }
        }
    }
    Ok(body)
}

const BELOW_EXPLANATION: &str = "below the explanation are lists under headings: \
                                 put it above, or into the list of a tour or of links";

/// The list that items belong to.
enum List {
    None,
    /// Of a variant.
    Tour(Text),
    Links,
}

fn list_below(heading: &Block, variants: &[Variant]) -> Result<List, Mistake> {
    let line = heading.line;
    match &heading.pieces[..] {
        [Piece::Text(words)] if words == "Read on" => Ok(List::Links),
        [Piece::Text(words), Piece::Code(variant)] if words == "Tour of " => {
            of_variant(text(line, variant), variants).map(List::Tour)
        }
        _ => Err(Mistake::new(
            line,
            "no part has this heading: write “Tour of `NAME`”, of a variant, or “Read on”",
        )),
    }
}

fn stop(item: &Block, variant: Text) -> Result<Stop<Text>, Mistake> {
    let no_stop = || {
        Mistake::new(
            item.line,
            "a stop is a spot and a sentence: write it as “`poll \"upload\" 2`: `upload` …”",
        )
    };
    let [Piece::Code(at), says @ ..] = &item.pieces[..] else { return Err(no_stop()) };
    let says = prose(item.line, says)?;
    let says = says.strip_prefix(':').map(str::trim_start).filter(|says| !says.is_empty());
    let says = says.ok_or_else(no_stop)?;
    Ok(Stop { variant, at: phrase::spot(&text(item.line, at))?, says: text(item.line, says) })
}

fn link(item: &Block) -> Result<Link<Text>, Mistake> {
    match &item.pieces[..] {
        [Piece::Link { label, url }] => Ok(Link { label: text(item.line, label), url: text(item.line, url) }),
        _ => Err(Mistake::new(
            item.line,
            "here is a link and nothing else: write it as `[what is there](https://…)`",
        )),
    }
}

/// A block that is text and nothing else.
fn plain(block: Block) -> Result<Text, Mistake> {
    match <[Piece; 1]>::try_from(block.pieces) {
        Ok([Piece::Text(words)]) => Ok(text(block.line, words)),
        _ => Err(Mistake::new(block.line, "the title is shown as it is: write it without code and links")),
    }
}

/// Sentences with names and code in them, which keep their backticks.
fn prose(line: usize, pieces: &[Piece]) -> Result<Text, Mistake> {
    let mut sentence = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(words) if words.contains('`') => {
                return Err(Mistake::new(line, "a backtick marks a name or code: write no other"));
            }
            Piece::Text(words) => sentence.push_str(words),
            Piece::Code(code) if code.contains('`') || code.trim().is_empty() => {
                return Err(Mistake::new(
                    line,
                    "a name or code has letters and no backticks: mend what is marked",
                ));
            }
            Piece::Code(code) => {
                sentence.push('`');
                sentence.push_str(code);
                sentence.push('`');
            }
            Piece::Link { .. } => {
                return Err(Mistake::new(
                    line,
                    "a link inside a sentence isn't shown: put it under “Read on”",
                ));
            }
        }
    }
    Ok(text(line, sentence))
}
