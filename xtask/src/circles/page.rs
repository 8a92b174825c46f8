//! The imports between the modules of the page.

use std::path::Path;

use std::collections::BTreeMap;

use super::graph::Needs;
use crate::repository::TextFile;

const PAGE: &str = "ui/";

pub(super) fn needs(files: &[TextFile]) -> Needs {
    let modules = files.iter().filter(|file| file.path.starts_with(PAGE) && is_script(&file.path));
    modules.map(|file| (file.path.clone(), imports(&file.text))).collect()
}

fn imports(text: &str) -> BTreeMap<String, String> {
    let statements = text.split("\nimport ").map(|statement| statement.trim_start_matches("import "));
    let imports = statements.filter_map(|statement| {
        let (names, rest) = statement.split(';').next()?.split_once(" from ")?;
        let module = rest.trim().trim_matches(['"', '\'']).strip_prefix("./")?;
        let names = names.trim_matches(['{', '}', ' ', '\n', ',']);
        Some((format!("{PAGE}{module}"), names.split_whitespace().collect::<Vec<_>>().join(" ")))
    });
    imports.collect()
}

fn is_script(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|ending| ending == "js")
}
