//! Spots and answers, which are a word, a name in quotation marks and a number.

use super::part::{listed, text};
use crate::{Answer, Mistake, Spot, Text};

const SPOTS: [&str; 13] = [
    "spawned",
    "ready",
    "poll",
    "wait",
    "work",
    "end",
    "future-poll",
    "future-woken",
    "future-dropped",
    "timer",
    "line",
    "finding",
    "run-end",
];
const ANSWERS: [&str; 9] =
    ["ends", "line", "lines", "takes", "first-over", "last-over", "next-polled", "polls", "costs"];

/// Reads where a stop of a tour is.
pub(super) fn spot(written: &Text) -> Result<Spot<Text>, Mistake> {
    let phrase = Phrase::read(written)?;
    match phrase.word {
        "spawned" => phrase.name().map(Spot::Spawned),
        "ready" => phrase.name_and_count().map(|(name, nth)| Spot::Ready(name, nth)),
        "poll" => phrase.name_and_count().map(|(name, nth)| Spot::Poll(name, nth)),
        "wait" => phrase.name_and_count().map(|(name, nth)| Spot::Wait(name, nth)),
        "work" => phrase.name_and_count().map(|(name, nth)| Spot::Work(name, nth)),
        "end" => phrase.name().map(Spot::End),
        "future-poll" => phrase.name_and_count().map(|(name, nth)| Spot::NodePoll(name, nth)),
        "future-woken" => phrase.name_and_count().map(|(name, nth)| Spot::NodeWoken(name, nth)),
        "future-dropped" => phrase.name_and_count().map(|(name, nth)| Spot::NodeDropped(name, nth)),
        "timer" => phrase.count().map(Spot::TimerFired),
        "line" => phrase.name_and_count().map(|(start, nth)| Spot::Line(start, nth)),
        "finding" => phrase.alone(Spot::Finding),
        "run-end" => phrase.alone(Spot::RunEnd),
        other => Err(written.mistake(format!("`{other}` is no spot: write one of {}", listed(SPOTS)))),
    }
}

/// Reads what an answer is read from.
pub(super) fn answer(written: &Text) -> Result<Answer<Text>, Mistake> {
    if let Some(after) = written.strip_prefix("next-polled ") {
        return spot(&text(written.line, after)).map(Answer::NextPolled);
    }
    let phrase = Phrase::read(written)?;
    match phrase.word {
        "ends" => phrase.alone(Answer::Ends),
        "line" => phrase.count().map(Answer::Line),
        "lines" => phrase.alone(Answer::Lines),
        "takes" => phrase.alone(Answer::Takes),
        "first-over" => phrase.alone(Answer::FirstOver),
        "last-over" => phrase.alone(Answer::LastOver),
        "polls" => phrase.name().map(Answer::Polls),
        "costs" => phrase.name().map(Answer::Costs),
        "next-polled" => {
            Err(written
                .mistake("`next-polled` needs a spot, such as `next-polled ready \"upload\" 2`: add it"))
        }
        other => Err(written.mistake(format!("`{other}` is no answer: write one of {}", listed(ANSWERS)))),
    }
}

struct Phrase<'a> {
    written: &'a Text,
    word: &'a str,
    name: Option<&'a str>,
    number: Option<usize>,
}

impl<'a> Phrase<'a> {
    fn read(written: &'a Text) -> Result<Self, Mistake> {
        let (word, rest) = written.split_once(' ').unwrap_or((written, ""));
        // Up to the last mark: a name may have some of its own.
        let quoted = rest.trim_start().strip_prefix('"').and_then(|rest| rest.rsplit_once('"'));
        let (name, rest) = quoted.map_or((None, rest), |(name, rest)| (Some(name), rest));
        let number = match rest.trim() {
            "" => None,
            digits => match digits.parse() {
                Ok(number) if number > 0 => Some(number),
                _ => {
                    let sentence = format!(
                        "`{digits}` is no count: write a number from 1, and names in quotation marks before it"
                    );
                    return Err(written.mistake(sentence));
                }
            },
        };
        Ok(Self { written, word, name, number })
    }

    fn name(&self) -> Result<Text, Mistake> {
        if self.number.is_some() {
            return Err(self.written.mistake(format!("`{}` happens once: take the number out", self.word)));
        }
        self.name_and_count().map(|(name, _)| name)
    }

    fn name_and_count(&self) -> Result<(Text, usize), Mistake> {
        let name = self.name.filter(|name| !name.is_empty()).ok_or_else(|| {
            self.written.mistake(format!(
                "`{word}` needs a name in quotation marks, such as `{word} \"upload\"`: add it",
                word = self.word
            ))
        })?;
        Ok((text(self.written.line, name), self.number.unwrap_or(1)))
    }

    fn count(&self) -> Result<usize, Mistake> {
        match self.name {
            None => Ok(self.number.unwrap_or(1)),
            Some(_) => {
                Err(self.written.mistake(format!("`{}` takes no name: write a number only", self.word)))
            }
        }
    }

    fn alone<T>(&self, value: T) -> Result<T, Mistake> {
        if self.name.is_none() && self.number.is_none() {
            return Ok(value);
        }
        Err(self.written.mistake(format!("`{}` takes nothing after it: take the rest out", self.word)))
    }
}
