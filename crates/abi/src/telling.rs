//! The trace on its way to the host.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use taskscope_runtime::record::Recorder;

use crate::outside::Outside;

/// How many events are told one by one before the host has said how many.
const AT_FIRST: u32 = 1;

/// Tells the host what a recorder hands over, as promptly as the host wants it. Keeps the recorder, which has it weakly.
pub(crate) struct Telling(RefCell<Option<Recorder>>);

impl Telling {
    /// A recorder whose trace goes to the host, and what has to live as long.
    pub(crate) fn recorder(outside: impl Outside) -> (Recorder, Rc<Self>) {
        let telling = Rc::new(Self(RefCell::default()));
        let weak: Weak<Self> = Rc::downgrade(&telling);
        let recorder = Recorder::new(Recorder::DEFAULT_CAPACITY, move |words| {
            let prompt = outside.tell(words);
            if let Some(telling) = weak.upgrade() {
                telling.0.borrow().iter().for_each(|recorder| recorder.be_prompt_for(prompt));
            }
        });
        recorder.be_prompt_for(AT_FIRST);
        *telling.0.borrow_mut() = Some(recorder.clone());
        (recorder, telling)
    }
}
