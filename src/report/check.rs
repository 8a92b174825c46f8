//! Checks: findings that block a final report, and findings that an officer should look at again.

use std::collections::BTreeSet;

use super::finding::finding;
use super::relation;
use super::sheet::Cells;
use super::{Cell, Check, CheckCode, Entry, Ledger, Level, applies};
use crate::notice::{Figure, Form, Row};
use crate::period::{Month, month_spans};
use crate::wording::quoted;

/// A figure this many times last month's, or more, gets a warning.
pub(crate) const FAR: i128 = 10;

/// Checks one month; errors first, then blanks, then warnings, each in the order of the form.
pub(super) fn check(form: &Form, ledger: &Ledger, month: Month, cells: &Cells) -> Vec<Check> {
    let mut checks = Vec::new();
    let (mut opening_missing, mut not_whole) = (0, 0);
    let mut months_missing = BTreeSet::new();
    let mut broken = relation::broken(form, ledger, month, cells);
    for row in form.rows().filter(|row| applies(row, &ledger.unit.kind)) {
        for figure in &row.figures {
            let Some(cell) = cells.get(&figure.id) else { continue };
            let whole = figure.part_of.and_then(|whole| Some((form.find(whole).ok()?.1, cells.get(&whole)?)));
            checks.extend(check_figure(form, ledger, month, row, figure, cell, whole));
            checks.extend(broken.remove(&figure.id).into_iter().flatten());
            // What a derived figure lacks is told of its terms.
            if figure.is_derived() {
                continue;
            }
            if cell.total.opening_missing {
                let unreadable = unreadable_opening(form, ledger, row, figure);
                opening_missing += usize::from(unreadable.is_none());
                checks.extend(unreadable);
            }
            not_whole += usize::from(!cell.total.missing.is_empty());
            months_missing.extend(&cell.total.missing);
        }
    }
    let of_the_month =
        |code, sentence| Check { level: Level::Warning, code, figure: None, sentence, explanation: None };
    if opening_missing > 0 {
        let sentence = format!(
            "有 {opening_missing} 项没有期初累计，累计数只从{}算起；请补填截至{}的累计，没有的填 0",
            ledger.unit.first_month.name(),
            form.campaign.month_before(ledger.unit.first_month).name(),
        );
        checks.push(of_the_month(CheckCode::OpeningMissing, sentence));
    }
    if not_whole > 0 {
        let months: Vec<Month> = months_missing.into_iter().collect();
        let months = month_spans(&months, month).join("、");
        let advice = if ledger.unit.kind.is_office() {
            "那些月没有单位报这些数"
        } else {
            "请补填那些月，整月确实没有数的点“当月无数据”"
        };
        let sentence = format!("有 {not_whole} 项的累计数缺 {months}，没有算进去；{advice}");
        checks.push(of_the_month(CheckCode::MonthsMissing, sentence));
    }
    let explanations = ledger.months.get(&month).map(|record| &record.explanations);
    for check in checks.iter_mut().filter(|check| check.level == Level::Warning) {
        check.explanation = explanations.and_then(|known| known.get(&check.subject())).cloned();
    }
    checks.sort_by_key(|check| check.level);
    checks
}

/// A text in the opening balance that is not an amount. It changes the total, so it is an error like one in
/// the month.
fn unreadable_opening(form: &Form, ledger: &Ledger, row: &Row, figure: &Figure) -> Option<Check> {
    let Entry::Unreadable { text, problem } = ledger.opening_entry(form, row, figure) else { return None };
    let sentence = format!("的期初累计填的是{}，没有算进累计：{problem}", quoted(&text));
    Some(finding(row, figure, Level::Error, CheckCode::OpeningUnreadable, &sentence))
}

/// Checks one figure, and compares it with the figure that it is a part of.
fn check_figure(
    form: &Form,
    ledger: &Ledger,
    month: Month,
    row: &Row,
    figure: &Figure,
    cell: &Cell,
    whole: Option<(&Figure, &Cell)>,
) -> Vec<Check> {
    let finding = |level, code, what: String| finding(row, figure, level, code, &what);
    let mut found = Vec::new();
    match &cell.month {
        Entry::Unreadable { text, problem } => {
            found.push(finding(
                Level::Error,
                CheckCode::Unreadable,
                format!("填的是{}：{problem}", quoted(text)),
            ));
        }
        Entry::Blank
            if !ledger.is_no_data(month) && !figure.is_derived() && !ledger.had_no(figure, month) =>
        {
            found.push(finding(Level::Blank, CheckCode::Blank, "还没有填，没有的填 0".into()));
        }
        _ => {}
    }
    if let Some(sum) = cell.total.amount.filter(|sum| sum.is_negative() && !figure.is_derived()) {
        let sentence = format!("累计成了 {sum} {}，累计不能是负数，请核对累计调整", figure.unit);
        found.push(finding(Level::Error, CheckCode::NegativeTotal, sentence));
    }
    let Some(amount) = cell.month.amount() else { return found };
    if let Some((whole, whole_cell)) = whole {
        let totals = cell.total.amount.zip(whole_cell.total.amount).filter(|(part, whole)| part > whole);
        match whole_cell.month.amount() {
            Some(sum) if amount > sum => found.push(finding(
                Level::Error,
                CheckCode::PartExceedsWhole,
                format!(
                    "{amount} {unit}，比{}{sum} {unit}还多；它是其中的一部分，请核对两个数",
                    quoted(&whole.name),
                    unit = figure.unit
                ),
            )),
            // What a derived figure waits for is told of its terms.
            None if whole.is_derived() => {}
            None => found.push(finding(
                Level::Warning,
                CheckCode::WholeBlank,
                format!("填了 {amount} {}，但{}还没有数", figure.unit, quoted(&whole.name)),
            )),
            Some(_) => found.extend(totals.map(|(part, sum)| {
                let sentence = format!(
                    "累计 {part} {unit}，比{}累计 {sum} {unit}还多，请核对期初累计和以前各月",
                    quoted(&whole.name),
                    unit = figure.unit
                );
                finding(Level::Warning, CheckCode::PartTotalExceedsWhole, sentence)
            })),
        }
    }
    if figure.is_derived() {
        return found;
    }
    let before = ledger.month_before(form, month);
    let last = ledger.entry(form, row, figure, before).amount();
    if let Some(last) = last.filter(|_| month > ledger.unit.first_month) {
        // 上月, or the last month that was reported.
        let when = if before == month.previous() { "上月".to_owned() } else { before.name() };
        let compare =
            |how: &str| format!("{amount} {unit}，{when} {last} {unit}，{how}，请核对", unit = figure.unit);
        match (amount.times(last), last.times(amount)) {
            (Some(times), _) if times >= FAR => {
                found.push(finding(
                    Level::Warning,
                    CheckCode::FarAboveLastMonth,
                    compare(&format!("是{when}的 {times} 倍")),
                ));
            }
            (_, Some(times)) if times >= FAR => {
                found.push(finding(
                    Level::Warning,
                    CheckCode::FarBelowLastMonth,
                    compare(&format!("不到{when}的 {times} 分之一")),
                ));
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::examples::{adjust, form, id, ledger, month};
    use super::super::finding::{Subject, UnknownSubject};
    use super::super::live_sheet;
    use super::*;
    use crate::unit::UnitKind;

    fn checks(ledger: &Ledger, at: &str) -> Vec<Check> {
        live_sheet(form(), ledger, month(at)).unwrap().checks
    }

    fn sentences(ledger: &Ledger, at: &str, level: Level) -> Vec<String> {
        let checks = checks(ledger, at).into_iter();
        checks.filter(|check| check.level == level).map(|check| check.sentence).collect()
    }

    #[test]
    fn a_part_may_equal_its_whole_but_not_exceed_it() {
        let with = |entries| ledger(UnitKind::from("street"), "2022-01", &[("2022-01", entries)]);
        assert_eq!(sentences(&with("2a=3.50 2b=3.50"), "2022-01", Level::Error), [""; 0]);
        assert_eq!(
            sentences(&with("2a=3.50 2b=3.51"), "2022-01", Level::Error),
            [
                "第 2 行“其中塑料类暴露垃圾”3.51 吨，比“清除暴露垃圾”3.50 吨还多；它是其中的一部分，请核对两个数"
            ]
        );
        assert_eq!(
            sentences(&with("2b=3.51"), "2022-01", Level::Warning),
            ["第 2 行“其中塑料类暴露垃圾”填了 3.51 吨，但“清除暴露垃圾”还没有数"]
        );
    }

    #[test]
    fn an_opening_balance_with_more_plastic_than_waste_is_told() {
        let ledger = ledger(
            UnitKind::from("street"),
            "2022-01",
            &[("opening", "2a=1 2b=5"), ("2022-01", "2a=1 2b=1")],
        );
        assert_eq!(
            sentences(&ledger, "2022-01", Level::Warning),
            [
                "第 2 行“其中塑料类暴露垃圾”累计 6.00 吨，比“清除暴露垃圾”累计 2.00 吨还多，请核对期初累计和以前各月"
            ]
        );
    }

    #[test]
    fn blanks_are_named_unless_the_month_has_no_data() {
        let mut ledger = ledger(UnitKind::from("township"), "2022-01", &[("2022-01", "")]);
        assert_eq!(sentences(&ledger, "2022-01", Level::Blank).len(), 20);
        ledger.months.get_mut(&month("2022-01")).unwrap().no_data = true;
        assert_eq!(sentences(&ledger, "2022-01", Level::Blank).len(), 0);
    }

    #[test]
    fn ten_times_last_month_is_asked_about_in_both_directions() {
        let ledger = ledger(
            UnitKind::from("street"),
            "2022-01",
            &[("2022-01", "1a=100 1b=100 4=0 9=99"), ("2022-02", "1a=1000 1b=10 4=50 9=10")],
        );
        assert_eq!(
            sentences(&ledger, "2022-02", Level::Warning),
            [
                "第 1 行“出动环卫工人”1000 人次，上月 100 人次，是上月的 10 倍，请核对",
                "第 1 行“整治卫生死角”10 个，上月 100 个，不到上月的 10 分之一，请核对",
                "有 16 项的累计数缺 1 月，没有算进去；请补填那些月，整月确实没有数的点“当月无数据”",
            ]
        );
    }

    #[test]
    fn unreadable_text_is_an_error_and_comes_first() {
        let ledger = ledger(UnitKind::from("street"), "2022-01", &[("2022-01", "18=三次")]);
        let first = checks(&ledger, "2022-01").remove(0);
        assert_eq!((first.level, first.code), (Level::Error, CheckCode::Unreadable));
        assert_eq!(
            first.sentence,
            "第 18 行“媒体相关报道”填的是“三次”：只能填数字，例如 120；不要带单位或文字"
        );
    }

    #[test]
    fn a_total_below_nothing_is_an_error() {
        let mut ledger = ledger(UnitKind::from("street"), "2022-01", &[("2022-01", "2a=1")]);
        adjust(&mut ledger, "2022-02", "2a", "-1.01");
        let told = "第 2 行“清除暴露垃圾”累计成了 -0.01 吨，累计不能是负数，请核对累计调整";
        assert_eq!(sentences(&ledger, "2022-02", Level::Error), [told]);
    }

    #[test]
    fn an_explanation_stays_with_its_warning_and_no_other() {
        let mut ledger =
            ledger(UnitKind::from("street"), "2022-01", &[("2022-01", "9=1 4=1"), ("2022-02", "9=10 4=10")]);
        let subject = Subject { code: CheckCode::FarAboveLastMonth, figure: Some(id("9")) };
        assert_eq!(subject.to_string().parse(), Ok(subject));
        let record = ledger.months.get_mut(&month("2022-02")).unwrap();
        record.explanations.insert(subject, "新增三支队伍".into());
        let checks = checks(&ledger, "2022-02");
        let answered = checks.iter().filter(|check| check.explanation.is_some());
        assert_eq!(answered.map(Check::subject).collect::<Vec<_>>(), [subject]);
        for text in ["", "blanks", "blank@", "blank@x", "@2a"] {
            assert_eq!(text.parse::<Subject>(), Err(UnknownSubject), "{text:?}");
        }
    }

    #[test]
    fn a_missing_opening_balance_is_one_warning_for_all() {
        let ledger = ledger(UnitKind::from("township"), "2022-04", &[("opening", "1a=5")]);
        let warnings = sentences(&ledger, "2022-04", Level::Warning);
        assert_eq!(
            warnings,
            ["有 19 项没有期初累计，累计数只从2022年4月算起；请补填截至2022年3月的累计，没有的填 0"]
        );
    }

    #[test]
    fn an_unreadable_opening_balance_is_an_error_while_it_counts() {
        let mut ledger = ledger(UnitKind::from("township"), "2022-02", &[("opening", "8=两条 9=两支")]);
        let errors = |ledger: &Ledger, at: &str| {
            let errors = checks(ledger, at).into_iter().filter(|check| check.level == Level::Error);
            errors.map(|check| (check.code, check.figure)).collect::<Vec<_>>()
        };
        let of = |figure: &str| (CheckCode::OpeningUnreadable, Some(id(figure)));
        assert_eq!(errors(&ledger, "2022-12"), [of("8"), of("9")]);
        assert_eq!(
            sentences(&ledger, "2022-12", Level::Error)[0],
            "第 8 行“今年已建成示范道路”的期初累计填的是“两条”，没有算进累计：只能填数字，例如 120；不要带单位或文字"
        );
        assert!(sentences(&ledger, "2022-12", Level::Warning)[0].starts_with("有 18 项没有期初累计，"));
        assert_eq!(errors(&ledger, "2023-01"), [of("9")], "a figure of the year begins anew");
        ledger.opening = BTreeMap::from([(id("8"), "2".into()), (id("9"), "0".into())]);
        assert_eq!(errors(&ledger, "2022-12"), []);
    }

    #[test]
    fn earlier_months_that_are_blank_are_one_warning_for_all() {
        let mut ledger = ledger(
            UnitKind::from("township"),
            "2022-01",
            &[("2022-01", "1a=5"), ("2022-02", ""), ("2022-03", "1a=1")],
        );
        assert_eq!(
            sentences(&ledger, "2022-03", Level::Warning),
            ["有 20 项的累计数缺 1 月至 2 月，没有算进去；请补填那些月，整月确实没有数的点“当月无数据”"]
        );
        for at in ["2022-01", "2022-02"] {
            let record = ledger.months.get_mut(&month(at)).unwrap();
            (record.no_data, record.entries) = (true, BTreeMap::new());
        }
        assert_eq!(sentences(&ledger, "2022-03", Level::Warning), [""; 0]);
    }
}
