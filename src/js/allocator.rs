//! The allocator of the npm package, small enough for a download.
//!
//! Blocks have sizes that are powers of two, and a freed block serves the next request for its size, in constant time. What is kept
//! is bounded: of each size, the most blocks that were in use at one time.

use std::alloc::{GlobalAlloc, Layout};
use std::cell::Cell;
use std::marker::PhantomData;
use std::ptr::null_mut;

/// The bytes of a page of memory.
pub const PAGE_BYTES: usize = 65_536;
/// The smallest block has room for the address of the next free one. All blocks begin at a multiple of it.
const SMALLEST: usize = 16;

/// Where memory comes from.
pub trait Pages {
    /// Adds so many pages, and returns the address of the first; `None` when there is no more memory.
    fn add(pages: usize) -> Option<usize>;
}

/// The memory of a wasm instance.
#[cfg(target_family = "wasm")]
pub struct WasmMemory;

#[cfg(target_family = "wasm")]
impl Pages for WasmMemory {
    fn add(pages: usize) -> Option<usize> {
        let first = std::arch::wasm32::memory_grow::<0>(pages);
        (first != usize::MAX).then(|| first * PAGE_BYTES)
    }
}

/// Blocks by size, for one thread.
pub struct Blocks<P> {
    /// The first free block of each power of two, or null.
    free: [Cell<*mut u8>; usize::BITS as usize],
    /// Memory that was never part of a block.
    unused: Cell<usize>,
    end: Cell<usize>,
    pages: PhantomData<P>,
}

impl<P: Pages> Blocks<P> {
    /// Without memory.
    pub const fn new() -> Self {
        let free = [const { Cell::new(null_mut()) }; usize::BITS as usize];
        Self { free, unused: Cell::new(0), end: Cell::new(0), pages: PhantomData }
    }

    /// A block that was none before, or null when there is no more memory.
    fn carve(&self, size: usize) -> *mut u8 {
        if self.end.get() - self.unused.get() < size {
            let pages = size.div_ceil(PAGE_BYTES);
            let Some(start) = P::add(pages) else { return null_mut() };
            // What is left before the new pages is smaller than this block, and is given up.
            self.unused.set(start);
            self.end.set(start + pages * PAGE_BYTES);
        }
        let start = self.unused.get();
        self.unused.set(start + size);
        start as *mut u8
    }

    /// The first free block of the size for so many bytes.
    fn first_free(&self, bytes: usize) -> (&Cell<*mut u8>, usize) {
        let power = usize::BITS - (bytes.max(SMALLEST) - 1).leading_zeros();
        (&self.free[power as usize], 1 << power)
    }
}

// Safety: it is used by one thread, as wasm without shared memory is.
unsafe impl<P> Sync for Blocks<P> {}

// Safety: blocks do not overlap, have at least as many bytes as were asked for, and begin at multiples of `SMALLEST`; no type of the
// client asks for more.
unsafe impl<P: Pages> GlobalAlloc for Blocks<P> {
    #[inline(never)]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let (first, size) = self.first_free(layout.size());
        let block = first.get();
        if block.is_null() {
            return self.carve(size);
        }
        // Safety: a free block begins with the address of the next one.
        first.set(unsafe { block.cast::<*mut u8>().read() });
        block
    }

    #[inline(never)]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        let (first, _) = self.first_free(layout.size());
        // Safety: the block is no longer in use, and has room for an address.
        unsafe { block.cast::<*mut u8>().write(first.get()) };
        first.set(block);
    }
}
