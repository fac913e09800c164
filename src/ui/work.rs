//! Opening and saving files: in a worker, then a slice a frame, with what it takes said and a way out.

use std::rc::Rc;

use js_sys::ArrayBuffer;
use web_sys::File;
use yew::{Context, Html, html};

use super::app::{App, Message};
use super::host::Host;
use super::model::Model;
use crate::page::{Job, JobResult, download, now, read};
use taskscope_session::{Action, EXPORTS, Opened, Work};
use taskscope_trace::Run;
use taskscope_trace::files::Origin;

/// Where the result of a job goes.
type Take = Rc<dyn Fn(JobResult)>;

/// What takes long, as far as the page does it.
#[derive(Default)]
pub(super) struct Works {
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
    opened: Opened,
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
                .map_err(|fault| format!("{} can't be opened. {fault}.", self.opened.name))?;
            self.done += slice.len();
        }
        Ok(self.done == self.words.len())
    }

    #[expect(clippy::cast_precision_loss, reason = "a share for a bar")]
    fn share(&self) -> f64 {
        self.done as f64 / self.words.len().max(1) as f64
    }
}

impl App {
    /// Begins to open a file.
    pub(super) fn open_file(&mut self, context: &Context<Self>, file: File) {
        let link = context.link().clone();
        self.begin_work(context, format!("Opening {}", file.name()), file.name());
        let number = self.works.number;
        read(file, move |_, bytes| link.send_message(Message::FileRead(number, bytes)));
    }

    /// Begins to open a saved run that a script has.
    pub(super) fn open_bytes(&mut self, context: &Context<Self>, name: &str, bytes: &ArrayBuffer) {
        self.begin_work(context, format!("Opening {name}"), name.to_owned());
        self.start_job(context, |host, take| {
            Job::read(&host.loaded.glue, &host.loaded.module, (name, bytes), move |result| take(result))
        });
    }

    pub(super) fn file_read(&mut self, context: &Context<Self>, number: u32, bytes: Option<ArrayBuffer>) {
        if number != self.works.number {
            return;
        }
        let name = self.works.name.clone();
        let Some(bytes) = bytes else {
            let message = format!("{name} can't be read. Is it a file, and may it be opened?");
            return self.end_work(context, Some(message));
        };
        self.start_job(context, |host, take| {
            Job::read(&host.loaded.glue, &host.loaded.module, (&name, &bytes), move |result| take(result))
        });
    }

    /// Begins to save the run in a form.
    pub(super) fn export(&mut self, context: &Context<Self>, form: u32) {
        let Some(export) = EXPORTS.get(form as usize) else { return };
        let name = self.session.borrow().file_stem() + export.ending;
        self.begin_work(context, format!("Writing {name}"), name);
        self.works.form = form as usize;
        let session = Rc::clone(&self.session);
        self.start_job(context, |host, take| {
            Job::write(&host.loaded.glue, &host.loaded.module, (&session.borrow(), form), move |result| {
                take(result);
            })
        });
    }

    pub(super) fn job_done(&mut self, context: &Context<Self>, number: u32, result: JobResult) {
        if number != self.works.number || self.works.job.take().is_none() {
            return;
        }
        match result {
            JobResult::Failed(message) => self.end_work(context, Some(message)),
            JobResult::Written(bytes) => {
                if let Some(export) = EXPORTS.get(self.works.form) {
                    download(&self.works.name, export.media, &bytes);
                }
                self.end_work(context, None);
            }
            JobResult::Read(words, origin) => self.take_words(context, words, origin),
        }
    }

    fn take_words(&mut self, context: &Context<Self>, words: Vec<u32>, origin: Origin) {
        let opened = Opened { name: self.works.name.clone(), origin };
        self.works.reading = Some(Reading { opened, run: Run::default(), words, done: 0 });
        self.go_on_reading(context);
    }

    /// A frame's share of indexing; whether there was anything to do.
    pub(super) fn go_on_reading(&mut self, context: &Context<Self>) -> bool {
        /// Of the 16 milliseconds of a frame.
        const SHARE_OF_FRAME: f64 = 11.0;
        let Some(reading) = &mut self.works.reading else { return false };
        match reading.go_on(SHARE_OF_FRAME) {
            Err(fault) => self.end_work(context, Some(fault)),
            Ok(false) => {
                let label = format!("Opening {}", reading.opened.name);
                let share = Some(reading.share());
                self.act(context, Action::Work(Some(Work { label, share })));
            }
            Ok(true) => {
                if let Some(Reading { opened, run, .. }) = self.works.reading.take() {
                    self.act(context, Action::Open(opened, run.into()));
                }
            }
        }
        true
    }

    /// Whether frames are needed to go on.
    pub(super) fn is_reading(&self) -> bool {
        self.works.reading.is_some()
    }

    /// Ends whatever takes long, as if it had not been begun.
    pub(super) fn cancel_work(&mut self) {
        self.works = Works { number: self.works.number + 1, ..Works::default() };
    }

    fn begin_work(&mut self, context: &Context<Self>, label: String, name: String) {
        self.cancel_work();
        self.works.name = name;
        self.act(context, Action::Work(Some(Work { label, share: None })));
    }

    fn end_work(&mut self, context: &Context<Self>, message: Option<String>) {
        self.cancel_work();
        self.act(context, Action::Work(None));
        if let Some(message) = message {
            Self::tell_fault(context, &message);
            self.act(context, Action::Tell(message));
        }
    }

    fn start_job(&mut self, context: &Context<Self>, start: impl FnOnce(&Host, Take) -> Result<Job, String>) {
        let (link, number) = (context.link().clone(), self.works.number);
        let take: Take = Rc::new(move |result| link.send_message(Message::JobDone(number, result)));
        match start(&context.props().host, take) {
            Ok(job) => self.works.job = Some(job),
            Err(message) => self.end_work(context, Some(message)),
        }
    }
}

/// What takes long, how far it is, and a way out; it comes into sight only if it lasts.
pub(super) fn work(model: &Model) -> Html {
    let session = model.session();
    let Some(Work { label, share }) = &session.work else { return Html::default() };
    html! {
        <div class="work" role="group" aria-label="In progress">
            <label>{ label }{ " " }
                <progress max="1" value={share.map(|share| format!("{share:.2}"))}></progress>
            </label>
            <button class="btn" onclick={model.on(Action::Cancel)}>{ "Cancel" }</button>
        </div>
    }
}
