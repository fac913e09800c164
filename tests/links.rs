//! Links: what they keep of a view, what they open again, and what they say of parts that nobody knows.

use proptest::prelude::*;
use taskscope_format::{Clock, TaskId};
use taskscope_gallery::all;
use taskscope_scene::Window;
use taskscope_session::{
    Action, Address, Effect, LinkedStep, Look, Range, Session, Settings, Tab, address, from_address,
};
use taskscope_simulate::Simulate as _;
use taskscope_trace::{AxisKind, Step};

/// The session that a link opens, with its run recorded.
fn opened(link: &str) -> Session {
    let Address { settings, axis, step, view, notice, .. } = from_address(link);
    let mut session = Session::new(settings);
    let started = session.apply(Action::Choose(settings));
    session.apply(Look::Axis(axis));
    if let Some(step) = step {
        session.apply(Action::Await(step));
    }
    session.apply(Action::ShowLinked(view));
    if let Some(notice) = notice {
        session.apply(Action::Tell(notice));
    }
    if started == Some(Effect::Start) {
        let words = settings.variant.simulate(settings.knobs).words().to_vec();
        session.apply(Action::Batch { run: session.run_number, words });
    }
    session
}

/// The words of the notice above what a link opened.
fn notice(link: &str) -> String {
    opened(link).notices.text.unwrap_or_default()
}

#[test]
fn a_link_keeps_the_whole_view() {
    let link = "demo=futurelock&variant=fixed&axis=steps&step=30&format=2&zoom=0.25-0.625&range=12-48&task=2&tab=stats";
    let session = opened(link);
    assert_eq!(
        (session.cursor(), session.view.axis, session.view.tab),
        (Step(30), AxisKind::Steps, Tab::Stats)
    );
    assert_eq!(session.view.window, Window { from: 0.25, to: 0.625 });
    assert_eq!(session.view.range, Range::between(Step(12), Step(48)));
    assert_eq!((session.view.selected, session.is_playing()), (Some(TaskId(2)), false));
    assert_eq!((address(&session).as_str(), session.notices.text), (link, None));
}

#[test]
fn what_is_at_its_default_is_left_out() {
    let mut session = opened("demo=futurelock");
    assert_eq!(address(&session), "demo=futurelock", "it plays, and picks the task that the demo picks");
    session.apply(Action::Seek(session.run.trace().end()));
    assert_eq!(address(&session), "demo=futurelock");
    session.apply(Look::Tab(Tab::Task));
    assert_eq!(address(&session), "demo=futurelock&tab=task");
    session.apply(Look::Tab(Tab::default()));
    session.apply(Look::Select(Some(TaskId(2))));
    let end = session.run.trace().end().0;
    assert_eq!(
        address(&session),
        format!("demo=futurelock&step={end}&format=2&task=2"),
        "or it would be played"
    );
}

#[test]
fn a_link_to_real_time_keeps_what_is_the_same_in_every_run() {
    let mut session = opened("demo=counting&clock=browser&tab=graph&zoom=0.5-0.75&range=1-9&task=1&step=4");
    assert_eq!(session.view.tab, Tab::Graph);
    assert_eq!(address(&session), "demo=counting&clock=browser&tab=graph");
    session.apply(Look::Window(Window { from: 0.5, to: 0.75 }));
    assert_eq!(address(&session), "demo=counting&clock=browser&tab=graph");
}

#[test]
fn what_nobody_knows_is_named_in_one_sentence() {
    assert_eq!(
        notice("demo=counting&foo=1&step=abc&zoom=2-3&range=9-3&task=me&tab=lobby"),
        "There is no “foo=1”, step “abc”, zoom “2-3”, range “9-3”, task “me”, tab “lobby” here."
    );
    assert_eq!(
        notice("demo=nonsense"),
        "There is no demo “nonsense” here. You see the opening demo instead."
    );
    for zoom in ["", "0.5", "0.5-0.5", "0.7-0.2", "-1-1", "nan-1", "0-inf", "0.1-0.2-0.3"] {
        let notice = notice(&format!("demo=counting&zoom={zoom}"));
        assert!(notice.contains(&format!("zoom “{zoom}”")), "{zoom}: {notice}");
    }
}

#[test]
fn what_lies_beyond_the_run_is_said() {
    let session = opened("demo=counting&step=99999");
    let end = session.run.trace().end();
    assert_eq!(session.cursor(), end);
    let most = LinkedStep::counting(0, None).map(|step| step.most(session.run.trace()));
    let said =
        format!("This link goes to step 99999, but the run ends at step {}: you see its end.", most.unwrap());
    assert_eq!(session.notices.text.as_deref(), Some(said.as_str()));
    assert_eq!(notice("demo=counting&step=3&range=2-77777"), said.replace("99999", "77777"));
    assert_eq!(
        notice("demo=counting&step=3&task=400"),
        "This link picks task 400, which this run does not have."
    );
    let both = notice("demo=counting&step=99999&hue=red&task=400");
    for part in ["hue=red", "99999", "400"] {
        assert!(both.contains(part), "{both}");
    }
    assert_eq!(notice("demo=counting&step=3&range=2-9&task=1"), "");
}

#[test]
fn no_knob_is_called_like_a_part_of_a_link() {
    const PARTS: [&str; 16] = [
        "demo",
        "variant",
        "lang",
        "clock",
        "axis",
        "step",
        "format",
        "thread",
        "yield",
        "policy",
        "seed",
        "operations",
        "polls",
        "zoom",
        "range",
        "task",
    ];
    for demo in all() {
        for knob in demo.knobs {
            assert!(
                !PARTS.contains(&knob.key().as_str()) && knob.key() != "tab",
                "{}: {}",
                demo.slug,
                knob.name
            );
        }
    }
}

/// A demo with knobs at values that they take.
fn settings() -> impl Strategy<Value = Settings> {
    let demos: Vec<_> = all().collect();
    (any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<u64>(), any::<bool>()).prop_map(
        move |(demo, variant, value, is_virtual)| {
            let demo = *demo.get(&demos);
            let first = Settings::of(demo);
            let mut knobs = first.knobs;
            for (knob, _) in first.knobs.iter() {
                let room = u64::from(knob.max - knob.min) + 1;
                knobs = knobs
                    .with(
                        knob.name,
                        knob.min + u32::try_from(value % room).expect("it is in the range of a knob"),
                    )
                    .expect("the demo has the knob");
            }
            let variant = variant.get(demo.variants);
            let clock = if is_virtual { Clock::Virtual } else { Clock::Browser };
            Settings { variant, knobs, clock, ..first }
        },
    )
}

/// What a link can say of a view, written as a link has it.
fn view_pairs() -> impl Strategy<Value = String> {
    let zoom = (0_u32..9_999, 1_u32..10_000).prop_map(|(from, width)| {
        let to = (from + width).min(10_000);
        let text = |at: u32| {
            let text = format!("{:.4}", f64::from(at) / 10_000.0);
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        };
        format!("&zoom={}-{}", text(from), text(to))
    });
    let range =
        (0_u32..500, 1_u32..500).prop_map(|(from, length)| format!("&range={from}-{}", from + length));
    let task = (0_u32..9).prop_map(|task| format!("&task={task}"));
    let tab = (0_usize..Tab::ALL.len())
        .prop_filter("the default is left out", |&tab| Tab::ALL[tab] != Tab::default())
        .prop_map(|tab| format!("&tab={}", Tab::ALL[tab].key()));
    let some = |part: BoxedStrategy<String>| prop_oneof![Just(String::new()), part];
    (some(zoom.boxed()), some(range.boxed()), some(task.boxed()), some(tab.boxed()))
        .prop_map(|(zoom, range, task, tab)| format!("{zoom}{range}{task}{tab}"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_a_link_says_is_what_it_was_printed_from(
        settings in settings(), axis in 0_usize..3, view in view_pairs(), step in 0_usize..9_999,
    ) {
        let link = format!("{}&step={step}&format=2{view}", taskscope_session::query(&settings, AxisKind::ALL[axis]));
        let read = from_address(&link);
        prop_assert_eq!(&read.notice, &None, "{}", link);
        prop_assert_eq!((read.settings, read.axis), (settings, AxisKind::ALL[axis]));
        prop_assert_eq!(read.step.map(LinkedStep::count), Some(step));
        prop_assert_eq!(read.view.text(), view.trim_start_matches('&'));
    }

    #[test]
    fn a_view_of_a_recorded_run_opens_again_from_its_own_link(
        window in (0.0_f64..0.9, 0.01_f64..1.0), steps in (0_usize..90, 0_usize..90), cursor in 0_usize..90,
        tab in 0_usize..5, task in prop::option::of(0_u32..3),
    ) {
        let mut session = opened("demo=futurelock&step=1");
        session.apply(Look::ZoomTo(Window::between(window.0, window.0 + window.1, 1.0)));
        let within = |step: usize| Step(step).min(session.run.trace().end());
        session.apply(Look::Range(Range::between(within(steps.0), within(steps.1))));
        session.apply(Action::Seek(Step(cursor)));
        session.apply(Look::Tab(Tab::ALL[tab]));
        let is_there = |task: &u32| session.run.live_state().tasks.get(TaskId(*task)).is_some();
        if let Some(task) = task.filter(is_there) {
            session.apply(Look::Select(Some(TaskId(task))));
        }
        let link = address(&session);
        let again = opened(&link);
        prop_assert_eq!(address(&again), link);
        prop_assert_eq!((again.cursor(), again.view.tab), (session.cursor(), session.view.tab));
        prop_assert_eq!((again.view.range, again.view.selected), (session.view.range, session.view.selected));
        prop_assert!((again.view.window.from - session.view.window.from).abs() < 1e-6);
    }

    #[test]
    fn no_link_does_harm(link in "[a-z]{0,6}=[ -~]{0,12}(&(step|zoom|range|task|tab|format)=[-0-9.a-z]{0,9}){0,4}") {
        let session = opened(&format!("demo=counting&{link}"));
        prop_assert!(session.cursor() <= session.run.trace().end());
        opened(&address(&session));
    }
}
