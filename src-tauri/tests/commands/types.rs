//! What each command is asked and what it answers, written out for `tsc` from the functions themselves.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use syn::{
    Attribute, FnArg, GenericArgument, ItemFn, Pat, PathArguments, PathSegment, ReturnType, Type, TypePath,
};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/commands.d.ts");

/// Every function that is a command.
fn commands() -> Vec<ItemFn> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder.join("commands")).unwrap().map(|file| file.unwrap().path()).collect();
    files.push(folder.join("commands.rs"));
    files.sort();
    let read = |file: &PathBuf| syn::parse_file(&fs::read_to_string(file).unwrap()).unwrap().items;
    let functions = files.iter().flat_map(read).filter_map(|item| match item {
        syn::Item::Fn(function) => Some(function),
        _ => None,
    });
    functions.filter(|function| function.attrs.iter().any(is_command)).collect()
}

fn is_command(attribute: &Attribute) -> bool {
    attribute.path().segments.last().is_some_and(|segment| segment.ident == "command")
}

/// What the page writes for a Rust type; `named` collects those that are declared in `types.d.ts`.
fn written(of: &Type, named: &mut BTreeSet<String>) -> String {
    match of {
        Type::Reference(reference) => written(&reference.elem, named),
        Type::Tuple(tuple) if tuple.elems.is_empty() => "void".to_owned(),
        Type::Path(TypePath { path, .. }) => written_path(path.segments.last().unwrap(), named),
        _ => panic!("a type that no command has had yet"),
    }
}

fn written_path(segment: &PathSegment, named: &mut BTreeSet<String>) -> String {
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return written_name(&segment.ident.to_string(), named);
    };
    let inner: Vec<String> = arguments
        .args
        .iter()
        .filter_map(|argument| match argument {
            GenericArgument::Type(inner) => Some(written(inner, named)),
            _ => None,
        })
        .collect();
    match (segment.ident.to_string().as_str(), &inner[..]) {
        ("Answer", [inner]) => inner.clone(),
        ("Option", [inner]) => format!("{inner} | null"),
        ("Vec", [inner]) => format!("{inner}[]"),
        ("BTreeMap", [key, value]) => format!("Record<{key}, {value}>"),
        (name, _) => panic!("{name} has not been answered by any command yet"),
    }
}

fn written_name(name: &str, named: &mut BTreeSet<String>) -> String {
    let written = match name {
        "String" | "str" | "PathBuf" => "string",
        "bool" => "boolean",
        "i32" | "i64" | "u32" | "usize" | "ProjectId" => "number",
        "Response" => "ArrayBuffer",
        "Texts" => {
            named.insert("FigureId".to_owned());
            "[FigureId, string][]"
        }
        "ProjectTexts" => {
            named.insert("ProjectField".to_owned());
            "[ProjectField, string][]"
        }
        _ => {
            named.insert(name.to_owned());
            name
        }
    };
    written.to_owned()
}

/// A name as Tauri has the page write it.
fn in_camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| format!("{name}{}{}", word[..1].to_uppercase(), &word[1..]))
}

fn declared(command: &ItemFn, named: &mut BTreeSet<String>) -> String {
    let of_the_program = ["State", "AppHandle", "Request", "WebviewWindow"];
    let mut values = Vec::new();
    for input in &command.sig.inputs {
        let FnArg::Typed(input) = input else { continue };
        if let Type::Path(TypePath { path, .. }) = &*input.ty
            && of_the_program.iter().any(|name| path.segments.last().unwrap().ident == name)
        {
            continue;
        }
        let Pat::Ident(name) = &*input.pat else { panic!("a value without a name") };
        values.push(format!("{}: {}", in_camel_case(&name.ident.to_string()), written(&input.ty, named)));
    }
    let answer = match &command.sig.output {
        ReturnType::Default => "void".to_owned(),
        ReturnType::Type(_, answer) => written(answer, named),
    };
    let asked = if values.is_empty() { String::new() } else { format!("{{ {} }}", values.join(", ")) };
    format!("  {}: {{ asked: [{asked}], answer: {answer} }};\n", command.sig.ident)
}

#[test]
#[expect(clippy::disallowed_methods, reason = "written by a developer's command, beside git")]
fn command_types_match() {
    let mut named = BTreeSet::new();
    let lines: Vec<String> = commands().iter().map(|command| declared(command, &mut named)).collect();
    let named = named.into_iter().collect::<Vec<_>>().join(", ");
    let wanted = format!(
        "// Written by `cargo xtask types` from the commands. Do not edit.\n\nimport type {{ {named} }} from \"./types\";\n\n\
        export interface Commands {{\n{}}}\n",
        lines.concat()
    );
    if std::env::var_os("UPDATE_TYPES").is_some() {
        fs::write(FILE, &wanted).unwrap();
    }
    let found = fs::read_to_string(FILE).unwrap_or_default().replace("\r\n", "\n");
    assert_eq!(found, wanted, "run `cargo xtask types`");
}
