//! What a demo is: the variants of a program, with all that is said about them.

use serde::{Deserialize, Serialize};

use super::allowed::Allowed;
use super::data;
use super::knobs::Knobs;
use super::section::Section;
use super::source::Source;
use super::variant::Variant;
use super::view::View;
use taskscope_judge::FindingKind;
use taskscope_lessons::{Knob, Link, Question, Stop};

/// A program in the gallery: what its lesson says, and its source.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Demo {
    /// Its name in addresses and that of its lesson: lower case, words joined by `-`.
    pub slug: &'static str,
    /// Its name in the gallery.
    pub title: &'static str,
    /// Where in the gallery it stands.
    pub section: Section,
    /// What happens and why it matters, in paragraphs.
    #[serde(deserialize_with = "data::list")]
    pub explanation: &'static [&'static str],
    /// Where to read on: the Book, then a primary source.
    #[serde(deserialize_with = "data::list")]
    pub links: &'static [Link],
    /// What can be changed.
    #[serde(deserialize_with = "data::list")]
    pub knobs: &'static [Knob],
    /// The programs, one at least. A bad one stands before its fix.
    #[serde(deserialize_with = "data::list")]
    pub variants: &'static [Variant],
    /// Findings that are true of variants that are not bad, in some runs.
    #[serde(deserialize_with = "data::list")]
    pub allowed: &'static [Allowed],
    /// How it is shown at first.
    pub view: View,
    /// What the visitor predicts before looking: one question about the first variant, and one at most about each other.
    #[serde(with = "data::questions")]
    pub questions: &'static [Question],
    /// Steps worth visiting, in the order of the story.
    #[serde(deserialize_with = "data::list")]
    pub tour: &'static [Stop],
    /// The source that is shown.
    #[serde(deserialize_with = "data::one")]
    pub source: &'static Source,
}

impl Demo {
    /// Every knob at its default.
    #[must_use]
    pub fn default_knobs(&self) -> Knobs {
        Knobs::defaults(self.knobs)
    }

    /// The variant called `name`.
    #[must_use]
    pub fn variant(&self, name: &str) -> Option<&'static Variant> {
        self.variants.iter().find(|variant| variant.name == name)
    }

    /// The question about the variant called `name`.
    #[must_use]
    pub fn question(&self, name: &str) -> Option<&'static Question> {
        self.questions.iter().find(|question| question.variant == name)
    }

    /// Whether some run of a variant may have a finding, whatever its knobs and order and however late its alarms. A bad
    /// variant promises nothing; any other may have what `allowed` lists, and nothing else.
    #[must_use]
    pub fn may_show(&self, variant: &Variant, kind: FindingKind) -> bool {
        let mut rows = self.allowed.iter().filter(|row| row.variants.contains(&variant.name));
        variant.is_bad() || rows.any(|row| row.kind == kind)
    }
}
