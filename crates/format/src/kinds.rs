//! Makes the enums of events, each from one table: whoever reads or writes events reads the table.
//!
//! An entry says the number of a kind in a record, its name in a file, what it belongs to, and its fields with their
//! types and where in the record they stand. From it come the way to a record and back, the way to a file and back, what
//! it names, and the line of a transcript that has none of its own. A new kind is one entry.

use crate::value::{Shape, Value};
use crate::{ChartId, NodeId, ResourceId, TaskId, ThreadId, TimerId};

/// What an event belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "exhaustive"), non_exhaustive)]
pub enum Subject {
    /// The run as a whole.
    Run,
    /// The worker that polls tasks.
    Worker,
    /// The browser around the run.
    Browser,
    /// The task that is being polled.
    Polled,
    /// A task.
    Task(TaskId),
    /// A future inside a task.
    Future(NodeId),
    /// A resource.
    Resource(ResourceId),
    /// A timer.
    Timer(TimerId),
    /// A thread.
    Thread(ThreadId),
    /// A chart.
    Chart(ChartId),
}

/// One kind of events, as the table has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Its number in a record.
    pub code: u8,
    /// Its name in a file.
    pub name: &'static str,
    /// The version of the format that it came with.
    pub since: u32,
    /// What it says.
    pub doc: &'static str,
    /// What an event of this kind belongs to: the name of a variant of [`Subject`].
    pub subject: &'static str,
    /// Its members, in the order in which they are written.
    pub fields: &'static [FieldKind],
}

/// A member of a kind of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldKind {
    /// Its name in a file.
    pub name: &'static str,
    /// What it says.
    pub doc: &'static str,
    /// Its values.
    pub shape: Shape,
    /// The largest number that a record has room for.
    pub most: u64,
    /// Whether it may be left out.
    pub is_optional: bool,
}

/// Hands each member of an event to `take` as a file writes it.
pub(crate) struct InFile<F>(pub(crate) F);

impl<F: FnMut(&'static str, Value<'static>)> crate::field::Visitor for InFile<F> {
    fn field<T: crate::field::Field>(&mut self, name: &'static str, value: T) {
        if let Some(value) = value.value() {
            (self.0)(name, value);
        }
    }
}

macro_rules! kinds {
    (
        $(#[doc = $enum_doc:literal])*
        pub enum $enum:ident {$(
            $(#[doc = $doc:literal])*
            $code:literal $name:literal $variant:ident of $subject:ident $(($key:ident))? $(since $since:literal)? $({$(
                $(#[doc = $field_doc:literal])*
                $field:ident: $type:ty => $first:ident $($second:ident)?,
            )*})?,
        )*}
        $(groups {$(
            $(#[doc = $group_doc:literal])*
            $group:ident($inner:ty),
        )*})?
    ) => {
        $(#[doc = $enum_doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[cfg_attr(not(feature = "exhaustive"), non_exhaustive)]
        pub enum $enum {
            $(
                $(#[doc = $doc])*
                $variant $({$(
                    $(#[doc = $field_doc])*
                    $field: $type,
                )*})?,
            )*
            $($(
                $(#[doc = $group_doc])*
                $group($inner),
            )*)?
        }

        impl $enum {
            const OWN_KINDS: &'static [$crate::kinds::Kind] = &[$($crate::kinds::Kind {
                code: $code,
                name: $name,
                since: $crate::kinds::last_of(&[1 $(, $since)?]),
                doc: concat!($($doc),*),
                subject: stringify!($subject),
                fields: &[$($($crate::kinds::FieldKind {
                    name: stringify!($field),
                    doc: concat!($($field_doc),*),
                    shape: <$type as $crate::value::Member>::SHAPE,
                    most: $crate::kinds::at!($first $($second)?).most(),
                    is_optional: <$type as $crate::value::Member>::IS_OPTIONAL,
                }),*)?],
            }),*];

            /// Every kind, in the order of the table.
            pub fn kinds() -> impl Iterator<Item = &'static $crate::kinds::Kind> {
                let kinds = Self::OWN_KINDS.iter();
                $($(let kinds = kinds.chain(<$inner>::kinds());)*)?
                kinds
            }

            /// The version of the format that a kind came with; `None` for the number of none.
            pub(crate) fn since(code: u8) -> Option<u32> {
                match code {
                    $($code => Some($crate::kinds::last_of(&[1 $(, $since)?])),)*
                    _ => None $($(.or_else(|| <$inner>::since(code)))*)?,
                }
            }

            /// What it belongs to.
            #[must_use]
            pub fn subject(self) -> $crate::kinds::Subject {
                match self {
                    $(Self::$variant { $($key,)? .. } => $crate::kinds::Subject::$subject $(($key))?,)*
                    $($(Self::$group(inner) => inner.subject(),)*)?
                }
            }

            #[inline(always)]
            pub(crate) fn encode(self) -> $crate::Record {
                match self {
                    $(Self::$variant $({ $($field),* })? => {
                        #[allow(unused_mut)] // A kind without fields writes none.
                        let mut words = [$code, 0, 0, 0];
                        $($($crate::field::Field::put($field, $crate::kinds::at!($first $($second)?), &mut words);)*)?
                        $crate::Record(words)
                    })*
                    $($(Self::$group(inner) => inner.encode(),)*)?
                }
            }

            pub(crate) fn decode(record: $crate::Record) -> Option<Self> {
                match record.kind() {
                    $($code => Some(Self::$variant $({$(
                        $field: $crate::field::Field::get($crate::kinds::at!($first $($second)?), record.0)?,
                    )*})?),)*
                    _ => None $($(.or_else(|| <$inner>::decode(record).map(Self::$group)))*)?,
                }
            }

            /// The name of its kind in a file.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant { .. } => $name,)*
                    $($(Self::$group(inner) => inner.name(),)*)?
                }
            }

            #[allow(unused_variables)] // Of a kind without fields.
            #[inline(always)]
            pub(crate) fn visit(self, visitor: &mut impl $crate::field::Visitor) {
                match self {
                    $(Self::$variant $({ $($field),* })? => {
                        $($(visitor.field(stringify!($field), $field);)*)?
                    })*
                    $($(Self::$group(inner) => inner.visit(visitor),)*)?
                }
            }

            #[allow(dead_code)] // Notes name nothing.
            pub(crate) fn names_mut(&mut self, take: &mut impl FnMut($crate::field::NameMut<'_>)) {
                match self {
                    $(Self::$variant $({ $($field),* })? => {
                        $($($crate::field::Field::name_mut($field).into_iter().for_each(&mut *take);)*)?
                    })*
                    $($(Self::$group(inner) => inner.names_mut(take),)*)?
                }
            }

            /// Hands each member, as a file has it, to `take`, with its name. The kind is the event's [name](Self::name).
            pub fn members(self, take: impl FnMut(&'static str, $crate::value::Value<'static>)) {
                self.visit(&mut $crate::kinds::InFile(take));
            }

            /// Makes an event of a kind from its members in a file; `None` if there is no such kind.
            ///
            /// # Errors
            /// If a member is missing or has a value of another form.
            #[allow(unused_mut)] // Of a kind without fields.
            pub fn from_members<M: $crate::value::Members>(kind: &str, members: &mut M) -> Option<Result<Self, M::Fault>> {
                match kind {
                    $($name => {
                        let mut made = || Ok(Self::$variant $({$(
                            $field: members.take(stringify!($field))?,
                        )*})?);
                        Some(made())
                    })*
                    _ => None $($(.or_else(|| {
                        <$inner>::from_members(kind, members).map(|inner| inner.map(Self::$group))
                    }))*)?,
                }
            }
        }
    };
}

/// The slots of a field.
macro_rules! at {
    ($first:ident) => {{
        const AT: $crate::slot::At = $crate::slot::At { first: $crate::slot::$first, second: None };
        AT
    }};
    ($first:ident $second:ident) => {{
        const AT: $crate::slot::At =
            $crate::slot::At { first: $crate::slot::$first, second: Some($crate::slot::$second) };
        AT
    }};
}

/// The last of some numbers, of which there is one at least.
pub(crate) const fn last_of(numbers: &[u32]) -> u32 {
    numbers[numbers.len() - 1]
}

pub(crate) use {at, kinds};
