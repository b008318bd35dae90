//! The program: the address that it prints, its end on signals, and its error messages.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::process::{Child, Command, Output, Stdio};

fn program(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_outx-sandbox"));
    command.args(args).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Starts the program, and returns it with the address that it printed.
fn start(args: &[&str]) -> (Child, BufReader<std::process::ChildStdout>, String) {
    let mut child = program(args).spawn().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    stdout.read_line(&mut line).unwrap();
    let url = line.strip_prefix("listening ").unwrap().trim_end().to_owned();
    (child, stdout, url)
}

fn run_and_fail(args: &[&str]) -> String {
    let Output { status, stdout, stderr } = program(args).output().unwrap();
    assert_eq!((status.code(), stdout.len()), (Some(1), 0));
    let output_text = String::from_utf8(stderr).unwrap();
    assert_eq!(output_text.lines().count(), 1, "{output_text}");
    output_text
}

#[test]
fn it_prints_its_address_and_key_and_ends_on_sigterm_and_sigint() {
    for signal in ["TERM", "INT"] {
        let (mut child, mut stdout, url) = start(&["--port", "0"]);
        let mut key = String::new();
        stdout.read_line(&mut key).unwrap();
        let key = key.trim_end().strip_prefix("API key of the demo team: ").unwrap();
        assert_eq!(ureq::get(format!("{url}/api-team")).header("x-api-key", key).call().unwrap().status(), 200);
        let killed = Command::new("sh").args(["-c", &format!("kill -{signal} {}", child.id())]).status().unwrap();
        assert!(killed.success());
        assert_eq!(child.wait().unwrap().code(), Some(0), "{signal}");
        let mut rest = String::new();
        stdout.read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "", "nothing else on stdout");
    }
}

#[test]
fn a_port_in_use_is_reported_in_one_line() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output_text = run_and_fail(&["--port", &port]);
    assert!(
        output_text.starts_with(&format!("outx-sandbox: port {port} is in use; end what uses it")),
        "{output_text}"
    );
}

#[test]
fn invalid_arguments_are_named() {
    assert!(run_and_fail(&["--port", "http"]).contains("--port \"http\" is not a number from 0 to 65535"));
    assert!(run_and_fail(&["--port"]).contains("--port needs a number"));
    assert!(run_and_fail(&["--seed", "-1"]).contains("--seed \"-1\" is not a number from 0 to 9007199254740991"));
    assert!(run_and_fail(&["--prot", "1"]).contains("unknown argument \"--prot\""));
}

#[test]
fn a_seed_repeats_ids_and_keys_and_another_seed_changes_them() {
    let keys_of = |args: &[&str]| {
        let (mut child, _stdout, url) = start(args);
        let teams = ureq::get(format!("{url}/__sandbox/teams")).call().unwrap().body_mut().read_to_string().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
        let team = serde_json::from_str::<serde_json::Value>(&teams).unwrap()["teams"][0].clone();
        (team["id"].clone(), team["api_key"].clone())
    };
    let seeded = keys_of(&["--port=0", "--seed=7"]);
    assert_eq!(keys_of(&["--seed", "7"]), seeded);
    let unseeded = keys_of(&[]);
    assert_eq!(keys_of(&["--seed", "0"]), unseeded);
    assert!(unseeded.0 != seeded.0 && unseeded.1 != seeded.1);
}

/// Runs the commands of the README in one shell, in their order, and checks the comments `# prints TEXT`.
#[test]
fn the_readmes_examples_work() {
    let (mut child, _stdout, url) = start(&["--port", "0"]);
    let readme = include_str!("../README.md");
    let blocks = readme.split("```sh\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let mut script = format!("set -eu\nSANDBOX={url}\n");
    let mut checks = 0;
    for line in blocks.flat_map(str::lines).filter(|line| !line.starts_with("cargo ") && !line.starts_with("SANDBOX="))
    {
        match line.split_once("# prints ") {
            Some((command, text)) => {
                checks += 1;
                script += &format!(
                    "said=$({command})\ncase \"$said\" in *'{text}'*) ;; *) echo \"$said\"; exit {checks};; esac\n"
                );
            }
            None => script += &format!("{line}\n"),
        }
    }
    let output = Command::new("sh").args(["-c", &script]).output().unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    let output_text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "check {:?}: {output_text}", output.status.code());
    assert!(checks >= 10, "{checks} checks");
}
