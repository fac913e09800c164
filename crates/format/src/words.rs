//! Makes the types whose values are words, each from one table.

/// Makes enums of words. Each has a number in a record, which is never given to another, and a name in a file; with some
/// belongs an id.
macro_rules! terms {
    ($(
        $(#[doc = $doc:literal])*
        $name:ident $(: $derive:ident)? {
            $(
                $(#[doc = $word_doc:literal])*
                $code:literal $word:literal $variant:ident $(($id:ident))? $(= $default:ident)?,
            )*
        }
    )*) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        $(#[derive($derive)])?
        #[cfg_attr(not(feature = "exhaustive"), non_exhaustive)]
        pub enum $name {
            $(
                $(#[doc = $word_doc])*
                $(#[$default])?
                $variant $(($id))?,
            )*
        }

        impl $name {
            /// All of them; those that an id belongs to have 0 there.
            pub const ALL: [Self; [$($code),*].len()] = [$(Self::$variant $(($id(0)))?),*];

            const TERMS: $crate::value::Terms = $crate::value::Terms {
                name: stringify!($name),
                doc: concat!($($doc),*),
                words: &[$($crate::value::Term {
                    word: $word,
                    doc: concat!($($word_doc),*),
                    is_tagged: term!(tagged $($id)?),
                }),*],
            };
        }

        impl $crate::value::Member for $name {
            const SHAPE: $crate::value::Shape = $crate::value::Shape::OneOf(&Self::TERMS);
            const LOOKS: &'static str = concat!("one of", $(" ", term!(looks $word $(, $id)?)),*);

            fn value(self) -> Option<$crate::value::Value<'static>> {
                Some(match self {
                    $(term!(pattern $variant $(, $id, number)?) => term!(value $word $(, $id, number)?),)*
                })
            }

            fn from_value(value: &$crate::value::Value<'_>) -> Option<Self> {
                match value {
                    $(term!(form word $(, $id, number)?) if word == $word => {
                        Some(term!(made $variant $(, $id, *number)?))
                    })*
                    $crate::value::Value::Word(_)
                    | $crate::value::Value::Words(_)
                    | $crate::value::Value::Tagged(..)
                    | $crate::value::Value::Number(_)
                    | $crate::value::Value::Flag(_) => None,
                }
            }
        }

        impl $crate::field::Field for $name {
            #[inline(always)]
            fn put(self, at: $crate::slot::At, words: &mut [u32; 4]) {
                let (code, id): (u32, u32) = match self {
                    $(term!(pattern $variant $(, $id, number)?) => ($code, term!(number $($id, number)?)),)*
                };
                at.put(code, words);
                at.put_second(id, words);
            }

            #[inline(always)]
            fn get(at: $crate::slot::At, words: [u32; 4]) -> Option<Self> {
                match at.get(words) {
                    $($code => Some(term!(made $variant $(, $id, at.get_second(words))?)),)*
                    _ => None,
                }
            }

            #[inline(always)]
            fn id(self) -> Option<$crate::field::Id> {
                match self {
                    $(term!(pattern $variant $(, $id, number)?) => term!(id $($id, number)?),)*
                }
            }
        }
    )*};
}

/// One word, in each of the places where it is needed.
macro_rules! term {
    (tagged) => {
        false
    };
    (tagged $id:ident) => {
        true
    };
    (looks $word:literal) => {
        concat!("\"", $word, "\"")
    };
    (looks $word:literal, $id:ident) => {
        concat!("{\"", $word, "\":…}")
    };
    (pattern $variant:ident) => {
        Self::$variant
    };
    (pattern $variant:ident, $id:ident, $number:ident) => {
        Self::$variant($number)
    };
    (value $word:literal) => {
        $crate::value::Value::word($word)
    };
    (value $word:literal, $id:ident, $number:ident) => {
        $crate::value::Value::tagged($word, $number.0)
    };
    (form $found:ident) => {
        $crate::value::Value::Word($found)
    };
    (form $found:ident, $id:ident, $number:ident) => {
        $crate::value::Value::Tagged($found, $number)
    };
    (made $variant:ident) => {
        Self::$variant
    };
    (made $variant:ident, $id:ident, $number:expr) => {
        Self::$variant($id($number))
    };
    (number) => {
        0
    };
    (number $id:ident, $number:ident) => {
        $number.0
    };
    (id) => {
        None
    };
    (id $id:ident, $number:ident) => {
        $crate::field::Field::id($number)
    };
}

pub(crate) use {term, terms};
