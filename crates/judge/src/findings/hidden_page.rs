//! Clean-up that begins when the page is hidden and needs more time than is left.
//!
//! A browser may stop a hidden page at any time, so only what a task does at once is sure to happen. The rule follows the
//! tasks that are woken as the page is hidden. One that comes to an await where it did not wait before has begun something
//! that it has to finish; it is reported if the end of the run cuts it off before it waits where it waited at first.

use taskscope_sorted::SortedMap;

use taskscope_format::{Event, PlaceId, TaskId, Wait, WakeSource};

use taskscope_trace::{Moment, State, Step};

use super::{FindingKind, Found, Rule, Subject};
use crate::facts::facts;

facts! {
    /// A task was woken when the page was hidden, began to wait for something else, and was cut off.
    struct CleanUpCutOff {
        /// The task.
        task: TaskId,
        /// The await.
        place: PlaceId,
    }
}

#[derive(Debug, Default)]
pub(super) struct CleanUps {
    /// Where the wakes come from that follow from the hidden page.
    hiding: Option<WakeSource>,
    /// Tasks that were woken by that.
    woken: SortedMap<TaskId, CleanUp>,
}

#[derive(Debug)]
struct CleanUp {
    /// Where it waited before.
    before: Vec<PlaceId>,
    /// Where it waits now, for what it has begun.
    waits: Option<(Step, PlaceId)>,
}

impl Rule for CleanUps {
    #[expect(clippy::wildcard_enum_match_arm, reason = "it looks at what a hidden page still does")]
    fn take(&mut self, moment: Moment<'_>, found: &mut Found) {
        let state = moment.state;
        match moment.event {
            Event::PageHidden => {
                self.hiding = Some(state.running().map_or(WakeSource::Outside, WakeSource::Task));
            }
            Event::PollEnded { task } | Event::TaskDone { task } if self.hiding == Some(WakeSource::Task(task)) => {
                self.hiding = None;
                self.woken.remove(&task);
            }
            Event::TurnEnded { .. } => self.hiding = None,
            Event::TaskReady { task, by } if self.hiding == Some(by) => {
                let before = waits_of(task, state);
                self.woken.insert(task, CleanUp { before, waits: None });
            }
            Event::Waiting { on, place, .. } => {
                if let Some(clean_up) = state.running().and_then(|task| self.woken.get_mut(&task)) {
                    clean_up.wait(on, (moment.step, place));
                }
            }
            Event::TaskDone { task } => drop(self.woken.remove(&task)),
            Event::TaskCancelled { task, by: None } => {
                let waits = self.woken.remove(&task).and_then(|clean_up| clean_up.waits);
                if let Some((step, place)) = waits {
                    found.add((FindingKind::CleanUpCutOff, Subject::Task(task)), step, || {
                        (vec![task], CleanUpCutOff { task, place })
                    });
                }
            }
            _ => {}
        }
    }
}

impl CleanUp {
    /// Its task waits: for what it has begun, or where it waited before, with all it began behind it.
    fn wait(&mut self, on: Wait, (step, place): (Step, PlaceId)) {
        if self.before.contains(&place) {
            self.waits = None;
        } else if !is_for_news(on) {
            self.waits.get_or_insert((step, place));
        }
    }
}

fn waits_of(task: TaskId, state: &State) -> Vec<PlaceId> {
    state.task(task).into_iter().flat_map(|task| task.awaits.iter()).map(|wait| wait.place).collect()
}

/// Whether nothing was begun that this would finish: the task waits to be told something.
fn is_for_news(on: Wait) -> bool {
    matches!(
        on,
        Wait::Receive(_) | Wait::Notified(_) | Wait::Changed(_) | Wait::Closed(_) | Wait::Yield | Wait::Budget
    )
}
