use outx_core::gateway::bounded_cache::BoundedCache;

#[test]
fn the_oldest_entry_is_evicted_first() {
    let mut cache = BoundedCache::new(2);
    for (credential, value) in [("one", 1), ("two", 2), ("three", 3)] {
        cache.put(credential, value);
    }
    assert_eq!((cache.get("one"), cache.get("two"), cache.get("three")), (None, Some(&2), Some(&3)));
    assert_eq!(cache.len(), 2);
}

#[test]
fn an_updated_entry_keeps_its_place() {
    let mut cache = BoundedCache::new(2);
    for (credential, value) in [("one", 1), ("two", 2), ("two", 22), ("two", 222)] {
        cache.put(credential, value);
    }
    assert_eq!((cache.get("one"), cache.get("two")), (Some(&1), Some(&222)));
    cache.put("three", 3);
    assert_eq!((cache.get("one"), cache.get("two"), cache.get("three")), (None, Some(&222), Some(&3)));
}

#[test]
fn a_removed_entry_is_gone_and_counts_no_more() {
    let mut cache = BoundedCache::new(2);
    for name in ["a", "b"] {
        cache.put(name, name);
    }
    cache.remove("a");
    cache.remove("never there");
    cache.put("c", "c");
    assert_eq!((cache.get("a"), cache.get("b"), cache.get("c"), cache.len()), (None, Some(&"b"), Some(&"c"), 2));
    cache.put("d", "d");
    assert_eq!((cache.get("b"), cache.len()), (None, 2), "the oldest that is left goes first");
}
