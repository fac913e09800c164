//! A sentence in pieces: plain words, and what a page shows in its own way.

use taskscope_format::{PlaceId, TaskId, TextId};
use taskscope_judge::TaskList;
use taskscope_trace::Trace;

use crate::catalogue::{begun, say};

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Plain words.
    Text(String),
    /// A task, to be shown by name and in its colour.
    Task(TaskId),
    /// A future inside a task, to be shown by its label and in the task's colour.
    Future {
        /// The task it is in.
        task: TaskId,
        /// What the source calls it.
        label: TextId,
        /// Whether the task is named too: `main › first`.
        is_full: bool,
    },
    /// A line of the source, to be shown as `line 21`.
    Line(PlaceId),
    /// Something the program said, to be shown as code.
    Said(String),
}

/// Sentences as plain text.
#[must_use]
pub fn plain_text(pieces: &[Piece], trace: &Trace) -> String {
    let words = pieces.iter().map(|piece| match piece {
        Piece::Text(text) | Piece::Said(text) => text.clone(),
        Piece::Task(task) => trace.task_name(*task).to_owned(),
        Piece::Future { task, label, is_full: true } => future_text(trace, *task, *label),
        Piece::Future { label, is_full: false, .. } => trace.text(*label).to_owned(),
        Piece::Line(place) => {
            trace.place(*place).map_or_else(say::value::a_line, |(_, line)| say::value::line(line.into()))
        }
    });
    words.collect()
}

/// A future inside a task, with the name of the task: `main › first`.
#[must_use]
pub fn future_text(trace: &Trace, task: TaskId, label: TextId) -> String {
    say::value::future_of(trace.task_name(task), trace.text(label))
}

/// A sentence while it is put together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(Vec<Piece>);

impl Words {
    /// A sentence that begins with plain words.
    pub(crate) fn begin(text: impl Into<String>) -> Self {
        Self::default().text(text)
    }

    /// Goes on with plain words.
    pub(crate) fn text(mut self, text: impl Into<String>) -> Self {
        let text = text.into();
        match self.0.last_mut() {
            _ if text.is_empty() => self,
            Some(Piece::Text(last)) => {
                last.push_str(&text);
                self
            }
            Some(Piece::Task(_) | Piece::Future { .. } | Piece::Line(_) | Piece::Said(_)) | None => {
                self.with(Piece::Text(text))
            }
        }
    }

    /// Goes on with a task.
    pub(crate) fn task(self, task: TaskId) -> Self {
        self.with(Piece::Task(task))
    }

    /// Goes on with a future inside a task, named with its task or alone.
    pub(crate) fn future(self, task: TaskId, label: TextId, is_full: bool) -> Self {
        self.with(Piece::Future { task, label, is_full })
    }

    /// Several in a row: `a`, `a and b`, `a, b and c`.
    pub(crate) fn row(items: &[Self]) -> Self {
        let mut words = Self::default();
        for (index, item) in items.iter().enumerate() {
            let is_last = index + 1 == items.len();
            words = match index {
                0 => words,
                _ if is_last => words.text(say::list::and()),
                _ => words.text(say::list::comma()),
            };
            words = words.then(item);
        }
        words
    }

    /// The first few of several in a row, and how many there are more.
    pub(crate) fn row_of_few(items: impl ExactSizeIterator<Item = Self>) -> Self {
        /// More names are not read.
        const FEW: usize = 3;
        let all = items.len();
        let few: Vec<Self> = items.take(if all > FEW + 1 { FEW } else { all }).collect();
        match all - few.len() {
            0 => Self::row(&few),
            others => say::future::others(&Self::commas(&few), others as u64),
        }
    }

    /// Several in a row that goes on: `a, b, c`.
    pub(crate) fn commas(items: &[Self]) -> Self {
        let mut words = Self::default();
        for (index, item) in items.iter().enumerate() {
            words = if index == 0 { words } else { words.text(say::list::comma()) }.then(item);
        }
        words
    }

    /// Whether nothing is said.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Goes on with a line.
    pub(crate) fn line(self, place: PlaceId) -> Self {
        self.with(Piece::Line(place))
    }

    /// Goes on with what the program said.
    pub(crate) fn said(self, text: &str) -> Self {
        self.with(Piece::Said(text.to_owned()))
    }

    /// Goes on with other words.
    pub(crate) fn then(self, other: &Self) -> Self {
        other.0.iter().fold(self, |words, piece| match piece {
            Piece::Text(text) => words.text(text.as_str()),
            Piece::Task(_) | Piece::Future { .. } | Piece::Line(_) | Piece::Said(_) => {
                words.with(piece.clone())
            }
        })
    }

    /// The same at the beginning of a sentence.
    pub(crate) fn begun(mut self) -> Self {
        if let Some(Piece::Text(text)) = self.0.first_mut() {
            *text = begun(text, true);
        }
        self
    }

    /// Goes on with several tasks: `a`, `a and b`, `a, b and c`, `a, b, c and others`.
    pub(crate) fn tasks(mut self, tasks: &TaskList) -> Self {
        let are_more = tasks.count > tasks.first.len();
        for (index, &task) in tasks.first.iter().enumerate() {
            if index > 0 {
                let is_last = index + 1 == tasks.first.len() && !are_more;
                self = self.text(if is_last { say::list::and() } else { say::list::comma() });
            }
            self = match task {
                Some(task) => self.task(task),
                None => self.text(say::list::outside()),
            };
        }
        if are_more { self.text(say::list::others()) } else { self }
    }

    /// The pieces.
    #[must_use]
    pub fn into_pieces(self) -> Vec<Piece> {
        self.0
    }

    /// The text of a message that has no pieces but plain words.
    pub(crate) fn into_text(self) -> String {
        let texts = self.0.into_iter().map(|piece| match piece {
            Piece::Text(text) | Piece::Said(text) => text,
            Piece::Task(_) | Piece::Future { .. } | Piece::Line(_) => String::new(),
        });
        texts.collect()
    }

    fn with(mut self, piece: Piece) -> Self {
        self.0.push(piece);
        self
    }
}
