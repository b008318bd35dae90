//! The allocator of the npm package, on memory of the host.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use self::blocks::{Blocks, PAGE_BYTES, Pages};

#[expect(unsafe_code, reason = "the allocator itself")]
#[path = "../../src/js/allocator.rs"]
mod blocks;

const MAX_PAGES: usize = 64;

thread_local! {
    static ADDED: Cell<usize> = const { Cell::new(0) };
}

/// As many pages as the limit allows; each addition begins somewhere else, as after a page that someone else added.
struct HostMemory;

#[expect(unsafe_code, reason = "memory for an allocator")]
impl Pages for HostMemory {
    fn add(pages: usize) -> Option<usize> {
        let added = ADDED.get() + pages;
        let layout = Layout::from_size_align(pages * PAGE_BYTES, PAGE_BYTES).ok()?;
        // Safety: the layout has a size.
        (added <= MAX_PAGES).then(|| unsafe { System.alloc(layout) } as usize).inspect(|_| ADDED.set(added))
    }
}

/// A block in use, filled with a byte of its own.
struct Used {
    block: *mut u8,
    layout: Layout,
    fill: u8,
}

#[expect(unsafe_code, reason = "an allocator is called so")]
fn allocate(blocks: &Blocks<HostMemory>, size: usize, fill: u8) -> Used {
    let layout = Layout::from_size_align(size, 16).unwrap_or_else(|error| panic!("{error}"));
    // Safety: the size is above 0, and a block that is not null has as many bytes.
    let block = unsafe { blocks.alloc(layout) };
    assert!(!block.is_null() && (block as usize).is_multiple_of(16), "{size} bytes at {block:p}");
    unsafe { block.write_bytes(fill, size) };
    Used { block, layout, fill }
}

#[expect(unsafe_code, reason = "an allocator is called so")]
fn free(blocks: &Blocks<HostMemory>, used: &Used) {
    // Safety: the block was allocated with this layout, is filled, and is freed once.
    let bytes = unsafe { std::slice::from_raw_parts(used.block, used.layout.size()) };
    assert!(bytes.iter().all(|byte| *byte == used.fill), "a block of {} bytes was written by another", bytes.len());
    unsafe { blocks.dealloc(used.block, used.layout) };
}

#[test]
fn blocks_in_use_do_not_overlap_and_freed_ones_are_used_again() {
    ADDED.set(0);
    let blocks = Blocks::<HostMemory>::new();
    let (mut random, mut used) = (1_u32, Vec::new());
    for round in 0..20_000_u32 {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        if used.len() > 60 || (random >> 28 < 7 && !used.is_empty()) {
            free(&blocks, &used.swap_remove((random >> 8) as usize % used.len()));
        } else {
            // Mostly short ones; up to a page and a half.
            let size = 1 + (random >> 8) as usize % if round % 50 == 0 { PAGE_BYTES * 3 / 2 } else { 300 };
            used.push(allocate(&blocks, size, round as u8));
        }
    }
    // A new page for each block would be thousands.
    assert!(ADDED.get() < 50, "{} pages", ADDED.get());
}

#[test]
fn memory_that_is_used_up_has_no_block() {
    ADDED.set(0);
    let blocks = Blocks::<HostMemory>::new();
    let size = MAX_PAGES / 2 * PAGE_BYTES;
    let both = [allocate(&blocks, size, 1), allocate(&blocks, size, 2)];
    #[expect(unsafe_code, reason = "an allocator is called so")]
    // Safety: the layout has a size.
    let third = unsafe { blocks.alloc(both[0].layout) };
    assert!(third.is_null());
    free(&blocks, &both[0]);
    let again = allocate(&blocks, size, 3);
    assert_eq!(again.block, both[0].block);
}
