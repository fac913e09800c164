//! What streams are collected into.

use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::hash::{BuildHasher, Hash};
use std::ops::ControlFlow;

/// What [`collect`](super::StreamExt::collect) makes of the values of a stream: for a stream what `FromIterator` is for an
/// iterator.
///
/// The collections of std have it, and `Result`s of them, for which the first error is the end.
pub trait FromStream<Item>: Sized {
    /// The values so far, while the stream goes on.
    type Partial: Default;

    /// Takes the next value; breaks if no more are wanted.
    fn add(partial: &mut Self::Partial, item: Item) -> ControlFlow<()>;

    /// The whole, once no more values come.
    fn finish(partial: Self::Partial) -> Self;
}

/// For collections that grow by `Extend`.
macro_rules! by_extend {
    ($($(#[$bounds:meta])* [$($generics:tt)*] $collection:ty, $item:ty;)*) => {$(
        impl<$($generics)*> FromStream<$item> for $collection {
            type Partial = Self;

            fn add(partial: &mut Self, item: $item) -> ControlFlow<()> {
                partial.extend([item]);
                ControlFlow::Continue(())
            }

            fn finish(partial: Self) -> Self {
                partial
            }
        }
    )*};
}

by_extend! {
    [] (), ();
    [] String, char;
    [] String, String;
    ['a] String, &'a str;
    [T] Vec<T>, T;
    [T] VecDeque<T>, T;
    [T] LinkedList<T>, T;
    [T: Ord] BinaryHeap<T>, T;
    [T: Ord] BTreeSet<T>, T;
    [K: Ord, V] BTreeMap<K, V>, (K, V);
    [T: Eq + Hash, B: BuildHasher + Default] HashSet<T, B>, T;
    [K: Eq + Hash, V, B: BuildHasher + Default] HashMap<K, V, B>, (K, V);
}

impl<T> FromStream<T> for Box<[T]> {
    type Partial = Vec<T>;

    fn add(partial: &mut Vec<T>, item: T) -> ControlFlow<()> {
        Vec::add(partial, item)
    }

    fn finish(partial: Vec<T>) -> Self {
        partial.into_boxed_slice()
    }
}

impl<T, E, C: FromStream<T>> FromStream<Result<T, E>> for Result<C, E> {
    type Partial = Attempt<C::Partial, E>;

    fn add(partial: &mut Self::Partial, item: Result<T, E>) -> ControlFlow<()> {
        match item {
            Ok(item) => C::add(&mut partial.so_far, item),
            Err(error) => {
                partial.error = Some(error);
                ControlFlow::Break(())
            }
        }
    }

    fn finish(Attempt { so_far, error }: Self::Partial) -> Self {
        error.map_or_else(|| Ok(C::finish(so_far)), Err)
    }
}

/// What a `Result` is collected in: the values so far, unless there was an error.
#[derive(Debug)]
pub struct Attempt<P, E> {
    so_far: P,
    error: Option<E>,
}

impl<P: Default, E> Default for Attempt<P, E> {
    fn default() -> Self {
        Self { so_far: P::default(), error: None }
    }
}
