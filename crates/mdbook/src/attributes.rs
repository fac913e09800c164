//! Which settings a block may have beside its demo, variant and knobs, and which values each takes.

use taskscope_format::VERSION;
use taskscope_gallery::Order;
use taskscope_session::{Hosting, Speed};
use taskscope_trace::AxisKind;

/// The values of a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Takes {
    /// One of these.
    OneOf(Vec<String>),
    /// Some of these, or the other one alone.
    Some(&'static [&'static str], &'static str),
    /// A whole number in this range.
    Number(u32, u32),
    /// The name of a file.
    File,
    /// Nothing: its name is enough.
    Nothing,
}

/// Everything but `demo`, `variant` and `knob-…`.
pub(crate) const NAMES: [&str; 17] = [
    "clock",
    "axis",
    "speed",
    "policy",
    "thread",
    "yield",
    "theme",
    "loading",
    "view",
    "step",
    "format",
    "seed",
    "operations",
    "polls",
    "height",
    "autoplay",
    "src",
];

/// The parts of the element that can be shown by themselves.
const PARTS: [&str; 6] = ["timeline", "source", "output", "state", "happened", "controls"];

/// What the setting of this name takes; `None` if there is no such setting.
pub(crate) fn takes(name: &str) -> Option<Takes> {
    let one_of = |names: &[&str]| Takes::OneOf(names.iter().map(|name| (*name).to_owned()).collect());
    let number = Takes::Number(0, u32::MAX);
    Some(match name {
        "clock" => one_of(&["virtual", "browser"]),
        "axis" => one_of(&AxisKind::ALL.map(AxisKind::key)),
        "speed" => {
            Takes::OneOf(Speed::ALL.map(|speed| speed.label().trim_end_matches('×').to_owned()).into())
        }
        "policy" => one_of(&Order::ALL.map(Order::key)),
        "thread" => one_of(&Hosting::thread_names().collect::<Vec<_>>()),
        "yield" => one_of(&Hosting::way_names().collect::<Vec<_>>()),
        "theme" => one_of(&["auto", "dark", "light"]),
        "loading" => one_of(&["lazy", "eager", "click"]),
        "view" => Takes::Some(&PARTS, "full"),
        "step" | "seed" | "operations" | "polls" => number,
        "format" => Takes::Number(1, VERSION),
        "height" => Takes::Number(160, 2000),
        "src" => Takes::File,
        "autoplay" => Takes::Nothing,
        _ => return None,
    })
}

impl Takes {
    /// Checks a value, or that there is none.
    pub(crate) fn check(&self, name: &str, value: Option<&str>) -> Result<(), String> {
        let is_fine = match (self, value) {
            (Self::Nothing, value) => value.is_none(),
            (_, None) => false,
            // Whoever reads it knows more.
            (Self::File, Some(_)) => true,
            (Self::OneOf(names), Some(value)) => names.iter().any(|name| name == value),
            (Self::Some(parts, alone), Some(value)) => {
                let mut words = value.split_whitespace().peekable();
                value.trim() == *alone || words.peek().is_some() && words.all(|word| parts.contains(&word))
            }
            (Self::Number(least, most), Some(value)) => {
                value.parse().is_ok_and(|number| (*least..=*most).contains(&number))
            }
        };
        if is_fine {
            return Ok(());
        }
        let instead = value.map(|value| format!(", not `{value}`")).unwrap_or_default();
        Err(format!("`{name}` {}{instead}", self.text()))
    }

    fn text(&self) -> String {
        match self {
            Self::OneOf(names) => format!("takes {}", listed(names, "or")),
            Self::Some(parts, alone) => {
                let parts: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
                format!("takes `{alone}`, or one or more of {}", listed(&parts, "and"))
            }
            Self::Number(least, u32::MAX) => format!("takes a whole number from {least}"),
            Self::Number(least, most) => format!("takes a whole number from {least} to {most}"),
            Self::File => "takes the name of a file".to_owned(),
            Self::Nothing => "stands alone, without a value".to_owned(),
        }
    }
}

/// Names as a sentence has them.
fn listed(names: &[String], last: &str) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        Some((end, others)) if !others.is_empty() => format!("{} {last} {end}", others.join(", ")),
        _ => names.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_takes_something() {
        for name in NAMES {
            assert!(takes(name).is_some(), "{name}");
        }
        assert_eq!(takes("colour"), None);
    }

    #[test]
    fn values_are_checked_and_told() {
        let said = |name: &str, value| takes(name).map(|takes| takes.check(name, value));
        assert_eq!(said("axis", Some("steps")), Some(Ok(())));
        assert_eq!(said("speed", Some("0.25")), Some(Ok(())));
        assert_eq!(said("view", Some("timeline  output")), Some(Ok(())));
        assert_eq!(said("autoplay", None), Some(Ok(())));
        let message = |name, value| said(name, value).and_then(Result::err).unwrap_or_default();
        assert_eq!(message("axis", Some("time")), "`axis` takes `elastic`, `clock` or `steps`, not `time`");
        assert_eq!(message("seed", Some("-1")), "`seed` takes a whole number from 0, not `-1`");
        assert_eq!(message("height", Some("80")), "`height` takes a whole number from 160 to 2000, not `80`");
        assert_eq!(message("autoplay", Some("no")), "`autoplay` stands alone, without a value, not `no`");
        assert_eq!(message("theme", None), "`theme` takes `auto`, `dark` or `light`");
        assert!(message("view", Some("full source")).starts_with("`view` takes `full`, or one or more of"));
        assert!(!message("view", Some(" ")).is_empty());
    }
}
