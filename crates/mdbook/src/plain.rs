//! A block for renderers that know no HTML: Markdown, in the words that stand for the picture.

use crate::outcome::Outcome;
use crate::widget::Widget;

/// The lines that take the place of a widget.
pub(crate) fn lines(widget: &Widget, outcome: Option<&Outcome>) -> Vec<String> {
    let title = format!("**{}**", widget.program.title());
    let mut lines = vec![title, String::new(), widget.caption().into_owned()];
    let printed = outcome.map(|outcome| &outcome.output).filter(|output| !output.is_empty());
    if let Some(printed) = printed {
        lines.extend([String::new(), "```text".to_owned()]);
        lines.extend(printed.iter().cloned());
        lines.push("```".to_owned());
    }
    lines
}
