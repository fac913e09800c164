//! The source beside a run: its lines and folds, the knobs in it, and the polls that came by each line.

use std::collections::{BTreeMap, BTreeSet};

use taskscope_format::Event;
use taskscope_programs::{DEMOS, Demo, Entry, SourceLine, Span, Variant, all, find, listing};
use taskscope_session::{Action, Session, Settings};
use taskscope_trace::Step;

fn every_variant() -> impl Iterator<Item = (&'static Demo, &'static Variant)> {
    all().flat_map(|demo| demo.variants.iter().map(move |variant| (demo, variant)))
}

fn counting() -> &'static Demo {
    find("counting").expect("the demo is in the gallery")
}

/// A session that shows the whole run of a variant.
fn session(demo: &'static Demo, variant: &'static Variant) -> Session {
    let settings = Settings { variant, ..Settings::of(demo) };
    let mut session = Session::new(settings);
    let run = session.run_number;
    session.apply(Action::Batch { run, words: variant.simulate(demo.default_knobs()).words().to_vec() });
    session
}

#[test]
fn every_line_of_a_file_is_listed_once_or_folded_once() {
    for (demo, variant) in every_variant() {
        let mut next = 1;
        for entry in listing(demo.source, variant.name) {
            let (from, to) = match &entry {
                Entry::Line(line) => (line.number, line.number),
                Entry::Fold(fold) => (fold.from, fold.to),
            };
            assert_eq!(from, next, "{} {}: {entry:?}", demo.slug, variant.name);
            assert!(from <= to, "{} {}: {entry:?}", demo.slug, variant.name);
            next = to + 1;
        }
        assert_eq!(next, demo.source.length + 1, "{} {}", demo.slug, variant.name);
    }
}

#[test]
fn a_listing_begins_with_the_variants_own_code() {
    for (demo, variant) in every_variant() {
        let lines: Vec<SourceLine> = listing(demo.source, variant.name)
            .into_iter()
            .filter_map(|entry| if let Entry::Line(line) = entry { Some(line) } else { None })
            .collect();
        assert!(lines.iter().all(|line| !line.is_import), "{} {}", demo.slug, variant.name);
        assert!(lines.iter().all(|line| line.variant.is_none_or(|of| of == variant.name)), "{}", demo.slug);
        assert!(lines.first().is_some_and(|line| !line.text().trim().is_empty()), "{}", demo.slug);
    }
}

#[test]
fn every_knob_that_is_read_by_its_name_has_its_value_in_the_source() {
    let mut seen = 0;
    for demo in all() {
        for line in demo.source.lines() {
            let text = line.text();
            let reads = [".duration(\"", ".count(\"", ".is_on(\""].map(|read| text.matches(read).count());
            let knobs: Vec<_> = line.spans.iter().filter_map(Span::knob).collect();
            assert_eq!(knobs.len(), reads.iter().sum::<usize>(), "{}:{}: {text}", demo.slug, line.number);
            assert!(knobs.iter().all(|name| demo.knobs.iter().any(|knob| knob.name == *name)), "{text}");
            seen += knobs.len();
        }
    }
    assert!(seen > 100, "{seen} knobs");
}

#[test]
fn a_source_with_a_value_for_each_knob_is_rust() {
    for demo in all() {
        let piece = |span: &Span| if span.knob().is_some() { "1" } else { span.text }.to_owned();
        let lines = demo.source.lines().map(|line| line.spans.iter().map(piece).collect::<String>() + "\n");
        let text: String = lines.collect();
        let read = syn::parse_file(&text);
        assert!(read.is_ok(), "{}: {:?}\n{text}", demo.slug, read.err());
    }
}

/// The polls of a run at each line up to a step, counted one event after the other.
fn counted(session: &Session, end: Step) -> BTreeMap<u32, usize> {
    let mut poll = None;
    let mut polls = 0;
    let mut lines: BTreeMap<u32, BTreeSet<(Option<u32>, usize)>> = BTreeMap::new();
    for (step, event) in session.run.trace().between(Step(0), end) {
        if let Event::PollStarted { .. } = event {
            polls += 1;
            poll = Some(polls);
        }
        if let Some(line) = event.place().and_then(|place| session.line_of(place)) {
            // Outside of polls each event counts.
            let other = if poll.is_none() { step.0 } else { 0 };
            lines.entry(line).or_default().insert((poll, other));
        }
        if let Event::PollEnded { .. } | Event::TaskDone { .. } | Event::TaskPanicked { .. } = event {
            poll = None;
        }
    }
    lines.into_iter().map(|(line, polls)| (line, polls.len())).collect()
}

#[test]
fn the_polls_of_each_line_are_those_of_the_trace() {
    let natively = every_variant().filter(|(demo, _)| DEMOS.iter().any(|other| other.slug == demo.slug));
    for (demo, variant) in natively {
        let mut session = session(demo, variant);
        let end = session.run.trace().end();
        for step in [end, Step(end.0 / 2), Step(1)] {
            session.apply(Action::Seek(step));
            let shown: BTreeMap<u32, usize> =
                session.polls_by_line().iter().map(|(&line, &count)| (line, count)).collect();
            assert_eq!(shown, counted(&session, step), "{} {} at {step:?}", demo.slug, variant.name);
        }
    }
}

#[test]
fn a_line_that_is_clicked_again_and_again_goes_round_all_its_polls() {
    let demo = counting();
    let mut session = session(demo, &demo.variants[0]);
    let line = demo.source.lines().find(|line| line.text().contains("println!")).expect("it prints").number;
    let visits = session.visits_of_line(line).to_vec();
    assert_eq!(visits.len(), 13, "nine numbers of one, four of the other");
    session.apply(Action::Seek(Step(0)));
    let mut steps = Vec::new();
    for _ in 0..14 {
        let visit = session.next_visit_of_line(line).expect("it was visited");
        session.apply(Action::Seek(visit.step));
        steps.push(visit.step);
    }
    assert_eq!(steps[..13], visits.iter().map(|visit| visit.step).collect::<Vec<_>>()[..]);
    assert_eq!(steps[13], visits[0].step, "it begins anew");
}

#[test]
fn a_list_of_a_few_polls_has_the_one_at_the_cursor() {
    let demo = counting();
    let mut session = session(demo, &demo.variants[0]);
    let line = demo.source.lines().find(|line| line.text().contains("println!")).expect("it prints").number;
    let visits = session.visits_of_line(line).to_vec();
    for (index, visit) in visits.iter().enumerate() {
        session.apply(Action::Seek(visit.step));
        let first = session.first_of_few(&visits, 4);
        assert!((first..first + 4).contains(&index) && first + 4 <= visits.len(), "{first} for {index}");
        let here: Vec<_> = (0..visits.len()).filter(|&other| session.is_at_visit(&visits, other)).collect();
        assert_eq!(here, [index]);
    }
}

#[test]
fn a_line_without_events_names_the_closest_that_have_some() {
    let demo = counting();
    let session = session(demo, &demo.variants[0]);
    let line =
        |part: &str| demo.source.lines().find(|line| line.text().contains(part)).expect("is there").number;
    let (prints, sleeps) = (line("println!"), line("sleep(pause)"));
    assert_eq!(session.visited_around(prints)[1], Some(sleeps));
    assert!(session.visits_of_line(line("for number in")).is_empty());
    assert_eq!(session.visited_around(line("for number in"))[1], Some(prints));
    assert_eq!(session.visited_around(10_000)[1], None);
}
