//! The paragraphs of the documents, without their code.

use std::{fs, path::Path};

use anyhow::{Context as _, Result};

use crate::text::{Kind, Text};

/// Documents that somebody reads who uses taskscope or changes it.
const DOCUMENTS: [&str; 12] = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/embedding.md",
    "docs/hosts.md",
    "packages/task-scope/README.md",
    "crates/mdbook/README.md",
    "crates/runtime/README.md",
    "crates/format/README.md",
    "crates/sorted/README.md",
    "www/embeds.html",
    "index.html",
];

pub(crate) fn texts(root: &Path) -> Result<Vec<Text>> {
    let mut texts = Vec::new();
    for name in DOCUMENTS {
        let document = fs::read_to_string(root.join(name)).with_context(|| format!("cannot read {name}"))?;
        texts.extend(paragraphs(name, &document));
    }
    Ok(texts)
}

/// Paragraphs: lines without an empty one between them, and outside of blocks of code.
fn paragraphs(name: &str, document: &str) -> Vec<Text> {
    let mut texts = Vec::new();
    let mut paragraph: Option<(usize, String)> = None;
    let mut is_code = false;
    for (index, line) in document.lines().map(str::trim).chain([""]).enumerate() {
        let is_fence = line.starts_with("```") || line.starts_with("<script") || line.starts_with("</script");
        is_code ^= is_fence;
        if line.is_empty() || is_fence || is_code {
            texts.extend(paragraph.take().map(|(line, text)| {
                Text::of_prose(format!("{name}:{line}"), Kind::Document, &without_tags(&text))
            }));
        } else {
            let (_, text) = paragraph.get_or_insert((index + 1, String::new()));
            text.push_str(line);
            text.push(' ');
        }
    }
    texts
}

/// A text without what is between `<` and `>`.
fn without_tags(text: &str) -> String {
    let mut rest = text;
    let mut words = String::new();
    while let Some((before, after)) = rest.split_once('<') {
        words.push_str(before);
        rest = after.split_once('>').map_or("", |(_, after)| after);
    }
    words + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_has_its_first_line_and_no_code() {
        let document = "# Title\n\nOne `code`\nand <b>two</b>.\n\n```sh\nnot this\n```\nThree.\n";
        let found: Vec<_> =
            paragraphs("a.md", document).into_iter().map(|text| (text.place, text.words)).collect();
        let expected = [("a.md:1", "# Title"), ("a.md:3", "One and two."), ("a.md:9", "Three.")];
        assert_eq!(found, expected.map(|(place, words)| (place.to_owned(), words.to_owned())));
    }
}
