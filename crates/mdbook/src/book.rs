//! The whole book: every chapter's blocks, each replaced, or told with all that is wrong.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use mdbook_preprocessor::PreprocessorContext;
use mdbook_preprocessor::book::{Book, BookItem, Chapter};

use crate::html::Read;
use crate::markdown::{self, Block};
use crate::outcome::Outcome;
use crate::poster::Poster;
use crate::site::Site;
use crate::widget::Widget;
use crate::{html, page, plain};

/// Replaces the blocks in all chapters.
///
/// # Errors
/// If anything in the book can't be shown, with every such place, or if the element's files can't be had.
pub fn preprocess(context: &PreprocessorContext, mut book: Book) -> Result<Book> {
    let is_html = context.renderer == "html";
    let site = is_html.then(|| Site::from_config(&context.config, &context.root)).transpose()?;
    let sources = context.root.join(&context.config.book.src);
    let mut writer = Writer { sources, site, shown: 0, demos: BTreeSet::new(), faults: Vec::new() };
    book.for_each_mut(|item| {
        if let BookItem::Chapter(chapter) = item {
            writer.replace(chapter);
        }
    });
    if !writer.faults.is_empty() {
        bail!("some blocks can't be shown:\n  {}", writer.faults.join("\n  "));
    }
    if let Some(site) = writer.site.filter(|_| writer.shown > 0) {
        site.provide(&writer.sources, &writer.demos)?;
    }
    Ok(book)
}

struct Writer {
    /// Where the chapters lie.
    sources: PathBuf,
    /// `None` where no HTML is made.
    site: Option<Site>,
    /// How many blocks were replaced.
    shown: usize,
    /// The demos among them.
    demos: BTreeSet<&'static str>,
    faults: Vec<String>,
}

impl Writer {
    fn replace(&mut self, chapter: &mut Chapter) {
        let path = chapter.path.as_deref().unwrap_or(Path::new(""));
        let mut changes = Vec::new();
        for block in markdown::blocks(&chapter.content) {
            match self.lines(path, &block) {
                Ok(lines) => changes.push((block, lines)),
                Err(message) => {
                    let Chapter { name, source_path, .. } = &*chapter;
                    let file = source_path.as_deref().unwrap_or(path).display();
                    let stop = if message.ends_with(['?', '.']) { "" } else { "." };
                    let line = block.line;
                    self.faults.push(format!("chapter “{name}”, {file}, line {line}: {message}{stop}"));
                }
            }
        }
        if changes.is_empty() {
            return;
        }
        if self.site.is_some()
            && let Some(first) = changes.first_mut().and_then(|(_, lines)| lines.first_mut())
        {
            // Not before the page's title, and not after what it is for, which would be seen without it.
            *first = html::with_style(first, &page::style());
        }
        chapter.content = markdown::replaced(&chapter.content, &changes);
        if let Some(site) = &self.site {
            chapter.content.extend(["\n\n", &page::script(&site.address(), site.has_playground()), "\n"]);
        }
    }

    fn lines(&mut self, path: &Path, block: &Block) -> Result<Vec<String>, String> {
        let widget = Widget::new(block.pairs.clone()?, &block.body)?;
        self.shown += 1;
        self.demos.extend(widget.program.demo());
        let folder = path.parent().unwrap_or(path);
        let run = widget.program.run(&self.sources, folder)?;
        let id = format!("taskscope-{}", self.shown);
        let outcome = run.map(|run| Outcome::of(&widget, &run, &id)).transpose()?;
        let Some(site) = &self.site else { return Ok(plain::lines(&widget, outcome.as_ref())) };
        let (query, depth) = (widget.program.query(widget.step), folder.components().count());
        let playground = query.and_then(|query| site.playground(depth, &query));
        let poster = Poster::of(&widget, &site.sheet(depth), &id, site.has_playground());
        let read = poster.as_ref().map_or(Read::Outcome(outcome.as_ref()), Read::Poster);
        Ok(vec![html::figure(&widget, read, playground.as_deref())])
    }
}
