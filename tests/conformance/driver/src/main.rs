//! Runs the cases on its standard input, one per line of JSON, and prints the outcome of each as a line.

#[cfg(not(target_family = "wasm"))]
#[tokio::main(flavor = "current_thread")]
async fn main() {
    for line in std::io::stdin().lines() {
        let line = line.expect("standard input is text");
        let case: outx_conformance::Case = serde_json::from_str(&line).expect("each line is a case");
        println!("{}", serde_json::to_string(&case.run().await).expect("an outcome is JSON"));
    }
}

#[cfg(target_family = "wasm")]
fn main() {}
