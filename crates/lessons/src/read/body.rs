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
    pub(super) watch: Text,
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
    let mut paragraphs = Vec::new();
    while let Some(block) = blocks.next_if(|block| block.kind == Kind::Paragraph) {
        paragraphs.push(plain(block)?);
    }
    let mut paragraphs = paragraphs.into_iter();
    let watch = paragraphs.next().ok_or_else(|| {
        Mistake::new(title.line, "below the title comes a sentence on what to watch: write it as a paragraph")
    })?;
    let explanation: Vec<_> = paragraphs.collect();
    if explanation.is_empty() {
        return Err(
            watch.mistake("after the sentence on what to watch comes the explanation: add a paragraph")
        );
    }
    let mut body = Body { title: plain(title)?, watch, explanation, tour: Vec::new(), links: Vec::new() };
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
    let says = match &item.pieces[..] {
        [Piece::Code(at), Piece::Text(says)] => says.strip_prefix(": ").map(|says| (at, says)),
        _ => None,
    };
    let (at, says) = says.ok_or_else(|| {
        Mistake::new(
            item.line,
            "a stop is a spot and a sentence: write it as “`poll \"upload\" 2`: Upload …”",
        )
    })?;
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
        _ => Err(Mistake::new(
            block.line,
            "this text is shown as it is: write it without code and links, which belong under “Read on”",
        )),
    }
}
