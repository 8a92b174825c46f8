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
    "reveal_export",
    "reveal_folder",
    "finalize",
    "reopen",
    "mark_sent",
    "correct",
    "adjust",
    "explain",
    "differences",
    "revision",
    "revisions",
    "matrix",
    "history",
    "export_revision",
    "export_matrix",
    "export_history",
    "ready",
    "quit",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))?;
    Ok(())
}
