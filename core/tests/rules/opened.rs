use outx_core::gateway::bounded_cache::BoundedCache;

#[test]
fn what_came_first_leaves_first() {
    let mut opened = BoundedCache::new(2);
    for (credential, value) in [("one", 1), ("two", 2), ("three", 3)] {
        opened.put(credential, value);
    }
    assert_eq!((opened.get("one"), opened.get("two"), opened.get("three")), (None, Some(&2), Some(&3)));
    assert_eq!(opened.len(), 2);
}

#[test]
fn what_is_put_again_takes_no_other_place() {
    let mut opened = BoundedCache::new(2);
    for (credential, value) in [("one", 1), ("two", 2), ("two", 22), ("two", 222)] {
        opened.put(credential, value);
    }
    assert_eq!((opened.get("one"), opened.get("two")), (Some(&1), Some(&222)));
    opened.put("three", 3);
    assert_eq!((opened.get("one"), opened.get("two"), opened.get("three")), (None, Some(&222), Some(&3)));
}
