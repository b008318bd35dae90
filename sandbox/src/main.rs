//! `outx-sandbox --port N`: the stand-in on a loopback port, until SIGTERM or SIGINT.

use std::net::Ipv4Addr;
use std::process::ExitCode;

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

const USAGE: &str = "usage: outx-sandbox [--port N]   (0, the default, picks a free port)";

#[tokio::main]
async fn main() -> ExitCode {
    let port = match port(std::env::args().skip(1)) {
        Ok(port) => port,
        Err(reason) => return fail(&reason),
    };
    match run(port).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&format!("cannot listen on 127.0.0.1:{port}: {error}; try another --port")),
    }
}

async fn run(port: u16) -> std::io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    println!("listening http://{}", listener.local_addr()?);
    tokio::select! {
        () = outx_sandbox::serve(listener) => {}
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

fn port(mut args: impl Iterator<Item = String>) -> Result<u16, String> {
    let mut port = 0;
    while let Some(arg) = args.next() {
        let given = match arg.strip_prefix("--port=") {
            Some(value) => Some(value.to_owned()),
            None if arg == "--port" => args.next(),
            None => return Err(format!("unknown argument {arg}; {USAGE}")),
        };
        let given = given.ok_or_else(|| format!("--port needs a number; {USAGE}"))?;
        port = given.parse().map_err(|_| format!("--port {given} is not a number from 0 to 65535; {USAGE}"))?;
    }
    Ok(port)
}

fn fail(reason: &str) -> ExitCode {
    eprintln!("outx-sandbox: {reason}");
    ExitCode::FAILURE
}
