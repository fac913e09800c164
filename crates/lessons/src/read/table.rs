//! A table of the head, of which each value is taken by its key.

use std::borrow::Cow;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::part::{Part, listed, text};
use crate::{Mistake, Text};

/// A table that has no other keys than it may have.
pub(super) struct Table<'a> {
    part: Part<'a>,
    /// What it describes, such as `a knob`.
    what: &'static str,
    /// The line that it begins in.
    pub(super) line: usize,
    entries: Vec<(Spanned<Cow<'a, str>>, Spanned<DeValue<'a>>)>,
}

impl<'a> Table<'a> {
    /// Reads the head, which may have these keys.
    pub(super) fn read(part: Part<'a>, keys: &[&str]) -> Result<Self, Mistake> {
        let table = DeTable::parse(part.text).map_err(|fault| {
            let line = part.line_at(fault.span().map_or(0, |span| span.start));
            let fault = fault.message().lines().next().unwrap_or_default().trim_end_matches(['.', ':']);
            Mistake::new(
                line,
                format!("the head is not TOML here ({fault}); https://toml.io says how it is written"),
            )
        })?;
        Self::of(part, "the head", part.first_line, table.into_inner(), keys)
    }

    fn of(
        part: Part<'a>,
        what: &'static str,
        line: usize,
        table: DeTable<'a>,
        keys: &[&str],
    ) -> Result<Self, Mistake> {
        let entries: Vec<_> = table.into_iter().collect();
        let unknown = entries.iter().find(|(key, _)| !keys.contains(&key.get_ref().as_ref()));
        if let Some((key, _)) = unknown {
            let line = part.line_at(key.span().start);
            let sentence = format!(
                "{what} has no `{}`: take it out, or write what it has: {}",
                key.get_ref(),
                listed(keys.iter().copied())
            );
            return Err(Mistake::new(line, sentence));
        }
        Ok(Self { part, what, line, entries })
    }

    /// The value of a key and its line.
    fn take(&mut self, key: &str) -> Option<(usize, DeValue<'a>)> {
        let index = self.entries.iter().position(|(other, _)| other.get_ref() == key)?;
        let (key, value) = self.entries.swap_remove(index);
        Some((self.part.line_at(key.span().start), value.into_inner()))
    }

    /// What to say of a value that is of another type.
    fn other_type(&self, line: usize, key: &str, expected: &str) -> Mistake {
        Mistake::new(line, format!("`{key}` of {} has to be {expected}", self.what))
    }

    fn missing(&self, key: &str, expected: &str) -> Mistake {
        Mistake::new(self.line, format!("{} has no `{key}`: add it, {expected}", self.what))
    }

    /// A text that has to be there.
    pub(super) fn text(&mut self, key: &str) -> Result<Text, Mistake> {
        self.text_if_any(key)?.ok_or_else(|| self.missing(key, TEXT))
    }

    /// A text that may be there.
    pub(super) fn text_if_any(&mut self, key: &str) -> Result<Option<Text>, Mistake> {
        match self.take(key) {
            None => Ok(None),
            Some((line, DeValue::String(value))) if !value.trim().is_empty() => Ok(Some(text(line, value))),
            Some((line, _)) => Err(self.other_type(line, key, TEXT)),
        }
    }

    /// Texts, of which there may be none.
    pub(super) fn texts(&mut self, key: &str) -> Result<Vec<Text>, Mistake> {
        let Some((line, value)) = self.take(key) else { return Ok(Vec::new()) };
        let strings: Option<Vec<String>> = if let DeValue::Array(items) = value {
            items.into_iter().map(|item| string(item.into_inner())).collect()
        } else {
            None
        };
        let strings =
            strings.ok_or_else(|| self.other_type(line, key, "a list of texts, such as [\"main\"]"))?;
        Ok(strings.into_iter().map(|string| text(line, string)).collect())
    }

    /// A number that may be there.
    pub(super) fn number(&mut self, key: &str) -> Result<Option<u32>, Mistake> {
        let Some((line, value)) = self.take(key) else { return Ok(None) };
        number(&value).map(Some).ok_or_else(|| self.other_type(line, key, NUMBER))
    }

    /// The least and the most of a range that may be there.
    pub(super) fn range(&mut self, key: &str) -> Result<Option<(u32, u32)>, Mistake> {
        let Some((line, value)) = self.take(key) else { return Ok(None) };
        let numbers: Option<Vec<u32>> =
            value.as_array().and_then(|items| items.iter().map(|item| number(item.get_ref())).collect());
        match numbers.as_deref() {
            Some(&[least, most]) if least <= most => Ok(Some((least, most))),
            _ => {
                Err(self.other_type(line, key, "two whole numbers, the least and the most, such as [1, 40]"))
            }
        }
    }

    /// On or off, which may be there.
    pub(super) fn switch(&mut self, key: &str) -> Result<Option<bool>, Mistake> {
        let Some((line, value)) = self.take(key) else { return Ok(None) };
        value.as_bool().map(Some).ok_or_else(|| self.other_type(line, key, "true or false"))
    }

    /// Tables, of which there may be none, and which may have these keys.
    pub(super) fn tables(
        &mut self,
        key: &str,
        what: &'static str,
        keys: &[&str],
    ) -> Result<Vec<Self>, Mistake> {
        let expected = format!("tables `[[{key}]]`");
        let items = match self.take(key) {
            None => return Ok(Vec::new()),
            Some((_, DeValue::Array(items))) => items,
            Some((line, _)) => return Err(self.other_type(line, key, &expected)),
        };
        let mut tables = Vec::new();
        for item in items {
            let line = self.part.line_at(item.span().start);
            let DeValue::Table(table) = item.into_inner() else {
                return Err(self.other_type(line, key, &expected));
            };
            tables.push(Self::of(self.part, what, line, table, keys)?);
        }
        Ok(tables)
    }
}

const TEXT: &str = "a text in quotation marks";
const NUMBER: &str = "a whole number";

fn string(value: DeValue<'_>) -> Option<String> {
    if let DeValue::String(value) = value { Some(value.into_owned()) } else { None }
}

fn number(value: &DeValue<'_>) -> Option<u32> {
    let value = value.as_integer()?;
    u32::from_str_radix(value.as_str(), value.radix()).ok()
}
