//! The trace as it grows: events in order, their times, and the texts and places they name.

use std::borrow::Cow;
use std::cell::OnceCell;
use taskscope_sorted::SortedMap;

use taskscope_format::Place;
use taskscope_format::{
    ChartEvent, ChartId, DecodeError, Decoder, Entry, Event, Micros, PlaceId, Record, ResourceId,
    ResourceKind, RunEnd, TaskId, TextId, ThreadEvent, ThreadId, Unit,
};

use super::Table;
use super::newer::Newer;
use super::records::Records;
use super::resource_numbers::ResourceNumbers;
use super::shortened::{MOST_PRINTED, MOST_SHOWN, shortened};
use super::switches::Switches;
use super::times::Times;
use taskscope_format::{Note, WorkerId, digest_of};

/// The position between two events: step `n` stands after `n` events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Step(pub usize);

/// The append-only list of events of a run.
#[derive(Debug, Default)]
pub struct Trace {
    decoder: Decoder,
    /// The events as they were recorded, which is less than they take when they are decoded.
    records: Records,
    times: Times,
    switches: Switches,
    /// Remarks, each with the step that it was made at.
    notes: Vec<(Step, Note)>,
    newer: Newer,
    /// Events of unknown kinds that a text held.
    left_out: u64,
    /// The steps right after the lines that were printed.
    printed: Vec<Step>,
    /// The steps right after what was measured, and after the charts for it were begun.
    measured: Vec<Step>,
    texts: Vec<String>,
    /// Beginnings of those that are too long to be shown.
    shortened: SortedMap<TextId, String>,
    places: Vec<Place>,
    tasks: Table<TaskId, TextId>,
    threads: Table<ThreadId, TextId>,
    resources: ResourceNumbers,
    /// Found when it is asked for.
    digest: OnceCell<u64>,
}

impl Trace {
    /// Appends a batch of words as the recorder wrote them; four words make a record.
    ///
    /// # Errors
    /// If they are no trace; what came before the fault is kept.
    pub fn append(&mut self, words: &[u32]) -> Result<(), DecodeError> {
        self.append_with(words, |_, _| ())
    }

    /// The same, and shows each event to `take` as soon as it is there, so that nobody has to decode it again.
    ///
    /// # Errors
    /// If they are no trace; what came before the fault is kept and was shown.
    pub(super) fn append_with(
        &mut self,
        words: &[u32],
        mut take: impl FnMut(&Self, Event),
    ) -> Result<(), DecodeError> {
        self.digest.take();
        let mut decoder = std::mem::take(&mut self.decoder);
        let outcome = decoder.read_records(words, |entry, record| match entry {
            Entry::Event(event) => {
                self.push(event, record);
                take(self, event);
            }
            entry @ (Entry::Text(_)
            | Entry::Place(_)
            | Entry::Time(_)
            | Entry::Worker(_)
            | Entry::Note(_)) => {
                self.take(entry);
            }
        });
        self.decoder = decoder;
        outcome
    }

    /// Takes in the next entry of the stream.
    fn take(&mut self, entry: Entry) {
        match entry {
            Entry::Worker(worker) => self.switches.set(self.end(), worker),
            Entry::Note(note) => self.notes.push((self.end(), note)),
            Entry::Text(text) => self.define_text(text),
            Entry::Place(place) => self.places.push(place),
            Entry::Time(time) => self.times.set(time),
            Entry::Event(event) => self.push(event, Record::encode(event)),
        }
    }

    /// Takes in the next event, with its record.
    fn push(&mut self, event: Event, record: Record) {
        let step = Step(self.records.len() + 1);
        if let Event::TaskSpawned { task, name, .. } = event {
            self.tasks.add(task, name);
        } else if let Event::ResourceCreated { resource, kind, .. } = event {
            self.resources.add(resource, kind);
        } else if let Event::Output { .. } = event {
            self.printed.push(step);
        } else if let Event::Chart(_) = event {
            self.measured.push(step);
        } else if let Event::Thread(ThreadEvent::Started { thread, name, .. }) = event {
            self.threads.add(thread, name);
        }
        if record.since() != Some(1) {
            self.newer.push(step);
        }
        self.records.push(record);
        self.times.push();
    }

    /// An event of an unknown kind was left out.
    pub(super) fn leave_out(&mut self) {
        self.left_out += 1;
    }

    /// How many events of unknown kinds were left out: a newer recorder knows more of them.
    #[must_use]
    pub fn left_out(&self) -> u64 {
        self.left_out.saturating_add(self.decoder.left_out())
    }

    /// The worker that did the event before a step.
    #[must_use]
    pub fn worker(&self, step: Step) -> WorkerId {
        self.switches.before(step)
    }

    /// All remarks, each with the step that it was made at.
    #[must_use]
    pub fn notes(&self) -> &[(Step, Note)] {
        &self.notes
    }

    /// The remarks that were made at a step.
    pub fn notes_at(&self, step: Step) -> impl Iterator<Item = Note> + '_ {
        let first = self.notes.partition_point(|&(at, _)| at < step);
        let rest = self.notes.get(first..).unwrap_or_default();
        rest.iter().take_while(move |&&(at, _)| at == step).map(|&(_, note)| note)
    }

    /// The step that `count` events of version 1 lead to: links from then count those alone.
    #[must_use]
    pub fn step_of_version_1(&self, count: usize) -> Step {
        self.newer.step_of(count)
    }

    /// How many events of version 1 lead to a step.
    #[must_use]
    pub fn count_of_version_1(&self, step: Step) -> usize {
        self.newer.count_at(step)
    }

    fn define_text(&mut self, text: String) {
        if let Cow::Owned(short) = shortened(&text, MOST_SHOWN) {
            self.shortened.insert(self.next_text(), short);
        }
        self.texts.push(text);
    }

    /// Writes the end of a run that its program could not write: at a time, or at the last one that was recorded if that is
    /// later. A task that crashed says its last words before.
    ///
    /// What a program recorded may end anywhere, even within a text; so the end does not pass through the decoder, and
    /// nothing can refuse it.
    pub(super) fn close(&mut self, how: RunEnd, at: Micros, crashed: Option<(TaskId, &str)>) {
        self.digest.take();
        self.times.set(at.max(self.times.now()));
        if let Some((task, words)) = crashed {
            let message = self.next_text();
            // What a browser says can be longer than a trace may hold.
            self.define_text(shortened(words, MOST_PRINTED).into_owned());
            self.take(Entry::Event(Event::TaskPanicked { task, message, place: None }));
        }
        self.take(Entry::Event(Event::RunEnded { how }));
    }

    /// The id of the next text that is defined.
    fn next_text(&self) -> TextId {
        TextId(u32::try_from(self.texts.len()).unwrap_or(u32::MAX))
    }

    /// The time of the next event, unless it is said anew: right after an event, that of this one.
    pub(super) fn now(&self) -> Micros {
        self.times.now()
    }

    /// How many events there are, which is also the last step.
    #[must_use]
    pub fn end(&self) -> Step {
        Step(self.records.len())
    }

    /// Whether nothing was recorded yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.end() == Step(0)
    }

    /// The events between two steps, each with the step right after it.
    pub fn between(&self, from: Step, to: Step) -> impl Iterator<Item = (Step, Event)> + '_ {
        let records = self.records.iter_from(from.0).take(to.0.saturating_sub(from.0));
        let mut step = from.0;
        // Counted rather than zipped: a loop over it takes half the time.
        records.filter_map(Record::decode).map(move |event| {
            step += 1;
            (Step(step), event)
        })
    }

    /// The steps right after each line that was printed up to a step.
    #[must_use]
    pub fn printed_before(&self, step: Step) -> &[Step] {
        let count = self.printed.partition_point(|&printed| printed <= step);
        self.printed.get(..count).unwrap_or_default()
    }

    /// The steps right after what was measured up to a step, and right after the charts for it were begun.
    #[must_use]
    pub fn measured_before(&self, step: Step) -> &[Step] {
        let count = self.measured.partition_point(|&measured| measured <= step);
        self.measured.get(..count).unwrap_or_default()
    }

    /// The unit of a chart; `None` if it was never begun.
    #[must_use]
    pub fn chart_unit(&self, id: ChartId) -> Option<Unit> {
        self.measured.iter().find_map(|&step| {
            let Event::Chart(ChartEvent::Defined { chart, unit, .. }) = self.event_before(step)? else {
                return None;
            };
            (chart == id).then_some(unit)
        })
    }

    /// The event that led to a step; `None` at step 0.
    #[must_use]
    pub fn event_before(&self, step: Step) -> Option<Event> {
        self.records.get(step.0.checked_sub(1)?)?.decode()
    }

    /// The time at a step: that of the event before it. At step 0 that of the first event, where the run begins.
    #[must_use]
    pub fn time(&self, step: Step) -> Micros {
        if self.is_empty() {
            return Micros(0);
        }
        self.times.of(step.min(self.end()).0.saturating_sub(1))
    }

    /// How long after the first event a time is: a clock can begin anywhere. 0 for earlier times.
    #[must_use]
    pub fn since_start(&self, time: Micros) -> Micros {
        Micros(time.0.saturating_sub(self.time(Step(0)).0))
    }

    /// How long the run took, from its first event to its last.
    #[must_use]
    pub fn length(&self) -> Micros {
        self.since_start(self.end_time())
    }

    /// The first step that is as late as a time; the last one if none is.
    #[must_use]
    pub fn first_at(&self, time: Micros) -> Step {
        let (mut low, mut high) = (0, self.end().0);
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.time(Step(middle)) < time {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Step(low)
    }

    /// The time of the last event.
    #[must_use]
    pub fn end_time(&self) -> Micros {
        self.time(self.end())
    }

    /// Why the run ended; `None` while it goes on.
    #[must_use]
    pub fn run_end(&self) -> Option<RunEnd> {
        match self.event_before(self.end()) {
            Some(Event::RunEnded { how }) => Some(how),
            _ => None,
        }
    }

    /// A text as it is shown: one that is longer than [`MOST_SHOWN`] ends with an ellipsis. `?` if the trace does not define
    /// it.
    #[must_use]
    pub fn text(&self, id: TextId) -> &str {
        self.shortened.get(&id).map_or_else(|| self.whole_text(id), String::as_str)
    }

    /// A text, however long it is; `?` if the trace does not define it.
    #[must_use]
    pub fn whole_text(&self, id: TextId) -> &str {
        self.texts.get(id.0 as usize).map_or("?", String::as_str)
    }

    /// The name of a task; `?` if it was never spawned.
    #[must_use]
    pub fn task_name(&self, task: TaskId) -> &str {
        self.tasks.get(task).map_or("?", |&name| self.text(name))
    }

    /// The name of a thread; `None` if it was never started.
    #[must_use]
    pub fn thread_name(&self, thread: ThreadId) -> Option<&str> {
        self.threads.get(thread).map(|&name| self.text(name))
    }

    /// What a resource is; `None` if it was made outside the run.
    #[must_use]
    pub fn resource_kind(&self, resource: ResourceId) -> Option<ResourceKind> {
        self.resources.get(resource).map(|&(kind, _)| kind)
    }

    /// Which resource of its kind it is, counted from 1; `None` if it was made outside the run.
    #[must_use]
    pub fn resource_number(&self, resource: ResourceId) -> Option<u32> {
        self.resources.get(resource).map(|&(_, number)| number)
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

    /// A number that is the same for two traces if, but for a chance of one in 2^64, they tell the same: the same events
    /// at the same times, with the same texts and places. Takes time in proportion to the trace when it is first asked
    /// for.
    #[must_use]
    pub fn digest(&self) -> u64 {
        *self.digest.get_or_init(|| {
            let count = |step: Step| step.0 as u64;
            digest_of(
                self.texts.iter().map(String::as_str),
                self.places.iter().copied(),
                self.between(Step(0), self.end()).map(|(step, event)| (self.time(step), event)),
                self.switches.all().iter().map(|&(step, worker)| (count(step), worker)),
                self.notes.iter().map(|&(step, note)| (count(step), note)),
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_that_is_no_trace_is_refused_with_its_place() {
        let mut trace = Trace::default();
        // A run starts; then a place names a file that nothing has defined.
        let fault = trace.append(&[16, 0, 0, 0, 3, 9, 1, 1]);
        assert_eq!(fault.map_err(|fault| fault.record), Err(1));
        assert_eq!(trace.end(), Step(1));
    }
}
