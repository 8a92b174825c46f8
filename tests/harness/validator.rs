//! openxml-audit: whether an office program would open a file without a word about repairing it.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// What the validator says against the Word files and workbooks of a folder: nothing if they are as the standard wants
/// them. Also returns how many files it looked at.
pub(crate) fn findings(folder: &Path) -> (usize, Vec<String>) {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools/openxml-audit/bin/openxml-audit");
    let mut command = Command::new(&program);
    command.args(["--output", "json", "--policy", "strict", "--max-errors", "0", "--ooxml-security"]);
    let output = command.arg("--recursive").arg(folder).output().unwrap_or_else(|error| {
        panic!("openxml-audit is needed, `cargo xtask test packages` installs it: {error}")
    });
    let answers: Vec<Value> = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    let told = answers.iter().flat_map(|answer| {
        let file =
            Path::new(answer["file"].as_str().unwrap()).file_name().unwrap().to_string_lossy().into_owned();
        let errors = answer["errors"].as_array().unwrap();
        assert_eq!(answer["valid"].as_bool(), Some(errors.is_empty()), "{file}");
        errors.iter().map(move |error| format!("{file}: {error}"))
    });
    (answers.len(), told.collect())
}
