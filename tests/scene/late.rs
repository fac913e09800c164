//! Runs that begin late on their clock, and runs that take long: the same picture, in words of the right size.

use std::panic::Location;

use taskscope_format::{Decoder, Entry, Event, Micros, ThreadEvent};
use taskscope_gallery::DEMOS;
use taskscope_judge::{Findings, JudgedRun};
use taskscope_runtime::{Rules, mpsc, simulate, simulate_with, sleep, spawn, work};
use taskscope_scene::themes::THEMES;
use taskscope_session::{PICTURE_WIDTH, Shown, picture};
use taskscope_simulate::Simulate as _;
use taskscope_tell::{Around, micros_text, moment_text, plain_text, step_time_text};
use taskscope_trace::{Run, Step};

use crate::support::{Drawn, KINDS, has_text, ms, ruler_labels};

/// The first of January 2025, in microseconds since 1970.
const LATE: u64 = 1_735_689_600_000_000;

/// The same run, begun at another time of its clock.
fn later(words: &[u32], by: u64) -> Vec<u32> {
    let mut late = Vec::new();
    Entry::Time(Micros(by)).write(&mut late);
    let put_off = |time: &mut Micros| time.0 += by;
    Decoder::default()
        .read(words, |mut entry| {
            match &mut entry {
                Entry::Time(time)
                | Entry::Event(
                    Event::TimerSet { deadline: time, .. }
                    | Event::LongTask { started: time, .. }
                    | Event::Thread(
                        ThreadEvent::CallEnded { started: time, .. }
                        | ThreadEvent::Message { sent: time, .. },
                    ),
                ) => put_off(time),
                Entry::Event(_) | Entry::Text(_) | Entry::Place(_) | Entry::Note(_) | Entry::Worker(_) => {}
            }
            entry.write(&mut late);
        })
        .expect("it is a trace");
    late
}

/// Everything that is said of a run at some of its steps.
fn told(run: &Run) -> Vec<String> {
    let end = run.trace().end();
    let steps = (0..=end.0).step_by(end.0 / 20 + 1).map(Step);
    let mut told: Vec<String> = steps
        .flat_map(|step| {
            let (lines, _) = taskscope_tell::lines_around(run, Around { step, before: 5, after: 5 });
            lines.into_iter().map(|line| {
                let (from, to) =
                    (step_time_text(run.trace(), line.step), step_time_text(run.trace(), line.until));
                format!("{from} {to} {}", line.text(run.trace()))
            })
        })
        .collect();
    let statistics = run.statistics();
    told.push(format!("{:?}", statistics.run()));
    told.push(format!("{:?}", statistics.queue_depth()));
    told.push(format!("{:?}", Findings::of(run.trace()).list()));
    told
}

#[test]
fn a_run_that_begins_late_looks_like_one_that_begins_at_zero() {
    for (slug, variant) in [
        ("export-and-upload", "fixed"),
        ("counting", "join"),
        ("export-on-a-worker", "fixed"),
        ("locks-in-two-orders", "bad"),
        ("own-timeout", "timeout"),
    ] {
        let demo = taskscope_gallery::find(slug).expect("it is in the gallery");
        let variant = demo.variant(variant).unwrap_or(&demo.variants[0]);
        let words = variant.simulate(demo.default_knobs()).words().to_vec();
        for kind in KINDS {
            let [usual, late] = [words.clone(), later(&words, LATE)].map(|words| Drawn::new(kind, &words));
            assert_eq!(late.trace().time(Step(0)), Micros(LATE));
            assert_eq!(usual.axis().length(), late.axis().length(), "{slug} {kind:?}");
            let view = usual.view();
            let near = view.with_window(&usual.axis(), view.window(&usual.axis()).zoomed(20.0, 0.4));
            for view in [view, near] {
                assert_eq!(usual.scene(&view).to_string(), late.scene(&view).to_string(), "{slug} {kind:?}");
            }
            let shown = Shown { title: "a run", width: PICTURE_WIDTH, themes: &THEMES };
            assert_eq!(picture(&usual.run, kind, shown), picture(&late.run, kind, shown), "{slug} {kind:?}");
            assert_eq!(told(&usual.run), told(&late.run), "{slug}");
        }
    }
}

#[test]
fn what_is_said_of_any_demo_does_not_depend_on_when_it_begins() {
    for demo in DEMOS {
        let words = demo.variants[0].simulate(demo.default_knobs()).words().to_vec();
        let [usual, late] =
            [words.clone(), later(&words, LATE)].map(|words| Drawn::new(KINDS[2], &words).run);
        let (usual, late) = (told(&usual), told(&late));
        let differing = usual.iter().zip(&late).find(|(one, other)| one != other);
        assert_eq!(differing, None, "{}", demo.slug);
    }
}

#[test]
fn a_standstill_names_the_time_that_the_ruler_shows() {
    /// More events than any burst has.
    const CAPACITY: usize = 120_000;
    let main = async {
        let sleeper = spawn("sleeper", sleep(ms(20)));
        let (to_left, mut left) = mpsc::channel(1);
        let (to_right, mut right) = mpsc::channel(1);
        to_left.send(1).await.expect("left listens");
        let echo = spawn("echo", async move {
            while let Some(token) = right.recv().await {
                to_left.send(token).await.expect("left listens");
            }
        });
        while let Some(token) = left.recv().await {
            to_right.send(token).await.expect("right listens");
        }
        sleeper.await.and(echo.await).expect("no task panics");
    };
    let recording = simulate_with(CAPACITY, Rules::default(), "main", main, Location::caller());
    let mut run = JudgedRun::default();
    run.append(&later(recording.words(), LATE)).expect("it is a trace");
    let findings = run.findings();
    let [finding] = findings.list() else { panic!("{:?}", findings.list()) };
    let says = plain_text(&taskscope_tell::finding_sentence(run.trace(), finding), run.trace());
    assert!(says.ends_with("and timer 1 of sleeper, due at 20 ms, never fires."), "{says}");
}

#[test]
fn a_year_is_said_in_days() {
    let year = 400 * 86_400;
    let drawn = |kind| {
        Drawn::new(
            kind,
            simulate("main", async move {
                let worker = spawn("worker", async { work(ms(1)) });
                sleep(ms(year * 1000)).await;
                worker.await.expect("it does not panic");
                for _ in 0..10 {
                    sleep(ms(2)).await;
                }
            })
            .words(),
        )
    };
    let [clock, _, elastic] = KINDS.map(drawn);
    assert_eq!(micros_text(clock.trace().length()), "400 d");
    assert_eq!(moment_text(clock.trace(), Micros(3_600_000_000)), "1 h");
    let scene = clock.scene(&clock.view());
    let labels = ruler_labels(&scene);
    assert!(labels.len() > 3 && labels.iter().skip(1).all(|(_, text)| text.ends_with(" d")), "{labels:?}");
    let scene = elastic.scene(&elastic.view());
    assert!(has_text(&scene, "// 400 d"), "{scene}");
}
