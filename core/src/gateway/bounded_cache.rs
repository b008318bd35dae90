//! Credentials opened before, so that the next request with the same one costs a look-up and no cryptography.

use std::collections::{HashMap, VecDeque};
use std::rc::Rc;

/// A bounded map from a credential's full text to what it opened to; the oldest entry leaves first.
///
/// Only credentials that proved valid are put in, so a guesser cannot push others out.
#[derive(Debug)]
pub struct BoundedCache<T> {
    limit: usize,
    entries: HashMap<Rc<str>, T>,
    order: VecDeque<Rc<str>>,
}

impl<T> BoundedCache<T> {
    /// An empty map for `limit` entries at most.
    pub fn new(limit: usize) -> Self {
        Self { limit, entries: HashMap::new(), order: VecDeque::new() }
    }

    /// What `credential` opened to. The caller checks its expiry: entries do not age by themselves.
    pub fn get(&self, credential: &str) -> Option<&T> {
        self.entries.get(credential)
    }

    /// Keeps `value` for `credential`.
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

    /// How many are kept.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether none is kept.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}
