//! What is lit: the same thing in the timeline, the sentences, the source and the state, because the visitor points at it in
//! one of them, or else because the cursor is there.

use taskscope_format::{Event, NodeId, PlaceId, ResourceId, Subject, TaskId, WorkerId};
use taskscope_gallery::Spot;
use taskscope_scene::Stretch;
use taskscope_trace::{
    Follower, Lane, Moment, NodeRow, Outcome, Phase, Replay, SpanKind, State, Step, Track,
};

use super::{Aim, Session};

/// Everything that shows the same thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lit {
    /// When it happened, from one step to another.
    pub times: Vec<[Step; 2]>,
    /// The tasks that it is about.
    pub tasks: Vec<TaskId>,
    /// The resource that it is about.
    pub resource: Option<ResourceId>,
    /// The lines of the source that it happened at.
    pub lines: Vec<u32>,
    /// The spans that it is part of, the one that it is about first.
    pub stretches: Vec<Stretch>,
}

impl Lit {
    /// Whether something that is told of two steps and what lies between them is lit.
    #[must_use]
    pub fn has_told(&self, from: Step, until: Step) -> bool {
        self.times.iter().any(|&[first, last]| first <= until && from <= last)
    }

    fn add_task(&mut self, task: TaskId) {
        if !self.tasks.contains(&task) {
            self.tasks.push(task);
        }
    }

    fn add_line(&mut self, line: Option<u32>) {
        self.lines.extend(line.filter(|line| !self.lines.contains(line)));
    }

    fn add_stretch(&mut self, stretch: Option<Stretch>) {
        let Some(stretch) = stretch.filter(|stretch| !self.stretches.contains(stretch)) else { return };
        self.add_task(stretch.task);
        self.stretches.push(stretch);
    }
}

/// What one event was about.
#[derive(Clone, Copy, Debug, Default)]
struct About {
    task: Option<TaskId>,
    node: Option<NodeId>,
    /// The task and the future that something was set aside for.
    receiver: Option<(TaskId, Option<NodeId>)>,
    resource: Option<ResourceId>,
    place: Option<PlaceId>,
}

impl Session {
    /// What is lit: what the visitor points at, or what happened at the cursor.
    #[must_use]
    pub fn lit(&self) -> Lit {
        let mut lit = Lit::default();
        match self.aim.unwrap_or(Aim::Step(self.cursor())) {
            Aim::Step(step) => self.light_step(&mut lit, step),
            Aim::Task(task) => {
                lit.add_task(task);
                if let Some(stretch) = self.stretch_at(self.cursor(), task, None) {
                    self.light_stretch(&mut lit, stretch);
                }
            }
            Aim::Resource(resource) => self.light_resource(&mut lit, resource),
            Aim::Line(line) => self.light_line(&mut lit, line),
            Aim::Stretch(stretch) => self.light_stretch(&mut lit, stretch),
        }
        lit
    }

    /// The span that a step is about.
    fn stretch_of_step(&self, step: Step) -> Option<Stretch> {
        let About { task, node, receiver, .. } = self.about(step);
        let (task, node) = receiver.or(Some((task?, node)))?;
        self.stretch_at(step, task, node).or_else(|| self.stretch_at(step, task, None))
    }

    /// What the stop of the tour points at, while the cursor is there; a finding is about its first task.
    #[must_use]
    pub fn spot(&self) -> Option<Stretch> {
        let (_, stop) = self.stop_here()?;
        let cursor = self.cursor();
        if stop.at == Spot::Finding {
            let task = self
                .run
                .findings()
                .list()
                .first()
                .filter(|found| found.step == cursor)?
                .tasks
                .first()
                .copied()?;
            return self.stretch_at(cursor, task, None);
        }
        self.stretch_of_step(cursor)
    }

    /// The line of the source that a step is at: that of its event, of the busy work that goes on, or at which its task waits.
    #[must_use]
    pub fn line_at(&self, step: Step) -> Option<u32> {
        let About { task, place, .. } = self.about(step);
        let here = place.and_then(|place| self.line_of(place));
        here.or_else(|| {
            let task = task?;
            let state = self.run.state_at(step);
            if state.running() != Some(task) {
                return self.line_of_wait(&state, task, None);
            }
            if let Some(Event::NodePollEnded { node, ready: false }) = self.run.trace().event_before(step) {
                return self.line_of_own_wait(&state, task, Some(node));
            }
            self.line_of_work(&state, task).or_else(|| self.line_of_resumption(step, task))
        })
    }

    /// The line that the poll at the cursor has reached, and whose poll it is: the selected task's, if several are polled.
    /// That of its busy work, or of its last event with a line; before the first, that of the await at which it went on.
    #[must_use]
    pub fn line_of_poll(&self) -> Option<(u32, TaskId)> {
        let state = self.state();
        let selected = self.view.selected.filter(|selected| state.running.contains(selected));
        let task = selected.or(state.running())?;
        let (worker, _) = state.running.entries().find(|&(_, running)| *running == task)?;
        let works = self.line_of_work(&state, task);
        Some((works.or_else(|| self.line_reached(self.cursor(), task, worker))?, task))
    }

    /// The last line that the poll has passed in which a step lies that has no line of its own, or else the one at which it
    /// went on. A future inside the task passes lines of its own, and a line at which something waits is not passed.
    #[must_use]
    #[expect(clippy::wildcard_enum_match_arm, reason = "all other events pass their line, if they have one")]
    pub fn line_before(&self, step: Step) -> Option<u32> {
        /// Events of a poll that are looked through: what happened longer ago is not near in the source either.
        const MOST: usize = 256;
        let (task, trace) = (self.about(step).task?, self.run.trace());
        let (worker, mut last, mut gone_on) = (trace.worker(step), None, None);
        let events = trace.between(Step(step.0.saturating_sub(MOST)), step);
        for (at, event) in events.filter(|&(at, _)| trace.worker(at) == worker) {
            (last, gone_on) = match event {
                Event::PollStarted { task: polled } => (None, (polled == task).then_some((at, None))),
                Event::NodePollStarted { node } => (None, Some((at, Some(node)))),
                Event::NodePollEnded { .. } | Event::Waiting { .. } => (None, None),
                other => (other.place().and_then(|place| self.line_of(place)).or(last), gone_on),
            };
        }
        last.or_else(|| gone_on.and_then(|(at, node)| self.line_gone_on_from(at, task, node)))
    }

    /// The last line that a worker's poll has reached at a step. Where it has reached none, that at which a task went on, if
    /// it is that task's poll.
    fn line_reached(&self, step: Step, task: TaskId, worker: WorkerId) -> Option<u32> {
        /// Events that are looked through; with more, a frame would take too long.
        const MOST: usize = 4_000;
        let (trace, mut last) = (self.run.trace(), None);
        let events = trace.between(Step(step.0.saturating_sub(MOST)), step);
        for (at, event) in events.filter(|&(at, _)| trace.worker(at) == worker) {
            if let Event::PollStarted { task: polled } = event {
                last = self.line_of_resumption(at, polled).filter(|_| polled == task);
            }
            last = event.place().and_then(|place| self.line_of(place)).or(last);
        }
        last
    }

    /// The task that a step is about.
    pub(super) fn task_at(&self, step: Step) -> Option<TaskId> {
        self.about(step).task
    }

    fn light_step(&self, lit: &mut Lit, step: Step) {
        let About { task, node, receiver, resource, .. } = self.about(step);
        lit.times.push([step, step]);
        lit.resource = resource;
        lit.add_line(self.line_at(step).or_else(|| self.line_before(step)));
        if let Some(task) = task {
            lit.add_task(task);
            lit.add_stretch(self.stretch_at(step, task, None));
            lit.add_stretch(node.and_then(|node| self.stretch_at(step, task, Some(node))));
        }
        if let Some((task, node)) = receiver {
            lit.add_stretch(self.stretch_at(step, task, node));
        }
    }

    /// While a task runs, everything that happens is its doing; while it waits, only the beginning of that.
    fn light_stretch(&self, lit: &mut Lit, stretch: Stretch) {
        /// Events that are looked through for lines of the source.
        const MOST: usize = 4_000;
        let Stretch { task, node, from, to } = stretch;
        lit.add_stretch(Some(stretch));
        if self.kind_at(from, task, node) == Some(SpanKind::Running) {
            lit.times.push([from, Step(to.0.saturating_sub(1)).max(from)]);
            for (_, event) in self.run.trace().between(from, to).take(MOST) {
                lit.add_line(event.place().and_then(|place| self.line_of(place)));
            }
        } else {
            lit.times.push([from, from]);
            lit.add_line(self.line_of_wait(&self.run.state_at(from), task, node));
        }
    }

    fn light_resource(&self, lit: &mut Lit, resource: ResourceId) {
        lit.resource = Some(resource);
        let (state, cursor) = (self.state(), self.cursor());
        let Some(found) = state.resource(resource) else { return };
        let holders = found.holders().map(|holder| (holder.task, holder.node));
        let waiters = found.waiters().map(|waiter| (waiter.task, waiter.node));
        for (task, node) in holders.chain(waiters) {
            let Some(task) = task else { continue };
            lit.add_task(task);
            lit.add_stretch(self.stretch_at(cursor, task, node));
            lit.add_line(self.line_of_wait(&state, task, node));
        }
    }

    fn light_line(&self, lit: &mut Lit, line: u32) {
        /// A line may be met a hundred thousand times; more could not be told apart.
        const MOST: usize = 400;
        lit.lines.push(line);
        let cursor = self.cursor();
        let visits = self.visits_of_line(line);
        for visit in visits.iter().skip(self.first_of_few(&visits, MOST)).take(MOST) {
            lit.times.push([visit.step, visit.step]);
            lit.stretches.extend(visit.task.and_then(|task| self.stretch_at(visit.step, task, None)));
            lit.stretches.dedup();
        }
        let state = self.state();
        for task in state.tasks.values().filter(|task| !task.phase.is_over()) {
            let waits = task.awaits.iter().any(|wait| self.line_of(wait.place) == Some(line));
            let is_here = waits && task.phase != Phase::Running;
            if is_here || state.running.contains(&task.id) && self.line_at(cursor) == Some(line) {
                lit.add_stretch(self.stretch_at(cursor, task.id, None));
            }
        }
    }

    /// What the event before a step was about.
    fn about(&self, step: Step) -> About {
        let mut about = About::default();
        if let Some(before) = step.0.checked_sub(1).map(Step) {
            Replay::at(before, self.run.state_at(before)).go_to(self.run.trace(), step, &mut about);
        }
        about
    }

    /// Where a poll goes on that begins right before a step.
    fn line_of_resumption(&self, step: Step, task: TaskId) -> Option<u32> {
        let is_start = self.run.trace().event_before(step) == Some(Event::PollStarted { task });
        let before = is_start.then(|| self.run.state_at(Step(step.0 - 1)))?;
        self.line_of_wait(&before, task, None)
    }

    /// The line at which a task or a future in it waited before a poll of it that begins right before a step.
    fn line_gone_on_from(&self, step: Step, task: TaskId, node: Option<NodeId>) -> Option<u32> {
        let before = self.run.state_at(Step(step.0.checked_sub(1)?));
        self.line_of_own_wait(&before, task, node)
    }

    fn line_of_own_wait(&self, state: &State, task: TaskId, node: Option<NodeId>) -> Option<u32> {
        let awaits = state.task(task).into_iter().flat_map(|task| task.awaits.all());
        awaits.filter(|wait| wait.node == node).find_map(|wait| self.line_of(wait.place))
    }

    /// Where a task is busy.
    fn line_of_work(&self, state: &State, task: TaskId) -> Option<u32> {
        state.task(task)?.works_at.and_then(|place| self.line_of(place))
    }

    fn line_of_wait(&self, state: &State, task: TaskId, node: Option<NodeId>) -> Option<u32> {
        let awaits = || state.task(task).into_iter().flat_map(|task| task.awaits.all());
        self.line_of_own_wait(state, task, node)
            .or_else(|| awaits().find_map(|wait| self.line_of(wait.place)))
    }

    /// What a task or a future in it does at a step, or did last; what is new does something from the next event on.
    fn stretch_at(&self, step: Step, task: TaskId, node: Option<NodeId>) -> Option<Stretch> {
        let track = self.track(step, task, node)?;
        let last = track.index_at(Step(step.0 + 1))?;
        let last = track.index_at(step).unwrap_or(last);
        let span = track.span(last).or_else(|| track.span(last.checked_sub(1)?))?;
        Some(Stretch { task, node, from: span.from, to: span.to.unwrap_or(self.run.trace().end()) })
    }

    fn kind_at(&self, step: Step, task: TaskId, node: Option<NodeId>) -> Option<SpanKind> {
        self.track(step, task, node)?.span_at(step).map(|span| span.kind)
    }

    fn track(&self, step: Step, task: TaskId, node: Option<NodeId>) -> Option<&Track> {
        let lane = self.run.lanes().lane(task)?;
        let Some(node) = node else { return Some(Lane::track(lane)) };
        lane.rows().iter().find(|row| row.node_at(step) == Some(node)).map(NodeRow::track)
    }
}

impl Follower for About {
    /// A timer that has fired belongs to no task any more.
    fn before(&mut self, moment: Moment<'_>) {
        if let Subject::Timer(timer) = moment.event.subject() {
            self.task = moment.state.timers.get(timer).and_then(|timer| timer.task);
        }
    }

    fn after(&mut self, outcome: &Outcome<'_>) {
        let Outcome { state, event, changes, .. } = *outcome;
        self.resource = changes.resource;
        self.place = event.place();
        self.receiver = None;
        if let Event::Granted { resource, ticket } = event {
            let waiter = state.resource(resource).and_then(|resource| resource.waiter(ticket));
            self.receiver = waiter.and_then(|waiter| Some((waiter.task?, waiter.node)));
        }
        let future = changes.future.map(|change| (change.task, Some(change.id)));
        let own = changes.task.map(|change| (change.id, None));
        let polled = || state.running().map(|task| (task, state.polled().last().copied()));
        let about = match event.subject() {
            Subject::Task(task) => own.or(Some((task, None))),
            Subject::Future(_) => future,
            Subject::Run
            | Subject::Worker
            | Subject::Browser
            | Subject::Polled
            | Subject::Resource(_)
            | Subject::Timer(_)
            | Subject::Thread(_)
            | Subject::Chart(_) => polled().or(self.task.map(|task| (task, None))),
        };
        (self.task, self.node) = about.map_or((None, None), |(task, node)| (Some(task), node));
    }
}
