//! Traces that start in the middle: ids with gaps, and what was dropped is forgotten.

use taskscope_format::{Access, Event, NodeId, ResourceId, ResourceKind, TaskId, TextId, WakeSource};
use taskscope_trace::{AxisKind, Phase, SpanKind};

use super::written::{MAIN, WRITER, acquired, line, made, polled, queued, run_of, scene, state_after};

const LATE: TaskId = TaskId(4_000_000_000);

/// A trace whose first events were dropped, as a task, a node and a lock with high numbers were left.
fn from_the_middle() -> Vec<Event> {
    let mut events = vec![
        Event::EventsDropped { count: 1_000_000 },
        Event::TaskSpawned { task: LATE, parent: None, name: TextId(2), place: line(1) },
        Event::TaskSpawned { task: WRITER, parent: None, name: TextId(1), place: line(1) },
        Event::TaskReady { task: LATE, by: WakeSource::Spawn },
    ];
    let node = NodeId(9_000);
    let resource = ResourceId(77);
    events.extend(polled(
        LATE,
        [
            Event::NodeCreated { node, parent: None, label: TextId(3), place: line(3) },
            Event::NodeCreated { node: NodeId(12), parent: Some(node), label: TextId(3), place: line(3) },
            made(resource, ResourceKind::Mutex, None),
            Event::Acquired { resource, access: Access::Exclusive, permits: 1, node: Some(node) },
        ],
    ));
    events
}

#[test]
fn ids_can_have_gaps() {
    let state = state_after(&from_the_middle());
    assert_eq!(state.tasks.values().map(|task| task.id).collect::<Vec<_>>(), [LATE, WRITER]);
    assert_eq!(state.task(LATE).map(|task| task.phase), Some(Phase::Waiting));
    assert_eq!(state.nodes_of(LATE).count(), 2);
    let lock = state.resource(ResourceId(77)).expect("it was made");
    assert_eq!(lock.holding_tasks().collect::<Vec<_>>(), [Some(LATE)]);
    assert!(state.queue.is_empty());
}

#[test]
fn lanes_and_names_follow_ids_with_gaps() {
    let run = run_of(&from_the_middle());
    let (trace, lanes) = (run.trace(), run.lanes());
    assert_eq!((trace.task_name(LATE), trace.task_name(TaskId(3))), ("writer", "?"));
    let lane = lanes.lane(LATE).expect("it has a lane");
    let kinds: Vec<_> = lane.track().spans().map(|span| span.kind).collect();
    assert_eq!(kinds, [SpanKind::Ready, SpanKind::Running, SpanKind::Waiting]);
    assert_eq!(lane.rows().iter().map(|node| node.depth).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(lanes.index_of(WRITER), Some(1));
    assert!(lanes.lane(TaskId(1)).is_none());
    assert!(run.axis(AxisKind::Elastic).length() > 1.0);
}

#[test]
fn what_was_not_written_again_is_forgotten() {
    let mut events = scene(3, ResourceKind::Mutex, None);
    events.extend(polled(WRITER, [acquired(Access::Exclusive, 1), queued(0, 1)]));
    events.push(Event::PollStarted { task: MAIN });
    events.extend(from_the_middle());
    assert!(state_after(&events) == state_after(&from_the_middle()));
}
