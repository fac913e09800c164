//! Files that two tasks ask for at the same time.
//!
//! One answer would do for both. A file that is asked for again after it has come is not reported: it may have changed.

use taskscope_sorted::SortedMap;

use taskscope_format::{Event, FetchEvent, ResourceId, TaskId, TextId};

use taskscope_trace::Moment;

use super::{FindingKind, Found, Rule, Subject};
use crate::Label;
use crate::facts::facts;

facts! {
    /// A task asks for a file that another one has asked for, and whose answer is on its way.
    struct FetchedTwice {
        /// The task that asks again.
        task: TaskId,
        /// The file.
        file: Label,
        /// The task that asked first.
        other: TaskId,
    }
}

#[derive(Debug, Default)]
pub(super) struct FetchedFiles {
    /// The first request under way for each file, with the task that asked.
    under_way: SortedMap<TextId, (ResourceId, TaskId)>,
}

impl Rule for FetchedFiles {
    #[expect(clippy::wildcard_enum_match_arm, reason = "it looks at where requests begin and end")]
    fn take(&mut self, moment: Moment<'_>, found: &mut Found) {
        match moment.event {
            Event::Fetch(FetchEvent::Started { fetch, address, .. }) => {
                let Some(task) = moment.state.running() else { return };
                match self.under_way.get(&address) {
                    Some(&(_, other)) if other != task => {
                        found.add((FindingKind::FetchedTwice, Subject::Task(task)), moment.step, || {
                            (vec![task, other], FetchedTwice { task, file: Label(Some(address)), other })
                        });
                    }
                    Some(_) => {}
                    None => drop(self.under_way.insert(address, (fetch, task))),
                }
            }
            Event::Fetch(FetchEvent::Ended { fetch, .. }) => {
                self.under_way.retain(|_, &mut (first, _)| first != fetch);
            }
            _ => {}
        }
    }
}
