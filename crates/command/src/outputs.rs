//! What can be written of a run: one row of a table and one small function each.

use std::fmt::Write;

use taskscope_format::{Event, one_line, transcript};
use taskscope_judge::{Finding, Findings};
use taskscope_runtime::record::Recording;
use taskscope_scene::themes::THEMES;
use taskscope_session::{Shown, picture};
use taskscope_tell::{Names, finding_sentence, finding_title, lines, plain_text, step_time_text, way_out};
use taskscope_trace::{Run, Statistics, Step, files, outcomes};

use super::request::Request;

/// A run that is over.
pub(crate) struct Ran<'a> {
    pub(crate) request: &'a Request,
    /// As it was recorded.
    pub(crate) recording: Recording,
    /// As it is read.
    pub(crate) run: Run,
}

/// One way to write a run out.
#[derive(Debug)]
pub(crate) struct Output {
    /// The option that asks for it, without its dashes.
    pub(crate) name: &'static str,
    /// What it is, in a few words.
    pub(crate) purpose: &'static str,
    /// Whether the option names a file; if not, it is printed.
    pub(crate) takes_file: bool,
    pub(crate) write: fn(&Ran<'_>) -> Vec<u8>,
}

/// Everything there is.
pub(crate) static OUTPUTS: [Output; 9] = [
    file("svg", "a picture of the whole run, for dark and light pages", svg),
    file("json", "the trace, for people and scripts, and to be opened again", json),
    file("binary", "the same in about 16 bytes an event", binary),
    file("chrome", "the trace for Perfetto and chrome://tracing", chrome),
    file("csv", "the statistics, a row for each task", csv),
    file("transcript", "every event, one line each", transcript_lines),
    printed("narration", "what happened, in sentences", narration),
    printed("findings", "known problem patterns in the run, and how to fix them", findings),
    printed("output", "the lines that the program printed", output),
];

/// What is printed if nothing was asked for.
pub(crate) const USUAL: [&str; 2] = ["narration", "output"];

/// The output called `name`.
pub(crate) fn find(name: &str) -> Option<&'static Output> {
    OUTPUTS.iter().find(|output| output.name == name)
}

const fn file(name: &'static str, purpose: &'static str, write: fn(&Ran<'_>) -> Vec<u8>) -> Output {
    Output { name, purpose, takes_file: true, write }
}

const fn printed(name: &'static str, purpose: &'static str, write: fn(&Ran<'_>) -> Vec<u8>) -> Output {
    Output { name, purpose, takes_file: false, write }
}

fn svg(ran: &Ran<'_>) -> Vec<u8> {
    let title = ran.request.title();
    let shown = Shown { title: &title, width: ran.request.width, themes: &THEMES };
    picture(&ran.run, ran.request.axis, shown).into_bytes()
}

fn json(ran: &Ran<'_>) -> Vec<u8> {
    files::json_file(ran.run.trace(), &ran.request.origin()).into_bytes()
}

fn binary(ran: &Ran<'_>) -> Vec<u8> {
    files::binary_file(ran.run.trace(), &ran.request.origin())
}

fn chrome(ran: &Ran<'_>) -> Vec<u8> {
    files::chrome_json(ran.run.trace(), &ran.request.origin(), &Names).into_bytes()
}

fn csv(ran: &Ran<'_>) -> Vec<u8> {
    let mut statistics = Statistics::default();
    outcomes(ran.run.trace(), |outcome| statistics.take(outcome));
    files::statistics_csv(ran.run.trace(), &statistics).into_bytes()
}

fn transcript_lines(ran: &Ran<'_>) -> Vec<u8> {
    transcript(ran.recording.words()).expect("a recorder writes what its decoder reads").into_bytes()
}

fn narration(ran: &Ran<'_>) -> Vec<u8> {
    let trace = ran.run.trace();
    timed_lines(ran, lines(&ran.run).iter().map(|line| (line.step, line.text(trace))))
}

fn findings(ran: &Ran<'_>) -> Vec<u8> {
    let trace = ran.run.trace();
    let lines = found(&ran.run).into_iter().flat_map(|finding| {
        let (title, way_out) = (finding_title(finding.kind), way_out(finding.kind));
        let sentence = plain_text(&finding_sentence(trace, &finding), trace);
        let said = format!("{title} (step {}): {sentence}", finding.step.0);
        [(step_time_text(trace, finding.step), said), (String::new(), way_out)]
    });
    let lines: Vec<_> = lines.collect();
    if lines.is_empty() { b"No known problem pattern in this run.\n".to_vec() } else { in_columns(&lines) }
}

/// Everything that is found in a run.
pub(crate) fn found(run: &Run) -> Vec<Finding> {
    Findings::of(run.trace()).list().to_vec()
}

fn output(ran: &Ran<'_>) -> Vec<u8> {
    let trace = ran.run.trace();
    let printed = trace.printed_before(trace.end()).iter().filter_map(|&step| {
        let Some(Event::Output { text, .. }) = trace.event_before(step) else { return None };
        Some((step, trace.whole_text(text).to_owned()))
    });
    timed_lines(ran, printed)
}

/// Lines, each with its time in front.
fn timed_lines(ran: &Ran<'_>, lines: impl Iterator<Item = (Step, String)>) -> Vec<u8> {
    let timed = lines.map(|(step, line)| (step_time_text(ran.run.trace(), step), line));
    in_columns(&timed.collect::<Vec<_>>())
}

/// Lines, each with its time in front: right-aligned in a column that fits the longest. What a program calls its tasks or
/// prints stays on its line, and moves no cursor.
fn in_columns(lines: &[(String, String)]) -> Vec<u8> {
    const LEAST: usize = 10;
    let width = lines.iter().map(|(time, _)| time.chars().count()).max().unwrap_or_default().max(LEAST);
    let mut text = String::new();
    for (time, line) in lines {
        writeln!(text, "{time:>width$}  {}", one_line(line)).expect("a String takes every text");
    }
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fit_and_no_line_is_two() {
        let lines = [("399 d 23 h 59 min", "short"), ("1 ms", "a\n0 ms  b\u{1b}[2J")];
        let lines = lines.map(|(time, line)| (time.to_owned(), line.to_owned()));
        let text = String::from_utf8(in_columns(&lines)).expect("it is text");
        let expected = "399 d 23 h 59 min  short\n             1 ms  a\\n0 ms  b\\u{1b}[2J\n";
        assert_eq!(text, expected);
        let [_, short] = lines;
        assert!(in_columns(&[short]).starts_with(b"      1 ms  a"), "ten characters are there at least");
    }
}
