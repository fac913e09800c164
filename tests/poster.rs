//! The poster of every demo and variant: it shows no more than the app does when it opens, and each bar where the app draws it.

#[path = "poster/sheet.rs"]
mod sheet;

use std::collections::BTreeSet;

use roxmltree::{Document, Node};
use taskscope_gallery::{DEMOS, Demo, Variant};
use taskscope_scene::svg::Fluid;
use taskscope_scene::{DrawOp, Overview, Rect, Scene, View, overview_width, scene_with};
use taskscope_session::poster::{
    Opening, element, opened, page, picture, question, sentences, sentences_after, still,
};
use taskscope_session::{Part, Session, Settings, lanes_of, view_of};
use taskscope_simulate::Simulate as _;

use sheet::Sheet;

fn every_variant() -> impl Iterator<Item = (&'static Demo, &'static Variant)> {
    DEMOS.iter().flat_map(|demo| demo.variants.iter().map(|variant| (*demo, variant)))
}

fn session(demo: &'static Demo, variant: &'static Variant, opening: Opening) -> Option<Session> {
    let settings = Settings { variant, ..Settings::of(demo) };
    opened(settings, variant.simulate(settings.knobs).words(), opening)
}

/// What the app's canvas would show in this room.
fn drawn(session: &Session, size: (f64, f64)) -> (View, Scene) {
    let (state, axis) = (session.state(), session.axis());
    let model = lanes_of(session, &state, &axis);
    let view = view_of(session, size);
    let view = View { overview: overview_width(&model, &view), ..view };
    (view, scene_with(&model, &view, &mut Overview::default()))
}

/// Bars in the plot that are wide enough not to be put together with others.
fn bars(scene: &Scene, view: &View) -> Vec<(String, Rect)> {
    const WIDE: f64 = 8.0;
    let bars = scene.ops().filter_map(|op| {
        let DrawOp::Fill { rect, ink, .. } = op else { return None };
        Some((format!("fill-{ink}"), *rect))
    });
    bars.filter(|(ink, rect)| {
        let is_task = ink.strip_prefix("fill-t").is_some_and(|rest| rest.parse::<u8>().is_ok());
        let is_inside =
            rect.x >= view.label_width && rect.y >= View::LANES_TOP && rect.right() < view.right();
        is_task && is_inside && rect.width >= WIDE && rect.bottom() < view.height
    })
    .collect()
}

#[test]
fn each_bar_is_where_the_app_draws_it_in_rooms_of_any_size() {
    let mut count = 0;
    for (demo, variant) in every_variant() {
        let Some(session) = session(demo, variant, Opening::Element) else { continue };
        let fluid = picture(&session);
        for size in [(390.0, 260.0), (720.0, 300.0), (1_000.0, 342.0), (1_600.0, 900.0)] {
            // Lower ones are cut, and scrolled to what is selected.
            if drawn(&session, size).1.scroller().is_none() {
                count += compared(&session, &fluid, size);
            }
        }
    }
    assert!(count > 1_000, "{count} bars were compared");
}

#[test]
fn pictures_among_text_have_one_sheet_and_their_bars_where_the_app_draws_them() {
    let (mut count, mut sheets) = (0, BTreeSet::new());
    for (demo, variant) in every_variant() {
        let Some(session) = session(demo, variant, Opening::Playground) else { continue };
        let fluid = still(&session);
        // As wide as pages with text are.
        for width in [358.0, 600.0, 720.0, 920.0] {
            count += compared(&session, &fluid, (width, fluid.height));
        }
        sheets.insert(fluid.rules);
    }
    assert_eq!(sheets.len(), 1);
    assert!(count > 1_000, "{count} bars were compared");
}

#[test]
fn names_and_states_begin_where_the_app_writes_them_in_lanes_of_any_height() {
    let mut count = 0;
    for (demo, variant) in every_variant() {
        let Some(session) = session(demo, variant, Opening::Element) else { continue };
        let fluid = picture(&session);
        let (document, sheet) = (Document::parse(&fluid.body).expect("it is XML"), Sheet::read(&fluid.rules));
        for height in [220.0, 260.0, 300.0, 342.0, 420.0, 900.0] {
            let size = (1_000.0, height);
            let (view, scene) = drawn(&session, size);
            if scene.scroller().is_some() {
                continue;
            }
            let begins = scene.ops().filter_map(|op| {
                let DrawOp::Text { at, .. } = op else { return None };
                (at.x < view.label_width - 8.0).then_some(at.x)
            });
            let sorted = |mut places: Vec<f64>| {
                places.sort_by(f64::total_cmp);
                places.into_iter().map(|place| format!("{place:.1}")).collect::<Vec<_>>()
            };
            let wanted = sorted(begins.collect());
            count += wanted.len();
            assert_eq!(
                sorted(sheet.beside(&document, size)),
                wanted,
                "{} {} at {size:?}",
                demo.slug,
                variant.name
            );
        }
    }
    assert!(count > 1_000, "{count} texts were compared");
}

/// Finds each bar of the app in a picture, and counts them.
fn compared(session: &Session, fluid: &Fluid, size: (f64, f64)) -> usize {
    let (view, scene) = drawn(session, size);
    let document = Document::parse(&fluid.body).expect("it is XML");
    let shown = Sheet::read(&fluid.rules).rectangles(&document, size);
    let bars = bars(&scene, &view);
    for (ink, bar) in &bars {
        let is_near = |(class, rect): &&(String, Rect)| {
            let edges = [
                (rect.x, bar.x),
                (rect.y, bar.y),
                (rect.right(), bar.right()),
                (rect.bottom(), bar.bottom()),
            ];
            class == ink && edges.iter().all(|(one, other)| (one - other).abs() <= 1.0)
        };
        let place = format!("{} at {size:?}: {ink} {bar}", session.title());
        assert!(shown.iter().any(|shown| is_near(&shown)), "{place}");
    }
    bars.len()
}

#[test]
fn an_open_question_hides_what_follows_from_the_poster_too() {
    let mut asked = 0;
    for (demo, variant) in every_variant() {
        let Some(open) = session(demo, variant, Opening::Playground) else { continue };
        if !open.is_asking() {
            continue;
        }
        asked += 1;
        let place = format!("{} {}", demo.slug, variant.name);
        let whole = session(demo, variant, Opening::Element).expect("it is on the virtual clock");
        assert!(open.run.trace().end() < whole.run.trace().end(), "{place}");
        // The last of them may take in what comes later, so they are counted.
        let lines = |session: &Session| sentences(session, usize::MAX).matches("<li>").count();
        assert!(lines(&open) < lines(&whole), "{place}: the sentences stop at the question");
        let after = sentences_after(&whole, &open, usize::MAX).matches("<li>").count();
        assert!(after > 0 && after < lines(&whole), "{place}: the rest has no sentence of those");
        assert!(!question(&open).is_empty(), "{place}");
    }
    assert!(asked > 50, "{asked} variants ask something");
}

#[test]
fn posters_are_well_formed_and_share_no_id() {
    let mut ids = BTreeSet::new();
    for (demo, variant) in every_variant() {
        for opening in [Opening::Element, Opening::Playground] {
            let Some(session) = session(demo, variant, opening) else { continue };
            let place = format!("{} {} {opening:?}", demo.slug, variant.name);
            if opening == Opening::Playground && !session.is_asking() {
                continue;
            }
            let fluid = picture(&session);
            assert!(
                !fluid.rules.contains(['<', '>', '&']),
                "{place}: a page of HTML and one of XML take its rules"
            );
            let text =
                format!("<div>{}{}</div>", element(&session, &fluid.whole(), &Part::ALL), question(&session));
            let document = Document::parse(&text).unwrap_or_else(|error| panic!("{place}: {error}"));
            let own: BTreeSet<&str> =
                document.descendants().filter_map(|node| node.attribute("id")).collect();
            for id in &own {
                assert!(ids.insert((*id).to_owned()), "{place}: {id} is in another poster, too");
                assert!(text.contains(&format!("url(#{id})")), "{place}: nothing refers to {id}");
            }
            let fills = document.descendants().filter_map(|node| node.attribute("fill"));
            for id in fills.filter_map(|fill| fill.strip_prefix("url(#")?.strip_suffix(')')) {
                assert!(own.contains(id), "{place}: there is no {id}");
            }
            assert!(
                document.descendants().all(|node| !node.has_attribute("style")),
                "{place}: a policy may forbid it"
            );
        }
    }
}

#[test]
fn the_page_of_a_poster_is_well_formed_and_asks_what_the_playground_asks() {
    for (demo, variant) in every_variant() {
        let Some(session) = session(demo, variant, Opening::Playground) else { continue };
        let place = format!("{} {}", demo.slug, variant.name);
        let text = page(&session, &picture(&session).body);
        let document = Document::parse(&text).unwrap_or_else(|error| panic!("{place}: {error}"));
        assert!(
            document.descendants().all(|node| !node.has_attribute("style")),
            "{place}: a policy may forbid it"
        );
        let of_class = |class: &'static str| {
            document.descendants().filter(move |node| node.attribute("class") == Some(class)).count()
        };
        assert_eq!(of_class("question"), usize::from(session.is_asking()), "{place}");
        let current = document.descendants().filter(|node| node.attribute("aria-current") == Some("page"));
        assert_eq!(current.count(), 1, "{place}: the list of demos has this one");
        for said in document.descendants().filter_map(|node| node.attribute("data-for")) {
            for word in said.split(' ') {
                assert!(
                    ["wide", "middle", "phone", "open", "closed", "greeted"].contains(&word),
                    "{place}: {word}"
                );
            }
        }
    }
}

#[test]
fn a_run_in_real_time_has_no_poster() {
    let settings = Settings { clock: taskscope_format::Clock::Browser, ..Settings::of(DEMOS[0]) };
    assert!(opened(settings, &[], Opening::Element).is_none());
}

#[test]
fn text_in_a_poster_reads_in_the_order_of_the_page() {
    let demo = DEMOS.iter().find(|demo| demo.slug == "counting").expect("it is in the gallery");
    let session = session(demo, &demo.variants[0], Opening::Element).expect("it is on the virtual clock");
    let text = element(&session, &picture(&session).body, &Part::ALL);
    let document = Document::parse(&text).expect("it is XML");
    let heading = document.descendants().find(|node| node.has_tag_name("h2")).and_then(|node| node.text());
    assert_eq!(heading, Some(demo.title));
    let label = |node: &Node<'_, '_>| node.attribute("role") == Some("img");
    let pictures: Vec<_> = document.descendants().filter(label).collect();
    assert_eq!(pictures.len(), 1);
    assert!(pictures[0].attribute("aria-label").is_some_and(|label| label.contains(demo.title)));
}
