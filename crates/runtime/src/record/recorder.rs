//! The one handle through which the runtime reports what happens.

use std::cell::{Cell, RefCell};
use std::panic::Location;
use std::rc::Rc;

use taskscope_format::{cut, Event, Micros, Names, Note, Place, PlaceId, Record, TaskId, TextId, WakeSource};

/// Takes finished batches of records, as words; four words make a record.
type Sink = Box<dyn FnMut(&[u32])>;

/// Writes events into a buffer of 16-byte records and hands full batches to a sink.
///
/// Cheap to clone; clones write to the same trace.
/// Give it to an [`Executor`](crate::Executor) by [`Options`](crate::Options). A batch is four words a record, and ends with a
/// whole record; the batches of a run, one after the other, are its trace. The sink is called in the middle of a turn.
///
/// ```
/// use std::{cell::RefCell, panic::Location, rc::Rc};
/// use taskscope_runtime::record::format::{Decoder, Entry};
/// use taskscope_runtime::record::Recorder;
/// use taskscope_runtime::{simulate_with, Rules};
///
/// // What a simulated run does: every batch is kept.
/// let words = Rc::new(RefCell::new(Vec::new()));
/// let sink = Rc::clone(&words);
/// let recorder = Recorder::new(1000, move |batch| sink.borrow_mut().extend_from_slice(batch));
/// assert!(!recorder.is_full());
///
/// // At most a hundred events, and the one that says so.
/// let run = simulate_with(100, Rules::default(), "main", async { loop { taskscope_runtime::yield_now().await } }, Location::caller());
/// let mut events = 0;
/// Decoder::default()
///     .read(run.words(), |entry| events += usize::from(matches!(entry, Entry::Event(_))))
///     .expect("a recorder writes what its decoder reads");
/// assert_eq!(events, 101);
/// ```
#[derive(Clone)]
pub struct Recorder(Rc<Inner>);

opaque!([] Recorder);

struct Inner {
    words: RefCell<Vec<u32>>,
    sink: RefCell<Sink>,
    names: RefCell<Names>,
    /// Events that may still be written; 0 once the trace is closed.
    room: Cell<usize>,
    is_full: Cell<bool>,
    /// Events that are still handed over one by one.
    prompt: Cell<u32>,
    time: Cell<Micros>,
    /// Up to two polls of the kind that [`record_poll`](Recorder::record_poll) takes, the earlier one first; 0 for none.
    /// They come after all `words`, and become a record with the third, or when anything else is written.
    run: [Cell<u32>; 2],
}

impl Recorder {
    /// Events a trace holds where nothing else is asked for.
    pub const DEFAULT_CAPACITY: usize = 1_000_000;

    /// What a run of polls is expanded to.
    const EVENTS_A_POLL: usize = 3;

    /// Words after which a batch is handed over without being asked: 4,096 records, 64 KiB.
    const BATCH_WORDS: usize = 4 * 4096;

    /// A recorder that gives its batches to `sink` and takes `capacity` events at most. The executor ends a run whose
    /// recorder is full; [`Latest`](crate::record::Latest) makes one that drops the oldest events instead.
    #[must_use]
    pub fn new(capacity: usize, sink: impl FnMut(&[u32]) + 'static) -> Self {
        Self::with_names(Names::lasting(), capacity, sink)
    }

    /// A recorder that never fills and forgets its names whenever it has defined `generation` texts.
    pub(super) fn endless(generation: u32, sink: impl FnMut(&[u32]) + 'static) -> Self {
        Self::with_names(Names::forgotten_after(generation), usize::MAX, sink)
    }

    fn with_names(names: Names, capacity: usize, sink: impl FnMut(&[u32]) + 'static) -> Self {
        Self(Rc::new(Inner {
            words: RefCell::new(Vec::with_capacity(Self::BATCH_WORDS)),
            sink: RefCell::new(Box::new(sink)),
            names: RefCell::new(names),
            room: Cell::new(capacity),
            is_full: Cell::new(capacity == 0),
            prompt: Cell::new(0),
            time: Cell::new(Micros(0)),
            run: Default::default(),
        }))
    }

    /// Hands the next `events` events to the sink one by one, each before the program goes on: should one of them be the
    /// last before the program hangs or takes its thread along, it is known where it stood.
    pub fn be_prompt_for(&self, events: u32) {
        self.0.prompt.set(events);
    }

    /// Whether the next event is handed over at once.
    #[inline]
    pub(crate) fn is_prompt(&self) -> bool {
        self.0.prompt.get() > 0
    }

    /// Whether the trace has reached its capacity. What happens after that is not recorded.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.0.is_full.get()
    }

    /// Whether another event would be written. Asked before an event is made up, so that its texts are not defined in
    /// vain.
    #[inline]
    pub(crate) fn is_open(&self) -> bool {
        self.0.room.get() > 0
    }

    /// Hands everything written so far to the sink.
    pub fn flush(&self) {
        // A panic can interrupt a push; then the batch is left to the next flush rather than panicking again.
        if self.0.words.try_borrow_mut().is_err() {
            return;
        }
        if let Some(run) = self.take_run() {
            self.extend([run]);
        }
        let Ok(mut sink) = self.0.sink.try_borrow_mut() else { return };
        let Ok(mut batch) = self.0.words.try_borrow_mut() else { return };
        if batch.is_empty() {
            return;
        }
        // Taken out while the sink has them: it may be code that records.
        let mut words = std::mem::take(&mut *batch);
        drop(batch);
        sink(&words);
        words.clear();
        if let Ok(mut batch) = self.0.words.try_borrow_mut() {
            if batch.is_empty() {
                *batch = words;
            }
        }
    }

    /// Writes an event, if the trace is [open](Self::is_open).
    pub(crate) fn record(&self, now: Micros, event: Event) {
        if self.is_open() {
            self.count();
            self.write(now, event);
            if let Some(left) = self.0.prompt.get().checked_sub(1) {
                self.0.prompt.set(left);
                self.flush();
            }
        }
    }

    /// Writes a remark. It waits for the next event to be handed over: what makes a choice must not be called back.
    pub(crate) fn note(&self, note: Note) {
        self.extend([Record::note(note)]);
    }

    /// Writes a poll in which nothing happened but that the task woke itself: three events.
    #[inline]
    pub(crate) fn record_poll(&self, now: Micros, task: TaskId) {
        match self.0.room.get().checked_sub(Self::EVENTS_A_POLL) {
            // At the very end of the room a part of them has to do.
            None | Some(0) => self.record_poll_apart(now, task),
            Some(left) => {
                self.0.room.set(left);
                if let Some(time) = self.take_time(now) {
                    self.push([time]);
                }
                self.write_run(task);
            }
        }
    }

    #[cold]
    fn record_poll_apart(&self, now: Micros, task: TaskId) {
        let ready = Event::TaskReady { task, by: WakeSource::Task(task) };
        for event in [Event::PollStarted { task }, ready, Event::PollEnded { task }] {
            self.record(now, event);
        }
    }

    /// Writes the run's last event, whether or not there is room, and closes the trace.
    pub(crate) fn close(&self, now: Micros, event: Event) {
        if self.is_open() || self.is_full() {
            self.write(now, event);
            self.0.room.set(0);
            self.0.is_full.set(false);
        }
        self.flush();
    }

    #[inline]
    fn count(&self) {
        let left = self.0.room.get().saturating_sub(1);
        self.0.room.set(left);
        if left == 0 {
            self.0.is_full.set(true);
        }
    }

    /// Together with its time: a sink that is called in between could record something of its own, at another time.
    fn write(&self, now: Micros, event: Event) {
        let time = self.take_time(now);
        self.push(time.into_iter().chain([Record::encode(event)]));
    }

    /// What says the time, if it has changed. Executors that share a recorder may not agree on it; then the later one
    /// counts, as time never goes back in a trace.
    #[inline]
    fn take_time(&self, now: Micros) -> Option<Record> {
        if now > self.0.time.get() {
            self.0.time.set(now);
            return Some(Record::time(now));
        }
        None
    }

    /// Writes a poll in which nothing happened but that the task woke itself.
    #[inline]
    fn write_run(&self, task: TaskId) {
        let [first, second] = &self.0.run;
        if first.get() == 0 {
            first.set(task.0);
        } else if second.get() == 0 {
            second.set(task.0);
        } else {
            self.push([Record::polls(&[TaskId(first.take()), TaskId(second.take()), task])]);
        }
    }

    /// The run that was not written yet, as a record.
    fn take_run(&self) -> Option<Record> {
        match self.0.run.each_ref().map(Cell::take) {
            [0, _] => None,
            [first, 0] => Some(Record::polls(&[TaskId(first)])),
            [first, second] => Some(Record::polls(&[TaskId(first), TaskId(second)])),
        }
    }

    /// Writes records that belong together: no batch is handed over in between, as the sink may be code that records.
    #[inline]
    fn push(&self, records: impl IntoIterator<Item = Record>) {
        let words = self.extend(records);
        self.flush_if_full(words);
    }

    /// Adds records to the batch; returns how many words it has then.
    #[inline]
    fn extend(&self, records: impl IntoIterator<Item = Record>) -> usize {
        let run = self.take_run();
        let mut words = self.0.words.borrow_mut();
        for record in run.into_iter().chain(records) {
            words.extend_from_slice(&record.0);
        }
        words.len()
    }

    #[inline]
    fn flush_if_full(&self, words: usize) {
        if words >= Self::BATCH_WORDS {
            self.flush();
        }
    }

    /// The id of a text, defined on first use.
    pub(crate) fn text(&self, text: &str) -> TextId {
        let text = cut(text);
        let known = self.0.names.borrow().text(text);
        known.unwrap_or_else(|| {
            let id = self.0.names.borrow_mut().add_text(text);
            self.push(Record::text(text));
            id
        })
    }

    /// The id of a place, defined on first use.
    pub(crate) fn place(&self, location: &'static Location<'static>) -> PlaceId {
        let address = std::ptr::from_ref(location) as usize;
        let known = self.0.names.borrow().place_at(address);
        known.unwrap_or_else(|| {
            let id = self.place_of(location.file(), location.line(), location.column());
            self.0.names.borrow_mut().set_place_at(address, id);
            id
        })
    }

    /// The id of a place that is known by its parts only, defined on first use.
    pub(crate) fn place_of(&self, file: &str, line: u32, column: u32) -> PlaceId {
        let place = Place { file: self.text(&file.replace('\\', "/")), line, column };
        let known = self.0.names.borrow().place(place);
        known.unwrap_or_else(|| {
            let id = self.0.names.borrow_mut().add_place(place);
            self.push([Record::place(place)]);
            id
        })
    }
}
