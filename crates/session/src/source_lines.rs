//! What happened at the lines of the source that is shown beside the run.

use std::cell::Ref;

use taskscope_gallery::Fold;
use taskscope_sorted::SortedMap;
use taskscope_tell::say;
use taskscope_trace::{Step, Visit};

use super::Session;

impl Session {
    /// How many polls came by each line up to the cursor. A line without any is left out: nothing that a run records has
    /// happened there.
    #[must_use]
    pub fn polls_by_line(&self) -> SortedMap<u32, usize> {
        let (cursor, visits) = (self.cursor(), self.run.visits());
        let counted = visits.lines().filter_map(|(place, visits)| {
            let count = visits.partition_point(|visit| visit.step <= cursor);
            Some((self.line_of(place).filter(|_| count > 0)?, count))
        });
        counted.collect()
    }

    /// The polls that came by a line, in the order of the run: also those after the cursor.
    #[must_use]
    pub fn visits_of_line(&self, line: u32) -> Ref<'_, [Visit]> {
        Ref::map(self.run.visits(), |visits| {
            let mut lines = visits.lines();
            let found = lines.find(|&(place, _)| self.line_of(place) == Some(line));
            found.map_or(&[][..], |(_, visits)| visits)
        })
    }

    /// The next poll that comes by a line after the cursor, or else the first one: who asks again and again goes round.
    #[must_use]
    pub fn next_visit_of_line(&self, line: u32) -> Option<Visit> {
        let visits = self.visits_of_line(line);
        let next = visits.partition_point(|visit| visit.step <= self.cursor());
        visits.get(next).or(visits.first()).copied()
    }

    /// The closest lines above and below that polls came by at any step.
    #[must_use]
    pub fn visited_around(&self, line: u32) -> [Option<u32>; 2] {
        let visits = self.run.visits();
        let lines = visits.lines().filter(|(_, visits)| !visits.is_empty());
        let lines = || lines.clone().filter_map(|(place, _)| self.line_of(place));
        [lines().filter(|&other| other < line).max(), lines().filter(|&other| other > line).min()]
    }

    /// Where in the visits of a line a list of a few begins, so that those around the cursor are among them.
    #[must_use]
    pub fn first_of_few(&self, visits: &[Visit], most: usize) -> usize {
        let before = visits.partition_point(|visit| visit.step <= self.cursor());
        before.saturating_sub(most.div_ceil(2)).min(visits.len().saturating_sub(most))
    }

    /// Whether the cursor is within the poll that came by with this visit, as far as it has come.
    #[must_use]
    pub fn is_at_visit(&self, visits: &[Visit], index: usize) -> bool {
        let cursor = self.cursor();
        let step = |index: usize| visits.get(index).map_or(Step(usize::MAX), |visit| visit.step);
        step(index) <= cursor && cursor < step(index + 1)
    }
}

/// What is in a stretch of the source that is folded, in a few words.
#[must_use]
pub fn fold_text(fold: &Fold) -> String {
    let length = u64::from(fold.length());
    let variants = fold.variants();
    if fold.lines.is_empty() {
        say::page_source::for_page(length)
    } else if !variants.is_empty() {
        say::page_source::folded_variants(length, &variants.join(&say::list::comma()))
    } else if fold.lines.iter().any(|line| line.is_import) {
        say::page_source::folded_imports(length)
    } else {
        say::page_source::folded(length)
    }
}
