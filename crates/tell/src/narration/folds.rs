//! Equal rounds as one line, which unfolds at a step: then the round there follows, sentence by sentence.

use taskscope_format::{Event, TaskId};
use taskscope_judge::TaskList;
use taskscope_trace::{Group, Phase, Run, SharedTime, Step};

use super::Line;
use super::narrator::{Sentence, Telling, poll_after, poll_before};
use super::teller::Teller;
use crate::Words;
use crate::catalogue::say;

/// The lines from one step to another, and those around them that are told together with them. A fold unfolds at a step.
pub(super) fn lines_between(run: &Run, from: Step, to: Step, at: Option<Step>) -> Vec<Line> {
    let (trace, mut groups) = (run.trace(), run.passages().from(from).peekable());
    let mut telling: Option<Telling<'_>> = None;
    let mut lines = Vec::new();
    while let Some(group) = groups.next_if(|group| group.from() <= to) {
        let end = groups.peek().map_or(trace.end(), |next| next.from());
        if group.rounds > 1 {
            telling = None;
            let at = at.filter(|&at| at > group.from() && at <= end);
            fold(run, group, end, at, &mut lines);
        } else {
            let telling = telling.get_or_insert_with(|| Telling::new(run, group.from()));
            lines.extend(telling.tell(end).into_iter().map(line));
        }
    }
    until_next(&mut lines, groups.next().map_or(trace.end(), Group::from));
    lines
}

/// Every sentence from one step to another, and those around them in the same passages.
pub(super) fn unfolded_between(run: &Run, from: Step, to: Step) -> Vec<Line> {
    let mut groups = run.passages().from(from).peekable();
    let Some(first) = groups.peek() else { return Vec::new() };
    let mut telling = Telling::new(run, first.from());
    let mut lines = Vec::new();
    while let Some(_) = groups.next_if(|group| group.from() <= to) {
        let end = groups.peek().map_or(run.trace().end(), |next| next.from());
        lines.extend(telling.tell(end).into_iter().map(line));
    }
    until_next(&mut lines, groups.next().map_or(run.trace().end(), Group::from));
    lines
}

fn line(Sentence { step, words, at }: Sentence) -> Line {
    Line::new(step, words, at)
}

/// Every line ends where the next one begins that is not part of it.
fn until_next(lines: &mut [Line], end: Step) {
    let mut until = end;
    for line in lines.iter_mut().rev().filter(|line| !line.is_inside) {
        line.until = until;
        until = Step(line.step.0.saturating_sub(1));
    }
}

fn fold(run: &Run, group: Group, end: Step, at: Option<Step>, lines: &mut Vec<Line>) {
    let first = Round { from: group.from(), to: polls_after(run, group.from(), group.period).min(end) };
    let begin = Step(first.from.0 + 1);
    let mut words = summary(run, first);
    if let Some(shared) = shared_between(run, group.from(), end) {
        words = say::narration::shared(&words, &crate::values::shared_time_text(shared));
    }
    let round = at.map(|at| round_at(run, group, at, end));
    lines.push(Line {
        times: group.rounds,
        round: round.map(|(number, _)| number),
        ..Line::new(begin, words, (None, None))
    });
    let Some((_, round)) = round else { return };
    let mut inside: Vec<Line> = Vec::new();
    let mut telling = Telling::new(run, round.from);
    let mut from = round.from;
    while from < round.to {
        from = poll_after(run.trace(), Step(from.0 + 1)).min(round.to);
        inside.extend(telling.tell(from).into_iter().map(line));
    }
    until_next(&mut inside, round.to);
    lines.extend(inside.into_iter().map(|line| Line { is_inside: true, ..line }));
}

/// The steps around the events of a round.
#[derive(Clone, Copy)]
struct Round {
    from: Step,
    to: Step,
}

/// The step before the poll that comes after so many.
fn polls_after(run: &Run, from: Step, polls: u32) -> Step {
    (0..polls).fold(from, |from, _| poll_after(run.trace(), Step(from.0 + 1)))
}

/// The round that a step lies in, and its number, counted from 1.
fn round_at(run: &Run, group: Group, at: Step, end: Step) -> (u32, Round) {
    let polls = |step| run.state_at(step).polls;
    let before = polls(at).saturating_sub(polls(group.from())).saturating_sub(1);
    let (period, number) = (u64::from(group.period.max(1)), |count| u32::try_from(count).unwrap_or(u32::MAX));
    let begun = number(before % period);
    let from = (0..begun).fold(poll_before(run.trace(), at), |from, _| poll_before(run.trace(), from));
    let round = Round { from, to: polls_after(run, from, group.period).min(end) };
    (number(before / period).saturating_add(1), round)
}

/// What happens in a round, in a few words.
#[expect(clippy::wildcard_enum_match_arm, reason = "only polls and prints are summed up")]
fn summary(run: &Run, round: Round) -> Words {
    let (mut tasks, mut printed): (Vec<TaskId>, _) = (Vec::new(), None);
    for (_, event) in run.trace().between(round.from, round.to) {
        match event {
            Event::PollStarted { task } if !tasks.contains(&task) => tasks.push(task),
            Event::Output { text, .. } => printed = Some(run.trace().text(text)),
            _ => {}
        }
    }
    match (tasks.as_slice(), printed) {
        (&[task], Some(said)) => say::fold::prints(task, said),
        (&[task], None) => alone(run, task, round),
        (_, Some(said)) => say::fold::print(&TaskList::new(tasks.into_iter().map(Some)), said),
        (_, None) => say::fold::take_turns(&TaskList::new(tasks.into_iter().map(Some))),
    }
}

/// What a task does over and over: what it waits for, or that it yields.
fn alone(run: &Run, task: TaskId, round: Round) -> Words {
    let trace = run.trace();
    let ended =
        trace.between(round.from, round.to).find(|(_, event)| matches!(event, Event::PollEnded { .. }));
    let Some((step, _)) = ended else { return say::fold::runs(task) };
    let state = run.state_at(step);
    let Some(wait) = state.task(task).and_then(|task| task.awaits.only()) else {
        return say::fold::runs(task);
    };
    if state.task(task).is_some_and(|task| task.phase == Phase::Ready) {
        return say::fold::yields(task, &Words::default().line(wait.place));
    }
    let teller = Teller { run, trace, state: &state, is_browser: false, is_repeated: true };
    let subject = teller.whom(Some(task), wait.node);
    say::narration::at(&teller.wait(&subject, task, &wait), wait.place)
}

/// All the times that polls shared between two steps.
fn shared_between(run: &Run, from: Step, to: Step) -> Option<SharedTime> {
    let shared = run.shared_times(from);
    let told = shared.get(..shared.partition_point(|shared| shared.from <= to))?;
    let (first, last) = (told.first()?, told.last()?);
    let polls = told.iter().fold(0_u32, |polls, shared| polls.saturating_add(shared.polls));
    let length = told.iter().fold(0_u64, |length, shared| length.saturating_add(shared.length.0));
    Some(SharedTime { first: first.first, from: last.from, polls, length: taskscope_format::Micros(length) })
}
