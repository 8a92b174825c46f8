//! What the PDF says of itself, and what is refused.

use std::fs;

use yuebao::output::OutputError;
use yuebao::output::digest;
use yuebao::output::document::{DocumentError, Fonts, document, preview};
use yuebao::report::Sheet;
use yuebao::unit::UnitKind;

use super::ledgers::{empty, form, largest, ledger, long_name, march, township};
use super::paper::{Paper, fonts, laid_out, run};

#[test]
fn every_font_is_embedded_cut_to_what_is_used_and_searchable() {
    for sheet in [township(), largest(&long_name()), empty()] {
        let listed = run("pdffonts", &[&Paper::of(&sheet).path]);
        let fonts: Vec<&str> = listed.lines().skip(2).collect();
        assert!(!fonts.is_empty());
        for font in fonts {
            // emb, sub and uni, then the object's number and generation
            let columns: Vec<&str> = font.split_whitespace().rev().skip(2).take(3).collect();
            assert_eq!(columns, ["yes", "yes", "yes"], "{listed}");
        }
    }
}

#[test]
fn it_is_a_sound_pdf_a_2b() {
    let paper = Paper::of(&township());
    run("qpdf", &[&"--check", &paper.path]);
    let bytes = fs::read(&paper.path).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("<pdfaid:part>2</pdfaid:part>"));
    assert!(text.contains("<pdfaid:conformance>B</pdfaid:conformance>"));
}

#[test]
fn it_knows_its_form_unit_and_month() {
    let sheet = township();
    let info = Paper::of(&sheet).info();
    let digest = digest(form(), &sheet);
    for line in [
        "Title:           “全民动手共同缔造山城美丽家园”主题活动月度情况统计表",
        "Subject:         2022年3月",
        &format!("Keywords:        annex2, 2022-03, {digest}"),
        "Author:          龙沙镇人民政府",
        "Creator:         山城月报",
        "Pages:           1",
    ] {
        assert!(info.contains(line), "{line}\n{info}");
    }
    let date = info.lines().find(|line| line.starts_with("CreationDate:")).unwrap();
    assert!(date.contains("Mar 28") && date.contains("2022"), "the report's own date: {date}");
}

#[test]
fn the_same_month_is_the_same_file() {
    let bytes = |sheet: &Sheet| laid_out(sheet).pdf().unwrap();
    assert!(bytes(&township()) == bytes(&township()));
    assert!(bytes(&township()) != bytes(&empty()));
}

#[test]
fn it_stays_small() {
    let size = laid_out(&largest(&long_name())).pdf().unwrap().len();
    assert!(size < 300_000, "{size} bytes");
}

#[test]
fn a_character_without_a_font_is_named_with_the_font_to_install() {
    let mut sheet = township();
    // Of the private use area: no font has it.
    sheet.unit.person = "张\u{e4c6}".into();
    let refused = document(form(), &sheet, fonts()).err().unwrap();
    let OutputError::Document(DocumentError::MissingGlyph { character: '\u{e4c6}', .. }) = refused else {
        panic!("{refused}");
    };
    assert!(refused.to_string().contains("（U+E4C6）这个字本机的字体里没有"), "{refused}");
    let preview = preview(form(), &sheet, fonts()).unwrap();
    assert_eq!((preview.pages.len(), preview.refusal), (1, Some(refused.to_string())));
}

#[test]
fn rare_characters_that_have_a_font_are_printed() {
    let mut sheet = township();
    sheet.unit.name = "𬭊㙟乡人民政府".into();
    assert!(Paper::of(&sheet).text().contains("𬭊㙟乡人民政府"));
}

#[test]
fn without_any_chinese_font_one_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let refused = document(form(), &township(), &Fonts::in_folder(folder.path())).err().unwrap();
    assert!(matches!(refused, OutputError::Document(DocumentError::NoFont)), "{refused}");
}

#[test]
fn what_is_no_amount_is_shown_on_the_screen_and_never_printed() {
    let sheet =
        march(&ledger(UnitKind::from("street"), "高笋塘街道办事处", &[("2022-03", "18=三十多次还没有数完")]));
    let refused = document(form(), &sheet, fonts()).err().unwrap();
    assert!(matches!(refused, OutputError::Unreadable { .. }), "{refused}");
    let preview = preview(form(), &sheet, fonts()).unwrap();
    assert_eq!(preview.refusal, Some(refused.to_string()));
    assert!(preview.pages[0].contains("#b3261e"), "it stands there in red");
}

#[test]
fn the_preview_is_the_page_itself() {
    let preview = preview(form(), &township(), fonts()).unwrap();
    assert_eq!((preview.pages.len(), preview.refusal), (1, None));
    let page = &preview.pages[0];
    assert!(page.starts_with("<svg") && page.contains("viewBox=\"0 0 595.27"), "{}", &page[..200]);
    assert!(!page.contains("<text") && !page.contains("<script") && !page.contains("<foreignObject"));
}
