//! Demos, variants and knobs by the names that somebody wrote: the error for a name that does not exist lists those that do.

use super::spelling;
use taskscope_gallery::{Demo, Knob, KnobKind, Knobs, Variant, all, find};

/// The demo called `slug`. Where nothing has a similar name, the message says where else to look.
///
/// # Errors
/// If there is none: a sentence without its full stop; so do the others.
pub fn demo(slug: &str, else_look: &str) -> Result<&'static Demo, String> {
    find(slug).ok_or_else(|| {
        let hint = spelling::hint(slug, all().map(|demo| demo.slug), else_look);
        format!("there is no demo `{slug}`; {hint}")
    })
}

/// One of the variants of a demo.
///
/// # Errors
/// If the demo has none of this name.
pub fn variant(demo: &'static Demo, name: &str) -> Result<&'static Variant, String> {
    demo.variant(name).ok_or_else(|| {
        let names: Vec<_> = demo.variants.iter().map(|variant| format!("`{}`", variant.name)).collect();
        format!("`{}` has no variant `{name}`, only {}", demo.slug, names.join(" and "))
    })
}

/// The knobs of a demo with one of them turned.
///
/// # Errors
/// If the demo has no such knob, or the knob takes no such value.
pub fn turned(
    demo: &'static Demo,
    knobs: Knobs,
    (name, value): (&str, &str),
    else_look: &str,
) -> Result<Knobs, String> {
    let found = demo.knobs.iter().find(|knob| knob.key() == name || knob.name == name);
    let knob = found.ok_or_else(|| {
        let keys: Vec<String> = demo.knobs.iter().map(Knob::key).collect();
        let hint = spelling::hint(name, keys.iter().map(String::as_str), else_look);
        format!("`{}` has no knob `{name}`; {hint}", demo.slug)
    })?;
    let number = match (knob.kind, value) {
        (KnobKind::Switch, "on") => Some(1),
        (KnobKind::Switch, "off") => Some(0),
        _ => value.parse().ok(),
    };
    number
        .filter(|number| knob.takes(*number))
        .and_then(|number| knobs.with(knob.name, number))
        .ok_or_else(|| format!("the knob `{}` takes {}, not `{value}`", knob.key(), range_text(knob)))
}

/// Which values a knob takes.
#[must_use]
pub fn range_text(knob: &Knob) -> String {
    let Knob { min, max, .. } = knob;
    match knob.kind {
        KnobKind::Milliseconds => format!("a whole number of milliseconds from {min} to {max}"),
        KnobKind::Count => format!("a whole number from {min} to {max}"),
        KnobKind::Switch => "1 for on or 0 for off".to_owned(),
    }
}
