//! Sorting with little code: the standard library's sort is compiled anew for each type and each order, in two to three
//! kilobytes of wasm. Here numbers are sorted, once for all, and the items then follow.

use std::cmp::Ordering;

/// Sorts items as `slice::sort_by` does: equal ones keep their order.
pub fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let swaps = swaps(items.len(), &|one, other| compare(&items[one], &items[other]));
    for (place, other) in swaps.into_iter().enumerate() {
        items.swap(place, other);
    }
}

/// Sorts items as `slice::sort_by_key` does: equal ones keep their order.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
}

/// With what each place, the first one first, has to be swapped.
fn swaps(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..length).collect();
    order.sort_by(|&one, &other| compare(one, other));
    let mut places: Vec<usize> = (0..length).collect();
    let mut items = places.clone();
    for (place, item) in order.iter_mut().enumerate() {
        let (from, moved) = (places[*item], items[place]);
        (items[from], places[moved]) = (moved, from);
        *item = from;
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_sorts_as_std_does(items in proptest::collection::vec((0..9_u8, any::<u16>()), 0..300)) {
            let (mut ours, mut theirs) = (items.clone(), items);
            sort_by_key(&mut ours, |&(key, _)| key);
            theirs.sort_by_key(|&(key, _)| key);
            prop_assert_eq!(&ours, &theirs);
            sort_by(&mut ours, |one, other| other.cmp(one));
            theirs.sort_by(|one, other| other.cmp(one));
            prop_assert_eq!(ours, theirs);
        }
    }
}
