//! The answers to the questions of lessons, as runs give them.

use taskscope_sorted::SortedSet;

use taskscope_format::{Event, Micros, RunEnd, TaskId};

use super::tour::step_of;
use taskscope_judge::JudgedRun;
use taskscope_lessons::Answer;
use taskscope_tell::{micros_text, say};
use taskscope_trace::{Step, Trace};

/// A question with its choices, as a run answers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The choices, two at least, each once.
    pub choices: Vec<String>,
    /// The index of the right one.
    pub right: usize,
    /// Where it is to be seen.
    pub step: Step,
}

/// How many choices there are at most.
const CHOICES: usize = 4;

/// The choices and the right one. `None` if the run has no answer, because it has not come so far or its knobs leave
/// nothing to choose from.
#[must_use]
pub fn ask(answer: Answer, run: &JudgedRun) -> Option<Asked> {
    let trace = run.trace();
    let how = trace.run_end()?;
    let end = trace.end();
    match answer {
        Answer::Ends => Some(yes_or_no(how, end)),
        Answer::Line(nth) => among_lines(trace, nth),
        Answer::Lines => among_counts(trace.printed_before(end).len() as u64, say::count::line, end),
        Answer::Takes => among_times(trace.length(), end),
        Answer::FirstOver => among_tasks(run, over(trace).next()?),
        Answer::LastOver => among_tasks(run, over(trace).filter(|&(task, _)| task != MAIN).last()?),
        Answer::NextPolled(spot) => among_tasks(run, polled_after(trace, step_of(spot, run)?)?),
        Answer::Polls(name) => {
            let state = run.state_at(end);
            let task = state.tasks.values().find(|task| trace.text(task.name) == name)?;
            among_counts(task.polls.into(), say::count::poll, end)
        }
    }
}

/// The main task: ids count from 1.
const MAIN: TaskId = TaskId(1);

fn yes_or_no(how: RunEnd, step: Step) -> Asked {
    let choices = vec![
        say::programs_question::ends(),
        say::programs_question::stuck(),
        say::programs_question::goes_on(),
        say::programs_question::panics(),
    ];
    let right = match how {
        RunEnd::Finished => 0,
        RunEnd::Stuck => 1,
        RunEnd::LimitReached | RunEnd::Stopped | RunEnd::HeldTooLong => 2,
        RunEnd::Panicked | RunEnd::Crashed => 3,
    };
    Asked { choices, right, step }
}

fn among_lines(trace: &Trace, nth: usize) -> Option<Asked> {
    let printed = trace.printed_before(trace.end());
    let line = |step: &Step| {
        if let Some(Event::Output { text, .. }) = trace.event_before(*step) {
            Some(trace.text(text))
        } else {
            None
        }
    };
    let step = *printed.get(nth.checked_sub(1)?)?;
    let answer = line(&step)?;
    // Lines printed near it are the likeliest guesses.
    let from = nth.saturating_sub(CHOICES);
    let near = printed.get(from..)?.iter().filter_map(line);
    let mut others: SortedSet<&str> = SortedSet::new();
    for other in near.filter(|&other| other != answer) {
        if others.len() < CHOICES - 1 {
            others.insert(other);
        }
    }
    // In alphabetical order, which gives nothing away.
    others.insert(answer);
    among(others.into_iter().map(str::to_owned).collect(), answer, step)
}

fn among_tasks(run: &JudgedRun, (answer, step): (TaskId, Step)) -> Option<Asked> {
    let trace = run.trace();
    let state = run.state_at(trace.end());
    let mut names: SortedSet<&str> = SortedSet::from([trace.task_name(answer)]);
    for task in state.tasks.values() {
        if names.len() < CHOICES {
            names.insert(trace.text(task.name));
        }
    }
    among(names.into_iter().map(str::to_owned).collect(), trace.task_name(answer), step)
}

fn among_counts(count: u64, say: fn(u64) -> String, step: Step) -> Option<Asked> {
    among(around(count).map(say).collect(), &say(count), step)
}

fn among_times(time: Micros, step: Step) -> Option<Asked> {
    among(around(time.0).map(|time| micros_text(Micros(time))).collect(), &micros_text(time), step)
}

/// A number among its halves and doubles, which stands at a place that depends on it.
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

fn among(mut choices: Vec<String>, answer: &str, step: Step) -> Option<Asked> {
    choices.dedup();
    let right = choices.iter().position(|choice| choice == answer)?;
    (choices.len() > 1).then_some(Asked { choices, right, step })
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
    fn a_number_stands_among_four_different_ones() {
        for number in [8, 80, 1000, 4_500_000] {
            let choices: SortedSet<u64> = around(number).collect();
            assert!(choices.len() == CHOICES && choices.contains(&number), "{number}: {choices:?}");
        }
    }

    #[test]
    fn choices_that_are_the_same_are_one() {
        let choices = || vec!["1".to_owned(), "1".to_owned(), "2".to_owned()];
        assert_eq!(
            among(choices(), "2", Step(3)),
            Some(Asked { choices: vec!["1".into(), "2".into()], right: 1, step: Step(3) })
        );
        assert_eq!(among(vec!["1".to_owned()], "1", Step(3)), None, "there is nothing to choose");
        assert_eq!(among(choices(), "3", Step(3)), None);
    }
}
