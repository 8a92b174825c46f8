//! Gives the command line on Windows its icon, version and manifest: a resource made by whoever packages it
//! (`cargo xtask dist windows`), and none in every other build.

const RESOURCE: &str = "YUEBAO_RESOURCE";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed={RESOURCE}");
    if let Ok(object) = std::env::var(RESOURCE) {
        println!("cargo::rustc-link-arg-bin=yuebao={object}");
    }
}
