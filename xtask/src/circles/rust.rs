//! The dependencies between Rust files, found from the text alone: without a compiler, in milliseconds.

mod words;

use std::collections::{BTreeMap, BTreeSet};

use super::graph::Needs;
use crate::repository::TextFile;
use words::{is_name, words};

/// The crates by the folder of their modules. Files can depend on each other only inside a crate.
const CRATES: [&str; 3] = ["src/", "src-tauri/src/", "xtask/src/"];
/// The limit for following a name: one that is imported under its own name would be followed without end.
const MOST_STEPS: usize = 32;

/// The keywords before the name of a definition.
const DEFINES: [&str; 7] = ["struct", "enum", "trait", "type", "fn", "const", "static"];

/// A file as a module.
struct Module<'a> {
    file: &'a str,
    /// The names that it defines itself.
    items: BTreeSet<&'a str>,
    uses: Vec<Use<'a>>,
    /// The paths in its code, including the names of types and calls.
    paths: Vec<Vec<&'a str>>,
}

/// A name that a `use` brings into scope.
struct Use<'a> {
    name: &'a str,
    path: Vec<&'a str>,
    handed_on: bool,
}

/// The modules of a crate by their paths from its root.
type Crate<'a> = BTreeMap<Vec<&'a str>, Module<'a>>;

pub(super) fn needs(files: &[TextFile]) -> Needs {
    let mut crates: BTreeMap<&str, Crate<'_>> = BTreeMap::new();
    for file in files {
        if let Some((home, place)) = place(&file.path) {
            crates.entry(home).or_default().entry(place).or_insert_with(|| module(file));
        }
    }
    let modules = crates.values().flat_map(|modules| modules.keys().map(move |place| (modules, place)));
    modules.filter_map(|(modules, place)| needed(modules, place)).collect()
}

/// The crate of a file, and the path of its module from the root.
fn place(path: &str) -> Option<(&'static str, Vec<&str>)> {
    let home = CRATES.into_iter().find(|home| path.starts_with(home))?;
    let path = path.strip_prefix(home)?.strip_suffix(".rs")?;
    let place: Vec<_> = path.split('/').filter(|name| !["lib", "main"].contains(name)).collect();
    (place.last() != Some(&"tests")).then_some((home, place))
}

fn module(file: &TextFile) -> Module<'_> {
    let mut module = Module { file: &file.path, items: BTreeSet::new(), uses: Vec::new(), paths: Vec::new() };
    let words = words(&file.text);
    let (mut rest, mut before, mut depth) = (words.as_slice(), "", 0_usize);
    while let [word, after @ ..] = rest {
        let mut taken = 1;
        match *word {
            "{" => depth += 1,
            "}" => depth = depth.saturating_sub(1),
            "use" if after.first() != Some(&"<") => {
                let tree = after.split(|word| *word == ";").next().unwrap_or_default();
                bring(tree, &[], matches!(before, "pub" | ")"), &mut module.uses);
                taken += tree.len();
            }
            name if DEFINES.contains(&before) => module.items.extend((depth == 0).then_some(name)),
            name if is_name(name) && !matches!(before, "." | "::") => {
                let further = after.chunks(2).map_while(|two| match two {
                    ["::", name] if is_name(name) => Some(*name),
                    _ => None,
                });
                let path: Vec<_> = [name].into_iter().chain(further).collect();
                taken = 2 * path.len() - 1;
                if path.len() > 1 || name.starts_with(char::is_uppercase) || after.first() == Some(&"(") {
                    module.paths.push(path);
                }
            }
            _ => {}
        }
        before = rest.get(taken - 1).unwrap_or(word);
        rest = rest.get(taken..).unwrap_or_default();
    }
    module
}

/// Adds the names that a tree of a `use` brings in, branch by branch.
fn bring<'a>(tree: &[&'a str], stem: &[&'a str], handed_on: bool, uses: &mut Vec<Use<'a>>) {
    let mut depth = 0_usize;
    let branches = tree.split(|word| {
        depth = match *word {
            "{" => depth + 1,
            "}" => depth.saturating_sub(1),
            _ => depth,
        };
        *word == "," && depth == 0
    });
    for branch in branches {
        let names = branch.iter().take_while(|word| !["{", "as"].contains(word));
        let names = names.filter(|word| is_name(word) || **word == "*");
        let mut path: Vec<_> = stem.iter().chain(names).copied().collect();
        if let Some(open) = branch.iter().position(|word| *word == "{") {
            let inner = branch.get(open + 1..branch.len() - 1).unwrap_or_default();
            bring(inner, &path, handed_on, uses);
            continue;
        }
        path.pop_if(|last| *last == "self" && !stem.is_empty());
        let name = if branch.contains(&"as") { branch.last() } else { path.last() };
        if let Some(&name) = name {
            uses.push(Use { name, path, handed_on });
        }
    }
}

/// The files that a module depends on, with a name from each.
fn needed(modules: &Crate<'_>, place: &[&str]) -> Option<(String, BTreeMap<String, String>)> {
    let module = modules.get(place)?;
    let uses = module.uses.iter().filter(|bring| !bring.handed_on).map(|bring| &bring.path);
    let owners = uses.chain(&module.paths).filter_map(|path| owner(modules, place, path, false, MOST_STEPS));
    let others = owners.filter(|(other, _)| *other != module.file);
    let needed = others.map(|(other, name)| (other.to_owned(), name.to_owned())).collect();
    Some((module.file.to_owned(), needed))
}

/// The file that defines the target of a path, seen from a module, and the name it has there. `inside` means that the
/// path is known to stay inside the crate. `None` for a module itself, and for items of other crates.
fn owner<'a>(
    modules: &Crate<'a>,
    at: &[&'a str],
    path: &[&'a str],
    inside: bool,
    steps: usize,
) -> Option<(&'a str, &'a str)> {
    let steps = steps.checked_sub(1)?;
    let (&first, rest) = path.split_first()?;
    match first {
        "crate" => return owner(modules, &[], rest, true, steps),
        "self" => return owner(modules, at, rest, true, steps),
        "super" => return owner(modules, at.split_last()?.1, rest, true, steps),
        _ => {}
    }
    let module = modules.get(at)?;
    let below: Vec<_> = at.iter().copied().chain([first]).collect();
    if !rest.is_empty() && modules.contains_key(&below) {
        return owner(modules, &below, rest, true, steps);
    }
    if module.items.contains(first) {
        return Some((module.file, first));
    }
    if let Some(bring) = module.uses.iter().find(|bring| bring.name == first) {
        let path: Vec<_> = bring.path.iter().chain(rest).copied().collect();
        return owner(modules, at, &path, false, steps);
    }
    (inside && !modules.contains_key(&below)).then_some((module.file, first))
}
