//! The bulletin as Word and PDF.
//!
//! openxml-audit, LibreOffice and poppler are needed; `cargo xtask test` installs them.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::district::march;
use crate::harness::validator::findings;
use crate::harness::{Office, Ran};

/// The bulletin of March in an empty folder of its own: the Word file and the PDF.
fn written(clerk: &Office, name: &str) -> (PathBuf, [PathBuf; 2]) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("bulletin").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    let mut command = clerk.command(["collate", "bulletin", "2022-03", "--to", folder.to_str().unwrap()]);
    Ran::from(command.env("YUEBAO_NOW", "2022-04-03T09:00:00+08:00").output().unwrap()).done();
    let file = |extension: &str| folder.join(format!("万州区城市管理局_2022年03月_附件2_通报.{extension}"));
    let files = [file("docx"), file("pdf")];
    (folder, files)
}

fn run(program: &str, arguments: &[&dyn AsRef<std::ffi::OsStr>]) -> String {
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/workbook/fonts.conf");
    let output = Command::new(program)
        .env("FONTCONFIG_FILE", fonts)
        .args(arguments.iter().map(AsRef::as_ref))
        .output()
        .unwrap_or_else(|error| panic!("{program} is needed: {error}"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The texts of a PDF's pages without spaces and line breaks.
fn pages(pdf: &Path) -> Vec<String> {
    let text = run("pdftotext", &[&pdf, &"-"]);
    text.split_terminator('\u{c}').map(|page| page.split_whitespace().collect()).collect()
}

#[test]
fn word_and_pdf_say_the_same_on_as_many_pages() {
    let (folder, [word, pdf]) = written(&march(), "both");
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let printed = folder.join("printed");
    run("soffice", &[&profile, &"--headless", &"--convert-to", &"pdf", &"--outdir", &printed, &word]);
    let printed = pages(&printed.join(pdf.file_name().unwrap()));
    let paper = pages(&pdf);
    assert_eq!(paper.len(), printed.len());
    for (what, text) in [("paper", paper.concat()), ("word", printed.concat())] {
        let mut rest = text.as_str();
        for words in [
            "关于“全民动手共同缔造山城美丽家园”",
            "2022年3月报送情况的通报",
            "各有关单位：",
            "一、总体情况",
            "截至2022年4月3日已到期。应报单位6个，已报4个，其中按时3个、迟报1个；未报2个。",
            "二、报送情况",
            "（二）迟报的1个单位。高峰街道。",
            "（三）未报的2个单位。新乡镇、区教委。",
            "三、存在的问题",
            "累计数与上次累计加当月不符，1个单位：龙沙镇。",
            "四、工作要求",
            "2022年4月的报表请于2022年4月28日前报送。",
            "2022年4月3日",
            "附表1",
            "龙沙镇",
            "附表2",
            "百安坝街道",
            "附表3",
            "区教委",
        ] {
            rest =
                rest.split_once(words).unwrap_or_else(|| panic!("{what}: “{words}” is missing:\n{rest}")).1;
        }
    }
}

#[test]
fn before_the_month_is_due_nobody_is_published_as_missing_and_that_is_said() {
    let clerk = march();
    let ran = clerk.run(["collate", "bulletin", "2022-03", "--to", "."]);
    assert_eq!(ran.code, 0);
    assert!(ran.remark.contains("2022年3月28日前报送，还没有到期"), "{}", ran.remark);
    let text = pages(&clerk.home().join("万州区城市管理局_2022年03月_附件2_通报.pdf")).concat();
    assert!(
        text.contains("（未到期，不算未报）") && text.contains("未到期的2个单位。新乡镇、区教委。"),
        "{text}"
    );
    assert!(!text.contains("未报的"), "{text}");
}

#[test]
fn the_last_paragraph_of_the_word_file_goes_over_to_the_next_page_with_the_signature() {
    let (_, [word, _]) = written(&march(), "kept");
    let mut parts = zip::ZipArchive::new(fs::File::open(word).unwrap()).unwrap();
    let mut text = String::new();
    parts.by_name("word/document.xml").unwrap().read_to_string(&mut text).unwrap();
    let paragraphs: Vec<&str> = text.split("</w:p>").collect();
    let last = paragraphs.iter().position(|one| one.contains("报表请于")).unwrap();
    let is_kept = |at: usize| {
        paragraphs[at].contains("<w:keepNext") && !paragraphs[at].contains("<w:keepNext w:val=\"false\"")
    };
    assert!(
        (last..last + 3).all(is_kept),
        "the paragraph, the line under it and the unit: {}",
        paragraphs[last..last + 4].concat()
    );
    assert!(!is_kept(last - 1) && !is_kept(last + 3));
}

#[test]
fn the_validator_has_nothing_to_say_of_the_word_file() {
    let (folder, _) = written(&march(), "validated");
    let (looked_at, told) = findings(&folder);
    assert_eq!(looked_at, 1);
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn a_month_of_which_nothing_came_in_is_told_too() {
    let clerk = Office::new();
    clerk.run(["collate", "init", "--office", "万州区城市管理局"]).done();
    let (_, [_, pdf]) = written(&clerk, "nothing");
    let text = pages(&pdf).concat();
    assert!(text.contains("应报单位52个，已报0个，其中按时0个、迟报0个；未报52个。"), "{text}");
    assert!(text.contains("还没有收到报表，没有审核。"), "{text}");
}
