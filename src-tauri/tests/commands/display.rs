//! The program itself, started where no window can open.
#![cfg(target_os = "linux")]

use std::process::Command;

#[test]
fn without_a_display_the_program_says_so_in_one_sentence() {
    let home = tempfile::tempdir().unwrap();
    for display in [None, Some(":no-such-display")] {
        let mut program = Command::new(env!("CARGO_BIN_EXE_yuebao-desktop"));
        for name in ["DISPLAY", "WAYLAND_DISPLAY"] {
            program.env_remove(name);
        }
        program.env("XDG_RUNTIME_DIR", home.path()).envs(display.map(|display| ("DISPLAY", display)));
        let output = program.arg("--data").arg(home.path().join("data")).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{told}");
        assert!(told.starts_with("这里没有图形界面") && told.trim_end().ends_with('。'), "{told}");
        assert_eq!(told.matches(['。', '\n']).count(), 2, "{told}");
        assert!(!home.path().join("data").exists(), "nothing was begun");
    }
}
