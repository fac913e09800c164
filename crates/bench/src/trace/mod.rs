//! `cargo xtask bench trace`: how long it takes to open a trace, to find a state and to draw, and how much room it needs.
//!
//! The same code runs natively and in a page; whoever calls it brings the clock.

mod scenes;
mod workload;

use taskscope_trace::files::{Origin, binary_file, json_file};
use taskscope_trace::{Run, Step};

/// The sizes that are compared, in events.
const SIZES: [usize; 3] = [10_000, 100_000, 1_000_000];
/// Words of a batch when a trace is opened: 64 KiB.
const BATCH: usize = 16_384;
/// Words of a batch while a program runs: about what comes in a frame at 20,000 events a second.
const LIVE_BATCH: usize = 4 * 333;
/// States that are looked for.
const STATES: usize = 2_000;

/// Times that each state and picture is asked for: the best counts, as whatever disturbs the machine is not ours.
const REPEATS: usize = 3;

/// What measures.
pub struct Instruments<'a> {
    /// The time in milliseconds.
    pub now: &'a dyn Fn() -> f64,
    /// Bytes that are allocated; `None` where nobody counts them.
    pub allocated: &'a dyn Fn() -> Option<usize>,
}

impl Instruments<'_> {
    fn milliseconds(&self, work: impl FnOnce()) -> f64 {
        let start = (self.now)();
        work();
        (self.now)() - start
    }
}

/// One value: the work, what it is called, and it.
pub type Measured = (String, String, f64);

/// Everything that is measured. Times are in milliseconds, or nanoseconds an event.
#[must_use]
pub fn measure(instruments: &Instruments<'_>, rounds: usize) -> Vec<Measured> {
    SIZES.into_iter().flat_map(|events| measure_size(instruments, events, rounds)).collect()
}

/// The largest trace as files, by their endings.
///
/// # Panics
/// Never: a recorder writes a trace.
#[must_use]
pub fn files() -> [(&'static str, Vec<u8>); 2] {
    let [.., largest] = SIZES;
    let run = opened(workload::recorded(largest).words(), BATCH);
    let (trace, origin) = (run.trace(), Origin::default());
    [(".taskscope.json", json_file(trace, &origin).into_bytes()), (".taskscope", binary_file(trace, &origin))]
}

fn measure_size(instruments: &Instruments<'_>, events: usize, rounds: usize) -> Vec<Measured> {
    let recording = workload::recorded(events);
    let words = recording.words();
    let (run, bytes) = kept(instruments, words);
    let per_event = 1e6 / float(run.trace().end().0);
    let open = best(rounds, || instruments.milliseconds(|| drop(opened(words, BATCH))));
    let append = best(rounds, || instruments.milliseconds(|| drop(opened(words, LIVE_BATCH))));
    let states = states(instruments, &run);
    let row = |work: &str, name: &str, value| (work.to_owned(), format!("{name}, {events} events"), value);
    let mut rows = vec![
        row("open", "all at once", open),
        row("append", "while it runs", append * per_event),
        row("state", "p50", percentile(&states, 50)),
        row("state", "p99", percentile(&states, 99)),
    ];
    rows.extend(bytes.map(|bytes| row("memory", "of all structures", bytes)));
    let scenes = scenes::times(instruments, &run);
    rows.extend(scenes.into_iter().map(|(name, value)| row("scene", &name, value)));
    rows
}

/// A run, and how many bytes an event it takes.
fn kept(instruments: &Instruments<'_>, words: &[u32]) -> (Run, Option<f64>) {
    let before = (instruments.allocated)();
    let run = opened(words, BATCH);
    let after = (instruments.allocated)();
    let bytes = after.zip(before).map(|(after, before)| float(after - before) / float(run.trace().end().0));
    (run, bytes)
}

/// Never part of what calls it, so that a profiler can be told to look at it alone.
#[inline(never)]
fn opened(words: &[u32], batch: usize) -> Run {
    let mut run = Run::default();
    for batch in words.chunks(batch) {
        run.append(batch).expect("a recorder writes a trace");
    }
    run
}

/// How long it takes to find the state at steps all over the run.
fn states(instruments: &Instruments<'_>, run: &Run) -> Vec<f64> {
    let end = run.trace().end().0 as u64;
    let step = |number: u64| Step(usize::try_from((spread(number) * end) >> 32).expect("a step"));
    let time = |number| best(REPEATS, || instruments.milliseconds(|| drop(run.state_at(step(number)))));
    sorted((0..STATES as u64).map(time))
}

/// Numbers below 2^32 that lie evenly and in no order (multiples of 2^32 divided by the golden ratio).
fn spread(number: u64) -> u64 {
    number.wrapping_mul(2_654_435_769) & u64::from(u32::MAX)
}

#[expect(clippy::cast_precision_loss, reason = "there are no more events or bytes than 2^53")]
fn float(count: usize) -> f64 {
    count as f64
}

fn best(rounds: usize, mut time: impl FnMut() -> f64) -> f64 {
    (0..rounds).map(|_| time()).fold(f64::INFINITY, f64::min)
}

fn sorted(times: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut times: Vec<f64> = times.collect();
    times.sort_by(f64::total_cmp);
    times
}

fn percentile(sorted: &[f64], percent: usize) -> f64 {
    sorted[(sorted.len() - 1) * percent / 100]
}
