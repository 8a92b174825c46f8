//! The names of the checks, and which of them units' reports did not pass.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::check::{Finding, FindingCode, Grade};
use super::super::inbox::{Inbox, Standing, Verdict};
use super::super::questions::Question;
use super::super::received::ReportRef;
use super::super::status::{MonthStatus, UnitMonth};
use crate::notice::Form;
use crate::period::Month;

impl FindingCode {
    /// What is wrong, in a few words without a figure.
    pub fn name(self) -> &'static str {
        match self {
            Self::OtherForm => "报的是另一张表",
            Self::OtherEdition => "用的是旧的表样",
            Self::NotReadable => "数据填写不规范",
            Self::RowMissing => "表里缺项",
            Self::LeftBlankButFilled => "填了不该填的项",
            Self::PartExceedsWhole => "其中数大于总数",
            Self::WholeBlank => "有其中数而总数空着",
            Self::RelationBroken => "各项之间不平衡",
            Self::TotalDoesNotCarry => "累计数与上次累计加当月不符",
            Self::TotalFell => "累计数比上次少",
            Self::TotalBelowMonth => "累计数比当月数少",
            Self::FarAboveLastMonth => "当月数比上月大很多",
            Self::BlankAfterValue => "上月有数、当月空着",
            Self::Blank => "有的数空着",
            Self::FilledEarlier => "填报时间比这个月早",
            Self::DoesNotAddUp => "算出的数与填的不符",
            Self::SameAsLastMonth => "与上月完全相同",
            Self::OtherVersion => "同一个月报了不同的数",
            Self::NotAsExported => "与导出时不一样",
            Self::Draft => "报的是草稿",
            Self::Explained => "有出入，已写说明",
            Self::BeforeFirstMonth => "含首次收到以前的累计",
            Self::FarBelowLastMonth => "当月数比上月小很多",
            Self::NoScan => "没有盖章扫描件",
            Self::PdfDiffers => "PDF 和表里的数不一样",
            Self::NotExpected => "不用报的单位报了表",
            Self::SameAsReturned => "退回以后没有更正",
            Self::NotBegun => "报的月份还没有到",
            Self::LongAgo => "报的月份和收到的日期差得远",
            Self::BeforeBeginning => "报的是汇总开始以前的月份",
            Self::Remark => "表里有要说明的地方",
        }
    }
}

/// A check that reports did not pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Fault {
    pub code: FindingCode,
    /// Its name in words.
    pub name: String,
    /// Whose reports, in the order of the register.
    pub units: Vec<String>,
}

impl Inbox {
    /// The report that a unit has to correct or explain, with what is open about it: the one that was sent back, else the one
    /// that waits, else the one that counts while what the checks ask about it is not answered. What is blank is asked along.
    pub(super) fn open_findings(
        &self,
        form: &Form,
        month: Month,
        stands: &UnitMonth,
    ) -> Option<(ReportRef, Vec<Finding>)> {
        let judged = self.judgement(month, stands.unit);
        let at = match (stands.standing, judged.verdict) {
            (Standing::Returned, Some(Verdict::Returned(at))) => at,
            (Standing::Waiting, _) => stands.waiting.or(stands.version)?,
            _ => return None,
        };
        let mut findings = self.check(form, (month, stands.unit), at);
        let is_told = |finding: &Finding| finding.grade != Grade::Hint || finding.code == FindingCode::Blank;
        findings.retain(|finding| is_told(finding) && !judged.answers(at, finding));
        Some((at, findings))
    }

    /// What was wrong with the report that was sent back; nothing for a unit of which none was, or something came since.
    pub fn faults_sent_back(&self, form: &Form, month: Month, stands: &UnitMonth) -> Vec<Question> {
        if stands.standing != Standing::Returned {
            return Vec::new();
        }
        let Some((at, findings)) = self.open_findings(form, month, stands) else { return Vec::new() };
        let named = |finding| Question {
            unit: Some(stands.name.clone()),
            month: Some(month),
            ..self.about(at, finding)
        };
        findings.into_iter().map(named).collect()
    }

    /// What the reports of a month did not pass, the checks that most units missed first. A report that was sent back counts,
    /// and one that was answered does not.
    pub(super) fn faults(&self, form: &Form, status: &MonthStatus) -> Vec<Fault> {
        let mut found: BTreeMap<FindingCode, Vec<String>> = BTreeMap::new();
        for unit in &status.units {
            let Some((_, findings)) = self.open_findings(form, status.month, unit) else { continue };
            // What is blank counts only together with what has to be corrected.
            let findings = findings.iter().filter(|finding| finding.grade != Grade::Hint);
            let mut codes: Vec<FindingCode> = findings.map(|finding| finding.code).collect();
            codes.sort_unstable();
            codes.dedup();
            for code in codes {
                found.entry(code).or_default().push(unit.name.clone());
            }
        }
        let mut faults: Vec<Fault> = found
            .into_iter()
            .map(|(code, units)| Fault { code, name: code.name().to_owned(), units })
            .collect();
        faults.sort_by_key(|fault| std::cmp::Reverse(fault.units.len()));
        faults
    }
}
