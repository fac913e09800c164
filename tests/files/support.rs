//! Traces to be written: of every demo, and of random events.

use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_oneof};
use proptest::test_runner::{Config, TestRunner};
use taskscope_format::Place;
use taskscope_format::{Entry, Micros, Record, TextId};
use taskscope_gallery::{DEMOS, Knobs};
use taskscope_simulate::Simulate as _;
use taskscope_trace::Trace;
use taskscope_trace::files::Origin;

/// The traces of every demo and variant at default knobs, with what they are of.
pub(crate) fn demos() -> Vec<(Trace, Origin)> {
    let runs = DEMOS.iter().flat_map(|demo| (0..demo.variants.len()).map(move |index| (*demo, index)));
    runs.map(|(demo, index)| run(demo, index, demo.default_knobs())).collect()
}

fn run(demo: &taskscope_gallery::Demo, index: usize, knobs: Knobs) -> (Trace, Origin) {
    let variant = &demo.variants[index % demo.variants.len()];
    let mut trace = Trace::default();
    trace.append(variant.simulate(knobs).words()).expect("a recorder writes a trace");
    let knobs = knobs.iter().map(|(knob, value)| (knob.name.to_owned(), value)).collect();
    (trace, Origin { demo: Some(demo.slug.to_owned()), variant: Some(variant.name.to_owned()), knobs })
}

/// The trace of any demo with its knobs turned anywhere.
pub(crate) fn any_run() -> impl Strategy<Value = (Trace, Origin)> {
    (any::<usize>(), any::<usize>(), any::<[u16; Knobs::MOST]>()).prop_map(|(demo, variant, turned)| {
        let demo = DEMOS[demo % DEMOS.len()];
        let mut knobs = demo.default_knobs();
        for ((knob, _), turned) in demo.default_knobs().iter().zip(turned) {
            let value = knob.min + u32::from(turned) % (knob.max - knob.min + 1);
            knobs = knobs.with(knob.name, value).expect("the demo has the knob");
        }
        run(demo, variant, knobs)
    })
}

/// Anything that a trace can hold.
pub(crate) fn any_trace() -> impl Strategy<Value = (Trace, Origin)> {
    let places = vec((0..4_usize, any::<u32>(), any::<u32>()), 0..5);
    let pause = prop_oneof![4 => 0..3_u64, 1 => any::<u64>()];
    (vec(any::<String>(), 1..5), places, vec((record(), pause), 0..60), any_origin()).prop_map(
        |(texts, places, records, origin)| {
            let mut entries = Vec::new();
            let files = texts.len();
            entries.extend(texts.into_iter().map(Entry::Text));
            entries.extend(places.iter().map(|&(file, line, column)| {
                let file = TextId(u32::try_from(file % files).expect("there are few"));
                Entry::Place(Place { file, line, column })
            }));
            let mut time = Micros(0);
            for (event, pause) in
                records.into_iter().filter_map(|(record, pause)| Some((record.decode()?, pause)))
            {
                let refers = event.text().is_none_or(|id| (id.0 as usize) < files)
                    && event.place().is_none_or(|id| (id.0 as usize) < places.len());
                if refers {
                    time = Micros(time.0.saturating_add(pause));
                    entries.extend([Entry::Time(time), Entry::Event(event)]);
                }
            }
            (trace_of(&entries), origin)
        },
    )
}

/// A record, mostly one of an event.
fn record() -> impl Strategy<Value = Record> {
    let word = || prop_oneof![4 => 0..6_u32, 1 => any::<u32>()];
    let detail =
        prop_oneof![4 => 0..14_u32, 1 => (0..11_u32).prop_map(|kind| kind | 1 << 8), 1 => any::<u32>()];
    (16..72_u32, detail, word(), word(), word())
        .prop_map(|(kind, detail, a, b, c)| Record([kind | detail << 8, a, b, c]))
}

fn any_origin() -> impl Strategy<Value = Origin> {
    let knobs = proptest::collection::btree_map(any::<String>(), any::<u32>(), 0..4);
    (proptest::option::of(any::<String>()), proptest::option::of(any::<String>()), knobs)
        .prop_map(|(demo, variant, knobs)| Origin { demo, variant, knobs: knobs.into_iter().collect() })
}

pub(crate) fn trace_of(entries: &[Entry]) -> Trace {
    let mut words = Vec::new();
    for entry in entries {
        entry.write(&mut words);
    }
    let mut trace = Trace::default();
    trace.append(&words).expect("the entries are those of a trace");
    trace
}

/// Tries a property on random values.
pub(crate) fn check<S: Strategy>(strategy: &S, property: impl Fn(S::Value)) {
    let cases = std::env::var("TASKSCOPE_CASES").map_or(256, |cases| cases.parse().expect("a number"));
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let result = TestRunner::new(config).run(strategy, |value| {
        property(value);
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
}
