//! What the visitor looks for in what happened: words, and a task that the sentences have to name.

use taskscope_format::TaskId;
use taskscope_tell::{Around, Finder, Line, Sought, Wanted, lines_around, lines_at};
use taskscope_trace::{Run, Step};

use super::RunView;

/// What is looked for, and what of it was found so far.
#[derive(Clone, Debug, Default)]
pub struct Find {
    text: String,
    task: Option<TaskId>,
    by_words: Option<Finder>,
    by_task: Option<Finder>,
}

impl Find {
    /// The words as they were typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The task whose sentences alone are shown.
    #[must_use]
    pub fn task(&self) -> Option<TaskId> {
        self.task
    }

    /// Whether words are looked for.
    #[must_use]
    pub fn has_words(&self) -> bool {
        self.by_words.is_some()
    }

    pub(super) fn look_for(&mut self, text: String) {
        self.text = text;
        self.begin_words();
    }

    pub(super) fn only(&mut self, task: Option<TaskId>) {
        self.task = task;
        self.by_task = task.map(|_| Finder::new(Wanted { task, ..Wanted::default() }));
        self.begin_words();
    }

    fn begin_words(&mut self) {
        let wanted = Wanted { sought: Sought::of(&self.text), task: self.task };
        self.by_words = (!wanted.sought.is_empty()).then(|| Finder::new(wanted));
    }

    /// The same in another run.
    pub(super) fn begin_anew(&mut self) {
        self.only(self.task);
    }

    fn finders(&self) -> impl Iterator<Item = &Finder> {
        self.by_task.iter().chain(&self.by_words)
    }

    pub(super) fn is_behind(&self, run: &Run) -> bool {
        self.finders().any(|finder| finder.is_behind(run))
    }

    /// Reads on, for about so many events.
    pub(super) fn go_on(&mut self, run: &Run, events: usize) {
        let behind = self.by_task.iter_mut().chain(&mut self.by_words).find(|finder| finder.is_behind(run));
        if let Some(finder) = behind {
            finder.go_on(run, events);
        }
    }
}

/// The sentences with the words that are looked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Matches {
    /// How many there are so far.
    pub count: usize,
    /// How many of them are up to the cursor.
    pub up_to_cursor: usize,
    /// How much of the run was searched, from 0 to 1, while it goes on.
    pub searching: Option<f64>,
}

impl<'a> RunView<'a> {
    /// The steps of the sentences with the words that are looked for, those in the range if there is one.
    #[must_use]
    pub fn found(self) -> &'a [Step] {
        let finder = self.view.find.by_words.as_ref();
        self.in_range(finder.map_or(&[], Finder::found))
    }

    /// How many sentences have the words that are looked for; `None` if none are.
    #[must_use]
    pub fn matches(self) -> Option<Matches> {
        let finder = self.view.find.by_words.as_ref()?;
        let found = self.found();
        Some(Matches {
            count: found.len(),
            up_to_cursor: found.partition_point(|&step| step <= self.view.cursor()),
            searching: finder.is_behind(self.run).then(|| finder.share(self.run)),
        })
    }

    /// The next sentence with the words, or the one before.
    pub(super) fn match_beside(self, is_after: bool) -> Option<Step> {
        let (found, cursor) = (self.found(), self.view.cursor());
        let place = if is_after {
            found.partition_point(|&step| step <= cursor)
        } else {
            found.partition_point(|&step| step < cursor).checked_sub(1)?
        };
        found.get(place).copied()
    }

    /// The last sentences up to the cursor and the first ones after it, of the task and of the range that are chosen; how
    /// many of them are before.
    #[must_use]
    pub fn sentences(self, before: usize, after: usize) -> (Vec<Line>, usize) {
        let step = self
            .view
            .range
            .map_or(self.view.cursor(), |range| self.view.cursor().clamp(range.from(), range.to()));
        if let Some(finder) = &self.view.find.by_task {
            let found = self.in_range(finder.found());
            let told = found.partition_point(|&at| at <= step);
            let from = told.saturating_sub(before);
            let shown = found.get(from..found.len().min(told + after)).unwrap_or_default();
            return (lines_at(self.run, shown), told - from);
        }
        let Some(range) = self.view.range else {
            return lines_around(self.run, Around { step, before, after });
        };
        // What is told before the range leaves its room to what is told in it.
        let (mut lines, _) = lines_around(self.run, Around { step, before, after: before + after });
        // Of a fold a part of its rounds can be in it.
        let begins_before = |line: &Line| line.times > 1 && line.until > range.from();
        lines.retain(|line| line.step <= range.to() && (range.has(line.step) || begins_before(line)));
        let told = lines.partition_point(|line| line.step <= step);
        (lines, told)
    }

    /// The steps that are in the range, if there is one.
    #[must_use]
    pub fn in_range(self, steps: &[Step]) -> &[Step] {
        let Some(range) = self.view.range else { return steps };
        let from = steps.partition_point(|&step| step <= range.from());
        let to = steps.partition_point(|&step| step <= range.to());
        steps.get(from..to).unwrap_or_default()
    }
}
