//! Fields that may be left out.

use super::{Field, Id, NameMut};
use crate::slot::At;
use crate::value::{Member, Shape, Value};
use crate::{NodeId, PlaceId, TaskId, TextId};

macro_rules! member {
    ($($name:ident $least:literal)*) => {$(
        impl Member for Option<$name> {
            const SHAPE: Shape = Shape::Number { least: $least, most: u32::MAX };
            const LOOKS: &'static str = $name::LOOKS;
            const IS_OPTIONAL: bool = true;

            fn value(self) -> Option<Value<'static>> {
                self?.value()
            }

            fn from_value(value: &Value<'_>) -> Option<Self> {
                $name::from_value(value).map(Some)
            }

            fn absent() -> Option<Self> {
                Some(None)
            }
        }
    )*};
}

member! {
    u32 0
    TaskId 1
    NodeId 1
    TextId 0
    PlaceId 0
}

/// A flag, then the number.
impl Field for Option<u32> {
    #[inline(always)]
    fn put(self, at: At, words: &mut [u32; 4]) {
        at.put(self.is_some().into(), words);
        at.put_second(self.unwrap_or(0), words);
    }

    #[inline(always)]
    fn get(at: At, words: [u32; 4]) -> Option<Self> {
        match at.get(words) {
            0 => Some(None),
            1 => Some(Some(at.get_second(words))),
            _ => None,
        }
    }
}

/// Ids that count from 1: 0 stands for none.
macro_rules! from_one {
    ($($name:ident)*) => {$(
        impl Field for Option<$name> {
            #[inline(always)]
            fn put(self, at: At, words: &mut [u32; 4]) {
                at.put(self.map_or(0, |id| id.0), words);
            }

            #[inline(always)]
            fn get(at: At, words: [u32; 4]) -> Option<Self> {
                let number = at.get(words);
                Some((number != 0).then_some($name(number)))
            }

            #[inline(always)]
            fn id(self) -> Option<Id> {
                self.and_then($name::id)
            }
        }
    )*};
}

from_one! { TaskId NodeId }

/// Ids that count from 0: they are written as one more.
macro_rules! from_zero {
    ($($name:ident)*) => {$(
        impl Field for Option<$name> {
            #[inline(always)]
            fn put(self, at: At, words: &mut [u32; 4]) {
                at.put(self.map_or(0, |id| id.0.saturating_add(1)), words);
            }

            #[inline(always)]
            fn get(at: At, words: [u32; 4]) -> Option<Self> {
                Some(at.get(words).checked_sub(1).map($name))
            }

            #[inline(always)]
            fn id(self) -> Option<Id> {
                self.and_then($name::id)
            }

            fn name_mut(&mut self) -> Option<NameMut<'_>> {
                self.as_mut().and_then($name::name_mut)
            }
        }
    )*};
}

from_zero! { TextId PlaceId }
