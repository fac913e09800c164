//! What is said of a finding.

use taskscope_format::RunEnd;
use taskscope_judge::{Fact, Finding, FindingKind, Label};
use taskscope_trace::Trace;

use crate::browser::stands_still;
use crate::catalogue::{self, Value, on_finding, on_kind, say};
use crate::narration::wait_words;
use crate::time_text::{micros_text, moment_text};
use crate::wording::resource_text;
use crate::{Piece, Words};

/// What a kind of finding is called.
#[must_use]
pub fn finding_title(kind: FindingKind) -> String {
    on_kind(kind, "title")
}

/// What can be done about a kind of finding.
#[must_use]
pub fn way_out(kind: FindingKind) -> String {
    on_kind(kind, "way_out")
}

/// What happened first, in a sentence.
#[must_use]
pub fn finding_sentence(trace: &Trace, finding: &Finding) -> Vec<Piece> {
    facts_words(trace, finding.kind, finding.facts.form(), &finding.facts.list()).into_pieces()
}

fn facts_words(trace: &Trace, kind: FindingKind, form: &str, facts: &[Fact]) -> Words {
    let Some((message, places)) = on_finding(kind, form) else { return Words::default() };
    let words: Vec<Words> = places
        .iter()
        .filter_map(|&place| facts.get(place))
        .map(|fact| fact_words(trace, kind, fact))
        .collect();
    let values: Vec<Value<'_>> = places
        .iter()
        .filter_map(|&place| facts.get(place))
        .zip(&words)
        .map(|(fact, words)| value(fact, words))
        .collect();
    catalogue::words(message, &values)
}

/// What a sentence needs as it is, because it depends on it; everything else as words.
fn value<'a>(fact: &'a Fact, words: &'a Words) -> Value<'a> {
    match fact {
        Fact::Who(task) => Value::Who(*task),
        Fact::Tasks(tasks) => Value::Tasks(tasks),
        Fact::Number(number) => Value::Number(*number),
        Fact::Task(_)
        | Fact::Resource(_)
        | Fact::Line(_)
        | Fact::Length(_)
        | Fact::Moment(_)
        | Fact::Said(_)
        | Fact::Timer(_)
        | Fact::Thread(_)
        | Fact::Wait(_)
        | Fact::Part(..) => Value::Words(words),
    }
}

fn fact_words(trace: &Trace, kind: FindingKind, fact: &Fact) -> Words {
    let words = Words::default();
    match fact {
        Fact::Who(_) | Fact::Tasks(_) | Fact::Number(_) => words,
        Fact::Task(task) => words.task(*task),
        Fact::Line(place) => words.line(*place),
        Fact::Said(Label(label)) => words.said(label.map_or("?", |label| trace.text(label))),
        Fact::Resource(resource) => words.text(resource_text(trace, *resource)),
        Fact::Length(length) => words.text(micros_text(*length)),
        Fact::Moment(at) => words.text(moment_text(trace, at.0)),
        Fact::Timer(timer) => words.text(timer.to_string()),
        Fact::Thread(thread) => words.text(stands_still(*thread)),
        Fact::Wait(waiting) => wait_words(trace, &Words::default().task(waiting.task), waiting),
        Fact::Part(form, facts) => facts_words(trace, kind, form, facts),
    }
}

/// What is said where nothing looks like a mistake. After an end that nobody wants it names that.
#[must_use]
pub fn no_finding_text(end: Option<RunEnd>) -> String {
    match end {
        None => say::page_findings::none_so_far(),
        Some(RunEnd::Finished) => say::page_findings::none(),
        Some(RunEnd::Panicked) => say::page_findings::none_but_panic(),
        Some(RunEnd::Crashed) => say::page_findings::none_but_crash(),
        Some(RunEnd::HeldTooLong) => say::page_findings::none_but_held(),
        Some(RunEnd::Stuck) => say::page_findings::none_but_stuck(),
        Some(RunEnd::Stopped) => say::page_findings::none_until_stop(),
        Some(RunEnd::LimitReached) => say::page_findings::none_until_full(),
    }
}
