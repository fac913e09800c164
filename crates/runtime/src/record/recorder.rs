//! The one handle through which the runtime reports what happens.

use std::cell::{Cell, RefCell};
use std::panic::Location;
use std::rc::Rc;

use taskscope_format::{cut, Event, Micros, Names, Note, Place, PlaceId, Record, TaskId, TextId, WakeSource};

/// Takes finished batches of records, as words; four words make a record.
type Sink = Box<dyn FnMut(&[u32])>;

/// Writes events into a buffer of 16-byte records and hands full batches to a sink.
///
/// Cheap to clone; clones write to the same trace. Give it to an [`Executor`](crate::Executor) by [`Options`](crate::Options). A batch is four words a record, and ends with a
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
    /// Events that come after all `words`, and are not taken off the `room` yet.
    fresh: [Cell<[u32; 4]>; Recorder::MOST_FRESH],
    events: Cell<usize>,
    /// How many `fresh` ones there may be until there is something to look at: the end of the room or of the batch, or a
    /// prompt one. Found anew whenever they have become words.
    most_events: Cell<usize>,
    sink: RefCell<Sink>,
    names: RefCell<Names>,
    /// Events that may still be written; 0 once the trace is closed.
    room: Cell<usize>,
    is_full: Cell<bool>,
    /// Words from which on a batch is due: none while events are handed over one by one.
    due: Cell<usize>,
    /// Events that are still handed over one by one.
    prompt: Cell<u32>,
    time: Cell<Micros>,
    /// Polls of the kind that [`write_poll`](Recorder::write_poll) takes, in their order, where there are no fresh events.
    /// They become records, three in each, when anything else is written.
    run: [Cell<u32>; Recorder::LONGEST_RUN],
    polls: Cell<usize>,
    /// As `most_events`, for polls.
    most_polls: Cell<usize>,
}

impl Recorder {
    /// Events a trace holds by default.
    pub const DEFAULT_CAPACITY: usize = 1_000_000;

    /// What a run of polls is expanded to.
    const EVENTS_A_POLL: usize = 3;

    /// Events that are collected before they become words: as long as they are, nothing but their number is looked at.
    const MOST_FRESH: usize = 64;

    /// Polls that are collected: many, as the branch at the end of a run is hard to predict.
    const LONGEST_RUN: usize = 48;

    /// Words after which the recorder hands over a batch by itself: 4,096 records, 64 KiB.
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
            fresh: std::array::from_fn(|_| Cell::default()),
            events: Cell::default(),
            most_events: Cell::default(),
            sink: RefCell::new(Box::new(sink)),
            names: RefCell::new(names),
            room: Cell::new(capacity),
            is_full: Cell::new(capacity == 0),
            due: Cell::new(Self::BATCH_WORDS),
            prompt: Cell::new(0),
            time: Cell::new(Micros(0)),
            run: std::array::from_fn(|_| Cell::default()),
            polls: Cell::default(),
            most_polls: Cell::default(),
        }))
    }

    /// Hands the next `events` events to the sink one by one, each before the program goes on: if the program hangs or takes
    /// its thread along after one of them, the sink has that event.
    pub fn be_prompt_for(&self, events: u32) {
        self.0.prompt.set(events);
        self.0.due.set(if events > 0 { 0 } else { Self::BATCH_WORDS });
        self.0.most_events.set(0);
    }

    /// Whether the next event is handed over at once.
    #[inline]
    pub(crate) fn is_prompt(&self) -> bool {
        self.0.due.get() == 0
    }

    /// Whether the trace has reached its capacity. What happens after that is not recorded.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.0.is_full.get()
    }

    /// Whether another event would be written. Call it before you make an event, so that its texts are not defined in
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
        self.gather();
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

    /// Writes an event, which must find the trace [open](Self::is_open). Calls nothing that is not of this crate: where
    /// this returns true, the caller calls [`flush`](Self::flush), or has it called, once that may happen.
    #[must_use]
    #[inline(always)]
    pub(crate) fn write(&self, now: Micros, event: Record) -> bool {
        let Record([kind, a, b, c]) = event;
        self.write_words(now, kind, a, b, c)
    }

    // One piece of code for all events. The words go through registers: what is stored in parts and loaded as a whole at once
    // holds the processor up.
    #[inline(never)]
    fn write_words(&self, now: Micros, kind: u32, a: u32, b: u32, c: u32) -> bool {
        let events = self.0.events.get();
        match self.0.fresh.get(events) {
            Some(fresh) if events < self.0.most_events.get() && now <= self.0.time.get() => {
                fresh.set([kind, a, b, c]);
                self.0.events.set(events + 1);
                false
            }
            _ => self.write_apart(now, Record([kind, a, b, c])),
        }
    }

    /// Writes an event and looks at everything.
    #[inline(never)]
    fn write_apart(&self, now: Micros, event: Record) -> bool {
        self.gather();
        self.write_time(now);
        let words = self.append(event);
        let left = self.0.room.get().saturating_sub(1);
        self.0.room.set(left);
        let is_due = words >= self.0.due.get();
        if left == 0 {
            self.0.is_full.set(true);
        }
        if let Some(left) = self.0.prompt.get().checked_sub(1) {
            self.be_prompt_for(left);
        } else if left > 0 && !is_due {
            let batch = (Self::BATCH_WORDS - words).div_ceil(4);
            // The last event of the room and of the batch come here again.
            self.0.most_events.set((left - 1).min(batch - 1).min(Self::MOST_FRESH));
        }
        is_due || left == 0
    }

    /// Writes a remark. It waits for the next event to be handed over: what makes a choice must not be called back.
    pub(crate) fn note(&self, note: Note) {
        self.gather();
        self.append(Record::note(note));
    }

    /// Writes a poll in which nothing happened but that the task woke itself: three events. As [`write`](Self::write), but
    /// that the trace may be closed.
    #[must_use]
    #[inline(always)]
    pub(crate) fn write_poll(&self, now: Micros, task: TaskId) -> bool {
        let polls = self.0.polls.get();
        match self.0.run.get(polls) {
            Some(poll) if polls < self.0.most_polls.get() && now <= self.0.time.get() => {
                poll.set(task.0);
                self.0.polls.set(polls + 1);
                false
            }
            _ => self.begin_run(now, task),
        }
    }

    /// Begins a run of polls, where there was none or it is as long as it may be.
    #[inline(never)]
    fn begin_run(&self, now: Micros, task: TaskId) -> bool {
        self.gather();
        let room = self.0.room.get().saturating_sub(1) / Self::EVENTS_A_POLL;
        if room == 0 {
            // At the very end of the room a part of them has to do.
            return self.write_poll_apart(now, task);
        }
        self.write_time(now);
        self.0.most_polls.set(room.min(Self::LONGEST_RUN));
        self.0.run[0].set(task.0);
        self.0.polls.set(1);
        self.0.words.borrow().len() >= self.0.due.get()
    }

    #[cold]
    fn write_poll_apart(&self, now: Micros, task: TaskId) -> bool {
        let started = Record::encode_inlined(Event::PollStarted { task });
        let ready = Record::encode_inlined(Event::TaskReady { task, by: WakeSource::Task(task) });
        let ended = Record::encode_inlined(Event::PollEnded { task });
        let mut is_due = false;
        for event in [started, ready, ended] {
            is_due |= self.is_open() && self.write(now, event);
        }
        is_due
    }

    /// Writes the run's last event, whether or not there is room, and closes the trace.
    pub(crate) fn close(&self, now: Micros, event: Record) {
        if self.is_open() || self.is_full() {
            self.gather();
            self.write_time(now);
            self.append(event);
            self.0.room.set(0);
            self.0.is_full.set(false);
        }
        self.flush();
    }

    /// Writes the time, if it has changed. Executors that share a recorder may not agree on it; then the later one counts,
    /// as time never goes back in a trace.
    fn write_time(&self, now: Micros) {
        if now > self.0.time.get() {
            self.0.time.set(now);
            self.append(Record::time(now));
        }
    }

    /// Makes words of what was collected, and takes it off the room. Whatever is written otherwise comes behind that.
    #[inline(never)]
    fn gather(&self) {
        let (events, polls) = (self.0.events.take(), self.0.polls.take());
        self.0.most_events.set(0);
        self.0.most_polls.set(0);
        let left = self.0.room.get().saturating_sub(events + polls * Self::EVENTS_A_POLL);
        self.0.room.set(left);
        let mut words = self.0.words.borrow_mut();
        let before = words.len();
        words.resize(before + 4 * events, 0);
        for (words, event) in words[before..].chunks_exact_mut(4).zip(&self.0.fresh) {
            words.copy_from_slice(&event.get());
        }
        let run = self.0.run[..polls].chunks_exact(3);
        let rest = run.remainder();
        for three in run {
            let tasks = [TaskId(three[0].get()), TaskId(three[1].get()), TaskId(three[2].get())];
            words.extend_from_slice(&Record::polls(&tasks).0);
        }
        match rest {
            [first, second] => {
                words.extend_from_slice(&Record::polls(&[TaskId(first.get()), TaskId(second.get())]).0);
            }
            [one] => words.extend_from_slice(&Record::polls(&[TaskId(one.get())]).0),
            _ => {}
        }
    }

    /// Adds a record to the batch, which must have been gathered; returns how many words it has then.
    fn append(&self, record: Record) -> usize {
        let mut words = self.0.words.borrow_mut();
        words.extend_from_slice(&record.0);
        words.len()
    }

    /// Defines what events refer to. It waits for them to be handed over.
    fn define(&self, records: impl IntoIterator<Item = Record>) {
        self.gather();
        for record in records {
            self.append(record);
        }
    }

    /// The id of a text, defined on first use.
    pub(crate) fn text(&self, text: &str) -> TextId {
        let text = cut(text);
        let known = self.0.names.borrow().text(text);
        known.unwrap_or_else(|| {
            let id = self.0.names.borrow_mut().add_text(text);
            self.define(Record::text(text));
            id
        })
    }

    /// The id of a place, defined on first use.
    pub(crate) fn place(&self, location: &'static Location<'static>) -> PlaceId {
        let address = std::ptr::from_ref(location) as usize;
        let known = self.0.names.borrow_mut().place_at(address);
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
            self.define([Record::place(place)]);
            id
        })
    }
}
