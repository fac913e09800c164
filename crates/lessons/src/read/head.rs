//! The head of a lesson: what a program can use.

use super::part::{Part, listed};
use super::phrase;
use super::table::Table;
use crate::{Allowed, Clock, FirstView, Knob, KnobKind, Lesson, Mistake, Question, Rules, Text, Variant};

/// All that the head says.
pub(super) struct Head {
    pub(super) section: Text,
    pub(super) place: Option<u32>,
    pub(super) knobs: Vec<Knob<Text>>,
    pub(super) variants: Vec<Variant>,
    pub(super) allowed: Vec<Allowed>,
    pub(super) view: FirstView,
    pub(super) questions: Vec<Question<Text, Vec<Text>>>,
}

const HEAD: [&str; 9] =
    ["section", "place", "clock", "selected", "folded", "knobs", "variants", "allowed", "question"];
const KNOB: [&str; 6] = ["name", "milliseconds", "count", "switch", "default", "hint"];
const VARIANT: [&str; 9] =
    ["name", "says", "watch", "finds", "order", "seed", "operations", "polls", "endless"];
const ALLOWED: [&str; 3] = ["variants", "finds", "because"];
const QUESTION: [&str; 7] = ["variant", "asks", "answer", "at", "shows", "choices", "because"];

pub(super) fn read(part: Part<'_>) -> Result<Head, Mistake> {
    let mut head = Table::read(part, &HEAD)?;
    let section = head.text("section")?;
    let place = head.number("place")?;
    let view = view(&mut head)?;
    let knobs = knobs(head.tables("knobs", "a knob", &KNOB)?)?;
    let variants = variants(head.tables("variants", "a variant", &VARIANT)?, head.line)?;
    let allowed = head.tables("allowed", "what is allowed", &ALLOWED)?;
    let allowed = allowed.into_iter().map(|table| allowed_in(table, &variants)).collect::<Result<_, _>>()?;
    let questions = questions(head.tables("question", "a question", &QUESTION)?, &variants, head.line)?;
    Ok(Head { section, place, knobs, variants, allowed, view, questions })
}

fn view(head: &mut Table<'_>) -> Result<FirstView, Mistake> {
    let clock = match head.text_if_any("clock")? {
        None => Clock::default(),
        Some(name) => match &*name {
            "virtual" => Clock::Virtual,
            "browser" => Clock::Browser,
            other => {
                return Err(
                    name.mistake(format!("no clock is called `{other}`: write `virtual` or `browser`"))
                );
            }
        },
    };
    Ok(FirstView { clock, selected: head.text_if_any("selected")?, folded: head.texts("folded")? })
}

fn knobs(tables: Vec<Table<'_>>) -> Result<Vec<Knob<Text>>, Mistake> {
    let mut knobs: Vec<Knob<Text>> = Vec::new();
    for table in tables {
        let knob = knob(table)?;
        if knobs.iter().any(|other| other.name.text == knob.name.text) {
            return Err(knob.name.mistake(format!("a second knob is called `{}`: rename it", &*knob.name)));
        }
        if knobs.len() == Lesson::MOST_KNOBS {
            let most = Lesson::MOST_KNOBS;
            return Err(knob
                .name
                .mistake(format!("a lesson has at most {most} knobs: leave out the least useful")));
        }
        knobs.push(knob);
    }
    Ok(knobs)
}

fn knob(mut table: Table<'_>) -> Result<Knob<Text>, Mistake> {
    let name = table.text("name")?;
    let kinds = (table.range("milliseconds")?, table.range("count")?, table.switch("switch")?);
    let default = table.number("default")?;
    let (kind, (min, max), default) = match (kinds, default) {
        ((Some(range), None, None), Some(default)) => (KnobKind::Milliseconds, range, default),
        ((None, Some(range), None), Some(default)) => (KnobKind::Count, range, default),
        ((None, None, Some(on)), None) => (KnobKind::Switch, (0, 1), on.into()),
        ((Some(_), None, None) | (None, Some(_), None), None) => {
            return Err(name.mistake("a knob that is no switch has a `default`: add it, a whole number"));
        }
        ((None, None, Some(_)), Some(_)) => {
            return Err(name.mistake("a switch needs no `default`: `switch` says whether it is on at first"));
        }
        _ => {
            return Err(name.mistake(
                "a knob has one of `milliseconds`, `count` and `switch`: write the one that it is",
            ));
        }
    };
    if !(min..=max).contains(&default) {
        let sentence = format!("the default {default} is not from {min} to {max}: change it or the range");
        return Err(name.mistake(sentence));
    }
    Ok(Knob { name, kind, min, max, default, hint: table.text("hint")? })
}

fn variants(tables: Vec<Table<'_>>, line: usize) -> Result<Vec<Variant>, Mistake> {
    let mut variants: Vec<Variant> = Vec::new();
    for mut table in tables {
        let name = table.text("name")?;
        if variants.iter().any(|other| other.name.text == name.text) {
            return Err(name.mistake(format!("a second variant is called `{}`: rename it", &*name)));
        }
        let rules = Rules {
            order: table.text_if_any("order")?,
            seed: table.number("seed")?,
            operations: table.number("operations")?,
            polls: table.number("polls")?,
        };
        let (says, watch) = (table.text("says")?.prose()?, table.text("watch")?.prose()?);
        let (finds, is_endless) = (table.text_if_any("finds")?, table.switch("endless")?.unwrap_or_default());
        variants.push(Variant { name, says, watch, finds, rules, is_endless });
    }
    if variants.is_empty() {
        return Err(Mistake::new(line, "a lesson has at least one variant: add a table `[[variants]]`"));
    }
    Ok(variants)
}

/// A name that has to be that of a variant.
pub(super) fn of_variant(name: Text, variants: &[Variant]) -> Result<Text, Mistake> {
    if variants.iter().any(|variant| variant.name.text == name.text) {
        return Ok(name);
    }
    let names = listed(variants.iter().map(|variant| &*variant.name));
    Err(name.mistake(format!("no variant is called `{}`: there is {names}", &*name)))
}

fn allowed_in(mut table: Table<'_>, variants: &[Variant]) -> Result<Allowed, Mistake> {
    let names = table.texts("variants")?;
    if names.is_empty() {
        return Err(Mistake::new(
            table.line,
            "what is allowed is so in some variants: name them as `variants`",
        ));
    }
    let names = names.into_iter().map(|name| of_variant(name, variants)).collect::<Result<_, _>>()?;
    Ok(Allowed { variants: names, finds: table.text("finds")?, because: table.text("because")? })
}

fn questions(
    tables: Vec<Table<'_>>,
    variants: &[Variant],
    line: usize,
) -> Result<Vec<Question<Text, Vec<Text>>>, Mistake> {
    let mut questions: Vec<Question<Text, Vec<Text>>> = Vec::new();
    for table in tables {
        let question = question(table, variants)?;
        if questions.iter().any(|other| other.variant.text == question.variant.text) {
            let sentence = format!("`{}` has a second question: leave one out", &*question.variant);
            return Err(question.variant.mistake(sentence));
        }
        questions.push(question);
    }
    let first = variants.first().map(|variant| &variant.name.text);
    if !questions.iter().any(|question| Some(&question.variant.text) == first) {
        return Err(Mistake::new(
            line,
            "a lesson asks something about its first variant: add a table `[[question]]`",
        ));
    }
    Ok(questions)
}

fn question(mut table: Table<'_>, variants: &[Variant]) -> Result<Question<Text, Vec<Text>>, Mistake> {
    let variant = of_variant(table.text("variant")?, variants)?;
    let answer = table.text("answer")?;
    Ok(Question {
        variant,
        asks: table.text("asks")?.prose()?,
        answer: phrase::answer(&answer)?,
        at: table.text_if_any("at")?.as_ref().map(phrase::spot).transpose()?,
        shows: table.text_if_any("shows")?.as_ref().map(phrase::spot).transpose()?,
        choices: table.texts("choices")?,
        because: table.text("because")?.prose()?,
    })
}
