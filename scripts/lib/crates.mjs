// The crates that are published, in this order: a crate comes after those it depends on.

export const crates = ["outx-core", "outx-client"];
