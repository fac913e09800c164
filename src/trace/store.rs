//! The trace as it grows: events in order, their times, and the texts and places they name.

use taskscope_runtime::{
    DecodeError, Decoder, Entry, Event, Micros, Place, PlaceId, ResourceId, ResourceKind, RunEnd, TaskId,
    TextId,
};

use super::Table;

/// The position between two events: step `n` stands after `n` events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Step(pub usize);

/// The append-only list of events of a run.
#[derive(Debug, Default)]
pub struct Trace {
    decoder: Decoder,
    events: Vec<Event>,
    /// The step from which on a time holds, and that time; ascending in both.
    times: Vec<(Step, Micros)>,
    texts: Vec<String>,
    places: Vec<Place>,
    tasks: Table<TaskId, TextId>,
    resources: Table<ResourceId, ResourceKind>,
    digest: Fnv,
}

impl Trace {
    /// Appends a batch of words as the recorder wrote them; four words make a record.
    ///
    /// # Errors
    /// If they are no trace; what came before the fault is kept.
    pub fn append(&mut self, words: &[u32]) -> Result<(), DecodeError> {
        let Self { decoder, events, times, texts, places, tasks, resources, digest } = self;
        digest.write(words);
        decoder.read(words, |entry| match entry {
            Entry::Text(text) => texts.push(text),
            Entry::Place(place) => places.push(place),
            Entry::Time(time) => times.push((Step(events.len()), time)),
            Entry::Event(event) => {
                if let Event::TaskSpawned { task, name, .. } = event {
                    tasks.add(task, name);
                } else if let Event::ResourceCreated { resource, kind, .. } = event {
                    resources.add(resource, kind);
                }
                events.push(event);
            }
        })
    }

    /// How many events there are, which is also the last step.
    #[must_use]
    pub fn end(&self) -> Step {
        Step(self.events.len())
    }

    /// Whether nothing was recorded yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// All events, in order. Event `n` lies between step `n` and step `n + 1`.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The events between two steps, each with the step right after it.
    pub fn between(&self, from: Step, to: Step) -> impl Iterator<Item = (Step, Event)> + '_ {
        let range = from.0.min(self.events.len())..to.0.min(self.events.len());
        let events = self.events.get(range).unwrap_or_default();
        (from.0 + 1..).map(Step).zip(events.iter().copied())
    }

    /// The event that led to a step; `None` at step 0.
    #[must_use]
    pub fn event_before(&self, step: Step) -> Option<Event> {
        self.events.get(step.0.checked_sub(1)?).copied()
    }

    /// The time at a step: that of the event before it.
    #[must_use]
    pub fn time(&self, step: Step) -> Micros {
        let event = step.0.saturating_sub(1);
        let after = self.times.partition_point(|&(from, _)| from.0 <= event);
        after.checked_sub(1).and_then(|at| self.times.get(at)).map_or(Micros(0), |&(_, time)| time)
    }

    /// The time of the last event.
    #[must_use]
    pub fn end_time(&self) -> Micros {
        self.time(self.end())
    }

    /// Why the run ended; `None` while it goes on.
    #[must_use]
    pub fn run_end(&self) -> Option<RunEnd> {
        match self.events.last() {
            Some(&Event::RunEnded { how }) => Some(how),
            _ => None,
        }
    }

    /// A text; `?` if the trace does not define it.
    #[must_use]
    pub fn text(&self, id: TextId) -> &str {
        self.texts.get(id.0 as usize).map_or("?", String::as_str)
    }

    /// The name of a task; `?` if it was never spawned.
    #[must_use]
    pub fn task_name(&self, task: TaskId) -> &str {
        self.tasks.get(task).map_or("?", |&name| self.text(name))
    }

    /// What a resource is; `None` if it was made outside the run.
    #[must_use]
    pub fn resource_kind(&self, resource: ResourceId) -> Option<ResourceKind> {
        self.resources.get(resource).copied()
    }

    /// All texts, in the order of their ids, which count from 0.
    pub fn texts(&self) -> impl ExactSizeIterator<Item = &str> {
        self.texts.iter().map(String::as_str)
    }

    /// All places, in the order of their ids, which count from 0.
    pub fn places(&self) -> impl ExactSizeIterator<Item = Place> + '_ {
        self.places.iter().copied()
    }

    /// The file and line of a place.
    #[must_use]
    pub fn place(&self, id: PlaceId) -> Option<(&str, u32)> {
        self.places.get(id.0 as usize).map(|place| (self.text(place.file), place.line))
    }

    /// The line of a place, if it lies in `file`.
    #[must_use]
    pub fn line_in(&self, id: PlaceId, file: &str) -> Option<u32> {
        self.place(id).filter(|&(other, _)| other == file).map(|(_, line)| line)
    }

    /// A number that is the same for two traces if, but for a chance of one in 2^64, they are the same byte for byte.
    #[must_use]
    pub fn digest(&self) -> u64 {
        self.digest.0
    }
}

/// The digest of a whole trace at once, in words.
#[must_use]
pub fn digest(words: &[u32]) -> u64 {
    let mut digest = Fnv::default();
    digest.write(words);
    digest.0
}

/// FNV-1a with 64 bits over little-endian bytes (Fowler, Noll and Vo; RFC 9923). The standard library's hashers do not
/// promise the same result everywhere.
#[derive(Debug)]
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn write(&mut self, words: &[u32]) {
        for byte in words.iter().flat_map(|word| word.to_le_bytes()) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_the_published_one() {
        // FNV-1a of the bytes 61 00 00 00, computed from the definition.
        let expected = [0x61_u8, 0, 0, 0].iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        assert_eq!(digest(&[0x61]), expected);
        assert_eq!(digest(&[]), 0xcbf2_9ce4_8422_2325);
    }

    #[test]
    fn a_stream_that_is_no_trace_is_refused_with_its_place() {
        let mut trace = Trace::default();
        let fault = trace.append(&[16, 0, 0, 0, 250, 0, 0, 0]);
        assert_eq!(fault.map_err(|fault| fault.record), Err(1));
        assert_eq!(trace.end(), Step(1));
    }
}
