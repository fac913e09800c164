//! Phrases that read as translated, each with what to write instead.

use crate::text::{Kind, Text};

/// Words that no text may have.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Phrase {
    /// In lower case.
    pub(crate) words: &'static str,
    pub(crate) instead: &'static str,
    /// Whether documents may have it: they also speak of people.
    is_fine_in_documents: bool,
}

const fn banned(words: &'static str, instead: &'static str) -> Phrase {
    Phrase { words, instead, is_fine_in_documents: false }
}

const fn for_people(words: &'static str, instead: &'static str) -> Phrase {
    Phrase { words, instead, is_fine_in_documents: true }
}

static PHRASES: [Phrase; 31] = [
    banned("is told of", "who learns what: “the page shows …”"),
    banned("are told of", "who learns what: “the page shows …”"),
    banned("is told so", "“learns” or “sees”"),
    banned("stands at", "“is at” or “waits at”"),
    banned("stands for ever", "“waits forever”"),
    banned("lies there", "“is there”"),
    banned("lies in the channel", "“is in the channel”"),
    banned("so many at most", "“up to n”"),
    banned("for ever", "“forever”"),
    banned("whoever", "the thing itself: “the task that …”"),
    banned("whosoever", "the thing itself: “the task that …”"),
    banned("the way out", "“how to fix it”"),
    banned("is to be seen", "“you see”"),
    banned("is to be known", "“you need to know”"),
    banned("see to it that", "what to do: “keep a sender”"),
    banned("at a stretch", "“in one go” or “without a break”"),
    banned("comes to an end", "“ends”"),
    banned("has its turn", "“gets its turn”"),
    banned("have their turn", "“get their turn”"),
    banned("give way", "“yield”"),
    banned("gives way", "“yields”"),
    banned("giving way", "“yielding”"),
    banned("looks wrong", "“has a known problem pattern”"),
    banned("waits for the processor", "“is ready”"),
    for_people("nobody", "“nothing” or “no task”"),
    for_people("somebody", "“something” or “another task”"),
    for_people("everybody", "“all tasks”"),
    for_people("anybody", "“anything”"),
    for_people("whom", "“which”"),
    for_people("who", "“which” or “that”: a task is a thing"),
    for_people("rests", "“pauses” or “waits”"),
];

/// The banned phrases in a text.
pub(crate) fn phrases(text: &Text) -> impl Iterator<Item = &'static Phrase> + use<> {
    let words = format!(" {} ", spaced(&text.words));
    let is_document = text.kind == Kind::Document;
    PHRASES.iter().filter(move |phrase| {
        !(is_document && phrase.is_fine_in_documents) && words.contains(&format!(" {} ", phrase.words))
    })
}

/// The words of a text in lower case, with one space between them.
fn spaced(text: &str) -> String {
    let text = text.to_lowercase();
    let is_of_word = |letter: char| letter.is_alphanumeric() || matches!(letter, '\'' | '’' | '-');
    text.split(|letter| !is_of_word(letter)).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: Kind, words: &str, expected: &[&str]) {
        let text = Text::of_prose(String::new(), kind, words);
        assert_eq!(phrases(&text).map(|phrase| phrase.words).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn whole_words_are_found_across_lines_and_signs() {
        check(Kind::Lesson, "It waits, for\never.", &["for ever"]);
        check(Kind::Lesson, "It waits forever, and the whole forest.", &[]);
    }

    #[test]
    fn documents_may_speak_of_people() {
        check(Kind::Document, "Somebody who waits for ever", &["for ever"]);
        check(Kind::Message, "Somebody who waits for ever", &["for ever", "somebody", "who"]);
    }
}
