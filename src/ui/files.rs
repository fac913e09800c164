//! Opening and saving files: in a worker, then a slice a frame, with what it takes said and a way out.

use js_sys::ArrayBuffer;
use web_sys::File;
use yew::Callback;

use super::message::Message;
use super::shared_session::SharedSession;
use crate::page::{Job, JobResult, Loaded, download, now, read};
use taskscope_session::{Action, EXPORTS, Range, Recording, Work};
use taskscope_tell::say;
use taskscope_trace::Run;
use taskscope_trace::files::Origin;

/// What takes long, as far as the page does it: one thing at a time. What comes of it are actions for the session.
pub(super) struct Files {
    loaded: Loaded,
    send: Callback<Message>,
    /// Counts what was begun, so that what comes of an earlier one is told apart.
    number: u32,
    job: Option<Job>,
    reading: Option<Reading>,
    /// What is being read or written: a file's name.
    name: String,
    form: usize,
}

/// A run that is being indexed.
struct Reading {
    recording: Recording,
    run: Run,
    words: Vec<u32>,
    /// How many of the words are in the run.
    done: usize,
}

impl Reading {
    /// Words that are taken in between two looks at the clock: 4,096 records.
    const SLICE: usize = 4 * 4096;

    /// Goes on for some milliseconds; whether all of it is done.
    fn go_on(&mut self, milliseconds: f64) -> Result<bool, String> {
        let until = now() + milliseconds;
        while self.done < self.words.len() && now() < until {
            let slice = self.words.get(self.done..).unwrap_or_default();
            let slice = slice.get(..Self::SLICE).unwrap_or(slice);
            self.run
                .append(slice)
                .map_err(|fault| say::page_files::cannot_open(&self.recording.name, &fault.to_string()))?;
            self.done += slice.len();
        }
        Ok(self.done == self.words.len())
    }

    #[expect(clippy::cast_precision_loss, reason = "a share for a bar")]
    fn share(&self) -> f64 {
        self.done as f64 / self.words.len().max(1) as f64
    }
}

impl Files {
    pub(super) fn new(loaded: Loaded, send: Callback<Message>) -> Self {
        Self { loaded, send, number: 0, job: None, reading: None, name: String::new(), form: 0 }
    }

    /// Begins to open a file.
    pub(super) fn open(&mut self, file: File) -> Action {
        let begun = self.begin(say::page_files::opening, file.name());
        let (send, number) = (self.send.clone(), self.number);
        read(file, move |_, bytes| send.emit(Message::FileRead(number, bytes)));
        begun
    }

    /// Begins to open a saved run that a script has.
    pub(super) fn open_bytes(&mut self, name: String, bytes: &ArrayBuffer) -> Action {
        let begun = self.begin(say::page_files::opening, name);
        self.start_reading(bytes).unwrap_or(begun)
    }

    /// The bytes of a file are there.
    pub(super) fn take_bytes(&mut self, number: u32, bytes: Option<ArrayBuffer>) -> Option<Action> {
        if number != self.number {
            return None;
        }
        let Some(bytes) = bytes else {
            return Some(self.fail(say::page_files::cannot_read(&self.name)));
        };
        self.start_reading(&bytes)
    }

    /// Begins to save the run, or a part of it, in a form.
    pub(super) fn save(
        &mut self,
        session: &SharedSession,
        form: u32,
        range: Option<Range>,
    ) -> Option<Action> {
        let export = EXPORTS.get(form as usize)?;
        let session = session.read();
        let begun = self.begin(say::page_files::writing, session.file_stem_of(range) + export.ending);
        self.form = form as usize;
        let job = Job::write(&self.loaded, (&session, form), range, self.on_done());
        Some(self.hold(job).unwrap_or(begun))
    }

    /// A worker is done.
    pub(super) fn take_result(&mut self, number: u32, result: JobResult) -> Option<Action> {
        if number != self.number || self.job.take().is_none() {
            return None;
        }
        match result {
            JobResult::Failed(message) => Some(self.fail(message)),
            JobResult::Written(bytes) => {
                if let Some(export) = EXPORTS.get(self.form) {
                    download(&self.name, export.media, &bytes);
                }
                self.cancel();
                Some(Action::Work(None))
            }
            JobResult::Read(words, origin) => self.index(words, origin),
        }
    }

    fn index(&mut self, words: Vec<u32>, origin: Origin) -> Option<Action> {
        let recording = Recording::new(self.name.clone(), origin);
        self.reading = Some(Reading { recording, run: Run::default(), words, done: 0 });
        self.go_on()
    }

    /// A frame's share of indexing; `None` if there is nothing to do.
    pub(super) fn go_on(&mut self) -> Option<Action> {
        /// Of the 16 milliseconds of a frame.
        const SHARE_OF_FRAME: f64 = 11.0;
        let reading = self.reading.as_mut()?;
        Some(match reading.go_on(SHARE_OF_FRAME) {
            Err(fault) => self.fail(fault),
            Ok(false) => {
                let label = say::page_files::opening(&reading.recording.name);
                Action::Work(Some(Work { label, share: Some(reading.share()) }))
            }
            Ok(true) => {
                let Reading { recording, run, .. } = self.reading.take()?;
                Action::Open(recording, run.into())
            }
        })
    }

    /// Whether frames are needed to go on.
    pub(super) fn is_reading(&self) -> bool {
        self.reading.is_some()
    }

    /// Ends whatever takes long, as if it had not been begun.
    pub(super) fn cancel(&mut self) {
        self.number += 1;
        (self.job, self.reading) = (None, None);
    }

    fn begin(&mut self, does: fn(&str) -> String, name: String) -> Action {
        self.cancel();
        let label = does(&name);
        self.name = name;
        Action::Work(Some(Work { label, share: None }))
    }

    fn fail(&mut self, message: String) -> Action {
        self.cancel();
        Action::WorkFailed(message)
    }

    fn start_reading(&mut self, bytes: &ArrayBuffer) -> Option<Action> {
        let job = Job::read(&self.loaded, (&self.name, bytes), self.on_done());
        self.hold(job)
    }

    /// Keeps a worker until it is done; what to tell if it could not be started.
    fn hold(&mut self, job: Result<Job, String>) -> Option<Action> {
        match job {
            Ok(job) => {
                self.job = Some(job);
                None
            }
            Err(message) => Some(self.fail(message)),
        }
    }

    fn on_done(&self) -> impl Fn(JobResult) + Clone + 'static {
        let (send, number) = (self.send.clone(), self.number);
        move |result| send.emit(Message::JobDone(number, result))
    }
}
