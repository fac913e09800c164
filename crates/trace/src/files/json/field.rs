//! The values that members of events have: how each of our types is written, and read again.

use std::borrow::Cow;

use taskscope_runtime::{
    ChartId, Micros, NodeId, PlaceId, ResourceId, TaskId, TextId, Ticket, TimerId, ThreadId,
};

use super::LARGEST_EXACT;

/// A value of a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value<'a> {
    /// `7`
    Number(u64),
    /// `true`
    Flag(bool),
    /// `"yield"`
    Word(Cow<'a, str>),
    /// `{"task":7}`
    Tagged(Cow<'a, str>, u32),
}

impl Value<'_> {
    pub(super) fn word(word: &str) -> Value<'_> {
        Value::Word(Cow::Borrowed(word))
    }

    pub(super) fn tagged(word: &str, number: u32) -> Value<'_> {
        Value::Tagged(Cow::Borrowed(word), number)
    }
}

/// A type that a member can have.
pub(super) trait Field: Sized {
    /// What it looks like, for messages: `a whole number`.
    const LOOKS: &'static str;

    /// How it is written; `None` if the member is left out.
    fn value(self) -> Option<Value<'static>>;

    /// Reads it; `None` if the value is of another form.
    fn from_value(value: &Value<'_>) -> Option<Self>;

    /// What it is if the member is left out, where that may be.
    fn absent() -> Option<Self> {
        None
    }
}

impl<T: Field> Field for Option<T> {
    const LOOKS: &'static str = T::LOOKS;

    fn value(self) -> Option<Value<'static>> {
        self?.value()
    }

    fn from_value(value: &Value<'_>) -> Option<Self> {
        T::from_value(value).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl Field for u32 {
    const LOOKS: &'static str = "a whole number up to 4294967295";

    fn value(self) -> Option<Value<'static>> {
        Some(Value::Number(self.into()))
    }

    fn from_value(value: &Value<'_>) -> Option<Self> {
        match value {
            Value::Number(number) => Self::try_from(*number).ok(),
            Value::Flag(_) | Value::Word(_) | Value::Tagged(..) => None,
        }
    }
}

impl Field for u8 {
    const LOOKS: &'static str = "a whole number up to 255";

    fn value(self) -> Option<Value<'static>> {
        Some(Value::Number(self.into()))
    }

    fn from_value(value: &Value<'_>) -> Option<Self> {
        u32::from_value(value).and_then(|number| Self::try_from(number).ok())
    }
}

impl Field for u16 {
    const LOOKS: &'static str = "a whole number up to 65535";

    fn value(self) -> Option<Value<'static>> {
        Some(Value::Number(self.into()))
    }

    fn from_value(value: &Value<'_>) -> Option<Self> {
        u32::from_value(value).and_then(|number| Self::try_from(number).ok())
    }
}

impl Field for u64 {
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
            Value::Word(_) | Value::Flag(_) | Value::Tagged(..) => None,
        }
    }
}

impl Field for bool {
    const LOOKS: &'static str = "true or false";

    fn value(self) -> Option<Value<'static>> {
        Some(Value::Flag(self))
    }

    fn from_value(value: &Value<'_>) -> Option<Self> {
        match value {
            Value::Flag(flag) => Some(*flag),
            Value::Number(_) | Value::Word(_) | Value::Tagged(..) => None,
        }
    }
}

macro_rules! numbers {
    ($($name:ident of $inner:ty)*) => {$(
        impl Field for $name {
            const LOOKS: &'static str = <$inner>::LOOKS;

            fn value(self) -> Option<Value<'static>> {
                self.0.value()
            }

            fn from_value(value: &Value<'_>) -> Option<Self> {
                <$inner>::from_value(value).map(Self)
            }
        }
    )*};
}

numbers! {
    TaskId of u32
    NodeId of u32
    ResourceId of u32
    Ticket of u32
    TimerId of u32
    TextId of u32
    PlaceId of u32
    ThreadId of u32
    ChartId of u32
    Micros of u64
}
