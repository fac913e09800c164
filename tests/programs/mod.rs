//! Traces to read: of real programs, and of events that make no sense.

pub(crate) mod senseless;

use std::future::Future;

use taskscope_gallery::find;
use taskscope_runtime::simulate;
use taskscope_simulate::Simulate as _;
use taskscope_trace::Trace;

/// The trace of a program on the virtual clock.
#[track_caller]
pub(crate) fn traced<F: Future + 'static>(main: F) -> Trace {
    let mut trace = Trace::default();
    trace.append(simulate("main", main).words()).expect("a recorder writes a trace");
    trace
}

/// The trace of a demo at default knobs.
pub(crate) fn demo(slug: &str, variant: &str) -> Trace {
    let demo = find(slug).expect("the demo is in the gallery");
    let variant = demo.variant(variant).expect("the demo has the variant");
    let mut trace = Trace::default();
    trace.append(variant.simulate(demo.default_knobs()).words()).expect("a recorder writes a trace");
    trace
}
