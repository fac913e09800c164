//! What happened at the lines of the source that is shown beside the run.

use taskscope_sorted::{SortedMap, SortedSet};
use taskscope_trace::{Step, Visit};

use super::Session;

impl Session {
    /// How many polls came by each line up to the cursor. A line without any is left out: nothing that a run records has
    /// happened there.
    #[must_use]
    pub fn polls_by_line(&self) -> SortedMap<u32, usize> {
        let (cursor, all) = (self.cursor(), self.run.visits());
        let mut lines: SortedMap<u32, Vec<&[Visit]>> = SortedMap::new();
        for (place, visits) in all.places() {
            let count = visits.partition_point(|visit| visit.step <= cursor);
            let so_far = visits.get(..count).filter(|visits| !visits.is_empty());
            if let Some((line, visits)) = self.line_of(place).zip(so_far) {
                lines.entry(line).or_default().push(visits);
            }
        }
        // Most lines have one place, whose polls are counted already.
        let count = |places: &[&[Visit]]| match places {
            [visits] => visits.len(),
            several => merge(&mut several.concat()).len(),
        };
        lines.iter().map(|(&line, places)| (line, count(places))).collect()
    }

    /// The polls that came by a line, in the order of the run: also those after the cursor.
    #[must_use]
    pub fn visits_of_line(&self, line: u32) -> Vec<Visit> {
        let visits = self.run.visits();
        let here = visits.places().filter(|&(place, _)| self.line_of(place) == Some(line));
        let mut all: Vec<Visit> = here.flat_map(|(_, visits)| visits.iter().copied()).collect();
        merge(&mut all);
        all
    }

    /// The next poll that comes by a line after the cursor, or else the first one: who asks again and again goes round.
    #[must_use]
    pub fn next_visit_of_line(&self, line: u32) -> Option<Visit> {
        let visits = self.visits_of_line(line);
        visits.iter().find(|visit| visit.step > self.cursor()).or(visits.first()).copied()
    }

    /// The closest lines above and below that polls came by at any step.
    #[must_use]
    pub fn visited_around(&self, line: u32) -> [Option<u32>; 2] {
        let visits = self.run.visits();
        let lines = visits.places().filter(|(_, visits)| !visits.is_empty());
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

/// A line may have several places: puts their visits in order, each poll once.
fn merge(visits: &mut Vec<Visit>) -> &[Visit] {
    visits.sort_by_key(|visit| visit.step);
    let mut polls = SortedSet::new();
    visits.retain(|visit| visit.poll().is_none_or(|poll| polls.insert(poll)));
    visits
}
