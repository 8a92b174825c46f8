//! The bulletin (通报) on paper.

use super::{About, Document, Fonts, Layout, Setting, lay_out};
use crate::notice::Form;
use crate::output::{BulletinContent, OutputError};

const LAYOUT: Layout =
    Layout { name: "bulletin.typ", source: include_str!("../../../assets/layouts/bulletin.typ") };

/// Draws the bulletin for PDF and paper.
pub fn bulletin_document(
    form: &Form,
    content: &BulletinContent,
    fonts: &Fonts,
) -> Result<Document, OutputError> {
    let keywords = vec![form.id.clone(), content.month.to_string()];
    let title = content.text.title_line();
    let about = About::new(&title, &content.office, &content.month.name(), keywords, content.day);
    let document = lay_out(LAYOUT, &Setting { about, draft: None, most_pages: None }, content, fonts)?;
    document.refuse_missing_glyphs()?;
    Ok(document)
}

#[cfg(test)]
mod tests {
    use typst::layout::{Frame, FrameItem};
    use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

    use super::*;
    use crate::collation::{Bulletin, BulletinLine, BulletinPart, BulletinTable, Standing};
    use crate::report::examples::{form, month};

    #[test]
    fn the_pages_can_be_read_out_as_pdf_ua_demands() {
        let line = BulletinLine {
            name: "龙沙镇".into(),
            timeliness: "迟报",
            received_on: Some("2022-04-02".parse().unwrap()),
            standing: Standing::Waiting,
            remark: "累计数不符".into(),
        };
        let part = BulletinPart {
            title: "一、总体情况".into(),
            text: "（一）迟报的 1 个单位。龙沙镇。".into(),
        };
        let bulletin = Bulletin {
            month: month("2022-03"),
            office: "万州区城市管理局".into(),
            early: None,
            parts: vec![part],
            tables: vec![BulletinTable { kind: "镇乡".into(), lines: vec![line] }],
            faults: Vec::new(),
        };
        let content = BulletinContent::new(form(), &bulletin, "2022-04-03".parse().unwrap());
        let document = bulletin_document(form(), &content, Fonts::system()).unwrap();
        assert_eq!((document.page_count(), document.warnings()), (2, &[][..]));
        let standards = PdfStandards::new(&[PdfStandard::Ua_1]).unwrap();
        let told = typst_pdf::pdf(&document.pages, &PdfOptions { standards, ..PdfOptions::default() });
        assert!(told.is_ok(), "{:?}", told.err());
    }

    fn texts(frame: &Frame) -> String {
        let text = |item: &FrameItem| match item {
            FrameItem::Group(group) => texts(&group.frame),
            FrameItem::Text(text) => text.text.to_string(),
            _ => String::new(),
        };
        frame.items().map(|(_, item)| text(item)).collect()
    }

    #[test]
    fn the_signature_never_stands_alone_on_a_page() {
        let mut went_over = 0;
        for lines in 8..20 {
            let text = (0..lines).map(|number| format!("{number}．一行。")).collect::<Vec<_>>().join("\n");
            let part = BulletinPart { title: "一、总体情况".into(), text };
            let bulletin = Bulletin {
                month: month("2022-03"),
                office: "万州区城市管理局".into(),
                early: None,
                parts: vec![part],
                tables: Vec::new(),
                faults: Vec::new(),
            };
            let content = BulletinContent::new(form(), &bulletin, "2022-04-03".parse().unwrap());
            let document = bulletin_document(form(), &content, Fonts::system()).unwrap();
            let pages: Vec<String> = document.pages.pages().iter().map(|page| texts(&page.frame)).collect();
            let signed = pages.iter().find(|page| page.contains("2022年4月3日")).unwrap();
            assert!(signed.contains(&format!("{}．一行。", lines - 1)), "{lines}: {pages:?}");
            went_over += usize::from(pages.len() == 2);
        }
        assert!((1..12).contains(&went_over), "some have one page and some two: {went_over}");
    }
}
