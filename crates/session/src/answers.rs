//! Which questions the visitor has answered, from visit to visit.

use std::fmt;

use taskscope_sorted::SortedMap;

use super::Settings;

/// What became of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The visitor predicted what happens.
    Right,
    /// The visitor predicted something else.
    Wrong,
    /// It is not to be asked again during this visit.
    Skipped,
}

/// The questions that are not to be asked again.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    /// By the names of demo and variant.
    marks: SortedMap<String, Mark>,
    changes: u32,
}

impl Answers {
    /// What became of the question about these settings; `None` if it is still to be asked.
    #[must_use]
    pub fn mark(&self, settings: &Settings) -> Option<Mark> {
        self.marks.get(&name(settings)).copied()
    }

    pub(super) fn set(&mut self, settings: &Settings, mark: Mark) {
        self.marks.insert(name(settings), mark);
        self.changes += 1;
    }

    pub(super) fn forget(&mut self, settings: &Settings) {
        self.marks.remove(&name(settings));
        self.changes += 1;
    }

    /// Counts the changes since they were read.
    #[must_use]
    pub fn changes(&self) -> u32 {
        self.changes
    }

    /// Reads what `to_string` wrote; what makes no sense is left out.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        let mut answers = Self::default();
        for (name, mark) in text.split('&').filter_map(|pair| pair.split_once('=')) {
            let mark = match mark {
                "right" => Mark::Right,
                "wrong" => Mark::Wrong,
                _ => continue,
            };
            answers.marks.insert(name.to_owned(), mark);
        }
        answers
    }
}

/// What is kept: a question that was skipped is asked again another day.
impl fmt::Display for Answers {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut between = "";
        for (name, mark) in &self.marks {
            let mark = match mark {
                Mark::Right => "right",
                Mark::Wrong => "wrong",
                Mark::Skipped => continue,
            };
            write!(formatter, "{between}{name}={mark}")?;
            between = "&";
        }
        Ok(())
    }
}

fn name(settings: &Settings) -> String {
    format!("{}/{}", settings.demo.slug, settings.variant.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_kept_and_skipped_questions_are_not() {
        let demo = taskscope_gallery::find("counting").expect("it is in the gallery");
        let spawn = Settings::of(demo);
        let join = Settings { variant: &demo.variants[1], ..spawn };
        let mut answers = Answers::default();
        answers.set(&spawn, Mark::Wrong);
        answers.set(&join, Mark::Skipped);
        let read = Answers::from_text(&format!("{answers}&x=maybe&="));
        assert_eq!((read.mark(&spawn), read.mark(&join)), (Some(Mark::Wrong), None));
        assert_eq!(answers.mark(&join), Some(Mark::Skipped));
    }
}
