//! The catalogue of the language that is chosen, and how a message becomes a sentence.
//!
//! A message is a line of text with holes. English is part of the module; any other language is read from the file that
//! `cargo xtask` packs its catalogue into, when it is chosen.

mod plural;

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use taskscope_format::{Micros, PlaceId, TaskId};
use taskscope_judge::{FactKind, FindingKind, Form, Hole, TaskList};

use self::plural::Plural;
use crate::Words;
use crate::time_text::micros_text;

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// The language that is part of the module.
const SOURCE_TAG: &str = "en";

/// What stands in a hole.
#[derive(Clone, Copy)]
pub(crate) enum Value<'a> {
    Task(TaskId),
    Who(Option<TaskId>),
    Tasks(&'a TaskList),
    Line(PlaceId),
    Length(Micros),
    Number(u64),
    /// A place in a row.
    Ordinal(u64),
    Said(&'a str),
    Text(&'a str),
    Words(&'a Words),
}

/// A sentence on a finding: for which kind and form, and with which of the facts.
struct Told {
    kind: &'static str,
    form: &'static str,
    message: usize,
    holes: &'static [Hole],
}

/// The messages of one language.
#[derive(Debug)]
pub struct Language {
    tag: Cow<'static, str>,
    plural: Plural,
    ordinal: Plural,
    text: Cow<'static, str>,
    /// Where each message ends in the text.
    ends: Vec<usize>,
}

impl Language {
    /// Reads a packed catalogue, the site's `locales/de.txt` for example; `tag` is what HTML calls the language: `de`.
    ///
    /// # Errors
    /// With a sentence if it is none, or was packed for other messages than these.
    pub fn read(tag: Cow<'static, str>, text: Cow<'static, str>) -> Result<Self, String> {
        let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).chain([text.len()]).collect();
        let (digest, rules) = first_line(&text);
        let (source, _) = first_line(SOURCE);
        if digest != source || ends.len() != SOURCE.matches('\n').count() + 1 {
            return Err(format!(
                "the language “{tag}” belongs to another version of the page; load it again"
            ));
        }
        let (plural, ordinal) = rules.split_once('|').unwrap_or_default();
        let (plural, ordinal) = (Plural::read(plural)?, Plural::read(ordinal)?);
        Ok(Self { tag, plural, ordinal, text, ends })
    }

    fn message(&self, index: usize) -> &str {
        let range = self.ends.get(index).zip(self.ends.get(index + 1)).map(|(before, end)| before + 1..*end);
        range.and_then(|range| self.text.get(range)).unwrap_or_default()
    }
}

/// The digest of the messages, and the rules of the plurals.
fn first_line(packed: &str) -> (&str, &str) {
    packed.lines().next().and_then(|line| line.split_once('|')).unwrap_or_default()
}

thread_local! {
    static CHOSEN: RefCell<Option<Rc<Language>>> = const { RefCell::new(None) };
}

/// Sets the language of all sentences on this thread; `None` is English.
pub fn choose(language: Option<Language>) {
    CHOSEN.set(language.map(Rc::new));
}

/// The languages that there are, the source among them.
#[must_use]
pub fn languages() -> &'static [&'static str] {
    LANGUAGES
}

/// The language of `known` for the visitor's most preferred tag that has one: `de` serves `de-CH`, too.
#[must_use]
pub fn preferred<'a>(wanted: &[String], known: &[&'a str]) -> Option<&'a str> {
    let is_for = |tag: &str, known: &str| {
        let (tag, known) = (tag.to_ascii_lowercase(), known.to_ascii_lowercase());
        tag.strip_prefix(&known).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    wanted.iter().find_map(|tag| known.iter().copied().find(|known| is_for(tag, known)))
}

/// What HTML calls the language that is chosen.
#[must_use]
pub fn language_tag() -> String {
    chosen().tag.clone().into_owned()
}

/// The packed catalogue of the language that is chosen, for a worker to choose it, too; `None` for the one that every
/// module has.
#[must_use]
pub fn packed_language() -> Option<String> {
    let chosen = chosen();
    (chosen.tag != SOURCE_TAG).then(|| chosen.text.clone().into_owned())
}

/// The language that is chosen.
fn chosen() -> Rc<Language> {
    CHOSEN.with_borrow_mut(|chosen| {
        let english =
            || Rc::new(Language::read(SOURCE_TAG.into(), SOURCE.into()).expect("the build checked it"));
        Rc::clone(chosen.get_or_insert_with(english))
    })
}

/// A message with values in its holes, as pieces.
pub(crate) fn words(message: usize, values: &[Value<'_>]) -> Words {
    let language = chosen();
    let mut words = Words::default();
    let mut rest = language.message(message);
    while let Some((text, hole)) = rest.split_once('{') {
        let (hole, after) = hole.split_once('}').unwrap_or((hole, ""));
        (words, rest) = (words.text(text), after);
        let (begins, hole) = hole.strip_prefix('^').map_or((false, hole), |hole| (true, hole));
        let (letter, forms) =
            hole.split_once('|').map_or((hole, None), |(letter, forms)| (letter, Some(forms)));
        let index = letter.bytes().next().map(|letter| usize::from(letter.wrapping_sub(b'a')));
        let Some(value) = index.and_then(|index| values.get(index)) else { continue };
        words = match forms {
            Some(forms) => words.text(language.form_of(forms, value)),
            None => value.put_into(words, begins),
        };
    }
    words.text(rest)
}

/// A message as plain text.
pub(crate) fn text(message: usize, values: &[Value<'_>]) -> String {
    // Most messages of the page have no holes, and it says them again with every frame.
    if values.is_empty() { chosen().message(message).to_owned() } else { words(message, values).into_text() }
}

impl Language {
    /// The form for a number, with that in it.
    fn form_of(&self, forms: &str, value: &Value<'_>) -> String {
        let (rules, number) = match value {
            Value::Number(number) => (&self.plural, *number),
            Value::Ordinal(number) => (&self.ordinal, *number),
            Value::Tasks(tasks) => (&self.plural, tasks.count as u64),
            Value::Task(_)
            | Value::Who(_)
            | Value::Line(_)
            | Value::Length(_)
            | Value::Said(_)
            | Value::Text(_)
            | Value::Words(_) => return String::new(),
        };
        let form = forms.split('|').nth(rules.form(number)).unwrap_or_default();
        form.replace('#', &number.to_string())
    }
}

impl Value<'_> {
    fn put_into(&self, words: Words, begins: bool) -> Words {
        match *self {
            Value::Task(task) | Value::Who(Some(task)) => words.task(task),
            Value::Who(None) => words.text(begun(&say::list::outside(), begins)),
            Value::Tasks(tasks) => words.tasks(tasks),
            Value::Line(place) => words.line(place),
            Value::Length(length) => words.text(micros_text(length)),
            Value::Number(number) | Value::Ordinal(number) => words.text(number.to_string()),
            Value::Said(text) => words.said(text),
            Value::Text(text) => words.text(begun(text, begins)),
            Value::Words(inner) if begins => words.then(&inner.clone().begun()),
            Value::Words(inner) => words.then(inner),
        }
    }
}

/// A text, with a capital if it begins a sentence.
pub(crate) fn begun(text: &str, begins: bool) -> String {
    let mut letters = text.chars();
    match letters.next().filter(|_| begins) {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => text.to_owned(),
    }
}

/// The message on a kind of finding, and for each of its holes the place of the fact in the form.
pub(crate) fn on_finding(kind: FindingKind, form: &str) -> Option<(usize, Vec<usize>)> {
    let told = FINDINGS.iter().find(|told| told.kind == kind.name() && told.form == form)?;
    let known = form_named(kind, form)?;
    let place = |hole: &Hole| known.holes.iter().position(|known| known.name == hole.name);
    Some((told.message, told.holes.iter().filter_map(place).collect()))
}

/// A text that a kind of finding has once: its title, or the way out.
pub(crate) fn on_kind(kind: FindingKind, text_name: &str) -> String {
    let told = FINDINGS.iter().find(|told| told.kind == kind.name() && told.form == text_name);
    told.map_or_else(String::new, |told| text(told.message, &[]))
}

fn form_named(kind: FindingKind, name: &str) -> Option<&'static Form> {
    kind.forms().iter().copied().flatten().find(|form| form.name == name)
}

/// What every kind has beside its forms.
const OF_A_KIND: [&str; 2] = ["title", "way_out"];

/// Compares the sentences with the facts: neither may be without the other, and holes have to be of the type of the facts.
const _: () = {
    let (mut kind, mut count) = (0, 0);
    while kind < FindingKind::ALL.len() {
        let name = FindingKind::ALL[kind].name();
        let mut text = 0;
        while text < OF_A_KIND.len() {
            let told = find(name, OF_A_KIND[text]);
            assert!(told.holes.is_empty(), "the title or the way out of a finding has a hole");
            text += 1;
        }
        count += OF_A_KIND.len();
        let lists = FindingKind::ALL[kind].forms();
        let mut list = 0;
        while list < lists.len() {
            let mut form = 0;
            while form < lists[list].len() {
                check(&lists[list][form], find(name, lists[list][form].name));
                form += 1;
            }
            count += form;
            list += 1;
        }
        kind += 1;
    }
    assert!(count == FINDINGS.len(), "the catalogue has a sentence on a finding that there is not");
};

const fn find(kind: &str, form: &str) -> &'static Told {
    let mut index = 0;
    while index < FINDINGS.len() {
        if equal(FINDINGS[index].kind, kind) && equal(FINDINGS[index].form, form) {
            return &FINDINGS[index];
        }
        index += 1;
    }
    panic!("a finding has no title, no way out or no sentence in the catalogue")
}

const fn check(form: &Form, told: &Told) {
    let mut index = 0;
    while index < told.holes.len() {
        let hole = &told.holes[index];
        let mut place = 0;
        while !equal(form.holes[place].name, hole.name) {
            place += 1;
            assert!(place < form.holes.len(), "a sentence on a finding has a hole that is none of its facts");
        }
        assert!(form.holes[place].kind as u8 == hole.kind as u8, "a hole is not of the type of the fact");
        index += 1;
    }
}

const fn equal(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut index = 0;
    while index < one.len() && index < other.len() && one[index] == other[index] {
        index += 1;
    }
    index == one.len() && index == other.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_that_is_preferred_most_is_taken() {
        let choice = |wanted: &[&str]| {
            let wanted: Vec<String> = wanted.iter().map(|&tag| tag.to_owned()).collect();
            preferred(&wanted, &["de", "en", "pt-BR"])
        };
        assert_eq!(choice(&["de-CH", "en"]), Some("de"));
        assert_eq!(choice(&["fr", "EN-gb", "de"]), Some("en"));
        assert_eq!(choice(&["pt-br"]), Some("pt-BR"));
        assert_eq!((choice(&["pt", "den"]), choice(&[])), (None, None));
    }
}
