//! The API: each of its operations, described once in the file of its group.

pub mod auth;
pub mod engagement;
mod extra;
pub mod interactions;
pub mod linkedin;
pub mod open_enum;
pub mod operation;
pub mod own_routes;
pub mod paging;
pub mod param;
pub mod posts;
pub mod schema;
mod shapes;
pub mod tasks;
pub mod team;
pub mod watchlists;

pub use extra::{EXTRA_OPERATIONS, REQUEST, at_index, request_operation};
use operation::Operation;

/// The groups, in the order of the API reference's index.
const ALL: [&[Operation]; 8] = [
    &auth::OPERATIONS,
    &tasks::OPERATIONS,
    &linkedin::OPERATIONS,
    &watchlists::OPERATIONS,
    &posts::OPERATIONS,
    &interactions::OPERATIONS,
    &engagement::OPERATIONS,
    &team::OPERATIONS,
];

/// Every operation, in the order of the API reference's index.
pub static OPERATIONS: [Operation; count(ALL)] = join(ALL);

const fn count<const GROUPS: usize>(groups: [&[Operation]; GROUPS]) -> usize {
    let (mut group, mut sum) = (0, 0);
    while group < GROUPS {
        sum += groups[group].len();
        group += 1;
    }
    sum
}

/// A group of operations, which is an object of the clients.
#[cfg(feature = "docs")]
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// The first part of the names of its operations.
    pub name: &'static str,
    /// The name of its type.
    pub type_name: &'static str,
    /// Its description in the documentation of the clients.
    pub description: &'static str,
    /// Whether the JavaScript client adds methods that are not operations.
    pub is_extended: bool,
}

/// Every group, in the order of [`OPERATIONS`].
#[cfg(feature = "docs")]
#[rustfmt::skip]
pub const GROUPS: [Group; 8] = [
    Group { name: "auth", type_name: "Auth", is_extended: true,
        description: "Signing in by one-time code. Needs no key." },
    Group { name: "tasks", type_name: "Tasks", is_extended: true,
        description: "Tasks by their id." },
    Group { name: "linkedin", type_name: "LinkedIn", is_extended: true,
        description: "What the team's browser extension does on LinkedIn. Each call creates a task and counts as a LinkedIn action. Each can fail with \
            `extension_inactive`, and with `action_budget` when the actions of the hour are used up." },
    Group { name: "watchlists", type_name: "Watchlists", is_extended: false,
        description: "Watchlists, by what they watch." },
    Group { name: "posts", type_name: "Posts", is_extended: false,
        description: "Posts that watchlists found." },
    Group { name: "interactions", type_name: "Interactions", is_extended: false,
        description: "What the team did with the posts of a watchlist." },
    Group { name: "engagement", type_name: "Engagement", is_extended: false,
        description: "Likes and comments by team members. Each counts as a LinkedIn action." },
    Group { name: "team", type_name: "Teams", is_extended: false,
        description: "The team of the key or the session." },
];

/// One array of all groups. Fails to compile when the groups do not add up to `N`.
const fn join<const N: usize, const GROUPS: usize>(groups: [&[Operation]; GROUPS]) -> [Operation; N] {
    let mut all = [groups[0][0]; N];
    let (mut group, mut at) = (0, 0);
    while group < GROUPS {
        let mut index = 0;
        while index < groups[group].len() {
            all[at] = groups[group][index];
            at += 1;
            index += 1;
        }
        group += 1;
    }
    assert!(at == N, "the groups do not add up to the table");
    all
}

impl Operation {
    /// Its index in [`OPERATIONS`], by which the JavaScript client refers to it; the length of the table for any other operation.
    pub fn index(&self) -> usize {
        OPERATIONS.iter().position(|operation| operation.name == self.name).unwrap_or(OPERATIONS.len())
    }
}

/// The operation of this name, such as `posts.list`.
pub fn by_name(name: &str) -> Option<&'static Operation> {
    OPERATIONS.iter().find(|operation| operation.name == name)
}

/// The operation of this name. In a constant, an unknown name does not compile.
///
/// # Panics
/// When no operation has the name.
pub const fn named(name: &str) -> &'static Operation {
    let mut at = 0;
    while at < OPERATIONS.len() {
        if is_same(OPERATIONS[at].name.as_bytes(), name.as_bytes()) {
            return &OPERATIONS[at];
        }
        at += 1;
    }
    panic!("no operation has this name")
}

const fn is_same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// The operation of a request. The method and the path without its query must match exactly.
pub fn route(method: &str, path: &str) -> Option<&'static Operation> {
    OPERATIONS.iter().find(|operation| operation.path == path && operation.method.as_str() == method)
}
