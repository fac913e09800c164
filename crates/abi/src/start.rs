//! The text that starts a program: pairs, as in the query of an address.
//!
//! `program=counting&variant=join&knob.pause=30&clock=browser&thread=worker&way=frame&order=fifo&seed=1&polls=1000`. A later
//! pair of the same name counts; letters that mean something there are written as `%` and two digits.

use std::str;

use taskscope_format::{Clock, HostThread, Observation, Way};

use crate::names::{CLOCKS, OBSERVATIONS, THREADS, WAYS, name_in, value_in};

/// What is to be started, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// The program, by the name that the module has for it.
    pub program: String,
    /// Which variant of it.
    pub variant: String,
    /// Numbers that the program reads, by their names.
    pub knobs: Vec<(String, u32)>,
    /// The clock of the run.
    pub clock: Clock,
    /// In what the host runs it.
    pub thread: HostThread,
    /// How the host asks for turns.
    pub way: Way,
    /// What the host can't see.
    pub unseen: Vec<Observation>,
    /// Which ready task runs next; the program knows the names.
    pub order: String,
    /// Where the random choices of the run start from.
    pub seed: u32,
    /// How many operations may succeed in one poll of a task; 0 for no limit.
    pub operations: u32,
    /// How many polls a turn may have; 0 for no limit.
    pub polls: u32,
    /// How many microseconds a turn may take; 0 for no limit.
    pub micros: u32,
}

impl Default for Start {
    /// On the virtual clock, by the runtime's own rules.
    fn default() -> Self {
        Self {
            program: String::new(),
            variant: String::new(),
            knobs: Vec::new(),
            clock: Clock::Virtual,
            thread: HostThread::Worker,
            way: Way::default(),
            unseen: Vec::new(),
            order: "fifo".to_owned(),
            seed: 0,
            operations: 128,
            polls: 1000,
            micros: 0,
        }
    }
}

/// What a pair begins with that has the value of a knob.
const KNOB: &str = "knob.";

impl Start {
    /// The text.
    #[must_use]
    pub fn text(&self) -> String {
        let Self { program, variant, knobs, clock, thread, way, unseen, order, .. } = self;
        let mut text = format!("program={}&variant={}", escaped(program), escaped(variant));
        let mut pair = |name: &str, value: &str| text.extend(["&", name, "=", value]);
        for (name, value) in knobs {
            pair(&format!("{KNOB}{}", escaped(name)), &value.to_string());
        }
        pair("clock", name_in(&CLOCKS, *clock));
        pair("thread", name_in(&THREADS, *thread));
        pair("way", name_in(&WAYS, *way));
        if !unseen.is_empty() {
            let unseen: Vec<_> = unseen.iter().map(|&what| name_in(&OBSERVATIONS, what)).collect();
            pair("unseen", &unseen.join(","));
        }
        pair("order", &escaped(order));
        let numbers = [
            ("seed", self.seed),
            ("operations", self.operations),
            ("polls", self.polls),
            ("micros", self.micros),
        ];
        for (name, number) in numbers {
            pair(name, &number.to_string());
        }
        text
    }

    /// What a text says. What it leaves out is as by default.
    ///
    /// # Errors
    /// A sentence if there is something in it that nobody here knows.
    pub fn read(text: &[u8]) -> Result<Self, String> {
        let text = str::from_utf8(text).map_err(|_| "The text of the start is no UTF-8.".to_owned())?;
        let mut start = Self::default();
        for pair in text.split('&').filter(|pair| !pair.is_empty()) {
            let known = pair
                .split_once('=')
                .and_then(|(name, value)| start.set(&unescaped(name)?, unescaped(value)?));
            known.ok_or_else(|| format!("This module does not know what “{pair}” is."))?;
        }
        Ok(start)
    }

    fn set(&mut self, name: &str, value: String) -> Option<()> {
        let number = || value.parse().ok();
        if let Some(knob) = name.strip_prefix(KNOB) {
            self.knobs.push((knob.to_owned(), number()?));
            return Some(());
        }
        match name {
            "clock" => self.clock = value_in(&CLOCKS, &value)?,
            "thread" => self.thread = value_in(&THREADS, &value)?,
            "way" => self.way = value_in(&WAYS, &value)?,
            "unseen" => {
                let names = value.split(',').filter(|name| !name.is_empty());
                self.unseen = names.map(|name| value_in(&OBSERVATIONS, name)).collect::<Option<_>>()?;
            }
            "seed" => self.seed = number()?,
            "operations" => self.operations = number()?,
            "polls" => self.polls = number()?,
            "micros" => self.micros = number()?,
            "program" => self.program = value,
            "variant" => self.variant = value,
            "order" => self.order = value,
            _ => return None,
        }
        Some(())
    }
}

/// A text with what means something in a query written as digits.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            escaped.push(byte.into());
        } else {
            let digit = |value: u8| char::from_digit(value.into(), 16).unwrap_or('0').to_ascii_uppercase();
            escaped.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    escaped
}

/// The text that was written so; `None` if none was.
fn unescaped(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                u8::try_from(16 * digit()? + digit()?).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_start_is_read_as_it_was_written() {
        let start = Start {
            program: "counting".to_owned(),
            variant: "a & b = 100 % ü+".to_owned(),
            knobs: vec![("first counts to".to_owned(), 7), ("pause".to_owned(), u32::MAX)],
            clock: Clock::Browser,
            thread: HostThread::Page,
            way: Way::SchedulerYield,
            unseen: Observation::ALL.to_vec(),
            order: "lifo-3".to_owned(),
            seed: 3,
            operations: 0,
            polls: 0,
            micros: 10_000,
        };
        assert_eq!(Start::read(start.text().as_bytes()), Ok(start));
        assert_eq!(Start::read(Start::default().text().as_bytes()), Ok(Start::default()));
    }

    #[test]
    fn it_looks_like_a_query() {
        let knobs = vec![("first counts to".to_owned(), 7)];
        let start =
            Start { program: "counting".to_owned(), variant: "join".to_owned(), knobs, ..Start::default() };
        assert_eq!(
            start.text(),
            "program=counting&variant=join&knob.first%20counts%20to=7&clock=virtual&thread=worker&way=promise\
             &order=fifo&seed=0&operations=128&polls=1000&micros=0"
        );
    }

    #[test]
    fn what_is_left_out_is_usual_and_the_last_of_a_name_counts() {
        assert_eq!(Start::read(b""), Ok(Start::default()));
        let twice = Start::read(b"seed=1&&seed=2&unseen=").expect("both are numbers");
        assert_eq!((twice.seed, twice.unseen), (2, Vec::new()));
    }

    #[test]
    fn what_nobody_knows_is_refused_with_its_text() {
        for text in [
            "speed=1",
            "seed=-1",
            "seed=4294967296",
            "way=pigeon",
            "clock",
            "knob.a=b",
            "variant=%F",
            "unseen=all",
        ] {
            assert_eq!(
                Start::read(text.as_bytes()),
                Err(format!("This module does not know what “{text}” is."))
            );
        }
        assert!(Start::read(b"program=\xff").is_err() && Start::read(b"program=%FF").is_err());
    }
}
