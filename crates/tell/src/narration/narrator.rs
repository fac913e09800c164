//! Goes through a stretch of a run and puts its sentences together: several events can be one sentence.

use taskscope_format::{Clock, Event, Micros, NodeId, PlaceId, TaskId};
use taskscope_trace::{Follower, Moment, Outcome, Replay, Run, SharedTime, Step, Trace};

use super::futures::NodePoll;
use super::pending::{GoesOn, Pending, Said};
use super::teller::Teller;
use crate::Words;
use crate::catalogue::say;
use crate::values::shared_time_text;

/// A sentence, and the step right after the event that it tells of.
#[derive(Clone, Debug)]
pub(super) struct Sentence {
    pub(super) step: Step,
    pub(super) words: Words,
    /// The task that was polled, and where the program did it, as far as the event says.
    pub(super) at: (Option<TaskId>, Option<PlaceId>),
}

/// What is told together: from the start of a poll to the start of the next one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Passage {
    /// The step before its first event.
    pub(super) from: Step,
    /// The step after its last event.
    pub(super) to: Step,
}

impl Passage {
    /// The one whose events lie around a step.
    pub(super) fn around(trace: &Trace, step: Step) -> Self {
        Self { from: poll_before(trace, step), to: poll_after(trace, step) }
    }

    pub(super) fn next(self, trace: &Trace) -> Option<Self> {
        (self.to < trace.end()).then(|| Self { from: self.to, to: poll_after(trace, Step(self.to.0 + 1)) })
    }

    pub(super) fn previous(self, trace: &Trace) -> Option<Self> {
        (self.from.0 > 0).then(|| Self { from: poll_before(trace, Step(self.from.0)), to: self.from })
    }

    /// Its sentences.
    pub(super) fn sentences(self, run: &Run) -> Vec<Sentence> {
        let mut telling = Telling::new(run, self.from);
        telling.tell(self.to)
    }
}

/// The step before the last poll that starts at a step or before.
pub(super) fn poll_before(trace: &Trace, step: Step) -> Step {
    let is_start = |step: &usize| matches!(trace.event_before(Step(*step)), Some(Event::PollStarted { .. }));
    Step((1..=step.0).rev().find(is_start).map_or(0, |start| start - 1))
}

/// The step before the next poll that starts after a step.
pub(super) fn poll_after(trace: &Trace, step: Step) -> Step {
    let is_start = |(_, event): &(Step, Event)| matches!(event, Event::PollStarted { .. });
    let next = trace.between(step, trace.end()).find(is_start);
    next.map_or(trace.end(), |(start, _)| Step(start.0 - 1))
}

/// A narrator on its way through a run.
pub(super) struct Telling<'a> {
    run: &'a Run,
    replay: Replay,
    narrator: Narrator<'a>,
}

impl<'a> Telling<'a> {
    pub(super) fn new(run: &'a Run, from: Step) -> Self {
        let replay = Replay::at(from, run.state_at(from));
        Self { run, replay, narrator: Narrator::new(run, from) }
    }

    /// The sentences up to a step, where a passage ends.
    pub(super) fn tell(&mut self, to: Step) -> Vec<Sentence> {
        self.replay.go_to(self.run.trace(), to, &mut self.narrator);
        self.narrator.finish();
        std::mem::take(&mut self.narrator.sentences)
    }
}

/// Tells a stretch of a run.
struct Narrator<'a> {
    run: &'a Run,
    is_browser: bool,
    sentences: Vec<Sentence>,
    /// The task that is polled.
    polled: Option<TaskId>,
    /// The sentence that events to come may belong to.
    pending: Option<Pending>,
    /// Whether the event is told of, or belongs to a sentence that goes on.
    is_told: bool,
    /// The polls of futures that go on, with what was known before each.
    polls: Vec<NodePoll>,
    /// The first future that was made since the task's poll began: later ones have higher numbers.
    first_made: Option<NodeId>,
    /// The future that was ready first, while those beside it are dropped.
    winner: Option<NodeId>,
    /// When the work that goes on was begun.
    worked_from: Option<Micros>,
    /// The shared times that are still to be told.
    shared: &'a [SharedTime],
}

impl<'a> Narrator<'a> {
    fn new(run: &'a Run, from: Step) -> Self {
        let first = run.trace().event_before(Step(1));
        Self {
            run,
            is_browser: matches!(first, Some(Event::RunStarted { clock: Clock::Browser, .. })),
            sentences: Vec::new(),
            polled: None,
            pending: None,
            is_told: false,
            polls: Vec::new(),
            first_made: None,
            winner: None,
            worked_from: None,
            shared: run.shared_times(from),
        }
    }

    /// Says what is still pending: a passage is told alone, whatever comes after it.
    fn finish(&mut self) {
        let trace = self.run.trace();
        let said = self.pending.take().and_then(|pending| match trace.run_end() {
            Some(_) => pending.end(trace),
            None => pending.so_far(trace),
        });
        self.say_if(said);
        (self.winner, self.first_made, self.worked_from) = (None, None, None);
        self.polls.clear();
    }

    fn say(&mut self, step: Step, words: Words) {
        let event = self.run.trace().event_before(step);
        let place = match event {
            Some(
                Event::Output { place, .. } | Event::Mark { place, .. } | Event::TaskPanicked { place, .. },
            ) => place,
            _ => None,
        };
        self.sentences.push(Sentence { step, words, at: (self.polled, place) });
    }

    fn say_if(&mut self, said: Option<Said>) {
        if let Some((step, words)) = said {
            self.say(step, words);
        }
    }

    /// Tells of the time that polls shared of which the last has ended just now.
    fn say_shared(&mut self, step: Step) {
        let Some((shared, rest)) = self.shared.split_first().filter(|(shared, _)| shared.from <= step) else {
            return;
        };
        self.shared = rest;
        let text = shared_time_text(*shared);
        match self.sentences.last_mut().filter(|said| said.step == step) {
            Some(said) => said.words = say::narration::shared(&said.words, &text),
            None => self.say(step, Words::begin(text)),
        }
    }

    fn teller<'t>(&self, state: &'t taskscope_trace::State) -> Teller<'t>
    where
        'a: 't,
    {
        let (run, trace) = (self.run, self.run.trace());
        Teller { run, trace, state, is_repeated: false, is_browser: self.is_browser }
    }

    /// Remembers what a later sentence is told from.
    #[expect(clippy::wildcard_enum_match_arm, reason = "only a few events are remembered")]
    fn remember(&mut self, teller: Teller<'_>, moment: Moment<'_>) {
        let has_acted = !is_part_of_waiting(moment.event);
        self.polls.iter_mut().for_each(|poll| poll.has_acted |= has_acted);
        match moment.event {
            Event::NodePollStarted { node } => {
                let is_new = self.first_made.is_some_and(|first| first <= node);
                self.polls.push(teller.node_poll(node, is_new));
            }
            Event::PollStarted { .. } => {
                self.polls.clear();
                (self.winner, self.first_made) = (None, None);
            }
            Event::WorkStarted { .. } => self.worked_from = Some(moment.time),
            Event::NodeCreated { node, .. } => {
                self.first_made = self.first_made.or(Some(node));
                self.winner = None;
            }
            Event::NodePollEnded { .. } | Event::Output { .. } => self.winner = None,
            _ => {}
        }
    }

    /// The sentence on an event from what was there before it.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the others are told by the teller")]
    fn told_before(&mut self, teller: Teller<'_>, moment: Moment<'_>) -> Option<Words> {
        match moment.event {
            Event::PollStarted { task } => Some(teller.poll_started(task, moment.step)),
            Event::WorkEnded => {
                let from = self.worked_from.take()?;
                teller.worked(Micros(moment.time.0.saturating_sub(from.0)))
            }
            event => teller.tell(event, moment.step),
        }
    }

    /// The sentence on the poll of a future that has ended.
    fn node_polled(&mut self, teller: Teller<'_>, step: Step, node: NodeId, is_ready: bool) -> Option<Words> {
        let poll = self.polls.iter().rposition(|poll| poll.node == node).map(|at| self.polls.swap_remove(at));
        if is_ready {
            let wins = teller.wins(node, step);
            self.winner = wins.then_some(node);
            return teller.node_ready(node, wins);
        }
        teller.node_pending(poll?)
    }
}

impl Follower for Narrator<'_> {
    fn before(&mut self, moment: Moment<'_>) {
        let Moment { state, event, step, .. } = moment;
        let teller = self.teller(state);
        self.polled = state.running();
        self.remember(teller, moment);
        self.is_told = true;
        match self.pending.take().map(|pending| pending.go_on(teller, event, step)) {
            Some(GoesOn::On(pending)) => {
                self.pending = Some(pending);
                return;
            }
            Some(GoesOn::Over(said)) => return self.say_if(said),
            Some(GoesOn::Not(said)) => self.say_if(said),
            None => {}
        }
        if let Some(pending) = Pending::begin(teller, event, step, self.winner) {
            self.pending = Some(pending);
        } else if let Some(words) = self.told_before(teller, moment) {
            self.say(step, words);
        } else {
            self.is_told = false;
        }
    }

    /// What becomes of a task or a future is told from what has changed, unless the message of the event says all.
    fn after(&mut self, outcome: &Outcome<'_>) {
        let Outcome { state, event, step, changes, .. } = *outcome;
        let teller = self.teller(state);
        let told = if self.is_told {
            None
        } else if let Event::NodePollEnded { node, ready } = event {
            self.node_polled(teller, step, node, ready)
        } else {
            changes.task.and_then(|change| teller.tell_of_task(event, change, step))
        };
        if let Some(words) = told.or_else(|| say::event::of(event).filter(|_| !self.is_told)) {
            self.say(step, words);
        }
        self.say_shared(step);
    }
}

/// Whether all that an event says is that a future waits.
fn is_part_of_waiting(event: Event) -> bool {
    matches!(
        event,
        Event::Waiting { .. }
            | Event::Queued { .. }
            | Event::TimerSet { .. }
            | Event::NodePollStarted { .. }
            | Event::NodePollEnded { .. }
    )
}
