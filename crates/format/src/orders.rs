//! Which ready task runs next, as the trace names it.

use crate::field::Field;
use crate::slot::At;
use crate::value::{Member, Shape, Term, Terms, Value};

/// Which ready task ran next, as the trace names it: an executor's policy without what it works with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(not(feature = "exhaustive"), non_exhaustive)]
pub enum Order {
    /// First in, first out.
    Fifo,
    /// The task woken last by a running task first, this many times in a row at most.
    LifoSlot(Option<u32>),
    /// Any, by the seed.
    Random,
    /// The one with the highest priority.
    Priority,
    /// As an earlier run chose.
    Replay,
}

const TERMS: Terms = Terms {
    name: "Order",
    doc: " Which ready task ran next.",
    words: &[
        Term { word: "fifo", doc: " First in, first out.", is_tagged: false },
        Term { word: "lifo_slot", doc: " The task woken last by a running task first.", is_tagged: false },
        Term { word: "lifo_slot", doc: " The same, this many times in a row at most.", is_tagged: true },
        Term { word: "random", doc: " Any, by the seed.", is_tagged: false },
        Term { word: "priority", doc: " The one with the highest priority.", is_tagged: false },
        Term { word: "replay", doc: " As an earlier run chose.", is_tagged: false },
    ],
};

impl Member for Order {
    const SHAPE: Shape = Shape::OneOf(&TERMS);
    const LOOKS: &'static str =
        "one of \"fifo\" \"lifo_slot\" {\"lifo_slot\":…} \"random\" \"priority\" \"replay\"";

    fn value(self) -> Option<Value<'static>> {
        Some(match self {
            Self::Fifo => Value::word("fifo"),
            Self::LifoSlot(None) => Value::word("lifo_slot"),
            Self::LifoSlot(Some(cap)) => Value::tagged("lifo_slot", cap),
            Self::Random => Value::word("random"),
            Self::Priority => Value::word("priority"),
            Self::Replay => Value::word("replay"),
        })
    }

    fn from_value(value: &Value<'_>) -> Option<Self> {
        Some(match value {
            Value::Tagged(word, cap) if word == "lifo_slot" => Self::LifoSlot(Some(*cap)),
            Value::Word(word) => match word.as_ref() {
                "fifo" => Self::Fifo,
                "lifo_slot" => Self::LifoSlot(None),
                "random" => Self::Random,
                "priority" => Self::Priority,
                "replay" => Self::Replay,
                _ => return None,
            },
            Value::Tagged(..) | Value::Words(_) | Value::Number(_) | Value::Flag(_) => return None,
        })
    }
}

/// The order, and the cap of the slot: 0 for none, else one more than it is.
impl Field for Order {
    #[inline(always)]
    fn put(self, at: At, words: &mut [u32; 4]) {
        let (code, cap) = match self {
            Self::Fifo => (0, 0),
            Self::LifoSlot(cap) => (1, cap.map_or(0, |cap| cap.saturating_add(1))),
            Self::Random => (2, 0),
            Self::Priority => (3, 0),
            Self::Replay => (4, 0),
        };
        at.put(code, words);
        at.put_second(cap, words);
    }

    #[inline(always)]
    fn get(at: At, words: [u32; 4]) -> Option<Self> {
        Some(match at.get(words) {
            0 => Self::Fifo,
            1 => Self::LifoSlot(at.get_second(words).checked_sub(1)),
            2 => Self::Random,
            3 => Self::Priority,
            4 => Self::Replay,
            _ => return None,
        })
    }
}
