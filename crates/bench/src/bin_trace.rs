//! The bench of traces, natively: rows of work, name and value, with tabs between.

use std::time::Instant;

use peak_alloc::PeakAlloc;
use taskscope_bench::trace::{Instruments, measure};

#[global_allocator]
static ALLOCATED: PeakAlloc = PeakAlloc;

#[expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a bench reads the clock and prints")]
fn main() {
    let start = Instant::now();
    let now = || start.elapsed().as_secs_f64() * 1_000.0;
    let allocated = || Some(ALLOCATED.current_usage());
    let rounds = std::env::args().nth(1).and_then(|rounds| rounds.parse().ok()).unwrap_or(3);
    for (work, name, value) in measure(&Instruments { now: &now, allocated: &allocated }, rounds) {
        println!("{work}\t{name}\t{value}");
    }
}
