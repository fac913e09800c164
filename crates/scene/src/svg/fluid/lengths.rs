//! Vertical places and lengths by the height of the picture: so many lanes, and a length from a table.
//!
//! Each height has a number, `--u`, one less for the next lower one: that many pixels a lane is higher than in the lowest. A
//! place is `lanes × --u` and the rest, which is the same for the like parts of all lanes.

use std::fmt::Write;

use super::super::elements::Number;
use super::Pixels;

/// What a length is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// The upper edge of a rectangle.
    Top,
    /// The height of one.
    Height,
    /// The baseline of a text, or the upper edge of what is moved as a whole.
    Baseline,
    /// How high something is that is drawn [`Use::DRAWN`] pixels high.
    Stretch,
}

impl Use {
    const ALL: [Self; 4] = [Self::Top, Self::Height, Self::Baseline, Self::Stretch];
    /// The height of what is stretched.
    pub(super) const DRAWN: f64 = 100.0;

    fn letter(self) -> char {
        match self {
            Self::Top => 'y',
            Self::Height => 'h',
            Self::Baseline => 'b',
            Self::Stretch => 's',
        }
    }

    /// The variable with the number of the height.
    fn unit(self) -> &'static str {
        if self == Self::Stretch { "--v" } else { "--u" }
    }

    /// A length as a style sheet has it: in pixels, or as a factor.
    fn value(self, length: f64) -> String {
        if self == Self::Stretch { factor(length) } else { Pixels(length).to_string() }
    }
}

/// A length as an attribute or as a class of the style sheet.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Length {
    /// The same at all heights.
    Fixed(f64),
    /// Down to the lower edge.
    Rest,
    /// By a rule.
    Class(String),
}

/// The rest of a place: a length, or one for each height.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Rest {
    Fixed(f64),
    Variable(usize),
}

/// The tables and rules so far.
#[derive(Debug)]
pub(super) struct Lengths {
    heights: usize,
    /// For each use, the variables: their values at the heights at which they have one.
    variables: [Vec<Vec<Option<f64>>>; 4],
    /// For each use, what its classes say.
    classes: [Vec<(f64, Rest)>; 4],
}

impl Lengths {
    pub(super) fn new(heights: usize) -> Self {
        Self { heights, variables: Default::default(), classes: Default::default() }
    }

    /// A length that has these values from the height with the index `first` on.
    pub(super) fn of(
        &mut self,
        usage: Use,
        first: usize,
        values: &[f64],
        heights: &[f64],
        top: &[f64],
    ) -> Length {
        const ROUNDING: f64 = 1e-6;
        let is_rest = usage == Use::Height
            && values
                .iter()
                .zip(top)
                .zip(heights)
                .all(|((value, top), height)| top + value >= height - ROUNDING);
        if is_rest {
            return Length::Rest;
        }
        let value = values.first().copied().unwrap_or_default();
        if values.iter().all(|other| (other - value).abs() < ROUNDING) {
            return Length::Fixed(value);
        }
        let lanes = lanes(values);
        let rests: Vec<f64> =
            (first..).zip(values).map(|(index, value)| value - lanes * self.unit(index)).collect();
        let rest = rests.first().copied().unwrap_or_default();
        let rest = if rests.iter().all(|other| (other - rest).abs() < ROUNDING) {
            Rest::Fixed(rest)
        } else {
            Rest::Variable(self.variable(usage, first, &rests))
        };
        let classes = &mut self.classes[usage as usize];
        let known = classes.iter().position(|known| *known == (lanes, rest));
        let index = known.unwrap_or_else(|| {
            classes.push((lanes, rest));
            classes.len() - 1
        });
        Length::Class(format!("{}{index}", usage.letter()))
    }

    /// The number of a height.
    #[expect(clippy::cast_precision_loss, reason = "there are some dozens of heights")]
    fn unit(&self, index: usize) -> f64 {
        (self.heights - 1 - index) as f64
    }

    /// The variable that has these values, or has none yet at these heights.
    fn variable(&mut self, usage: Use, first: usize, values: &[f64]) -> usize {
        let variables = &mut self.variables[usage as usize];
        let fits =
            |variable: &Vec<Option<f64>>, is_free: bool| {
                variable.iter().skip(first).zip(values).all(|(known, value)| {
                    known.map_or(is_free, |known| !is_free && (known - value).abs() < 1e-6)
                })
            };
        let known = variables.iter().position(|variable| fits(variable, false));
        let known = known.or_else(|| variables.iter().position(|variable| fits(variable, true)));
        let index = known.unwrap_or_else(|| {
            variables.push(vec![None; self.heights]);
            variables.len() - 1
        });
        for (known, value) in variables[index].iter_mut().skip(first).zip(values) {
            *known = Some(*value);
        }
        index
    }

    /// The rules of the classes, and those that set the variables by the height.
    pub(super) fn rules(&self, prefix: &str, heights: &[f64]) -> String {
        let mut rules = String::new();
        for usage in Use::ALL {
            for (index, (lanes, rest)) in self.classes[usage as usize].iter().enumerate() {
                let length = calculated(usage, *lanes, *rest);
                let declared = match usage {
                    Use::Top => format!("y:{length}"),
                    Use::Height => format!("height:{length}"),
                    Use::Baseline => format!("transform:translateY({length})"),
                    Use::Stretch => format!("transform:scaleY({length})"),
                };
                write!(rules, ".{prefix} .{}{index}{{{declared}}}", usage.letter())
                    .expect("a String takes every text");
            }
        }
        let mut shown: [Vec<Option<f64>>; 4] = Default::default();
        for index in 0..self.heights {
            let set = self.set(index, &mut shown);
            if index == 0 {
                write!(rules, ".{prefix}{{{set}}}")
            } else {
                let below = heights.get(index - 1).copied().unwrap_or_default() - 0.02;
                write!(rules, "@container poster (max-height:{}){{.{prefix}{{{set}}}}}", Pixels(below))
            }
            .expect("a String takes every text");
        }
        rules
    }

    /// What is set at a height that is not set so at the one before.
    fn set(&self, index: usize, shown: &mut [Vec<Option<f64>>; 4]) -> String {
        let unit = self.unit(index);
        let mut set = format!("--u:{};--v:{}", Pixels(unit), factor(unit));
        for usage in Use::ALL {
            let variables = &self.variables[usage as usize];
            let shown = &mut shown[usage as usize];
            shown.resize(variables.len(), None);
            for (number, (variable, shown)) in variables.iter().zip(shown).enumerate() {
                let value = variable.get(index).copied().flatten();
                if let Some(length) = value.filter(|_| value != *shown) {
                    write!(set, ";--{}{number}:{}", usage.letter(), usage.value(length))
                        .expect("a String takes every text");
                    *shown = value;
                }
            }
        }
        set
    }
}

/// How many lanes are above: so much a place moves from one height to the next.
#[expect(clippy::cast_precision_loss, reason = "there are some dozens of heights")]
fn lanes(values: &[f64]) -> f64 {
    let (Some(first), Some(last)) = (values.first(), values.last()) else { return 0.0 };
    if values.len() < 2 {
        return 0.0;
    }
    // What belongs to a lane moves by less than one more.
    ((first - last) / (values.len() - 1) as f64 + 0.02).floor()
}

fn calculated(usage: Use, lanes: f64, rest: Rest) -> String {
    let rest = match rest {
        Rest::Fixed(length) => usage.value(length),
        Rest::Variable(number) => format!("var(--{}{number})", usage.letter()),
    };
    if lanes == 0.0 { rest } else { format!("calc({}*var({}) + {rest})", Number(lanes), usage.unit()) }
}

/// How much something of the usual height is stretched to be as high as this.
pub(super) fn factor(length: f64) -> String {
    format!("{}", (length / Use::DRAWN * 1e4).round() / 1e4)
}
