//! Our blocks within a chapter: found where mdBook sees a block of code, and replaced where they stand.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::info::{self, Pair};

/// One of our blocks.
#[derive(Debug)]
pub(crate) struct Block {
    /// Where it stands in the chapter, its fences included.
    range: Range<usize>,
    /// The line of its opening fence, from 1.
    pub(crate) line: usize,
    /// What stands behind the fence.
    pub(crate) pairs: Result<Vec<Pair>, String>,
    /// What stands between the fences.
    pub(crate) body: String,
}

/// Our blocks in a chapter, in their order.
pub(crate) fn blocks(chapter: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (event, range) in Parser::new_ext(chapter, options()).into_offset_iter() {
        if let Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) = &event {
            let line = chapter.bytes().take(range.start).filter(|byte| *byte == b'\n').count() + 1;
            open = info::read(info).map(|pairs| Block { range, line, pairs, body: String::new() });
        } else if let (Event::Text(text), Some(block)) = (&event, &mut open) {
            block.body.push_str(text);
        } else if let Event::End(TagEnd::CodeBlock) = event {
            blocks.extend(open.take());
        }
    }
    blocks
}

/// As mdBook reads chapters, as far as it decides where a block of code is.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
}

/// The chapter with lines in place of each block. They are set in as far as the block was, and a blank line follows,
/// without which what comes next would be HTML as well.
pub(crate) fn replaced(chapter: &str, changes: &[(Block, Vec<String>)]) -> String {
    let mut text = String::with_capacity(chapter.len());
    let mut done = 0;
    for (Block { range, .. }, lines) in changes {
        text.push_str(chapter.get(done..range.start).expect("blocks follow each other"));
        let margin = margin(&text);
        let empty = margin.trim_end();
        for (index, line) in lines.iter().enumerate() {
            match (index, line.is_empty()) {
                (0, _) => text.push_str(line),
                (_, true) => text.extend(["\n", empty]),
                (_, false) => text.extend(["\n", &margin, line]),
            }
        }
        text.extend(["\n", empty, "\n"]);
        done = range.end;
        // The line's end belongs to the block in some places and not in others.
        let rest = chapter.get(done..).unwrap_or_default();
        done += usize::from(rest.starts_with('\n'));
    }
    text.push_str(chapter.get(done..).unwrap_or_default());
    text
}

/// What stands before a block on its line, for the lines after it: the marks of quotations, and spaces for the rest.
fn margin(text: &str) -> String {
    let line = text.rsplit('\n').next().unwrap_or_default();
    line.chars().map(|character| if matches!(character, '>' | '\t') { character } else { ' ' }).collect()
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(chapter: &str, expected: &Expect) {
        let change = |block: Block| {
            let body = block.body.trim().to_owned();
            let first = format!("<figure>line {}, {body}</figure>", block.line);
            (block, vec![first, String::new(), "and a second line".to_owned()])
        };
        expected.assert_eq(&replaced(chapter, &blocks(chapter).into_iter().map(change).collect::<Vec<_>>()));
    }

    #[test]
    fn a_block_between_paragraphs() {
        check(
            "# Title\n\nBefore\n```taskscope demo=a\nSaid\n```\nAfter\n",
            &expect![[r"
                # Title

                Before
                <figure>line 4, Said</figure>

                and a second line

                After
            "]],
        );
    }

    #[test]
    fn blocks_in_lists_and_quotations_stay_there() {
        check(
            "1. One\n\n   ```taskscope demo=a\n   ```\n\n   More\n\n> Quoted\n>\n> ```taskscope\n> Said\n> ```\n> On\n",
            &expect![[r"
                1. One

                   <figure>line 3, </figure>

                   and a second line


                   More

                > Quoted
                >
                > <figure>line 10, Said</figure>
                >
                > and a second line
                >
                > On
            "]],
        );
    }

    #[test]
    fn what_only_looks_like_a_block_is_left_alone() {
        let chapter = "````markdown\n```taskscope demo=a\n```\n````\n\n<!--\n```taskscope demo=a\n```\n-->\n\n    ```taskscope\n";
        check(
            chapter,
            &expect![[r"
            ````markdown
            ```taskscope demo=a
            ```
            ````

            <!--
            ```taskscope demo=a
            ```
            -->

                ```taskscope
        "]],
        );
    }

    #[test]
    fn a_block_at_the_end_needs_no_line_end_and_no_closing_fence() {
        check(
            "```taskscope",
            &expect![[r"
            <figure>line 1, </figure>

            and a second line

        "]],
        );
    }
}
