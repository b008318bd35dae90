// The crates that are published, in the order of publication: a crate comes after those it depends on.

export const crates = ["outx-core", "outx-client"];
