//! One small fault that can be put into the code.

use std::fmt;
use std::ops::Range;

/// What kind of fault it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// A comparison is another one.
    Comparison,
    /// `&&` is `||`, or the other way round.
    Logic,
    /// A `!` is missing.
    Negation,
    /// An operator of arithmetic is another one.
    Arithmetic,
    /// A whole number is one more or one less.
    Number,
    /// A statement, or what an arm of a `match` does, is missing.
    Statement,
    /// A condition always holds, or never.
    Condition,
    /// A guard of a `match` always holds, or never.
    Guard,
    /// A function gives a constant, or does nothing.
    Body,
}

impl Kind {
    /// The word for it in reports.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Comparison => "comparison",
            Self::Logic => "logic",
            Self::Negation => "negation",
            Self::Arithmetic => "arithmetic",
            Self::Number => "number",
            Self::Statement => "statement",
            Self::Condition => "condition",
            Self::Guard => "guard",
            Self::Body => "body",
        }
    }
}

/// How the text of a file becomes one that has the fault and the original, and asks which is in effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Edit {
    /// An expression is another one.
    Replaced(String),
    /// A condition always holds.
    AlwaysTrue,
    /// A condition never holds.
    AlwaysFalse,
    /// A statement, or an expression without a value, is left out.
    LeftOut,
    /// At this place the function returns: a constant, or, if this is empty, nothing.
    Returned(String),
}

impl Edit {
    /// The texts before and after the original; `is_on` is the question whether the mutant is in effect.
    pub(crate) fn around(&self, is_on: &str) -> (String, String) {
        match self {
            Self::Replaced(other) => (format!("(if {is_on} {{ {other} }} else {{ "), " })".to_owned()),
            Self::AlwaysTrue => (format!("({is_on} || ("), "))".to_owned()),
            Self::AlwaysFalse => (format!("(!{is_on} && ("), "))".to_owned()),
            Self::LeftOut => (format!("if !{is_on} {{ "), " }".to_owned()),
            Self::Returned(value) => (format!(" if {is_on} {{ return {value}; }}"), String::new()),
        }
    }
}

/// A fault at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mutant {
    /// The file, from the root of the workspace.
    pub(crate) file: String,
    /// The function, with the types and modules around it.
    pub(crate) function: String,
    pub(crate) line: usize,
    pub(crate) kind: Kind,
    /// The code that it changes, on one line.
    pub(crate) original: String,
    pub(crate) edit: Edit,
    /// The bytes of the file that it is about.
    pub(crate) range: Range<usize>,
    /// How many equal ones come before it in the function.
    pub(crate) occurrence: usize,
}

/// How much of the code is shown in a report.
const SHOWN: usize = 70;

impl Mutant {
    /// A name that stays the same while other code changes: lines have no part in it.
    pub(crate) fn id(&self) -> String {
        format!("{:010x}", self.hash() >> 24)
    }

    /// Its position in the order in which samples with this seed are taken.
    pub(crate) fn rank(&self, seed: u64) -> u64 {
        mixed(self.hash() ^ mixed(seed))
    }

    fn hash(&self) -> u64 {
        let (text, _) = self.edit.around("");
        let parts = [&self.file, &self.function, self.kind.name(), &self.original, &text];
        let bytes =
            parts.iter().flat_map(|part| part.bytes().chain([0])).chain(self.occurrence.to_le_bytes());
        // FNV-1a: that of the standard library may change from one version to the next.
        mixed(
            bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
            }),
        )
    }

    /// What it changes, in one line.
    pub(crate) fn change(&self) -> String {
        let original = shortened(&self.original);
        match &self.edit {
            Edit::Replaced(other) => format!("`{original}` is `{}`", shortened(other)),
            Edit::AlwaysTrue => format!("`{original}` is true"),
            Edit::AlwaysFalse => format!("`{original}` is false"),
            Edit::LeftOut => format!("`{original}` is left out"),
            Edit::Returned(value) if value.is_empty() => "the function does nothing".to_owned(),
            Edit::Returned(value) => format!("the function gives `{value}`"),
        }
    }

    /// The folder, as reports sum them up.
    pub(crate) fn folder(&self) -> &str {
        self.file.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}

impl fmt::Display for Mutant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, function, .. } = self;
        write!(f, "{} {file}:{line} {function}: {}", self.id(), self.change())
    }
}

/// What a stream of tokens puts spaces around, and people do not.
const SPACED: [(&str, &str); 8] = [
    (" . ", "."),
    (" :: ", "::"),
    (" (", "("),
    ("! ", "!"),
    (" ,", ","),
    (" ;", ";"),
    (" ?", "?"),
    ("if(", "if ("),
];

fn shortened(text: &str) -> String {
    let text = SPACED.iter().fold(text.to_owned(), |text, (spaced, plain)| text.replace(spaced, plain));
    match text.char_indices().nth(SHOWN) {
        None => text,
        Some((end, _)) => format!("{} …", text.get(..end).unwrap_or_default()),
    }
}

/// The finaliser of `SplitMix64`: every bit of what comes out depends on every bit of what goes in.
fn mixed(word: u64) -> u64 {
    let word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}
