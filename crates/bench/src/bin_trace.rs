//! The bench of traces, natively: rows of work, name and value, with tabs between. With `write FILE`, the trace of a
//! million events as files for the page to open: `FILE.taskscope.json` and `FILE.taskscope`.

use std::time::Instant;

use peak_alloc::PeakAlloc;
use taskscope_bench::trace::{Instruments, files, measure};

#[global_allocator]
static ALLOCATED: PeakAlloc = PeakAlloc;

#[expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a bench reads the clock and prints")]
fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [command, stem] = &arguments[..] {
        assert_eq!(command, "write", "the bench takes a number of rounds, or `write FILE`");
        for (ending, bytes) in files() {
            std::fs::write(format!("{stem}{ending}"), bytes).expect("the folder of the bench can be written");
        }
        return;
    }
    let start = Instant::now();
    let now = || start.elapsed().as_secs_f64() * 1_000.0;
    let allocated = || Some(ALLOCATED.current_usage());
    let rounds = arguments.first().and_then(|rounds| rounds.parse().ok()).unwrap_or(3);
    for (work, name, value) in measure(&Instruments { now: &now, allocated: &allocated }, rounds) {
        println!("{work}\t{name}\t{value}");
    }
}
