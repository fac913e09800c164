//! Where an entry stands: which of the short vectors, and where in it.

use std::borrow::Borrow;

/// Entries in the order of their keys, in chunks none of which is empty or longer than [`LARGEST`].
pub(crate) type Chunks<K, V> = Vec<Vec<(K, V)>>;

/// Entries in a chunk.
pub(crate) const LARGEST: usize = 128;

/// Where an entry stands, or would stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) chunk: usize,
    pub(crate) at: usize,
}

/// Where the entry with a key stands; if there is none, where it would.
pub(crate) fn find<K, V, Q>(chunks: &Chunks<K, V>, key: &Q) -> Result<Place, Place>
where
    K: Borrow<Q>,
    Q: Ord + ?Sized,
{
    // The last chunk that does not begin behind the key.
    let begins = |chunk: &Vec<(K, V)>| chunk.first().is_some_and(|(first, _)| first.borrow() <= key);
    let chunk = chunks.partition_point(begins).saturating_sub(1);
    let entries = chunks.get(chunk).map_or(&[][..], Vec::as_slice);
    match entries.binary_search_by(|(own, _)| own.borrow().cmp(key)) {
        Ok(at) => Ok(Place { chunk, at }),
        Err(at) => Err(Place { chunk, at }),
    }
}

/// Puts an entry where [`find`] says that it would stand, and returns its value.
pub(crate) fn insert<K, V>(chunks: &mut Chunks<K, V>, place: Place, key: K, value: V) -> &mut V {
    let Place { mut chunk, mut at } = place;
    if chunks.is_empty() {
        chunks.push(Vec::new());
    }
    if chunks[chunk].len() == LARGEST {
        // Keys that come in their order leave full chunks behind.
        let kept = if at == LARGEST { LARGEST } else { LARGEST / 2 };
        let rest = chunks[chunk].split_off(kept);
        chunks.insert(chunk + 1, rest);
        if at >= kept {
            (chunk, at) = (chunk + 1, at - kept);
        }
    }
    let entries = &mut chunks[chunk];
    entries.insert(at, (key, value));
    &mut entries[at].1
}

/// Takes out the entry at a place that [`find`] found.
pub(crate) fn remove<K, V>(chunks: &mut Chunks<K, V>, Place { chunk, at }: Place) -> (K, V) {
    let entry = chunks[chunk].remove(at);
    if chunks[chunk].is_empty() {
        chunks.remove(chunk);
    }
    entry
}
