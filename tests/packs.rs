//! What the page knows of a demo whose pack has not come, and what it does until then.

use taskscope_gallery::{Entry, Section, all, entries, entry, find};
use taskscope_session::{Action, CourseStop, Effect, Session, Settings, demo_of};

/// A demo that no gallery has, as one is in the page whose pack has not come.
static FAR_AWAY: Entry =
    Entry { slug: "far-away", title: "Far away", section: Section::Start, variants: &["bad", "fixed"] };

fn stop(demo: &'static Entry) -> CourseStop {
    CourseStop::first_of(demo).expect("it has variants")
}

fn session() -> Session {
    let mut session = Session::new(Settings::of(find("counting").expect("it is in the gallery")));
    session.apply(Action::Choose(session.settings().expect("it shows a demo")));
    session
}

fn shown(session: &Session) -> &'static str {
    session.settings().expect("it shows a demo").demo.slug
}

#[test]
fn the_list_of_demos_says_what_the_demos_say() {
    let listed: Vec<_> = entries().iter().map(|entry| (entry.slug, entry.title, entry.section)).collect();
    let there: Vec<_> = all().map(|demo| (demo.slug, demo.title, demo.section)).collect();
    assert_eq!(listed, there);
    for demo in all() {
        let entry = entry(demo.slug).expect("it is listed");
        let variants: Vec<_> = demo.variants.iter().map(|variant| variant.name).collect();
        assert_eq!(entry.variants, variants, "{}", demo.slug);
        assert_eq!(entry.has_bad(), demo.variants.iter().any(taskscope_gallery::Variant::is_bad));
    }
}

#[test]
fn a_demo_that_is_here_is_shown_at_once() {
    let mut session = session();
    let chosen = entry("futurelock").expect("it is in the gallery");
    assert_eq!(
        session.apply(Action::GoToDemo(CourseStop { demo: chosen, variant: "fixed" })),
        Some(Effect::Start)
    );
    assert_eq!((shown(&session), session.wanted()), ("futurelock", None));
    assert_eq!(session.settings().map(|settings| settings.variant.name), Some("fixed"));
}

#[test]
fn what_is_shown_stays_until_the_chosen_demo_has_come() {
    let mut session = session();
    let run = session.run_number;
    assert_eq!(session.apply(Action::GoToDemo(stop(&FAR_AWAY))), Some(Effect::Fetch("far-away")));
    assert_eq!((shown(&session), session.wanted()), ("counting", Some("far-away")));
    assert_eq!(session.apply(Action::Learned), None, "another one has come");
    assert_eq!((session.run_number, session.wanted()), (run, Some("far-away")));
}

#[test]
fn a_demo_that_does_not_come_leaves_a_sentence_with_a_next_step() {
    let mut session = session();
    session.apply(Action::GoToDemo(stop(&FAR_AWAY)));
    session.apply(Action::NotLearned("far-away", "the network is gone".to_owned()));
    assert_eq!((shown(&session), session.wanted()), ("counting", None));
    let expected =
        "“Far away” can't be shown: the network is gone. Choose it again later, or reload the page.";
    assert_eq!(session.notices.text.as_deref(), Some(expected));
}

#[test]
fn whoever_chooses_something_else_no_longer_waits() {
    let mut session = session();
    session.apply(Action::GoToDemo(stop(&FAR_AWAY)));
    session.apply(Action::GoToDemo(stop(entry("futurelock").expect("it is in the gallery"))));
    assert_eq!((shown(&session), session.wanted()), ("futurelock", None));
    session.apply(Action::NotLearned("far-away", "the network is gone".to_owned()));
    assert_eq!(session.notices.text, None, "nobody waits for it");
}

#[test]
fn other_settings_of_what_is_shown_leave_the_chosen_demo_on_its_way() {
    let mut session = session();
    session.apply(Action::GoToDemo(stop(&FAR_AWAY)));
    let now = session.settings().expect("it shows a demo");
    let variant = now.demo.variants.last().expect("it has variants");
    session.apply(Action::Choose(Settings { variant, ..now }));
    assert_eq!(session.settings().map(|settings| settings.variant.name), Some(variant.name));
    assert_eq!(session.wanted(), Some("far-away"));
    session.apply(Action::ChooseLinked(now));
    assert_eq!(session.wanted(), None, "a link leads elsewhere");
}

#[test]
fn a_link_says_which_demo_it_needs() {
    let needed = |query: &str| demo_of(query).slug;
    assert_eq!(needed("?variant=fixed&demo=futurelock&step=3"), "futurelock");
    assert_eq!(needed(""), "counting");
    assert_eq!(needed("demo=wombat"), "counting", "what is shown instead");
}
