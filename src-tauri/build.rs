//! Lists the commands of the window, so that each must be allowed by name in `capabilities/main.json`.

/// Every command there is; `src/commands.rs` defines them, and a test compares the two.
const COMMANDS: &[&str] = &[
    "form",
    "overview",
    "begin",
    "set_unit",
    "sheet",
    "trace",
    "type_text",
    "save_typed",
    "forget_typed",
    "paste",
    "fill_zero",
    "set_no_data",
    "set_filled_on",
    "opening",
    "set_opening",
    "undo",
    "redo",
    "export",
    "kept",
    "kept_beside_damaged",
    "back_up",
    "choose_backup_folder",
    "forget_backup_folder",
    "choose_backup",
    "preview_backup",
    "restore",
    "look",
    "end_looking",
    "pack",
    "choose_handover",
    "open_handover",
    "replace_by_handover",
    "look_at_handover",
    "doctor",
    "reveal_export",
    "reveal_folder",
    "ready",
    "quit",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))?;
    Ok(())
}
