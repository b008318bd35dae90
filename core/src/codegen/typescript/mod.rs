//! Type declarations that are generated from the description of the API.

mod args;
mod methods;
mod names;
mod responses;
mod variants;
mod write;

/// Each file below `pkg/types` and its text.
pub fn declarations() -> Vec<(&'static str, String)> {
    vec![
        ("args.d.ts", args::declarations()),
        ("codes.d.ts", names::codes()),
        ("methods.d.ts", methods::declarations()),
        ("operations.d.ts", names::operations()),
        ("responses.d.ts", responses::declarations()),
    ]
}
