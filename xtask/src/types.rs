//! Writes `ui/types.d.ts` anew from the Rust types.
//!
//! The core's own test knows how: it compares on every run and writes only when it is asked to, as it is here.

use std::path::Path;

use crate::shell;

/// Has the core's test write the file, and tells whether it changed.
pub(crate) fn regenerate(top: &Path) -> Result<(), String> {
    let path = top.join("ui/types.d.ts");
    let before = std::fs::read(&path).ok();
    let mut cargo = shell::cargo(top);
    // By a part of its name, so that it may stand beside the types or among the tests of the whole core.
    cargo.args(["test", "--package", "yuebao", "--lib", "--tests", "types_match"]).env("UPDATE_TYPES", "1");
    let printed = shell::output(&mut cargo)?;
    // A filter that finds no test passes too.
    if !String::from_utf8_lossy(&printed).contains("types_match ... ok") {
        return Err("核心里没有名为 …types_match 的测试，ui/types.d.ts 没有重新生成。".to_owned());
    }
    let after = std::fs::read(&path).map_err(|error| format!("测试没有写出 ui/types.d.ts：{error}"))?;
    let change = if before.as_ref() == Some(&after) { "没有变化" } else { "已更新，请一并提交" };
    println!("✓ ui/types.d.ts {change}");
    Ok(())
}
