//! Bounded cache. It holds verified credentials, so that the next request with the same credential needs a look-up and no cryptography,
//! and the revocations of teams, as their ledgers returned them.

use std::collections::{HashMap, VecDeque};
use std::rc::Rc;

/// Bounded map from the full text of a credential, or the id of a team, to a value. The entry that was inserted first is evicted first.
///
/// Insert only valid credentials, so that guesses cannot evict them.
#[derive(Debug)]
pub struct BoundedCache<T> {
    limit: usize,
    entries: HashMap<Rc<str>, T>,
    order: VecDeque<Rc<str>>,
}

impl<T> BoundedCache<T> {
    /// Creates an empty cache for at most `limit` entries.
    pub fn new(limit: usize) -> Self {
        Self { limit, entries: HashMap::new(), order: VecDeque::new() }
    }

    /// The value of `credential`. Entries do not expire: the caller checks the expiry.
    pub fn get(&self, credential: &str) -> Option<&T> {
        self.entries.get(credential)
    }

    /// Stores `value` for `credential`.
    pub fn put(&mut self, credential: &str, value: T) {
        let credential = Rc::<str>::from(credential);
        if self.entries.insert(Rc::clone(&credential), value).is_some() {
            return;
        }
        self.order.push_back(credential);
        if self.order.len() > self.limit
            && let Some(oldest) = self.order.pop_front()
        {
            self.entries.remove(&oldest);
        }
    }

    /// Removes the value of `credential`.
    pub fn remove(&mut self, credential: &str) {
        if self.entries.remove(credential).is_some() {
            self.order.retain(|other| **other != *credential);
        }
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether the cache has no entries.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}
