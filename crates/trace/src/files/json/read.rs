//! Reads a trace from JSON, whatever is in it.

use json_event_parser::JsonEvent;
use taskscope_format::{Entry, Event, Member, Micros, Note, Place, Record, Shape, TextId, Value, WorkerId};

use super::fault::{Fault, shown};
use super::object::Members;
use super::reader::Reader;
use crate::Trace;
use crate::files::foreign::other_json;
use crate::files::open_error::other_version;
use crate::files::upgrades::{VERSIONS, version_1};
use crate::files::{OpenError, Origin};

/// Reads a trace from a JSON text.
pub(in crate::files) fn read(bytes: &[u8]) -> Result<(Trace, Origin), OpenError> {
    let mut file = File { bytes, ..File::default() };
    match file.read() {
        Ok(()) => Ok((file.trace, file.origin)),
        Err(fault) => Err(fault.in_text(bytes)),
    }
}

/// Reads what was run from a text of its own.
pub(in crate::files) fn origin_from(bytes: &[u8]) -> Result<Origin, Fault> {
    let mut reader = Reader::at(bytes, 0);
    let origin = read_origin(&mut reader)?;
    reader.end().map(|()| origin)
}

/// The members of a file, in the order in which they can be made sense of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Format,
    Version,
    Texts,
    Places,
    Events,
    Origin,
}

impl Section {
    const ALL: [(Self, &'static str); 6] = [
        (Self::Format, "format"),
        (Self::Version, "version"),
        (Self::Texts, "texts"),
        (Self::Places, "places"),
        (Self::Events, "events"),
        (Self::Origin, "origin"),
    ];
}

/// A file as far as it was read.
#[derive(Default)]
struct File<'a> {
    bytes: &'a [u8],
    /// Where each section begins.
    found: [Option<usize>; Section::ALL.len()],
    /// How many sections were read.
    read: usize,
    version: u32,
    trace: Trace,
    origin: Origin,
    /// The words of one entry.
    words: Vec<u32>,
}

impl<'a> File<'a> {
    fn read(&mut self) -> Result<(), Fault> {
        let mut reader = Reader::at(self.bytes, 0);
        reader.object()?;
        while let Some(name) = reader.member()? {
            let Some(index) = Section::ALL.iter().position(|&(_, known)| name == known) else {
                let is_first = self.found.iter().all(Option::is_none);
                let what = match shown(&name).as_str() {
                    name if is_first => other_json(name),
                    name => format!("the member “{name}” does not belong here"),
                };
                return Err(reader.fault(what));
            };
            if self.found[index].is_some() {
                return Err(reader.fault(format!("the member “{name}” is there twice")));
            }
            self.found[index] = Some(reader.next_token());
            if index == self.read {
                self.section(&mut reader)?;
                self.passed_over(false)?;
            } else {
                reader.skip().map_err(|fault| fault.in_member(&name))?;
            }
        }
        reader.end()?;
        self.passed_over(true)
    }

    /// Reads the sections whose turn it is and that stood before their turn in the file. At the end of the file, what is
    /// not there is missing.
    fn passed_over(&mut self, is_end: bool) -> Result<(), Fault> {
        while let Some(&(section, name)) = Section::ALL.get(self.read) {
            match self.found[self.read] {
                Some(offset) => self.section(&mut Reader::at(self.bytes, offset))?,
                None if !is_end => return Ok(()),
                None if section == Section::Origin => self.read += 1,
                None => return Err(Fault::new(0, format!("this is no trace: it has no member “{name}”"))),
            }
        }
        Ok(())
    }

    /// Reads the section whose turn it is.
    fn section(&mut self, reader: &mut Reader<'a>) -> Result<(), Fault> {
        let Some(&(section, name)) = Section::ALL.get(self.read) else { return Ok(()) };
        self.read += 1;
        let read = match section {
            Section::Format => read_format(reader),
            Section::Version => read_version(reader).map(|version| self.version = version),
            Section::Origin => read_origin(reader).map(|origin| self.origin = origin),
            Section::Texts => self.texts(reader),
            Section::Places => self.places(reader),
            Section::Events => self.events(reader),
        };
        read.map_err(|fault| fault.in_member(name))
    }

    fn texts(&mut self, reader: &mut Reader<'a>) -> Result<(), Fault> {
        each(reader, |piece, reader| {
            let JsonEvent::String(text) = piece else { return Err(reader.fault("expected a text")) };
            self.append(&[Entry::Text(text.into_owned())]).map_err(|what| reader.fault(what))
        })
    }

    fn places(&mut self, reader: &mut Reader<'a>) -> Result<(), Fault> {
        let mut members = Members::default();
        each(reader, |piece, reader| {
            members.read(&piece, reader)?;
            let (file, line, column) =
                (members.take("file")?, members.take("line")?, members.take("column")?);
            members.finish()?;
            let place = Place { file: TextId(file), line, column };
            self.append(&[Entry::Place(place)]).map_err(|what| members.fault(what))
        })
    }

    fn events(&mut self, reader: &mut Reader<'a>) -> Result<(), Fault> {
        let mut members = Members::default();
        let mut moment = (Micros(0), WorkerId::FIRST);
        each(reader, |piece, reader| {
            members.read(&piece, reader)?;
            let Kind(mut kind) = members.take("event")?;
            if self.version == 1 {
                kind = version_1::kind(&kind).to_owned();
                version_1::members(&mut members);
            }
            let Some(entry) = entry_of(&kind, &mut members) else {
                self.trace.leave_out();
                return Ok(());
            };
            let entry = entry?;
            let time = members.take("time")?;
            let worker = WorkerId(members.take::<Option<u32>>("worker")?.unwrap_or_default());
            members.finish()?;
            if matches!(entry, Entry::Event(event) if Record::encode(event).decode() != Some(event)) {
                return Err(members.fault(
                    "a number does not fit into a trace: ids that can be left out count from 1, and permits, caps and \
                     the indices of names go to 16777215",
                ));
            }
            let before = std::mem::replace(&mut moment, (time, worker));
            let time = (time != before.0).then_some(Entry::Time(time));
            let worker = (worker != before.1).then_some(Entry::Worker(worker));
            let entries: Vec<Entry> = time.into_iter().chain(worker).chain([entry]).collect();
            self.append(&entries).map_err(|what| members.fault(what))
        })
    }

    /// Appends to the trace, which checks what refers to what.
    fn append(&mut self, entries: &[Entry]) -> Result<(), &'static str> {
        self.words.clear();
        for entry in entries {
            entry.write(&mut self.words);
        }
        self.trace.append(&self.words).map_err(|fault| fault.what)
    }
}

/// The event or note of a kind; `None` if there is no such kind.
fn entry_of(kind: &str, members: &mut Members<'_>) -> Option<Result<Entry, Fault>> {
    let event = Event::from_members(kind, members).map(|event| event.map(Entry::Event));
    event.or_else(|| Note::from_members(kind, members).map(|note| note.map(Entry::Note)))
}

/// The name of a kind of event.
struct Kind(String);

impl Member for Kind {
    const SHAPE: Shape = Shape::Flag;
    const LOOKS: &'static str = "the name of a kind of event";

    fn value(self) -> Option<Value<'static>> {
        Some(Value::Word(self.0.into()))
    }

    fn from_value(value: &Value<'_>) -> Option<Self> {
        match value {
            Value::Word(word) => Some(Self(word.clone().into_owned())),
            Value::Number(_) | Value::Flag(_) | Value::Tagged(..) | Value::Words(_) => None,
        }
    }
}

/// Hands the first piece of each element of a list to `take`, which reads the rest of it.
fn each<'a>(
    reader: &mut Reader<'a>,
    mut take: impl FnMut(JsonEvent<'a>, &mut Reader<'a>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    reader.list()?;
    let mut index = 0_usize;
    loop {
        let piece = reader.next().map_err(|fault| fault.in_element(index))?;
        if piece == JsonEvent::EndArray {
            return Ok(());
        }
        take(piece, reader).map_err(|fault| fault.in_element(index))?;
        index += 1;
    }
}

fn read_format(reader: &mut Reader<'_>) -> Result<(), Fault> {
    if reader.text()? == "taskscope" {
        Ok(())
    } else {
        Err(reader.fault("this is no trace of taskscope: expected “taskscope”"))
    }
}

fn read_version(reader: &mut Reader<'_>) -> Result<u32, Fault> {
    let version = reader.number()?;
    if VERSIONS.contains(&version) { Ok(version) } else { Err(reader.fault(other_version(version))) }
}

fn read_origin(reader: &mut Reader<'_>) -> Result<Origin, Fault> {
    let mut origin = Origin::default();
    reader.object()?;
    while let Some(name) = reader.member()? {
        let read = match name.as_ref() {
            "demo" if origin.demo.is_none() => {
                reader.text().map(|text| origin.demo = Some(text.into_owned()))
            }
            "variant" if origin.variant.is_none() => {
                reader.text().map(|text| origin.variant = Some(text.into_owned()))
            }
            "knobs" if origin.knobs.is_empty() => read_knobs(reader, &mut origin),
            _ => Err(reader.fault("this member does not belong here, or is there twice")),
        };
        read.map_err(|fault| fault.in_member(&name))?;
    }
    Ok(origin)
}

fn read_knobs(reader: &mut Reader<'_>, origin: &mut Origin) -> Result<(), Fault> {
    reader.object()?;
    while let Some(name) = reader.member()? {
        let value = reader.number().map_err(|fault| fault.in_member(&name))?;
        if origin.knobs.insert(name.clone().into_owned(), value).is_some() {
            return Err(reader.fault("this knob is there twice").in_member(&name));
        }
    }
    Ok(())
}
