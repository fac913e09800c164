//! A block that can be shown: what it says, checked against the gallery.

use taskscope::demos::{Knob, find};
use taskscope::session::{Settings, from_address, named, near};
use taskscope::trace::Step;

use crate::attributes::{self, NAMES};
use crate::info::Pair;

/// How high an element is if its block does not say so, in CSS pixels.
const USUAL_HEIGHT: u32 = 420;

/// What knobs are called in attributes: this and their names in links.
const KNOB: &str = "knob-";

/// A block that can be shown.
#[derive(Debug)]
pub(crate) struct Widget {
    /// What is run.
    pub(crate) settings: Settings,
    /// Where the cursor stands at first.
    pub(crate) step: Option<Step>,
    /// The attributes of the element, but for its height.
    pub(crate) attributes: Vec<Pair>,
    /// In CSS pixels.
    pub(crate) height: u32,
    /// What the author says of it; empty for nothing.
    pub(crate) caption: String,
}

impl Widget {
    /// Checks the settings of a block.
    pub(crate) fn new(pairs: Vec<Pair>, caption: &str) -> Result<Self, String> {
        let settings = settings(&pairs)?;
        for Pair { name, value } in pairs.iter().filter(|pair| !is_of_demo(&pair.name)) {
            let takes = attributes::takes(name).ok_or_else(|| unknown(name, &settings))?;
            takes.check(name, value.as_deref())?;
        }
        let height = value_of(&pairs, "height").and_then(|value| value.parse().ok()).unwrap_or(USUAL_HEIGHT);
        let step = value_of(&pairs, "step").and_then(|value| value.parse().ok()).map(Step);
        let settings = with_rules(settings, &pairs)?;
        let caption = caption.split_whitespace().collect::<Vec<_>>().join(" ");
        let attributes = pairs.into_iter().filter(|pair| pair.name != "height").collect();
        Ok(Self { settings, step, attributes, height, caption })
    }

    /// What it is called.
    pub(crate) fn title(&self) -> String {
        format!("{} · {}", self.settings.demo.title, self.settings.variant.name)
    }
}

fn is_of_demo(name: &str) -> bool {
    matches!(name, "demo" | "variant") || name.starts_with(KNOB)
}

fn value_of<'a>(pairs: &'a [Pair], name: &str) -> Option<&'a str> {
    pairs.iter().find(|pair| pair.name == name)?.value.as_deref()
}

/// The demo, its variant and its knobs.
fn settings(pairs: &[Pair]) -> Result<Settings, String> {
    const LOOK: &str = "`taskscope list` and the playground show them all";
    let Some(slug) = value_of(pairs, "demo") else {
        return Err(format!("it names no demo; begin with `demo=NAME` ({LOOK})"));
    };
    let mut settings = Settings::of(named::demo(slug, LOOK)?);
    if let Some(name) = value_of(pairs, "variant") {
        settings.variant = named::variant(settings.demo, name)?;
    }
    for pair in pairs {
        let Some(key) = pair.name.strip_prefix(KNOB) else { continue };
        let value = pair.value.as_deref().unwrap_or_default();
        let look = knobs_text(settings.demo.knobs);
        settings.knobs = named::turned(settings.demo, settings.knobs, (key, value), &look)?;
    }
    Ok(settings)
}

fn knobs_text(knobs: &[Knob]) -> String {
    let keys: Vec<String> = knobs.iter().map(|knob| format!("`{}`", knob.key())).collect();
    if keys.is_empty() { "it has none".to_owned() } else { format!("it has {}", keys.join(", ")) }
}

fn unknown(name: &str, settings: &Settings) -> String {
    let knobs: Vec<String> = settings.demo.knobs.iter().map(|knob| format!("{KNOB}{}", knob.key())).collect();
    let known = ["demo", "variant"].into_iter().chain(NAMES).chain(knobs.iter().map(String::as_str));
    let all = format!("there are `demo`, `variant`, `{}` and `{KNOB}…`", NAMES.join("`, `"));
    format!("there is no setting `{name}`; {}", near::hint(name, known, &all))
}

/// Clock, axis and rules, which a link says in the same words as a block.
fn with_rules(settings: Settings, pairs: &[Pair]) -> Result<Settings, String> {
    const OF_LINKS: [&str; 8] = ["clock", "axis", "policy", "seed", "operations", "polls", "thread", "yield"];
    let said = pairs.iter().filter(|pair| OF_LINKS.contains(&pair.name.as_str()));
    let said = said.map(|Pair { name, value }| format!("&{name}={}", value.as_deref().unwrap_or_default()));
    let (slug, variant) = (settings.demo.slug, settings.variant.name);
    let query = format!("demo={slug}&variant={variant}{}", said.collect::<String>());
    let (read, _, notice) = from_address(&query);
    debug_assert!(find(slug).is_some(), "the demo was found before");
    notice.map_or(Ok(Settings { knobs: settings.knobs, ..read }), Err)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::info;

    fn widget(info: &str) -> Result<Widget, String> {
        Widget::new(info::read(info).expect("it is one of ours").expect("it can be read"), " A  caption \n")
    }

    #[test]
    fn everything_that_is_said_is_in_the_settings() {
        let widget = widget(
            "taskscope demo=counting variant=join knob-pause=20 axis=steps policy=random seed=7 step=3 height=300",
        )
        .expect("all of it exists");
        let query = taskscope::session::query(&widget.settings);
        assert_eq!(query, "demo=counting&variant=join&axis=steps&policy=random&seed=7&pause=20");
        assert_eq!((widget.step, widget.height), (Some(Step(3)), 300));
        assert_eq!(widget.caption, "A caption");
        assert!(widget.attributes.iter().all(|pair| pair.name != "height"));
    }

    #[test]
    fn what_is_not_there_is_told_with_what_there_is() {
        let said = |info: &str| widget(info).expect_err("it does not exist");
        assert!(said("taskscope").starts_with("it names no demo"));
        assert_eq!(said("taskscope demo=countin"), "there is no demo `countin`; did you mean `counting`?");
        assert!(said("taskscope demo=counting variant=x").contains("only `spawn`"));
        assert!(said("taskscope demo=counting knob-pauze=1").contains("did you mean `pause`?"));
        assert!(said("taskscope demo=counting knob-zebra=1").contains("it has `"));
        assert!(said("taskscope demo=counting knob-pause=-1").contains("takes a whole number"));
        assert!(said("taskscope demo=counting pause=1").contains("did you mean `knob-pause`?"));
        assert!(said("taskscope demo=counting colour=red").contains("there are `demo`, `variant`, `clock`"));
        assert!(said("taskscope demo=counting axis=up").contains("`elastic`"));
    }
}
