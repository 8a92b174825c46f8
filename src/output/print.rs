//! Printing: hands a PDF to the computer's printing system, and says in words what happened.
//!
//! A program is started with separate arguments, never through the text of a shell command. A file that was
//! only opened in a viewer is never reported as printed. The layout of a page is not this module's concern.

mod programs;

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use directories::ProjectDirs;
use serde::Serialize;
use thiserror::Error;

use crate::wording::quoted;

pub use programs::{Call, Programs, System};

use super::{OutputError, write_file};

/// A file for printing is deleted after this time; it has been read by then.
const KEPT_FOR: Duration = Duration::from_hours(1);

/// The environment variable that passes a path to a program which would otherwise read it as code.
const FILE_VARIABLE: &str = "YUEBAO_PRINT_FILE";

/// The result of printing a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "how", rename_all = "snake_case")]
pub enum Printed {
    /// The document is in a printer's queue.
    Queued { printer: String },
    /// The program for PDF files was asked to print it.
    Asked,
    /// The document was opened in a viewer, where the person can print it.
    Opened,
}

impl Printed {
    /// What happened, as a sentence for the officer.
    pub fn sentence(&self) -> String {
        match self {
            Self::Queued { printer } => format!("已送到打印机{}，请到打印机取纸", quoted(printer)),
            Self::Asked => "已交给本机的 PDF 程序打印；如果它弹出窗口，请在那里点“打印”".to_owned(),
            Self::Opened => {
                "本机没有可以直接用的打印机，已打开 PDF，还没有打印；请在打开的窗口里按 Ctrl+P 打印"
                    .to_owned()
            }
        }
    }
}

/// Why nothing was printed.
#[derive(Debug, Error)]
pub enum PrintError {
    /// The file for the printer could not be written.
    #[error(transparent)]
    File(#[from] OutputError),
    /// There is neither a printer nor a program for PDF files.
    #[error(
        "本机没有打印机，也没有能打开 PDF 的程序，没有打印，已填的内容都在。请先导出 PDF，再拷到能打印的电脑上打印"
    )]
    NothingPrints,
}

/// The operating systems, which print in different ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Platform {
    /// Prints with CUPS, or opens the desktop's viewer.
    Linux,
    /// Uses the shell's print verb, or opens the viewer.
    Windows,
    /// Opens Preview.
    Mac,
}

impl Platform {
    /// The system that the program was built for.
    pub const HERE: Self = if cfg!(windows) {
        Self::Windows
    } else if cfg!(target_os = "macos") {
        Self::Mac
    } else {
        Self::Linux
    };
}

/// The folder for files that are to be printed.
pub fn folder() -> PathBuf {
    let own = ProjectDirs::from("", "", "yuebao").map(|folders| folders.cache_dir().to_owned());
    own.unwrap_or_else(|| std::env::temp_dir().join("yuebao")).join("print")
}

/// Deletes files of earlier printing; what cannot be deleted now is deleted the next time.
pub fn clean(folder: &Path, now: SystemTime) {
    let old = |path: &Path| {
        let modified = fs::metadata(path).and_then(|file| file.modified()).ok();
        modified.and_then(|modified| now.duration_since(modified).ok()).is_some_and(|age| age > KEPT_FOR)
    };
    for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        if old(&path) {
            let _left_for_next_time = fs::remove_dir_all(&path);
        }
    }
}

/// Prints a PDF under that name, in the platform's way.
pub fn print(
    folder: &Path,
    (name, bytes): (&str, &[u8]),
    platform: Platform,
    programs: &dyn Programs,
) -> Result<Printed, PrintError> {
    let path = set_down(folder, name, bytes)?;
    let printed = match platform {
        Platform::Linux => queue(&path, name, programs),
        Platform::Windows => ask(&path, programs),
        Platform::Mac => None,
    };
    printed.or_else(|| open(&path, platform, programs)).ok_or(PrintError::NothingPrints)
}

/// Writes a file into a new folder: an earlier file with the same name may still be open in a viewer.
pub fn set_down(folder: &Path, name: &str, bytes: &[u8]) -> Result<PathBuf, OutputError> {
    let own =
        fs::create_dir_all(folder).and_then(|()| tempfile::Builder::new().prefix("").tempdir_in(folder));
    let own = own.map_err(|source| OutputError::Io { path: folder.to_owned(), source })?;
    let path = own.keep().join(name);
    write_file(&path, bytes)?;
    Ok(path)
}

fn queue(path: &Path, title: &str, programs: &dyn Programs) -> Option<Printed> {
    let answer = programs.finish(&Call::new("lpstat", ["-d"]).with("LC_ALL", "C"))?;
    let printer = answer.lines().find_map(|line| line.strip_prefix("system default destination: "))?.trim();
    let mut lp = Call::new("lp", ["-d", printer, "-o", "media=A4", "-t", title, "--"]);
    lp.arguments.push(path.into());
    programs.finish(&lp)?;
    Some(Printed::Queued { printer: printer.to_owned() })
}

fn ask(path: &Path, programs: &dyn Programs) -> Option<Printed> {
    const COMMAND: &str = "try { Start-Process -FilePath $env:YUEBAO_PRINT_FILE -Verb Print -ErrorAction Stop } catch { exit 1 }";
    let shell = Call::new(
        "powershell",
        ["-NoProfile", "-NonInteractive", "-WindowStyle", "Hidden", "-Command", COMMAND],
    );
    programs.finish(&shell.with(FILE_VARIABLE, path)).map(|_| Printed::Asked)
}

fn open(path: &Path, platform: Platform, programs: &dyn Programs) -> Option<Printed> {
    let (program, arguments): (_, &[&str]) = match platform {
        Platform::Linux => ("xdg-open", &[]),
        Platform::Windows => ("rundll32", &["url.dll,FileProtocolHandler"]),
        Platform::Mac => ("open", &["-a", "Preview"]),
    };
    let arguments = arguments.iter().map(OsString::from).chain([path.into()]).collect();
    programs.start(&Call { program, arguments, environment: None }).then_some(Printed::Opened)
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    /// A test computer on which only some programs work; it records what it was asked to run.
    struct Computer {
        works: &'static [(&'static str, &'static str)],
        asked: RefCell<Vec<String>>,
    }

    impl Computer {
        fn with(works: &'static [(&'static str, &'static str)]) -> Self {
            Self { works, asked: RefCell::default() }
        }

        fn prints(&self, platform: Platform) -> Result<Printed, PrintError> {
            let folder = tempfile::tempdir().unwrap();
            let printed = print(folder.path(), ("三月; rm.pdf", b"%PDF"), platform, self);
            for line in self.asked.borrow_mut().iter_mut() {
                *line = line.replace(&folder.path().display().to_string(), "");
            }
            printed
        }

        fn answer(&self, call: &Call) -> Option<String> {
            let arguments: Vec<_> =
                call.arguments.iter().map(|argument| argument.to_string_lossy()).collect();
            self.asked.borrow_mut().push(format!("{} {}", call.program, arguments.join(" ")));
            self.works
                .iter()
                .find(|(program, _)| *program == call.program)
                .map(|(_, answer)| (*answer).to_owned())
        }
    }

    impl Programs for Computer {
        fn finish(&self, call: &Call) -> Option<String> {
            self.answer(call)
        }

        fn start(&self, call: &Call) -> bool {
            self.answer(call).is_some()
        }
    }

    #[test]
    fn linux_with_a_default_printer_queues_there() {
        let computer = Computer::with(&[
            ("lpstat", "system default destination: 三楼\n"),
            ("lp", "request id is 三楼-7"),
        ]);
        let printed = computer.prints(Platform::Linux).unwrap();
        assert_eq!(printed, Printed::Queued { printer: "三楼".into() });
        assert_eq!(printed.sentence(), "已送到打印机“三楼”，请到打印机取纸");
        let asked = computer.asked.borrow();
        assert!(asked[1].starts_with("lp -d 三楼 -o media=A4 -t 三月; rm.pdf -- "), "{asked:?}");
        assert!(asked[1].ends_with("/三月; rm.pdf"), "{asked:?}");
    }

    #[test]
    fn linux_without_one_opens_the_viewer_and_does_not_say_printed() {
        for lpstat in
            [&[("lpstat", "no system default destination\n"), ("xdg-open", "")][..], &[("xdg-open", "")]]
        {
            let printed = Computer::with(lpstat).prints(Platform::Linux).unwrap();
            assert_eq!(printed, Printed::Opened);
            assert!(printed.sentence().contains("还没有打印"));
        }
    }

    #[test]
    fn a_printer_that_refuses_leaves_the_viewer() {
        let computer = Computer::with(&[("lpstat", "system default destination: A\n"), ("xdg-open", "")]);
        assert_eq!(computer.prints(Platform::Linux).unwrap(), Printed::Opened);
    }

    #[test]
    fn windows_asks_the_pdf_program_and_no_path_gets_into_the_command() {
        let computer = Computer::with(&[("powershell", "")]);
        assert_eq!(computer.prints(Platform::Windows).unwrap(), Printed::Asked);
        assert!(!computer.asked.borrow()[0].contains("三月"));
        let without_verb = Computer::with(&[("rundll32", "")]);
        assert_eq!(without_verb.prints(Platform::Windows).unwrap(), Printed::Opened);
    }

    #[test]
    fn a_mac_shows_it_in_preview() {
        let computer = Computer::with(&[("open", "")]);
        assert_eq!(computer.prints(Platform::Mac).unwrap(), Printed::Opened);
        assert!(computer.asked.borrow()[0].starts_with("open -a Preview /"));
    }

    #[test]
    fn where_nothing_prints_the_officer_is_told_what_to_do() {
        let refused = Computer::with(&[]).prints(Platform::Linux).unwrap_err();
        assert!(refused.to_string().contains("请先导出 PDF"), "{refused}");
    }

    #[test]
    fn what_was_printed_is_cleared_away_after_an_hour_and_nothing_sooner() {
        let folder = tempfile::tempdir().unwrap();
        let path = set_down(folder.path(), "三月.pdf", b"%PDF").unwrap();
        let again = set_down(folder.path(), "三月.pdf", b"%PDF").unwrap();
        assert_ne!(path, again, "an open file is not written over");
        let written = fs::metadata(&again).unwrap().modified().unwrap();
        clean(folder.path(), written + Duration::from_mins(59));
        assert!(path.exists() && again.exists());
        clean(folder.path(), written + Duration::from_mins(61));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
