//! What is read from the traces of programs with threads: states, lanes, words, chains, files and pictures.

use std::time::Duration;

use taskscope_format::{ChartEvent, Event, Micros, TaskId, ThreadEnd, ThreadEvent, ThreadId, Unit};
use taskscope_judge::{ChainEnd, JudgedRun, SegmentKind, critical_path, wait_chain};
use taskscope_runtime::record::Recording;
use taskscope_runtime::thread::{self, Function, Job};
use taskscope_runtime::{Chart, join_all, println, simulate, sleep, spawn_blocking, work};
use taskscope_scene::{Hit, Model, Scene, View, scene};
use taskscope_sorted::SortedSet;
use taskscope_tell::{chain_end_sentence, thread_state_text, value_text};
use taskscope_trace::{Arrangement, Axis, AxisKind, Step, charts_before};

static COUNT: Function<u32, u32> = Function::new("count", |up_to, out| {
    for number in 1..=up_to {
        work(Duration::from_millis(10));
        out.send(number);
    }
});
static SQUARE: Job<u32, u32> = Job::new("square", |number| {
    work(Duration::from_millis(10));
    number * number
});
static NOTHING: Function<(), ()> = Function::new("nothing", |(), _| {});

fn read(recording: &Recording) -> JudgedRun {
    let mut run = JudgedRun::default();
    run.append(recording.words()).expect("a recorder writes a trace");
    run
}

fn counting() -> JudgedRun {
    read(&simulate("main", async {
        let counter = thread::spawn(&COUNT);
        sleep(Duration::from_millis(5)).await;
        counter.send(2).expect("it is open");
        counter.close();
        while let Some(number) = counter.receive().await {
            println!("{number}");
        }
    }))
}

/// The step right after the first event that is meant.
fn step_after(run: &JudgedRun, is_meant: impl Fn(Event) -> bool) -> Step {
    let trace = run.trace();
    let found = trace.between(Step(0), trace.end()).find(|&(_, event)| is_meant(event));
    found.expect("the run has such an event").0
}

#[test]
fn a_thread_has_a_state_at_every_step() {
    let run = counting();
    let said = |step| {
        let state = run.state_at(step);
        state.threads.get(ThreadId(1)).map(thread_state_text)
    };
    let called = step_after(&run, |event| matches!(event, Event::Thread(ThreadEvent::CallPosted { .. })));
    assert_eq!(said(Step(0)), None);
    assert_eq!(said(Step(called.0 - 1)).as_deref(), Some("idle · simulated"));
    assert_eq!(said(called).as_deref(), Some("busy · simulated"));
    assert_eq!(said(run.trace().end()).as_deref(), Some("closed · simulated"));
    let end = run.state_at(run.trace().end());
    let thread = end.threads.get(ThreadId(1)).expect("it was started");
    assert_eq!((thread.calls_ended, thread.messages, thread.end), (1, 2, Some(ThreadEnd::Closed)));
}

#[test]
fn a_call_stands_where_the_thread_did_it() {
    let run = counting();
    let lane = run.lanes().threads().lane(ThreadId(1)).expect("it was started");
    let [call] = lane.calls() else { panic!("one call") };
    assert_eq!((call.from, call.to, call.task), (Micros(5_000), Micros(25_000), Some(TaskId(1))));
    assert_eq!(lane.end.map(|(_, how)| how), Some(ThreadEnd::Closed));
}

/// A run as it stands at its end.
fn picture(run: &JudgedRun, axis: &Axis<'_>, view: &View) -> Scene {
    let model = Model {
        trace: run.trace(),
        lanes: run.lanes(),
        browser: run.browser(),
        axis,
        state: &run.shown_at(run.trace().end()),
        folded: &SortedSet::new(),
        arrangement: &Arrangement::default(),
        over: taskscope_scene::Overlay::default(),
    };
    scene(&model, view)
}

#[test]
fn a_call_is_drawn_and_found_between_its_steps_on_every_axis() {
    let run = counting();
    let lane = run.lanes().threads().lane(ThreadId(1)).expect("it was started");
    let [call] = lane.calls() else { panic!("one call") };
    for kind in AxisKind::ALL {
        let axis = run.axis(kind);
        let view = View { selected: Some(TaskId(1)), ..View::new(1000.0, 240.0, &axis) };
        let picture = picture(&run, &axis, &view);
        // Below the lane of main and the heading.
        let y = View::LANES_TOP + 80.0 + 22.0 + 40.0;
        let hit = |x: f64| picture.hit(x, y);
        let found: Vec<f64> = (0..1000)
            .map(f64::from)
            .filter(|&x| matches!(hit(x), Some(Hit::Call { call: 0, count: 1, .. })))
            .collect();
        let [low, high] =
            [call.posted, call.heard.expect("it ended")].map(|step| view.px_from_step(&axis, step));
        let (first, last) = (found[0], *found.last().expect("it is drawn"));
        assert!(first >= low - 3.0 && last <= high + 3.0, "{kind:?}: {first}..{last} in {low}..{high}");
        assert!(last - first > 40.0, "{kind:?}: it takes most of the run");
        assert_eq!(hit(20.0), Some(Hit::Thread(ThreadId(1))), "its name");
    }
}

#[test]
fn a_million_calls_cost_no_more_than_the_pixels_they_cover() {
    let run = read(&simulate("main", async {
        let thread = thread::spawn(&NOTHING);
        for _ in 0..20_000 {
            thread.send(()).expect("it is open");
            work(Duration::from_millis(1));
        }
        thread.join().await.expect("it does not fail");
    }));
    for kind in AxisKind::ALL {
        let axis = run.axis(kind);
        let picture = picture(&run, &axis, &View::new(1000.0, 240.0, &axis));
        assert!(picture.ops().count() < 1_000, "{kind:?}: {}", picture.ops().count());
    }
}

#[test]
fn who_waits_for_a_thread_waits_for_what_it_does() {
    let run = counting();
    let waits =
        step_after(&run, |event| matches!(event, Event::Thread(ThreadEvent::CallPosted { .. }))).0 + 2;
    let state = run.state_at(Step(waits));
    let chain = wait_chain(&state, TaskId(1)).expect("it waits");
    assert_eq!(chain.end, ChainEnd::Thread(ThreadId(1)));
    let said = taskscope_tell::plain_text(&chain_end_sentence(run.trace(), &state, &chain.end), run.trace());
    assert_eq!(said, "Thread “count” is at work.");
}

#[test]
fn who_waits_for_the_pool_waits_for_whoever_is_free_first() {
    let run = read(&simulate("main", async {
        let all = (1..=5).map(|number| spawn_blocking(&SQUARE, number));
        assert!(join_all(all).await.into_iter().all(|square| square.is_ok()));
    }));
    let end = step_after(&run, |event| matches!(event, Event::TurnEnded { .. }));
    let state = run.state_at(end);
    let texts: Vec<String> = taskscope_judge::wait_chains(&state, TaskId(1))
        .iter()
        .map(|chain| {
            taskscope_tell::plain_text(&chain_end_sentence(run.trace(), &state, &chain.end), run.trace())
        })
        .collect();
    assert_eq!(texts.first().map(String::as_str), Some("Thread “pool 1” is at work."));
    assert_eq!(
        texts.last().map(String::as_str),
        Some("All threads of the pool are busy; the first free one takes the call.")
    );
}

#[test]
fn a_thread_that_has_nothing_to_do_will_wake_nobody() {
    let run = read(&simulate("main", async {
        let counter = thread::spawn(&COUNT);
        counter.receive().await;
    }));
    let found: Vec<_> = run.findings().list().iter().map(|finding| finding.kind).collect();
    assert_eq!(found, [taskscope_judge::FindingKind::NeverWoken]);
}

#[test]
fn the_critical_path_leads_through_a_thread() {
    let run = counting();
    let path = critical_path(run.trace());
    let through = path.iter().filter(|segment| segment.kind == SegmentKind::Thread(ThreadId(1))).count();
    assert!(through > 0, "{path:?}");
    let (first, last) = (path.first().expect("a path"), path.last().expect("a path"));
    assert_eq!((first.from, last.to), (Step(0), run.trace().end()));
    assert!(path.windows(2).all(|pair| pair[0].to == pair[1].from));
}

#[test]
fn charts_grow_with_what_is_measured() {
    let run = read(&simulate("main", async {
        let chart = Chart::new("time by how many", Unit::Nanos);
        for (series, x, value) in
            [("tasks", 4, 40), ("tasks", 1, 10), ("threads", 1, 9_000), ("tasks", 4, 44)]
        {
            chart.point(series, x, value);
        }
    }));
    let trace = run.trace();
    let series_at = |step| {
        let charts = charts_before(trace, step, 100);
        let series = charts.first().map(|chart| &chart.series[..]).unwrap_or_default();
        series
            .iter()
            .map(|series| {
                let points: Vec<_> = series.points.iter().map(|point| (point.x, point.value)).collect();
                (trace.text(series.name).to_owned(), points)
            })
            .collect::<Vec<_>>()
    };
    let first = step_after(&run, |event| matches!(event, Event::Chart(ChartEvent::Measured { .. })));
    assert_eq!(series_at(Step(0)), []);
    assert_eq!(series_at(first), [("tasks".to_owned(), vec![(4, 40)])]);
    let all = [("tasks".to_owned(), vec![(1, 10), (4, 44)]), ("threads".to_owned(), vec![(1, 9_000)])];
    assert_eq!(series_at(trace.end()), all);
    assert_eq!(value_text(9_000, Some(Unit::Nanos)), "9 µs");
}

#[test]
fn what_was_dropped_leaves_the_threads_that_are_there() {
    let recording = simulate("main", async {
        let counter = thread::spawn(&COUNT);
        counter.send(40).expect("it is open");
        while let Some(number) = counter.receive().await {
            if number == 40 {
                break;
            }
        }
    });
    let words = taskscope_format::shorten(recording.words(), 64).expect("it is a trace");
    let mut run = JudgedRun::default();
    run.append(&words).expect("what is shortened is a trace");
    let cut = step_after(&run, |event| matches!(event, Event::TurnStarted { .. }));
    let state = run.state_at(cut);
    let thread = state.threads.get(ThreadId(1)).expect("it is told again");
    assert_eq!((thread.is_ready, thread.calls), (true, 1));
}
