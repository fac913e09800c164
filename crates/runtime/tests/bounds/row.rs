//! What a row of the table is, and how it is known what is true of its type.

use std::fmt;

/// Where a type may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Is {
    Both,
    SendOnly,
    SyncOnly,
    Neither,
}

impl Is {
    pub(crate) fn of(send: bool, sync: bool) -> Self {
        match (send, sync) {
            (true, true) => Self::Both,
            (true, false) => Self::SendOnly,
            (false, true) => Self::SyncOnly,
            (false, false) => Self::Neither,
        }
    }
}

pub(crate) struct Row {
    pub(crate) file: &'static str,
    pub(crate) name: &'static str,
    pub(crate) type_name: &'static str,
    pub(crate) is: Is,
    pub(crate) expected: Is,
}

impl fmt::Display for Row {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, name, type_name, is, .. } = self;
        write!(formatter, "ROW {file} {name} {type_name} => {is:?}")
    }
}

/// Tells what a type is: its own constants are there only if it is so, and then go before those of a trait.
pub(crate) struct Probe<T: ?Sized>(std::marker::PhantomData<T>);

pub(crate) trait Otherwise {
    const IS_SEND: bool = false;
    const IS_SYNC: bool = false;
}

impl<T: ?Sized> Otherwise for Probe<T> {}

impl<T: ?Sized + Send> Probe<T> {
    pub(crate) const IS_SEND: bool = true;
}

impl<T: ?Sized + Sync> Probe<T> {
    pub(crate) const IS_SYNC: bool = true;
}

macro_rules! table {
    ($table:ident: $($file:literal { $($name:ident: $type:ty => $expected:ident;)* })*) => {
        pub(crate) fn $table(rows: &mut Vec<Row>) {
            $($( rows.push(Row {
                file: $file,
                name: stringify!($name),
                type_name: stringify!($type),
                is: Is::of(Probe::<$type>::IS_SEND, Probe::<$type>::IS_SYNC),
                expected: $expected,
            }); )*)*
        }
    };
}
pub(crate) use table;
