//! The search in what happened: slices of any size find the same, also while the run grows, and next and previous go there.

use taskscope_gallery::all;
use taskscope_session::{Action, Look, Range, Session, Settings, Walk};
use taskscope_simulate::Simulate as _;
use taskscope_tell::{Finder, Sought, Wanted, lines};
use taskscope_trace::{Run, Step};

fn words_of(slug: &str, variant: &str) -> Vec<u32> {
    let demo = taskscope_gallery::find(slug).expect("the demo is in the gallery");
    demo.variant(variant).expect("it has the variant").simulate(demo.default_knobs()).words().to_vec()
}

fn wanted(text: &str) -> Wanted {
    Wanted { sought: Sought::of(text), task: None }
}

/// The steps of the sentences that have the words, found by telling all of the run at once: those of equal rounds, too. Every
/// line that is no fold has to be among them.
fn expected(run: &Run, wanted: &Wanted) -> Vec<Step> {
    let mut whole = Finder::new(wanted.clone());
    whole.go_on(run, usize::MAX);
    assert!(!whole.is_behind(run));
    for line in lines(run).iter().filter(|line| line.times == 1) {
        let has = wanted.sought.is_in(&line.text(run.trace()));
        assert!(!has || whole.found().contains(&line.step), "{}", line.text(run.trace()));
    }
    for &step in whole.found() {
        let told = taskscope_tell::lines_at(run, &[step]);
        let has = |line: &taskscope_tell::Line| wanted.sought.is_in(&line.text(run.trace()));
        assert!(told.iter().any(has), "what is found has the words");
    }
    whole.found().to_vec()
}

#[test]
fn slices_of_any_size_find_what_telling_the_whole_run_finds() {
    let mut found_some = 0;
    for demo in all().filter(|demo| demo.view.clock == taskscope_format::Clock::Virtual) {
        let mut run = Run::default();
        run.append(demo.variants[0].simulate(demo.default_knobs()).words()).expect("it is a trace");
        for text in ["print", "main waits", "timer"] {
            let wanted = wanted(text);
            let expected = expected(&run, &wanted);
            found_some += usize::from(!expected.is_empty());
            for slice in [1, 5, 64, 100_000] {
                let mut finder = Finder::new(wanted.clone());
                while finder.is_behind(&run) {
                    let before = finder.share(&run);
                    finder.go_on(&run, slice);
                    assert!(finder.share(&run) > before, "{}: it gets on", demo.slug);
                }
                assert_eq!(finder.found(), expected, "{}: “{text}” in slices of {slice}", demo.slug);
            }
        }
    }
    assert!(found_some > 60, "{found_some}");
}

#[test]
fn a_run_that_grows_is_searched_on() {
    for (slug, variant) in [
        ("export-and-upload", "bad"),
        ("lifo-slot", "bad"),
        ("never-ends", "bad"),
        ("multiple-producers", "three"),
    ] {
        let Some(demo) = taskscope_gallery::find(slug) else { panic!("{slug} is gone") };
        let variant = demo.variant(variant).unwrap_or(&demo.variants[0]).name;
        let words = words_of(slug, variant);
        let (mut run, mut finder) = (Run::default(), Finder::new(wanted("wakes")));
        for batch in words.chunks(4 * 37) {
            run.append(batch).expect("it is a trace");
            while finder.is_behind(&run) {
                finder.go_on(&run, 50);
            }
        }
        assert_eq!(finder.found(), expected(&run, &wanted("wakes")), "{slug}");
    }
}

fn session_on(slug: &str, variant: &str) -> Session {
    let demo = taskscope_gallery::find(slug).expect("the demo is in the gallery");
    let mut session =
        Session::new(Settings { variant: demo.variant(variant).expect("it has it"), ..Settings::of(demo) });
    session.apply(Action::Restart);
    session.apply(Action::Batch { run: session.run_number, words: words_of(slug, variant) });
    session.apply(Action::Seek(Step(0)));
    session
}

fn look_for(session: &mut Session, text: &str) {
    session.apply(Look::Find(text.to_owned()));
    while session.is_finding() {
        session.apply(Action::FindOn(16));
    }
}

#[test]
fn a_question_about_a_task_goes_from_answer_to_answer() {
    let mut session = session_on("futurelock", "fixed");
    look_for(&mut session, "When does backup print?");
    let steps = session.shown().found().to_vec();
    assert!(!steps.is_empty());
    for &step in &steps {
        let says = taskscope_tell::lines_at(&session.run, &[step])[0].text(session.run.trace());
        assert!(says.contains("backup") && says.contains("print"), "{says}");
    }
    for (index, &step) in steps.iter().enumerate() {
        session.apply(Action::Walk(Walk::NextMatch));
        let matches = session.shown().matches().expect("something is looked for");
        assert_eq!((session.cursor(), matches.up_to_cursor, matches.count), (step, index + 1, steps.len()));
    }
    session.apply(Action::Walk(Walk::NextMatch));
    assert_eq!(session.cursor(), steps[steps.len() - 1], "there is none after the last");
    session.apply(Action::Seek(session.run.trace().end()));
    session.apply(Action::Walk(Walk::PreviousMatch));
    assert_eq!(session.cursor(), steps[steps.len() - 1]);
    session.apply(Look::Range(Range::between(Step(0), steps[0])));
    assert_eq!(session.shown().found(), &steps[..1], "those of the range alone");
}

#[test]
fn it_says_how_far_it_is_and_another_run_is_searched_anew() {
    let mut session = session_on("futurelock", "bad");
    session.apply(Look::Find("main".to_owned()));
    assert_eq!(session.shown().matches().and_then(|matches| matches.searching), Some(0.0));
    session.apply(Action::FindOn(20));
    let share = session.shown().matches().and_then(|matches| matches.searching).expect("it is not done");
    assert!(share > 0.1 && share < 0.9, "{share}");
    session.apply(Action::Restart);
    assert_eq!(session.shown().found(), []);
    session.apply(Action::Batch { run: session.run_number, words: words_of("futurelock", "bad") });
    while session.is_finding() {
        session.apply(Action::FindOn(1000));
    }
    assert!(
        session.shown().matches().is_some_and(|matches| matches.count > 4 && matches.searching.is_none())
    );
    session.apply(Look::Find(" ".to_owned()));
    assert_eq!(session.shown().matches(), None);
}
