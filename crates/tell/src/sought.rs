//! Words that somebody looks for, and where a text has them.

use std::ops::Range;

use crate::catalogue::say;

/// What somebody looks for: words, each without its ending, so that “starving” finds “starve” and “starved”.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought(Vec<String>);

impl Sought {
    /// The words of a question or a phrase. Words that every question has, such as “when does”, count only where there are no
    /// others.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let fillers = say::find::fillers();
        let is_filler =
            |word: &str| words_of(&fillers).any(|filler| word.eq_ignore_ascii_case(part(&fillers, filler)));
        // What an apostrophe cuts off, as in “a task's waker”, is no word.
        let is_word = |range: &Range<usize>| !part(text, 0..range.start).ends_with(['\'', '’']);
        let all: Vec<&str> = words_of(text).filter(is_word).map(|word| part(text, word)).collect();
        let telling: Vec<&str> = all.iter().copied().filter(|word| !is_filler(word)).collect();
        let words = if telling.is_empty() { all } else { telling };
        Self(words.into_iter().map(without_ending).collect())
    }

    /// Whether nothing is looked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words without their endings.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Whether a text has all the words.
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        !self.is_empty() && self.words().all(|word| has_word(text, word))
    }

    /// Where a text has one of the words: whole words of the text, by their bytes, in order.
    #[must_use]
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        let is_sought =
            |found: &Range<usize>| self.words().any(|word| begins_with(part(text, found.clone()), word));
        words_of(text).filter(is_sought).collect()
    }
}

/// Whether a word of the text begins with `start`, which is in lower case.
#[must_use]
pub fn has_word(text: &str, start: &str) -> bool {
    words_of(text).any(|word| begins_with(part(text, word), start))
        || joined(text).any(|word| begins_with(&word, start))
}

/// The words that have hyphens, without these: “backpressure” is meant to find “Back-pressure”.
fn joined(text: &str) -> impl Iterator<Item = String> + '_ {
    let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '-');
    words.filter(|word| word.contains('-')).map(|word| word.replace('-', ""))
}

/// The words of a text, by their bytes: letters and digits in a row. What joins names, as in `yield_now`, is between words.
fn words_of(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let is_part = |letter: char| letter.is_alphanumeric();
        let start = rest + part(text, rest..text.len()).find(is_part)?;
        let after = part(text, start..text.len());
        let end = start + after.find(|letter| !is_part(letter)).unwrap_or(after.len());
        rest = end;
        Some(start..end)
    })
}

fn part(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

fn begins_with(word: &str, start: &str) -> bool {
    let mut letters = word.chars().flat_map(char::to_lowercase);
    start.chars().all(|letter| letters.next() == Some(letter))
}

/// A word in lower case without the ending of a verb or a plural, where enough of it stays to be told apart.
fn without_ending(word: &str) -> String {
    /// The longest first. What follows is how many letters have to stay.
    const ENDINGS: [(&str, usize); 8] =
        [("ations", 4), ("ation", 4), ("ions", 4), ("ing", 4), ("ion", 4), ("ed", 4), ("es", 4), ("s", 3)];
    let word = word.to_lowercase();
    let long_enough = |stem: &&str, least| stem.chars().count() >= least;
    let found = ENDINGS
        .into_iter()
        .find_map(|(ending, least)| word.strip_suffix(ending).filter(|stem| long_enough(stem, least)));
    match found {
        // “dropped” is a form of “drop”.
        Some(stem) => without_double(stem).to_owned(),
        None => word.strip_suffix('e').filter(|stem| long_enough(stem, 4)).unwrap_or(&word).to_owned(),
    }
}

fn without_double(stem: &str) -> &str {
    let mut last = stem.chars().rev();
    match (last.next(), last.next()) {
        (Some(one), Some(other)) if one == other && !"aeiou".contains(one) => {
            stem.strip_suffix(one).unwrap_or(stem)
        }
        _ => stem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_without_their_hyphens() {
        for text in ["backpressure", "back-pressure", "back pressure"] {
            assert!(Sought::of(text).is_in("Under Back-pressure, it waits."), "{text}");
        }
        assert!(!Sought::of("backpressure").is_in("back pressure, and - pressure"));
    }

    #[test]
    fn every_form_of_a_word_finds_every_other() {
        for forms in [
            &["starve", "starved", "starving", "starves", "starvation", "STARVE"][..],
            &["drop", "drops", "dropped", "dropping"],
            &["print", "prints", "printed", "printing"],
            &["cancelled", "cancel", "cancels", "cancelling"],
            &["mutex", "mutexes", "Mutex"],
            &["task", "tasks", "Task's"],
            &["select", "select!", "selection"],
        ] {
            for sought in forms {
                for text in forms {
                    assert!(Sought::of(sought).is_in(&format!("a {text}, and more")), "{sought} in {text}");
                }
            }
        }
    }

    #[test]
    fn words_are_found_at_their_beginning_only() {
        assert!(Sought::of("yield now").is_in("tokio::task::yield_now().await"));
        assert!(!Sought::of("lock").is_in("a deadlock"));
        assert!(!Sought::of("timer").is_in("the time"));
        assert!(!Sought::of("").is_in("anything"));
    }

    #[test]
    fn the_words_of_a_question_count_without_its_fillers() {
        let question = Sought::of("When does upload print?");
        assert_eq!(question.words().collect::<Vec<_>>(), ["upload", "print"]);
        assert!(question.is_in("upload prints part 1"));
        assert_eq!(Sought::of("when").words().collect::<Vec<_>>(), ["when"], "there is nothing else");
    }

    #[test]
    fn whole_words_are_marked() {
        let text = "Über die starved tasks: starving";
        let marked: Vec<&str> =
            Sought::of("starve").marks(text).into_iter().map(|mark| part(text, mark)).collect();
        assert_eq!(marked, ["starved", "starving"]);
        let marks = Sought::of("über").marks(text);
        assert_eq!((marks.len(), marks.first().cloned()), (1, Some(0..5)), "by its bytes");
    }
}
