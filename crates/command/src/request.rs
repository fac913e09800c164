//! What to run, by which rules, and what to write of it.

use std::collections::BTreeSet;
use std::path::PathBuf;

use taskscope_gallery::{BROWSER_DEMOS, Demo, Knobs, Variant};
use taskscope_runtime::Rules;
use taskscope_session::{Settings, lookup};
use taskscope_trace::AxisKind;
use taskscope_trace::files::Origin;

use super::fault::Fault;
use super::outputs::Output;

/// A run that can be run.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) settings: Settings,
    /// Along which axis pictures show it.
    pub(crate) axis: AxisKind,
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
    lookup::demo(slug, "`taskscope list` shows them all").map_err(Fault::Usage)
}

/// One of the variants of a demo.
pub(crate) fn variant(demo: &'static Demo, name: &str) -> Result<&'static Variant, Fault> {
    lookup::variant(demo, name).map_err(Fault::Usage)
}

/// The knobs with one of them turned, as `NAME=VALUE` says.
pub(crate) fn turned(demo: &'static Demo, knobs: Knobs, said: &str) -> Result<Knobs, Fault> {
    let Some(said) = said.split_once('=') else {
        return Err(Fault::Usage(format!("--knob takes NAME=VALUE, not `{said}`")));
    };
    let look = format!("`taskscope list {}` shows its knobs", demo.slug);
    lookup::turned(demo, knobs, said, &look).map_err(Fault::Usage)
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
