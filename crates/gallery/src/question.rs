//! The choices of a lesson's question, and its answer, as runs give them.

use taskscope_sorted::SortedSet;

use taskscope_format::{Event, Micros, RunEnd, TaskId};

use super::horizon::{Horizon, Reach};
use super::tour::step_of;
use taskscope_judge::JudgedRun;
use taskscope_lessons::{Answer, Question};
use taskscope_tell::{micros_text, say};
use taskscope_trace::{Series, Step, Trace, charts_before};

/// What a question may be answered with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// How a run ends.
    Ending(Ending),
    /// A line, or the name of a task.
    Text(String),
    /// A number of lines.
    Lines(u64),
    /// A number of polls.
    Polls(u64),
    /// A length of time.
    Time(Micros),
}

/// How a run ends, as far as anybody would guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Everything that began has ended.
    Finishes,
    /// A task waits for what never comes.
    Waits,
    /// It goes on until it is stopped.
    GoesOn,
    /// Something panics or crashes.
    Panics,
}

/// The answer of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The answer.
    pub value: Value,
    /// Where it is seen.
    pub step: Step,
}

/// How many choices there are at most.
const CHOICES: usize = 4;

impl Value {
    /// As it is shown.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Ending(Ending::Finishes) => say::programs_question::finishes(),
            Self::Ending(Ending::Waits) => say::programs_question::waits(),
            Self::Ending(Ending::GoesOn) => say::programs_question::goes_on(),
            Self::Ending(Ending::Panics) => say::programs_question::panics(),
            Self::Text(text) => text.clone(),
            Self::Lines(count) => say::count::line(*count),
            Self::Polls(count) => say::count::poll(*count),
            Self::Time(time) => micros_text(*time),
        }
    }

    /// A choice that a lesson has, as an answer of the same kind as this one.
    fn read(&self, written: &str) -> Option<Self> {
        match self {
            Self::Ending(_) => None,
            Self::Text(_) => Some(Self::Text(written.to_owned())),
            Self::Lines(_) => written.parse().ok().map(Self::Lines),
            Self::Polls(_) => written.parse().ok().map(Self::Polls),
            Self::Time(_) => {
                let milliseconds: u64 = written.parse().ok()?;
                Some(Self::Time(Micros(milliseconds.checked_mul(1000)?)))
            }
        }
    }

    /// How far a number is from this one, as a factor. `None` where one of them is no number.
    fn distance(&self, other: &Self) -> Option<f64> {
        let number = |value: &Self| match value {
            Self::Lines(count) | Self::Polls(count) => Some(*count),
            Self::Time(time) => Some(time.0),
            Self::Ending(_) | Self::Text(_) => None,
        };
        // Numbers that somebody chooses from are small enough.
        #[expect(clippy::cast_precision_loss, reason = "a rough factor")]
        let [one, other] = [number(self)?, number(other)?].map(|number| number as f64 + 1.0);
        Some((one / other).ln().abs())
    }
}

/// The choices of a question, as a run has them; `is_as_written` is whether it has the knobs and rules that its lesson
/// speaks of. `None` if the run has not come so far, or leaves nothing to choose from.
#[must_use]
pub fn choices(question: &Question, run: &JudgedRun, is_as_written: bool) -> Option<Vec<Value>> {
    if question.answer == Answer::Ends {
        let endings = [Ending::Finishes, Ending::Waits, Ending::GoesOn, Ending::Panics];
        return Some(endings.map(Value::Ending).to_vec());
    }
    if let Answer::Costs(_) = question.answer {
        return Some(question.choices.iter().map(|name| Value::Text((*name).to_owned())).collect());
    }
    let answer = answer(question.answer, run)?.value;
    if is_as_written {
        let written: Vec<_> = question.choices.iter().filter_map(|choice| answer.read(choice)).collect();
        if written.contains(&answer) {
            return Some(written);
        }
    }
    let mut made = match (&answer, question.answer) {
        (Value::Text(line), Answer::Line(nth)) => lines_near(run.trace(), line, nth),
        (Value::Text(name), _) => tasks_beside(run, name),
        (Value::Lines(count), _) => around(*count).map(Value::Lines).collect(),
        (Value::Polls(count), _) => around(*count).map(Value::Polls).collect(),
        (Value::Time(time), _) => times_after(question, run, *time),
        (Value::Ending(_), _) => Vec::new(),
    };
    made.dedup_by_key(|choice| choice.text());
    (made.len() > 1).then_some(made)
}

/// The choice that is right, by its index. A number counts as the one of the choices that is next to it: on the browser's
/// clock no two runs are the same. `None` if it is none of them.
#[must_use]
pub fn right_choice(choices: &[Value], answer: &Value) -> Option<usize> {
    let exact = choices.iter().position(|choice| choice == answer);
    exact.or_else(|| {
        let distances =
            choices.iter().enumerate().filter_map(|(index, choice)| Some((index, choice.distance(answer)?)));
        distances.min_by(|(_, one), (_, other)| one.total_cmp(other)).map(|(index, _)| index)
    })
}

/// The answer of a run. `None` if it has none, because it has not come so far or its knobs leave nothing to ask.
#[must_use]
pub fn answer(asked: Answer, run: &JudgedRun) -> Option<Answered> {
    let trace = run.trace();
    let how = trace.run_end()?;
    let end = trace.end();
    let found = |value| Some(Answered { value, step: end });
    let named = |(task, step): (TaskId, Step)| {
        Some(Answered { value: Value::Text(trace.task_name(task).to_owned()), step })
    };
    match asked {
        Answer::Ends => found(Value::Ending(ending(how))),
        Answer::Line(nth) => {
            let step = *trace.printed_before(end).get(nth.checked_sub(1)?)?;
            Some(Answered { value: Value::Text(line(trace, step)?.to_owned()), step })
        }
        Answer::Lines => found(Value::Lines(trace.printed_before(end).len() as u64)),
        Answer::Takes => found(Value::Time(trace.length())),
        Answer::FirstOver => named(over(trace).next()?),
        Answer::LastOver => named(over(trace).filter(|&(task, _)| task != MAIN).last()?),
        Answer::NextPolled(spot) => named(polled_after(trace, step_of(spot, run)?)?),
        Answer::Polls(name) => {
            let state = run.state_at(end);
            let task = state.tasks.values().find(|task| trace.text(task.name) == name)?;
            found(Value::Polls(task.polls.into()))
        }
        Answer::Costs(chart) => found(Value::Text(costliest(trace, chart)?.to_owned())),
    }
}

/// The main task: ids count from 1.
const MAIN: TaskId = TaskId(1);

fn ending(how: RunEnd) -> Ending {
    match how {
        RunEnd::Finished => Ending::Finishes,
        RunEnd::Stuck => Ending::Waits,
        RunEnd::LimitReached | RunEnd::Stopped | RunEnd::HeldTooLong => Ending::GoesOn,
        RunEnd::Panicked | RunEnd::Crashed => Ending::Panics,
    }
}

fn line(trace: &Trace, step: Step) -> Option<&str> {
    if let Some(Event::Output { text, .. }) = trace.event_before(step) {
        Some(trace.text(text))
    } else {
        None
    }
}

/// The series of a chart whose last point is the highest for each that was measured there.
fn costliest<'a>(trace: &'a Trace, title: &str) -> Option<&'a str> {
    let charts = charts_before(trace, trace.end(), 1);
    let chart = charts.iter().find(|chart| trace.text(chart.title) == title)?;
    let each = |series: &Series| {
        let last = series.points.last()?;
        Some((series.name, f64::from(last.value) / f64::from(last.x.max(1))))
    };
    let costliest = chart.series.iter().filter_map(each).max_by(|(_, one), (_, other)| one.total_cmp(other));
    costliest.map(|(name, _)| trace.text(name))
}

/// A line among others that are printed near it, which are the likeliest guesses: in alphabetical order, which gives nothing
/// away.
fn lines_near(trace: &Trace, answer: &str, nth: usize) -> Vec<Value> {
    let printed = trace.printed_before(trace.end());
    let near = printed.iter().skip(nth.saturating_sub(CHOICES)).filter_map(|&step| line(trace, step));
    let mut lines = SortedSet::from([answer]);
    for other in near {
        if lines.len() < CHOICES {
            lines.insert(other);
        }
    }
    lines.into_iter().map(|line| Value::Text(line.to_owned())).collect()
}

/// The name of a task among those of others.
fn tasks_beside(run: &JudgedRun, answer: &str) -> Vec<Value> {
    let trace = run.trace();
    let state = run.state_at(trace.end());
    let mut names = SortedSet::from([answer]);
    for task in state.tasks.values() {
        if names.len() < CHOICES {
            names.insert(trace.text(task.name));
        }
    }
    names.into_iter().map(|name| Value::Text(name.to_owned())).collect()
}

/// A time among its halves and doubles, but for those that have passed where the question is asked.
fn times_after(question: &Question, run: &JudgedRun, time: Micros) -> Vec<Value> {
    let trace = run.trace();
    let passed = match Horizon::of(question).look(trace) {
        Reach::At(step) => trace.since_start(trace.time(step)),
        Reach::Ahead | Reach::Never => Micros(0),
    };
    around(time.0).map(Micros).filter(|&choice| choice >= passed).map(Value::Time).collect()
}

/// A number among its halves and doubles, at a place that depends on it.
fn around(number: u64) -> impl Iterator<Item = u64> {
    let smaller = u32::try_from((number.wrapping_mul(0x9e37_79b9) >> 7) % CHOICES as u64).unwrap_or_default();
    // Half of 1 is no guess that anybody would make.
    let smaller = smaller.min(number.max(1).ilog2());
    let smallest = number >> smaller;
    (0..CHOICES).map(move |place| match place {
        place if place == smaller as usize => number,
        place => smallest << place,
    })
}

/// The tasks that are over, in the order in which they ended, each with the step.
#[expect(clippy::wildcard_enum_match_arm, reason = "it looks at the ends of tasks")]
fn over(trace: &Trace) -> impl Iterator<Item = (TaskId, Step)> {
    trace.between(Step(0), trace.end()).filter_map(|(step, event)| match event {
        Event::TaskDone { task } | Event::TaskCancelled { task, .. } | Event::TaskPanicked { task, .. } => {
            Some((task, step))
        }
        _ => None,
    })
}

fn polled_after(trace: &Trace, after: Step) -> Option<(TaskId, Step)> {
    let polled =
        |(step, event)| if let Event::PollStarted { task } = event { Some((task, step)) } else { None };
    trace.between(after, trace.end()).find_map(polled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_among_four_different_ones() {
        for number in [8, 80, 1000, 4_500_000] {
            let choices: SortedSet<u64> = around(number).collect();
            assert!(choices.len() == CHOICES && choices.contains(&number), "{number}: {choices:?}");
        }
    }

    #[test]
    fn a_number_that_is_no_choice_counts_as_the_next_one() {
        let choices = [10, 20, 40].map(|time| Value::Time(Micros(time)));
        let right = |time| right_choice(&choices, &Value::Time(Micros(time)));
        assert_eq!([right(20), right(1), right(26), right(31)], [Some(1), Some(0), Some(1), Some(2)]);
        let lines = ["a", "b"].map(|line| Value::Text(line.to_owned()));
        assert_eq!(right_choice(&lines, &Value::Text("c".to_owned())), None);
    }
}
