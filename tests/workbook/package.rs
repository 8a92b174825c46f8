//! What a reader finds besides the cells: properties, page setup, and the same bytes every time.

use std::io::{Cursor, Read as _};

use yuebao::output::{OutputError, digest, workbook};
use yuebao::report::Sheet;
use yuebao::unit::UnitKind;
use zip::ZipArchive;

use super::ledgers::{empty, form, ledger, march, township};

fn part(sheet: &Sheet, name: &str) -> String {
    part_of(workbook(form(), sheet).unwrap(), name)
}

pub(crate) fn part_of(book: Vec<u8>, name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(book)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn the_file_is_known_by_what_is_in_it() {
    let mut sheet = township();
    sheet.unit.name = "=甲 & 乙".into();
    let custom = part(&sheet, "docProps/custom.xml");
    for (name, value) in [
        ("Form", "annex2"),
        ("Unit", "=甲 &amp; 乙"),
        ("Month", "2022-03"),
        ("State", "草稿"),
        ("Revision", "0"),
        ("Digest", &digest(form(), &sheet)),
    ] {
        let (_, after) = custom.split_once(&format!("name=\"{name}\"")).unwrap();
        assert!(after.starts_with(&format!("><vt:lpwstr>{value}</vt:lpwstr>")), "{name}: {after}");
    }
    let core = part(&sheet, "docProps/core.xml");
    for text in [
        "<dc:title>“全民动手共同缔造山城美丽家园”主题活动月度情况统计表</dc:title>",
        "<dc:subject>2022年3月</dc:subject>",
        "<dc:creator>张三</dc:creator>",
        ">2022-03-28T00:00:00Z</dcterms:created>",
        ">2022-03-28T00:00:00Z</dcterms:modified>",
    ] {
        assert!(core.contains(text), "{text} is not in {core}");
    }
    assert!(part(&sheet, "docProps/app.xml").contains("<Company>=甲 &amp; 乙</Company>"));
}

#[test]
fn the_same_month_gives_the_same_bytes() {
    let first = workbook(form(), &township()).unwrap();
    // Longer than the two seconds a zip entry's time is counted in.
    std::thread::sleep(std::time::Duration::from_millis(2100));
    assert_eq!(workbook(form(), &township()).unwrap(), first);
    assert!(part(&empty(), "docProps/core.xml").contains("2022-03-28T"), "without a day, the day it is due");
}

#[test]
fn it_prints_on_one_upright_a4_page() {
    let page = part(&township(), "xl/worksheets/sheet1.xml");
    assert!(page.contains("<pageSetUpPr fitToPage=\"1\"/>"));
    assert!(page.contains("<pageSetup paperSize=\"9\" orientation=\"portrait\""), "no scale but fitting");
    assert!(page.contains("<printOptions horizontalCentered=\"1\"/>"));
    assert!(page.contains("state=\"frozen\""));
    let book = part(&township(), "xl/workbook.xml");
    assert!(book.contains("'2022年3月附件2'!$A$1:$G$25</definedName>"), "{book}");
    assert!(book.contains("'2022年3月附件2'!$6:$6</definedName>"), "{book}");
}

#[test]
fn numbers_have_the_forms_decimals_and_shrink_rather_than_fail() {
    let styles = part(&township(), "xl/styles.xml");
    // 1 and 2 are the built-in formats 0 and 0.00.
    for format in ["numFmtId=\"1\"", "numFmtId=\"2\""] {
        let (_, after) = styles.rsplit_once(format).unwrap();
        assert!(after.split("</xf>").next().unwrap().contains("shrinkToFit=\"1\""), "{format}");
    }
}

#[test]
fn a_text_of_the_form_that_looks_like_a_formula_stays_text() {
    let mut form = form().clone();
    form.title = "=1+1".into();
    let book = workbook(&form, &township()).unwrap();
    assert!(!part_of(book.clone(), "xl/worksheets/sheet1.xml").contains("<f>"));
    assert!(part_of(book.clone(), "xl/sharedStrings.xml").contains("<t>=1+1</t>"));
    assert!(part_of(book, "xl/styles.xml").contains("quotePrefix=\"1\""), "also when the cell is edited");
}

#[test]
fn what_cannot_be_read_is_refused_by_name() {
    let sheet = march(&ledger(UnitKind::from("street"), "高笋塘街道", &[("2022-03", "1a=5 4=9个 2a=12吨")]));
    let error = workbook(form(), &sheet).unwrap_err();
    assert!(matches!(&error, OutputError::Unreadable { figure, .. } if figure.to_string() == "2a"));
    assert_eq!(
        error.to_string(),
        "第 2 行“清除暴露垃圾”填的是“12吨”，不能当作数字，这样不能导出和打印，已填的内容都在。\
         只能填数字，例如 12.50；不要带单位或文字。请先改好这一格，再来一次"
    );
}

#[test]
fn drawing_is_quick() {
    let sheet = township();
    let start = std::time::Instant::now();
    for _ in 0..20 {
        workbook(form(), &sheet).unwrap();
    }
    let each = start.elapsed() / 20;
    println!("{each:?} for one workbook");
    assert!(each.as_millis() < 200, "{each:?}");
}
