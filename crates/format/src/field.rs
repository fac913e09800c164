//! The types that the fields of events have: how each stands in a record and in a file, and what it refers to.

use crate::slot::At;
use crate::value::{Member, Shape, Value, LARGEST_EXACT};
use crate::{ChartId, Micros, NodeId, PlaceId, ResourceId, TaskId, TextId, ThreadId, Ticket, TimerId};

/// Something that an event names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Id {
    Task(TaskId),
    Node(NodeId),
    Resource(ResourceId),
    Timer(TimerId),
    Thread(ThreadId),
    Chart(ChartId),
    Text(TextId),
    Place(PlaceId),
}

/// A name inside an event, to be replaced.
pub(crate) enum NameMut<'a> {
    Text(&'a mut TextId),
    Place(&'a mut PlaceId),
}

/// A type that a field of an event can have.
pub(crate) trait Field: Member + Copy {
    /// Writes it into a record that is zero there.
    fn put(self, at: At, words: &mut [u32; 4]);

    /// Reads it; `None` if the number there stands for nothing.
    fn get(at: At, words: [u32; 4]) -> Option<Self>;

    /// What it names.
    #[inline(always)]
    fn id(self) -> Option<Id> {
        None
    }

    /// The text or place that it names, to be replaced.
    fn name_mut(&mut self) -> Option<NameMut<'_>> {
        None
    }
}

/// Takes the fields of an event one after the other.
pub(crate) trait Visitor {
    fn field<T: Field>(&mut self, name: &'static str, value: T);
}

macro_rules! numbers {
    ($($name:ident $looks:literal $least:literal)*) => {$(
        impl Member for $name {
            const SHAPE: Shape = Shape::Number { least: $least, most: $name::MAX as u32 };
            const LOOKS: &'static str = $looks;

            fn value(self) -> Option<Value<'static>> {
                Some(Value::Number(self.into()))
            }

            fn from_value(value: &Value<'_>) -> Option<Self> {
                match value {
                    Value::Number(number) => Self::try_from(*number).ok(),
                    Value::Flag(_) | Value::Word(_) | Value::Tagged(..) | Value::Words(_) => None,
                }
            }
        }

        impl Field for $name {
            #[inline(always)]
            fn put(self, at: At, words: &mut [u32; 4]) {
                at.put(self.into(), words);
            }

            #[inline(always)]
            fn get(at: At, words: [u32; 4]) -> Option<Self> {
                Self::try_from(at.get(words)).ok()
            }
        }
    )*};
}

// The widest is as wide as what it is cast to.
#[allow(clippy::cast_lossless)]
mod small {
    use super::{At, Field, Member, Shape, Value};

    numbers! {
        u32 "a whole number up to 4294967295" 0
        u16 "a whole number up to 65535" 0
        u8 "a whole number up to 255" 0
    }
}

impl Member for u64 {
    const SHAPE: Shape = Shape::Large;
    const LOOKS: &'static str = "a whole number, above 9007199254740991 as a string of digits";

    fn value(self) -> Option<Value<'static>> {
        let is_exact = self <= LARGEST_EXACT;
        Some(if is_exact { Value::Number(self) } else { Value::Word(self.to_string().into()) })
    }

    fn from_value(value: &Value<'_>) -> Option<Self> {
        match value {
            Value::Number(number) => Some(*number).filter(|number| *number <= LARGEST_EXACT),
            Value::Word(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                digits.parse().ok().filter(|number| *number > LARGEST_EXACT)
            }
            Value::Word(_) | Value::Flag(_) | Value::Tagged(..) | Value::Words(_) => None,
        }
    }
}

impl Field for u64 {
    #[inline(always)]
    fn put(self, at: At, words: &mut [u32; 4]) {
        if at.second.is_some() {
            at.put(low(self), words);
            at.put_second(high(self), words);
        } else {
            at.put(u32::try_from(self).unwrap_or(u32::MAX), words);
        }
    }

    #[inline(always)]
    fn get(at: At, words: [u32; 4]) -> Option<Self> {
        Some(wide(at.get(words), at.get_second(words)))
    }
}

impl Member for bool {
    const SHAPE: Shape = Shape::Flag;
    const LOOKS: &'static str = "true or false";

    fn value(self) -> Option<Value<'static>> {
        Some(Value::Flag(self))
    }

    fn from_value(value: &Value<'_>) -> Option<Self> {
        match value {
            Value::Flag(flag) => Some(*flag),
            Value::Number(_) | Value::Word(_) | Value::Tagged(..) | Value::Words(_) => None,
        }
    }
}

impl Field for bool {
    #[inline(always)]
    fn put(self, at: At, words: &mut [u32; 4]) {
        at.put(self.into(), words);
    }

    #[inline(always)]
    fn get(at: At, words: [u32; 4]) -> Option<Self> {
        match at.get(words) {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

/// Types that are a number with a name.
macro_rules! newtypes {
    ($($name:ident of $inner:ty $(, $id:ident)?;)*) => {$(
        impl Member for $name {
            const SHAPE: Shape = <$inner>::SHAPE;
            const LOOKS: &'static str = <$inner>::LOOKS;

            fn value(self) -> Option<Value<'static>> {
                self.0.value()
            }

            fn from_value(value: &Value<'_>) -> Option<Self> {
                <$inner>::from_value(value).map(Self)
            }
        }

        impl Field for $name {
            #[inline(always)]
            fn put(self, at: At, words: &mut [u32; 4]) {
                self.0.put(at, words);
            }

            #[inline(always)]
            fn get(at: At, words: [u32; 4]) -> Option<Self> {
                <$inner>::get(at, words).map(Self)
            }

            $(
                #[inline(always)]
                fn id(self) -> Option<Id> {
                    Some(Id::$id(self))
                }
            )?
        }
    )*};
}

newtypes! {
    TaskId of u32, Task;
    NodeId of u32, Node;
    ResourceId of u32, Resource;
    Ticket of u32;
    TimerId of u32, Timer;
    ThreadId of u32, Thread;
    ChartId of u32, Chart;
    Micros of u64;
}

impl Member for TextId {
    const SHAPE: Shape = u32::SHAPE;
    const LOOKS: &'static str = u32::LOOKS;

    fn value(self) -> Option<Value<'static>> {
        self.0.value()
    }

    fn from_value(value: &Value<'_>) -> Option<Self> {
        u32::from_value(value).map(Self)
    }
}

impl Field for TextId {
    #[inline(always)]
    fn put(self, at: At, words: &mut [u32; 4]) {
        self.0.put(at, words);
    }

    #[inline(always)]
    fn get(at: At, words: [u32; 4]) -> Option<Self> {
        u32::get(at, words).map(Self)
    }

    #[inline(always)]
    fn id(self) -> Option<Id> {
        Some(Id::Text(self))
    }

    fn name_mut(&mut self) -> Option<NameMut<'_>> {
        Some(NameMut::Text(self))
    }
}

/// Left out where it is not known.
impl Member for PlaceId {
    const SHAPE: Shape = u32::SHAPE;
    const LOOKS: &'static str = u32::LOOKS;
    const IS_OPTIONAL: bool = true;

    fn value(self) -> Option<Value<'static>> {
        Some(self).filter(|&id| id != Self::UNKNOWN).and_then(|id| id.0.value())
    }

    fn from_value(value: &Value<'_>) -> Option<Self> {
        u32::from_value(value).map(Self)
    }

    fn absent() -> Option<Self> {
        Some(Self::UNKNOWN)
    }
}

impl Field for PlaceId {
    #[inline(always)]
    fn put(self, at: At, words: &mut [u32; 4]) {
        self.0.put(at, words);
    }

    #[inline(always)]
    fn get(at: At, words: [u32; 4]) -> Option<Self> {
        u32::get(at, words).map(Self)
    }

    #[inline(always)]
    fn id(self) -> Option<Id> {
        (self != Self::UNKNOWN).then_some(Id::Place(self))
    }

    fn name_mut(&mut self) -> Option<NameMut<'_>> {
        (*self != Self::UNKNOWN).then_some(NameMut::Place(self))
    }
}

mod optional;

// The low word is what is meant.
#[allow(clippy::cast_possible_truncation)]
#[inline(always)]
pub(crate) fn low(number: u64) -> u32 {
    number as u32
}

#[inline(always)]
pub(crate) fn high(number: u64) -> u32 {
    (number >> 32) as u32
}

#[inline(always)]
pub(crate) fn wide(low: u32, high: u32) -> u64 {
    u64::from(low) | u64::from(high) << 32
}
