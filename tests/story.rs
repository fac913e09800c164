//! The story of a demo as a session tells it: first view, tour.

use taskscope_gallery::{Demo, step_of};
use taskscope_session::{Action, Effect, Look, Session, Settings};
use taskscope_simulate::{Simulate as _, rules};
use taskscope_trace::Step;

fn demo() -> &'static Demo {
    taskscope_gallery::find("export-and-upload").expect("it is in the gallery")
}

/// Sends the session what its worker would: the whole run of its settings.
fn run(session: &mut Session) {
    let settings = session.settings().expect("it shows a demo");
    let recording = settings.variant.simulate_with(settings.knobs, rules(settings.scheduling()));
    session.apply(Action::Batch { run: session.run_number, words: recording.words().to_vec() });
}

fn started() -> Session {
    let mut session = Session::new(Settings::of(demo()));
    assert_eq!(session.apply(Action::RunButton), Some(Effect::Start));
    session
}

fn selected_name(session: &Session) -> Option<&str> {
    session.view.selected.map(|task| session.run.trace().task_name(task))
}

#[test]
fn the_first_view_is_as_the_demo_has_it_and_then_the_visitors() {
    let mut session = started();
    run(&mut session);
    assert_eq!(selected_name(&session), demo().view.selected);
    session.apply(Action::Look(Look::Select(None)));
    session.apply(Action::Restart);
    run(&mut session);
    assert_eq!(session.view.selected, None);
}

#[test]
fn a_tour_leads_through_the_runs_of_the_variants() {
    let mut session = started();
    run(&mut session);
    let mut seen: Vec<(&str, Step)> = Vec::new();
    for (index, stop) in demo().tour.iter().enumerate() {
        let effect = session.apply(Action::Visit(index));
        if session.settings().expect("it shows a demo").variant.name
            != seen.last().map_or("bad", |last| last.0)
        {
            assert_eq!(effect, Some(Effect::Start), "the other variant is run for its stops");
            assert_eq!(session.cursor(), Step(0));
            run(&mut session);
        }
        assert_eq!(session.settings().expect("it shows a demo").variant.name, stop.variant);
        assert_eq!(Some(session.cursor()), step_of(stop.at, &session.run));
        assert!(!session.is_playing());
        seen.push((stop.variant, session.cursor()));
    }
    assert!(seen.is_sorted(), "{seen:?}");
    session.apply(Action::EndTour);
    assert!(session.story.stop().is_none());
}

#[test]
fn a_stop_that_a_run_does_not_come_to_is_said_to_be_missing() {
    let settings = Settings::of(demo());
    let knobs = settings.knobs.with("chunks", 1).expect("it has the knob");
    let mut session = Session::new(Settings { knobs, ..settings });
    let second_chunk = demo().tour.iter().position(|stop| stop.says.contains("after its first chunk"));
    session.apply(Action::Visit(second_chunk.expect("a stop is about the second chunk")));
    run(&mut session);
    assert!(session.notices.text.as_ref().is_some_and(|notice| notice.contains("Reset them")));
    assert!(session.stop_here().is_none(), "what it says did not happen");
}

#[test]
fn a_stop_of_the_tour_says_nothing_of_another_run() {
    let mut session = started();
    run(&mut session);
    session.apply(Action::Visit(0));
    let (step, settings) = (session.cursor(), session.settings().expect("it shows a demo"));
    assert!(session.stop_here().is_some());
    session.apply(Action::Choose(Settings {
        variant: demo().variant("fixed").expect("it has one"),
        ..settings
    }));
    run(&mut session);
    session.apply(Action::Seek(step));
    assert!(session.story.stop().is_some() && session.stop_here().is_none());
}

#[test]
fn rules_that_the_visitor_chose_stay_until_another_demo_is_chosen() {
    use taskscope_gallery::{Order, Scheduling};
    let mut session = started();
    let chosen = Scheduling { seed: 3, ..Scheduling::DEFAULT.ordered(Order::Random) };
    session.apply(Action::Choose(Settings {
        scheduling: Some(chosen),
        ..session.settings().expect("it shows a demo")
    }));
    let fixed = demo().variant("fixed").expect("it has one");
    session
        .apply(Action::Choose(Settings { variant: fixed, ..session.settings().expect("it shows a demo") }));
    assert_eq!(session.settings().expect("it shows a demo").scheduling(), chosen);
    let counting = taskscope_gallery::find("counting").expect("it is in the gallery");
    session.apply(Action::Choose(session.settings_for(counting)));
    assert_eq!(session.settings().expect("it shows a demo").scheduling(), Scheduling::DEFAULT);
}
