//! The summary as a workbook: every figure by month with its total, and a native chart for each figure.
//!
//! Numbers are numbers and no formula stands in for one; what is missing is said in its cell.

use chrono::NaiveDate;
use rust_xlsxwriter::{
    Chart, ChartLegendPosition, ChartType, DocProperties, Format, Workbook, Worksheet, XlsxError,
};

use super::refuse_unreadable;
use super::tables::month_text;
use crate::form::Form;
use crate::output::OutputError;
use crate::output::workbook::{A4, Style, as_text};
use crate::report::Entry;
use crate::summary::{Summary, SummaryLine};

/// Widths in pixels.
const NARROW: u32 = 44;
const NAME: u32 = 190;
const UNIT: u32 = 60;
const NUMBER: u32 = 82;
const REMARK: u32 = 240;

/// Where things stand in the table.
const HEADINGS: u32 = 1;
const FIRST_MONTH: u16 = 3;

const TABLE: &str = "各月数据";
const RUNNING: &str = "各月累计";
const CHARTS: &str = "图表";

/// The size of a chart in pixels, and how far the next stands from it in rows and columns.
const CHART: (u32, u32) = (620, 280);
const DOWN: u32 = 15;
const ACROSS: u16 = 9;

/// Draws the workbook. The day stands in its properties in place of the clock.
pub fn summary_workbook(form: &Form, summary: &Summary, day: NaiveDate) -> Result<Vec<u8>, OutputError> {
    refuse_unreadable(summary)?;
    Ok(draw(form, summary, day)?)
}

fn draw(form: &Form, summary: &Summary, day: NaiveDate) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let style = Style::new();
    workbook.set_default_format(&style.default, 18, 72)?;
    let title = format!("{}　{}　{}", summary.unit.name, form.title, summary.counted);
    let properties = DocProperties::new()
        .set_title(&title)
        .set_company(&summary.unit.name)
        .set_creation_datetime(&day)
        .set_custom_property("Form", form.id.as_str())
        .set_custom_property("Span", summary.span.to_string().as_str());
    workbook.set_properties(&properties);
    let sheet = Sheet { form, summary, style: &style, title: &title };
    sheet.months(workbook.add_worksheet())?;
    sheet.running(workbook.add_worksheet())?;
    sheet.charts(workbook.add_worksheet())?;
    workbook.save_to_buffer()
}

/// What the sheets of the workbook have in common.
struct Sheet<'a> {
    form: &'a Form,
    summary: &'a Summary,
    style: &'a Style,
    title: &'a str,
}

impl Sheet<'_> {
    fn last_month(&self) -> u16 {
        FIRST_MONTH + u16::try_from(self.summary.months.len()).unwrap_or(1).saturating_sub(1)
    }

    /// Every figure by month, its total, and what must be known beside it.
    fn months(&self, page: &mut Worksheet) -> Result<(), XlsxError> {
        let last = self.last_month();
        self.begin(page, TABLE, &[("合计", NUMBER), ("最多的月份", NUMBER), ("备注", REMARK)])?;
        for (row, line) in (HEADINGS + 1..).zip(self.summary.lines()) {
            self.head(page, row, line)?;
            let format = self.format(line);
            for (column, (month, entry)) in (FIRST_MONTH..).zip(self.summary.months.iter().zip(&line.entries))
            {
                match entry {
                    Entry::Value { amount } => {
                        page.write_number_with_format(row, column, amount.to_f64(), &format)?
                    }
                    other => page.write_string_with_format(row, column, month_text(month, other), &format)?,
                };
            }
            match line.total {
                Some(total) => page.write_number_with_format(row, last + 1, total.to_f64(), &format)?,
                None => page.write_blank(row, last + 1, &format)?,
            };
            let best = line.best.as_ref().map(|best| best.name.clone()).unwrap_or_default();
            page.write_string_with_format(row, last + 2, best, &self.style.content)?;
            page.write_string_with_format(row, last + 3, &line.remark, &self.style.content)?;
        }
        self.finish(page, last + 3)
    }

    /// What every figure came to at the end of each month: the lines of the charts.
    fn running(&self, page: &mut Worksheet) -> Result<(), XlsxError> {
        self.begin(page, RUNNING, &[])?;
        for (row, line) in (HEADINGS + 1..).zip(self.summary.lines()) {
            self.head(page, row, line)?;
            let format = self.format(line);
            for (column, amount) in (FIRST_MONTH..).zip(&line.running) {
                match amount {
                    Some(amount) => page.write_number_with_format(row, column, amount.to_f64(), &format)?,
                    None => page.write_blank(row, column, &format)?,
                };
            }
        }
        self.finish(page, self.last_month())
    }

    /// A chart for each figure that the unit fills in: the months as columns, the total as a line on its own axis.
    fn charts(&self, page: &mut Worksheet) -> Result<(), XlsxError> {
        page.set_name(CHARTS)?.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
        let mut place = (0_u32, 0_u16);
        for (row, line) in (HEADINGS + 1..).zip(self.summary.lines()) {
            if !line.applies {
                continue;
            }
            page.insert_chart(place.0, place.1, &self.chart(row, line))?;
            place = if place.1 == 0 { (place.0, ACROSS) } else { (place.0 + DOWN, 0) };
        }
        Ok(())
    }

    fn chart(&self, row: u32, line: &SummaryLine) -> Chart {
        let last = self.last_month();
        let mut columns = Chart::new(ChartType::Column);
        columns
            .add_series()
            .set_name(self.form.columns.month.as_str())
            .set_categories((TABLE, HEADINGS, FIRST_MONTH, HEADINGS, last))
            .set_values((TABLE, row, FIRST_MONTH, row, last));
        let mut running = Chart::new(ChartType::Line);
        running
            .add_series()
            .set_name(self.form.columns.total.as_str())
            .set_categories((RUNNING, HEADINGS, FIRST_MONTH, HEADINGS, last))
            .set_values((RUNNING, row, FIRST_MONTH, row, last))
            .set_secondary_axis(true);
        columns.combine(&running);
        columns.title().set_name(&format!("{}．{}（{}）", line.row, line.name, line.unit));
        columns.legend().set_position(ChartLegendPosition::Bottom);
        columns.set_width(CHART.0).set_height(CHART.1);
        columns
    }

    fn begin(&self, page: &mut Worksheet, name: &str, further: &[(&str, u32)]) -> Result<(), XlsxError> {
        page.set_name(name)?;
        let title = self.style.header.clone().set_bold().unset_text_wrap();
        page.write_string_with_format(0, 0, self.title, &as_text(self.title, &title))?;
        let labels = &self.form.columns;
        let first = [(labels.number.as_str(), NARROW), (labels.content.as_str(), NAME), ("单位", UNIT)];
        let months = self.summary.months.iter().map(|month| (month.name.as_str(), NUMBER));
        let all = first.into_iter().chain(months).chain(further.iter().copied());
        for (column, (heading, width)) in (0..).zip(all) {
            page.set_column_width_pixels(column, width)?;
            page.write_string_with_format(HEADINGS, column, heading, &self.style.heading)?;
        }
        Ok(())
    }

    fn head(&self, page: &mut Worksheet, row: u32, line: &SummaryLine) -> Result<(), XlsxError> {
        page.write_number_with_format(
            row,
            0,
            line.row,
            &self.style.number(crate::amount::Decimals::None).clone(),
        )?;
        page.write_string_with_format(row, 1, &line.name, &self.style.content)?;
        page.write_string_with_format(row, 2, &line.unit, &self.style.content)?;
        Ok(())
    }

    fn format(&self, line: &SummaryLine) -> Format {
        let decimals = self.form.find(line.figure).map(|(_, figure)| figure.decimals());
        self.style.number(decimals.unwrap_or(crate::amount::Decimals::Two)).clone()
    }

    fn finish(&self, page: &mut Worksheet, last: u16) -> Result<(), XlsxError> {
        let rows = HEADINGS + u32::try_from(self.summary.lines().count()).unwrap_or(1);
        page.set_landscape()
            .set_paper_size(A4)
            .set_print_fit_to_pages(1, 0)
            .set_print_area(0, 0, rows, last)?
            .set_repeat_rows(HEADINGS, HEADINGS)?
            .set_freeze_panes(HEADINGS + 1, FIRST_MONTH)?;
        Ok(())
    }
}
