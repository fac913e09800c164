//! How the parts of a demo are written into data and read from it, where they need more than their fields.
//!
//! Texts are borrowed from the bytes, which stay for good; lists are leaked, once a demo.
#![expect(clippy::trivially_copy_pass_by_ref, clippy::ref_option, reason = "serde hands over references")]

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use taskscope_format::Clock;
use taskscope_judge::FindingKind;
use taskscope_lessons::{Answer, Question, Spot};
use taskscope_trace::AxisKind;

/// A list that stays for good.
pub(super) fn list<'de, D, T>(from: D) -> Result<&'static [T], D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + 'static,
{
    Ok(Vec::<T>::deserialize(from)?.leak())
}

/// A value that stays for good.
pub(super) fn one<'de, D, T>(from: D) -> Result<&'static T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + 'static,
{
    Ok(Box::leak(Box::new(T::deserialize(from)?)))
}

/// A kind of finding, by its name.
pub(super) mod finding {
    use super::{Deserialize, Deserializer, FindingKind, Serialize, Serializer, kind_called};

    pub(crate) fn serialize<S: Serializer>(kind: &FindingKind, to: S) -> Result<S::Ok, S::Error> {
        kind.name().serialize(to)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<FindingKind, D::Error> {
        kind_called(<&str>::deserialize(from)?)
    }
}

/// A kind of finding, or none.
pub(super) mod finding_if_any {
    use super::{Deserialize, Deserializer, FindingKind, Serialize, Serializer, kind_called};

    pub(crate) fn serialize<S: Serializer>(kind: &Option<FindingKind>, to: S) -> Result<S::Ok, S::Error> {
        kind.map(FindingKind::name).serialize(to)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<FindingKind>, D::Error> {
        Option::<&str>::deserialize(from)?.map(kind_called).transpose()
    }
}

fn kind_called<E: serde::de::Error>(name: &str) -> Result<FindingKind, E> {
    let found = FindingKind::ALL.iter().copied().find(|kind| kind.name() == name);
    found.ok_or_else(|| E::custom("no finding is called so"))
}

/// An axis, by its name.
pub(super) mod axis {
    use super::{AxisKind, Deserialize, Deserializer, Serialize, Serializer};
    use serde::de::Error as _;

    pub(crate) fn serialize<S: Serializer>(axis: &AxisKind, to: S) -> Result<S::Ok, S::Error> {
        axis.key().serialize(to)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<AxisKind, D::Error> {
        AxisKind::from_key(<&str>::deserialize(from)?).ok_or_else(|| D::Error::custom("no axis is called so"))
    }
}

/// A clock, by whether it is the browser's.
pub(super) mod clock {
    use super::{Clock, Deserialize, Deserializer, Serialize, Serializer};

    pub(crate) fn serialize<S: Serializer>(clock: &Clock, to: S) -> Result<S::Ok, S::Error> {
        (*clock == Clock::Browser).serialize(to)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Clock, D::Error> {
        Ok(if bool::deserialize(from)? { Clock::Browser } else { Clock::Virtual })
    }
}

/// Questions, whose choices are lists in a list.
pub(super) mod questions {
    use super::{Answer, Deserialize, Deserializer, Question, Serialize, Serializer, Spot};

    /// A question with a list of its own.
    #[derive(Serialize, Deserialize)]
    struct Written<'a> {
        variant: &'a str,
        asks: &'a str,
        #[serde(borrow)]
        answer: Answer<&'a str>,
        #[serde(borrow)]
        at: Option<Spot<&'a str>>,
        #[serde(borrow)]
        shows: Option<Spot<&'a str>>,
        choices: Vec<&'a str>,
        because: &'a str,
    }

    pub(crate) fn serialize<S: Serializer>(questions: &[Question], to: S) -> Result<S::Ok, S::Error> {
        let written = questions.iter().map(|question| {
            let &Question { variant, asks, answer, at, shows, choices, because } = question;
            Written { variant, asks, answer, at, shows, choices: choices.to_vec(), because }
        });
        written.collect::<Vec<_>>().serialize(to)
    }

    pub(crate) fn deserialize<D: Deserializer<'static>>(from: D) -> Result<&'static [Question], D::Error> {
        let questions = Vec::<Written<'static>>::deserialize(from)?.into_iter().map(|written| {
            let Written { variant, asks, answer, at, shows, choices, because } = written;
            Question { variant, asks, answer, at, shows, choices: &*choices.leak(), because }
        });
        let questions: &[Question] = questions.collect::<Vec<_>>().leak();
        Ok(questions)
    }
}
