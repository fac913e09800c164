//! Scenes printed as SVG: documents that every reader of XML takes, that keep to what was drawn, and that have the
//! colours of the style sheet.

use std::collections::BTreeSet;

use expect_test::expect;
use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, proptest};
use roxmltree::{Document, Node};
use taskscope_format::TaskId;
use taskscope_gallery::DEMOS;
use taskscope_runtime::record::Recording;
use taskscope_runtime::{join, simulate, sleep, spawn, work, yield_now};
use taskscope_scene::svg::{self, Caption};
use taskscope_scene::themes::THEMES;
use taskscope_scene::{Arrows, DrawOp, Ink, Scene, Share, View, Window};
use taskscope_session::{PICTURE_WIDTH, Shown, picture};
use taskscope_simulate::Simulate as _;
use taskscope_trace::{AxisKind, Run, Step};

use crate::support::{Drawn, KINDS, ms};

const CAPTION: Caption<'_> = Caption { title: "a title", description: "A description." };

/// The runs of every demo and variant, named.
fn runs() -> Vec<(String, Recording)> {
    let mut runs = Vec::new();
    for demo in DEMOS {
        for variant in demo.variants {
            let title = format!("{} · {}", demo.title, variant.name);
            runs.push((title, variant.simulate(demo.default_knobs())));
        }
    }
    runs
}

fn pictured(run: &Run, title: &str) -> String {
    picture(run, AxisKind::default(), Shown { title, width: PICTURE_WIDTH, themes: &THEMES })
}

fn run_of(words: &[u32]) -> Run {
    let mut run = Run::default();
    run.append(words).expect("a recorder writes what its decoder reads");
    run
}

fn picture_of(words: &[u32]) -> String {
    pictured(&run_of(words), "a run")
}

/// A bit of everything: nodes that are woken and not polled, tasks that are cut off, and a name that is markup.
async fn colourful() {
    let child = spawn("<b>\"child\" & 'co'\u{1}\n\u{fffe}</b>", async {
        for _ in 0..3 {
            sleep(ms(3)).await;
            work(ms(2));
        }
    });
    drop(spawn("a task with a name that is far too long for its column", sleep(ms(10_000))));
    let (short, long) = (sleep(ms(4)), sleep(ms(9)));
    join!(short, long, yield_now());
    child.await.expect("the child neither panics nor is aborted");
}

/// What holds for every document.
fn check(text: &str) {
    let document = Document::parse(text).unwrap_or_else(|fault| panic!("{fault}\n{text}"));
    assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
    let ids: Vec<_> = document.descendants().filter_map(|node| node.attribute("id")).collect();
    let known: BTreeSet<_> = ids.iter().copied().collect();
    assert_eq!(known.len(), ids.len(), "an id stands for two things");
    for node in document.descendants() {
        for attribute in node.attributes() {
            let value = attribute.value();
            if let Some(id) = value.strip_prefix("url(#").and_then(|rest| rest.strip_suffix(')')) {
                assert!(known.contains(id), "nothing is called {id}");
            }
            assert!(!value.contains("://"), "{value} lies outside");
            let is_length = value.bytes().all(|byte| byte.is_ascii_digit() || b"-.".contains(&byte));
            let decimals = value.split_once('.').filter(|_| is_length).map_or(0, |(_, part)| part.len());
            assert!(decimals <= 2, "{value} is longer than two digits");
        }
    }
    let style = style(&document);
    for class in document.descendants().filter_map(|node| node.attribute("class")) {
        assert!(style.matches(&format!(".{class}")).count() >= 2, "{class} has no colour in both themes");
    }
}

fn style(document: &Document<'_>) -> String {
    let style = document.descendants().find(|node| node.has_tag_name("style"));
    style.and_then(|style| style.text()).expect("there are style rules").to_owned()
}

fn named<'a>(document: &'a Document<'_>, name: &'a str) -> impl Iterator<Item = Node<'a, 'a>> {
    document.descendants().filter(move |node| node.tag_name().name() == name)
}

/// The texts that a document has to show: those of the scene without what XML can't say.
fn texts_of(scene: &Scene) -> Vec<String> {
    let text = |op: &DrawOp| if let DrawOp::Text { text, .. } = op { Some(text.clone()) } else { None };
    scene.ops().filter_map(text).collect()
}

#[test]
fn every_demo_makes_a_picture_and_says_what_it_shows() {
    for (title, recording) in runs() {
        for kind in KINDS {
            let mut run = Run::default();
            run.append(recording.words()).expect("a recorder writes what its decoder reads");
            let shown = Shown { title: &title, width: PICTURE_WIDTH, themes: &THEMES };
            let text = picture(&run, kind, shown);
            check(&text);
            let document = Document::parse(&text).expect("it was parsed before");
            let said = |name| named(&document, name).next().and_then(|node| node.text()).unwrap_or_default();
            assert_eq!(said("title"), title);
            assert!(
                said("desc").contains(&title) && said("desc").contains("At its end main "),
                "{}",
                said("desc")
            );
        }
    }
}

#[test]
fn a_description_tells_how_every_task_stands_at_the_end() {
    let run = simulate("main", colourful());
    let text = picture_of(run.words());
    let document = Document::parse(&text).expect("it is XML");
    let description = named(&document, "desc").next().and_then(|node| node.text()).unwrap_or_default();
    expect![[r#"
        The timeline of “a run”: 3 tasks in 15 ms. At its end main is done, <b>"child" & 'co'�
        �</b> is done, a task with a name that is far too long for its column was cancelled. main is done, so the run ends."#]]
    .assert_eq(description);
}

#[test]
fn a_picture_is_named_for_those_who_listen() {
    let text = picture_of(simulate("main", colourful()).words());
    let document = Document::parse(&text).expect("it is XML");
    let root = document.root_element();
    assert_eq!(root.attribute("role"), Some("img"));
    let labels: Vec<_> = root.attribute("aria-labelledby").unwrap_or_default().split(' ').collect();
    let ids: Vec<_> =
        ["title", "desc"].iter().filter_map(|name| named(&document, name).next()?.attribute("id")).collect();
    assert_eq!(labels, ids);
}

#[test]
fn the_same_run_gives_the_same_document_and_another_one_other_ids() {
    let words = simulate("main", colourful()).words().to_vec();
    assert_eq!(picture_of(&words), picture_of(&words));
    let other = picture_of(simulate("main", async {}).words());
    let ids = |text: &str| {
        let document = Document::parse(text).expect("it is XML");
        let ids = document.descendants().filter_map(|node| node.attribute("id").map(str::to_owned));
        ids.collect::<BTreeSet<String>>()
    };
    assert!(ids(&picture_of(&words)).is_disjoint(&ids(&other)));
}

#[test]
fn every_text_of_the_scene_stands_in_the_document() {
    let drawn = Drawn::of(AxisKind::Elastic, colourful());
    let scene = drawn.scene(&View { height: 240.0, ..drawn.view() });
    let text = svg::print(&scene, CAPTION, &THEMES);
    let document = Document::parse(&text).expect("it is XML");
    let shown: Vec<_> = named(&document, "text").map(|node| node.text().unwrap_or_default()).collect();
    let drawn = texts_of(&scene);
    assert_eq!(shown.len(), drawn.len());
    for (shown, drawn) in shown.iter().zip(&drawn) {
        let drawn = drawn.replace(['\u{1}', '\u{fffe}'], "\u{fffd}").replace('\n', " ");
        let is_cut = shown.split_once('…').is_some_and(|(first, last)| {
            drawn.starts_with(first) && drawn.ends_with(last) && shown.len() < drawn.len()
        });
        assert!(*shown == drawn || is_cut, "{shown:?} is not {drawn:?}");
    }
}

#[test]
fn a_picture_without_a_style_element_has_the_same_shapes_in_the_colours_for_paper() {
    let drawn = Drawn::of(AxisKind::Elastic, colourful());
    let scene = drawn.scene(&View { height: 240.0, arrows: Arrows::All, ..drawn.view() });
    let (styled, plain) = (svg::print(&scene, CAPTION, &THEMES), svg::print_plain(&scene, CAPTION, &THEMES));
    let (styled, plain) = (Document::parse(&styled), Document::parse(&plain));
    let (styled, plain) = (styled.expect("it is XML"), plain.expect("it is XML"));
    let light: BTreeSet<_> = THEMES.light.0.iter().map(|&(_, colour)| colour).collect();
    assert_eq!(named(&plain, "style").count(), 0);
    assert_eq!(shapes(&plain).count(), shapes(&styled).count());
    for (plain, styled) in shapes(&plain).zip(shapes(&styled)) {
        assert_eq!(plain.tag_name(), styled.tag_name());
        let class = styled.attribute("class").and_then(|class| class.split_once('-'));
        if let Some((property, _)) = class.filter(|_| !styled.has_tag_name("svg")) {
            let colour = plain.attribute(property);
            assert!(colour.is_some_and(|colour| light.contains(colour)), "{styled:?} as {colour:?}");
        }
    }
}

/// All elements, but for style sheets.
fn shapes<'a>(document: &'a Document<'_>) -> impl Iterator<Item = Node<'a, 'a>> {
    document.descendants().filter(Node::is_element).filter(|node| !node.has_tag_name("style"))
}

#[test]
fn every_operation_has_its_element() {
    let drawn = Drawn::of(AxisKind::Elastic, colourful());
    let scene = drawn.scene(&View { height: 240.0, arrows: Arrows::All, ..drawn.view() });
    let text = svg::print(&scene, CAPTION, &THEMES);
    let document = Document::parse(&text).expect("it is XML");
    let count = |name| {
        let within = |node: &Node<'_, '_>| node.ancestors().any(|above| above.has_tag_name("g"));
        document.descendants().filter(|node| node.tag_name().name() == name && within(node)).count()
    };
    let expected = |is_it: fn(&DrawOp) -> bool| scene.ops().filter(|op| is_it(op)).count();
    let arrows = expected(|op| matches!(op, DrawOp::Arrow { .. }));
    let lines = expected(|op| matches!(op, DrawOp::Line { .. }));
    let texts = expected(|op| matches!(op, DrawOp::Text { .. }));
    assert!(arrows > 0 && expected(|op| matches!(op, DrawOp::Dots { .. })) > 0);
    let densities = scene.ops().filter_map(|op| {
        let DrawOp::Density { rect, shares, .. } = op else { return None };
        Some(Share::paths(*rect, shares).iter().filter(|bars| !bars.is_empty()).count())
    });
    let densities: Vec<usize> = densities.collect();
    assert_eq!(count("path"), lines + 2 * arrows + densities.iter().sum::<usize>());
    assert_eq!(count("text"), texts);
    assert_eq!(count("rect"), scene.ops().count() - lines - arrows - texts - densities.len());
}

#[test]
fn a_small_picture_is_this_document() {
    let drawn = Drawn::of(AxisKind::Steps, async { sleep(ms(1)).await });
    let scene = drawn.scene(&View { height: 96.0, width: 300.0, ..drawn.view() });
    expect![[r#"
        <svg xmlns="http://www.w3.org/2000/svg" class="task-scope-picture" width="300" height="96" viewBox="0 0 300 96" role="img" aria-labelledby="ts9f427a9439445c7e-title ts9f427a9439445c7e-description" xml:space="preserve">
        <title id="ts9f427a9439445c7e-title">a title</title>
        <desc id="ts9f427a9439445c7e-description">A description.</desc>
        <style>
        .task-scope-picture text{font-family:system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif}
        .task-scope-picture .fill-bg{fill:#f6f7f9}
        .task-scope-picture .fill-panel{fill:#fff}
        .task-scope-picture .fill-text{fill:#1c2128}
        .task-scope-picture .fill-muted{fill:#57626f}
        .task-scope-picture .fill-accent{fill:#1c2128}
        .task-scope-picture .fill-on-accent{fill:#fff}
        .task-scope-picture .fill-done{fill:#1a7f37}
        .task-scope-picture .fill-t0{fill:#1f7be6}
        .task-scope-picture .stroke-line{stroke:#dde2e8}
        .task-scope-picture .stroke-muted{stroke:#57626f}
        .task-scope-picture .stroke-accent{stroke:#1c2128}
        .task-scope-picture .stroke-wait{stroke:#7c8896}
        .task-scope-picture .stroke-ready{stroke:#b06d00}
        @media (prefers-color-scheme:dark){
        .task-scope-picture .fill-bg{fill:#0d1117}
        .task-scope-picture .fill-panel{fill:#141a22}
        .task-scope-picture .fill-text{fill:#e8edf3}
        .task-scope-picture .fill-muted{fill:#98a6b6}
        .task-scope-picture .fill-accent{fill:#f0f3f6}
        .task-scope-picture .fill-on-accent{fill:#0d1117}
        .task-scope-picture .fill-done{fill:#3fb950}
        .task-scope-picture .fill-t0{fill:#4b88f8}
        .task-scope-picture .stroke-line{stroke:#27303c}
        .task-scope-picture .stroke-muted{stroke:#98a6b6}
        .task-scope-picture .stroke-accent{stroke:#f0f3f6}
        .task-scope-picture .stroke-wait{stroke:#66758a}
        .task-scope-picture .stroke-ready{stroke:#e3a52f}
        }
        </style>
        <defs>
        <pattern id="ts9f427a9439445c7e-hatch-ready" patternUnits="userSpaceOnUse" width="6" height="6"><path class="stroke-ready" stroke-width="1.68" d="M-6 6L6 -6M-6 12L12 -6M0 12L12 0"/></pattern>
        <clipPath id="ts9f427a9439445c7e-clip1"><rect x="0" y="52" width="160" height="44"/></clipPath>
        <clipPath id="ts9f427a9439445c7e-clip2"><rect x="160" y="52" width="140" height="44"/></clipPath>
        </defs>
        <rect class="fill-bg" x="0" y="0" width="300" height="96"/>
        <g>
        <rect class="fill-panel" x="0" y="0" width="300" height="24"/>
        <rect class="fill-t0" x="200.67" y="8" width="24.4" height="8"/>
        <rect class="fill-t0" x="265.73" y="8" width="8.13" height="8"/>
        <path class="stroke-accent" stroke-width="1" d="M282.5 2L282.5 22"/>
        <rect class="stroke-accent" fill="none" x="160.5" y="1.5" width="121" height="21" rx="3"/>
        <rect class="fill-accent" x="157.5" y="6" width="5" height="12" rx="2"/>
        <rect class="fill-accent" x="279.5" y="6" width="5" height="12" rx="2"/>
        </g>
        <g clip-path="url(#ts9f427a9439445c7e-clip1)">
        <rect class="fill-t0" x="12" y="61" width="4" height="26" rx="2"/>
        <text class="fill-text" x="24" y="72" font-size="12" font-weight="600">main</text>
        <text class="fill-done" x="24" y="87" font-size="11">done</text>
        </g>
        <g clip-path="url(#ts9f427a9439445c7e-clip2)">
        <path class="stroke-line" stroke-width="1" d="M160.5 52L160.5 96"/>
        <path class="stroke-line" stroke-width="1" d="M241.5 52L241.5 96"/>
        <path class="stroke-wait" stroke-width="2" d="M225.07 74L257.6 74"/>
        <rect fill="url(#ts9f427a9439445c7e-hatch-ready)" x="184.4" y="68" width="16.27" height="12"/>
        <rect class="stroke-ready" fill="none" x="184.9" y="68.5" width="15.27" height="11" rx="2"/>
        <rect fill="url(#ts9f427a9439445c7e-hatch-ready)" x="257.6" y="68" width="8.13" height="12"/>
        <rect class="stroke-ready" fill="none" x="258.1" y="68.5" width="7.13" height="11" rx="2"/>
        <rect class="fill-t0" x="200.67" y="65" width="24.4" height="18" rx="3"/>
        <rect class="fill-t0" x="265.73" y="65" width="8.13" height="18" rx="3"/>
        <text class="fill-done" x="289" y="78" font-size="12">✓</text>
        <path class="stroke-muted" fill="none" stroke-width="1.2" d="M257.6 58C257.6 58 257.6 65 257.6 70"/>
        <path class="fill-muted" d="M257.6 70L254.6 64L260.6 64Z"/>
        </g>
        <g>
        <text class="fill-muted" x="164" y="42" font-size="12">0 ms</text>
        </g>
        <g>
        <path class="stroke-accent" stroke-width="1.5" d="M281.75 28L281.75 96"/>
        <rect class="fill-accent" x="254.8" y="28" width="45.2" height="20" rx="5"/>
        <text class="fill-on-accent" x="277.4" y="41" font-size="12" text-anchor="middle">1 ms</text>
        </g>
        <g>
        </g>
        </svg>
    "#]].assert_eq(&svg::print(&scene, CAPTION, &THEMES));
}

#[test]
fn the_colours_are_those_of_the_style_sheet() {
    let sheet = include_str!("../../www/task-scope.css");
    let (dark, light) = sheet.split_once("[data-theme=\"light\"]").expect("the style sheet has both themes");
    for (palette, rules) in [(THEMES.dark, dark), (THEMES.light, light)] {
        for ink in Ink::ALL {
            let declaration = format!("--{ink}: var(--task-scope-{ink}, {});", palette.colour(ink));
            let (first, _) = rules.split_once(&format!("--{ink}:")).expect("every ink has a colour");
            let found = rules.get(first.len()..).is_some_and(|rest| rest.starts_with(&declaration));
            assert!(found, "the style sheet does not say {declaration}");
        }
    }
    assert!(sheet.contains(&format!("--sans: var(--task-scope-sans, {});", THEMES.face)));
}

#[test]
fn a_run_of_nothing_makes_a_picture_too() {
    check(&picture_of(&[]));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_view_of_a_run_is_well_formed(
        (from, width) in (0.0..1.0_f64, 0.000_1..1.0_f64),
        (size, scroll) in ((1.0..2_000.0_f64, 1.0..900.0_f64), 0.0..200.0_f64),
        (kind, step, arrows) in (0..3_usize, 0..200_usize, 0..3_usize),
        is_playing in any::<bool>(),
    ) {
        let drawn = Drawn::of(KINDS[kind], colourful());
        let arrows = [Arrows::None, Arrows::Selected, Arrows::All][arrows];
        let cursor = Step(step).min(drawn.trace().end());
        let window = Window::between(from, from + width, 1.0);
        let view = View { cursor, scroll, arrows, is_playing, selected: Some(TaskId(2)), ..drawn.view() };
        let view = View { width: size.0, height: size.1, ..view }.with_window(&drawn.axis(), window);
        let text = svg::print(&drawn.scene(&view), CAPTION, &THEMES);
        check(&text);
        prop_assert_eq!(&text, &svg::print(&drawn.scene(&view), CAPTION, &THEMES));
    }

    #[test]
    fn any_name_stays_a_text(name in any::<String>()) {
        let run = simulate(name.clone(), async { sleep(ms(1)).await });
        let text = pictured(&run_of(run.words()), &name);
        check(&text);
        let document = Document::parse(&text).expect("it was parsed before");
        prop_assert!(document.root_element().descendants().all(|node| !node.is_element()
            || ["svg", "title", "desc", "style", "defs", "g", "rect", "path", "text", "pattern", "clipPath"]
                .contains(&node.tag_name().name())));
    }

    #[test]
    fn any_words_make_a_picture(words in proptest::collection::vec(any::<u32>(), 0..200)) {
        let mut run = Run::default();
        // What is no trace is refused; what came before the fault is drawn.
        drop(run.append(&words));
        check(&pictured(&run, "a run"));
    }
}
