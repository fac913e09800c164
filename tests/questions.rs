//! The question of every demo and variant: it fits its answer, has choices whatever the knobs and rules are, gives nothing
//! away, and is held to while it is open.

use taskscope_format::{Clock, Event};
use taskscope_gallery::{
    Answer, DEMOS, Demo, Horizon, Knobs, Order, Question, Reach, Scheduling, Value, Variant, all, answer,
    choices, right_choice, step_of,
};
use taskscope_judge::JudgedRun;
use taskscope_session::{Action, EXPORTS, Guess, Prediction, Session, Settings, Status, Writer};
use taskscope_simulate::Simulate as _;
use taskscope_tell::lines;
use taskscope_trace::{Run, Step};

/// Every question that a run on the virtual clock answers.
fn questions() -> impl Iterator<Item = (&'static Demo, &'static Variant, &'static Question)> {
    let of = |demo: &&'static Demo| {
        let demo = *demo;
        demo.questions.iter().map(move |question| (demo, variant(demo, question.variant), question))
    };
    DEMOS.iter().filter(|demo| demo.view.clock == Clock::Virtual).flat_map(of)
}

fn variant(demo: &'static Demo, name: &str) -> &'static Variant {
    demo.variant(name).unwrap_or_else(|| panic!("{} has no variant {name}", demo.slug))
}

fn run(variant: &Variant, knobs: Knobs, scheduling: Scheduling) -> JudgedRun {
    let mut run = JudgedRun::default();
    run.append(variant.simulate_with(knobs, taskscope_simulate::rules(scheduling)).words())
        .expect("a recorder writes a trace");
    run
}

fn usual(demo: &Demo, variant: &Variant) -> JudgedRun {
    run(variant, demo.default_knobs(), variant.scheduling)
}

/// The step of a question in a run that is over; `None` if it is not asked there.
fn horizon(question: &Question, run: &Run) -> Option<Step> {
    match Horizon::of(question).look(run.trace()) {
        Reach::At(step) => Some(step),
        Reach::Never => None,
        Reach::Ahead => panic!("a run that is over has come to it or never does"),
    }
}

/// The rules that a question has to stand: its own, and random orders.
fn rules(variant: &Variant) -> Vec<Scheduling> {
    let random = (1..=4).map(|seed| Scheduling { seed, ..Scheduling::DEFAULT.ordered(Order::Random) });
    [variant.scheduling].into_iter().chain(random).collect()
}

/// Every knob at its ends, one at a time.
fn knobs(demo: &Demo) -> Vec<Knobs> {
    let usual = demo.default_knobs();
    let ends = demo.knobs.iter().flat_map(|knob| [(knob, knob.min), (knob, knob.max)]);
    let turned = ends.filter_map(|(knob, value)| usual.with(knob.name, value));
    [usual].into_iter().chain(turned).collect()
}

fn session(demo: &'static Demo, variant: &'static Variant) -> Session {
    Session::new(Settings { variant, ..Settings::of(demo) }).asking()
}

/// A session whose run is over and whose question is open.
fn asked(demo: &'static Demo, variant: &'static Variant, knobs: Knobs, scheduling: Scheduling) -> Session {
    let mut session = session(demo, variant);
    let settings = Settings { knobs, scheduling: Some(scheduling), ..Settings::of(demo) };
    session.apply(Action::Choose(Settings { variant, ..settings }));
    let words = variant.simulate_with(knobs, taskscope_simulate::rules(scheduling)).words().to_vec();
    session.apply(Action::Batch { run: session.run_number, words });
    session
}

#[test]
fn every_demo_asks_about_the_variant_that_it_opens_with() {
    for demo in all() {
        let first = demo.variants.first().expect("every demo has a variant");
        assert!(demo.question(first.name).is_some(), "{}", demo.slug);
    }
}

#[test]
fn a_question_is_short_and_has_a_reason() {
    for demo in all() {
        for Question { variant, asks, because, answer, .. } in demo.questions {
            let words = asks.split_whitespace().count();
            assert!(asks.ends_with('?') && (6..=22).contains(&words), "{} {variant}: {asks}", demo.slug);
            let words = because.split_whitespace().count();
            assert!(
                because.ends_with('.') && (6..=22).contains(&words),
                "{} {variant}: {because}",
                demo.slug
            );
            let fits = match answer {
                Answer::Ends => "How does the run end?",
                Answer::Line(1) => "Which line is printed first?",
                Answer::Line(_) => "Which line is printed",
                Answer::Lines => "How many lines are printed?",
                Answer::Takes => "How long does the run take?",
                Answer::FirstOver => "Which task is done first?",
                Answer::LastOver => "Which task is done last?",
                Answer::NextPolled(_) => "Which task is polled next?",
                Answer::Polls(_) => "How often is",
                Answer::Costs(_) => "Which needs more time",
            };
            assert!(asks.contains(fits), "{} {variant}: {asks}", demo.slug);
        }
    }
}

#[test]
fn every_question_has_good_choices_and_a_step_in_the_run_that_it_was_written_for() {
    for (demo, variant, question) in questions() {
        let name = format!("{} {}", demo.slug, variant.name);
        let run = usual(demo, variant);
        let found = answer(question.answer, &run).unwrap_or_else(|| panic!("{name} has no answer"));
        let offered = choices(question, &run, true).unwrap_or_else(|| panic!("{name} has no choices"));
        if !question.choices.is_empty() {
            assert_eq!(offered.len(), question.choices.len(), "{name}: the answer is {}", found.value.text());
        }
        let at =
            question.at.map(|spot| step_of(spot, &run).unwrap_or_else(|| panic!("{name} has no {spot:?}")));
        let step = horizon(question, &run).unwrap_or_else(|| panic!("{name} is not asked"));
        assert!(at.is_none_or(|at| at == step), "{name}: {at:?} gives the answer away, {step:?} does not");
        let shows = question
            .shows
            .map(|spot| step_of(spot, &run).unwrap_or_else(|| panic!("{name} has no {spot:?}")));
        assert!(step < shows.unwrap_or(found.step), "{name}: {step:?}, {shows:?}, {found:?}");
    }
}

#[test]
fn choices_differ_and_have_the_answer_whatever_the_knobs_and_rules_are() {
    for (demo, variant, question) in questions() {
        let few = [variant.scheduling];
        let of_rules = rules(variant).into_iter().map(|rules| (demo.default_knobs(), rules));
        let of_knobs = knobs(demo).into_iter().flat_map(|knobs| few.map(|rules| (knobs, rules)));
        for (knobs, scheduling) in of_rules.chain(of_knobs) {
            let name = format!("{} {} {knobs:?} {scheduling:?}", demo.slug, variant.name);
            let run = run(variant, knobs, scheduling);
            let Some(found) = answer(question.answer, &run) else { continue };
            let Some(offered) = choices(question, &run, false) else { continue };
            let mut texts: Vec<_> = offered.iter().map(Value::text).collect();
            texts.sort();
            texts.dedup();
            assert_eq!((texts.len(), (2..=4).contains(&texts.len())), (offered.len(), true), "{name}");
            let right = right_choice(&offered, &found.value).and_then(|right| offered.get(right));
            assert_eq!(right, Some(&found.value), "{name}");
        }
    }
}

#[test]
fn while_a_question_is_open_nothing_after_its_step_is_there() {
    let mut asked_somewhere = 0;
    for (demo, variant, question) in questions() {
        for scheduling in rules(variant) {
            let name = format!("{} {} {scheduling:?}", demo.slug, variant.name);
            let knobs = demo.default_knobs();
            let whole = run(variant, knobs, scheduling);
            let step = horizon(question, &whole);
            asked_somewhere += usize::from(step.is_some());
            let session = asked(demo, variant, knobs, scheduling);
            let Some(step) = step.filter(|_| choices(question, &whole, false).is_some()) else {
                assert!(!session.is_asking(), "{name}: there is nothing to ask");
                assert_eq!(session.run.trace().digest(), whole.trace().digest(), "{name}");
                continue;
            };
            let trace = session.run.trace();
            assert_eq!((trace.end(), session.cursor()), (step, step), "{name}");
            assert!(
                session.is_asking() && !session.is_playing() && session.status() == Status::Asked,
                "{name}"
            );
            assert_eq!((trace.run_end(), session.steps()), (None, (step, None)), "{name}");
            assert_eq!(trace.end_time(), whole.trace().time(step), "{name}");
            gives_nothing_away(&name, question, &session, &whole);
        }
    }
    assert!(asked_somewhere > 300, "{asked_somewhere}: hardly a random order leaves nothing to ask");
}

/// What is told, counted, printed, drawn and saved is what a run has that was never longer.
fn gives_nothing_away(name: &str, question: &Question, session: &Session, whole: &JudgedRun) {
    let (run, step) = (&session.run, session.cursor());
    let found = answer(question.answer, whole).expect("it has an answer");
    if let (Answer::Line(_), Value::Text(line)) = (question.answer, &found.value) {
        let earlier = whole.trace().printed_before(step);
        let is_new = !earlier.iter().any(|&step| {
            matches!(whole.trace().event_before(step), Some(Event::Output { text, .. }) if whole.trace().text(text) == line)
        });
        let told = lines(run).iter().any(|told| told.text(run.trace()).contains(line.as_str()));
        assert!(!(is_new && told), "{name}: {line} is told");
        let written = EXPORTS.iter().map(|export| Writer::of(session).write(export.form));
        let mut texts = written.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        assert!(!(is_new && texts.any(|text| text.contains(line.as_str()))), "{name}: {line} is saved");
    }
    assert_eq!(run.live_state(), &whole.state_at(step), "{name}");
    for finding in run.findings().list() {
        assert!(finding.step <= step, "{name}: {finding:?}");
    }
    let printed = |run: &JudgedRun| run.trace().printed_before(Step::LAST).len();
    assert_eq!(printed(run), whole.trace().printed_before(step).len(), "{name}");
}

#[test]
fn an_answer_shows_the_rest_and_plays_on_to_the_moment_that_shows_why() {
    for (demo, variant, question) in questions() {
        let name = format!("{} {}", demo.slug, variant.name);
        let whole = usual(demo, variant);
        let found = answer(question.answer, &whole).expect("it has an answer");
        let offered = choices(question, &whole, true).expect("it has choices");
        let right = right_choice(&offered, &found.value).expect("one of them is right");
        for guess in 0..offered.len() {
            let mut session = asked(demo, variant, demo.default_knobs(), variant.scheduling);
            session.apply(Action::Guess(Guess::Made(guess)));
            assert!(!session.is_asking() && session.is_playing(), "{name}");
            assert_eq!(session.run.trace().digest(), whole.trace().digest(), "{name}");
            let verdict = session.prediction().and_then(Prediction::verdict).expect("the run is over");
            assert_eq!(verdict.is_right, Some(guess == right), "{name}");
            assert_eq!(session.reason(&verdict), question.because, "{name}");
            session.apply(Action::Frame { milliseconds: 60_000.0 });
            let shows = question.shows.and_then(|spot| step_of(spot, &whole)).unwrap_or(found.step);
            assert_eq!((session.cursor(), session.is_playing()), (shows, false), "{name}");
        }
    }
}
