//! What holds for every demo: how each runs, that its runs repeat, and that what is said about it is true to form.

use std::collections::BTreeSet;
use std::time::Duration;

use expect_test::expect_file;
use taskscope_format::{Decoder, Entry, Event, PlaceId, RunEnd, transcript};
use taskscope_gallery::{Class, DEMOS, Demo, Knobs, SourceLine, Variant, all, find, way_at};
use taskscope_judge::FindingKind;
use taskscope_lessons::Lesson;
use taskscope_runtime::record::Recording;
use taskscope_simulate::Simulate as _;

#[path = "../crates/gallery/build/agreement.rs"]
mod agreement;
#[path = "../crates/gallery/build/difference.rs"]
mod difference;
#[path = "../crates/gallery/build/excerpt.rs"]
mod excerpt;
#[path = "../crates/gallery/build/reads.rs"]
mod reads;
#[path = "../crates/gallery/build/sections.rs"]
mod sections;

fn every_variant() -> impl Iterator<Item = (&'static Demo, &'static Variant)> {
    DEMOS.iter().flat_map(|demo| demo.variants.iter().map(move |variant| (*demo, variant)))
}

fn demo(slug: &str) -> &'static Demo {
    find(slug).expect("the demo is in the gallery")
}

fn run(demo: &Demo, variant: &str, knobs: Knobs) -> Recording {
    demo.variant(variant).expect("the demo has the variant").simulate(knobs)
}

/// File and line of every place of a run, in order of their ids.
fn places(run: &Recording) -> Vec<(String, u32)> {
    let (mut texts, mut places) = (Vec::new(), Vec::new());
    let read = Decoder::default().read(run.words(), |entry| match entry {
        Entry::Text(text) => texts.push(text),
        Entry::Place(place) => places.push((texts[place.file.0 as usize].clone(), place.line)),
        Entry::Time(_) | Entry::Event(_) | Entry::Note(_) | Entry::Worker(_) => {}
    });
    read.expect("a recorder writes what its decoder reads");
    places
}

fn waits(run: &Recording) -> BTreeSet<PlaceId> {
    let wait = |(_, event)| if let Event::Waiting { place, .. } = event { Some(place) } else { None };
    run.events().into_iter().filter_map(wait).collect()
}

#[test]
fn every_variant_runs_as_its_golden_trace_says() {
    for (demo, variant) in every_variant() {
        let run = variant.simulate(demo.default_knobs());
        let text = transcript(run.words()).expect("a recorder writes what its decoder reads");
        expect_file![format!("golden/{}.{}.trace", demo.slug, variant.name)].assert_eq(&text);
    }
}

#[test]
fn the_same_run_gives_the_same_words() {
    for (demo, variant) in every_variant() {
        let knobs = demo.default_knobs();
        assert_eq!(variant.simulate(knobs), variant.simulate(knobs), "{} {}", demo.slug, variant.name);
    }
}

/// A bad program may wait for ever or go on until it is stopped; it says so with its last event, as every run does.
fn may_end(variant: &Variant, end: Option<RunEnd>) -> bool {
    end == Some(RunEnd::Finished) || (variant.is_bad() && end.is_some())
}

#[test]
fn every_knob_can_be_at_either_end() {
    for (demo, variant) in every_variant() {
        let defaults = demo.default_knobs();
        let ends = defaults.iter().flat_map(|(knob, _)| [(knob.name, knob.min), (knob.name, knob.max)]);
        for (name, value) in ends {
            let knobs = defaults.with(name, value).expect("the demo has the knob");
            let end = variant.simulate(knobs).end();
            assert!(may_end(variant, end), "{} {} with {name} {value}: {end:?}", demo.slug, variant.name);
        }
    }
}

#[test]
fn all_knobs_can_be_at_their_ends_together() {
    for (demo, variant) in every_variant() {
        for take_max in [false, true] {
            let defaults = demo.default_knobs();
            let knobs = defaults.iter().fold(defaults, |knobs, (knob, _)| {
                let value = if take_max { knob.max } else { knob.min };
                knobs.with(knob.name, value).expect("the demo has the knob")
            });
            let end = variant.simulate(knobs).end();
            assert!(may_end(variant, end), "{} {}: {end:?}", demo.slug, variant.name);
        }
    }
}

#[test]
fn a_minute_of_sleeping_costs_nothing() {
    let demo = demo("counting");
    let knobs = demo.default_knobs().with("pause", 60_000).expect("counting has a pause");
    for variant in ["spawn", "join"] {
        let run = run(demo, variant, knobs);
        assert_eq!(run.end(), Some(RunEnd::Finished));
        assert_eq!(run.elapsed(), Duration::from_secs(9 * 60));
    }
}

#[test]
fn a_task_that_nobody_waits_for_is_cut_off_when_main_ends() {
    let demo = demo("counting");
    let knobs = demo.default_knobs().with("wait for the task", 0).expect("counting has the switch");
    let events = run(demo, "spawn", knobs).events();
    let is_cancelled = |(_, event): &(_, Event)| matches!(event, Event::TaskCancelled { .. });
    assert_eq!(events.iter().filter(|event| is_cancelled(event)).count(), 1);
}

#[test]
fn yielding_makes_export_and_upload_faster_altogether() {
    let demo = demo("export-and-upload");
    let elapsed = |variant| run(demo, variant, demo.default_knobs()).elapsed();
    assert!(elapsed("fixed") < elapsed("bad"));
}

#[test]
fn every_place_of_a_run_lies_in_the_file_of_its_demo() {
    for (demo, variant) in every_variant() {
        for (file, line) in places(&variant.simulate(demo.default_knobs())) {
            assert_eq!(file, demo.source.file, "line {line} of {} {}", demo.slug, variant.name);
        }
    }
}

#[test]
fn every_wait_stands_on_a_line_that_is_shown() {
    for (demo, variant) in every_variant() {
        let run = variant.simulate(demo.default_knobs());
        let places = places(&run);
        let shown: BTreeSet<u32> = demo.source.lines_of(variant.name).map(|line| line.number).collect();
        for place in waits(&run) {
            let line = places[place.0 as usize].1;
            assert!(shown.contains(&line), "line {line} of {} {}", demo.slug, variant.name);
        }
    }
}

#[test]
fn the_shown_lines_are_those_of_the_file() {
    for demo in all() {
        let file = std::fs::read_to_string(demo.source.file).expect("tests run in the folder of the package");
        let lines: Vec<&str> = file.lines().collect();
        for line in demo.source.lines() {
            assert_eq!(line.text(), lines[line.number as usize - 1], "{}:{}", demo.source.file, line.number);
        }
    }
}

#[test]
fn a_variant_shows_its_own_program_and_no_frame() {
    for (demo, variant) in all().flat_map(|demo| demo.variants.iter().map(move |variant| (demo, variant))) {
        let lines: Vec<SourceLine> = demo.source.lines_of(variant.name).collect();
        let texts: Vec<String> = lines.iter().map(SourceLine::text).collect();
        assert!(texts.len() < 60, "{} {} has {} lines", demo.slug, variant.name, texts.len());
        assert!(
            lines.iter().any(|line| line.variant == Some(variant.name)),
            "{} {}",
            demo.slug,
            variant.name
        );
        assert!(
            !texts.iter().any(|text| text.contains("crate::") || text.contains("MAINS")),
            "{}",
            demo.slug
        );
        assert!(
            !texts.windows(2).any(|two| two.iter().all(String::is_empty)),
            "{}: two blank lines",
            demo.slug
        );
        assert_ne!(texts.first().map(String::as_str), Some(""), "{}", demo.slug);
        assert_ne!(texts.last().map(String::as_str), Some(""), "{}", demo.slug);
    }
}

#[test]
fn the_source_is_coloured() {
    let line = |text: &str| {
        let mut lines = demo("counting").source.lines();
        let line = lines.find(|line| line.text().contains(text)).expect("the line is shown");
        line.spans.iter().map(|span| (span.class, span.text.trim())).collect::<Vec<_>>()
    };
    assert_eq!(
        line("async fn count(")[..3],
        [(Class::Keyword, "async"), (Class::Plain, ""), (Class::Keyword, "fn")]
    );
    assert!(line("async fn count(").contains(&(Class::Function, "count")));
    assert!(line("println!(").contains(&(Class::Function, "println")));
    assert!(line("println!(").contains(&(Class::Literal, "\"{name} says {number}\"")));
    assert!(line("in 1..=last").contains(&(Class::Literal, "1")));
}

#[test]
fn every_demo_can_be_found_by_its_own_slug() {
    for demo in all() {
        assert!(
            std::ptr::eq(find(demo.slug).expect("it is in the list"), demo),
            "{} is there twice",
            demo.slug
        );
        assert!(
            demo.slug.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-'),
            "{}",
            demo.slug
        );
    }
    assert!(find("nothing").is_none());
}

#[test]
fn the_way_leads_through_every_demo_and_back() {
    let mut slug = DEMOS[0].slug;
    assert_eq!((way_at(slug).0, way_at(slug).1), (None, 1));
    let mut seen = vec![slug];
    while let (_, _, Some(next)) = way_at(slug) {
        assert_eq!(way_at(next.slug).0.map(|before| before.slug), Some(slug));
        slug = next.slug;
        seen.push(slug);
    }
    assert!(seen.iter().copied().eq(all().map(|demo| demo.slug)));
}

#[test]
fn the_gallery_is_in_the_order_of_the_chapter() {
    assert!(all().is_sorted_by_key(|demo| demo.section));
}

#[test]
fn names_within_a_demo_are_unique() {
    for demo in all() {
        let variants: BTreeSet<_> = demo.variants.iter().map(|variant| variant.name).collect();
        assert_eq!(variants.len(), demo.variants.len(), "{}", demo.slug);
        let knobs: BTreeSet<_> = demo.knobs.iter().map(|knob| knob.name).collect();
        assert_eq!(knobs.len(), demo.knobs.len(), "{}", demo.slug);
    }
}

#[test]
fn a_bad_program_stands_before_its_fix() {
    for demo in all() {
        let bad = demo.variants.iter().position(Variant::is_bad);
        let fixed = demo.variants.iter().position(|variant| variant.name == "fixed");
        assert_eq!(bad.map(|bad| bad + 1), fixed, "{}", demo.slug);
    }
}

#[test]
fn texts_are_short() {
    for demo in all() {
        let words: usize = demo.explanation.iter().map(|text| text.split_whitespace().count()).sum();
        assert!((1..=150).contains(&words), "the explanation of {} has {words} words", demo.slug);
        let variants = demo.variants.iter().map(|variant| variant.sentence);
        for sentence in variants.chain(demo.variants.iter().map(|variant| variant.watch)) {
            assert!(sentence.ends_with('.') && !sentence.contains(". "), "not one sentence: {sentence}");
        }
    }
}

#[test]
fn every_demo_says_where_to_read_on() {
    for demo in all() {
        assert!(demo.links.iter().all(|link| link.url.starts_with("https://")), "{}", demo.slug);
        assert!(demo.links[0].url.starts_with("https://doc.rust-lang.org/book/"), "{}", demo.slug);
        assert!(demo.links.len() > 1, "{} has no primary source", demo.slug);
    }
}

#[test]
fn the_gallery_says_what_the_lessons_say() {
    fn written(value: &impl std::fmt::Debug) -> String {
        format!("{value:?}")
    }
    for demo in all() {
        let path = format!("lessons/{}.md", demo.slug);
        let text = std::fs::read_to_string(&path).expect("tests run in the folder of the package");
        let lesson = Lesson::read(&text).unwrap_or_else(|mistake| panic!("{path}, {mistake}"));
        assert_eq!(demo.title, &*lesson.title);
        assert_eq!(written(&demo.explanation), written(&lesson.explanation));
        assert_eq!(written(&demo.links), written(&lesson.links));
        assert_eq!(written(&demo.knobs), written(&lesson.knobs));
        assert_eq!(written(&demo.questions), written(&lesson.questions));
        assert_eq!(written(&demo.tour), written(&lesson.tour));
        let variants = demo.variants.iter().map(|variant| {
            assert_eq!(variant.program().name, variant.name, "{}", demo.slug);
            (variant.name, variant.sentence, variant.watch, variant.finding.map(FindingKind::name))
        });
        let said = lesson
            .variants
            .iter()
            .map(|said| (&*said.name, &*said.says, &*said.watch, said.finds.as_deref()));
        assert!(variants.eq(said), "{}", demo.slug);
        assert_eq!(demo.view.selected, lesson.view.selected.as_deref());
        assert_eq!(written(&demo.view.folded), written(&lesson.view.folded));
    }
}
