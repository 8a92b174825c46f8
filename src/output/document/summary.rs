//! The summary on paper, and its charts as pictures: the same drawing for PDF, screen and Word.

use serde::Serialize;

use super::{About, Document, Fonts, Layout, Setting, lay_out};
use crate::notice::{FigureId, Form};
use crate::output::OutputError;
use crate::output::summary::{Chart, SummaryContent, chart, charts};
use crate::summary::Summary;

const LAYOUT: Layout =
    Layout { name: "summary.typ", source: include_str!("../../../assets/layouts/summary.typ") };
const CHARTS: Layout =
    Layout { name: "charts.typ", source: include_str!("../../../assets/layouts/charts.typ") };

/// How many pixels of a picture stand for one point of its page: about 180 to the inch.
const POINTS: f64 = 2.5;

/// One picture of charts.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Picture<'chart> {
    One { chart: &'chart Chart },
    All { charts: &'chart [Chart] },
}

#[derive(Serialize)]
struct Pictures<'chart> {
    pictures: Vec<Picture<'chart>>,
}

/// Draws the summary for PDF and paper.
pub fn summary_document(
    form: &Form,
    content: &SummaryContent,
    fonts: &Fonts,
) -> Result<Document, OutputError> {
    let about = about(form, content);
    let setting = Setting { about, draft: None, most_pages: None };
    let document = lay_out(LAYOUT, &setting, content, fonts)?;
    document.refuse_missing_glyphs()?;
    Ok(document)
}

fn about(form: &Form, content: &SummaryContent) -> About {
    let keywords = vec![form.id.clone(), content.span.clone()];
    About::new(&content.text.title_line(), &content.unit, &content.span, keywords, content.day)
}

/// A picture of one figure's chart, or of all charts together, for the screen.
pub fn summary_chart(
    form: &Form,
    summary: &Summary,
    figure: Option<FigureId>,
    fonts: &Fonts,
) -> Result<String, OutputError> {
    let all = charts(&form.columns, summary);
    let one = summary
        .lines()
        .find(|line| Some(line.figure) == figure)
        .map(|line| chart(&form.columns, summary, line));
    let picture = match &one {
        Some(chart) => Picture::One { chart },
        None => Picture::All { charts: &all },
    };
    // A picture is never printed, so its date only has to be the same each time.
    let day = form.campaign.due(form.campaign.first_month);
    let about = About::new(&form.title, &summary.unit.name, &summary.name, Vec::new(), day);
    let setting = Setting { about, draft: None, most_pages: None };
    let document = lay_out(CHARTS, &setting, &Pictures { pictures: vec![picture] }, fonts)?;
    document
        .pictures()
        .into_iter()
        .next()
        .ok_or_else(|| super::DocumentError::Layout("没有图".to_owned()).into())
}

/// The pictures for Word: all charts together, as many as a page has room for, then each alone.
pub(in crate::output) fn chart_images(
    form: &Form,
    content: &SummaryContent,
    fonts: &Fonts,
) -> Result<Vec<Vec<u8>>, OutputError> {
    let mut pictures: Vec<Picture<'_>> =
        content.charts_at_one_look().map(|charts| Picture::All { charts }).collect();
    pictures
        .extend(content.charts.iter().filter(|chart| !chart.is_empty()).map(|chart| Picture::One { chart }));
    let setting = Setting { about: about(form, content), draft: None, most_pages: None };
    let document = lay_out(CHARTS, &setting, &Pictures { pictures }, fonts)?;
    document.refuse_missing_glyphs()?;
    Ok(document.images(POINTS)?)
}

#[cfg(test)]
mod tests {
    use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

    use super::*;
    use crate::notice::Notice;
    use crate::output::HeadedText;
    use crate::projects::{ProjectLedger, sheet};
    use crate::report::examples::{form, ledger, month};
    use crate::summary::summarize;
    use crate::unit::UnitKind;

    #[test]
    fn the_pages_can_be_read_out_as_pdf_ua_demands() {
        let ledger = ledger(
            UnitKind::from("township"),
            "2022-01",
            &[("2022-01", "1a=120 2a=3.5"), ("2022-02", "1a=80")],
        );
        let summary = summarize(form(), &ledger, "2022".parse().unwrap(), month("2022-03")).unwrap();
        let texts = vec![HeadedText::new("二、主要做法", "（一）加强领导。成立小组。\n压实责任。")];
        let day = "2022-03-02".parse().unwrap();
        let list = sheet(&ProjectLedger::default(), &summary.unit, day);
        let projects = Some((&**Notice::built_in().unwrap().list("annex3").unwrap(), &list));
        let content = SummaryContent::new(form(), &summary, texts, projects, day, "总结".into()).unwrap();
        let document = summary_document(form(), &content, Fonts::system()).unwrap();
        let standards = PdfStandards::new(&[PdfStandard::Ua_1]).unwrap();
        let told = typst_pdf::pdf(&document.pages, &PdfOptions { standards, ..PdfOptions::default() });
        assert!(told.is_ok(), "{:?}", told.err());
    }
}
