//! Rust types of arguments and responses, and the typed methods of the Rust client.

mod args;
mod operations;
mod responses;
mod write;

/// Each file's path in the repository and its text, which is not formatted yet.
pub fn files() -> Vec<(String, String)> {
    let mut files = args::files();
    files.extend(responses::files());
    files.extend(operations::files());
    files.push(("tests/rust_types/list.rs".to_owned(), responses::list()));
    files
}
