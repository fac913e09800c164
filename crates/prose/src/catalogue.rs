//! The texts of the page, without the holes in them.

use std::{fs, path::Path};

use anyhow::{Context as _, Result};

use crate::text::{Kind, Text};

const PATH: &str = "crates/tell/locales/en.txt";

pub(crate) fn texts(root: &Path) -> Result<Vec<Text>> {
    let catalogue = fs::read_to_string(root.join(PATH)).with_context(|| format!("cannot read {PATH}"))?;
    Ok(messages(&catalogue))
}

fn messages(catalogue: &str) -> Vec<Text> {
    let mut messages: Vec<Text> = Vec::new();
    for (index, line) in catalogue.lines().enumerate() {
        if let (true, Some(last)) = (line.starts_with("  "), messages.last_mut()) {
            last.written.push(' ');
            last.written.push_str(line.trim());
        } else if let Some((key, words)) = line.split_once(" = ").filter(|(key, _)| key.contains('.')) {
            let is_of_finding = key.starts_with("finding.") && key.rsplit('.').next() != Some("title");
            let kind = if is_of_finding { Kind::Finding } else { Kind::Message };
            let place = format!("{PATH}:{}", index + 1);
            let written = words.trim_matches('"').to_owned();
            messages.push(Text { place, kind, written, words: String::new() });
        }
    }
    for message in &mut messages {
        message.words = without_holes(&message.written);
    }
    messages
}

/// A text without its holes; of the forms of a plural, the last is left.
fn without_holes(text: &str) -> String {
    let mut words = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        words.push_str(before);
        let (hole, after) = after.split_once('}').unwrap_or((after, ""));
        let form = hole.rsplit_once('|').map_or("", |(_, form)| form);
        words.push_str(form.trim_start_matches(['#', ' ']));
        rest = after;
    }
    words.push_str(rest);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_may_have_several_lines_and_holes() {
        let catalogue = "# A line.\n\nhole task: task\n\nfinding.Long.title = Long\nfinding.Long.way_out = {task} {ready|is|are}\n  ready.\n";
        let found: Vec<_> =
            messages(catalogue).into_iter().map(|text| (text.place, text.kind, text.words)).collect();
        let place = |line: usize| format!("{PATH}:{line}");
        let expected = [
            (place(5), Kind::Message, "Long".to_owned()),
            (place(6), Kind::Finding, "are ready.".to_owned()),
        ];
        assert_eq!(found, expected);
    }
}
