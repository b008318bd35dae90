//! Writes the files that are generated from the description of the API.
//!
//! `outx-docs [--openapi FILE] [--gateway-openapi FILE] [--methods FILE] [--committed DIR]`, where `--committed` writes every generated file that
//! the repository contains below a folder.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use outx_core::codegen::{committed_files, gateway_openapi, javascript, openapi};

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    while let Some(flag) = args.next() {
        let Some(to) = args.next() else {
            eprintln!("error: {flag} needs a path");
            return ExitCode::from(2);
        };
        if let Err(error) = write(&flag, Path::new(&to)) {
            eprintln!("error: {flag} {to}: {error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn write(flag: &str, to: &Path) -> std::io::Result<()> {
    match flag {
        "--openapi" => fs::write(to, format!("{}\n", openapi::openapi(env!("CARGO_PKG_VERSION")))),
        "--gateway-openapi" => {
            fs::write(to, format!("{}\n", gateway_openapi::gateway_openapi(env!("CARGO_PKG_VERSION"))))
        }
        "--methods" => fs::write(to, javascript::operations()),
        "--committed" => committed_files().iter().try_for_each(|(name, text)| {
            let file = to.join(name);
            fs::create_dir_all(file.parent().unwrap_or(to))?;
            fs::write(file, text)
        }),
        _ => {
            Err(std::io::Error::other("unknown flag; expected --openapi, --gateway-openapi, --methods or --committed"))
        }
    }
}
