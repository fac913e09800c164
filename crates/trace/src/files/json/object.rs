//! Objects whose members are all simple values: events and places.

use std::borrow::Cow;

use json_event_parser::JsonEvent;
use taskscope_format::{Member as Shaped, Value};

use super::fault::{Fault, shown};
use super::reader::Reader;

/// The members of one object, to be taken by name.
#[derive(Debug, Default)]
pub(in crate::files) struct Members<'a> {
    /// Where the object begins.
    start: usize,
    members: Vec<Member<'a>>,
}

#[derive(Debug)]
struct Member<'a> {
    name: Cow<'a, str>,
    value: Value<'a>,
    offset: usize,
}

impl<'a> Members<'a> {
    /// More than any of our objects has.
    const MOST: usize = 16;

    /// Reads an object, of which the first piece was read; forgets the one before.
    pub(super) fn read(&mut self, first: &JsonEvent<'a>, reader: &mut Reader<'a>) -> Result<(), Fault> {
        if *first != JsonEvent::StartObject {
            return Err(reader.fault("expected an object"));
        }
        self.start = reader.token();
        self.members.clear();
        while let Some(name) = reader.member()? {
            if self.members.len() == Self::MOST {
                return Err(reader.fault("there are too many members"));
            }
            let (value, offset) = value(reader).map_err(|fault| fault.in_member(&name))?;
            self.members.push(Member { name, value, offset });
        }
        Ok(())
    }

    /// Gives a member another name.
    pub(in crate::files) fn rename(&mut self, from: &str, to: &'static str) {
        for member in self.members.iter_mut().filter(|member| member.name == from) {
            member.name = Cow::Borrowed(to);
        }
    }

    /// Gives the word before a number another name, in every member.
    pub(in crate::files) fn retag(&mut self, from: &str, to: &'static str) {
        for member in &mut self.members {
            match &mut member.value {
                Value::Tagged(word, _) if word == from => *word = Cow::Borrowed(to),
                Value::Tagged(..) | Value::Word(_) | Value::Words(_) | Value::Number(_) | Value::Flag(_) => {}
            }
        }
    }

    /// Takes a member out.
    pub(super) fn take<T: Shaped>(&mut self, name: &str) -> Result<T, Fault> {
        let Some(index) = self.members.iter().position(|member| member.name == name) else {
            return T::absent()
                .ok_or_else(|| self.fault(format!("the member “{name}” is missing: expected {}", T::LOOKS)));
        };
        let member = self.members.swap_remove(index);
        T::from_value(&member.value)
            .ok_or_else(|| Fault::new(member.offset, format!("expected {}", T::LOOKS)).in_member(name))
    }

    /// Makes sure that every member was taken.
    pub(super) fn finish(&self) -> Result<(), Fault> {
        match self.members.first() {
            None => Ok(()),
            Some(Member { name, offset, .. }) => {
                Err(Fault::new(*offset, "this member does not belong here, or is there twice")
                    .in_member(name))
            }
        }
    }

    /// A fault of the object as a whole.
    pub(super) fn fault(&self, what: impl Into<String>) -> Fault {
        Fault::new(self.start, what)
    }
}

impl taskscope_format::Members for Members<'_> {
    type Fault = Fault;

    fn take<T: Shaped>(&mut self, name: &'static str) -> Result<T, Fault> {
        Members::take(self, name)
    }
}

/// A value of a member, and where it begins.
fn value<'a>(reader: &mut Reader<'a>) -> Result<(Value<'a>, usize), Fault> {
    let event = reader.next()?;
    let offset = reader.token();
    let value = match event {
        JsonEvent::Number(digits) => Value::Number(reader.whole(&digits)?),
        JsonEvent::Boolean(flag) => Value::Flag(flag),
        JsonEvent::String(word) => Value::Word(word),
        JsonEvent::StartObject => tagged(reader)?,
        JsonEvent::StartArray => words(reader)?,
        JsonEvent::Null
        | JsonEvent::EndArray
        | JsonEvent::EndObject
        | JsonEvent::ObjectKey(_)
        | JsonEvent::Eof => return Err(reader.fault("expected a number, a word, true or false")),
    };
    Ok((value, offset))
}

/// The rest of a list of words.
fn words<'a>(reader: &mut Reader<'a>) -> Result<Value<'a>, Fault> {
    /// More than any of our lists has.
    const MOST: usize = 64;
    let mut words = Vec::new();
    loop {
        let piece = reader.next()?;
        if piece == JsonEvent::EndArray {
            return Ok(Value::Words(words));
        }
        let JsonEvent::String(word) = piece else { return Err(reader.fault("expected a word")) };
        if words.len() == MOST {
            return Err(reader.fault("there are too many words"));
        }
        words.push(word);
    }
}

/// The rest of an object with one member that is a number.
fn tagged<'a>(reader: &mut Reader<'a>) -> Result<Value<'a>, Fault> {
    let Some(word) = reader.member()? else { return Err(reader.fault("expected a member")) };
    let number = reader.number().map_err(|fault| fault.in_member(&word))?;
    match reader.member()? {
        None => Ok(Value::Tagged(word, number)),
        Some(other) => {
            Err(reader.fault(format!("a second member, “{}”, does not belong here", shown(&other))))
        }
    }
}
