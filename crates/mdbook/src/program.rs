//! What a block shows: a program of the gallery, or a run that somebody saved.

use std::fs;
use std::path::{Component, Path, PathBuf};

use taskscope_gallery::prose::plain;
use taskscope_gallery::{BROWSER_DEMOS, Knob};
use taskscope_session::{LinkedStep, Settings, from_address, lookup, query, read_file};
use taskscope_simulate::{Simulate as _, rules};
use taskscope_trace::{AxisKind, Run};

use crate::info::{Pair, value_of};

/// What knobs are called in attributes: this and their names in links.
pub(crate) const KNOB: &str = "knob-";

/// What is shown.
#[derive(Debug)]
pub(crate) enum Program {
    /// A program of the gallery, which is run while the book is built.
    Demo {
        /// How it is run.
        settings: Settings,
        /// Along which axis it is shown.
        axis: AxisKind,
    },
    /// A file of the book with a run, as seen from its chapter.
    Saved(String),
}

impl Program {
    /// What the settings of a block name.
    pub(crate) fn named(pairs: &[Pair]) -> Result<Self, String> {
        let Some(address) = value_of(pairs, "src") else { return demo(pairs) };
        match pairs.iter().find(|pair| is_of_demo(&pair.name) || OF_RUNS.contains(&pair.name.as_str())) {
            Some(Pair { name, .. }) => {
                Err(format!("`{name}` has no meaning for a saved run; leave out either it or `src`"))
            }
            None => Ok(Self::Saved(address.to_owned())),
        }
    }

    /// The demo's name; `None` for a saved run.
    pub(crate) fn demo(&self) -> Option<&'static str> {
        match self {
            Self::Demo { settings, .. } => Some(settings.demo.slug),
            Self::Saved(_) => None,
        }
    }

    /// What it is called.
    pub(crate) fn title(&self) -> String {
        match self {
            Self::Demo { settings, .. } => format!("{} · {}", settings.demo.title, settings.variant.name),
            Self::Saved(address) => address.rsplit('/').next().unwrap_or(address).to_owned(),
        }
    }

    /// What is said of it if the author says nothing.
    pub(crate) fn sentence(&self) -> String {
        match self {
            Self::Demo { settings, .. } => plain(settings.variant.watch),
            Self::Saved(_) => "A recorded run.".to_owned(),
        }
    }

    /// The knobs it has, by their names in attributes.
    pub(crate) fn knobs(&self) -> Vec<String> {
        match self {
            Self::Demo { settings, .. } => {
                settings.demo.knobs.iter().map(|knob| format!("{KNOB}{}", knob.key())).collect()
            }
            Self::Saved(_) => Vec::new(),
        }
    }

    /// The query that opens it in the playground.
    pub(crate) fn query(&self, step: Option<LinkedStep>) -> Option<String> {
        let Self::Demo { settings, axis } = self else { return None };
        let step = step.map(|step| format!("&{}", step.pairs())).unwrap_or_default();
        Some(format!("{}{step}", query(settings, *axis)))
    }

    /// Along which axis it is shown, if the block does not say.
    pub(crate) fn axis(&self) -> AxisKind {
        match self {
            Self::Demo { axis, .. } => *axis,
            Self::Saved(_) => AxisKind::default(),
        }
    }

    /// The run; `None` for what only a browser can run. Files are looked for from `chapter`, a folder in `sources`.
    pub(crate) fn run(&self, sources: &Path, chapter: &Path) -> Result<Option<Run>, String> {
        if let Self::Saved(address) = self {
            return saved(address, sources, chapter).map(Some);
        }
        let run = self.words().map(|words| {
            let mut run = Run::default();
            run.append(&words).expect("a recorder writes what its decoder reads");
            run
        });
        Ok(run)
    }

    /// What the program records; `None` for a saved run and for what only a browser can run.
    pub(crate) fn words(&self) -> Option<Vec<u32>> {
        let Self::Demo { settings, .. } = self else { return None };
        if BROWSER_DEMOS.iter().any(|demo| demo.slug == settings.demo.slug) {
            return None;
        }
        let recording = settings.variant.simulate_with(settings.knobs, rules(settings.scheduling()));
        Some(recording.words().to_vec())
    }
}

/// Whether a setting says which program is run.
pub(crate) fn is_of_demo(name: &str) -> bool {
    matches!(name, "demo" | "variant") || name.starts_with(KNOB)
}

/// Settings by which a program is run; what was saved has been run.
const OF_RUNS: [&str; 7] = ["clock", "policy", "seed", "operations", "polls", "thread", "yield"];

fn saved(address: &str, sources: &Path, chapter: &Path) -> Result<Run, String> {
    let Some(path) = inside(&chapter.join(address)) else {
        return Err(format!(
            "`src` names a file among the book's sources, as seen from its chapter, not `{address}`"
        ));
    };
    let path = sources.join(path);
    let bytes = fs::read(&path).map_err(|error| format!("{} can't be read: {error}", path.display()))?;
    read_file(address, &bytes).map(|(trace, _)| Run::from(trace))
}

/// A path without detours; `None` if it leads out of where it begins.
fn inside(path: &Path) -> Option<PathBuf> {
    let mut short = PathBuf::new();
    for component in path.components() {
        match component {
            Component::Normal(name) => short.push(name),
            Component::CurDir => {}
            Component::ParentDir if short.pop() => {}
            Component::ParentDir | Component::Prefix(_) | Component::RootDir => return None,
        }
    }
    // An address of the web would be a folder called `https:`.
    (!path.to_string_lossy().contains("://")).then_some(short)
}

/// A program of the gallery, with its knobs and its rules.
fn demo(pairs: &[Pair]) -> Result<Program, String> {
    const LOOK: &str = "`taskscope list` and the playground show them all";
    let Some(slug) = value_of(pairs, "demo") else {
        return Err(format!("it names no program; begin with `demo=NAME` ({LOOK}), or with `src=FILE`"));
    };
    let mut settings = Settings::of(lookup::demo(slug, LOOK)?);
    if let Some(name) = value_of(pairs, "variant") {
        settings.variant = lookup::variant(settings.demo, name)?;
    }
    for Pair { name, value } in pairs {
        let Some(key) = name.strip_prefix(KNOB) else { continue };
        let said = (key, value.as_deref().unwrap_or_default());
        settings.knobs =
            lookup::turned(settings.demo, settings.knobs, said, &knobs_text(settings.demo.knobs))?;
    }
    Ok(with_rules(settings, pairs))
}

fn knobs_text(knobs: &[Knob]) -> String {
    let keys: Vec<String> = knobs.iter().map(|knob| format!("`{}`", knob.key())).collect();
    if keys.is_empty() { "it has none".to_owned() } else { format!("it has {}", keys.join(", ")) }
}

/// Clock, axis and rules, which a link says in the same words as a block. What is no such word is told by whoever
/// checks the settings one by one.
fn with_rules(settings: Settings, pairs: &[Pair]) -> Program {
    let said = pairs.iter().filter(|pair| pair.name == "axis" || OF_RUNS.contains(&pair.name.as_str()));
    let said = said.map(|Pair { name, value }| format!("&{name}={}", value.as_deref().unwrap_or_default()));
    let (slug, variant) = (settings.demo.slug, settings.variant.name);
    let read = from_address(&format!("demo={slug}&variant={variant}{}", said.collect::<String>()));
    Program::Demo { settings: Settings { knobs: settings.knobs, ..read.settings }, axis: read.axis }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_lie_among_the_sources() {
        let path = |text: &str| inside(Path::new(text)).map(|path| path.to_string_lossy().into_owned());
        assert_eq!(path("part/./../runs/a.json").as_deref(), Some("runs/a.json"));
        for outside in ["../a.json", "part/../../a.json", "/a.json", "part/https://example.org/a.json"] {
            assert_eq!(path(outside), None, "{outside}");
        }
    }
}
