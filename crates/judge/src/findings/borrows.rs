//! Borrows that were refused because an earlier one lasts: across an await, during a call back, or for ever.
//!
//! The rule looks at what a refused borrow meets. Which of the three it is shows in who holds the cell, and whether that
//! task has waited since.

use taskscope_sorted::SortedMap;

use taskscope_format::{Access, Event, NodeId, PlaceId, ResourceId, ResourceKind, TaskId};

use taskscope_trace::{Moment, ResourceState, State};

use super::{FindingKind, Found, Rule, Subject, polls_of};
use crate::facts::facts;

facts! {
    /// A task keeps a cell borrowed while it waits, and another borrow is refused.
    enum BorrowAcrossAwait {
        /// Where it waits is known.
        WaitsAt {
            /// The task that has borrowed it.
            holder: TaskId,
            /// The cell.
            cell: ResourceId,
            /// The await.
            place: PlaceId,
            /// The task whose borrow is refused.
            other: TaskId,
        },
        /// It is not.
        Waits {
            /// The task that has borrowed it.
            holder: TaskId,
            /// The cell.
            cell: ResourceId,
            /// The task whose borrow is refused.
            other: TaskId,
        },
    }
}

facts! {
    /// A task borrows a cell that it has borrowed itself, and has met no await since.
    struct BorrowAgain {
        /// The task.
        task: TaskId,
        /// The cell.
        cell: ResourceId,
        /// Where the second borrow is asked for.
        place: PlaceId,
    }
}

facts! {
    /// A task is over, and its borrow of a cell was never ended: nothing can borrow the cell any more.
    struct BorrowNeverEnds {
        /// The task that had borrowed it.
        holder: TaskId,
        /// The cell.
        cell: ResourceId,
        /// The task whose borrow is refused.
        other: TaskId,
    }
}

#[derive(Debug, Default)]
pub(super) struct Borrows {
    /// What each task has borrowed of each cell. Several may read one at the same time, and one several times.
    begun: SortedMap<(ResourceId, TaskId), Borrow>,
}

/// When a cell was borrowed.
#[derive(Clone, Copy, Debug)]
struct Borrow {
    node: Option<NodeId>,
    /// Polls of its task so far.
    polls: u32,
    /// How many borrows are open. The place and time of the first count until the last one ends.
    count: u32,
    /// Its future has returned without a value since.
    has_waited: bool,
}

impl Rule for Borrows {
    #[expect(clippy::wildcard_enum_match_arm, reason = "only these events begin, end and refuse borrows")]
    fn take(&mut self, moment: Moment<'_>, found: &mut Found) {
        let state = moment.state;
        match moment.event {
            Event::Acquired { resource, node, .. } if is_cell(resource, state) => {
                let Some(task) = state.running() else { return };
                let first = Borrow { node, polls: polls_of(state, task), count: 0, has_waited: false };
                self.begun.entry((resource, task)).or_insert(first).count += 1;
            }
            Event::Released { resource, holder: Some(task), .. } => {
                if let Some(borrow) = self.begun.get_mut(&(resource, task)) {
                    borrow.count -= 1;
                    if borrow.count == 0 {
                        self.begun.remove(&(resource, task));
                    }
                }
            }
            Event::NodePollEnded { node, ready: false } => {
                for borrow in self.begun.values_mut().filter(|borrow| borrow.node == Some(node)) {
                    borrow.has_waited = true;
                }
            }
            Event::Refused { resource, access, place } => self.refuse((resource, access, place), moment, found),
            _ => {}
        }
    }
}

impl Borrows {
    fn refuse(&self, (cell, access, place): (ResourceId, Access, PlaceId), moment: Moment<'_>, found: &mut Found) {
        let Moment { state, step, .. } = moment;
        let stands_in_the_way = |held: Access| access == Access::Exclusive || held == Access::Exclusive;
        let holders = state.resource(cell).into_iter().flat_map(ResourceState::holders);
        let holder = holders.filter(|holder| stands_in_the_way(holder.access)).find_map(|holder| holder.task);
        let Some((holder, other)) = holder.zip(state.running()) else { return };
        let subject = Subject::Resource(cell);
        if state.task(holder).is_some_and(|task| task.phase.is_over()) {
            return found.add((FindingKind::BorrowNeverEnds, subject), step, || {
                (vec![holder, other], BorrowNeverEnds { holder, cell, other })
            });
        }
        if holder == other && !self.has_waited(cell, holder, state) {
            return found.add((FindingKind::BorrowAgain, subject), step, || {
                (vec![holder], BorrowAgain { task: holder, cell, place })
            });
        }
        found.add((FindingKind::BorrowAcrossAwait, subject), step, || {
            let waits_at = state.task(holder).and_then(|task| task.awaits.iter().next()).map(|wait| wait.place);
            let facts = match waits_at {
                Some(place) => BorrowAcrossAwait::WaitsAt { holder, cell, place, other },
                None => BorrowAcrossAwait::Waits { holder, cell, other },
            };
            (vec![holder, other], facts)
        });
    }

    /// Whether a task has come to an await since it borrowed the cell.
    fn has_waited(&self, cell: ResourceId, task: TaskId, state: &State) -> bool {
        let borrow = self.begun.get(&(cell, task));
        borrow.is_some_and(|borrow| borrow.has_waited || borrow.polls < polls_of(state, task))
    }
}

fn is_cell(resource: ResourceId, state: &State) -> bool {
    state.resource(resource).is_some_and(|resource| resource.kind == ResourceKind::Cell)
}
