//! A sentence while it is being put together.

use taskscope_runtime::{PlaceId, TaskId};

use super::Piece;

/// Tasks that a list names before it says that there are more.
const LISTED: usize = 3;

/// The pieces so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words(Vec<Piece>);

impl Words {
    /// A sentence that begins with a task.
    pub(crate) fn on(task: TaskId) -> Self {
        Self::default().task(task)
    }

    /// A sentence that begins with whoever did it.
    pub(crate) fn on_whom(task: Option<TaskId>) -> Self {
        task.map_or_else(|| Self::begin("Code outside of tasks"), Self::on)
    }

    /// A sentence that begins with plain words.
    pub(crate) fn begin(text: impl Into<String>) -> Self {
        Self::default().text(text)
    }

    pub(crate) fn text(self, text: impl Into<String>) -> Self {
        self.with(Piece::Text(text.into()))
    }

    pub(crate) fn task(self, task: TaskId) -> Self {
        self.with(Piece::Task(task))
    }

    pub(crate) fn line(self, place: PlaceId) -> Self {
        self.with(Piece::Line(place))
    }

    pub(crate) fn said(self, text: &str) -> Self {
        self.with(Piece::Said(text.to_owned()))
    }

    /// Several tasks: `a`, `a and b`, `a, b and c`, `a, b, c and others`.
    pub(crate) fn tasks(mut self, mut tasks: impl Iterator<Item = Option<TaskId>>) -> Self {
        let listed: Vec<_> = tasks.by_ref().take(LISTED).collect();
        let are_more = tasks.next().is_some();
        for (index, &task) in listed.iter().enumerate() {
            if index > 0 {
                let is_last = index + 1 == listed.len() && !are_more;
                self = self.text(if is_last { " and " } else { ", " });
            }
            self = match task {
                Some(task) => self.task(task),
                None => self.text("code outside of tasks"),
            };
        }
        if are_more { self.text(" and others") } else { self }
    }

    pub(crate) fn into_pieces(self) -> Vec<Piece> {
        self.0
    }

    fn with(mut self, piece: Piece) -> Self {
        self.0.push(piece);
        self
    }
}
