//! What is read from a lesson without a mistake.

use taskscope_lessons::{Answer, Clock, Knob, KnobKind, Lesson, Rules, Spot};

#[path = "support/mod.rs"]
mod support;

fn good() -> Lesson {
    Lesson::read(support::GOOD).expect("it has no mistake")
}

fn texts<T: AsRef<str>>(texts: &[T]) -> Vec<&str> {
    texts.iter().map(AsRef::as_ref).collect()
}

#[test]
fn the_texts_are_those_of_the_body_in_one_line_each() {
    let lesson = good();
    assert_eq!(&*lesson.title, "Export and upload");
    assert_eq!(
        texts(&lesson.explanation),
        [
            "Exporting is computing, as `Rc<RefCell>` is not.",
            "A pointer such as Rc<RefCell> may stand without marks.",
            "Uploading is waiting."
        ]
    );
    let [link] = &lesson.links[..] else { panic!("one link, not {:?}", lesson.links) };
    assert_eq!([&*link.label, &*link.url], ["The Book", "https://doc.rust-lang.org/book/"]);
}

#[test]
fn every_text_knows_its_line() {
    let lesson = good();
    let line =
        |words: &str| 1 + support::GOOD.lines().position(|line| line.contains(words)).expect("it is there");
    assert_eq!(lesson.section.line, line("section ="));
    assert_eq!(lesson.title.line, line("# Export"));
    assert_eq!(lesson.explanation[0].line, line("Exporting is"));
    assert_eq!(lesson.variants[1].watch.line, line("runs between"));
    assert_eq!(lesson.knobs[1].name.line, line("\"parts\""));
    assert_eq!(lesson.allowed[0].finds.line, line("\"Starved\""));
    assert_eq!(lesson.tour[1].says.line, line("says \"hi\""));
}

#[test]
fn a_knob_is_a_duration_a_count_or_a_switch() {
    let lesson = good();
    let knobs = lesson
        .knobs
        .iter()
        .map(|Knob { name, kind, min, max, default, .. }| (name.to_string(), *kind, (*min, *max), *default));
    let expected = [
        ("link delay".to_owned(), KnobKind::Milliseconds, (1, 40), 20),
        ("parts".to_owned(), KnobKind::Count, (1, 100), 5),
        ("wait".to_owned(), KnobKind::Switch, (0, 1), 1),
    ];
    assert!(knobs.eq(expected));
    assert_eq!(lesson.knobs[0].key(), "link-delay");
}

#[test]
fn a_variant_may_have_a_finding_and_rules_of_its_own() {
    let lesson = good();
    let [bad, fixed] = &lesson.variants[..] else { panic!("two variants") };
    assert_eq!([&*bad.name, &*bad.says], ["bad", "Never yields."]);
    let watch = [bad, fixed].map(|variant| &*variant.watch);
    assert_eq!(watch, ["`upload` is ready all the time.", "`upload` runs between two parts."]);
    assert_eq!((bad.finds.as_deref(), &bad.rules), (Some("LongPoll"), &Rules::default()));
    let Rules { order, seed, operations, polls } = &fixed.rules;
    assert_eq!((order.as_deref(), *seed, *operations, *polls), (Some("lifo"), Some(7), Some(8), Some(0)));
    assert_eq!((fixed.finds.as_deref(), lesson.place), (None, Some(15)));
}

#[test]
fn the_first_view_and_what_is_allowed_are_read() {
    let lesson = good();
    assert_eq!((lesson.view.clock, lesson.view.selected.as_deref()), (Clock::Browser, Some("upload")));
    assert_eq!(texts(&lesson.view.folded), ["main"]);
    let [row] = &lesson.allowed[..] else { panic!("one row, not {:?}", lesson.allowed) };
    assert_eq!((texts(&row.variants), &*row.finds), (vec!["fixed"], "Starved"));
}

/// A spot or an answer as it is written in Rust.
fn written(value: &impl std::fmt::Debug) -> String {
    format!("{value:?}")
}

#[test]
fn stops_belong_to_the_variant_of_their_heading() {
    let lesson = good();
    let stops: Vec<_> =
        lesson.tour.iter().map(|stop| (&*stop.variant, written(&stop.at), &*stop.says)).collect();
    let expected = [
        ("bad", written(&Spot::Ready("upload", 1)), "`upload` is ready, and waits for its first turn."),
        ("bad", written(&Spot::Line("says \"hi\"", 3)), "A name may have marks of its own."),
        ("fixed", written(&Spot::<&str>::RunEnd), "It is over."),
    ];
    assert_eq!(stops, expected);
}

/// The spot of a lesson's first stop, read from these words.
fn spot(words: &str) -> String {
    let text = support::GOOD.replace("`ready \"upload\"`", &format!("`{words}`"));
    written(&Lesson::read(&text).expect("it has no mistake").tour[0].at)
}

#[test]
fn every_spot_has_a_word() {
    for (words, expected) in [
        ("spawned \"a b\"", Spot::Spawned("a b")),
        ("ready \"a\" 12", Spot::Ready("a", 12)),
        ("poll \"a\"", Spot::Poll("a", 1)),
        ("wait \"a\" 2", Spot::Wait("a", 2)),
        ("work \"a\"", Spot::Work("a", 1)),
        ("end \"a\"", Spot::End("a")),
        ("future-poll \"a\" 2", Spot::NodePoll("a", 2)),
        ("future-woken \"a\" 2", Spot::NodeWoken("a", 2)),
        ("future-dropped \"a\" 2", Spot::NodeDropped("a", 2)),
        ("timer", Spot::TimerFired(1)),
        ("timer 3", Spot::TimerFired(3)),
        ("line \"beat 2\"", Spot::Line("beat 2", 1)),
        ("finding", Spot::Finding),
        ("run-end", Spot::RunEnd),
    ] {
        assert_eq!(spot(words), written(&expected));
    }
}

#[test]
fn every_answer_has_a_word() {
    assert_eq!(written(&good().question.answer), written(&Answer::NextPolled(Spot::Ready("upload", 2))));
    for (words, expected) in [
        ("ends", Answer::Ends),
        ("line 2", Answer::Line(2)),
        ("lines", Answer::Lines),
        ("takes", Answer::Takes),
        ("first-over", Answer::FirstOver),
        ("last-over", Answer::LastOver),
        ("polls \"a\"", Answer::Polls("a")),
    ] {
        let text = support::GOOD.replace("next-polled ready \"upload\" 2", words);
        let lesson = Lesson::read(&text).expect("it has no mistake");
        assert_eq!(written(&lesson.question.answer), written(&expected));
    }
}

#[test]
fn lines_may_end_as_on_windows() {
    let lesson = Lesson::read(&support::GOOD.replace('\n', "\r\n")).expect("it has no mistake");
    assert_eq!(lesson, good());
}

#[test]
fn a_lesson_needs_little() {
    let text = "+++\nsection = \"any\"\nvariants = [{ name = \"only\", says = \"It runs.\", watch = \"Watch.\" }]\n\
                question = { variant = \"only\", asks = \"How?\", answer = \"ends\" }\n+++\n# A\n\nB.\n";
    let lesson = Lesson::read(text).expect("it has no mistake");
    assert_eq!((lesson.knobs.len(), lesson.tour.len(), lesson.links.len()), (0, 0, 0));
    assert_eq!((lesson.view.clock, lesson.place, lesson.variants[0].name.line), (Clock::Virtual, None, 3));
}
