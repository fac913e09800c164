//! Stepping through every demo: each press of `.` tells something new, and what changes something is told with its cause.

use std::collections::{BTreeMap, BTreeSet};

use expect_test::expect;
use taskscope_format::Event;
use taskscope_gallery::DEMOS;
use taskscope_simulate::Simulate as _;
use taskscope_tell::{
    Around, contents_text, dropped_text, line_at, lines, lines_around, resource_text, state_text, told_after,
    told_before, waiting_tasks,
};
use taskscope_trace::{Run, State, Step, Trace};

#[path = "telling/kinds.rs"]
mod kinds;
#[path = "telling/programs.rs"]
mod programs;
#[path = "telling/rounds.rs"]
mod rounds;

/// Every demo at its default knobs.
fn runs() -> impl Iterator<Item = (String, Run)> {
    let variants = DEMOS.iter().flat_map(|demo| demo.variants.iter().map(|variant| (*demo, variant)));
    variants.map(|(demo, variant)| {
        let mut run = Run::default();
        run.append(variant.simulate(demo.default_knobs()).words()).expect("a recorder writes a trace");
        (format!("{} {}", demo.slug, variant.name), run)
    })
}

fn run_of(slug: &str, variant: &str) -> Run {
    let demo = taskscope_gallery::find(slug).unwrap_or_else(|| panic!("there is no {slug}"));
    let variant = demo.variant(variant).unwrap_or_else(|| panic!("there is no {variant} of {slug}"));
    let mut run = Run::default();
    run.append(variant.simulate(demo.default_knobs()).words()).expect("a recorder writes a trace");
    run
}

/// What the state pane and the table show of a state.
fn shown(trace: &Trace, state: &State) -> String {
    let tasks = state.tasks.values().map(|task| {
        format!("{} {} {} {}", task.id.0, state_text(state, trace, task), task.polls, task.wakes)
    });
    let waits = format!("{:?} {:?}", state.queue, waiting_tasks(trace, state, usize::MAX));
    let timers = state.timers.values().map(|timer| format!("{timer:?}"));
    let there = state.resources.values().filter(|resource| !resource.is_gone);
    let resources = there.map(|resource| {
        let (waiters, holders): (Vec<_>, Vec<_>) =
            (resource.waiters().collect(), resource.holders().collect());
        let contents = contents_text(trace, state, resource);
        format!("{} {contents} {waiters:?} {holders:?}", resource_text(trace, resource.id))
    });
    let rest = format!("{:?} {}", dropped_text(trace, state), state.lines);
    tasks.chain([waits]).chain(timers).chain(resources).chain([rest]).collect::<Vec<_>>().join(";")
}

/// Events and presses of a run that are looked at: the longest runs are rounds that come thousands of times.
const LOOKED_AT: usize = 700;

/// A sentence that says no more than that an event happened: it counts only where the state moves.
fn is_bare(sentence: &str) -> bool {
    sentence.ends_with("; what it waits for is not recorded.") || sentence.starts_with("Mark:")
}

/// Presses of `.` from the start to the end, and those that move neither the sentence nor the state.
fn presses(run: &Run) -> (usize, Vec<String>) {
    let trace = run.trace();
    let (mut cursor, mut count, mut silent) = (Step(0), 0, Vec::new());
    let look = |step| {
        let text = line_at(run, step).map_or(String::new(), |line| line.text(trace));
        (text, shown(trace, &run.state_at(step)))
    };
    let mut before = look(cursor);
    while cursor < trace.end() && count < LOOKED_AT {
        cursor = told_after(run, cursor).unwrap_or(trace.end());
        let now = look(cursor);
        let is_new = now.0 != before.0 && !is_bare(&now.0);
        if !is_new && now.1 == before.1 {
            silent.push(format!("step {}: {}", cursor.0, now.0));
        }
        (before, count) = (now, count + 1);
    }
    (count, silent)
}

#[test]
fn a_press_of_step_moves_the_sentence_or_the_state() {
    let mut all = Vec::new();
    for (name, run) in runs() {
        let (count, silent) = presses(&run);
        assert!(
            silent.len() * 20 <= count,
            "{name}: {} of {count} presses are silent: {silent:#?}",
            silent.len()
        );
        all.extend(silent.into_iter().map(|press| format!("{name}, {press}\n")));
    }
    // Nothing is told after the last sentence: the browser takes the thread back.
    expect![[r"
        stale-waker bad, step 11: main › timeout returns Pending; what it waits for is not recorded.
        stale-waker fixed, step 11: main › timeout returns Pending; what it waits for is not recorded.
    "]]
    .assert_eq(&all.concat());
}

#[test]
fn stepping_back_meets_the_same_sentences() {
    for (name, run) in runs() {
        let mut forward = vec![Step(0)];
        while let Some(next) =
            told_after(&run, forward[forward.len() - 1]).filter(|_| forward.len() < LOOKED_AT)
        {
            forward.push(next);
        }
        let mut back = vec![forward[forward.len() - 1]];
        while let Some(&last) = back.last().filter(|last| last.0 > 0) {
            back.push(told_before(&run, last));
        }
        back.reverse();
        assert_eq!(forward, back, "{name}");
    }
}

#[test]
fn what_changes_the_state_is_told_at_once_or_in_the_sentence_that_follows() {
    let mut untold: BTreeMap<String, String> = BTreeMap::new();
    for (name, run) in runs() {
        let trace = run.trace();
        let mut told = BTreeSet::new();
        let mut cursor = Step(0);
        while let Some(next) = told_after(&run, cursor).filter(|_| cursor.0 <= LOOKED_AT) {
            told.insert(next);
            cursor = next;
        }
        let mut state = State::default();
        let mut before = shown(trace, &state);
        // Rounds that come a thousand times are alike.
        for (step, event) in trace.between(Step(0), trace.end()).take(LOOKED_AT) {
            state.apply(event);
            let now = shown(trace, &state);
            // The sentence that follows is told before anything else is polled.
            let next = told.range(step..).next().copied().unwrap_or(trace.end());
            let is_polled = |(_, event): (Step, Event)| matches!(event, Event::PollStarted { .. });
            let follows = !trace.between(step, next).any(is_polled) && trace.time(next) == trace.time(step);
            if now != before && !follows {
                untold.entry(kind(event)).or_insert_with(|| format!("{name}, step {}", step.0));
            }
            before = now;
        }
    }
    let kinds: Vec<String> = untold.into_iter().map(|(kind, first)| format!("{kind}: {first}\n")).collect();
    expect![[r"
        Fetch: export-and-upload bad, step 80
    "]]
    .assert_eq(&kinds.concat());
}

fn kind(event: Event) -> String {
    let text = format!("{event:?}");
    text.split([' ', '(', '{']).next().unwrap_or_default().to_owned()
}

#[test]
fn the_line_at_a_step_is_the_one_the_list_marks() {
    for (name, run) in runs() {
        for step in (0..=run.trace().end().0).step_by(7).take(LOOKED_AT / 7).map(Step) {
            let (around, told) = lines_around(&run, Around { step, before: 5, after: 5 });
            let marked = told.checked_sub(1).and_then(|last| around.get(last));
            assert_eq!(line_at(&run, step).as_ref(), marked, "{name}, {step:?}");
            let is_in = marked.is_none_or(|line| line.step <= step && step <= line.until);
            assert!(is_in, "{name}, {step:?}: {marked:?}");
        }
    }
}

#[test]
fn no_sentence_runs_into_another_one() {
    for (name, run) in runs() {
        for line in lines(&run) {
            let text = line.text(run.trace());
            assert!(!text.contains("  ") && !text.contains("..") && !text.contains('{'), "{name}: {text}");
        }
    }
}
