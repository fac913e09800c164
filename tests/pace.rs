//! How long runs play, of every demo: so long that they can be followed, and no longer.

use taskscope_gallery::DEMOS;
use taskscope_judge::JudgedRun;
use taskscope_session::{Action, Pace, Session, Settings, Speed, Status, play_time};
use taskscope_simulate::Simulate as _;
use taskscope_tell::lines;
use taskscope_trace::Step;

/// In milliseconds, with what calculating takes away.
const LEAST: f64 = 6_000.0 - 1e-3;
const USUAL: f64 = 12_000.0 + 1e-3;
const SENTENCE: f64 = 700.0 - 1e-3;
const MOST: f64 = 60_000.0 + 1e-3;

/// A session that plays, with its whole run.
fn playing(settings: Settings) -> Session {
    let mut session = Session::new(settings);
    session.apply(Action::RunButton);
    let words = settings.variant.simulate(settings.knobs).words().to_vec();
    session.apply(Action::Batch { run: session.run_number, words });
    session
}

fn runs() -> impl Iterator<Item = (String, Settings, JudgedRun)> {
    let settings = DEMOS
        .iter()
        .flat_map(|demo| demo.variants.iter().map(|variant| Settings { variant, ..Settings::of(demo) }));
    settings.map(|settings| {
        let mut run = JudgedRun::default();
        run.append(settings.variant.simulate(settings.knobs).words()).expect("a recorder writes a trace");
        (format!("{} {}", settings.demo.slug, settings.variant.name), settings, run)
    })
}

#[test]
fn every_run_takes_six_to_twelve_seconds_or_what_its_sentences_need_up_to_a_minute() {
    for (name, _, run) in runs() {
        let length = play_time(&run, Pace::Time);
        assert!((LEAST..=MOST).contains(&length), "{name}: {length}");
        // Its sentences all have their time if they would fit side by side.
        let told = f64::from(u32::try_from(lines(&run).len()).expect("a demo is short"));
        assert!(length <= USUAL || told * 700.0 > USUAL / 4.0, "{name}: {length} for {told} sentences");
        let length = play_time(&run, Pace::Steps);
        assert!((LEAST..=MOST).contains(&length), "{name}: {length}");
    }
}

#[test]
fn each_sentence_stays_long_enough_to_be_read() {
    for (name, settings, run) in runs() {
        if play_time(&run, Pace::Time) >= MOST - 1.0 {
            continue;
        }
        let mut session = playing(Settings { clock: taskscope_format::Clock::Virtual, ..settings });
        let told: Vec<Step> = lines(&run).iter().map(|line| line.step).collect();
        for ends in told.windows(2) {
            let &[from, to] = ends else { continue };
            session.apply(Action::Seek(from));
            session.apply(Action::RunButton);
            session.apply(Action::Frame { milliseconds: SENTENCE - 1.0 });
            assert!(session.cursor() < to, "{name}: {from:?} to {to:?}");
        }
    }
}

#[test]
fn a_speed_is_a_factor_and_the_fastest_is_at_once() {
    let demo = taskscope_gallery::find("futurelock").expect("it is in the gallery");
    for (speed, factor) in [(Speed::Tenth, 0.1), (Speed::Normal, 1.0), (Speed::Tenfold, 10.0)] {
        let mut session = playing(Settings::of(demo));
        session.apply(Action::SetSpeed(speed));
        let length = play_time(&session.run, Pace::Time) / factor;
        session.apply(Action::Frame { milliseconds: length - 1.0 });
        assert!(session.is_playing(), "{speed:?}");
        session.apply(Action::Frame { milliseconds: 2.0 });
        assert!(!session.is_playing(), "{speed:?}");
    }
    let mut session = playing(Settings::of(demo));
    session.apply(Action::SetSpeed(Speed::Max));
    session.apply(Action::Frame { milliseconds: 0.1 });
    assert_eq!(session.cursor(), session.run.trace().end());
}

#[test]
fn the_status_is_true_while_a_run_plays() {
    let demo = taskscope_gallery::find("futurelock").expect("it is in the gallery");
    let mut session = playing(Settings::of(demo));
    assert_eq!(session.status(), Status::Playing);
    session.apply(Action::Frame { milliseconds: 1000.0 });
    let (step, end) = session.steps();
    assert!(step > Step(0) && end == Some(session.run.trace().end()));
    assert_eq!(session.status(), Status::Playing);
    session.apply(Action::RunButton);
    assert!(matches!(session.status(), Status::Ended(_)), "the program is over, and nothing moves");
    assert_eq!(
        (session.status_text().as_str(), session.status_kind()),
        ("Paused", "paused"),
        "its end is not shown"
    );
    session.apply(Action::ShowWhole);
    session.apply(Action::GoTo(session.run.trace().end().into()));
    assert_eq!((session.status_text().as_str(), session.status_kind()), ("Waiting forever", "failed"));
}
