//! The one handle through which the runtime reports what happens.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::panic::Location;
use std::rc::Rc;

use super::code::{definition, high, low, Record};
use super::decode::LONGEST_TEXT;
use super::event::Event;
use super::terms::WakeSource;
use crate::{Micros, PlaceId, TaskId, TextId};

/// Takes finished batches of records, as words; four words make a record.
type Sink = Box<dyn FnMut(&[u32])>;

/// Writes events into a buffer of 16-byte records and hands full batches to a sink.
///
/// Cheap to clone; clones write to the same trace.
#[derive(Clone)]
pub struct Recorder(Rc<Inner>);

struct Inner {
    words: RefCell<Vec<u32>>,
    sink: RefCell<Sink>,
    names: RefCell<Names>,
    /// Events that may still be written; 0 once the trace is closed.
    room: Cell<usize>,
    is_full: Cell<bool>,
    time: Cell<Micros>,
    /// The poll under way, as long as it may become one of a [run](Self::run).
    held: Cell<Held>,
    /// Where the run of polls starts that the next one of its kind can join; it stands at the end of `words`.
    run: Cell<Option<usize>>,
}

/// The start of a poll, not written yet: most polls that wake themselves are nothing else, and a third of a record is
/// enough for one of those.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Held {
    Nothing,
    /// The poll started.
    Started(TaskId),
    /// The poll started, and the task woke itself.
    Woken(TaskId),
}

/// What events refer to, each thing once.
#[derive(Default)]
struct Names {
    texts: BTreeMap<String, TextId>,
    places: BTreeMap<(TextId, u32, u32), PlaceId>,
    /// Saves the look-up by content: the same call site mostly passes the same address. Equal places can have
    /// several addresses, so this is a cache and never decides an id.
    seen: BTreeMap<usize, PlaceId>,
}

impl Recorder {
    /// Events a trace holds where nothing else is asked for.
    pub const DEFAULT_CAPACITY: usize = 1_000_000;

    /// Words after which a batch is handed over without being asked: 4,096 records, 64 KiB.
    const BATCH_WORDS: usize = 4 * 4096;

    /// A recorder that gives its batches to `sink` and takes `capacity` events at most.
    #[must_use]
    pub fn new(capacity: usize, sink: impl FnMut(&[u32]) + 'static) -> Self {
        Self(Rc::new(Inner {
            words: RefCell::new(Vec::with_capacity(Self::BATCH_WORDS)),
            sink: RefCell::new(Box::new(sink)),
            names: RefCell::default(),
            room: Cell::new(capacity),
            is_full: Cell::new(capacity == 0),
            time: Cell::new(Micros(0)),
            held: Cell::new(Held::Nothing),
            run: Cell::default(),
        }))
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
        self.write_held();
        // A panic can interrupt a push; then the batch is left to the next flush rather than panicking again.
        let Ok(mut sink) = self.0.sink.try_borrow_mut() else { return };
        let Ok(mut held) = self.0.words.try_borrow_mut() else { return };
        if held.is_empty() {
            return;
        }
        // Taken out while the sink has them: it may be code that records.
        let mut words = std::mem::take(&mut *held);
        drop(held);
        self.0.run.set(None);
        sink(&words);
        words.clear();
        if let Ok(mut held) = self.0.words.try_borrow_mut() {
            if held.is_empty() {
                *held = words;
            }
        }
    }

    /// Writes an event; the trace must be [open](Self::is_open).
    pub(crate) fn record(&self, now: Micros, event: Event) {
        self.count();
        self.write(now, event);
    }

    /// [`Event::PollStarted`].
    #[inline]
    pub(crate) fn poll_started(&self, now: Micros, task: TaskId) {
        self.count();
        if now != self.0.time.get() || self.0.held.get() != Held::Nothing {
            self.write_held();
            self.write_time(now);
        }
        self.0.held.set(Held::Started(task));
    }

    /// [`Event::TaskReady`].
    #[inline]
    pub(crate) fn task_ready(&self, now: Micros, task: TaskId, by: WakeSource) {
        self.count();
        let woke_itself = by == WakeSource::Task(task) && self.0.held.get() == Held::Started(task);
        if woke_itself && now == self.0.time.get() {
            return self.0.held.set(Held::Woken(task));
        }
        self.write(now, Event::TaskReady { task, by });
    }

    /// [`Event::PollEnded`].
    #[inline]
    pub(crate) fn poll_ended(&self, now: Micros, task: TaskId) {
        self.count();
        if self.0.held.get() == Held::Woken(task) && now == self.0.time.get() {
            self.0.held.set(Held::Nothing);
            return self.write_run(task);
        }
        self.write(now, Event::PollEnded { task });
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

    fn write(&self, now: Micros, event: Event) {
        self.write_held();
        self.write_time(now);
        self.push(Record::encode(event));
    }

    fn write_time(&self, now: Micros) {
        if self.0.time.replace(now) != now {
            self.push(Record::new(definition::TIME, 0, low(now), high(now), 0));
        }
    }

    /// Writes what was held back, at the time it happened: `time` has not changed since.
    fn write_held(&self) {
        match self.0.held.replace(Held::Nothing) {
            Held::Nothing => {}
            Held::Started(task) => self.push(Record::encode(Event::PollStarted { task })),
            Held::Woken(task) => {
                self.push(Record::encode(Event::PollStarted { task }));
                self.push(Record::encode(Event::TaskReady { task, by: WakeSource::Task(task) }));
            }
        }
    }

    /// Writes a poll in which nothing happened but that the task woke itself.
    #[inline]
    fn write_run(&self, task: TaskId) {
        if let Some(at) = self.0.run.get() {
            let mut words = self.0.words.borrow_mut();
            if let Some([head, _, second, third]) =
                words.get_mut(at..).and_then(|run| <&mut [u32; 4]>::try_from(run).ok())
            {
                if *second == 0 {
                    *second = task.0;
                } else {
                    *third = task.0;
                    self.0.run.set(None);
                }
                *head += 1 << 8;
                return;
            }
        }
        self.push(Record::new(definition::POLLS, 1, task.0, 0, 0));
        self.0.run.set(self.0.words.borrow().len().checked_sub(4));
    }

    #[inline]
    fn push(&self, record: Record) {
        self.0.run.set(None);
        let is_batch_full = {
            let mut words = self.0.words.borrow_mut();
            words.extend_from_slice(&record.0);
            words.len() >= Self::BATCH_WORDS
        };
        if is_batch_full {
            self.flush();
        }
    }

    /// The id of a text, defined on first use.
    pub(crate) fn text(&self, text: &str) -> TextId {
        let text = cut(text);
        let mut names = self.0.names.borrow_mut();
        if let Some(&id) = names.texts.get(text) {
            return id;
        }
        let id = TextId(index(names.texts.len()));
        names.texts.insert(text.to_owned(), id);
        drop(names);
        self.write_held();
        self.define_text(text);
        id
    }

    /// The id of a place, defined on first use.
    pub(crate) fn place(&self, location: &'static Location<'static>) -> PlaceId {
        let address = std::ptr::from_ref(location) as usize;
        if let Some(&id) = self.0.names.borrow().seen.get(&address) {
            return id;
        }
        let id = self.place_of(location.file(), location.line(), location.column());
        self.0.names.borrow_mut().seen.insert(address, id);
        id
    }

    /// The id of a place that is known by its parts only, defined on first use.
    pub(crate) fn place_of(&self, file: &str, line: u32, column: u32) -> PlaceId {
        let key = (self.text(&file.replace('\\', "/")), line, column);
        let next = {
            let mut names = self.0.names.borrow_mut();
            let next = PlaceId(index(names.places.len()));
            let id = *names.places.entry(key).or_insert(next);
            if id != next {
                return id;
            }
            next
        };
        self.write_held();
        self.push(Record::new(definition::PLACE, 0, key.0 .0, line, column));
        next
    }

    fn define_text(&self, text: &str) {
        self.push(Record::new(definition::TEXT, 0, index(text.len()), 0, 0));
        for chunk in text.as_bytes().chunks(16) {
            let mut bytes = [0; 16];
            bytes[..chunk.len()].copy_from_slice(chunk);
            let word =
                |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
            self.push(Record([word(0), word(4), word(8), word(12)]));
        }
    }
}

/// The longest start of `text` that a record's reader accepts.
fn cut(text: &str) -> &str {
    let end = (0..=text.len().min(LONGEST_TEXT)).rev().find(|&end| text.is_char_boundary(end));
    text.get(..end.unwrap_or(0)).unwrap_or_default()
}

fn index(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
