//! The templates for what happens to resources: locks, permits, channels, notifications, promises.

use taskscope_runtime::{Access, Event, ResourceId, ResourceKind, TaskId, Ticket};
use taskscope_trace::{ResourceState, Waiter};

use super::teller::{Teller, capitalized};
use taskscope_judge::TaskList;

use crate::Words;
use crate::wording::{count_text, resource_text};

impl Teller<'_> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "`tell` sends only the events of resources here")]
    pub(super) fn tell_of_resource(self, event: Event) -> Option<Words> {
        match event {
            Event::Granted { resource, ticket } => self.granted(resource, ticket),
            Event::Left { resource, ticket, served: false } => self.gave_up(resource, ticket),
            Event::Acquired { resource, access, permits, .. } => {
                let held = self.hold(resource, access, permits);
                Some(Words::on_whom(self.state.running).text(format!(" gets {held}.")))
            }
            Event::Sent { resource, len } => self.sent(resource, len),
            Event::Received { resource, len } => self.received(resource, len),
            Event::Lagged { resource, missed } => {
                let missed = count_text(missed.into(), "message");
                let words = Words::on_whom(self.state.running);
                Some(words.text(format!(" was too slow and missed {missed} of {}.", self.called(resource))))
            }
            Event::Notified { resource, woken, stored } => Some(self.notified(resource, woken, stored)),
            Event::SendersChanged { resource, senders: 0 } => {
                Some(Words::begin(format!("The last sender of {} is gone.", self.called(resource))))
            }
            Event::ReceiversChanged { resource, receivers: 0 } => {
                Some(Words::begin(format!("The last receiver of {} is gone.", self.called(resource))))
            }
            Event::Closed { resource } => Some(match self.state.running {
                Some(task) => Words::on(task).text(format!(" closes {}.", self.called(resource))),
                None => Words::begin(format!("{} is closed.", capitalized(&self.called(resource)))),
            }),
            _ => None,
        }
    }

    /// A hold that is given back, without the full stop: it may go to somebody at once.
    pub(super) fn gives_back(
        self,
        resource: ResourceId,
        access: Access,
        permits: u32,
        holder: Option<TaskId>,
    ) -> Words {
        let is_semaphore = self.trace.resource_kind(resource) == Some(ResourceKind::Semaphore);
        let is_held_outside =
            || self.state.resource(resource).is_some_and(|state| state.holding_tasks().next() == Some(None));
        if is_semaphore && holder.is_none() && !is_held_outside() {
            let permits = count_text(permits.into(), "permit");
            let words = Words::on_whom(self.state.running);
            return words.text(format!(" adds {permits} to {}", self.called(resource)));
        }
        let held = self.hold(resource, access, permits);
        Words::on_whom(holder.or(self.state.running)).text(format!(" gives {held} back"))
    }

    /// Goes on with whom it goes to.
    pub(super) fn hands_over(self, told: Words, resource: ResourceId, ticket: Ticket) -> Words {
        let waiter = self.state.resource(resource).and_then(|state| state.waiter(ticket));
        let Some(&Waiter { task, permits, .. }) = waiter else { return told.text(".") };
        let goes = match self.trace.resource_kind(resource) {
            Some(ResourceKind::Semaphore) => permits_go(permits, ""),
            _ => "it goes".to_owned(),
        };
        told.text(format!("; {goes} to ")).tasks(&TaskList::new([task])).text(", who waited first.")
    }

    fn called(self, resource: ResourceId) -> String {
        resource_text(self.trace, resource)
    }

    /// What is held: `mutex 2`, `rwlock 1 to read`, `2 permits of semaphore 1`.
    fn hold(self, resource: ResourceId, access: Access, permits: u32) -> String {
        let called = self.called(resource);
        match (self.trace.resource_kind(resource), access) {
            (Some(ResourceKind::RwLock), Access::Shared) => format!("the read lock of {called}"),
            (Some(ResourceKind::RwLock), Access::Exclusive) => format!("the write lock of {called}"),
            (Some(ResourceKind::Semaphore), _) => {
                format!("{} of {called}", count_text(permits.into(), "permit"))
            }
            _ => called,
        }
    }

    fn granted(self, resource: ResourceId, ticket: Ticket) -> Option<Words> {
        let state = self.state.resource(resource)?;
        let &Waiter { task, permits, .. } = state.waiter(ticket)?;
        let words = match state.kind {
            ResourceKind::Mutex | ResourceKind::RwLock => {
                Words::begin(format!("{} goes to ", capitalized(&self.called(resource))))
            }
            ResourceKind::Semaphore => Words::begin(format!(
                "{} to ",
                permits_go(permits, &format!(" of {}", self.called(resource)))
            )),
            ResourceKind::Mpsc => {
                Words::begin(format!("The free room in {} goes to ", self.called(resource)))
            }
            ResourceKind::Barrier => return self.all_have_come(state),
            ResourceKind::Oneshot
            | ResourceKind::Broadcast
            | ResourceKind::Watch
            | ResourceKind::Notify
            | ResourceKind::JoinSet
            | ResourceKind::Promise
            | ResourceKind::Fetch => return None,
        };
        Some(words.tasks(&TaskList::new([task])).text(", who waited first."))
    }

    /// Told once for all who are let through a barrier together.
    fn all_have_come(self, barrier: &ResourceState) -> Option<Words> {
        let called = self.called(barrier.id);
        (!barrier.is_anyone_granted()).then(|| match self.state.running {
            Some(last) => Words::on(last).text(format!(" is the last to come to {called}: all go on.")),
            None => Words::begin(format!("All have come to {called} and go on.")),
        })
    }

    /// Worth a sentence only while a task runs: at the end of a run everybody leaves every line.
    fn gave_up(self, resource: ResourceId, ticket: Ticket) -> Option<Words> {
        self.state.running?;
        let waiter = self.state.resource(resource)?.waiter(ticket)?;
        let is_barrier = self.trace.resource_kind(resource) == Some(ResourceKind::Barrier);
        let turn = match (is_barrier, waiter.is_granted) {
            (true, true) => ", though all had come",
            (true, false) => ", but still counts as having come",
            (false, true) => ", though its turn had come",
            (false, false) => "",
        };
        let words = Words::on_whom(waiter.task);
        Some(words.text(format!(" no longer waits for {}{turn}.", self.called(resource))))
    }

    fn sent(self, resource: ResourceId, len: u32) -> Option<Words> {
        let called = self.called(resource);
        let says = match self.trace.resource_kind(resource) {
            Some(ResourceKind::Watch) => format!(" sets a new value of {called}."),
            Some(ResourceKind::Oneshot) => format!(" sends the message of {called}."),
            Some(ResourceKind::JoinSet) => {
                return Some(Words::begin(format!("A task of {called} has ended; {}.", results_left(len))));
            }
            Some(ResourceKind::Promise) => {
                return Some(Words::begin(format!("{} is settled.", capitalized(&called))));
            }
            _ => format!(" sends a message; {called} holds {len} now."),
        };
        Some(Words::on(self.state.running?).text(says))
    }

    fn received(self, resource: ResourceId, len: u32) -> Option<Words> {
        let called = self.called(resource);
        let says = match self.trace.resource_kind(resource) {
            Some(ResourceKind::Watch) => format!(" reads the value of {called}."),
            Some(ResourceKind::Oneshot) => format!(" takes the message of {called}."),
            Some(ResourceKind::JoinSet) => {
                format!(" takes the result of a task of {called}; {}.", results_left(len))
            }
            Some(ResourceKind::Promise) => format!(" takes the value of {called}."),
            Some(ResourceKind::Notify) => format!(" takes the notification that {called} kept."),
            _ => format!(" takes a message; {called} holds {len} now."),
        };
        Some(Words::on(self.state.running?).text(says))
    }

    fn notified(self, resource: ResourceId, woken: u32, stored: bool) -> Words {
        let called = self.called(resource);
        let outcome = match (woken, stored) {
            (0, true) => "nobody waits: kept for the next".to_owned(),
            (0, false) => "nobody waits".to_owned(),
            (woken, _) => format!("{woken} that waited {} woken", if woken == 1 { "is" } else { "are" }),
        };
        Words::on_whom(self.state.running).text(format!(" notifies {called}; {outcome}."))
    }
}

fn results_left(len: u32) -> String {
    match len {
        0 => "no result is left to take".to_owned(),
        1 => "1 result is left to take".to_owned(),
        len => format!("{len} results are left to take"),
    }
}

fn permits_go(permits: u32, of: &str) -> String {
    let go = if permits == 1 { "goes" } else { "go" };
    format!("{}{of} {go}", count_text(permits.into(), "permit"))
}
