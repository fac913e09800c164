//! What is read from traces of real runs: states against a plain fold, lanes against states, axes, sentences.

use std::time::Duration;

use expect_test::{expect, expect_file};
use proptest::prelude::{ProptestConfig, any, prop_assert, proptest};
use taskscope_format::Place;
use taskscope_format::{Entry, Event, NodeId, PlaceId, TaskId, TextId, WakeSource};
use taskscope_gallery::DEMOS;
use taskscope_runtime::{join, simulate, sleep, spawn, yield_now};
use taskscope_simulate::Simulate as _;
use taskscope_trace::{AxisKind, End, NodeRow, Phase, Run, SpanKind, State, Step, Trace};

/// The runs of every demo and variant at default knobs, named.
fn runs() -> Vec<(String, Run)> {
    let variants = DEMOS.iter().flat_map(|demo| demo.variants.iter().map(move |variant| (demo, variant)));
    let runs = variants.map(|(demo, variant)| {
        let run = run_of(variant.simulate(demo.default_knobs()).words());
        (format!("{} {}", demo.slug, variant.name), run)
    });
    runs.collect()
}

fn run_of(words: &[u32]) -> Run {
    let mut run = Run::default();
    run.append(words).expect("a recorder writes a trace");
    run
}

#[test]
fn the_digests_are_those_that_every_browser_has_to_reach() {
    let lines = runs().into_iter().map(|(name, run)| format!("{name} {:016x}\n", run.trace().digest()));
    expect_file!["golden/digests.txt"].assert_eq(&lines.collect::<String>());
}

#[test]
fn a_state_is_the_fold_of_all_events_before_it() {
    for (name, run) in runs() {
        let mut folded = State::default();
        assert!(run.state_at(Step(0)) == folded, "{name}");
        for (step, event) in run.trace().between(Step(0), run.trace().end()) {
            folded.apply(event);
            assert!(run.state_at(step) == folded, "{name}, {step:?}");
        }
        assert!(*run.live_state() == folded, "{name}");
    }
}

#[test]
fn a_run_that_is_read_up_to_a_step_is_the_beginning_of_the_whole() {
    for demo in DEMOS {
        let words = demo.variants[0].simulate(demo.default_knobs()).words().to_vec();
        let whole = run_of(&words);
        for last in [Step(1), Step(whole.trace().end().0 / 2), Step::LAST] {
            let (first, rest) = words.split_at(words.len() / 12 * 4);
            let mut run = Run::default();
            for batch in [first, rest] {
                run.append_until(batch, last).expect("a recorder writes a trace");
            }
            let end = last.min(whole.trace().end());
            assert_eq!(run.trace().end(), end, "{}", demo.slug);
            assert_eq!(run.live_state(), &whole.state_at(end), "{}", demo.slug);
        }
    }
}

#[test]
fn resources_are_counted_by_their_kind() {
    let run = simulate("main", async {
        let locks = [0, 1].map(taskscope_runtime::sync::Mutex::new);
        let notify = taskscope_runtime::sync::Notify::new();
        drop((locks, notify));
    });
    let run = run_of(run.words());
    let numbers: Vec<_> =
        run.live_state().resources.values().map(|made| run.trace().resource_number(made.id)).collect();
    assert_eq!(numbers, [Some(1), Some(2), Some(1)]);
    assert_eq!(run.trace().resource_number(taskscope_format::ResourceId(0)), None);
}

#[test]
fn lanes_say_what_the_states_say() {
    for (name, run) in runs() {
        for step in 0..=run.trace().end().0 {
            let state = run.state_at(Step(step));
            for task in state.tasks.values() {
                let lane = run.lanes().lane(task.id).expect("every task has a lane");
                let span = lane.track().span_at(Step(step)).map(|span| span.kind);
                let said = match task.phase {
                    Phase::Ready => Some(SpanKind::Ready),
                    Phase::Running => Some(SpanKind::Running),
                    // Between its spawn and the event that makes it ready, a task has no span yet.
                    Phase::Waiting => span.filter(|&kind| kind == SpanKind::Waiting),
                    Phase::Done | Phase::Cancelled | Phase::Panicked => None,
                };
                assert_eq!(span, said, "{name}, step {step}, task {}", task.id);
            }
        }
    }
}

#[test]
fn positions_never_fall_and_lead_back_to_their_steps() {
    for (name, run) in runs() {
        for kind in [AxisKind::Clock, AxisKind::Steps, AxisKind::Elastic] {
            let axis = run.axis(kind);
            for step in 0..run.trace().end().0 {
                let (at, next) = (axis.position(Step(step)), axis.position(Step(step + 1)));
                assert!(at <= next, "{name}, {kind:?}, step {step}");
                assert_eq!(
                    axis.position(axis.step_at(at)).to_bits(),
                    at.to_bits(),
                    "{name}, {kind:?}, step {step}"
                );
            }
        }
    }
}

#[test]
fn an_axis_that_grows_with_its_trace_is_that_of_the_whole() {
    for demo in DEMOS {
        for variant in demo.variants {
            let words = variant.simulate(demo.default_knobs());
            let (whole, mut growing) = (run_of(words.words()), Run::default());
            for batch in words.words().chunks(4 * 23) {
                growing.append(batch).expect("batches are cut between records");
            }
            for kind in [AxisKind::Clock, AxisKind::Steps, AxisKind::Elastic] {
                let (growing, whole) = (growing.axis(kind), whole.axis(kind));
                assert_eq!(growing.folds(), whole.folds(), "{} {}", demo.slug, variant.name);
                for step in (0..=whole.end().0).map(Step) {
                    let (one, other) = (growing.position(step), whole.position(step));
                    assert_eq!(one.to_bits(), other.to_bits(), "{} {}, {step:?}", demo.slug, variant.name);
                    assert_eq!(whole.step_at_from(one, Step(0)), whole.step_at(one));
                }
            }
        }
    }
}

#[test]
fn on_the_elastic_axis_every_poll_can_be_seen() {
    /// More polls than that have no room on a screen.
    const MOST: u64 = 400;
    let polls = |run: &Run| run.state_at(run.trace().end()).polls;
    for (name, run) in runs().into_iter().filter(|(_, run)| polls(run) <= MOST) {
        let axis = run.axis(AxisKind::Elastic);
        for span in run.lanes().lanes().flat_map(|lane| lane.track().spans()) {
            let (SpanKind::Running, Some(to)) = (span.kind, span.to) else { continue };
            let width = (axis.position(to) - axis.position(span.from)) / axis.length() * 900.0;
            assert!(width >= 2.0, "{name}: a poll of {width} pixels at step {}", span.from.0);
        }
    }
}

#[test]
fn the_story_of_the_fixed_export_is_told_in_plain_sentences() {
    let (_, run) =
        runs().into_iter().find(|(name, _)| name == "export-and-upload fixed").expect("it is there");
    let told: Vec<String> = taskscope_tell::lines(&run).iter().map(|line| line.text(run.trace())).collect();
    expect![[r"
        The run starts with main.
        main runs for the first time.
        main creates channel 1 (line 24).
        main spawns export (line 25); it goes to the back of the queue.
        main spawns upload (line 26); it goes to the back of the queue.
        main spawns progress (line 27); it goes to the back of the queue.
        main polls export, upload and progress for the first time (line 28).
        main › export waits for export to end (line 28).
        main › upload waits for upload to end (line 28).
        main › progress waits for progress to end (line 28).
        main waits for export, upload and progress (they wait at line 28).
        export runs for the first time.
        export works for 20 ms, until 20 ms (line 43).
        export sends a message (1 in channel 1).
        export yields (line 45): it goes to the back of the queue.
        upload runs for the first time, 20 ms after it was spawned; export had the thread until now.
        upload starts request 1 for pages/received.txt (simulated).
        upload waits for request 1 (line 67).
        progress runs for the first time, 20 ms after it was spawned; export and upload had the thread until now.
        progress takes a message (0 left in channel 1).
        progress prints chunk 1 exported
        progress waits for a message from channel 1 (line 71).
        export runs again: it woke itself; upload and progress had the thread until now.
        export works for 20 ms, until 40 ms (line 43).
    "]]
    .assert_eq(&(told.get(..24).unwrap_or(&told).join("\n") + "\n"));
}

#[test]
fn a_thousand_equal_polls_are_one_line() {
    let first = line!();
    let recording = simulate("main", async {
        for _ in 0..1_000 {
            yield_now().await;
        }
        for _ in 0..100 {
            sleep(Duration::from_millis(2)).await;
        }
    });
    let run = run_of(recording.words());
    let mut told: String =
        taskscope_tell::lines(&run).iter().map(|line| line.text(run.trace()) + "\n").collect();
    for (line, words) in [(first + 3, "the yield"), (first + 6, "the sleep")] {
        told = told.replace(&format!("line {line}"), words);
    }
    expect![[r"
        The run starts with main.
        main yields (the yield) · 999 times · 0 ms
        main runs again: it woke itself.
        main yields (the yield): it goes to the back of the queue.
        Turn limit reached: back to the browser, with tasks still ready.
        main waits for a timer (the sleep) · 100 times · 0–200 ms
        main runs: timer 100 woke it; the thread was free.
        main is done.
        main is done, so the run ends.
    "]]
    .assert_eq(&told);
}

#[test]
fn a_timer_that_fires_after_the_last_poll_is_over_finds_nobody_holding_the_processor() {
    let run = simulate("main", async {
        let first = spawn("first", async {});
        sleep(Duration::from_millis(5)).await;
        drop(first);
    });
    let run = run_of(run.words());
    let told = taskscope_tell::lines(&run).into_iter().map(|line| line.text(run.trace()));
    assert!(told.into_iter().any(|sentence| sentence == "Timer 1 fires and wakes main."));
}

#[test]
fn a_node_that_wakes_itself_is_woken_until_it_is_polled_again() {
    let run = simulate("main", async {
        join!(yield_now());
    });
    let run = run_of(run.words());
    let main = run.lanes().at(0).expect("main has a lane");
    let kinds: Vec<_> = main.rows()[0].track().spans().map(|span| span.kind).collect();
    let expected = [SpanKind::Waiting, SpanKind::Running, SpanKind::Ready, SpanKind::Running];
    assert_eq!(kinds, expected);
}

#[test]
fn what_is_made_after_the_end_of_a_task_is_not_its_own() {
    let (task, place, name) = (TaskId(1), PlaceId(0), TextId(0));
    let node = |number| Event::NodeCreated { node: NodeId(number), parent: None, label: name, place };
    let events = [
        Event::TaskSpawned { task, parent: None, name, place },
        Event::PollStarted { task },
        node(1),
        Event::TaskDone { task },
        node(2),
        Event::TaskReady { task, by: WakeSource::Outside },
        Event::PollEnded { task },
    ];
    let place = Place { file: name, line: 1, column: 1 };
    let entries = [Entry::Text("main".to_owned()), Entry::Place(place)];
    let mut words = Vec::new();
    for entry in entries.into_iter().chain(events.map(Entry::Event)) {
        entry.write(&mut words);
    }
    let run = run_of(&words);
    let lane = run.lanes().at(0).expect("the task has a lane");
    assert_eq!(lane.rows().iter().map(NodeRow::len).sum::<usize>(), 1, "the second node is nobody's");
    assert_eq!(lane.end(), Some((Step(4), End::Done)));
    assert_eq!(lane.track().spans().map(|span| span.kind).collect::<Vec<_>>(), [SpanKind::Running]);
}

#[test]
fn the_digest_of_a_trace_is_the_same_however_its_words_were_cut() {
    let demo = DEMOS[0];
    let run = demo.variants[0].simulate(demo.default_knobs());
    let mut trace = Trace::default();
    for batch in run.words().chunks(4 * 7) {
        trace.append(batch).expect("batches are cut between records");
    }
    assert_eq!(trace.digest(), run_of(run.words()).trace().digest());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_words_are_read_or_refused_but_never_a_panic(words in proptest::collection::vec(any::<u32>(), 0..400)) {
        read_all(&words);
    }

    #[test]
    fn a_damaged_trace_is_read_or_refused_but_never_a_panic(at in 0..400_usize, word in any::<u32>()) {
        let demo = DEMOS[0];
        let mut words = demo.variants[1].simulate(demo.default_knobs()).words().to_vec();
        let index = at % words.len();
        words[index] = word;
        let run = read_all(&words);
        prop_assert!(run.trace().end().0 <= words.len() / 4 * 9);
    }
}

/// Reads everything that can be read from a stream.
fn read_all(words: &[u32]) -> Run {
    let mut run = Run::default();
    // A fault is fine: what came before it is still read.
    drop(run.append(words));
    for line in taskscope_tell::lines(&run) {
        assert!(!line.text(run.trace()).is_empty());
    }
    for kind in [AxisKind::Clock, AxisKind::Steps, AxisKind::Elastic] {
        assert!(run.axis(kind).length() >= 1.0);
    }
    run
}
