//! Gives both programs their icon, version and manifest, and the library its version: resources made by whoever packages
//! them (`cargo xtask dist windows`), and none in every other build.

const RESOURCES: &str = "YUEBAO_RESOURCES";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed={RESOURCES}");
    if let Ok(folder) = std::env::var(RESOURCES) {
        for program in ["window", "command-line"] {
            println!("cargo::rustc-link-arg-bin=yuebao-{program}={folder}/{program}.o");
        }
        println!("cargo::rustc-link-arg-cdylib={folder}/library.o");
    }
}
