//! What was decided at the other end, in the words of the log and of the undo button.

use std::collections::BTreeSet;
use std::ops::Deref;

use super::Session;
use super::facet::History;
use crate::collation::{MemberId, ReceiptId, ReportRef, Verdict};
use crate::period::{Month, date_name};
use crate::store::{AssignmentPart, Change, JudgementPart, MemberPart, Operation, OperationKind, Place};
use crate::unit::UnitKind;
use crate::wording::quoted;

/// Whether it is the clerk who does such a thing.
pub(super) fn is_of_clerk(kind: OperationKind) -> bool {
    use OperationKind as K;
    let decided =
        matches!(kind, K::Accept | K::Return | K::Exempt | K::Expect | K::Exclude | K::Assign | K::NotePhone);
    decided || matches!(kind, K::Register | K::Take)
}

impl<S: Deref<Target = Session>> History<S> {
    /// What a decision is about: a report, or a unit's month. What followed from it is not named.
    pub(super) fn decided_about(&self, operation: &Operation) -> Option<String> {
        use OperationKind as K;
        let mut places = operation.changes.iter().map(|change| change.place);
        match operation.kind {
            K::Assign | K::Exclude => places.find_map(|place| match place {
                Place::Assignment(report, _) => Some(self.report_name_in(report)),
                _ => None,
            }),
            K::Accept | K::Return | K::Exempt | K::Expect | K::NotePhone => {
                let judged = places.filter_map(|place| match place {
                    Place::Judgement(month, unit, part) => {
                        Some((part == JudgementPart::Version, month, unit))
                    }
                    _ => None,
                });
                // Which report counts may follow in other months too.
                let (_, month, unit) = judged.min_by_key(|(follows, ..)| *follows)?;
                Some(format!("{}{}", self.member_name(unit), month.name()))
            }
            _ => None,
        }
    }

    /// The name of a unit in the register.
    fn member_name(&self, id: MemberId) -> String {
        let member = self.session.inbox.register.member(id);
        member.map_or_else(|| format!("名册第 {id} 号"), |member| quoted(&member.name))
    }

    /// The name of a file that came in.
    fn receipt_name(&self, id: ReceiptId) -> String {
        let receipt = self.session.inbox.receipts.get(&id);
        receipt.map_or_else(|| format!("第 {} 号文件", id.0), |receipt| quoted(&receipt.name))
    }

    fn report_name_in(&self, report: ReportRef) -> String {
        let name = self.receipt_name(report.receipt);
        let tab = self.session.inbox.sheet(report).filter(|tab| !tab.is_empty());
        tab.map_or(name.clone(), |tab| format!("{name}的{}", quoted(tab)))
    }

    /// What a place of the other end is, in words.
    pub(super) fn collated_place(&self, place: Place) -> Option<String> {
        Some(match place {
            Place::Member(id, part) => {
                let what = match part {
                    MemberPart::Name => "名称",
                    MemberPart::Kind => "类别",
                    MemberPart::Aliases => "别名",
                    MemberPart::FirstMonth => "开始填报的月份",
                    MemberPart::LastMonth => "最后填报的月份",
                    MemberPart::Successor => "并入的单位",
                    MemberPart::Person => "填报人",
                    MemberPart::Phone => "联系电话",
                    MemberPart::Position => "次序",
                };
                format!("{}的{what}", self.member_name(id))
            }
            Place::Taken(receipt) => format!("收到的文件{}", self.receipt_name(receipt)),
            Place::Assignment(report, part) => {
                let what = match part {
                    AssignmentPart::Unit => "单位",
                    AssignmentPart::Month => "月份",
                    AssignmentPart::Excluded => "排除的原因",
                    AssignmentPart::Reason => "指定的原因",
                    AssignmentPart::ReceivedOn => "收到日期",
                    AssignmentPart::AlsoNamed => "另外的文件名",
                    AssignmentPart::MadeAlias => "指定时记下的别名",
                };
                format!("{}的{what}", self.report_name_in(report))
            }
            Place::Judgement(month, unit, part) => {
                let what = match part {
                    JudgementPart::Version => "采用的表",
                    JudgementPart::Verdict => "处理结果",
                    JudgementPart::Reason => "处理原因",
                    JudgementPart::Phone => "电话记录",
                    JudgementPart::Answered => "核实过的疑问",
                };
                format!("{}{}的{what}", self.member_name(unit), month.name())
            }
            _ => return None,
        })
    }

    /// What an operation of the other end changed, in words.
    pub(super) fn collated_places(&self, operation: &Operation) -> String {
        if let Some(told) = self.register_places(operation) {
            return told;
        }
        let taken = |change: &&Change| matches!(change.place, Place::Taken(_));
        match operation.changes.iter().filter(taken).count() {
            0 => operation
                .changes
                .first()
                .and_then(|change| self.collated_place(change.place))
                .unwrap_or_default(),
            count => format!("收到的 {count} 个文件"),
        }
    }

    /// What an operation changed in the register, where that is more than one thing.
    fn register_places(&self, operation: &Operation) -> Option<String> {
        if operation.kind != OperationKind::Register {
            return None;
        }
        // Which report counts may follow from it.
        let changes: Vec<&Change> =
            operation.changes.iter().filter(|change| matches!(change.place, Place::Member(..))).collect();
        let units: BTreeSet<MemberId> = changes
            .iter()
            .filter_map(|change| match change.place {
                Place::Member(id, _) => Some(id),
                _ => None,
            })
            .collect();
        let mut all = units.iter();
        match (all.next(), all.next(), changes.len()) {
            (Some(_), Some(_), _) => Some(format!("名册里的 {} 个单位", units.len())),
            (Some(_), None, 1) => changes.first().and_then(|change| self.collated_place(change.place)),
            (Some(id), None, count @ 2..) => {
                // A unit that was entered, or taken back, may be in the register no more.
                let name = |change: &Change| {
                    let is_name = change.place == Place::Member(*id, MemberPart::Name);
                    change.after.as_ref().or(change.before.as_ref()).filter(|_| is_name).cloned()
                };
                // The number of a unit that was taken out may be another one's by now: the operation's own name comes first.
                let known = || self.session.inbox.register.member(*id).map(|member| member.name.clone());
                let name = operation.changes.iter().find_map(name).or_else(known).unwrap_or_default();
                let is_whole = operation.changes.iter().any(|change| {
                    change.place == Place::Member(*id, MemberPart::Name)
                        && (change.before.is_none() || change.after.is_none())
                });
                let is_removed = operation.changes.iter().any(|change| {
                    change.place == Place::Member(*id, MemberPart::Name) && change.after.is_none()
                });
                Some(match (is_whole, is_removed) {
                    (true, true) => format!("去掉{}", quoted(name)),
                    (true, false) => quoted(name),
                    (false, _) => format!("{} {count} 项", quoted(name)),
                })
            }
            _ => None,
        }
    }

    /// A stored text of the other end, in words.
    pub(super) fn collated_text(&self, place: Place, text: &str) -> Option<String> {
        let month = || text.parse().map_or_else(|_| text.to_owned(), Month::name);
        let unit = || text.parse().map_or_else(|_| text.to_owned(), |id| self.member_name(id));
        let report = || text.parse().map_or_else(|_| text.to_owned(), |report| self.report_name_in(report));
        Some(match place {
            Place::Member(_, part) => match part {
                MemberPart::FirstMonth | MemberPart::LastMonth => month(),
                MemberPart::Successor => unit(),
                MemberPart::Kind => self.session.notice().kind_name(&UnitKind::from(text)),
                MemberPart::Aliases => text.lines().collect::<Vec<_>>().join("、"),
                MemberPart::Name | MemberPart::Person | MemberPart::Phone => text.to_owned(),
                // A number that says nothing to a person.
                MemberPart::Position => "已调整".to_owned(),
            },
            Place::Taken(_) => text.split_once(' ').map_or("", |(_, name)| name).to_owned(),
            Place::Assignment(_, part) => match part {
                AssignmentPart::Unit => unit(),
                AssignmentPart::Month => month(),
                AssignmentPart::ReceivedOn => text.parse().map_or_else(|_| text.to_owned(), date_name),
                AssignmentPart::AlsoNamed => text.lines().map(quoted).collect::<Vec<_>>().join("、"),
                AssignmentPart::Excluded | AssignmentPart::Reason | AssignmentPart::MadeAlias => {
                    text.to_owned()
                }
            },
            Place::Judgement(_, _, part) => match part {
                JudgementPart::Version => report(),
                JudgementPart::Verdict => match text.parse() {
                    Ok(Verdict::Accepted(report)) => format!("采用{}", self.report_name_in(report)),
                    Ok(Verdict::Returned(report)) => format!("退回{}", self.report_name_in(report)),
                    Ok(Verdict::Exempt(_)) => "免报".to_owned(),
                    Err(_) => text.to_owned(),
                },
                JudgementPart::Reason | JudgementPart::Phone => text.to_owned(),
                JudgementPart::Answered => format!("{} 处", text.lines().count()),
            },
            _ => return None,
        })
    }
}
