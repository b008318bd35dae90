//! Modules of the crate import from lower layers only.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

/// The layers, lowest first. A module imports from itself and from lower layers.
const LAYERS: [&[&str]; 7] =
    [&["model"], &["state"], &["seed", "engine"], &["api"], &["control"], &["service"], &["server", "wasm"]];

/// Crates for sockets, runtimes and JavaScript, each with the only module that may use it.
const OUTER_CRATES: [(&str, &str); 8] = [
    ("hyper", "server"),
    ("hyper_util", "server"),
    ("http_body_util", "server"),
    ("tokio", "server"),
    ("axum", "server"),
    ("tower", "server"),
    ("wasm_bindgen", "wasm"),
    ("js_sys", "wasm"),
];

fn layer_of(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}

/// `api` for `src/api/posts.rs` and for `src/api.rs`.
fn module_of(file: &Path, src: &Path) -> String {
    let first = file.strip_prefix(src).unwrap().components().next().unwrap();
    first.as_os_str().to_str().unwrap().trim_end_matches(".rs").to_owned()
}

/// The modules named after `crate::`, also within `crate::{a, b::c}`.
fn imported_modules(source: &str) -> Vec<String> {
    let name = |text: &str| {
        text.trim().split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap_or("").to_owned()
    };
    let mut modules = Vec::new();
    for rest in source.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(list) => modules.extend(list.split('}').next().unwrap().split(',').map(name)),
            None => modules.push(name(rest)),
        }
    }
    modules
}

#[test]
fn modules_import_from_lower_layers_only() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut imports = 0;
    for file in rust_files(&src) {
        let module = module_of(&file, &src);
        if matches!(module.as_str(), "lib" | "main") {
            continue;
        }
        let layer = layer_of(&module).unwrap_or_else(|| panic!("{} belongs to no layer", file.display()));
        let source = fs::read_to_string(&file).unwrap();
        for imported in imported_modules(&source).into_iter().filter(|imported| *imported != module) {
            let below = layer_of(&imported).is_some_and(|lower| lower < layer);
            assert!(below, "{}: {module} imports from {imported}, which is not below it", file.display());
            imports += 1;
        }
    }
    assert!(imports > 50, "only {imports} imports found");
}

#[test]
fn sockets_runtimes_and_javascript_stay_in_the_outer_layer() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for file in rust_files(&src) {
        let source = fs::read_to_string(&file).unwrap();
        let module = module_of(&file, &src);
        for (name, allowed) in OUTER_CRATES {
            let uses = source.contains(&format!("{name}::"));
            assert!(!uses || module == allowed || module == "main", "{}: uses {name}", file.display());
        }
        assert!(!source.contains("outx_core"), "{}: the sandbox is independent of core", file.display());
    }
}

#[test]
fn the_model_knows_no_world() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for file in rust_files(&src.join("model")) {
        let source = fs::read_to_string(&file).unwrap();
        assert!(!source.contains(": &World") && !source.contains(": &mut World"), "{}", file.display());
    }
}
