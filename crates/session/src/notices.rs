//! What the visitor has to know for a while: that something is wrong, where a link is, that something takes long.

use taskscope_trace::{MOST_SHOWN, shortened};

/// Everything of that kind that is to be seen now.
#[derive(Debug, Default)]
pub struct Notices {
    /// What is wrong, and what to do.
    pub text: Option<String>,
    /// The link to this moment, if it could not be copied.
    pub link: Option<String>,
    /// What takes long just now.
    pub work: Option<Work>,
    /// For how many seconds the program has not let its worker listen, as far as that is long enough to be told.
    pub silent: Option<u32>,
}

/// What takes so long that the visitor should know of it, and may end it.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    /// What it is, in a few words.
    pub label: String,
    /// How much of it is done, from 0 to 1, where that is known.
    pub share: Option<f64>,
}

impl Notices {
    /// Shows a text, cut to what can be read.
    pub(crate) fn tell(&mut self, text: &str) {
        self.text = Some(shortened(text, MOST_SHOWN).into_owned());
    }

    /// What took long is over, and this is why.
    pub(crate) fn fail(&mut self, text: &str) {
        self.work = None;
        self.tell(text);
    }

    /// The visitor has read text and link.
    pub(crate) fn dismiss(&mut self) {
        (self.text, self.link) = (None, None);
    }
}
