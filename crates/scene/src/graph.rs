//! The wait-for graph of a state: tasks and resources as boxes, and who waits for whom as arrows between them. Pure.
//!
//! Those who wait stand above what they wait for, and that above who holds it: a chain of waits is read downwards. A circle
//! of waits has an arrow that leads back up, and its arrows are marked.
//!
//! The layout is our own, 300 lines. Of the registry's layered layouts, those for pages are `rust-sugiyama` 0.4, on petgraph,
//! and `dagre` 0.1, a port of dagre.js; in an empty wasm module they weigh 39 and 94 kB with gzip. Neither breaks a row that
//! is wider than the pane or joins the links that lead to one box, and the first gives no way for a link to take: what is
//! special here would have to be written around them. Others draw into a terminal (`ascii-dag`), or text and shapes of
//! their own (`layout-rs`).

mod collect;
mod layers;
mod layout;

use taskscope_format::{ResourceId, TaskId};

use super::{Point, Rect};
use taskscope_tell::say;
use taskscope_trace::{State, Trace};

/// What a box stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GraphItem {
    /// A task.
    Task(TaskId),
    /// A lock, a channel and the like.
    Resource(ResourceId),
}

/// A task or a resource.
#[derive(Clone, Debug, PartialEq)]
pub struct GraphBox {
    /// What it stands for.
    pub item: GraphItem,
    /// Its name.
    pub title: String,
    /// What it does or holds, in a few words.
    pub note: String,
    /// Where it stands.
    pub rect: Rect,
    /// It stands in a circle of waits.
    pub is_in_circle: bool,
}

/// What an arrow says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GraphLink {
    /// The first waits for the second.
    WaitsFor,
    /// The first is held by the second, or set aside for it.
    HeldBy,
}

impl GraphLink {
    /// In words, between the names of the two.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::WaitsFor => say::scene::waits_for(),
            Self::HeldBy => say::scene::is_held_by(),
        }
    }
}

/// An arrow.
#[derive(Clone, Debug, PartialEq)]
pub struct GraphArrow {
    /// The index of the box it comes from.
    pub from: usize,
    /// The index of the box it leads to.
    pub to: usize,
    /// What it says.
    pub link: GraphLink,
    /// It is part of a circle of waits.
    pub is_in_circle: bool,
    /// Where it goes along, both ends included.
    pub points: Vec<Point>,
}

/// The graph, laid out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WaitGraph {
    /// The boxes, those that are linked first.
    pub boxes: Vec<GraphBox>,
    /// The arrows.
    pub arrows: Vec<GraphArrow>,
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
    /// How many more tasks and resources there are that did not find room.
    pub left_out: usize,
}

impl WaitGraph {
    /// A box and where its arrows lead, in words.
    #[must_use]
    pub fn says(&self, index: usize) -> String {
        let Some(one) = self.boxes.get(index) else { return String::new() };
        let mut words = vec![one.title.clone()];
        words.extend((!one.note.is_empty()).then(|| one.note.clone()));
        let arrows = self.arrows.iter().filter(|arrow| arrow.from == index);
        words.extend(
            arrows.filter_map(|arrow| {
                Some(format!("{} {}", arrow.link.words(), self.boxes.get(arrow.to)?.title))
            }),
        );
        words.join(", ")
    }
}

/// The graph of a state, with at most this many boxes, and no more than 64.
#[must_use]
pub fn wait_graph(state: &State, trace: &Trace, most: usize) -> WaitGraph {
    let collected = collect::collect(state, most.min(64));
    layout::lay_out(collected, state, trace)
}

#[cfg(test)]
mod tests {
    use super::layers::{broken, layers, reached};

    /// Which boxes can be reached from themselves.
    fn circles(count: usize, links: &[(usize, usize)]) -> Vec<bool> {
        reached(count, links).iter().enumerate().map(|(place, &reached)| reached & 1 << place != 0).collect()
    }

    #[test]
    fn a_layer_that_is_too_wide_is_broken_and_what_has_no_links_stands_below() {
        // 0, 1, 2 and 3 wait for 4; 5 stands alone.
        let links = [(0, 4), (1, 4), (2, 4), (3, 4)];
        let (found, _) = layers(6, &links);
        assert_eq!(broken(&found, &links, 3), [0, 0, 0, 1, 2, 3]);
    }

    #[test]
    fn whoever_waits_stands_above_what_it_waits_for() {
        // 0 → 1 → 2, and 0 → 2.
        assert_eq!(layers(4, &[(0, 1), (1, 2), (0, 2)]), ([0, 1, 2, 0].to_vec(), vec![false; 3]));
    }

    #[test]
    fn a_circle_has_one_arrow_that_leads_back() {
        let links = [(0, 1), (1, 2), (2, 3), (3, 0), (4, 1)];
        let (found, back) = layers(5, &links);
        // It is entered where somebody waits who is not part of it.
        assert_eq!(found, [4, 1, 2, 3, 0]);
        assert_eq!(back, [true, false, false, false, false]);
        assert_eq!(circles(5, &links), [true, true, true, true, false]);
    }

    #[test]
    fn what_waits_for_itself_is_a_circle() {
        assert_eq!(layers(1, &[(0, 0)]), (vec![0], vec![true]));
        assert_eq!(circles(1, &[(0, 0)]), [true]);
    }
}
