//! A trace that was shortened says the same as the whole from where it was cut.

use std::collections::BTreeSet;
use std::time::Duration;

use taskscope_format::{shorten, transcript, Event, NodeId, ResourceId, TaskId, TimerId, Wait, WakeSource};
use taskscope_runtime::combine::Node;
use taskscope_runtime::mpsc::channel;
use taskscope_runtime::record::Latest;
use taskscope_runtime::{join, println, sleep, spawn, yield_now, JoinSet};

use crate::host::{record, run};
use crate::picture::{resource_of, Picture};
use crate::reading::{events, read, Told};
use crate::world;

/// The whole trace, read once for many cuts.
struct Whole {
    told: Vec<Told>,
    lines: Vec<String>,
}

impl Whole {
    fn new(words: &[u32]) -> Self {
        Self { told: read(words), lines: lines(words) }
    }

    /// Compares with a trace that keeps `capacity` events.
    #[track_caller]
    fn check(&self, words: &[u32], capacity: usize) {
        let short = read(words);
        let dropped = short.iter().find_map(|told| match told.event {
            Event::EventsDropped { count } => Some(usize::try_from(count).unwrap()),
            _ => None,
        });
        let Some(dropped) = dropped else {
            assert_eq!(lines(words), self.lines);
            assert!(self.told.len() <= capacity + capacity / 16 + 2);
            return;
        };
        let kept = self.told.len() - 1 - dropped;
        assert!((capacity..=capacity + capacity / 16 + 3).contains(&kept), "{kept} of {capacity} kept");
        assert_eq!(short[0], self.told[0]);
        let (prologue, tail) = short.split_at(short.len() - kept);
        let cut = 1 + dropped;
        assert_same(tail, &self.told[cut..]);
        for (short, whole) in lines(words)[prologue.len()..].iter().zip(&self.lines[cut..]) {
            assert_eq!(short, whole);
        }
        assert_eq!(undefined(&short), Vec::<String>::new());
        compare_pictures(&self.told, cut, prologue, tail);
    }
}

/// A line for each event: what says who recorded the run has none.
fn lines(words: &[u32]) -> Vec<String> {
    let text = transcript(words).unwrap();
    text.lines().filter(|line| !line.contains("recorded: ")).map(str::to_owned).collect()
}

/// Equal but for the ids of texts and places, which are compared by what they stand for.
#[track_caller]
fn assert_same(short: &[Told], whole: &[Told]) {
    assert_eq!(short.len(), whole.len());
    for (short, whole) in short.iter().zip(whole) {
        assert_eq!((short.time, &short.text, &short.place), (whole.time, &whole.text, &whole.place));
        assert_eq!(std::mem::discriminant(&short.event), std::mem::discriminant(&whole.event));
    }
}

#[track_caller]
fn compare_pictures(whole: &[Told], cut: usize, prologue: &[Told], tail: &[Told]) {
    let (mut full, mut short) = (Picture::default(), Picture::default());
    for told in &whole[..cut] {
        full.apply(told);
    }
    for told in prologue {
        short.apply(told);
    }
    // What is over may be missing, and is not used again.
    let known: BTreeSet<ResourceId> = short.resources.keys().copied().collect();
    let missing = full.resources.keys().filter(|id| !known.contains(id));
    for id in missing {
        assert!(!tail.iter().any(|told| resource_of(told.event) == Some(*id)), "{id} is missing");
    }
    let mut full = full.with_resources(&known);
    for (step, (whole, told)) in whole[cut..].iter().zip(tail).enumerate() {
        // Pictures that are the same stay so, as the events are: looked at often where they could part.
        if step < 3 || step % 64 == 0 {
            assert_pictures(&short, &full, || format!("{step} events after the cut at {cut}"));
        }
        full.apply(whole);
        short.apply(told);
    }
    assert_pictures(&short, &full, || format!("at the end, cut at {cut}"));
}

/// Equal, or told where not: pictures are long.
#[track_caller]
fn assert_pictures(short: &Picture, full: &Picture, when: impl Fn() -> String) {
    if short != full {
        let (short, full) = (format!("{short:#?}"), format!("{full:#?}"));
        let lines = short.lines().zip(full.lines()).enumerate();
        let differing: Vec<_> = lines.filter(|(_, (short, full))| short != full).take(5).collect();
        panic!("{}: {differing:#?}\n{short}", when());
    }
}

/// What is used before it is made.
fn undefined(told: &[Told]) -> Vec<String> {
    let mut known = Known::default();
    told.iter().filter_map(|told| known.unknown(told.event)).collect()
}

#[derive(Default)]
struct Known {
    tasks: BTreeSet<TaskId>,
    nodes: BTreeSet<NodeId>,
    resources: BTreeSet<ResourceId>,
    timers: BTreeSet<TimerId>,
}

impl Known {
    fn unknown(&mut self, event: Event) -> Option<String> {
        let (mut tasks, mut nodes, mut resources, mut timers) = (vec![], vec![], vec![], vec![]);
        let mut by = None;
        match event {
            Event::TaskSpawned { task, parent, .. } => {
                assert!(self.tasks.insert(task), "task {task} is spawned once");
                tasks.extend(parent);
            }
            Event::NodeCreated { node, parent, .. } => {
                assert!(self.nodes.insert(node), "node {node} is made once");
                nodes.extend(parent);
            }
            Event::ResourceCreated { resource, .. } => {
                assert!(self.resources.insert(resource), "resource {resource} is made once");
            }
            Event::TimerSet { timer, .. } => {
                assert!(self.timers.insert(timer), "timer {timer} is set once");
            }
            Event::TaskReady { task, by: source } | Event::TaskWokenAgain { task, by: source } => {
                tasks.push(task);
                by = Some(source);
            }
            Event::NodeWoken { node, by: source } => {
                nodes.push(node);
                by = Some(source);
            }
            Event::TaskCancelled { task, by } => tasks.extend([task].into_iter().chain(by)),
            Event::PollStarted { task }
            | Event::PollEnded { task }
            | Event::TaskDone { task }
            | Event::TaskPanicked { task, .. }
            | Event::TaskDetached { task }
            | Event::TaskPriority { task, .. } => tasks.push(task),
            Event::NodePollStarted { node }
            | Event::NodePollEnded { node, .. }
            | Event::NodeDropped { node, .. } => nodes.push(node),
            Event::TimerFired { timer } | Event::TimerCancelled { timer } => timers.push(timer),
            Event::Waiting { node, on, .. } => {
                nodes.extend(node);
                match on {
                    Wait::Timer(timer) => timers.push(timer),
                    Wait::Task(task) => tasks.push(task),
                    Wait::Receive(resource) | Wait::Send(resource) => resources.push(resource),
                    _ => {}
                }
            }
            Event::Queued { node, .. } | Event::Acquired { node, .. } => nodes.extend(node),
            Event::Released { holder, .. } => tasks.extend(holder),
            _ => {}
        }
        resources.extend(resource_of(event));
        match by {
            Some(WakeSource::Task(task)) => tasks.push(task),
            Some(WakeSource::Timer(timer)) => timers.push(timer),
            Some(WakeSource::Promise(resource)) => resources.push(resource),
            _ => {}
        }
        let is_known = tasks.iter().all(|id| self.tasks.contains(id))
            && nodes.iter().all(|id| self.nodes.contains(id))
            && resources.iter().all(|id| self.resources.contains(id))
            && timers.iter().all(|id| self.timers.contains(id));
        (!is_known).then(|| format!("{event:?}"))
    }
}

#[test]
fn random_traces_say_the_same_wherever_they_are_cut() {
    for seed in 0..15 {
        let words = world::trace(seed, 300);
        let whole = Whole::new(&words);
        for capacity in 0..whole.told.len() + 2 {
            whole.check(&shorten(&words, capacity).unwrap(), capacity.max(1));
        }
    }
}

#[test]
fn long_random_traces_say_the_same_although_what_is_over_is_forgotten() {
    for seed in 100..103 {
        let words = world::trace(seed, 30_000);
        let whole = Whole::new(&words);
        for capacity in [1, 20, 300, 5000] {
            whole.check(&shorten(&words, capacity).unwrap(), capacity);
        }
    }
}

#[test]
fn what_has_just_ended_is_known_to_the_events_that_still_name_it() {
    /// The dropped events after which the recorder forgets for the first time.
    const FORGETS_AFTER: usize = 4096;
    for seed in 200..260 {
        let words = world::trace(seed, FORGETS_AFTER + 40);
        let count = read(&words).len();
        // The first cuts after it: a while later nothing names what had ended before.
        for cut in [0, 1, 3, 7, 15].map(|later| FORGETS_AFTER + 1 + later) {
            let short = read(&shorten(&words, count - cut).unwrap());
            assert_eq!(undefined(&short), Vec::<String>::new(), "seed {seed}, cut at {cut}");
        }
    }
}

#[test]
fn what_was_shortened_before_can_be_shortened_again() {
    let words = world::trace(5, 2000);
    let once = shorten(&words, 500).unwrap();
    let twice = shorten(&once, 100).unwrap();
    let whole = read(&words);
    let (tail, short) = (&whole[whole.len() - 100..], read(&twice));
    assert_same(&short[short.len() - 100..], tail);
    assert_eq!(undefined(&short), Vec::<String>::new());
}

/// Many tasks, channels, sleeps and joins.
async fn program(rounds: usize) {
    let (sender, mut receiver) = channel(3);
    let producers = (0..4).map(|number| {
        let sender = sender.clone();
        spawn(format!("producer {number}"), async move {
            for round in 0..rounds {
                sender.send(number * 1000 + round).await.unwrap();
                if round % 7 == number {
                    sleep(Duration::from_micros(50)).await;
                }
            }
        })
    });
    let producers: Vec<_> = producers.collect();
    drop(sender);
    let consumer = spawn("consumer", async move {
        let mut set = JoinSet::new();
        while let Some(number) = receiver.recv().await {
            set.spawn(format!("worker {}", number % 10), worker(number));
            if set.len() > 5 {
                set.join_next().await;
            }
        }
        set.join_all().await;
    });
    for producer in producers {
        producer.await.unwrap();
    }
    consumer.await.unwrap();
}

async fn worker(number: usize) {
    join!(sleep(Duration::from_micros(30)), async {
        for _ in 0..number % 3 {
            yield_now().await;
        }
        join!(yield_now(), sleep(Duration::from_micros(7)));
    });
    // Text after text that is never said again.
    println!("number {number} is done");
}

fn latest(capacity: usize, rounds: usize) -> Latest {
    let latest = Latest::new(capacity);
    run(&latest.recorder(), program(rounds));
    latest
}

#[test]
fn a_long_program_recorded_with_little_room_ends_in_the_same_pictures() {
    let words = record(1_000_000, |recorder| run(&recorder, program(40)));
    let whole = Whole::new(&words);
    assert!(whole.told.len() > 5000, "{}", whole.told.len());
    for capacity in [1, 2, 3, 5, 10, 50, 99, 100, 101, 500, 1000, 3333, 5000, 1_000_000] {
        let latest = latest(capacity, 40);
        assert!(!latest.recorder().is_full());
        whole.check(&latest.words(), capacity);
        assert_eq!(latest.words(), shorten(&words, capacity).unwrap());
    }
}

#[test]
fn a_program_is_pictured_the_same_wherever_it_is_cut() {
    let words = record(1_000_000, |recorder| run(&recorder, program(4)));
    let whole = Whole::new(&words);
    for capacity in (1..whole.told.len()).step_by(3) {
        whole.check(&shorten(&words, capacity).unwrap(), capacity);
    }
}

#[test]
fn names_are_the_same_after_the_recorder_has_forgotten_its_own() {
    // Each round has four lines that are new, and the recorder forgets after 4096.
    let words = record(10_000_000, |recorder| run(&recorder, program(3000)));
    let whole = Whole::new(&words);
    whole.check(&latest(600, 3000).words(), 600);
}

#[test]
fn the_trace_can_be_had_while_the_run_goes_on() {
    let latest = std::rc::Rc::new(Latest::new(10));
    let inside = std::rc::Rc::clone(&latest);
    run(&latest.recorder(), async move {
        let mut node = Node::new("around the end");
        for _ in 0..20 {
            yield_now().await;
        }
        std::future::poll_fn(|cx| {
            node.poll(cx, |_| {
                let events = events(&inside.words());
                let is_dropped = |event: &Event| matches!(event, Event::EventsDropped { .. });
                assert!(is_dropped(&events[1]));
                let last = *events.last().unwrap();
                assert!(matches!(last, Event::NodePollStarted { node: NodeId(1) }), "{last:?}");
                std::task::Poll::Ready(())
            })
        })
        .await;
    });
    assert!(latest.dropped() > 60);
    assert!(matches!(events(&latest.words()).last(), Some(Event::RunEnded { .. })));
}

#[test]
fn memory_does_not_grow_with_what_is_over() {
    // Ten times as long, with as much alive at its end: the trace is as long.
    let [short, long] = [300, 3000].map(|rounds| latest(200, rounds).words().len());
    assert!(long < short * 2, "{short} and {long} words");
}
