//! The return note (退回说明): what a unit has to correct in one report, cell by cell, for a text and for a mail.

use std::fmt::Write as _;

use chrono::NaiveDate;
use serde::Serialize;

use super::super::check::{Alike, Finding, FindingCode, Grade};
use super::super::inbox::{Inbox, Standing};
use super::super::status::{MonthStatus, UnitMonth};
use crate::notice::Form;
use crate::period::{Month, date_name};
use crate::wording::quoted;

/// What goes back to one unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ReturnNote {
    pub unit: String,
    pub month: Month,
    /// The name of its file, and the sheet in it.
    pub file: String,
    pub sheet: String,
    pub received_on: Option<NaiveDate>,
    /// The address that the file came from; empty where it is not known.
    pub sender: String,
    /// Whether it was sent back; else it waits for the unit's answer.
    pub is_returned: bool,
    /// The clerk's reason for sending it back.
    pub reason: Option<String>,
    /// What has to be corrected or explained.
    pub faults: Vec<Finding>,
}

impl Inbox {
    /// A note for each unit whose report was sent back, or waits with something that the unit has to correct or explain.
    pub fn return_notes(&self, form: &Form, status: &MonthStatus) -> Vec<ReturnNote> {
        status.units.iter().filter_map(|unit| self.return_note(form, status.month, unit)).collect()
    }

    /// The note for one unit; nothing where it has nothing to correct or explain.
    pub fn return_note(&self, form: &Form, month: Month, unit: &UnitMonth) -> Option<ReturnNote> {
        let (at, faults) = self.open_findings(form, month, unit)?;
        let is_returned = unit.standing == Standing::Returned;
        let receipt = self.receipt(at)?;
        (is_returned || !faults.is_empty()).then(|| ReturnNote {
            unit: unit.name.clone(),
            month,
            file: receipt.name.clone(),
            sheet: self.report(at).map(|report| report.sheet.clone()).unwrap_or_default(),
            received_on: self.received_on(at),
            sender: receipt.arrival.sender.clone(),
            is_returned,
            reason: unit.reason.clone().filter(|_| is_returned),
            faults,
        })
    }
}

impl ReturnNote {
    /// The subject of the mail that the note goes out in.
    pub fn subject(&self, form: &Form) -> String {
        let what = match (self.is_returned, self.has_forced()) {
            (true, _) => "退回",
            (false, true) => "请更正",
            (false, false) => "请核实",
        };
        format!("{what}：{}{}{}", self.unit, self.month.name(), form.mark)
    }

    /// Whether the report cannot be taken as it is.
    fn has_forced(&self) -> bool {
        self.faults.iter().any(|fault| fault.grade == Grade::Forced)
    }

    /// The note in words, in the name of the office.
    pub fn text(&self, form: &Form, office: &str, today: NaiveDate) -> String {
        let mut text = format!("{}：\n\n", self.unit);
        let came = self.received_on.map(|day| format!("{}收到的", date_name(day))).unwrap_or_default();
        let sheet = if self.sheet.is_empty() {
            String::new()
        } else {
            format!("，工作表{}", quoted(&self.sheet))
        };
        let done = match (self.is_returned, self.has_forced()) {
            (true, _) => "现退回，请更正后重新报来",
            (false, true) => "有下面的错误，还不能采用，请更正后重新报来",
            (false, false) => "有下面的疑问，请核实",
        };
        let _ = writeln!(
            text,
            "{came}你单位{}{}（文件{}{sheet}）{done}。",
            self.month.name(),
            form.mark,
            quoted(&self.file)
        );
        if let Some(reason) = &self.reason {
            let _ = writeln!(text, "退回的原因：{reason}");
        }
        let following = self.faults.iter().filter(|fault| fault.alike.is_some()).count();
        let first_following = self.faults.iter().position(|fault| fault.alike.is_some());
        for (at, fault) in self.faults.iter().enumerate() {
            if first_following == Some(at) {
                let why = fault.alike.map_or("", Alike::words);
                let _ = write!(text, "\n下面 {following} 处{why}：\n");
            }
            let number = at + 1;
            let _ = write!(text, "\n{number}．{}\n", fault.sentence);
            for (label, words) in
                [("位置", place(fault)), ("表上是", shown(fault)), ("应是", fault.expected.clone())]
            {
                if !words.is_empty() {
                    let _ = writeln!(text, "   {label}：{words}");
                }
            }
            let _ = writeln!(text, "   怎么办：{}", what_to_do(fault));
        }
        let _ = write!(
            text,
            "\n表里的数只能由你单位自己改：请改好后重新打印、签字、盖章，连同电子表一起报来；数没有错的，请书面说明情况。\n\n{office}\n{}\n",
            date_name(today)
        );
        text
    }
}

fn place(fault: &Finding) -> String {
    if fault.cell.is_empty() { String::new() } else { format!("{} 格", fault.cell) }
}

fn shown(fault: &Finding) -> String {
    let is_blank =
        fault.found.is_empty() && !fault.cell.is_empty() && fault.code != FindingCode::RelationBroken;
    if is_blank { "空白".to_owned() } else { fault.found.clone() }
}

fn what_to_do(fault: &Finding) -> &'static str {
    match fault.code {
        FindingCode::OtherForm | FindingCode::OtherEdition => "请用通知现在的表样重新填报",
        FindingCode::NotReadable if !fault.cell.is_empty() => {
            "请核实后改填准确的数，只写数字，不写“约”“左右”等字，也不写算式，再重新报来"
        }
        FindingCode::RowMissing => "请用通知的表样补齐缺的项，没有的填 0",
        FindingCode::LeftBlankButFilled => "这一项不用填，请清空",
        FindingCode::BlankAfterValue | FindingCode::Blank => "有数就补填；确实没有的，请填 0",
        FindingCode::SameAsLastMonth => "请核对是不是报错了文件；是的，请报当月的表",
        _ if fault.grade == Grade::Forced => "请更正后重新报来",
        _ => "填错了的，请更正后重新报来；没有错的，请写明原因",
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::super::examples::{register, report, settled};
    use super::super::super::{Inbox, Sorted, Verdict};
    use super::*;
    use crate::report::examples::{form, month};

    fn notes(inbox: &Inbox, sorted: &Sorted) -> Vec<ReturnNote> {
        inbox.return_notes(form(), &inbox.status(form(), sorted, month("2022-02")))
    }

    /// 龙沙镇's total does not carry, 龙驹镇 has a text for a number, 高峰街道 is in order.
    fn district() -> (Inbox, Sorted) {
        let of = |unit, at, figures| report(form(), unit, at, figures);
        let (mut inbox, _) = settled(
            register(&["龙沙镇", "龙驹镇", "高峰街道"]),
            vec![
                of("龙沙镇", "2022-01", "1a=10"),
                of("龙沙镇", "2022-02", "1a=3:15"),
                of("龙驹镇", "2022-02", "1a=约5"),
                of("高峰街道", "2022-02", "1a=2"),
            ],
        );
        let receipt = inbox.receipts.values_mut().nth(1).unwrap();
        Arc::make_mut(receipt).arrival.sender = "longsha@163.com".into();
        let sorted = inbox.sorted(form());
        inbox.settle(form(), &sorted);
        (inbox, sorted)
    }

    #[test]
    fn a_note_names_file_cell_what_was_found_what_was_expected_and_what_to_do() {
        let (inbox, sorted) = district();
        let notes = notes(&inbox, &sorted);
        assert_eq!(notes.iter().map(|note| note.unit.as_str()).collect::<Vec<_>>(), ["龙沙镇", "龙驹镇"]);
        assert_eq!(notes[0].sender, "longsha@163.com");
        assert_eq!(notes[0].subject(form()), "请核实：龙沙镇2022年2月附件2");
        assert_eq!(notes[1].subject(form()), "请更正：龙驹镇2022年2月附件2");
        let today = "2022-03-01".parse().unwrap();
        insta::assert_snapshot!(notes[0].text(form(), "万州区城市管理局", today));
        insta::assert_snapshot!(notes[1].text(form(), "万州区城市管理局", today));
    }

    #[test]
    fn what_was_sent_back_goes_back_with_the_reason_even_where_no_check_asks_anything() {
        let (mut inbox, sorted) = district();
        let judged = inbox.judgements.values_mut().last().unwrap();
        judged.verdict = judged.version.take().map(Verdict::Returned);
        judged.reason = Some("没有盖章".into());
        let notes = notes(&inbox, &sorted);
        let last = notes.last().unwrap();
        let codes: Vec<FindingCode> = last.faults.iter().map(|fault| fault.code).collect();
        assert_eq!(
            (last.unit.as_str(), codes),
            ("高峰街道", vec![FindingCode::Blank]),
            "blanks are told along"
        );
        assert!(last.is_returned && last.subject(form()).starts_with("退回："));
        let text = last.text(form(), "万州区城市管理局", "2022-03-01".parse().unwrap());
        assert!(text.contains("退回的原因：没有盖章"), "{text}");
    }

    #[test]
    fn what_the_clerk_has_answered_does_not_go_back() {
        let (mut inbox, sorted) = district();
        let counted: Vec<_> =
            inbox.judgements.iter().filter_map(|(place, judged)| Some((*place, judged.version?))).collect();
        for (place, at) in counted {
            let answered = inbox.check(form(), place, at).iter().map(Finding::key).collect();
            let judged = inbox.judgements.get_mut(&place).unwrap();
            (judged.verdict, judged.answered) = (Some(Verdict::Accepted(at)), answered);
        }
        let notes = notes(&inbox, &sorted);
        assert_eq!(notes.iter().map(|note| note.unit.as_str()).collect::<Vec<_>>(), ["龙驹镇"]);
    }
}
