//! The address of a view: everything needed to open it again, as the query of a link.
//!
//! `demo=export-and-upload&variant=fixed&axis=steps&policy=random&seed=3&chunk=30&step=88&zoom=0.25-0.5&range=12-60&task=2&tab=stats`.
//! What has its default is left out. `format=2` says that `step` and `range` count the kinds of events of version 2; without
//! it they count those of version 1.
//! Knobs go by their names, with `-` for spaces.

use std::borrow::Cow;

use taskscope_format::Clock;
use taskscope_format::VERSION;

use super::knob_limits::OutOfRange;
use super::linked_step::LinkedStep;
use super::linked_view::{LinkedView, step_pairs};
use super::{Course, Session, Settings};
use taskscope_gallery::{Entry, Order, Scheduling, all, entries, entry, find};
use taskscope_tell::say;
use taskscope_trace::{AxisKind, shortened};

/// What a visitor sees who asked for nothing: the simplest demo, two counters that sleep.
const OPENING: &str = "counting";

/// What a link asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Address {
    /// The program, and how it is run.
    pub settings: Settings,
    /// The axis along which it is shown.
    pub axis: AxisKind,
    /// The step to show.
    pub step: Option<LinkedStep>,
    /// What else of the view it asks for.
    pub view: LinkedView,
    /// The demos of a class, in order.
    pub course: Course,
    /// What to tell the visitor if not all of it can be used as it is: which knobs are set outside their ranges and take the
    /// nearest value, and what is left out.
    pub notice: Option<String>,
}

/// The query of the link that opens this view, without the `?`. Empty for a run that no link can open: one from a file that
/// is of no program here.
#[must_use]
pub fn address(session: &Session) -> String {
    let Some(settings) = session.program.settings() else { return String::new() };
    // Only a run that repeats can be opened at one of its steps.
    let is_repeatable = settings.clock == Clock::Virtual
        && !session.is_playing()
        && !session.is_asking()
        && session.program.recording().is_none();
    let view = LinkedView::of(session, is_repeatable);
    // A link without a step plays the run: one to a part of it holds still there.
    let is_inside = session.cursor() < session.run.trace().end() || view.is_of_a_moment();
    let step = (is_repeatable && is_inside).then(|| session.cursor());
    let mut parts = vec![query(&settings, session.view.axis)];
    parts.extend(step_pairs(step, &view, session));
    parts.extend(view.pairs());
    if !session.teaching.course.is_empty() {
        parts.push(format!("course={}", session.teaching.course.text()));
    }
    parts.join("&")
}

/// The query of the link that opens these settings along an axis: what a worker is told to run, too.
#[must_use]
pub fn query(settings: &Settings, axis: AxisKind) -> String {
    let Settings { demo, variant, knobs, clock, .. } = settings;
    let mut pairs = vec![format!("demo={}", demo.slug)];
    if demo.variants.first().is_some_and(|first| first.name != variant.name) {
        pairs.push(format!("variant={}", variant.name));
    }
    if *clock != demo.view.clock {
        pairs.push(format!("clock={}", if *clock == Clock::Browser { "browser" } else { "virtual" }));
    }
    pairs.extend(settings.hosting.pairs());
    if axis != demo.view.axis {
        pairs.push(format!("axis={}", axis.key()));
    }
    let (own, chosen) = (variant.scheduling, settings.scheduling());
    if chosen.order != own.order {
        pairs.push(format!("policy={}", chosen.order.key()));
    }
    let numbers = NUMBERS.iter().map(|(name, number)| (name, number(own), number(chosen)));
    pairs.extend(
        numbers.filter(|(_, own, chosen)| own != chosen).map(|(name, _, chosen)| format!("{name}={chosen}")),
    );
    for (knob, value) in knobs.iter().filter(|(knob, value)| *value != knob.default) {
        pairs.push(format!("{}={value}", knob.key()));
    }
    pairs.join("&")
}

/// The query of the link that opens a course at its first demo. Empty without a course.
#[must_use]
pub fn course_query(course: &Course) -> String {
    let Some(first) = course.stops().first() else { return String::new() };
    let is_first = first.demo.variants.first() == Some(&first.variant);
    let variant = if is_first { String::new() } else { format!("&variant={}", first.variant) };
    format!("demo={}{variant}&course={}", first.demo.slug, course.text())
}

type Number = fn(Scheduling) -> u32;

/// The numbers among the rules, by their names in addresses.
const NUMBERS: [(&str, Number); 3] = [
    ("seed", |scheduling| scheduling.seed),
    ("operations", |scheduling| scheduling.operations),
    ("polls", |scheduling| scheduling.polls),
];

/// The demo that the query of a link asks for, and which has to be here before that is read. Where the gallery does not have
/// it, the one that is shown instead.
#[must_use]
pub fn demo_of(query: &str) -> &'static Entry {
    let mut pairs = query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='));
    let asked = pairs.find(|(name, _)| *name == "demo").and_then(|(_, slug)| entry(slug));
    asked.or_else(|| entry(OPENING)).unwrap_or(&entries()[0])
}

/// Reads the query of a link, with its `?` or without. A demo that is not here counts as one that the gallery does not have.
///
/// # Panics
/// If no demo is here.
#[must_use]
pub fn from_address(query: &str) -> Address {
    let pairs: Vec<(String, &str)> = query
        .trim_start_matches('?')
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (name.replace("%20", "-").replace('+', "-"), value))
        .collect();
    let (mut faults, mut out_of_range) = (Vec::new(), OutOfRange::default());
    let mut settings = first_settings(&pairs, &mut faults);
    let mut axis = settings.demo.view.axis;
    let mut step: Option<LinkedStep> = None;
    let mut view = LinkedView::default();
    let mut version = 1;
    let mut course = Course::default();
    for (name, value) in &pairs {
        match name.as_str() {
            // These are known by now, and the page looks after its language.
            "demo" | "variant" | "lang" => {}
            "clock" => match *value {
                "virtual" => settings.clock = Clock::Virtual,
                "browser" => settings.clock = Clock::Browser,
                _ => faults.push(say::session_address::part("clock", &shown(value))),
            },
            "course" => {
                let (demos, unknown) = Course::parse(value);
                course = demos;
                faults.extend(unknown.iter().map(|part| say::session_address::part("course", &shown(part))));
            }
            "axis" => match AxisKind::from_key(value) {
                Some(chosen) => axis = chosen,
                None => faults.push(say::session_address::part("axis", &shown(value))),
            },
            "step" => match value.parse() {
                Ok(count) => step = Some(LinkedStep::first_version(count)),
                Err(_) => faults.push(say::session_address::part("step", &shown(value))),
            },
            "format" => match value.parse() {
                Ok(known @ 1..=VERSION) => version = known,
                _ => faults.push(say::session_address::part("format", &shown(value))),
            },
            "zoom" | "range" | "task" | "tab" => match view.with(name, value) {
                Some(changed) => view = changed,
                None => faults.push(say::session_address::part(name, &shown(value))),
            },
            "thread" | "yield" => match settings.hosting.with(name, value) {
                Some(hosting) => settings.hosting = hosting,
                None => faults.push(say::session_address::part(name, &shown(value))),
            },
            _ => match value.parse().ok().and_then(|value| out_of_range.set(settings.knobs, name, value)) {
                Some(knobs) => settings.knobs = knobs,
                None => match ruled(settings.scheduling(), name, value) {
                    Some(scheduling) => settings.scheduling = Some(scheduling),
                    None => faults.push(say::session_address::pair(&shown(name), &shown(value))),
                },
            },
        }
    }
    let said: Vec<String> = out_of_range
        .sentence(say::session_knobs::run_uses)
        .into_iter()
        .chain(unknown(&faults, &pairs))
        .collect();
    let step = step.and_then(|step| step.counted_by(version));
    let view = view.counted_by(version);
    Address { settings, axis, step, view, course, notice: (!said.is_empty()).then(|| said.join(" ")) }
}

/// The sentence on what a link has that is not known here.
fn unknown(faults: &[String], pairs: &[(String, &str)]) -> Option<String> {
    let has_demo = pairs.iter().any(|(name, _)| name == "demo");
    let is_demo_known = pairs.iter().all(|&(ref name, slug)| name != "demo" || entry(slug).is_some());
    let what = faults.join(&say::list::comma());
    match faults {
        [] => None,
        _ if has_demo && !is_demo_known => Some(say::session_address::other_demo(&what)),
        _ => Some(say::session_address::unknown(&what)),
    }
}

fn first_settings(pairs: &[(String, &str)], faults: &mut Vec<String>) -> Settings {
    let slug = pairs.iter().find(|(name, _)| name == "demo").map(|&(_, slug)| slug);
    let found = slug.and_then(find);
    if let (Some(slug), None) = (slug, found) {
        faults.push(say::session_address::demo(&shown(slug)));
    }
    let opening = || find(OPENING).or_else(|| all().next());
    let mut settings = Settings::of(found.or_else(opening).expect("a demo is here before anything is shown"));
    for (_, value) in pairs.iter().filter(|(name, _)| name == "variant") {
        match settings.demo.variant(value) {
            Some(variant) => settings.variant = variant,
            None => faults.push(say::session_address::part("variant", &shown(value))),
        }
    }
    settings
}

/// Rules with one of them changed; `None` if there is no such rule or value.
fn ruled(scheduling: Scheduling, name: &str, value: &str) -> Option<Scheduling> {
    let number = || value.parse().ok();
    Some(match name {
        "policy" => scheduling.ordered(Order::from_key(value)?),
        "seed" => Scheduling { seed: number()?, ..scheduling },
        "operations" => Scheduling { operations: number()?, ..scheduling },
        "polls" => Scheduling { polls: number()?, ..scheduling },
        _ => return None,
    })
}

/// A part of a link as a message shows it: at most 40 characters.
fn shown(text: &str) -> Cow<'_, str> {
    shortened(text, 40)
}

#[cfg(test)]
mod tests {
    use super::super::Look;
    use super::*;
    use taskscope_trace::MOST_SHOWN;

    #[test]
    fn a_link_opens_the_view_it_was_made_of() {
        let opened =
            from_address("?demo=export-and-upload&variant=fixed&axis=clock&link-delay=30&clock=browser");
        assert_eq!((opened.step, &opened.notice), (None, &None));
        let mut session = Session::new(opened.settings);
        session.apply(Look::Axis(opened.axis));
        let query = address(&session);
        assert_eq!(query, "demo=export-and-upload&variant=fixed&clock=browser&axis=clock&link-delay=30");
        assert_eq!(from_address(&query), opened);
    }

    #[test]
    fn the_rules_of_a_run_are_part_of_its_link() {
        let query = "demo=counting&policy=random&seed=7&operations=0&polls=16&pause=20";
        let Address { settings, axis, notice, .. } = from_address(query);
        assert_eq!(notice, None);
        let expected = Scheduling { order: Order::Random, seed: 7, operations: 0, polls: 16 };
        assert_eq!(settings.scheduling(), expected);
        assert_eq!(super::query(&settings, axis), query);
    }

    #[test]
    fn what_drives_a_program_is_part_of_its_link() {
        let query = "demo=counting&clock=browser&thread=page&yield=scheduler-yield";
        let Address { settings, axis, notice, .. } = from_address(query);
        assert_eq!((notice, super::query(&settings, axis).as_str()), (None, query));
        let notice = from_address("demo=counting&thread=kernel&yield=never").notice;
        assert!(notice.is_some_and(|notice| notice.contains("kernel") && notice.contains("never")));
    }

    #[test]
    fn what_a_link_asks_for_in_vain_is_named() {
        let Address { settings, step, notice, .. } =
            from_address("demo=nope&variant=odd&step=x&policy=lottery&seed=-1&colour=red");
        assert_eq!(settings.demo.slug, OPENING);
        assert_eq!(step, None);
        let notice = notice.unwrap_or_default();
        for named in ["nope", "odd", "“x”", "policy=lottery", "seed=-1", "colour=red"] {
            assert!(notice.contains(named), "{notice}");
        }
    }

    #[test]
    fn knobs_out_of_range_are_named_with_what_the_run_uses() {
        let notice = |query: &str| from_address(&format!("demo={query}")).notice;
        let said = |query: &str| notice(query).unwrap_or_default();
        let one = "“chunk” goes up to 40 ms, not 200 ms. The run uses 40 ms.";
        assert_eq!(said("export-and-upload&chunk=200"), one);
        assert_eq!(
            said("export-and-upload&chunks=0&chunk=41&link-delay=30"),
            "“chunks” starts at 1, not 0; “chunk” goes up to 40 ms, not 41 ms. The run uses the nearest values."
        );
        assert_eq!(
            said("counting&wait-for-the-task=7"),
            "“wait for the task” is either 0 or 1, not 7. The run uses on."
        );
        for both in ["export-and-upload&chunk=200&hue=red", "export-and-upload&hue=red&chunk=200"] {
            let said = said(both);
            assert!(said.starts_with(one) && said.contains("“hue=red”"), "{said}");
        }
        assert_eq!(notice("export-and-upload&chunk=200&chunk=30"), None, "the last value counts");
        assert_eq!(notice("export-and-upload&chunk=40&chunks=1&parts=20"), None, "ends are in range");
    }

    #[test]
    fn every_knob_of_every_demo_says_in_one_notice_that_its_range_was_left() {
        for demo in taskscope_gallery::all().filter(|demo| !demo.knobs.is_empty()) {
            let pairs: Vec<String> =
                demo.knobs.iter().map(|knob| format!("&{}={}", knob.key(), u32::MAX)).collect();
            let Address { settings, notice, .. } =
                from_address(&format!("demo={}{}", demo.slug, pairs.concat()));
            let notice = notice.unwrap_or_default();
            for (knob, value) in settings.knobs.iter() {
                assert_eq!(value, knob.max, "{}: {}", demo.slug, knob.name);
                assert!(notice.contains(&format!("“{}”", knob.name)), "{}: {notice}", demo.slug);
            }
            assert_eq!(shortened(&notice, MOST_SHOWN), notice, "{}: an element shows no more", demo.slug);
        }
    }

    #[test]
    fn a_knob_out_of_range_takes_the_nearest_value_and_the_address_says_which() {
        let Address { settings, axis, .. } = from_address("demo=export-and-upload&chunk=200&chunks=0");
        let used = "demo=export-and-upload&chunk=40&chunks=1";
        assert_eq!(super::query(&settings, axis), used);
        assert_eq!(
            from_address(used),
            Address {
                settings,
                axis,
                step: None,
                view: LinkedView::default(),
                course: Course::default(),
                notice: None
            }
        );
    }
}
