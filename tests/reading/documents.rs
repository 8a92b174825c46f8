//! What stands in a table of a Word file: its cells in their columns, and of each what is seen in it.

use yuebao::reading::{Area, Formula, Kind, Marking, Sheet, read};

use super::files::{cell, document, paragraph, word_table};
use super::tables::{listed, only_sheet};

/// The only cell of a table, with these elements in it.
fn of_cell(inner: &str) -> (String, Marking) {
    let sheet = only_sheet(&document(&format!(
        "<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr><w:tr>{}</w:tr></w:tbl>",
        cell("", "末行")
    )));
    let cell = sheet.cell(0, 0).cloned().unwrap_or_default();
    (cell.value.text(), cell.marking)
}

fn run(properties: &str, text: &str) -> String {
    format!(r#"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>"#)
}

fn text_of(runs: &str) -> String {
    of_cell(&format!("<w:p>{runs}</w:p>")).0
}

/// The merged cells that a cell is part of, by their corners.
fn merged(sheet: &Sheet, row: u32, column: u32) -> Option<[(u32, u32); 2]> {
    sheet.merged_at(row, column).map(|Area { first, last }| [first, last])
}

fn rows(rows: &[&[String]]) -> Sheet {
    let rows: Vec<String> = rows.iter().map(|cells| format!("<w:tr>{}</w:tr>", cells.concat())).collect();
    only_sheet(&document(&format!("<w:tbl>{}</w:tbl>", rows.concat())))
}

#[test]
fn rows_of_five_and_of_seven_cells_stand_in_the_same_columns() {
    let two = r#"<w:gridSpan w:val="2"/>"#;
    let sheet = rows(&[
        &[
            cell("", "整治项目"),
            cell("", "序号"),
            cell("", "整治内容"),
            cell(two, "当月数量"),
            cell(two, "累计数量"),
        ],
        &["一", "1", "甲", "120", "15", "200", "20"].map(|text| cell("", text)),
        &[cell("", ""), cell("", "4"), cell("", "乙"), cell(two, "7"), cell(two, "9")],
    ]);
    let expected = "0,0=整治项目 0,1=序号 0,2=整治内容 0,3=当月数量 0,5=累计数量 \
        1,0=一 1,1=1 1,2=甲 1,3=120 1,4=15 1,5=200 1,6=20 2,1=4 2,2=乙 2,3=7 2,5=9";
    assert_eq!(listed(&sheet).join(" "), expected);
    assert_eq!(merged(&sheet, 0, 6), Some([(0, 5), (0, 6)]));
    assert_eq!((merged(&sheet, 2, 4), merged(&sheet, 1, 4)), (Some([(2, 3), (2, 4)]), None));
}

#[test]
fn cells_are_merged_downwards_as_far_as_they_go_on() {
    let (starts, goes_on) = (r#"<w:vMerge w:val="restart"/>"#, "<w:vMerge/>");
    let wide = format!(r#"<w:gridSpan w:val="2"/>{goes_on}"#);
    let sheet = rows(&[
        &[cell(starts, "一"), cell("", "1"), cell("", "x")],
        &[cell(goes_on, "看不见"), cell("", "2"), cell("", "x")],
        &[cell(r#"<w:vMerge w:val="continue"/>"#, ""), cell("", "3"), cell("", "x")],
        &[cell(starts, "二"), cell("", "4"), cell(goes_on, "没有开头")],
        &[cell(&wide, "另一种宽度"), cell("", "5")],
    ]);
    assert_eq!(merged(&sheet, 2, 0), Some([(0, 0), (2, 0)]));
    assert_eq!((sheet.value(1, 0).text(), sheet.value(3, 0).text()), (String::new(), "二".to_owned()));
    assert_eq!((sheet.value(3, 2).text(), merged(&sheet, 3, 2)), ("没有开头".to_owned(), None));
    assert_eq!(
        (sheet.value(4, 0).text(), merged(&sheet, 4, 0)),
        ("另一种宽度".to_owned(), Some([(4, 0), (4, 1)]))
    );
}

#[test]
fn rows_may_begin_later_be_hidden_or_be_deleted() {
    let row = |properties: &str, text: &str| {
        format!("<w:tr><w:trPr>{properties}</w:trPr>{}{}</w:tr>", cell("", text), cell("", "x"))
    };
    let sheet = only_sheet(&document(&format!(
        "<w:tbl>{}{}{}{}</w:tbl>",
        row(r#"<w:gridBefore w:val="2"/>"#, "晚"),
        row("<w:hidden/>", "藏"),
        row(r#"<w:del w:id="1" w:author="a"/>"#, "删"),
        row(r#"<w:ins w:id="1" w:author="a"/><w:hidden w:val="0"/>"#, "加"),
    )));
    assert_eq!(listed(&sheet), ["0,2=晚", "0,3=x", "1,0=藏", "1,1=x", "2,0=加", "2,1=x"]);
    assert_eq!([0, 1, 2].map(|row| sheet.is_row_hidden(row)), [false, true, false]);
    let old = r#"<w:hMerge w:val="restart"/>"#;
    let sheet =
        rows(&[&[cell(old, "宽"), cell("<w:hMerge/>", ""), cell("", "3")], &[cell("", "1"), cell("", "2")]]);
    assert_eq!((merged(&sheet, 0, 1), sheet.value(0, 2).text()), (Some([(0, 0), (0, 1)]), "3".to_owned()));
}

#[test]
fn the_text_of_a_cell_is_what_is_seen_in_it() {
    for (runs, text) in [
        (run("", "12") + &run("<w:b/>", ".5") + &run("", " 吨"), "12.5 吨"),
        (format!(r#"{}<w:del w:id="1"><w:r><w:delText>100</w:delText></w:r></w:del><w:ins w:id="2">{}</w:ins>"#, run("", ""), run("", "120")), "120"),
        (format!("<w:moveFrom>{}</w:moveFrom><w:moveTo>{}</w:moveTo>", run("", "1"), run("", "2")), "2"),
        (run("", "1") + "<w:r><w:tab/><w:t>2</w:t><w:br/><w:t>3</w:t><w:noBreakHyphen/><w:t>4</w:t></w:r>", "1 2\n3-4"),
        ("<w:r><w:t>  12 </w:t></w:r><w:r><w:t>\n3</w:t></w:r>".to_owned(), "123"),
        (run("<w:vanish/>", "9") + &run(r#"<w:vanish w:val="false"/>"#, "12"), "12"),
        (format!("<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>", run("", "7")), "7"),
        (format!("<w:hyperlink><w:smartTag><w:customXml>{}</w:customXml></w:smartTag></w:hyperlink>", run("", "8")), "8"),
        (run("", "&lt;&#49;&amp;2&gt;"), "<1&2>"),
        (run("", "3") + "<w:r><w:drawing><a:t>9</a:t></w:drawing><w:pict><w:p><w:r><w:t>8</w:t></w:r></w:p></w:pict></w:r>", "3"),
        (run("", "3") + r#"<w:r><w:footnoteReference w:id="2"/></w:r>"#, "3"),
        (format!("<w:r><mc:AlternateContent><mc:Choice><w:t>5</w:t></mc:Choice><mc:Fallback><w:t>6</w:t></mc:Fallback></mc:AlternateContent></w:r>{}", run("", "吨")), "5吨"),
        ("<w:r><w:ruby><w:rt><w:r><w:t>nian</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>年</w:t></w:r></w:rubyBase></w:ruby></w:r>".to_owned(), "年"),
        (run("<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>", "4"), "4"),
    ] {
        assert_eq!(text_of(&runs), text, "{runs}");
    }
    let several = format!("{}<w:p/>{}", paragraph("12人次"), paragraph("3个"));
    assert_eq!(of_cell(&several).0, "12人次\n\n3个");
    let nested = format!("{}{}{}", paragraph("外"), word_table(&["1|2", "3"]), paragraph("后"));
    assert_eq!(of_cell(&nested).0, "外\n1\n2\n3\n后");
}

#[test]
fn what_cannot_be_told_as_text_is_told_as_being_there() {
    for untold in [
        r#"<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>"#,
        "<m:oMath><m:r><m:t>12</m:t></m:r></m:oMath>",
    ] {
        assert_eq!(text_of(&(untold.to_owned() + &run("", "12"))), "\u{FFFD}12");
    }
}

#[test]
fn fields_tell_their_result() {
    let field = |instruction: &str, result: &str| {
        format!(
            r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>"#
        )
    };
    assert_eq!(text_of(&(field("PAGE", &run("", "7")) + &run("", "页"))), "7页");
    let inner = field("IF", &field("DATE", &run("", "2022")));
    assert_eq!(text_of(&inner), "2022");
    assert_eq!(text_of(&format!(r#"<w:fldSimple w:instr="DATE">{}</w:fldSimple>"#, run("", "28"))), "28");
    let sum = format!("<w:p>{}</w:p>", field(" =SUM(ABOVE) ", &run("", "320")));
    // The first cell begins a field and does not end it.
    let endless = r#"<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>1</w:t></w:r></w:p>"#;
    let sheet = only_sheet(&document(&format!(
        "<w:tbl><w:tr><w:tc>{endless}</w:tc><w:tc>{sum}</w:tc></w:tr><w:tr>{}</w:tr></w:tbl>",
        cell("", "2")
    )));
    assert_eq!(listed(&sheet), ["0,1=320", "1,0=2"]);
    assert_eq!(sheet.cell(0, 1).unwrap().formula, Some(Formula::Computed));
    assert_eq!(sheet.cell(1, 0).unwrap().formula, None);
}

#[test]
fn what_is_crossed_out_or_raised_is_told() {
    let raised = r#"<w:vertAlign w:val="superscript"/>"#;
    let lowered = r#"<w:vertAlign w:val="subscript"/>"#;
    for (runs, text, marking) in [
        (run("<w:strike/>", "100") + &run("", "120"), "100120", Marking::StruckInPart),
        (run("<w:dstrike/>", "100") + &run("<w:strike/>", "12"), "10012", Marking::Struck),
        (run(r#"<w:strike w:val="0"/><w:dstrike w:val="off"/>"#, "100"), "100", Marking::Plain),
        (run("<w:strike/>", "100") + &run("", "  "), "100", Marking::Struck),
        (run("", "120") + &run(raised, "1"), "1201", Marking::RaisedInPart),
        (run("", "120") + &run(lowered, "1"), "1201", Marking::RaisedInPart),
        (run("", "120") + &run(r#"<w:position w:val="6"/>"#, "1"), "1201", Marking::RaisedInPart),
        (
            run("", "120") + &run(r#"<w:vertAlign w:val="baseline"/><w:position w:val="0"/>"#, "1"),
            "1201",
            Marking::Plain,
        ),
        (run(raised, "120"), "120", Marking::Plain),
        (run("", "300m") + &run(raised, "2"), "300m²", Marking::Plain),
        (run("", "300 立方米") + &run(raised, "3"), "300 立方米³", Marking::Plain),
        (run("", "300m") + &run(lowered, "2"), "300m2", Marking::RaisedInPart),
        (run("", "300m") + &run(raised, "23"), "300m23", Marking::RaisedInPart),
        (run("", "30") + &run(raised, "2"), "302", Marking::RaisedInPart),
        (run("<w:strike/>", "300m") + &run(&format!("{raised}<w:strike/>"), "2"), "300m²", Marking::Struck),
    ] {
        assert_eq!(of_cell(&format!("<w:p>{runs}</w:p>")), (text.to_owned(), marking), "{runs}");
    }
}

#[test]
fn a_document_that_a_library_writes_is_read() {
    use docx_rs::{Docx, Paragraph, Run, Table, TableCell, TableRow, VMergeType};
    let cell =
        |text: &str| TableCell::new().add_paragraph(Paragraph::new().add_run(Run::new().add_text(text)));
    let table = Table::new(vec![
        TableRow::new(vec![cell("项目").vertical_merge(VMergeType::Restart), cell("当月数量").grid_span(2)]),
        TableRow::new(vec![cell("").vertical_merge(VMergeType::Continue), cell("120"), cell("15")]),
    ]);
    let title = Paragraph::new().add_run(Run::new().add_text("2022年3月统计表").add_tab().add_text("龙沙镇"));
    let mut bytes = std::io::Cursor::new(Vec::new());
    Docx::new().add_paragraph(title).add_table(table).build().pack(&mut bytes).unwrap();
    let book = read(bytes.get_ref()).unwrap();
    assert_eq!(book.kind, Kind::Document);
    let [sheet] = book.sheets.as_slice() else { panic!("{:?}", book.sheets) };
    assert_eq!(
        listed(sheet),
        ["0,0=2022年3月统计表 龙沙镇", "1,0=项目", "1,1=当月数量", "2,1=120", "2,2=15"]
    );
    assert_eq!((merged(sheet, 2, 0), merged(sheet, 1, 2)), (Some([(1, 0), (2, 0)]), Some([(1, 1), (1, 2)])));
}

#[test]
fn the_rows_of_a_table_are_told_from_the_lines_around_it() {
    let body = [
        paragraph("附件1"),
        paragraph("月报表"),
        word_table(&["项目|数量", "甲|"]),
        paragraph("说明：1.甲。"),
    ];
    let sheet = only_sheet(&document(&body.concat()));
    assert_eq!((sheet.table.clone(), sheet.landscape), (Some(2..4), false));
    assert_eq!(sheet.seen().table, Some(2..4));
    let on_its_side = r#"<w:sectPr><w:pgSz w:orient="landscape"/></w:sectPr>"#;
    assert!(only_sheet(&document(&(body.concat() + on_its_side))).landscape);
    // A section says at its end how its pages lie.
    let upright = format!("{}<w:p><w:pPr><w:sectPr><w:pgSz/></w:sectPr></w:pPr></w:p>", body.concat());
    let sheets = read(&document(&(upright + &body.concat() + on_its_side))).unwrap().sheets;
    assert_eq!(sheets.iter().map(|sheet| sheet.landscape).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn how_far_a_text_is_moved_in_is_kept_beside_it() {
    let of = |properties: &str, text: &str| {
        let paragraph = format!("<w:p><w:pPr>{properties}</w:pPr>{}</w:p>", run("", text));
        let body =
            format!("<w:tbl><w:tr><w:tc>{paragraph}</w:tc></w:tr><w:tr>{}</w:tr></w:tbl>", cell("", "末"));
        only_sheet(&document(&body)).cell(0, 0).unwrap().clone()
    };
    for (properties, text, expected) in [
        ("", "其中", 0),
        ("", "　　其中", 4),
        (r#"<w:ind w:left="420"/>"#, "其中", 4),
        (r#"<w:ind w:left="420" w:hanging="420"/>"#, "其中", 0),
        (r#"<w:ind w:firstLineChars="200" w:firstLine="420"/>"#, " 其中", 5),
        (r#"<w:ind w:left="99999999999"/>"#, "其中", 0),
    ] {
        let cell = of(properties, text);
        assert_eq!((cell.value.text().as_str(), cell.indent), ("其中", expected), "{properties} {text}");
    }
}
