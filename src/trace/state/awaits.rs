//! The awaits that a task stands at: its own, and those of the nodes inside it.

use std::collections::BTreeMap;

use taskscope_runtime::{NodeId, PlaceId, Wait};

/// An await that a task, or a node in it, stands at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Await {
    /// The node; `None` at the task's own level.
    pub node: Option<NodeId>,
    /// What it waits for.
    pub on: Wait,
    /// The line.
    pub place: PlaceId,
}

/// All awaits of a task: those that its last poll met, and those of nodes that it did not poll.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Awaits {
    /// Counts the polls.
    poll: u32,
    met: Met,
}

/// Awaits, each with the poll that met it. Mostly there is one, which needs no memory of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Met {
    #[default]
    None,
    One(Await, u32),
    /// By node. A node that is no future of ours can meet several.
    Several(BTreeMap<(Option<NodeId>, u32), (Await, u32)>),
}

impl Awaits {
    /// How many there are to wait for.
    #[must_use]
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self.met, Met::None)
    }

    /// The only one. `None` if there are none or several.
    #[must_use]
    pub fn only(&self) -> Option<Await> {
        let mut awaits = self.iter();
        awaits.next().filter(|_| awaits.next().is_none()).copied()
    }

    /// Those that can let the task go on, those at its own level first, then by node: what its last poll met, and if it
    /// met nothing at its own level, what its nodes met before. If it did, its code stands there, and a node that it did
    /// not poll then is not polled at all.
    pub fn iter(&self) -> impl Iterator<Item = &Await> {
        let has_own = self.met().next().is_some_and(|(first, _)| first.node.is_none());
        self.met().filter(move |&(_, poll)| !has_own || poll == self.poll).map(|(wait, _)| wait)
    }

    /// All of them, those of nodes that are not polled included.
    pub fn all(&self) -> impl Iterator<Item = &Await> {
        self.met().map(|(wait, _)| wait)
    }

    fn met(&self) -> impl Iterator<Item = (&Await, u32)> {
        let (one, several) = match &self.met {
            Met::None => (None, None),
            Met::One(only, poll) => (Some((only, *poll)), None),
            Met::Several(awaits) => (None, Some(awaits)),
        };
        let several = several.into_iter().flat_map(BTreeMap::values);
        one.into_iter().chain(several.map(|(wait, poll)| (wait, *poll)))
    }

    /// For how many there is memory beside the task's own.
    pub(super) fn spilled(&self) -> usize {
        if let Met::Several(awaits) = &self.met { awaits.len() } else { 0 }
    }

    /// A poll begins: it will meet what it meets at the task's own level anew.
    pub(super) fn start_poll(&mut self) {
        self.poll = self.poll.wrapping_add(1);
        self.forget(None);
    }

    pub(super) fn push(&mut self, new: Await) {
        let poll = self.poll;
        match &mut self.met {
            Met::None => self.met = Met::One(new, poll),
            Met::One(first, met) => {
                let mut awaits = BTreeMap::from([((first.node, 0), (*first, *met))]);
                add(&mut awaits, new, poll);
                self.met = Met::Several(awaits);
            }
            Met::Several(awaits) => add(awaits, new, poll),
        }
    }

    /// Forgets those of a node, or of the task's own level.
    pub(super) fn forget(&mut self, node: Option<NodeId>) {
        match &mut self.met {
            Met::One(only, _) if only.node == node => self.met = Met::None,
            Met::None | Met::One(..) => {}
            Met::Several(awaits) => {
                while let Some((&key, _)) = awaits.range((node, 0)..=(node, u32::MAX)).next() {
                    awaits.remove(&key);
                }
                if awaits.is_empty() {
                    self.met = Met::None;
                }
            }
        }
    }

    /// Forgets all.
    pub(super) fn clear(&mut self) {
        self.met = Met::None;
    }
}

fn add(awaits: &mut BTreeMap<(Option<NodeId>, u32), (Await, u32)>, new: Await, poll: u32) {
    let last = awaits.range((new.node, 0)..=(new.node, u32::MAX)).next_back();
    let number = last.map_or(0, |(&(_, number), _)| number.saturating_add(1));
    awaits.insert((new.node, number), (new, poll));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(node: Option<NodeId>, line: u32) -> Await {
        Await { node, on: Wait::Yield, place: PlaceId(line) }
    }

    fn lines<'a>(awaits: impl Iterator<Item = &'a Await>) -> Vec<u32> {
        awaits.map(|wait| wait.place.0).collect()
    }

    #[test]
    fn a_node_that_was_not_polled_still_waits() {
        let [first, second] = [Some(NodeId(1)), Some(NodeId(2))];
        let mut awaits = Awaits::default();
        for new in [at(second, 1), at(first, 3), at(second, 4)] {
            awaits.push(new);
        }
        awaits.start_poll();
        awaits.forget(second);
        awaits.push(at(second, 5));
        assert_eq!(lines(awaits.iter()), [3, 5]);
        awaits.forget(second);
        assert_eq!(awaits.only(), Some(at(first, 3)));
        awaits.forget(first);
        assert!(awaits.is_empty());
    }

    #[test]
    fn where_the_code_stands_elsewhere_a_node_that_was_not_polled_does_not_count() {
        let node = Some(NodeId(1));
        let mut awaits = Awaits::default();
        awaits.push(at(node, 1));
        awaits.push(at(None, 2));
        assert_eq!(lines(awaits.iter()), [2, 1], "as with a timeout: both were polled");
        awaits.start_poll();
        awaits.push(at(None, 3));
        assert_eq!((lines(awaits.iter()), lines(awaits.all())), (vec![3], vec![3, 1]));
    }
}
