//! The lists of commands agree, and nothing outside them can be called.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::shell::{Shell, call_from};

/// The words between the first `start` and the `end` after it.
fn between<'text>(text: &'text str, start: &str, end: &str) -> &'text str {
    let (_, rest) = text.split_once(start).unwrap();
    rest.split_once(end).unwrap().0
}

fn built() -> BTreeSet<String> {
    let list = between(include_str!("../../build.rs"), "const COMMANDS: &[&str] = &[", "];");
    list.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

fn registered() -> BTreeSet<String> {
    let list = between(include_str!("../../src/commands.rs"), "generate_handler![", "]");
    let paths = list.split(',').map(str::trim).filter(|path| !path.is_empty());
    paths.filter_map(|path| path.rsplit("::").next()).map(str::to_owned).collect()
}

fn allowed() -> BTreeSet<String> {
    let capability: Value = serde_json::from_str(include_str!("../../capabilities/main.json")).unwrap();
    let permissions = capability["permissions"].as_array().unwrap().iter().filter_map(Value::as_str);
    permissions.filter_map(|name| name.strip_prefix("allow-")).map(|name| name.replace('-', "_")).collect()
}

fn called() -> BTreeSet<String> {
    let page = include_str!("../../../ui/backend.js");
    let calls = ["call(\"", "callBeside(\"", "callWith(\"", "invoke(\""]
        .into_iter()
        .flat_map(|call| page.split(call).skip(1));
    let names = calls.filter_map(|rest| rest.split('"').next()).filter(|name| !name.starts_with("plugin:"));
    names.map(str::to_owned).collect()
}

#[test]
fn what_is_registered_listed_allowed_and_called_is_the_same() {
    assert!(registered().len() > 20);
    assert_eq!(registered(), built(), "src/commands.rs and build.rs");
    assert_eq!(registered(), allowed(), "src/commands.rs and capabilities/main.json");
    assert_eq!(registered(), called(), "src/commands.rs and ui/backend.js");
}

#[test]
fn the_page_is_given_nothing_of_tauri_but_listening() {
    let capability: Value = serde_json::from_str(include_str!("../../capabilities/main.json")).unwrap();
    let permissions = capability["permissions"].as_array().unwrap().iter().filter_map(Value::as_str);
    let others: Vec<&str> = permissions.filter(|name| !name.starts_with("allow-")).collect();
    assert_eq!(others, ["core:event:allow-listen"]);
}

#[test]
fn a_command_of_a_plugin_cannot_be_called() {
    let shell = Shell::begun();
    for command in ["plugin:dialog|open", "plugin:opener|open_path", "plugin:window|close", "no_such_command"]
    {
        let refusal = shell.refused(command, json!({})).to_string();
        assert!(refusal.contains("not allowed") || refusal.contains("not found"), "{command}: {refusal}");
    }
}

#[test]
fn another_window_and_another_address_can_call_nothing() {
    let shell = Shell::begun();
    let another = shell.another_window();
    let from_window = call_from(&another, "tauri://localhost", "overview", json!({}));
    assert!(from_window.unwrap_err().to_string().contains("not allowed"));
    let from_address = call_from(&another, "https://example.org", "overview", json!({}));
    assert!(from_address.unwrap_err().to_string().contains("not allowed"));
}
