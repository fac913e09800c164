//! Memory for task cells: cut from large chunks, kept for the next task of the same size.
//!
//! A general allocator spends 8 ns and a word on every cell; here a cell costs half of that and not a byte more than it
//! holds. The price is that memory once used by tasks serves only tasks, until the executor and the last waker of its
//! tasks are gone.
//!
//! Nothing here is unsafe: the pool hands out addresses, and only the [cell](super::cell) follows them; what was given
//! back keeps its header, in which the next such cell is named. With
//! `--cfg taskscope_plain_cells` every cell has memory of its own, so that a memory checker sees what is used after it
//! was given back.

use std::alloc::Layout;
use std::mem::{align_of, size_of, MaybeUninit};
use std::ptr::NonNull;

use super::cell::Link;

/// What a cell is cut from. There are targets on which a `u64` may stand at any multiple of four.
#[repr(align(8))]
pub(super) struct Word(#[allow(dead_code)] MaybeUninit<u64>);

const _: () = assert!(size_of::<Word>() == 8 && align_of::<Word>() == 8);

/// The memory of one executor's tasks.
#[derive(Default)]
pub(super) struct Pool {
    classes: Vec<Class>,
}

/// Cells of one size.
struct Class {
    words: usize,
    /// Where chunks start, in words.
    align: usize,
    /// The cell that was given back last; it names the one before, and so on.
    free: Link,
    chunks: Vec<Chunk>,
    /// The first cell of the last chunk that was never used, and how many there are.
    unused: *mut Word,
    left: usize,
}

struct Chunk {
    /// Held, but never touched: only addresses in it are handed out.
    _memory: Vec<Word>,
    start: *mut Word,
    cells: usize,
}

impl Pool {
    /// Words of the first chunk of a class; every further one is twice as large.
    const FIRST_CHUNK: usize = if cfg!(taskscope_plain_cells) { 1 } else { 128 };
    /// Words of the largest chunks: 64 KiB, a page of wasm memory.
    const LARGEST_CHUNK: usize = if cfg!(taskscope_plain_cells) { 1 } else { 8192 };
    /// Sizes up to this many words have a class each. Larger ones are rounded up to a power of two, and so are those
    /// that have to be aligned: a cell stands at a multiple of its size then.
    const EXACT: usize = 64;
    /// The strictest alignment there is, in words: 4 KiB.
    const LARGEST_ALIGN: usize = 512;

    /// Memory for a cell.
    ///
    /// # Panics
    /// If the cell has to be aligned to more than 4 KiB.
    #[inline]
    pub(super) fn allocate(&mut self, layout: Layout) -> NonNull<Word> {
        let class = self.class(layout);
        class.take_free().or_else(|| class.cut()).unwrap_or_else(|| class.grow())
    }

    /// Takes back a cell that was allocated with the same layout.
    #[inline]
    pub(super) fn give_back(&mut self, cell: Link, layout: Layout) {
        let class = self.class(layout);
        if cfg!(taskscope_plain_cells) {
            class.chunks.retain(|chunk| NonNull::new(chunk.start) != cell.0.map(NonNull::cast));
        } else if let Some(header) = cell.task() {
            header.next.set(class.free);
            class.free = cell;
        }
    }

    /// Calls `visit` with every cell that was ever allocated, those that were given back included.
    // Loops and no iterators, which are ten times the code.
    pub(super) fn each_cell(&self, visit: &mut dyn FnMut(NonNull<Word>)) {
        for class in &self.classes {
            let mut used = class.chunks.iter().map(|chunk| chunk.cells).sum::<usize>() - class.left;
            for chunk in &class.chunks {
                let of_chunk = used.min(chunk.cells);
                used -= of_chunk;
                let cells = (0..of_chunk).map(|cell| chunk.start.wrapping_add(cell * class.words));
                cells.filter_map(NonNull::new).for_each(&mut *visit);
            }
        }
    }

    // With a layout that is known when this is compiled, only the look-up is left.
    #[inline]
    fn class(&mut self, layout: Layout) -> &mut Class {
        let words = layout.size().div_ceil(size_of::<Word>());
        let align = layout.align().div_ceil(size_of::<Word>());
        let is_exact = words <= Self::EXACT && align == 1;
        let rounded = words.next_power_of_two();
        let index = if is_exact { words } else { Self::EXACT + 1 + rounded.trailing_zeros() as usize };
        if index >= self.classes.len() {
            self.add_classes(index);
        }
        assert!(align <= Self::LARGEST_ALIGN, "a future that is aligned to more than 4 KiB has to be boxed");
        self.classes.get_mut(index).expect("the class was added")
    }

    #[cold]
    fn add_classes(&mut self, last: usize) {
        for index in self.classes.len()..=last {
            let is_exact = index <= Self::EXACT;
            let words = if is_exact { index } else { 1 << (index - Self::EXACT - 1) };
            let align = if is_exact { 1 } else { words.min(Self::LARGEST_ALIGN) };
            let chunks = Vec::new();
            let unused = std::ptr::null_mut();
            self.classes.push(Class { words, align, free: Link::NONE, chunks, unused, left: 0 });
        }
    }
}

impl Class {
    #[inline]
    fn take_free(&mut self) -> Option<NonNull<Word>> {
        let cell = self.free;
        self.free = cell.task()?.next.get();
        cell.0.map(NonNull::cast)
    }

    /// A cell that was never used, if the last chunk has one.
    #[inline]
    fn cut(&mut self) -> Option<NonNull<Word>> {
        self.left = self.left.checked_sub(1)?;
        let cell = NonNull::new(self.unused);
        self.unused = self.unused.wrapping_add(self.words);
        cell
    }

    /// The first cell of a new chunk.
    #[cold]
    fn grow(&mut self) -> NonNull<Word> {
        let size = match self.chunks.last() {
            Some(last) => (last.cells * self.words * 2).min(Pool::LARGEST_CHUNK),
            None => Pool::FIRST_CHUNK,
        };
        let chunk = Chunk::new((size / self.words).max(1), self.words, self.align);
        (self.unused, self.left) = (chunk.start, chunk.cells);
        self.chunks.push(chunk);
        self.cut().expect("a new chunk has room for a cell")
    }
}

impl Chunk {
    fn new(cells: usize, words: usize, align: usize) -> Self {
        let mut memory: Vec<Word> = Vec::with_capacity(cells * words + align - 1);
        let start = memory.as_mut_ptr();
        // Words stand at multiples of their size, so the next multiple of `align` words is whole words away. There is room
        // for as many as that can be.
        let at = start as usize / size_of::<Word>();
        let start = start.wrapping_add(at.next_multiple_of(align) - at);
        Self { _memory: memory, start, cells }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_apart_from_each_other_and_aligned_as_asked() {
        let mut pool = Pool::default();
        let layouts = [(24, 8), (56, 8), (48, 16), (513, 1), (4096, 64), (70_000, 8), (4096, 4096)];
        let mut taken: Vec<(usize, usize)> = Vec::new();
        for round in 0..200 {
            let (size, align) = layouts[round % layouts.len()];
            let layout = Layout::from_size_align(size, align).expect("sizes are small");
            let start = pool.allocate(layout).as_ptr() as usize;
            assert_eq!(start % align, 0, "{size} bytes, aligned to {align}");
            assert!(
                taken.iter().all(|&(from, to)| start + size <= from || to <= start),
                "{size} bytes overlap"
            );
            taken.push((start, start + size));
        }
        let mut cells = 0;
        pool.each_cell(&mut |_| cells += 1);
        assert_eq!(cells, 200);
    }

    #[cfg(not(taskscope_plain_cells))]
    #[test]
    fn a_small_cell_takes_no_more_than_its_words() {
        let mut pool = Pool::default();
        for size in [24, 40, 72, Pool::EXACT * size_of::<Word>()] {
            let layout = Layout::from_size_align(size, size_of::<Word>()).expect("sizes are small");
            let [first, second] = [0, 1].map(|_| pool.allocate(layout).as_ptr() as usize);
            assert_eq!(second - first, size);
        }
    }
}
