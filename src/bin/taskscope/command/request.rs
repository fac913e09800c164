//! What to run, by which rules, and what to write of it.

use std::collections::BTreeSet;
use std::path::PathBuf;

use taskscope::demos::{BROWSER_DEMOS, DEMOS, Demo, KnobKind, Knobs, Variant, find};
use taskscope::session::Settings;
use taskscope::trace::files::Origin;
use taskscope_runtime::Rules;

use super::fault::Fault;
use super::list::range_text;
use super::near;
use super::outputs::Output;

/// A run that can be run.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) settings: Settings,
    pub(crate) rules: Rules,
    /// How wide pictures are.
    pub(crate) width: f64,
    /// At least one.
    pub(crate) outputs: Vec<Chosen>,
}

impl Request {
    /// What is run, as a file says it.
    pub(crate) fn origin(&self) -> Origin {
        self.settings.origin()
    }

    /// What the run is called.
    pub(crate) fn title(&self) -> String {
        format!("{} · {}", self.settings.demo.title, self.settings.variant.name)
    }
}

/// An output and where it goes.
#[derive(Debug)]
pub(crate) struct Chosen {
    pub(crate) output: &'static Output,
    pub(crate) target: Target,
}

/// Where an output goes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Target {
    /// To whoever looks, perhaps next to others.
    Screen,
    /// To the next program, alone.
    StandardOutput,
    File(PathBuf),
}

/// The demo called `slug`.
pub(crate) fn demo(slug: &str) -> Result<&'static Demo, Fault> {
    if BROWSER_DEMOS.iter().any(|demo| demo.slug == slug) {
        return Err(Fault::Usage(format!("`{slug}` shows what only a browser does; open it on the site")));
    }
    find(slug).ok_or_else(|| {
        let hint = near::hint(slug, DEMOS.iter().map(|demo| demo.slug), "`taskscope list` shows them all");
        Fault::Usage(format!("there is no demo `{slug}`; {hint}"))
    })
}

/// One of the variants of a demo.
pub(crate) fn variant(demo: &'static Demo, name: &str) -> Result<&'static Variant, Fault> {
    demo.variant(name).ok_or_else(|| {
        let names: Vec<_> = demo.variants.iter().map(|variant| format!("`{}`", variant.name)).collect();
        let slug = demo.slug;
        Fault::Usage(format!("`{slug}` has no variant `{name}`, only {}", names.join(" and ")))
    })
}

/// The knobs with one of them turned, as `NAME=VALUE` says.
pub(crate) fn turned(demo: &'static Demo, knobs: Knobs, said: &str) -> Result<Knobs, Fault> {
    let Some((name, value)) = said.split_once('=') else {
        return Err(Fault::Usage(format!("--knob takes NAME=VALUE, not `{said}`")));
    };
    let found = demo.knobs.iter().find(|knob| knob.key() == name || knob.name == name);
    let knob = found.ok_or_else(|| {
        let keys: Vec<String> = demo.knobs.iter().map(taskscope::demos::Knob::key).collect();
        let slug = demo.slug;
        let look = format!("`taskscope list {slug}` shows its knobs");
        let hint = near::hint(name, keys.iter().map(String::as_str), &look);
        Fault::Usage(format!("`{slug}` has no knob `{name}`; {hint}"))
    })?;
    let number = match (knob.kind, value) {
        (KnobKind::Switch, "on") => Some(1),
        (KnobKind::Switch, "off") => Some(0),
        _ => value.parse().ok(),
    };
    number
        .filter(|number| (knob.min..=knob.max).contains(number))
        .and_then(|number| knobs.with(knob.name, number))
        .ok_or_else(|| {
            Fault::Usage(format!("the knob `{}` takes {}, not `{value}`", knob.key(), range_text(knob)))
        })
}

/// Checks that no output would cover another one.
pub(crate) fn check_targets(outputs: &[Chosen]) -> Result<(), Fault> {
    let mut taken = BTreeSet::new();
    for Chosen { output, target } in outputs {
        let is_alone = match target {
            Target::Screen => !taken.contains(&Target::StandardOutput),
            Target::StandardOutput => !taken.contains(&Target::Screen) && taken.insert(target.clone()),
            Target::File(_) => taken.insert(target.clone()),
        };
        if !is_alone {
            let name = output.name;
            return Err(Fault::Usage(format!(
                "--{name} would go where another output goes; name a file of its own"
            )));
        }
        taken.insert(target.clone());
    }
    Ok(())
}
