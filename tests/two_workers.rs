//! Tests of runs in which two workers poll at the same time.

use taskscope_format::{
    Clock, Encoder, Entry, Event, Micros, NodeId, Order, Place, PlaceId, ResourceId, ResourceKind, TaskId,
    TextId, Ticket, TimerId, TurnCause, Wait, WakeSource, WorkerId, shorten,
};

use taskscope_judge::{FindingKind, Findings, wait_chain};
use taskscope_tell::{Names, chain_end_sentence, lines, plain_text, state_text};
use taskscope_trace::files::{Origin, chrome_json, words_of};
use taskscope_trace::{AxisKind, Phase, Run, Shared, SharedTime, SpanKind, State, Step, Trace};

const A: TaskId = TaskId(1);
const B: TaskId = TaskId(2);
const PLACE: PlaceId = PlaceId(0);

/// A run of two tasks: at which time which worker does what.
fn run_of(clock: Clock, events: &[(u64, u32, Event)]) -> Run {
    let mut trace = Trace::default();
    let mut append = |entry: Entry, worker: u32| {
        let (mut encoder, mut words) = (Encoder::default(), Vec::new());
        encoder.add(&Entry::Worker(WorkerId(worker)), &mut words);
        encoder.add(&entry, &mut words);
        encoder.finish(&mut words);
        trace.append(&words).expect("an encoder writes a trace");
    };
    for text in ["a", "b", "file.rs"] {
        append(Entry::Text(text.to_owned()), 0);
    }
    append(Entry::Place(Place { file: TextId(2), line: 7, column: 1 }), 0);
    append(Entry::Event(Event::RunStarted { clock, order: Order::Fifo, seed: 0 }), 0);
    for (task, name) in [(A, TextId(0)), (B, TextId(1))] {
        append(Entry::Event(Event::TaskSpawned { task, parent: None, name, place: PLACE }), 0);
        append(Entry::Event(Event::TaskReady { task, by: WakeSource::Spawn }), 0);
    }
    for &(time, worker, event) in events {
        append(Entry::Time(Micros(time)), worker);
        append(Entry::Event(event), worker);
    }
    Run::from(trace)
}

#[test]
fn a_poll_is_counted_once_at_a_line_while_others_come_and_go() {
    let waits = Event::Waiting { node: None, on: Wait::Yield, place: PLACE };
    let events = [
        (10, 0, Event::PollStarted { task: A }),
        (20, 1, Event::PollStarted { task: B }),
        (21, 0, waits),
        (22, 1, waits),
        (23, 1, Event::PollEnded { task: B }),
        (24, 0, waits),
        (30, 0, Event::PollEnded { task: A }),
    ];
    let run = run_of(Clock::Virtual, &events);
    let visits = run.visits();
    let (_, visits) = visits.lines().next().expect("there is one line");
    let tasks: Vec<_> = visits.iter().map(|visit| visit.task).collect();
    assert_eq!(tasks, [None, None, Some(A), Some(B)], "two were spawned there from outside");
}

/// Steps before the events that a test gives.
const BEFORE: usize = 5;

fn events() -> Vec<(u64, u32, Event)> {
    vec![
        (10, 0, Event::PollStarted { task: A }),
        (20, 1, Event::PollStarted { task: B }),
        (21, 0, Event::Waiting { node: None, on: Wait::Yield, place: PLACE }),
        (22, 1, Event::WorkStarted { duration: Micros(9), place: PLACE }),
        (25, 1, Event::TaskReady { task: A, by: WakeSource::Task(B) }),
        (30, 0, Event::PollEnded { task: A }),
        (31, 1, Event::WorkEnded),
        (40, 1, Event::TaskDone { task: B }),
        (50, 1, Event::PollStarted { task: A }),
        (60, 1, Event::TaskDone { task: A }),
    ]
}

fn run() -> Run {
    run_of(Clock::Virtual, &events())
}

fn running(state: &State) -> Vec<TaskId> {
    state.running.values().copied().collect()
}

#[test]
fn two_tasks_run_at_once_and_each_event_belongs_to_that_of_its_worker() {
    let run = run();
    let at = |events: usize| run.state_at(Step(BEFORE + events));
    let ran: Vec<_> = (0..=events().len()).map(|events| running(&at(events))).collect();
    let [none, both, b]: [&[TaskId]; 3] = [&[], &[A, B], &[B]];
    assert_eq!(ran, [none, &[A], both, both, both, both, b, b, none, &[A], none]);
    let states = [A, B].map(|task| at(4).task(task).map(|task| state_text(&at(4), run.trace(), task)));
    assert_eq!(states, [Some("running".to_owned()), Some("running · busy".to_owned())]);
    assert_eq!((at(3).running(), at(4).running(), at(6).running()), (Some(A), Some(B), None));
    let awaits = [A, B].map(|task| at(5).task(task).map(|task| task.awaits.len()));
    assert_eq!(awaits, [Some(1), Some(0)]);
    let after = at(6);
    assert_eq!(after.task(A).map(|task| task.phase), Some(Phase::Ready), "it was woken by another worker");
    assert!(after.queue.contains(&A));
}

#[test]
fn a_state_that_is_asked_for_is_the_one_that_was_gone_through() {
    let mut live = State::default();
    let run = run();
    for step in (1..=run.trace().end().0).map(Step) {
        live.worker = run.trace().worker(step);
        live.apply(run.trace().event_before(step).expect("every step has an event before it"));
        assert_eq!(run.state_at(step), live, "{step:?}");
    }
    assert_eq!(run.live_state(), &live);
}

#[test]
fn two_lanes_are_busy_at_once_and_sums_count_both() {
    use SpanKind::{Ready, Running};

    let run = run();
    let kind = |task, events: usize| {
        let lane = run.lanes().lane(task).expect("both have lanes");
        lane.track().span_at(Step(BEFORE + events)).map(|span| span.kind)
    };
    assert_eq!([A, B].map(|task| kind(task, 3)), [Some(Running); 2]);
    assert_eq!([A, B].map(|task| kind(task, 6)), [Some(Ready), Some(Running)]);
    assert_eq!([A, B].map(|task| kind(task, 9)), [Some(Running), None]);
    let statistics = run.statistics();
    let busy = [A, B].map(|task| statistics.task(task).map(|task| task.busy.time));
    assert_eq!(busy, [Some(Micros(20 + 10)), Some(Micros(20))]);
    let all = statistics.run();
    assert_eq!((all.busy.time, all.ready.time, all.polls), (Micros(50), Micros(10 + 20 + 20), 3));
}

#[test]
fn sentences_name_the_task_of_their_worker() {
    let run = run();
    let lines: Vec<_> = lines(&run).iter().map(|line| line.text(run.trace())).collect();
    let expected = [
        "The run starts with a.",
        "b is spawned from outside; it goes to the back of the queue.",
        "a runs for the first time, 10 µs after it was spawned.",
        "b runs for the first time, 20 µs after it was spawned.",
        "b works for 9 µs, until 31 µs (line 7).",
        "b wakes a.",
    ];
    assert_eq!(lines.get(..expected.len()).unwrap_or_default(), expected);
}

#[test]
fn a_task_that_another_worker_runs_is_running() {
    let events = [
        (10, 0, Event::PollStarted { task: A }),
        (10, 1, Event::PollStarted { task: B }),
        (10, 1, Event::Waiting { node: None, on: Wait::Task(A), place: PLACE }),
        (10, 1, Event::PollEnded { task: B }),
    ];
    let run = run_of(Clock::Virtual, &events);
    let (state, trace) = (run.live_state(), run.trace());
    let chain = wait_chain(state, B).expect("it waits");
    assert_eq!(plain_text(&chain_end_sentence(trace, state, &chain.end), trace), "a is running.");
}

#[test]
fn while_one_worker_has_a_turn_nothing_is_idle_or_shared() {
    let turn = |worker, task| {
        let cause = TurnCause::Request;
        [Event::TurnStarted { cause }, Event::PollStarted { task }, Event::PollEnded { task }]
            .map(|event| (10, worker, event))
    };
    let end = |time, worker| (time, worker, Event::TurnEnded { budget_spent: false });
    let sent = Event::Closed { resource: ResourceId(9) };
    let events = |second| {
        let mut events = [turn(0, A), turn(second, B)].concat();
        events.extend([end(10, 0), (1_000, second, sent), end(1_010, second)]);
        events
    };
    let run = run_of(Clock::Browser, &events(1));
    let folds = |run: &Run| run.axis(AxisKind::Elastic).folds().len();
    assert_eq!((folds(&run), run.statistics().run().shared), (0, Shared::default()));
    // With one worker, what happens in its turn is the work of its polls.
    let mut alone = events(0);
    alone.retain(|&(_, _, event)| event != end(0, 0).2);
    let shared = run_of(Clock::Browser, &alone).shared_time_at(Step(BEFORE + 6));
    assert!(matches!(shared, Some(SharedTime { length: Micros(990), .. })), "{shared:?}");
}

#[test]
fn a_poll_is_long_while_another_worker_polls() {
    let events = [
        (0, 0, Event::PollStarted { task: A }),
        (10, 1, Event::PollStarted { task: B }),
        (20, 1, Event::TaskReady { task: B, by: WakeSource::Outside }),
        (20, 1, Event::PollEnded { task: B }),
        (60_000, 0, Event::PollEnded { task: A }),
    ];
    let found = Findings::of(run_of(Clock::Virtual, &events).trace());
    let found: Vec<_> = found.list().iter().map(|finding| (finding.kind, finding.tasks.clone())).collect();
    assert_eq!(found, [(FindingKind::LongPoll, vec![A, B])]);
}

#[test]
fn what_a_future_takes_is_its_own_while_another_worker_begins_and_ends_polls() {
    let (resource, node) = (ResourceId(1), NodeId(1));
    let queued = Event::Queued { resource, ticket: Ticket(1), node: Some(node), permits: 1 };
    let (kind, capacity, ticket) = (ResourceKind::Mpsc, None, Ticket(1));
    let events = |other: u32| {
        [
            (0, 0, Event::ResourceCreated { resource, kind, capacity, place: PLACE }),
            (0, 0, Event::PollStarted { task: A }),
            (0, 0, Event::NodeCreated { node, parent: None, label: TextId(0), place: PLACE }),
            (0, 0, Event::NodePollStarted { node }),
            (0, other, Event::PollStarted { task: B }),
            (0, other, Event::PollEnded { task: B }),
            (0, 0, Event::Received { resource, len: 0 }),
            (0, 0, queued),
            (0, 0, Event::Waiting { node: Some(node), on: Wait::Send(resource), place: PLACE }),
            (0, 0, Event::NodePollEnded { node, ready: false }),
            (0, 0, Event::Left { resource, ticket, served: false }),
            (0, 0, Event::NodeDropped { node, finished: false }),
            (0, 0, Event::TaskDone { task: A }),
        ]
    };
    let found = |other| {
        let found = Findings::of(run_of(Clock::Virtual, &events(other)).trace());
        found.list().iter().map(|finding| finding.kind).collect::<Vec<_>>()
    };
    assert_eq!(found(1), [FindingKind::DroppedHalfDone]);
    assert_eq!(found(0), [], "with one worker the poll of the other task would have ended this one");
}

#[test]
fn the_futures_that_are_polled_are_those_of_the_worker() {
    let made = |worker, node| {
        let (node, parent, label) = (NodeId(node), None, TextId(0));
        [
            (0, worker, Event::NodeCreated { node, parent, label, place: PLACE }),
            (0, worker, Event::NodePollStarted { node }),
        ]
    };
    let mut events = vec![(0, 0, Event::PollStarted { task: A })];
    events.extend(made(0, 1));
    events.push((0, 1, Event::PollStarted { task: B }));
    events.extend(made(1, 2));
    events.extend(made(0, 3));
    events.extend([
        (0, 1, Event::NodePollEnded { node: NodeId(2), ready: false }),
        (0, 0, Event::PollSuspended { task: A }),
        (0, 1, Event::PollEnded { task: B }),
        (0, 0, Event::PollStarted { task: B }),
        (0, 1, Event::PollResumed { task: A }),
        (0, 1, Event::NodePollEnded { node: NodeId(3), ready: false }),
    ]);
    let run = run_of(Clock::Virtual, &events);
    let at = |events: usize| {
        let state = run.state_at(Step(BEFORE + events));
        let polled: Vec<u32> = state.polled().iter().map(|node| node.0).collect();
        (polled, state.is_suspended(A))
    };
    let polled = [3, 4, 6, 8, 9, 10, 11, 12, 13].map(at);
    let expected: [(&[u32], bool); 9] = [
        (&[1], false),
        (&[], false),
        (&[2], false),
        (&[1, 3], false),
        (&[], false),
        (&[], true),
        (&[], true),
        (&[], true),
        (&[1, 3], false),
    ];
    assert_eq!(polled, expected.map(|(polled, is_suspended)| (polled.to_vec(), is_suspended)));
    assert_eq!(run.live_state().polled(), [NodeId(1)]);
}

#[test]
fn a_chrome_trace_has_a_thread_for_the_turns_of_each_worker() {
    let (cause, budget_spent) = (TurnCause::Request, false);
    let timer = TimerId(1);
    let events = [
        (10, 0, Event::TurnStarted { cause }),
        (20, 1, Event::TurnStarted { cause }),
        (25, 1, Event::TimerFired { timer }),
        (25, 1, Event::TaskReady { task: A, by: WakeSource::Timer(timer) }),
        (30, 0, Event::TurnEnded { budget_spent }),
        (40, 1, Event::TurnEnded { budget_spent }),
    ];
    let run = run_of(Clock::Virtual, &events);
    let text = chrome_json(run.trace(), &Origin::default(), &Names);
    let file: serde_json::Value = serde_json::from_str(&text).expect("what is written is JSON");
    let entries = file["traceEvents"].as_array().expect("it has a list of events");
    let number = |entry: &serde_json::Value, name: &str| entry[name].as_u64().unwrap_or_default();
    let named: Vec<_> = entries
        .iter()
        .filter(|entry| entry["name"] == "thread_name")
        .map(|entry| (entry["args"]["name"].as_str().unwrap_or_default(), number(entry, "tid")))
        .collect();
    let [first, second] = ["executor, worker 1", "executor, worker 2"]
        .map(|name| named.iter().find(|named| named.0 == name).expect("each worker has a thread").1);
    let turns: Vec<_> = entries
        .iter()
        .filter(|entry| entry["ph"] == "X" && entry["cat"] != "state")
        .map(|entry| (number(entry, "tid"), number(entry, "ts"), number(entry, "dur")))
        .collect();
    assert_eq!(turns, [(first, 10, 20), (second, 20, 20), (second, 25, 0)]);
    let order = |thread| {
        let is_meant = |entry: &&serde_json::Value| {
            entry["name"] == "thread_sort_index" && number(entry, "tid") == thread
        };
        entries.iter().find(is_meant).map(|entry| entry["args"]["sort_index"].clone())
    };
    assert_eq!([first, second].map(order), [Some(0.into()), Some(1.into())]);
}

#[test]
fn what_is_left_of_a_run_that_was_shortened_stands_as_it_did() {
    let node = NodeId(1);
    let made = Event::NodeCreated { node, parent: None, label: TextId(0), place: PLACE };
    let ready = |task| Event::TaskReady { task, by: WakeSource::Outside };
    let events = [
        (10, 0, Event::TurnStarted { cause: TurnCause::Request }),
        (10, 0, Event::PollStarted { task: A }),
        (11, 0, made),
        (11, 0, Event::NodePollStarted { node }),
        (20, 1, Event::PollStarted { task: B }),
        (21, 1, Event::TimerSet { timer: TimerId(1), deadline: Micros(90) }),
        (22, 0, ready(A)),
        (23, 0, Event::PollSuspended { task: A }),
        (24, 1, ready(B)),
        (25, 1, Event::PollEnded { task: B }),
        (26, 0, Event::PollStarted { task: B }),
        (27, 1, Event::PollResumed { task: A }),
        (28, 1, Event::NodePollEnded { node, ready: true }),
        (29, 1, Event::PollSuspended { task: A }),
        (30, 0, ready(A)),
        (31, 0, Event::TaskDone { task: B }),
    ];
    let run = run_of(Clock::Virtual, &events);
    for kept in 1..=events.len() {
        for length in 0..=events.len() {
            let whole = run_of(Clock::Virtual, &events[..length]);
            let words = shorten(&words_of(whole.trace()), kept).expect("it is a trace");
            let mut short = Run::default();
            short.append(&words).expect("a trace that was shortened is one");
            let [short, whole] = [short, whole].map(|run| {
                let state = run.live_state();
                let tasks = state.tasks.values().filter(|task| !task.phase.is_over());
                let tasks: Vec<_> = tasks.map(|task| (task.id, task.phase, task.is_woken)).collect();
                let nodes: Vec<_> = state.nodes.values().cloned().collect();
                let timers: Vec<_> = state.timers.values().copied().collect();
                let running: Vec<_> = state.running.entries().map(|(worker, &task)| (worker, task)).collect();
                let suspended = [A, B].map(|task| state.is_suspended(task));
                (tasks, nodes, timers, (running, suspended, state.queue.clone(), state.polled().to_vec()))
            });
            assert_eq!(short, whole, "{kept} of {length} events are kept");
        }
    }
    assert!(run.live_state().is_suspended(A));
}
