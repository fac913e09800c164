//! What is to be drawn of a trace: stretches of time on threads, flows between them, instants, and a counter.

use taskscope_sorted::SortedMap;

use taskscope_format::{
    Event, Micros, NodeId, PlaceId, ResourceId, RunEnd, TaskId, TextId, ThreadEvent, ThreadId, TimerId,
    TurnCause, Wait, WakeSource, WorkerId,
};

use crate::{Moment, Outcome, Phase, State, TaskChange, Whom, Woke};

/// The thread of what the first worker does outside of tasks. Ids of tasks count from 1.
pub(super) const EXECUTOR: u32 = 0;

/// The first thread that is one of the program: behind those of tasks, of which there are no more than events.
const FIRST_THREAD: u32 = 1 << 30;

fn thread_of(thread: ThreadId) -> u32 {
    FIRST_THREAD.saturating_add(thread.0)
}

/// The thread of the program that a thread stands for.
pub(super) fn thread_at(thread: u32) -> Option<ThreadId> {
    (FIRST_THREAD..FIRST_WORKER).contains(&thread).then(|| ThreadId(thread - FIRST_THREAD))
}

/// The first thread of another worker, behind all others.
const FIRST_WORKER: u32 = 1 << 31;

/// The thread of what a worker does outside of tasks.
fn outside(worker: WorkerId) -> u32 {
    if worker == WorkerId::FIRST { EXECUTOR } else { FIRST_WORKER.saturating_add(worker.0) }
}

/// The worker that a thread stands for.
pub(super) fn worker_of(thread: u32) -> Option<WorkerId> {
    if thread == EXECUTOR { Some(WorkerId::FIRST) } else { thread.checked_sub(FIRST_WORKER).map(WorkerId) }
}

/// What happens during a stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Ready,
    Poll,
    /// Waiting for the first of so many awaits.
    Waiting(Option<(Wait, PlaceId)>, usize),
    NodePoll(NodeId, Option<TextId>),
    Work(PlaceId),
    Turn(TurnCause),
    TimerFires(TimerId),
    PromiseSettles(ResourceId),
    WokenFromOutside,
    /// A thread starts.
    Starts,
    /// A thread does a call.
    Call,
}

impl What {
    /// The line of the source where it happens.
    pub(super) fn place(self) -> Option<PlaceId> {
        match self {
            Self::Waiting(Some((_, place)), 1) | Self::Work(place) => Some(place),
            Self::Waiting(..)
            | Self::Ready
            | Self::Poll
            | Self::NodePoll(..)
            | Self::Turn(_)
            | Self::TimerFires(_)
            | Self::PromiseSettles(_)
            | Self::WokenFromOutside
            | Self::Starts
            | Self::Call => None,
        }
    }
}

/// A stretch of time on a thread.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slice {
    pub(super) thread: u32,
    pub(super) what: What,
    pub(super) from: Micros,
    pub(super) to: Micros,
}

/// An end of a flow.
#[derive(Clone, Copy, Debug)]
pub(super) struct Point {
    pub(super) thread: u32,
    pub(super) time: Micros,
}

/// What happens at a moment.
#[derive(Clone, Copy, Debug)]
pub(super) enum Instant {
    Output(TextId),
    Mark(TextId),
    Cancelled,
    Panicked(TextId),
    RunEnded(RunEnd),
    EventsDropped(u64),
}

/// What is known of a thread.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// Its place among the threads.
    pub(super) place: usize,
    /// The slices that go on, each inside the one before it.
    open: Vec<usize>,
    /// When the last of them ended that nothing was around.
    ended: Micros,
    /// The first await of the poll, and how many there were.
    first_wait: Option<(Wait, PlaceId)>,
    waits: usize,
    /// The wake that leads to its next poll.
    wake: Option<Point>,
}

/// All that is to be drawn. Slices stand in the order of their beginnings, so that the outer come before the inner.
#[derive(Debug, Default)]
pub(super) struct Picture {
    pub(super) slices: Vec<Slice>,
    pub(super) flows: Vec<(Point, Point)>,
    pub(super) instants: Vec<(Point, Instant)>,
    /// How many tasks are in the queue from each time on.
    pub(super) depths: Vec<(Micros, usize)>,
    pub(super) rows: SortedMap<u32, Row>,
}

/// Where something happens: at the task that the worker polls, or at the worker itself.
fn here(state: &State, now: Micros) -> Point {
    Point { thread: state.running().map_or_else(|| outside(state.worker), |task| task.0), time: now }
}

/// How much of a picture there is at a step.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counts {
    slices: usize,
    flows: usize,
    instants: usize,
    depths: usize,
}

impl Picture {
    /// How much there is so far.
    pub(super) fn counts(&self) -> Counts {
        let Self { slices, flows, instants, depths, .. } = self;
        let (slices, flows) = (slices.len(), flows.len());
        Counts { slices, flows, instants: instants.len(), depths: depths.len() }
    }

    /// Leaves out what was over at a time, when there was so much; what went on begins there.
    pub(super) fn begin_at(&mut self, before: Counts, from: Micros) {
        let mut index = 0;
        self.slices.retain_mut(|slice| {
            index += 1;
            slice.from = slice.from.max(from);
            index > before.slices || slice.to > from
        });
        // A wake leads from one slice to another: both have to be there.
        self.flows.drain(..before.flows.min(self.flows.len()));
        self.flows.retain(|(start, _)| start.time >= from);
        self.instants.drain(..before.instants.min(self.instants.len()));
        let queued = self.depths.get(before.depths.wrapping_sub(1)).map(|&(_, depth)| (from, depth));
        self.depths.splice(..before.depths.min(self.depths.len()), queued);
    }

    /// Takes in what an event changed.
    pub(super) fn take(&mut self, outcome: &Outcome<'_>) {
        let Outcome { state, time, changes, .. } = *outcome;
        if let Some(change) = changes.task.filter(|change| change.is_new_phase()) {
            self.change_task(change, time);
        }
        if let Some(Woke { whom: Whom::Task(task), by, is_again: false }) = changes.woke {
            self.wake(task, by, (here(state, time), outside(state.worker)));
        }
        self.set_depth(state.queue.len(), time);
    }

    fn change_task(&mut self, change: TaskChange, now: Micros) {
        let TaskChange { id, from, to } = change;
        match to {
            // What it does begins when it is ready.
            Phase::Waiting if from.is_none() => self.add_row(id.0),
            Phase::Waiting => {
                let row = self.row(id.0);
                let waits = What::Waiting(row.first_wait, row.waits);
                self.change(id, now, waits);
            }
            Phase::Ready => self.change(id, now, What::Ready),
            Phase::Running => self.begin_poll(id, now),
            Phase::Done | Phase::Cancelled | Phase::Panicked => self.end_task(id, now),
        }
    }

    /// Looks at an event, with the state before it: at what is said in it beside what it changes.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the others are not in the picture")]
    pub(super) fn see(&mut self, moment: Moment<'_>) {
        let Moment { state, event, time: now, .. } = moment;
        let here = here(state, now);
        let (thread, outside) = (here.thread, outside(state.worker));
        match event {
            Event::TaskReady { by, .. } => self.wakes_at_once(by, outside, now),
            Event::TaskCancelled { task, .. } => {
                self.instants.push((Point { thread: task.0, time: now }, Instant::Cancelled));
            }
            Event::TaskPanicked { task, message, .. } => {
                self.instants.push((Point { thread: task.0, time: now }, Instant::Panicked(message)));
            }
            Event::Waiting { on, place, .. } => {
                let row = self.row(thread);
                row.first_wait.get_or_insert((on, place));
                row.waits += 1;
            }
            Event::NodePollStarted { node } => {
                let label = state.nodes.get(node).map(|node| node.label);
                self.begin(here, What::NodePoll(node, label));
            }
            Event::NodePollEnded { node, .. } => {
                self.end_if(here, |what| matches!(what, What::NodePoll(begun, _) if begun == node));
            }
            Event::WorkStarted { place, .. } => self.begin(here, What::Work(place)),
            Event::WorkEnded => self.end_if(here, |what| matches!(what, What::Work(_))),
            Event::TurnStarted { cause } => {
                self.end_all(outside, now);
                self.begin(Point { thread: outside, time: now }, What::Turn(cause));
            }
            Event::TurnEnded { .. } => self.end_all(outside, now),
            Event::TimerFired { timer } => self.at_once(outside, now, What::TimerFires(timer)),
            Event::Thread(ThreadEvent::Started { thread, .. }) => {
                self.begin(Point { thread: thread_of(thread), time: now }, What::Starts);
            }
            Event::Thread(ThreadEvent::Ready { thread, .. } | ThreadEvent::Ended { thread, .. }) => {
                self.end_all(thread_of(thread), now);
            }
            Event::Thread(ThreadEvent::CallEnded { thread, started, duration }) => {
                let ended = Micros(started.0.saturating_add(duration.0));
                self.add_call(thread_of(thread), [started, ended], now);
            }
            Event::Output { text, .. } => self.instants.push((here, Instant::Output(text))),
            Event::Mark { text, .. } => self.instants.push((here, Instant::Mark(text))),
            Event::RunEnded { how } => self.instants.push((here, Instant::RunEnded(how))),
            Event::EventsDropped { count } => {
                self.finish(now);
                self.instants.push((here, Instant::EventsDropped(count)));
            }
            _ => {}
        }
    }

    /// Sets how many tasks are in the queue.
    fn set_depth(&mut self, depth: usize, now: Micros) {
        if self.depths.last().map_or(0, |&(_, last)| last) != depth {
            self.depths.push((now, depth));
        }
    }

    /// Ends everything that goes on.
    pub(super) fn finish(&mut self, now: Micros) {
        for row in self.rows.values_mut() {
            for index in row.open.drain(..) {
                self.slices[index].to = now;
            }
            *row = Row { place: row.place, ended: now, ..Row::default() };
        }
    }

    /// `here` is where the wake happens, `outside` the thread of the worker that does it.
    fn wake(&mut self, task: TaskId, by: WakeSource, (here, outside): (Point, u32)) {
        let from = match by {
            WakeSource::Spawn => here,
            WakeSource::Task(by) => Point { thread: by.0, ..here },
            WakeSource::Thread(thread) => Point { thread: thread_of(thread), ..here },
            WakeSource::Timer(_) | WakeSource::Promise(_) | WakeSource::Outside | WakeSource::Unknown => {
                Point { thread: outside, ..here }
            }
        };
        // What spawns the main task is not in the trace.
        let is_seen = by != WakeSource::Unknown && !(by == WakeSource::Spawn && here.thread == outside);
        self.row(task.0).wake = Some(from).filter(|_| is_seen);
    }

    /// What wakes on the thread of a worker takes no time there.
    fn wakes_at_once(&mut self, by: WakeSource, outside: u32, now: Micros) {
        match by {
            WakeSource::Promise(promise) => self.at_once(outside, now, What::PromiseSettles(promise)),
            WakeSource::Outside => self.at_once(outside, now, What::WokenFromOutside),
            WakeSource::Spawn
            | WakeSource::Task(_)
            | WakeSource::Timer(_)
            | WakeSource::Thread(_)
            | WakeSource::Unknown => {}
        }
    }

    fn begin_poll(&mut self, task: TaskId, now: Micros) {
        let here = Point { thread: task.0, time: now };
        let row = self.row(task.0);
        let wake = row.wake.take();
        *row = Row { place: row.place, open: std::mem::take(&mut row.open), ..Row::default() };
        self.flows.extend(wake.map(|wake| (wake, here)));
        self.change(task, now, What::Poll);
    }

    fn end_task(&mut self, task: TaskId, now: Micros) {
        self.end_all(task.0, now);
        let row = self.row(task.0);
        *row = Row { place: row.place, ..Row::default() };
    }

    /// Ends all that a task does, and begins something else.
    fn change(&mut self, task: TaskId, now: Micros, what: What) {
        self.end_all(task.0, now);
        self.begin(Point { thread: task.0, time: now }, what);
    }

    /// Something that takes no time.
    fn at_once(&mut self, thread: u32, now: Micros, what: What) {
        self.slices.push(Slice { thread, what, from: now, to: now });
        self.add_row(thread);
    }

    /// Begins something inside of what goes on.
    fn begin(&mut self, at: Point, what: What) {
        let index = self.slices.len();
        self.slices.push(Slice { thread: at.thread, what, from: at.time, to: at.time });
        self.row(at.thread).open.push(index);
    }

    /// Ends the innermost of what goes on if it is what is meant: a file can end what it never began.
    fn end_if(&mut self, at: Point, is_meant: impl Fn(What) -> bool) {
        let Some(&last) = self.row(at.thread).open.last() else { return };
        if is_meant(self.slices[last].what) {
            self.slices[last].to = at.time;
            self.row(at.thread).open.pop();
        }
    }

    fn end_all(&mut self, thread: u32, now: Micros) {
        let row = self.row(thread);
        row.ended = now;
        for index in std::mem::take(&mut row.open) {
            self.slices[index].to = now;
        }
    }

    /// A call of a thread, which was told of when it was over: one at a time, whatever a file says.
    fn add_call(&mut self, thread: u32, times: [Micros; 2], now: Micros) {
        if !self.row(thread).open.is_empty() {
            self.end_all(thread, now);
        }
        let row = self.row(thread);
        let [from, to] = times.map(|time| time.min(now).max(row.ended));
        row.ended = to;
        self.slices.push(Slice { thread, what: What::Call, from, to });
    }

    /// Gives a thread its place among the others.
    fn add_row(&mut self, thread: u32) {
        self.row(thread);
    }

    fn row(&mut self, thread: u32) -> &mut Row {
        let place = self.rows.len();
        self.rows.entry(thread).or_insert_with(|| Row { place, ..Row::default() })
    }
}
