//! A document as others read it: written to a file and looked at with poppler's programs.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use tempfile::TempDir;
use yuebao::output::document::{Document, Fonts, document};
use yuebao::output::write_file;
use yuebao::report::Sheet;

use super::ledgers::form;

/// Noto and nothing else, so that the fonts of whoever runs the tests change no picture.
pub(crate) fn fonts() -> &'static Fonts {
    static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
        let file = run("fc-match", &[&"--format=%{file}", &"Noto Serif CJK SC"]);
        Fonts::in_folder(Path::new(&file).parent().unwrap())
    });
    &FONTS
}

pub(crate) fn run(program: &str, arguments: &[&dyn AsRef<OsStr>]) -> String {
    let output = Command::new(program).args(arguments.iter().map(AsRef::as_ref)).output();
    let output = output.unwrap_or_else(|error| panic!("{program}: {error}"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    // poppler writes the author's rarest characters as halves of UTF-16.
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub(crate) fn laid_out(sheet: &Sheet) -> Document {
    document(form(), sheet, fonts()).unwrap()
}

/// A PDF in a folder of its own.
pub(crate) struct Paper {
    _folder: TempDir,
    pub(crate) path: PathBuf,
}

/// A word and where it stands, in points from the top left corner.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
}

impl Paper {
    pub(crate) fn of(sheet: &Sheet) -> Self {
        Self::new(&laid_out(sheet).pdf().unwrap())
    }

    pub(crate) fn new(bytes: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("month.pdf");
        write_file(&path, bytes).unwrap();
        Self { _folder: folder, path }
    }

    /// What a person who selects everything would copy.
    pub(crate) fn text(&self) -> String {
        run("pdftotext", &[&"-layout", &self.path, &"-"])
    }

    pub(crate) fn info(&self) -> String {
        run("pdfinfo", &[&self.path])
    }

    /// Every word on all pages.
    pub(crate) fn words(&self) -> Vec<Word> {
        self.pages().concat()
    }

    /// The words of each page.
    pub(crate) fn pages(&self) -> Vec<Vec<Word>> {
        let listed = run("pdftotext", &[&"-bbox", &self.path, &"-"]);
        let pages = listed.split("<page ").skip(1).map(|page| {
            let words = page.lines().filter_map(|line| line.trim().strip_prefix("<word "));
            words.map(Word::read).collect()
        });
        pages.collect()
    }
}

impl Word {
    /// `xMin="1" yMin="2" xMax="3" yMax="4">text</word>`
    fn read(line: &str) -> Self {
        let (place, text) = line.strip_suffix("</word>").unwrap().split_once('>').unwrap();
        let numbers: Vec<f64> =
            place.split('"').skip(1).step_by(2).map(|text| text.parse().unwrap()).collect();
        let [left, top, right, bottom] = numbers.try_into().unwrap();
        Self { text: text.replace("&amp;", "&"), left, top, right, bottom }
    }
}
