//! `outx-sandbox --port N`: the sandbox on a loopback port, until SIGTERM or SIGINT. It prints its address and the demo team's key.

use std::io::ErrorKind;
use std::net::Ipv4Addr;
use std::process::ExitCode;

use outx_sandbox::Server;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

const USAGE: &str =
    "usage: outx-sandbox [--port N] [--seed N]   (port 0, the default, picks a free one; seed 0 by default)";

#[derive(Default)]
struct Args {
    port: u16,
    seed: u64,
}

#[tokio::main]
async fn main() -> ExitCode {
    let args = match parse_args(std::env::args().skip(1)) {
        Ok(args) => args,
        Err(reason) => return fail(&reason),
    };
    match run(&args).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let reason = match error.kind() {
                ErrorKind::AddrInUse => "is in use".to_owned(),
                _ => format!("cannot be listened on ({error})"),
            };
            let port = args.port;
            let other = port.checked_add(10).unwrap_or(port - 10);
            let advice = format!("end what uses it or choose another, for example --port {other}");
            fail(&format!("port {port} {reason}; {advice}"))
        }
    }
}

async fn run(args: &Args) -> std::io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, args.port)).await?;
    println!("listening http://{}", listener.local_addr()?);
    let server = Server::new(args.seed);
    println!("API key of the demo team: {}", server.demo_api_key());
    tokio::select! {
        () = server.serve(listener) => {}
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

fn parse_args(mut args: impl Iterator<Item = String>) -> Result<Args, String> {
    let mut parsed = Args::default();
    while let Some(arg) = args.next() {
        let (name, value) = match arg.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (arg.as_str(), None),
        };
        if !matches!(name, "--port" | "--seed") {
            return Err(format!("unknown argument {arg:?}; {USAGE}"));
        }
        let value = value.or_else(|| args.next()).ok_or_else(|| format!("{name} needs a number; {USAGE}"))?;
        match name {
            "--port" => parsed.port = parse_number(name, &value, u16::MAX.into())? as u16,
            _ => parsed.seed = parse_number(name, &value, MAX_SEED)?,
        }
    }
    Ok(parsed)
}

/// The largest integer that JavaScript represents exactly, so that the npm package accepts the same seeds.
const MAX_SEED: u64 = (1 << 53) - 1;

fn parse_number(name: &str, text: &str, max: u64) -> Result<u64, String> {
    // `parse` also accepts a plus sign.
    let digits = Some(text).filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    let number = digits.and_then(|text| text.parse().ok()).filter(|number| *number <= max);
    number.ok_or_else(|| format!("{name} {text:?} is not a number from 0 to {max}; {USAGE}"))
}

fn fail(reason: &str) -> ExitCode {
    eprintln!("outx-sandbox: {reason}");
    ExitCode::FAILURE
}
