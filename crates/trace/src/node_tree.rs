//! The futures inside a task as a tree, for a list that is read from the top.

use taskscope_format::{NodeId, TaskId};

use super::{Await, Awaits, NodeState, State};

/// A future of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeNode<'a> {
    /// The future.
    pub node: &'a NodeState,
    /// How deep it stands; 0 right under the task.
    pub depth: usize,
    /// What it stands at itself, without what those inside it stand at.
    pub awaits: Vec<Await>,
}

/// The futures inside a task that are still there, each followed by those inside it, in the order in which they were made.
/// So many at most; the number is that of all of them.
#[must_use]
pub fn node_tree(state: &State, task: TaskId, most: usize) -> (Vec<TreeNode<'_>>, usize) {
    let nodes: Vec<&NodeState> = state.nodes_of(task).collect();
    let awaits = state.task(task).map(|task| &task.awaits);
    let awaits_of = |id: NodeId| {
        let all = awaits.into_iter().flat_map(Awaits::all);
        all.filter(|wait| wait.node == Some(id)).copied().collect()
    };
    // A file may say that a future stands inside a later one or in another task's: such a one is a root, as is one whose
    // parent is gone.
    let is_inside = |node: &NodeState, parent: NodeId| {
        state.nodes.get(parent).is_some_and(|parent| parent.task == task && parent.id < node.id)
    };
    let roots = nodes.iter().filter(|node| node.parent.is_none_or(|parent| !is_inside(node, parent)));
    let mut tree = Vec::new();
    // A stack rather than recursion: a trace from a file can be as deep as it likes.
    let mut stack: Vec<(usize, &NodeState)> = Vec::new();
    for &root in roots.take(most) {
        stack.push((0, root));
        while let Some((depth, node)) = stack.pop().filter(|_| tree.len() < most) {
            tree.push(TreeNode { node, depth, awaits: awaits_of(node.id) });
            let inside = nodes.iter().rev();
            let inside = inside.filter(|inside| inside.parent == Some(node.id) && inside.id > node.id);
            stack.extend(inside.map(|&inside| (depth + 1, inside)));
        }
    }
    (tree, nodes.len())
}
