//! The glossary as a page of its own, for links from elsewhere: the same words as in the playground's.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};

use crate::locales::Messages;

/// What the page is called.
const FILE: &str = "glossary.html";

/// Writes the page into the folder of the site.
pub(crate) fn write(folder: &Path, messages: &Messages) -> Result<()> {
    let path = folder.join(FILE);
    fs::write(&path, page(messages)?).with_context(|| format!("cannot write {}", path.display()))
}

/// The page: each word with an anchor, such as `glossary.html#ready-queue`.
fn page(messages: &Messages) -> Result<String> {
    let mut words = messages.with_prefix("glossary.about_");
    words.sort_by_key(|(key, _)| messages.text(&format!("glossary.{key}")).to_lowercase());
    ensure!(!words.is_empty(), "the catalogue has no glossary");
    let entry = |(key, meaning): &(&str, &str)| {
        let name = messages.text(&format!("glossary.{key}"));
        let (anchor, meaning) = (name.replace(' ', "-"), marked(meaning));
        [format!("<dt id=\"{anchor}\"><a href=\"#{anchor}\">{name}</a></dt>"), format!("<dd>{meaning}</dd>")]
    };
    let entries = words.iter().flat_map(entry).collect::<Vec<_>>().join("\n        ");
    let (label, lead) = (messages.text("page.glossary.label"), messages.text("page.glossary.lead"));
    Ok(format!(
        r#"<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="dark light" />
    <meta name="description" content="{lead}" />
    <title>{label} · taskscope</title>
    <link rel="stylesheet" href="page.css" />
    <link rel="icon" href="icon.svg" type="image/svg+xml" />
  </head>
  <body class="text">
    <main>
      <p><a href="./">taskscope</a></p>
      <h1>{label}</h1>
      <p>{lead}</p>
      <dl>
        {entries}
      </dl>
    </main>
  </body>
</html>
"#
    ))
}

/// A text with its code as code.
fn marked(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    let pieces = escaped.split('`').enumerate();
    pieces
        .map(|(index, piece)| if index % 2 == 0 { piece.to_owned() } else { format!("<code>{piece}</code>") })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_has_each_word_once_with_an_anchor() {
        let english = include_str!("../../crates/tell/locales/en.txt");
        let messages = Messages::of(english).expect("it is a catalogue");
        let page = page(&messages).expect("it has a glossary");
        let words = messages.with_prefix("glossary.about_").len();
        assert!(words > 20);
        assert_eq!(page.matches("<dt id=").count(), words);
        assert!(page.contains("<dt id=\"ready-queue\"><a href=\"#ready-queue\">ready queue</a></dt>"));
        assert!(page.contains("<code>select!</code>") && !page.contains('`'));
    }
}
