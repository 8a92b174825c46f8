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
    "preview",
    "export_pdf",
    "print",
    "project_form",
    "project_sheet",
    "type_project",
    "save_project",
    "forget_project",
    "remove_project",
    "move_project",
    "sort_projects",
    "set_project_done",
    "paste_projects",
    "send_projects",
    "plan_import",
    "import_projects",
    "projects_beside_month",
    "set_projects_beside_month",
    "export_projects",
    "export_projects_pdf",
    "print_projects",
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
