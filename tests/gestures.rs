//! What the pointer does in the timeline, without a pointer.

use taskscope_format::TaskId;
use taskscope_scene::{Hit, View, Window};
use taskscope_session::{Action, Gesture, Look, Session, Settings};
use taskscope_simulate::Simulate as _;
use taskscope_trace::{SpanKind, Step};

/// A session whose run is recorded, with the cursor at the start, and a view of all of it.
fn recorded() -> (Session, View) {
    let demo = taskscope_gallery::find("export-and-upload").expect("the demo is in the gallery");
    let settings = Settings::of(demo);
    let mut session = Session::new(settings);
    session.apply(Action::RunButton);
    let words = settings.variant.simulate(settings.knobs).words().to_vec();
    session.apply(Action::Batch { run: session.run_number, words });
    session.apply(Action::Seek(Step(0)));
    let view = View::new(1000.0, 400.0, &session.axis());
    (session, view)
}

/// Presses at one pixel, moves to another and lets go; the view is that of the session all along.
fn drag(session: &mut Session, hit: Hit, from: f64, to: f64, pans: bool) {
    let view = |session: &Session| {
        let axis = &session.axis();
        View::new(1000.0, 400.0, axis).with_window(axis, session.view.window)
    };
    let mut gesture = session.shown().grab(&view(session), hit, from, pans);
    for px in [f64::midpoint(from, to), to] {
        let (next, action) = session.shown().drag(&view(session), gesture, px);
        gesture = next;
        action.map(|action| session.apply(action));
    }
    let released = session.shown().release(&view(session), gesture);
    released.map(|action| session.apply(action));
}

#[test]
fn a_drag_selects_a_range_that_snaps_to_steps() {
    let (mut session, view) = recorded();
    let [from, to] = [Step(10), Step(40)];
    let [left, right] = [from, to].map(|step| view.px_from_step(&session.axis(), step));
    drag(&mut session, Hit::Plot, right, left, false);
    let range = session.view.range.expect("a range is selected");
    let px = |step| view.px_from_step(&session.axis(), step);
    for (found, expected) in [(range.from(), left), (range.to(), right)] {
        assert!((px(found) - expected).abs() < 1e-9, "{found:?}");
    }
    assert_eq!(session.cursor(), Step(0), "a drag is no click");
    session.apply(Action::Look(Look::FitSelection));
    assert!(!session.view.window.is_all());
    session.apply(Action::Look(Look::Clear));
    assert_eq!(session.view.range, None);
}

#[test]
fn a_click_on_a_span_selects_it_and_one_beside_seeks() {
    let (mut session, view) = recorded();
    let task = TaskId(2);
    let span = session.run.lanes().lane(task).and_then(|lane| lane.track().span(1)).expect("a span");
    let hit = Hit::Span { task, from: span.from, to: span.to.expect("it is over"), kind: SpanKind::Running };
    let px = view.px_from_step(&session.axis(), span.from);
    drag(&mut session, hit, px - 1.0, px, false);
    assert_eq!(session.shown().selected_span(), Some(span));
    drag(&mut session, Hit::Plot, view.label_width, view.label_width, false);
    assert_eq!(session.cursor(), session.axis().step_at(0.0));
}

#[test]
fn edges_of_the_window_are_dragged_and_the_window_is_moved() {
    let (mut session, view) = recorded();
    let px = |fraction: f64| view.label_width + view.window_width() * fraction;
    drag(&mut session, Hit::WindowEnd, px(1.0), px(0.5), false);
    assert_eq!(session.view.window, Window { from: 0.0, to: 0.5 });
    drag(&mut session, Hit::Window, px(0.25), px(0.5), false);
    assert_eq!(session.view.window, Window { from: 0.25, to: 0.75 });
    drag(&mut session, Hit::WindowStart, px(0.25), px(0.5), false);
    assert_eq!(session.view.window, Window { from: 0.5, to: 0.75 });
    drag(&mut session, Hit::Plot, px(0.0), px(1.0), true);
    assert_eq!(session.view.window, Window { from: 0.25, to: 0.5 }, "Shift and drag pans");
}

#[test]
fn a_click_in_a_window_that_shows_all_changes_nothing() {
    let (mut session, view) = recorded();
    let gesture = session.shown().grab(&view, Hit::Window, 500.0, false);
    assert!(matches!(gesture, Gesture::Edge(_)));
    let action = session.shown().release(&view, gesture);
    session.apply(action.expect("a movement ends"));
    assert!(session.view.window.is_all());
    assert_eq!(session.view.zooms(), [false, false]);
}

#[test]
fn fingers_zoom_and_their_places_stay_below_them() {
    let (mut session, view) = recorded();
    let px = |share: f64| view.label_width + view.window_width() * share;
    let Gesture::Pinch(held) = session.shown().pinch(&view, [px(0.75), px(0.5)]) else {
        panic!("two fingers pinch")
    };
    let action = session.shown().drag_two(&view, held, [px(1.0), px(0.5)]);
    session.apply(action);
    assert_eq!(session.view.window, Window { from: 0.25, to: 0.75 });
}
