//! The critical path of a run: the one chain of polls and waits that made it as long as it was.

use taskscope_format::{Event, TaskId, ThreadEvent, ThreadId, TimerId, WakeSource};
use taskscope_trace::{Step, Trace};

use super::backwards::{Backwards, Wake};

/// What a stretch of the path was spent with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SegmentKind {
    /// The task was polled.
    Running,
    /// The task was in the queue.
    Ready,
    /// The task waited for a timer, from when that was set until it fired.
    Timer(TimerId),
    /// A thread was waited for, from when it was called.
    Thread(ThreadId),
    /// Something outside the executor was waited for; also what lies before the first poll.
    Outside,
}

/// A stretch of the critical path. `from` and `to` are the steps right after the events that begin and end it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The task that it is about; `None` before the first.
    pub task: Option<TaskId>,
    /// What it was spent with.
    pub kind: SegmentKind,
    /// Where it begins.
    pub from: Step,
    /// Where it ends.
    pub to: Step,
}

/// The critical path of a run, from its start to its end without gaps: the lengths add up to the makespan.
///
/// It is found backwards: from the last poll to the wake that led to it, from there to whoever woke, and so on. Where a
/// poll had several wakes, the first counts: that one made the task ready. To shorten the run, something on this path
/// has to become shorter (as in the critical path method of Kelley and Walker, 1959, here over a schedule that was).
///
/// One pass over the trace; what it needs beside that is the path itself, at most two segments for each poll.
#[must_use]
pub fn critical_path(trace: &Trace) -> Vec<Segment> {
    let mut events = Backwards::new(trace, trace.end());
    let mut path = Path { segments: Vec::new(), at: trace.end() };
    let mut runs = Runs::Anyone;
    while let Some((poll, task)) = events.find_poll(runs.task()) {
        path.close(task, SegmentKind::Running, poll);
        let Some(wake) = events.find_wake(task, |_, _| {}) else { break };
        path.close(task, SegmentKind::Ready, wake.ready);
        let Some(before) = path.close_wait(task, wake, &mut events) else { break };
        runs = before;
    }
    path.finish()
}

/// Who runs where the path goes on.
#[derive(Clone, Copy)]
enum Runs {
    /// This task.
    Task(TaskId),
    /// Whoever does: the next poll that is met.
    Anyone,
}

impl Runs {
    fn task(self) -> Option<TaskId> {
        match self {
            Self::Task(task) => Some(task),
            Self::Anyone => None,
        }
    }
}

struct Path {
    /// From the last to the first.
    segments: Vec<Segment>,
    /// Where the last one found begins.
    at: Step,
}

impl Path {
    fn close(&mut self, task: impl Into<Option<TaskId>>, kind: SegmentKind, from: Step) {
        if from < self.at {
            self.segments.push(Segment { task: task.into(), kind, from, to: self.at });
            self.at = from;
        }
    }

    /// What lies before a wake. Gives who runs there; `None` at the start.
    fn close_wait(&mut self, task: TaskId, wake: Wake, events: &mut Backwards<'_>) -> Option<Runs> {
        if wake.ready != wake.woken {
            // It was queued at the end of its own poll, which is what happened before, whoever woke it then.
            return Some(Runs::Task(task));
        }
        let (from, kind, runs) = match wake.by {
            WakeSource::Task(waker) => return Some(Runs::Task(waker)),
            WakeSource::Spawn => return events.find_parent(task).map(Runs::Task),
            WakeSource::Timer(id) => {
                let is_set = |event| matches!(event, Event::TimerSet { timer, .. } if timer == id);
                (events.find(|&(_, event)| is_set(event))?.0, SegmentKind::Timer(id), Runs::Anyone)
            }
            WakeSource::Promise(id) => {
                let is_made =
                    |event| matches!(event, Event::ResourceCreated { resource, .. } if resource == id);
                (events.find(|&(_, event)| is_made(event))?.0, SegmentKind::Outside, Runs::Anyone)
            }
            WakeSource::Thread(id) => {
                // A task called it, or started it, which is where the path goes on.
                let is_it = |event| {
                    matches!(event, Event::Thread(ThreadEvent::CallPosted { thread, .. } | ThreadEvent::Started { thread, .. })
                        if thread == id)
                };
                let (from, event) = events.find(|&(_, event)| is_it(event))?;
                let by =
                    if let Event::Thread(ThreadEvent::CallPosted { task, .. }) = event { task } else { None };
                (from, SegmentKind::Thread(id), by.map_or(Runs::Anyone, Runs::Task))
            }
            WakeSource::Outside | WakeSource::Unknown => {
                let is_end = |event| matches!(event, Event::PollEnded { task: ended } if ended == task);
                (events.find(|&(_, event)| is_end(event))?.0, SegmentKind::Outside, Runs::Task(task))
            }
        };
        self.close(task, kind, from);
        Some(runs)
    }

    fn finish(mut self) -> Vec<Segment> {
        self.close(None, SegmentKind::Outside, Step(0));
        self.segments.reverse();
        self.segments
    }
}
