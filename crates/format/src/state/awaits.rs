//! The awaits at which a task waits: its own, and those of the nodes inside it.

use taskscope_sorted::SortedMap;

use crate::{NodeId, PlaceId, Wait};

/// An await at which a task, or a node in it, waits.
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

/// An await, and the poll that met it.
type InPoll = (Await, u32);

/// Awaits by node, those at the task's own level first. Mostly there is one, which needs no memory of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Met {
    #[default]
    None,
    One(InPoll),
    /// Not more than [`Met::FEW`].
    Few(Vec<InPoll>),
    /// A node that is no future of ours can meet several, which are numbered.
    Many(SortedMap<(Option<NodeId>, u32), InPoll>),
}

impl Met {
    /// So many are quicker to look through than a map is to search.
    const FEW: usize = 16;
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
        let (listed, mapped) = match &self.met {
            Met::None => (&[][..], None),
            Met::One(only) => (std::slice::from_ref(only), None),
            Met::Few(awaits) => (&awaits[..], None),
            Met::Many(awaits) => (&[][..], Some(awaits)),
        };
        let mapped = mapped.into_iter().flat_map(SortedMap::values);
        listed.iter().chain(mapped).map(|(wait, poll)| (wait, *poll))
    }

    /// For how many there is memory beside the task's own.
    pub(super) fn spilled(&self) -> usize {
        match &self.met {
            Met::None | Met::One(_) => 0,
            Met::Few(awaits) => awaits.len(),
            Met::Many(awaits) => awaits.len() * 2,
        }
    }

    /// A poll begins: it will meet what it meets at the task's own level anew.
    pub(super) fn start_poll(&mut self) {
        self.poll = self.poll.wrapping_add(1);
        self.forget(None);
    }

    pub(super) fn push(&mut self, new: Await) {
        let new = (new, self.poll);
        match &mut self.met {
            Met::None => self.met = Met::One(new),
            // A stream that was asked twice in one poll waits twice for the same at the same line: that is one await.
            // Among many it is not looked for: that would cost more than it is worth.
            Met::One(first) if *first == new => {}
            Met::Few(awaits) if awaits.contains(&new) => {}
            Met::One(first) => {
                let mut awaits = vec![*first];
                insert(&mut awaits, new);
                self.met = Met::Few(awaits);
            }
            Met::Few(awaits) if awaits.len() < Met::FEW => insert(awaits, new),
            Met::Few(awaits) => {
                let mut map = SortedMap::new();
                awaits.drain(..).chain([new]).for_each(|wait| add(&mut map, wait));
                self.met = Met::Many(map);
            }
            Met::Many(awaits) => add(awaits, new),
        }
    }

    /// Forgets those of a node, or of the task's own level.
    pub(super) fn forget(&mut self, node: Option<NodeId>) {
        let is_empty = match &mut self.met {
            Met::None => return,
            Met::One((only, _)) => only.node == node,
            Met::Few(awaits) => {
                awaits.retain(|(wait, _)| wait.node != node);
                awaits.is_empty()
            }
            Met::Many(awaits) => {
                while let Some((&key, _)) = awaits.range((node, 0)..=(node, u32::MAX)).next() {
                    awaits.remove(&key);
                }
                awaits.is_empty()
            }
        };
        if is_empty {
            self.met = Met::None;
        }
    }

    /// Forgets all.
    pub(super) fn clear(&mut self) {
        self.met = Met::None;
    }
}

/// Behind those of the same node.
fn insert(awaits: &mut Vec<InPoll>, new: InPoll) {
    let at = awaits.partition_point(|(wait, _)| wait.node <= new.0.node);
    awaits.insert(at, new);
}

fn add(awaits: &mut SortedMap<(Option<NodeId>, u32), InPoll>, new: InPoll) {
    let node = new.0.node;
    let last = awaits.range((node, 0)..=(node, u32::MAX)).next_back();
    let number = last.map_or(0, |(&(_, number), _)| number.saturating_add(1));
    awaits.insert((node, number), new);
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
    fn what_is_met_again_in_one_poll_is_one_await() {
        let node = Some(NodeId(1));
        let mut awaits = Awaits::default();
        for new in [at(None, 1), at(None, 1), at(node, 1), at(None, 2), at(None, 1)] {
            awaits.push(new);
        }
        assert_eq!(lines(awaits.iter()), [1, 2, 1]);
    }

    #[test]
    fn many_are_as_few() {
        let mut awaits = Awaits::default();
        for line in 0..100 {
            awaits.push(at(Some(NodeId(100 - line)), line));
        }
        assert_eq!(lines(awaits.iter()), (0..100).rev().collect::<Vec<_>>());
        for node in (1..=100).filter(|node| node % 10 > 0) {
            awaits.forget(Some(NodeId(node)));
        }
        assert_eq!(lines(awaits.iter()), [90, 80, 70, 60, 50, 40, 30, 20, 10, 0]);
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
