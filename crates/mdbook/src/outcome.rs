//! What comes of a run, as far as a page without scripts shows it: a picture, and the lines that the program printed.

use taskscope_format::{Event, one_line};
use taskscope_scene::themes::THEMES;
use taskscope_session::{Shown, picture};
use taskscope_tell::step_time_text;
use taskscope_trace::Run;

use crate::widget::Widget;

/// As wide as a column of mdBook.
const WIDTH: f64 = 750.0;

/// What a reader sees of a run.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// An SVG document of one line, without colours of its own.
    pub(crate) picture: String,
    /// What the program printed, each line with its time.
    pub(crate) output: Vec<String>,
}

impl Outcome {
    /// What comes of the run that a widget shows. `id` begins the ids in the picture, and differs from those of all
    /// others in the book: mdBook prints all chapters as one page.
    pub(crate) fn of(widget: &Widget, run: &Run, id: &str) -> Result<Self, String> {
        if let Some(step) = widget.step {
            let (count, most) = (step.count(), step.most(run.trace()));
            if count > most {
                return Err(format!("the run has only {most} steps; there is no step {count}"));
            }
        }
        let title = widget.program.title();
        let picture = picture(run, widget.axis, Shown { title: &title, width: WIDTH, themes: &THEMES });
        Ok(Self { picture: embedded(&picture, id), output: printed(run) })
    }
}

fn printed(run: &Run) -> Vec<String> {
    let trace = run.trace();
    let printed = trace.printed_before(trace.end()).iter().filter_map(|&step| {
        let Some(Event::Output { text, .. }) = trace.event_before(step) else { return None };
        Some((step_time_text(trace, step), one_line(trace.text(text))))
    });
    let lines: Vec<_> = printed.collect();
    let width = lines.iter().map(|(time, _)| time.chars().count()).max().unwrap_or_default();
    lines.into_iter().map(|(time, text)| format!("{time:>width$}  {text}")).collect()
}

/// A picture as a part of a page: its colours come from the page, its ids are its own, and it stands on one line, since
/// Markdown would end it at the first empty one.
fn embedded(picture: &str, id: &str) -> String {
    let (before, rest) = picture.split_once("<style>").unwrap_or((picture, "</style>"));
    let (_, after) = rest.split_once("</style>").unwrap_or(("", rest));
    let text = [before, after].concat();
    let own = text.split_once("aria-labelledby=\"").and_then(|(_, rest)| rest.split_once("-title"));
    let text = own.map_or_else(|| text.clone(), |(prefix, _)| text.replace(prefix, id));
    text.lines().map(str::trim).collect::<Vec<_>>().concat()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::info;

    fn outcome(info: &str) -> Result<Outcome, String> {
        let pairs = info::read(info).expect("it is one of ours").expect("it can be read");
        let widget = Widget::new(pairs, "").expect("it exists");
        let run = widget.program.run(Path::new(""), Path::new("")).expect("it needs no file");
        Outcome::of(&widget, &run.expect("it needs no browser"), "first")
    }

    #[test]
    fn a_picture_has_ids_of_its_own_no_colours_and_no_second_line() {
        let outcome = outcome("taskscope demo=counting").expect("it runs");
        let document = roxmltree::Document::parse(&outcome.picture).expect("a picture is XML");
        let mut ids = document.descendants().filter_map(|node| node.attribute("id"));
        assert!(ids.all(|id| id.starts_with("first-")));
        for reference in outcome.picture.split("url(#").skip(1) {
            assert!(reference.starts_with("first-"), "{reference:.40}");
        }
        assert!(!outcome.picture.contains("<style") && !outcome.picture.contains('\n'));
        assert!(outcome.output.iter().any(|line| line.contains("ms  ")), "{:?}", outcome.output);
    }

    #[test]
    fn what_a_program_prints_ends_neither_its_line_nor_its_block() {
        let recording = taskscope_runtime::simulate("main", async {
            taskscope_runtime::println!("one\n\n```\n<b>two</b>\r\rthree\u{2028}");
        });
        let mut run = Run::default();
        run.append(recording.words()).expect("a recorder writes a trace");
        assert_eq!(printed(&run), ["0 ms  one\\n\\n```\\n<b>two</b>\\r\\rthree\\u{2028}"]);
    }

    #[test]
    fn a_step_after_the_end_is_refused() {
        let message = outcome("taskscope demo=counting step=100000").expect_err("it is no step of the run");
        assert!(message.contains("there is no step 100000"), "{message}");
    }
}
