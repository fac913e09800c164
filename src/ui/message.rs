//! What an app is told, and the inbox that takes it, also before the app is there.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::ArrayBuffer;
use taskscope_session::Action;
use web_sys::File;
use yew::Callback;

use crate::element::Request;
use crate::page::{JobResult, Report};

/// What an app is told.
pub enum Message {
    /// Something for the session.
    Act(Action),
    /// The visitor wants the program to end.
    Stop,
    /// A frame of the screen begins, so many milliseconds after the one before.
    Frame(f64),
    /// What a program reports beside its trace.
    Program(Report),
    /// The system went from dark to light, or back.
    SystemTheme,
    /// The page can be seen again, or no longer.
    Visibility,
    /// The page has another width, in CSS pixels.
    Width(i32),
    /// The browser went back or forward to another address.
    Address,
    /// A demo was chosen, or none is wanted: a gallery that lies over the page closes.
    CloseGallery,
    /// A file is held over the page, or no longer.
    Dropping(bool),
    /// A file is to be opened.
    File(File),
    /// The bytes of a file are there, by the number of the work; `None` if it can't be read.
    FileRead(u32, Option<ArrayBuffer>),
    /// What a worker for files has come to, by the number of the work.
    JobDone(u32, JobResult),
    /// A demo may be wanted soon; without a name, the words of all demos.
    Fetch(Option<&'static str>),
    /// The program that is shown may be run soon, and the browser has nothing else to do.
    Prepare,
    /// A demo was fetched, or could not be, for a reason.
    Fetched(&'static str, Result<(), String>),
    /// The words of all demos were fetched, or could not be, for a reason.
    WordsFetched(Result<(), String>),
    /// A script asks for something.
    Asked(Request),
    /// What a worker has come to that wrote for a script, by the number of the export.
    Exported(u32, JobResult),
}

/// Takes what an app is sent, also before it is there.
#[derive(Clone, Default)]
pub struct Inbox(Rc<RefCell<Delivery>>);

enum Delivery {
    Waiting(Vec<Message>),
    To(Callback<Message>),
}

impl Default for Delivery {
    fn default() -> Self {
        Self::Waiting(Vec::new())
    }
}

impl Inbox {
    /// Sends the app a message.
    pub fn send(&self, message: Message) {
        match &mut *self.0.borrow_mut() {
            Delivery::Waiting(messages) => messages.push(message),
            Delivery::To(app) => app.emit(message),
        }
    }

    /// The app is there.
    pub(super) fn open(&self, app: Callback<Message>) {
        let before = self.0.replace(Delivery::To(app));
        if let Delivery::Waiting(messages) = before {
            for message in messages {
                self.send(message);
            }
        }
    }
}

impl PartialEq for Inbox {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
