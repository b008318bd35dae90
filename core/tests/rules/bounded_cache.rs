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
