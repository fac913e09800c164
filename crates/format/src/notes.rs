//! What a trace says of itself beside its events: who recorded it, and which choices were made.

use crate::field::Field;
use crate::kinds::kinds;
use crate::slot::At;
use crate::value::{Member, Shape, Term, Terms, Value};
use crate::words::{term, terms};

kinds! {
/// A remark on the run, which is no event of it: it makes no step, as the time makes none.
pub enum Note {
    /// What recorded the run, before its first event. Without it an executor of taskscope did, and nothing is lacking.
    80 "recorded" Recorded of Run since 2 {
        /// What it was.
        by: RecordedBy => A,
        /// What such a trace does not hold although it may have happened.
        lacks: Lacks => B,
    },
    /// Something could have gone otherwise: one of several options was taken. It stands before what comes of it.
    81 "chosen" Chosen of Worker since 2 {
        /// What was chosen.
        kind: ChoiceKind => DETAIL,
        /// How many options there were: two at least.
        of: u32 => A,
        /// Which was taken, counted from 0, which is what happens where nothing chooses.
        taken: u32 => B,
    },
}
}

terms! {
    /// What recorded a run.
    RecordedBy {
        /// The executor itself, which sees everything.
        0 "executor" Executor,
        /// A future around each task, on somebody else's executor.
        1 "wrapper" Wrapper,
        /// A page's `console.createTask`, which sees polls from outside.
        2 "console" Console,
        /// A subscriber of `tracing`.
        3 "tracing" Tracing,
        /// A converter, from the file of another recorder.
        4 "converter" Converter,
    }

    /// What a choice was about.
    ChoiceKind {
        /// Which ready task runs next.
        0 "next" Next,
        /// Which branch of a `select!` or a `race` is polled first.
        1 "first" First,
        /// How late the host hears an alarm.
        2 "alarm" Alarm,
    }
}

/// What a recorder does not see, so that its absence says nothing: each is a set of facts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Lacks(u32);

/// Makes the named sets and their words, the lowest bit first.
macro_rules! lacks {
    ($($(#[doc = $doc:literal])* $bit:literal $word:literal $name:ident)*) => {
        impl Lacks {
            $(
                $(#[doc = $doc])*
                pub const $name: Self = Self(1 << $bit);
            )*

            const WORDS: &'static [(Self, &'static str)] = &[$((Self::$name, $word)),*];
        }

        const TERMS: Terms = Terms {
            name: "Lacks",
            doc: " What a recorder does not see.",
            words: &[$(Term { word: $word, doc: concat!($($doc),*), is_tagged: false }),*],
        };
    };
}

lacks! {
    /// Some wakes.
    0 "wakes" WAKES
    /// Who called a waker.
    1 "sources" SOURCES
    /// What a task waits for.
    2 "waits" WAITS
    /// Where in the source a thing happens.
    3 "places" PLACES
    /// Futures inside tasks.
    4 "futures" FUTURES
    /// Channels, locks and the like.
    5 "resources" RESOURCES
    /// Whether a task that ended was done or was dropped.
    6 "ends" ENDS
    /// Tasks: some are not seen at all.
    7 "tasks" TASKS
    /// The beginning of the run.
    8 "beginning" BEGINNING
}

impl Lacks {
    /// Nothing: everything that happened is in the trace.
    pub const NOTHING: Self = Self(0);

    /// What either of them lacks.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all of `facts` are lacking.
    #[must_use]
    pub const fn has(self, facts: Self) -> bool {
        self.0 & facts.0 == facts.0
    }
}

impl Member for Lacks {
    const SHAPE: Shape = Shape::Some(&TERMS);
    const LOOKS: &'static str = "a list of what the recorder does not see, such as [\"wakes\",\"waits\"]";
    const IS_OPTIONAL: bool = true;

    fn value(self) -> Option<Value<'static>> {
        let words = Self::WORDS.iter().filter(|&&(facts, _)| self.has(facts));
        let words: Vec<_> = words.map(|&(_, word)| word.into()).collect();
        (!words.is_empty()).then_some(Value::Words(words))
    }

    fn from_value(value: &Value<'_>) -> Option<Self> {
        let Value::Words(words) = value else { return None };
        words.iter().try_fold(Self::NOTHING, |all, word| {
            let (facts, _) = Self::WORDS.iter().find(|(_, known)| word == known)?;
            Some(all.and(*facts))
        })
    }

    fn absent() -> Option<Self> {
        Some(Self::NOTHING)
    }
}

/// Bits that mean nothing here are kept as they are: a newer recorder knows more that it does not see.
impl Field for Lacks {
    #[inline(always)]
    fn put(self, at: At, words: &mut [u32; 4]) {
        at.put(self.0, words);
    }

    #[inline(always)]
    fn get(at: At, words: [u32; 4]) -> Option<Self> {
        Some(Self(at.get(words)))
    }
}
