//! Reads a catalogue and compares it with another one.
//!
//! A line is one of these; what follows an indented line break belongs to it:
//!
//! - `# anything`, a remark;
//! - `plural one: n % 10 = 1 and n % 100 != 11`, a form of the language's plural, as Unicode's CLDR describes it. The form
//!   for all other numbers comes last and has no line;
//! - `ordinal one: n % 10 = 1 and n % 100 != 11`, the same for places in a row: the first, the second;
//! - `hole task, parent: task`, which holes there are, and of which type;
//! - `key = pattern`, a message. Quotes around a pattern keep the spaces at its ends.
//!
//! A pattern has holes: `{task}`; `{^task}` for one that begins a sentence; `{polls|# poll|# polls}` for a text that depends
//! on a number, with `#` for that, in as many forms as the language has.

use std::collections::BTreeMap;

/// The messages of one language.
pub(crate) struct Catalogue {
    plurals: Vec<String>,
    ordinals: Vec<String>,
    /// The type of each hole.
    pub(crate) holes: BTreeMap<String, String>,
    pub(crate) messages: BTreeMap<String, Vec<Part>>,
}

/// A part of a message.
pub(crate) enum Part {
    Text(String),
    Hole { name: String, begins: bool },
    Plural { name: String, forms: Vec<String> },
}

impl Catalogue {
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mut new = Self {
            plurals: Vec::new(),
            ordinals: Vec::new(),
            holes: BTreeMap::new(),
            messages: BTreeMap::new(),
        };
        for line in whole_lines(text) {
            if let Some(rule) = line.strip_prefix("plural ") {
                let (_, condition) = rule.split_once(": ").ok_or(format!("“{line}” has no condition"))?;
                new.plurals.push(condition.to_owned());
            } else if let Some(rule) = line.strip_prefix("ordinal ") {
                let (_, condition) = rule.split_once(": ").ok_or(format!("“{line}” has no condition"))?;
                new.ordinals.push(condition.to_owned());
            } else if let Some(holes) = line.strip_prefix("hole ") {
                let (names, kind) = holes.split_once(": ").ok_or(format!("“{line}” has no type"))?;
                for name in names.split(", ") {
                    if new.holes.insert(name.to_owned(), kind.to_owned()).is_some() {
                        return Err(format!("the hole “{name}” is there twice"));
                    }
                }
            } else {
                let (key, pattern) =
                    line.split_once(" = ").ok_or(format!("“{line}” is no message: write “key = text”"))?;
                let quoted = pattern.strip_prefix('"').and_then(|pattern| pattern.strip_suffix('"'));
                let parts = parts(quoted.unwrap_or(pattern)).map_err(|fault| format!("{key}: {fault}"))?;
                if new.messages.insert(key.to_owned(), parts).is_some() {
                    return Err(format!("the message “{key}” is there twice"));
                }
            }
        }
        Ok(new)
    }

    /// Whether it says all that another one says, with the same holes.
    pub(crate) fn check(&self, source: &Self) -> Result<(), String> {
        if let Some(key) = source.messages.keys().find(|key| !self.messages.contains_key(*key)) {
            return Err(format!("the message “{key}” is missing"));
        }
        for (key, parts) in &self.messages {
            let theirs = source.messages.get(key).ok_or(format!("nothing says the message “{key}”"))?;
            let (mut ours, mut theirs) = (names(parts), names(theirs));
            ours.sort_unstable();
            theirs.sort_unstable();
            if ours != theirs {
                return Err(format!("{key}: the holes are {ours:?} and have to be {theirs:?}"));
            }
            for part in parts {
                self.check_part(part, source).map_err(|fault| format!("{key}: {fault}"))?;
            }
        }
        Ok(())
    }

    fn check_part(&self, part: &Part, source: &Self) -> Result<(), String> {
        let (Part::Hole { name, .. } | Part::Plural { name, .. }) = part else { return Ok(()) };
        let kind = source.holes.get(name).ok_or(format!("no line says what the hole “{name}” is"))?;
        let Part::Plural { forms, .. } = part else { return Ok(()) };
        let needed = match kind.as_str() {
            "number" | "tasks" => self.plurals.len() + 1,
            "ordinal" => self.ordinals.len() + 1,
            _ => return Err(format!("“{name}” is no number")),
        };
        if forms.len() == needed {
            Ok(())
        } else {
            Err(format!("“{name}” has {} forms and needs {needed}", forms.len()))
        }
    }

    /// What all keys and holes together come to (FNV-1a): another one tells that a language was packed for other messages.
    fn digest(&self) -> u64 {
        let of_message = |(key, parts): (&String, &Vec<Part>)| format!("{key} {}\n", names(parts).join(" "));
        let keys: String = self.messages.iter().map(of_message).collect();
        keys.bytes().fold(0xcbf2_9ce4_8422_2325, |digest, byte| {
            (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
    }

    /// What is read when the language is chosen: a line with the digest of the source's keys and the rules of the plurals,
    /// then a line for each message in the order of the keys, with letters for the holes in the order in which the source
    /// has them.
    pub(crate) fn packed(&self, source: &Self) -> String {
        let mut packed =
            format!("{:016x}|{}|{}", source.digest(), self.plurals.join(";"), self.ordinals.join(";"));
        for (key, parts) in &self.messages {
            packed.push('\n');
            let order = source.messages.get(key).map(|parts| names(parts)).unwrap_or_default();
            let letter = |name: &str| {
                (b'a'..)
                    .zip(&order)
                    .find(|(_, known)| **known == name)
                    .map_or('?', |(letter, _)| letter.into())
            };
            for part in parts {
                match part {
                    Part::Text(text) => packed.push_str(text),
                    Part::Hole { name, begins } => {
                        packed.push_str(if *begins { "{^" } else { "{" });
                        packed.extend([letter(name), '}']);
                    }
                    Part::Plural { name, forms } => {
                        packed.extend(['{', letter(name), '|']);
                        packed.push_str(&forms.join("|"));
                        packed.push('}');
                    }
                }
            }
        }
        packed
    }
}

/// The names of the holes, each once, in the order in which they come.
pub(crate) fn names(parts: &[Part]) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for part in parts {
        if let Part::Hole { name, .. } | Part::Plural { name, .. } = part
            && !names.contains(&name.as_str())
        {
            names.push(name);
        }
    }
    names
}

/// The lines without remarks, each with the indented ones after it.
fn whole_lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        match lines.last_mut().filter(|_| line.starts_with(' ')) {
            Some(last) => {
                last.push(' ');
                last.push_str(line.trim());
            }
            None => lines.push(line.trim_end().to_owned()),
        }
    }
    lines
}

fn parts(pattern: &str) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    let mut rest = pattern;
    while let Some((text, hole)) = rest.split_once('{') {
        if !text.is_empty() {
            parts.push(Part::Text(text.to_owned()));
        }
        let (hole, after) = hole.split_once('}').ok_or("a hole has no end")?;
        rest = after;
        let mut forms = hole.split('|');
        let name = forms.next().unwrap_or_default();
        let forms: Vec<String> = forms.map(str::to_owned).collect();
        parts.push(match (forms.is_empty(), name.strip_prefix('^')) {
            (true, Some(name)) => Part::Hole { name: name.to_owned(), begins: true },
            (true, None) => Part::Hole { name: name.to_owned(), begins: false },
            (false, _) => Part::Plural { name: name.to_owned(), forms },
        });
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest.to_owned()));
    }
    Ok(parts)
}
