//! What happened, told in sentences: one for each event worth telling, from one set of templates.

use taskscope_runtime::{ChannelId, Event, PlaceId, RunEnd, TaskId, Wait, WakeSource};

use super::wording::micros_text;
use super::{Step, Trace};

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Plain words.
    Text(String),
    /// A task, to be shown by name and in its colour.
    Task(TaskId),
    /// A line of the source, to be shown as `line 21`.
    Line(PlaceId),
    /// Something the program said, to be shown as code.
    Said(String),
}

/// One sentence, and the step right after the event it tells of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// The step.
    pub step: Step,
    /// Its parts.
    pub pieces: Vec<Piece>,
}

impl Sentence {
    /// The sentence as plain text.
    #[must_use]
    pub fn text(&self, trace: &Trace) -> String {
        let words = self.pieces.iter().map(|piece| match piece {
            Piece::Text(text) | Piece::Said(text) => text.clone(),
            Piece::Task(task) => trace.task_name(*task).to_owned(),
            Piece::Line(place) => {
                trace.place(*place).map_or("a line".to_owned(), |(_, line)| format!("line {line}"))
            }
        });
        words.collect()
    }
}

/// The sentences of a growing trace.
#[derive(Debug, Default)]
pub struct Narration {
    sentences: Vec<Sentence>,
    running: Option<TaskId>,
    /// The task that the last poll was of, and the awaits it met.
    waits: Vec<(Wait, PlaceId)>,
    seen: usize,
}

impl Narration {
    /// Takes in what the trace has gained.
    pub fn catch_up(&mut self, trace: &Trace) {
        for &event in trace.events().get(self.seen..).unwrap_or_default() {
            self.seen += 1;
            if let Some(pieces) = self.tell(event, trace) {
                self.sentences.push(Sentence { step: Step(self.seen), pieces });
            }
        }
    }

    /// The sentences, in order.
    #[must_use]
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// How many sentences tell of what happened up to a step.
    #[must_use]
    pub fn told_at(&self, step: Step) -> usize {
        self.sentences.partition_point(|sentence| sentence.step <= step)
    }

    fn tell(&mut self, event: Event, trace: &Trace) -> Option<Vec<Piece>> {
        let text = |text: &str| Piece::Text(text.to_owned());
        Some(match event {
            Event::TaskSpawned { task, parent: None, .. } => {
                vec![text("The run starts with "), Piece::Task(task), text(".")]
            }
            Event::TaskSpawned { task, parent: Some(parent), place, .. } => vec![
                Piece::Task(parent),
                text(" spawns "),
                Piece::Task(task),
                text(" at "),
                Piece::Line(place),
                text("; it goes to the back of the queue."),
            ],
            Event::TaskReady { task, by } => return self.woken(task, by),
            Event::PollStarted { task } => {
                self.running = Some(task);
                self.waits.clear();
                vec![Piece::Task(task), text(" runs.")]
            }
            Event::Waiting { on, place, .. } => {
                self.waits.push((on, place));
                return None;
            }
            Event::PollEnded { task } => self.poll_ended(task),
            Event::TaskDone { task } => {
                self.running = None;
                vec![Piece::Task(task), text(" is done.")]
            }
            Event::TaskCancelled { task } => {
                vec![Piece::Task(task), text(" is dropped before it is done.")]
            }
            Event::TaskPanicked { task, message, .. } => {
                self.running = None;
                vec![Piece::Task(task), text(" panics: "), Piece::Said(trace.text(message).to_owned())]
            }
            Event::WorkStarted { duration, place } => vec![
                Piece::Task(self.running?),
                text(&format!(" keeps the processor busy for {}, ", micros_text(duration))),
                Piece::Line(place),
                text("."),
            ],
            Event::Output { text: line } => {
                vec![Piece::Task(self.running?), text(" prints "), Piece::Said(trace.text(line).to_owned())]
            }
            Event::Sent { channel, len } => self.message("sends a message", channel, len)?,
            Event::Received { channel, len } => self.message("takes a message", channel, len)?,
            Event::SendersChanged { channel, senders: 0 } => {
                vec![text(&format!("The last sender of channel {channel} is gone."))]
            }
            Event::TurnEnded { budget_spent: true } => {
                vec![text("The turn's budget is spent: the host gets control back, though tasks are ready.")]
            }
            Event::Mark { text: label } => vec![text("Mark: "), Piece::Said(trace.text(label).to_owned())],
            Event::RunEnded { how } => vec![text(end_sentence(how))],
            Event::RunStarted { .. }
            | Event::TurnStarted { .. }
            | Event::TurnEnded { .. }
            | Event::TaskWokenAgain { .. }
            | Event::NodeCreated { .. }
            | Event::NodePollStarted { .. }
            | Event::NodePollEnded { .. }
            | Event::NodeWoken { .. }
            | Event::NodeDropped { .. }
            | Event::ChannelCreated { .. }
            | Event::SendersChanged { .. }
            | Event::ReceiverClosed { .. }
            | Event::TimerSet { .. }
            | Event::TimerFired { .. }
            | Event::TimerCancelled { .. }
            | Event::WorkEnded => return None,
        })
    }

    fn woken(&self, task: TaskId, by: WakeSource) -> Option<Vec<Piece>> {
        let text = |text: &str| Piece::Text(text.to_owned());
        match by {
            // The sentence on spawning said it, and a task that wakes itself is told of when its poll ends.
            WakeSource::Spawn => None,
            WakeSource::Task(waker) if waker == task && self.running == Some(task) => None,
            WakeSource::Task(waker) => {
                Some(vec![Piece::Task(waker), text(" wakes "), Piece::Task(task), text(".")])
            }
            WakeSource::Timer(timer) => {
                let busy = self.running.filter(|&running| running != task);
                let mut pieces = vec![text(&format!("Timer {timer} fires and wakes ")), Piece::Task(task)];
                if let Some(running) = busy {
                    pieces.extend([text(", but "), Piece::Task(running), text(" holds the processor")]);
                }
                pieces.push(text("."));
                Some(pieces)
            }
            WakeSource::Outside => {
                Some(vec![text("Something outside the executor wakes "), Piece::Task(task), text(".")])
            }
        }
    }

    fn poll_ended(&mut self, task: TaskId) -> Vec<Piece> {
        let text = |text: &str| Piece::Text(text.to_owned());
        self.running = None;
        let mut pieces = vec![Piece::Task(task)];
        match self.waits.as_slice() {
            [] => pieces.push(text(" waits.")),
            [(Wait::Yield, place)] => {
                pieces.extend([
                    text(" yields at "),
                    Piece::Line(*place),
                    text(": it goes to the back of the queue."),
                ]);
            }
            [(on, place)] => {
                pieces.extend(wait_pieces(*on));
                pieces.extend([text(", "), Piece::Line(*place), text(".")]);
            }
            several => {
                pieces.push(text(&format!(" waits for {} futures at once", several.len())));
                let mut told = Vec::new();
                for &(_, place) in several {
                    if !told.contains(&place) {
                        pieces.extend([text(", "), Piece::Line(place)]);
                        told.push(place);
                    }
                }
                pieces.push(text("."));
            }
        }
        pieces
    }

    fn message(&self, verb: &str, channel: ChannelId, len: u32) -> Option<Vec<Piece>> {
        Some(vec![
            Piece::Task(self.running?),
            Piece::Text(format!(" {verb}; channel {channel} holds {len} now.")),
        ])
    }
}

fn wait_pieces(on: Wait) -> Vec<Piece> {
    let text = |text: String| Piece::Text(text);
    match on {
        Wait::Timer(timer) => vec![text(format!(" waits for timer {timer}"))],
        Wait::Receive(channel) => vec![text(format!(" waits for a message of channel {channel}"))],
        Wait::Send(channel) => vec![text(format!(" waits for room in channel {channel}"))],
        Wait::Task(task) => {
            vec![text(" waits for ".to_owned()), Piece::Task(task), text(" to end".to_owned())]
        }
        Wait::Yield => vec![text(" waits for its next turn".to_owned())],
    }
}

/// Why a run ended, as a sentence.
fn end_sentence(how: RunEnd) -> &'static str {
    match how {
        RunEnd::Finished => "The main task is done, and with it the run.",
        RunEnd::Stuck => "Nothing is ready and no timer is set: nobody will ever wake the tasks that wait.",
        RunEnd::LimitReached => "The trace is full: the run was stopped here. Lower a knob and run again.",
        RunEnd::Panicked => "The run ended with a panic.",
    }
}
