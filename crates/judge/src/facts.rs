//! What a finding says, as data: the facts of each kind are a type of their own, and can be read as a list.
//!
//! A kind has one form or several. A form has a name and named facts; there is one sentence for each form.

use taskscope_format::{HostThread, Micros, PlaceId, ResourceId, TaskId, TextId, TimerId};

use crate::Waiting;

/// The facts of one kind of finding, or a part of them.
pub trait Facts {
    /// The forms, those of the parts in lists of their own.
    const FORMS: &'static [&'static [Form]];

    /// The name of the form that this is.
    fn form(&self) -> &'static str;

    /// The facts in the order in which the form lists them.
    fn list(&self) -> Vec<Fact>;
}

/// One way to put the facts of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// Its name, of its own within the kind.
    pub name: &'static str,
    /// What it says.
    pub holes: &'static [Hole],
}

/// A place in a form for one fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hole {
    /// What the fact is called.
    pub name: &'static str,
    /// What it is.
    pub kind: FactKind,
}

/// Moments are times of the run's clock, told from its start, unlike lengths of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At(pub Micros);

/// What the program calls something; `None` if the trace does not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label(pub Option<TextId>);

/// Several tasks: the first few, and how many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskList {
    /// The first few; `None` for code outside of tasks.
    pub first: Vec<Option<TaskId>>,
    /// How many there are, these included.
    pub count: usize,
}

impl TaskList {
    /// More are not named.
    const FIRST: usize = 3;

    /// The list of these tasks.
    pub fn new(tasks: impl IntoIterator<Item = Option<TaskId>>) -> Self {
        let mut tasks = tasks.into_iter();
        let first: Vec<_> = tasks.by_ref().take(Self::FIRST).collect();
        let count = first.len() + tasks.count();
        Self { first, count }
    }
}

/// Declares what a fact can be, with the type that it has in Rust.
macro_rules! fact_kinds {
    ($($(#[$meaning:meta])* $kind:ident: $type:ty,)*) => {
        /// One fact.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Fact {
            $($(#[$meaning])* $kind($type),)*
            /// Facts that are put in a form of their own, by the name of that.
            Part(&'static str, Vec<Fact>),
        }

        /// What a fact is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum FactKind {
            $($(#[$meaning])* $kind,)*
            /// Facts that are put in a form of their own.
            Part,
        }

        $(
            impl Known for $type {
                const KIND: FactKind = FactKind::$kind;

                fn fact(&self) -> Fact {
                    Fact::$kind(self.clone())
                }
            }
        )*
    };
}

/// What can be a fact.
pub(crate) trait Known {
    const KIND: FactKind;

    fn fact(&self) -> Fact;
}

fact_kinds! {
    /// A task.
    Task: TaskId,
    /// Whoever did something; `None` for code outside of tasks.
    Who: Option<TaskId>,
    /// Several tasks.
    Tasks: TaskList,
    /// A resource.
    Resource: ResourceId,
    /// A line of the program.
    Line: PlaceId,
    /// How long something took, in microseconds.
    Length: Micros,
    /// When something happens.
    Moment: At,
    /// How many there are.
    Number: u64,
    /// What the program calls something.
    Said: Label,
    /// A timer.
    Timer: TimerId,
    /// The thread that a program keeps; `None` if the trace does not say which that is.
    Thread: Option<HostThread>,
    /// What a task waits for.
    Wait: Waiting,
}

/// Declares the facts of a kind of finding: a `struct` if there is one sentence for them, an `enum` with one sentence for
/// each variant. A `part` is an enum that stands in a field of such a struct, which lists it with `parts`.
macro_rules! facts {
    (
        $(#[$meaning:meta])*
        struct $kind:ident $(parts ($($part:ident),*))? { $($(#[$about:meta])* $name:ident: $type:ty,)* }
    ) => {
        $(#[$meaning])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $kind { $($(#[$about])* pub $name: $type,)* }

        impl $crate::facts::Facts for $kind {
            const FORMS: &'static [&'static [$crate::facts::Form]] = &[
                &[$crate::facts::Form {
                    name: "sentence",
                    holes: &[$($crate::facts::Hole {
                        name: stringify!($name),
                        kind: <$type as $crate::facts::Known>::KIND,
                    },)*],
                }],
                $($(<$part as $crate::facts::Facts>::FORMS[0],)*)?
            ];

            fn form(&self) -> &'static str {
                "sentence"
            }

            fn list(&self) -> Vec<$crate::facts::Fact> {
                vec![$($crate::facts::Known::fact(&self.$name),)*]
            }
        }
    };
    (
        $(#[$meaning:meta])*
        part $kind:ident { $($forms:tt)* }
    ) => {
        facts! { $(#[$meaning])* enum $kind { $($forms)* } }

        impl $crate::facts::Known for $kind {
            const KIND: $crate::facts::FactKind = $crate::facts::FactKind::Part;

            fn fact(&self) -> $crate::facts::Fact {
                use $crate::facts::Facts as _;
                $crate::facts::Fact::Part(self.form(), self.list())
            }
        }
    };
    (
        $(#[$meaning:meta])*
        enum $kind:ident {
            $($(#[$says:meta])* $form:ident { $($(#[$about:meta])* $name:ident: $type:ty,)* },)*
        }
    ) => {
        $(#[$meaning])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $kind {
            $($(#[$says])* $form { $($(#[$about])* $name: $type,)* },)*
        }

        impl $crate::facts::Facts for $kind {
            const FORMS: &'static [&'static [$crate::facts::Form]] = &[&[
                $($crate::facts::Form {
                    name: stringify!($form),
                    holes: &[$($crate::facts::Hole {
                        name: stringify!($name),
                        kind: <$type as $crate::facts::Known>::KIND,
                    },)*],
                },)*
            ]];

            fn form(&self) -> &'static str {
                match self {
                    $(Self::$form { .. } => stringify!($form),)*
                }
            }

            fn list(&self) -> Vec<$crate::facts::Fact> {
                match self {
                    $(Self::$form { $($name,)* } => vec![$($crate::facts::Known::fact($name),)*],)*
                }
            }
        }
    };
}
pub(crate) use facts;
