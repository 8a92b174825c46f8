//! Regenerates what is made from the program's types: the page's declarations of them and of the commands, and the schema of
//! a notice's file.
//!
//! Three tests make them. They compare the files on every run, and write them only when asked to, as here.

use std::path::Path;

use crate::shell;

const FILES: [&str; 3] = ["ui/types.d.ts", "ui/commands.d.ts", "docs/notice.schema.json"];
const TESTS: [&str; 3] =
    ["report_types_match ... ok", "command_types_match ... ok", "notice_schema_types_match ... ok"];

/// Lets the tests write the files, and reports which of them changed.
pub(crate) fn regenerate(top: &Path) -> Result<(), String> {
    let read = || FILES.map(|file| std::fs::read(top.join(file)).ok());
    let before = read();
    let mut cargo = shell::cargo(top);
    cargo
        .args(["test", "--workspace", "--lib", "--test", "commands", "types_match"])
        .env("UPDATE_TYPES", "1");
    let printed = shell::output(&mut cargo)?;
    // A filter that matches no test succeeds too.
    let printed = String::from_utf8_lossy(&printed);
    if let Some(test) = TESTS.iter().find(|test| !printed.contains(**test)) {
        return Err(format!("没有找到测试 {test}，没有全部重新生成。"));
    }
    for ((file, before), after) in FILES.iter().zip(before).zip(read()) {
        println!("✓ {file} {}", if before == after { "没有变化" } else { "已更新，请一并提交" });
    }
    Ok(())
}
