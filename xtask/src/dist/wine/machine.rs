//! A separate Windows in wine, made again for each run.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use crate::dist::package::ID;
use crate::dist::screen::{Program, Screen};
use crate::{files, shell};

/// A separate Windows; see the module.
pub(super) struct Wine {
    pub(super) prefix: PathBuf,
}

impl Wine {
    pub(super) fn new(work: &Path) -> Result<Self, String> {
        let wine = Self { prefix: work.join("wine") };
        files::fresh_folder(&wine.prefix)?;
        shell::run(wine.command("wineboot").arg("--init").stderr(Stdio::null()))?;
        wine.wait()?;
        Ok(wine)
    }

    pub(super) fn variables(&self) -> Vec<(&'static str, OsString)> {
        vec![
            ("WINEPREFIX", self.prefix.clone().into()),
            ("WINEDEBUG", "-all".into()),
            // Neither .NET nor a browser is needed, and wine would ask for them.
            ("WINEDLLOVERRIDES", "mscoree=;mshtml=;winemenubuilder.exe=".into()),
            ("LC_ALL", "C.UTF-8".into()),
        ]
    }

    pub(super) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.envs(self.variables()).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
        command
    }

    pub(super) fn wait(&self) -> Result<(), String> {
        shell::run(self.command("wineserver").arg("--wait"))
    }

    /// Runs a program and returns its exit code, without waiting for other programs.
    pub(super) fn code_beside(&self, program: &Path, arguments: &[&str]) -> Result<i32, String> {
        let mut command = self.command("wine");
        command.arg(program).args(arguments).stdin(Stdio::null()).stderr(Stdio::null());
        let status = command.status().map_err(|error| format!("无法运行 wine：{error}"))?;
        Ok(status.code().unwrap_or(-1))
    }

    /// Runs a program and returns its exit code, after everything that it has started has ended.
    pub(super) fn code(&self, program: &Path, arguments: &[&str]) -> Result<i32, String> {
        let code = self.code_beside(program, arguments)?;
        self.wait()?;
        Ok(code)
    }

    /// Starts a program on a screen, with the one remaining font.
    pub(super) fn start(&self, screen: &Screen, work: &Path, program: &Path) -> Result<Program, String> {
        let mut start = self.command("wine");
        screen.start(start.arg(program).env("FONTCONFIG_FILE", work.join("fonts.conf")))
    }

    /// Opens a handover file on a screen with what is registered for it, as a double click on it does. Wine's own
    /// `start` does not look among the user's kinds.
    pub(super) fn open(&self, screen: &Screen, work: &Path, file: &Path) -> Result<Program, String> {
        let (_, opener) = self.opens_handovers().ok_or("交接文件没有登记用什么打开")?;
        let program = opener.split('"').nth(1).ok_or_else(|| format!("登记的命令没有程序：{opener}"))?;
        let mut start = self.command("wine");
        start.arg(program).arg(file);
        screen.start(start.env("FONTCONFIG_FILE", work.join("fonts.conf")))
    }

    /// Ends all running programs.
    pub(super) fn end(&self) {
        let _ended = self.command("wineserver").arg("--kill").status();
    }

    pub(super) fn drive(&self) -> PathBuf {
        self.prefix.join("drive_c")
    }

    /// The folder for the only user's application data.
    pub(super) fn local(&self) -> Result<PathBuf, String> {
        let users = self.drive().join("users");
        let names = files::names(&users)?;
        let user = names.iter().find(|name| *name != "Public").ok_or("wine 里没有用户")?;
        Ok(users.join(user).join("AppData/Local"))
    }

    /// A text in the registry, below the user's key; of a value without a name, that of the key itself.
    pub(super) fn registered(&self, key: &str, value: &str) -> Option<String> {
        // The printed output has question marks instead of Chinese; the exported file does not.
        let name = "asked.reg";
        let mut export = self.command("wine");
        export.current_dir(&self.prefix).stdout(Stdio::null()).stderr(Stdio::null());
        export.args(["reg", "export", &format!(r"HKCU\Software\{key}"), name, "/y"]);
        export.status().ok().filter(ExitStatus::success)?;
        let bytes = fs::read(self.prefix.join(name)).ok()?;
        let units = bytes.as_chunks().0.iter().map(|&pair| u16::from_le_bytes(pair));
        let text = String::from_utf16_lossy(&units.collect::<Vec<_>>());
        // The value of the key itself has no name.
        let start = if value.is_empty() { "@=\"".to_owned() } else { format!("\"{value}\"=\"") };
        let told = text.lines().find_map(|line| line.strip_prefix(&start)?.strip_suffix('"'))?;
        Some(told.replace(r"\\", r"\").replace("\\\"", "\""))
    }

    /// Where the program is installed, as Windows writes it.
    pub(super) fn installed(&self) -> Option<String> {
        self.registered(r"Microsoft\Windows\CurrentVersion\Uninstall\yuebao", "InstallLocation")
    }

    /// The kind of handover files, and what opens one.
    pub(super) fn opens_handovers(&self) -> Option<(String, String)> {
        let kind = self.registered(r"Classes\.yuebao", "")?;
        let opener = self.registered(&format!(r"Classes\{kind}\shell\open\command"), "")?;
        Some((kind, opener))
    }

    /// The name of the program in the list of installed programs.
    pub(super) fn listed(&self) -> Option<String> {
        self.registered(r"Microsoft\Windows\CurrentVersion\Uninstall\yuebao", "DisplayName")
    }

    /// The name that Windows writes above the program's notifications, and the picture next to it.
    pub(super) fn notifier(&self) -> Option<(String, String)> {
        let key = format!(r"Classes\AppUserModelId\{ID}");
        self.registered(&key, "DisplayName").zip(self.registered(&key, "IconUri"))
    }
}
