//! The lists of commands agree, and nothing outside them can be called.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::shell::{Shell, call_from};

fn listed() -> BTreeSet<String> {
    let (_, list) = include_str!("../../src/commands/list.rs").split_once("$then! {").unwrap();
    let (list, _) = list.split_once('}').unwrap();
    let paths = list.split(',').map(str::trim).filter(|path| !path.is_empty());
    paths.filter_map(|path| path.rsplit("::").next()).map(str::to_owned).collect()
}

fn called() -> BTreeSet<String> {
    let page = concat!(
        include_str!("../../../ui/backend.js"),
        include_str!("../../../ui/backend-collation.js"),
        include_str!("../../../ui/backend-notice-draft.js")
    );
    let calls = ["call(\"", "callBeside(\"", "callWith(\"", "invoke(\""]
        .into_iter()
        .flat_map(|call| page.split(call).skip(1));
    let names = calls.filter_map(|rest| rest.split('"').next()).filter(|name| !name.starts_with("plugin:"));
    names.map(str::to_owned).collect()
}

#[test]
fn the_page_calls_what_is_listed_and_all_of_it() {
    assert!(listed().len() > 20);
    assert_eq!(listed(), called(), "src/commands/list.rs and ui/backend*.js");
}

#[test]
fn the_page_is_given_nothing_of_tauri_but_listening() {
    let capability: Value = serde_json::from_str(include_str!("../../capabilities/main.json")).unwrap();
    assert_eq!(capability["permissions"], json!(["core:event:allow-listen", "page"]));
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
    let from_address = call_from(&shell.page, "https://example.org", "overview", json!({}));
    assert!(from_address.unwrap_err().to_string().contains("not allowed"));
}
