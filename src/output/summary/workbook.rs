//! The summary as a workbook: every figure by month with its total, native charts of all figures on one
//! sheet, and a sheet with a large chart for each.
//!
//! Amounts are written as numbers, not formulas; a cell without an amount says why.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_xlsxwriter::{
    Chart, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartSolidFill, ChartType, DocProperties,
    Format, FormatAlign, Url, Workbook, Worksheet, XlsxError,
};

use super::refuse_unreadable;
use super::tables::{self, month_text};
use crate::amount::{Amount, Decimals};
use crate::notice::{FigureId, Form};
use crate::output::OutputError;
use crate::output::spreadsheet::{
    A4, Across, BODY_SIZE, POINTS_PER_PIXEL, Style, Tabs, halves, height, number_width, pattern, pixels,
};
use crate::output::table;
use crate::period::Month;
use crate::report::Entry;
use crate::summary::{Summary, SummaryLine, is_one_year};

/// Widths in pixels.
const NARROW: u32 = 40;
const NAME: u32 = 210;
const UNIT: u32 = 56;
const NUMBER: u32 = 64;
const TOTAL: u32 = 82;
const REMARK: u32 = 170;

/// The least heights of rows in points: the headings', and those of the figures.
const HEADING_ROW: f64 = 26.0;
const ROW: f64 = 20.0;

/// The places of the parts of the table.
const HEADINGS: u32 = 1;
const FIRST_MONTH: u16 = 3;

const TABLE: &str = "各月数据";
const RUNNING: &str = "各月累计";
const CHARTS: &str = "图表";

/// The text of the link from a figure's sheet back to the table.
const BACK: &str = "← 回到各月数据";

/// The size of a chart in pixels, the distance to the next chart in rows and columns of an untouched sheet,
/// and how many charts are below one another on a page.
const CHART: (u32, u32) = (620, 278);
/// The size of a chart that is alone on a sheet of A4.
const LARGE_CHART: (u32, u32) = (960, 560);
const DOWN: u32 = 16;
const ACROSS: u16 = 9;
const CHARTS_DOWN: u32 = 6;
/// The sizes of the texts in a chart, in points.
const CHART_TITLE: f64 = 12.0;
const CHART_TEXT: f64 = 9.0;
/// The colours of the charts: the months, the line of the total, and the axes.
const MONTHS: u32 = 0x9d_b4_d8;
const LINE: u32 = 0xb3_26_1e;
const GRID: u32 = 0xd9_d9_d9;

/// A column: its heading, its width in pixels, and its texts, for which the rows must have room.
struct Column<'text> {
    heading: String,
    width: u32,
    texts: Vec<&'text str>,
}

/// Draws the workbook. Its properties contain `day` instead of the clock's date.
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
    let sheet = Sheet { form, summary, style: &style, title: &title, tabs: tabs(summary) };
    sheet.months(workbook.add_worksheet())?;
    sheet.running(workbook.add_worksheet())?;
    sheet.charts(workbook.add_worksheet())?;
    for (row, line) in sheet.charted() {
        sheet.one_chart(workbook.add_worksheet(), row, line)?;
    }
    workbook.save_to_buffer()
}

/// The data that all sheets of the workbook share.
struct Sheet<'a> {
    form: &'a Form,
    summary: &'a Summary,
    style: &'a Style,
    title: &'a str,
    /// The name of each figure's sheet.
    tabs: BTreeMap<FigureId, String>,
}

impl Sheet<'_> {
    fn last_month(&self) -> u16 {
        FIRST_MONTH + u16::try_from(self.summary.months.len()).unwrap_or(1).saturating_sub(1)
    }

    /// Draws every figure by month, with its total and its remarks.
    fn months(&self, page: &mut Worksheet) -> Result<(), XlsxError> {
        let last = self.last_month();
        let best: Vec<String> = self
            .summary
            .lines()
            .map(|line| line.best.as_ref().map(|best| self.month_name(best.month)).unwrap_or_default())
            .collect();
        let totals = self.summary.lines().filter_map(|line| line.total);
        let remarks = self.summary.lines().map(|line| line.remark.as_str()).collect();
        let further = [
            Column {
                heading: tables::TOTAL.to_owned(),
                width: wide_enough(TOTAL, totals),
                texts: Vec::new(),
            },
            Column {
                heading: tables::BEST.to_owned(),
                width: TOTAL,
                texts: best.iter().map(String::as_str).collect(),
            },
            Column { heading: tables::REMARK.to_owned(), width: REMARK, texts: remarks },
        ];
        let amounts = self.summary.lines().flat_map(|line| line.entries.iter().filter_map(Entry::amount));
        self.begin(page, TABLE, wide_enough(NUMBER, amounts), further)?;
        for ((row, line), best) in (HEADINGS + 1..).zip(self.summary.lines()).zip(&best) {
            self.head(page, row, line)?;
            if line.applies {
                let sheet = Url::new(format!("internal:'{}'!A1", self.tab(line))).set_text(&line.name);
                let sheet = sheet.set_tip("看这一项的图");
                page.write_url_with_format(row, 1, sheet, &self.style.content)?;
            }
            let format = self.format(line);
            let missing = format.clone().set_align(FormatAlign::Center);
            for (column, (month, entry)) in (FIRST_MONTH..).zip(self.summary.months.iter().zip(&line.entries))
            {
                match entry {
                    Entry::Value { amount, .. } => {
                        page.write_number_with_format(row, column, amount.to_f64(), &format)?
                    }
                    other => {
                        page.write_string_with_format(row, column, month_text(month, other), &missing)?
                    }
                };
            }
            match line.total {
                Some(total) => page.write_number_with_format(row, last + 1, total.to_f64(), &format)?,
                None => page.write_blank(row, last + 1, &format)?,
            };
            page.write_string_with_format(row, last + 2, best, &self.style.centred)?;
            page.write_string_with_format(row, last + 3, &line.remark, &self.style.content)?;
        }
        self.finish(page, last + 3)
    }

    /// Draws the total of every figure at the end of each month, which the lines of the charts use.
    fn running(&self, page: &mut Worksheet) -> Result<(), XlsxError> {
        let amounts = self.summary.lines().flat_map(|line| line.running.iter().copied().flatten());
        self.begin(page, RUNNING, wide_enough(NUMBER, amounts), [])?;
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

    /// The figures with charts (those that the unit fills in), each with its row in the tables.
    fn charted(&self) -> impl Iterator<Item = (u32, &SummaryLine)> {
        (HEADINGS + 1..).zip(self.summary.lines()).filter(|(_, line)| line.applies)
    }

    fn tab(&self, line: &SummaryLine) -> &str {
        self.tabs.get(&line.figure).map_or("", String::as_str)
    }

    /// Draws the charts of all figures on one sheet.
    fn charts(&self, page: &mut Worksheet) -> Result<(), XlsxError> {
        page.set_name(CHARTS)?.set_portrait().set_paper_size(A4).set_print_fit_to_pages(1, 0);
        let mut place = (0_u32, 0_u16);
        for (row, line) in self.charted() {
            page.insert_chart(place.0, place.1, &self.chart(row, line, CHART))?;
            place = if place.1 == 0 { (place.0, ACROSS) } else { (place.0 + DOWN, 0) };
        }
        let last = if place.1 == 0 { place.0 } else { place.0 + DOWN };
        let a_page = CHARTS_DOWN * DOWN;
        let page_breaks: Vec<u32> = (1..last.div_ceil(a_page)).map(|page| page * a_page).collect();
        page.set_page_breaks(&page_breaks)?;
        page.set_print_area(0, 0, last.saturating_sub(1), ACROSS * 2 - 1)?;
        Ok(())
    }

    /// Draws the chart of one figure on a sheet of its own, for printing or for use in another file.
    fn one_chart(&self, page: &mut Worksheet, row: u32, line: &SummaryLine) -> Result<(), XlsxError> {
        page.set_name(self.tab(line))?.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 1);
        let back = Url::new(format!("internal:'{TABLE}'!B{}", row + 1)).set_text(BACK);
        page.write_url(0, 0, back)?;
        page.insert_chart(1, 0, &self.chart(row, line, LARGE_CHART))?;
        page.set_print_center_horizontally(true);
        Ok(())
    }

    /// Makes a chart: the months as columns, the total as a line on a second axis.
    fn chart(&self, row: u32, line: &SummaryLine, size: (u32, u32)) -> Chart {
        let last = self.last_month();
        let mut columns = Chart::new(ChartType::Column);
        columns
            .add_series()
            .set_name(self.form.columns.month.as_str())
            .set_categories((TABLE, HEADINGS, FIRST_MONTH, HEADINGS, last))
            .set_values((TABLE, row, FIRST_MONTH, row, last))
            .set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(MONTHS)));
        let mut running = Chart::new(ChartType::Line);
        running
            .add_series()
            .set_name(self.form.columns.total.as_str())
            .set_categories((RUNNING, HEADINGS, FIRST_MONTH, HEADINGS, last))
            .set_values((RUNNING, row, FIRST_MONTH, row, last))
            .set_format(ChartFormat::new().set_line(ChartLine::new().set_color(LINE).set_width(2)))
            .set_secondary_axis(true);
        let small = || -> ChartFont {
            let mut font = ChartFont::new();
            font.set_size(CHART_TEXT).unset_bold();
            font
        };
        let upright = || -> ChartFont {
            let mut font = small();
            font.set_rotation(-90);
            font
        };
        let mut large = ChartFont::new();
        large.set_size(CHART_TITLE);
        columns.title().set_name(&format!("{}．{}（{}）", line.row, line.name, line.unit)).set_font(&large);
        let labels = &self.form.columns;
        let decimals = self.form.find(line.figure).map_or(Decimals::TWO, |(_, figure)| figure.decimals());
        let numbers = pattern("#,##0", decimals);
        columns.x_axis().set_font(&small());
        columns
            .y_axis()
            .set_name(&format!("{}（{}）", labels.month, line.unit))
            .set_name_font(&upright())
            .set_font(&small())
            .set_num_format(&numbers)
            .set_major_gridlines(true)
            .set_major_gridlines_line(ChartLine::new().set_color(GRID))
            .set_min(0);
        columns
            .y2_axis()
            .set_name(&format!("{}（{}）", labels.total, line.unit))
            .set_name_font(&upright())
            .set_font(&small())
            .set_num_format(&numbers)
            .set_min(0);
        columns.combine(&running);
        columns.legend().set_position(ChartLegendPosition::Bottom);
        columns.set_width(size.0).set_height(size.1);
        columns
    }

    /// Draws the title and the headings, and gives columns and rows the sizes that their contents need.
    fn begin<'text>(
        &self,
        page: &mut Worksheet,
        name: &str,
        month_width: u32,
        further: impl IntoIterator<Item = Column<'text>>,
    ) -> Result<(), XlsxError>
    where
        Self: 'text,
    {
        page.set_name(name)?;
        let labels = &self.form.columns;
        let names = self.summary.lines().map(|line| line.name.as_str()).collect();
        let units = self.summary.lines().map(|line| line.unit.as_str()).collect();
        let mut columns = vec![
            Column { heading: labels.number.clone(), width: NARROW, texts: Vec::new() },
            Column { heading: labels.content.clone(), width: NAME, texts: names },
            Column { heading: "单位".to_owned(), width: UNIT, texts: units },
        ];
        columns.extend(self.summary.months.iter().map(|month| {
            let heading = self.month_name(month.month);
            let letters = usize::try_from(halves(&heading)).unwrap_or(0);
            let width = month_width.max(pixels(number_width(letters, BODY_SIZE)));
            Column { heading, width, texts: Vec::new() }
        }));
        columns.extend(further);
        let widths: Vec<u32> = columns.iter().map(|column| column.width).collect();
        let across = Across::new(&widths, FIRST_MONTH);
        let title = table::title(page, self.title, self.style, &widths, &across)?;
        let mut heights = vec![HEADING_ROW];
        heights.resize(1 + self.summary.lines().count(), ROW);
        for (at, column) in (0..).zip(&columns) {
            page.set_column_width_pixels(at, column.width)?;
            page.write_string_with_format(HEADINGS, at, &column.heading, &self.style.heading)?;
            let width = f64::from(column.width) * POINTS_PER_PIXEL;
            let texts = std::iter::once(column.heading.as_str()).chain(column.texts.iter().copied());
            for (highest, text) in heights.iter_mut().zip(texts) {
                *highest = highest.max(height(text, BODY_SIZE, width));
            }
        }
        across.set(page, title + heights.iter().sum::<f64>())?;
        for (row, height) in (HEADINGS..).zip(heights) {
            page.set_row_height(row, height)?;
        }
        Ok(())
    }

    /// A month's name; without its year if the span has only one, which is in the title.
    fn month_name(&self, month: Month) -> String {
        if is_one_year(&self.summary.months) { format!("{}月", month.number()) } else { month.name() }
    }

    fn head(&self, page: &mut Worksheet, row: u32, line: &SummaryLine) -> Result<(), XlsxError> {
        page.write_number_with_format(row, 0, line.row, &self.style.centred)?;
        page.write_string_with_format(row, 1, &line.name, &self.style.content)?;
        page.write_string_with_format(row, 2, &line.unit, &self.style.centred)?;
        Ok(())
    }

    fn format(&self, line: &SummaryLine) -> Format {
        let decimals = self.form.find(line.figure).map(|(_, figure)| figure.decimals());
        self.style.number(decimals.unwrap_or(Decimals::TWO)).clone()
    }

    fn finish(&self, page: &mut Worksheet, last: u16) -> Result<(), XlsxError> {
        let rows = HEADINGS + u32::try_from(self.summary.lines().count()).unwrap_or(1);
        page.set_print_area(0, 0, rows, last)?
            .set_repeat_rows(HEADINGS, HEADINGS)?
            .set_freeze_panes(HEADINGS + 1, FIRST_MONTH)?;
        Ok(())
    }
}

/// A width in pixels, or more where one of the amounts needs it.
fn wide_enough(least: u32, amounts: impl Iterator<Item = Amount>) -> u32 {
    let longest = amounts.map(|amount| amount.to_string().len()).max().unwrap_or(0);
    least.max(pixels(number_width(longest, BODY_SIZE)))
}

/// The names of the figures' sheets: with the number of the row, or with the figure's own where another figure of the row has
/// the same name or one that begins the same.
fn tabs(summary: &Summary) -> BTreeMap<FigureId, String> {
    let short = |line: &SummaryLine| Tabs::besides(&[]).name(&format!("{} {}", line.row, line.name));
    let shorts: Vec<String> = summary.lines().map(short).collect();
    let mut tabs = Tabs::besides(&[TABLE, RUNNING, CHARTS]);
    let named = summary.lines().zip(&shorts).map(|(line, name)| {
        let is_alone = shorts.iter().filter(|other| *other == name).count() == 1;
        let own = if is_alone { name.clone() } else { format!("{} {}", line.figure, line.name) };
        (line.figure, tabs.name(&own))
    });
    named.collect()
}
