//! Which lines of a Word file stand with which table, how its package may look, and which ones are refused.

use proptest::prelude::*;
use yuebao::reading::{ReadingError, Sheet, read};

use super::files::{PAGE, document, document_part, paragraph, relations, word_table, zipped};
use super::tables::{listed, only_sheet};

const FORM: &[&str] = &["序号|数量", "4|7"];

/// The name of each sheet and the first cell of each row.
fn told(bytes: &[u8]) -> Vec<(String, String)> {
    let first = |sheet: &Sheet| {
        let texts: Vec<String> = sheet.rows().map(|(_, cells)| cells[0].1.text()).collect();
        texts.join("|")
    };
    let book = read(bytes).unwrap();
    book.sheets.iter().map(|sheet| (sheet.name.clone(), first(sheet))).collect()
}

#[track_caller]
fn assert_told(body: &str, expected: &[(&str, &str)]) {
    let told = told(&document(body));
    let told: Vec<(&str, &str)> = told.iter().map(|(name, rows)| (name.as_str(), rows.as_str())).collect();
    assert_eq!(told, expected);
}

#[test]
fn the_title_stands_above_a_table_and_the_note_below_it() {
    let body = format!(
        "{}<w:p/>{}{}{}",
        paragraph("2022年3月统计表"),
        paragraph("填报单位：龙沙镇"),
        word_table(FORM),
        paragraph("说明：1.保留两位。")
    );
    assert_told(&body, &[("", "2022年3月统计表|填报单位：龙沙镇|序号|4|说明：1.保留两位。")]);
}

#[test]
fn of_two_tables_each_has_its_own_title_and_note() {
    let [title, note, item, other] =
        ["附件2", "说明：1.重量保留两位。", "2.各镇乡街道不填10-12项。", "附件3 2022年3月"].map(paragraph);
    let (form, list) = (word_table(FORM), word_table(&["实施主体|规模", "甲|乙"]));
    let expected = [
        ("表1", "附件2|序号|4|说明：1.重量保留两位。|2.各镇乡街道不填10-12项。"),
        ("表2", "附件3 2022年3月|实施主体|甲"),
    ];
    assert_told(&format!("{title}{form}{note}{item}{other}{list}"), &expected);
    assert_told(&format!("{title}{form}{note}{item}{PAGE}{other}{list}"), &expected);
    let late = paragraph("2022年4月统计表");
    assert_told(
        &format!("{title}{form}{note}{late}{list}"),
        &[("表1", "附件2|序号|4|说明：1.重量保留两位。"), ("表2", "2022年4月统计表|实施主体|甲")],
    );
    assert_told(
        &format!("{title}{form}{other}{list}{note}"),
        &[("表1", "附件2|序号|4"), ("表2", "附件3 2022年3月|实施主体|甲|说明：1.重量保留两位。")],
    );
    let named = paragraph("说明书 2022年4月");
    assert_told(
        &format!("{title}{form}{named}{list}"),
        &[("表1", "附件2|序号|4"), ("表2", "说明书 2022年4月|实施主体|甲")],
    );
    let signed = paragraph("审核：李四");
    assert_told(
        &format!("{title}{form}{signed}{PAGE}{other}{list}"),
        &[("表1", "附件2|序号|4|审核：李四"), ("表2", "附件3 2022年3月|实施主体|甲")],
    );
}

#[test]
fn the_pages_before_and_after_a_table_are_no_part_of_it() {
    let [notice, title, note, letter] = ["2022年1月10日通知", "附件2", "说明：略", "另一页"].map(paragraph);
    let form = word_table(FORM);
    let expected = [("", "附件2|序号|4|说明：略"), ("正文", "2022年1月10日通知|另一页")];
    assert_told(&format!("{notice}{PAGE}{title}{form}{note}{PAGE}{letter}"), &expected);
    let before =
        |text: &str| format!("<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>");
    assert_told(&format!("{notice}{}{form}{note}{}", before("附件2"), before("另一页")), &expected);
    // Where nothing begins a page, what is far above is no title.
    let long = paragraph("第一条").repeat(100);
    let told = told(&document(&format!("{long}{title}{form}")));
    assert_eq!(told[0].1.split('|').count(), 32, "{told:?}");
    assert_eq!((told[1].0.as_str(), told[1].1.split('|').count()), ("正文", 71));
    // A title within the table is its own, and the page before is not looked at.
    let titled = word_table(&["附件2|", "序号|数量"]);
    assert_told(&format!("{notice}{PAGE}{titled}"), &[("", "附件2|序号"), ("正文", "2022年1月10日通知")]);
    // The table begins a page, and its title was left on the one before.
    assert_told(
        &format!("{notice}{PAGE}{title}{PAGE}{form}"),
        &[("", "附件2|序号|4"), ("正文", "2022年1月10日通知")],
    );
}

#[test]
fn a_section_begins_a_page_unless_it_goes_on() {
    let body = |next: &str| {
        format!(
            r#"<w:p><w:pPr><w:sectPr><w:type w:val="continuous"/></w:sectPr></w:pPr><w:r><w:t>通知</w:t></w:r></w:p>{}{}<w:sectPr>{next}</w:sectPr>"#,
            paragraph("附件2"),
            word_table(FORM)
        )
    };
    let cut = [("", "附件2|序号|4"), ("正文", "通知")];
    assert_told(&body(""), &cut);
    assert_told(&body(r#"<w:type w:val="oddPage"/>"#), &cut);
    assert_told(&body(r#"<w:type w:val="continuous"/>"#), &[("", "通知|附件2|序号|4")]);
}

#[test]
fn a_frame_of_one_row_is_a_line_and_a_blank_table_is_none() {
    let frame = word_table(&["填报单位：|龙沙镇"]);
    let (form, blank) = (word_table(FORM), word_table(&["|", "|"]));
    assert_told(&format!("{frame}<w:p/>{form}{blank}{frame}"), &[("", "填报单位：|序号|4|填报单位：")]);
    assert_told(&frame, &[("", "填报单位：")]);
    let sheet = only_sheet(&document(&format!("{frame}{form}")));
    assert_eq!(listed(&sheet)[..2], ["0,0=填报单位：", "0,1=龙沙镇"]);
}

#[test]
fn a_border_dragged_by_a_hair_moves_no_cell() {
    let cells = |spans: [u32; 3], texts: [&str; 3]| {
        let cells = spans
            .iter()
            .zip(texts)
            .map(|(span, text)| super::files::cell(&format!(r#"<w:gridSpan w:val="{span}"/>"#), text));
        format!("<w:tr>{}</w:tr>", cells.collect::<String>())
    };
    let grid = [1000, 2000, 40, 1960].map(|width| format!(r#"<w:gridCol w:w="{width}"/>"#)).concat();
    let rows = cells([1, 1, 2], ["序号", "内容", "数量"]) + &cells([1, 2, 1], ["4", "甲", "7"]);
    let sheet = only_sheet(&document(&format!("<w:tbl><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>")));
    assert_eq!(listed(&sheet), ["0,0=序号", "0,1=内容", "0,2=数量", "1,0=4", "1,1=甲", "1,2=7"]);
}

#[test]
fn looks_that_have_a_name_count_too() {
    let styles = r#"<w:styles xmlns:w="w"><w:style w:styleId="Old"><w:rPr><w:strike/></w:rPr></w:style>
        <w:style w:styleId="Older"><w:basedOn w:val="Old"/></w:style>
        <w:style w:styleId="Ring"><w:basedOn w:val="Ring"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>"#;
    let run =
        |properties: &str, text: &str| format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>");
    let runs = run(r#"<w:rStyle w:val="Older"/>"#, "100")
        + &run(r#"<w:rStyle w:val="Older"/><w:strike w:val="0"/>"#, "1")
        + &run(r#"<w:rStyle w:val="Ring"/>"#, "9")
        + &run(r#"<w:rStyle w:val="None"/>"#, "2");
    let form = format!("<w:tbl><w:tr><w:tc><w:p>{runs}</w:p></w:tc></w:tr></w:tbl>");
    let bytes = zipped(&[
        ("word/document.xml", document_part(&form).as_bytes()),
        ("word/_rels/document.xml.rels", relations(&[("rId1", "styles", "styles.xml")]).as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
    ]);
    let sheet = only_sheet(&bytes);
    assert_eq!(listed(&sheet), ["0,0=10012"]);
    assert_eq!(sheet.cell(0, 0).unwrap().marking, yuebao::reading::Marking::StruckInPart);
}

#[test]
fn a_package_may_be_written_in_many_ways() {
    let text = document_part(&word_table(FORM));
    let wide = |bytes: fn(u16) -> [u8; 2], mark: bool| -> Vec<u8> {
        let text = text.replace(r#"encoding="UTF-8""#, r#"encoding="UTF-16""#);
        let mark = mark.then_some('\u{FEFF}').into_iter().collect::<String>();
        (mark + &text).encode_utf16().flat_map(bytes).collect()
    };
    let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    let strict = text
        .replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        .replace("w:", "")
        .replace("xmlns", "xmlns:x")
        .replace("xmlns:x:w", "xmlns");
    let top = |target: &str| {
        relations(&[("rId1", "extended-properties", "docProps/app.xml"), ("rId2", "officeDocument", target)])
    };
    for (name, part, target) in [
        ("word/document.xml", text.as_bytes(), "word/document.xml"),
        ("word/document.xml", &marked, "/word/document.xml"),
        ("word\\document.xml", text.as_bytes(), "word\\document.xml"),
        ("Word/Document.xml", text.as_bytes(), "./word/document.xml"),
        ("word/document2.xml", text.as_bytes(), "word/document2.xml"),
        ("word/document.xml", &wide(u16::to_le_bytes, true), "word/document.xml"),
        ("word/document.xml", &wide(u16::to_be_bytes, true), "word/document.xml"),
        ("word/document.xml", &wide(u16::to_le_bytes, false), "word/document.xml"),
        ("word/document.xml", strict.as_bytes(), "word/document.xml"),
    ] {
        let relations = top(target);
        let rels = if name.contains('\\') { "_rels\\.rels" } else { "_rels/.rels" };
        let sheet = only_sheet(&zipped(&[(rels, relations.as_bytes()), (name, part)]));
        assert_eq!(listed(&sheet), ["0,0=序号", "0,1=数量", "1,0=4", "1,1=7"], "{name} {target}");
    }
}

#[track_caller]
fn refused(body: &str) -> ReadingError {
    read(&document(body)).unwrap_err()
}

#[test]
fn a_document_without_a_table_has_its_own_sentence() {
    for body in ["", &paragraph("总结"), &word_table(&["|", "|"])] {
        assert_eq!(refused(body), ReadingError::NoTable);
    }
    assert!(ReadingError::NoTable.to_string().contains("没有填了字的表格，什么都没有改动"));
    let text = zipped(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<a/>")]);
    assert_eq!(read(&text), Err(ReadingError::OtherDocument("odt")));
    assert_eq!(read(&zipped(&[("word/other.xml", b"<a/>")])), Err(ReadingError::Damaged));
}

#[test]
fn what_is_made_to_do_harm_is_refused_while_it_is_read() {
    let repeated = |inner: &str, times: usize| inner.repeat(times);
    assert_eq!(refused(&repeated("<w:tbl>", 200_000)), ReadingError::Damaged);
    let cells = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", repeated("<w:tc/>", 300_000));
    assert_eq!(refused(&cells), ReadingError::Damaged, "no table is so wide");
    let rows = format!("<w:tbl>{}</w:tbl>", repeated("<w:tr><w:tc/></w:tr>", 200_000));
    assert_eq!(refused(&rows), ReadingError::TooManyCells);
    assert_eq!(refused(&repeated(PAGE, 200_001)), ReadingError::TooManyCells);
    assert_eq!(refused(&repeated(&word_table(FORM), 201)), ReadingError::TooManyCells);
    let wide = word_table(FORM).replace("<w:tcPr>", r#"<w:tcPr><w:gridSpan w:val="4294967295"/>"#);
    assert_eq!(refused(&wide), ReadingError::Damaged);
    let unreadable = word_table(FORM).replace("<w:tcPr>", r#"<w:tcPr><w:gridSpan w:val="two"/>"#);
    assert_eq!(refused(&unreadable), ReadingError::Damaged);
    let merged = repeated(
        r#"<w:tr><w:tc><w:tcPr><w:gridSpan w:val="9000"/></w:tcPr><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr>"#,
        1000,
    );
    assert_eq!(refused(&format!("<w:tbl>{merged}</w:tbl>")), ReadingError::TooManyCells);
    let begun = r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r>"#;
    assert_eq!(refused(&format!("<w:p>{}</w:p>", repeated(begun, 100_000))), ReadingError::Damaged);
    assert_eq!(refused(&" ".repeat(40 << 20)), ReadingError::UnpacksTooLarge);
    assert_eq!(refused("<w:tbl><w:tr></w:tbl>"), ReadingError::Damaged);
    let text = document_part(&word_table(FORM));
    let cut = text.rsplit_once("</w:body>").unwrap().0;
    assert_eq!(read(&zipped(&[("word/document.xml", cut.as_bytes())])), Err(ReadingError::Damaged));
}

fn good() -> Vec<u8> {
    let text = document_part(&format!("{}{}", paragraph("附件2"), word_table(FORM)));
    // Stored as it is, so that a changed byte changes the text and not only a checksum.
    text.into_bytes()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn no_damage_to_a_document_ends_the_program(
        changes in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(&b"</w:tc>pr\" 9"[..])), 0..12),
    ) {
        let mut text = good();
        for (at, byte) in changes {
            *at.get_mut(&mut text) = byte;
        }
        let _refused_or_read = read(&zipped(&[("word/document.xml", &text)]));
    }
}
