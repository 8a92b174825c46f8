//! The register of the units below as a page shows it, and changing one unit in it, in one step of undo and with what that does
//! to the months in words. A unit's months stay its own whatever becomes of it.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use super::facet::Collation;
use super::register_checks::{changed, drafted, entered, member, with};
use super::register_removal::removed;
use super::register_words::{sentences, span};
use super::{MemberDraft, NewMember, Now, Session};
use crate::collation::{Inbox, Member, MemberId};
use crate::error::Error;
use crate::period::Month;
use crate::store::{Edit, MemberPart, OperationKind, Place};

/// The register, and what undo would reverse.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RegisterPage {
    /// In the order of the register.
    pub rows: Vec<RegisterRow>,
    /// The months that a unit may begin or end with.
    pub months: Vec<Month>,
    /// How many are expected in this month.
    pub expected: usize,
    pub undo: Option<String>,
    pub redo: Option<String>,
}

/// A unit of the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RegisterRow {
    pub unit: MemberId,
    #[serde(flatten)]
    pub draft: MemberDraft,
    pub kind_name: String,
    /// The months for which it reports, in words; empty for all.
    pub months: String,
    /// The name of the unit that reports in its place.
    pub successor_name: Option<String>,
    /// Whom to call according to its last report that counts, where the register says another.
    pub reported_by: Option<String>,
    /// Whether it reports in this month.
    pub reports: bool,
}

impl<S: Deref<Target = Session>> Collation<S> {
    /// The register on the day `today`.
    pub fn register(&self, today: NaiveDate) -> Result<RegisterPage, Error> {
        self.refuse_other_side()?;
        let campaign = &self.form().campaign;
        let this_month = campaign.month_of(today);
        let (undo, redo) = self.session.history().reversible()?;
        let rows: Vec<RegisterRow> =
            self.inbox().register.in_order().into_iter().map(|member| self.row(member, this_month)).collect();
        // A unit is seldom ended more than a year ahead.
        let last = (0..12).fold(self.last_month(today), |month, _| month.next());
        Ok(RegisterPage {
            expected: self.inbox().to_report(this_month).count(),
            months: campaign.months(campaign.first_month, last).collect(),
            rows,
            undo,
            redo,
        })
    }

    fn row(&self, member: &Member, this_month: Month) -> RegisterRow {
        let inbox = self.inbox();
        let name_of = |id| inbox.register.member(id).map(|member: &Member| member.name.clone());
        let (person, phone) = inbox.contact(member.id);
        let differs = (&person, &phone) != (&member.person, &member.phone);
        let reported =
            [person, phone].into_iter().filter(|said| !said.is_empty()).collect::<Vec<_>>().join(" ");
        let months = match (member.first_month, member.last_month) {
            (None, None) => String::new(),
            (Some(first), None) => format!("{}起", first.name()),
            (None, Some(last)) => format!("到{}", last.name()),
            (Some(first), Some(last)) => span(first, last),
        };
        RegisterRow {
            unit: member.id,
            draft: MemberDraft::from(member),
            kind_name: self.session.notice().kind_name(&member.kind),
            months,
            successor_name: member.successor.and_then(name_of),
            reported_by: Some(reported).filter(|said| differs && !said.is_empty()),
            reports: inbox.expects(this_month, member),
        }
    }

    /// The month of the day, or the last of which something came.
    fn last_month(&self, today: NaiveDate) -> Month {
        let decided = self.inbox().judgements.keys().next_back().map(|(month, _)| *month);
        let campaign = &self.form().campaign;
        decided.into_iter().fold(campaign.month_of(today), Month::max).max(campaign.first_month)
    }

    /// What it would do to the months if a unit stood so in the register, a sentence each; without `unit` it is a new one.
    pub fn preview_member(
        &self,
        today: NaiveDate,
        unit: Option<MemberId>,
        draft: MemberDraft,
    ) -> Result<Vec<String>, Error> {
        self.refuse_other_side()?;
        let (notice, form, inbox) = (self.session.notice(), self.form(), self.inbox());
        let id = unit.unwrap_or_else(|| inbox.register.next_id());
        let register = if let Some(unit) = unit {
            changed(notice, form, inbox, unit, draft)?
        } else {
            // Refused with the words that the step itself would be refused with.
            entered(notice, form, inbox, vec![draft.unit.clone()])?;
            let NewMember { name, kind, aliases, first_month, last_month, .. } = draft.unit;
            with(inbox, Member { name, kind, aliases, first_month, last_month, ..Member::unnamed(id) })
        };
        Ok(self.told(today, inbox, &inbox.with_register(register), id))
    }

    /// What became of the months by what was changed of a unit in the register since `before`, a sentence each.
    pub fn member_since(&self, today: NaiveDate, before: &Inbox, unit: MemberId) -> Vec<String> {
        self.told(today, before, self.inbox(), unit)
    }

    fn told(&self, today: NaiveDate, before: &Inbox, after: &Inbox, unit: MemberId) -> Vec<String> {
        let last = after.register.member(unit).and_then(|member| member.last_month).map(Month::next);
        let last = last.into_iter().fold(self.last_month(today), Month::max);
        sentences(before, after, unit, &before.register_change(self.form(), after, unit, last))
    }
}

impl<S: DerefMut<Target = Session>> Collation<S> {
    /// Changes a unit of the register to stand as it is drafted. A name that it had stays an alias: what came in under it is
    /// still known by it.
    pub fn set_member(&mut self, now: Now, unit: MemberId, draft: MemberDraft) -> Result<(), Error> {
        self.redraft(now, unit, |stands| *stands = draft)
    }

    /// Adds another name of a unit.
    pub fn add_alias(&mut self, now: Now, unit: MemberId, alias: &str) -> Result<(), Error> {
        self.redraft(now, unit, |stands| stands.unit.aliases.push(alias.to_owned()))
    }

    /// Ends a unit after a month; its months stay its own. `successor` reports in its place from then on.
    pub fn end_member(
        &mut self,
        now: Now,
        unit: MemberId,
        last_month: Month,
        successor: Option<MemberId>,
    ) -> Result<(), Error> {
        self.redraft(now, unit, |stands| {
            stands.unit.last_month = Some(last_month);
            stands.successor = successor.or(stands.successor);
        })
    }

    /// Takes a unit out of the register that was entered by mistake: nothing came of it and nothing was decided.
    pub fn remove_member(&mut self, now: Now, unit: MemberId) -> Result<(), Error> {
        self.change(now, OperationKind::Register, |form, inbox| removed(form, inbox, unit))
    }

    /// The one way in which a unit changes, with every check.
    fn redraft(
        &mut self,
        now: Now,
        unit: MemberId,
        redraft: impl FnOnce(&mut MemberDraft),
    ) -> Result<(), Error> {
        let notice = Arc::clone(self.session.notice());
        self.change(now, OperationKind::Register, |form, inbox| {
            let mut draft = MemberDraft::from(member(inbox, unit)?);
            redraft(&mut draft);
            drafted(&notice, form, inbox, unit, draft)
        })
    }

    /// Puts a unit before another one, or at the end.
    pub fn move_member(&mut self, now: Now, unit: MemberId, before: Option<MemberId>) -> Result<(), Error> {
        self.change(now, OperationKind::Register, |_, inbox| {
            member(inbox, unit)?;
            before.map(|before| member(inbox, before)).transpose()?;
            let edit = |(id, position): (MemberId, i64)| -> Edit {
                (Place::Member(id, MemberPart::Position), Some(position.to_string()))
            };
            Ok(inbox.register.moved(unit, before).into_iter().map(edit).collect())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Side;
    use crate::unit::UnitKind;

    fn now() -> Now {
        "2022-03-20T09:00:00+08:00".parse().unwrap()
    }

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    fn begun(folder: &tempfile::TempDir) -> Session {
        let mut session = Session::open_side(Side::Collation, folder.path()).unwrap();
        let members =
            ["高峰镇", "五桥镇", "龙沙镇"].map(|name| NewMember::named(name, UnitKind::from("township")));
        session.collation_mut().begin(now(), "万州区城市管理局", members.to_vec()).unwrap();
        session
    }

    fn draft(session: &Session, name: &str) -> (MemberId, MemberDraft) {
        let collation = session.collation();
        let member = collation.member(name).unwrap();
        (member.id, MemberDraft::from(member))
    }

    fn told(session: &Session, unit: MemberId, draft: &MemberDraft) -> String {
        let told = session.collation().preview_member(now().date_naive(), Some(unit), draft.clone());
        told.map_or_else(|refused| refused.to_string(), |told| told.join("。"))
    }

    #[test]
    fn a_unit_is_changed_in_one_step_and_undone() {
        let folder = tempfile::tempdir().unwrap();
        let mut session = begun(&folder);
        let (unit, mut draft) = draft(&session, "高峰镇");
        draft.unit.name = "高峰街道".into();
        draft.unit.kind = UnitKind::from("street");
        draft.unit.phone = "58130001".into();
        assert_eq!(
            told(&session, unit, &draft),
            "各月都写新的名称；“高峰镇”留作别名，写着它的表照样认得。各月都归到新的类别，汇总数不变"
        );
        session.collation_mut().set_member(now(), unit, draft).unwrap();
        let page = session.collation().register(now().date_naive()).unwrap();
        assert_eq!(page.rows[0].draft.unit.aliases, ["高峰镇"]);
        assert_eq!(page.undo.as_deref(), Some("改名册：“高峰街道” 4 项"));
        session.history_mut().undo(now()).unwrap().unwrap();
        let page = session.collation().register(now().date_naive()).unwrap();
        assert_eq!(
            (page.rows[0].draft.unit.name.as_str(), page.rows[0].kind_name.as_str()),
            ("高峰镇", "镇乡")
        );
    }

    #[test]
    fn an_end_is_told_with_its_months_and_who_follows() {
        let folder = tempfile::tempdir().unwrap();
        let mut session = begun(&folder);
        let (successor, _) = draft(&session, "五桥镇");
        let (unit, mut draft) = draft(&session, "高峰镇");
        draft.successor = Some(successor);
        assert!(told(&session, unit, &draft).contains("最后报到哪个月"));
        draft.unit.last_month = Some(month("2022-02"));
        assert_eq!(
            told(&session, unit, &draft),
            "2022年3月起不再应报；其他各月不变，收到的表还是它自己的，不移给别的单位。以后的由“五桥镇”报，以前各月不算到它名下"
        );
        session.collation_mut().set_member(now(), unit, draft.clone()).unwrap();
        let expected = |at: &str| session.collation().status(at.parse().unwrap()).unwrap().expected;
        assert_eq!((expected("2022-02"), expected("2022-03")), (3, 2));
        assert_eq!(told(&session, unit, &draft), "", "nothing more changes");
        draft.unit.last_month = None;
        draft.successor = None;
        assert_eq!(told(&session, unit, &draft), "2022年3月起应报，没有收到的算未报");
        draft.unit.first_month = Some(month("2022-03"));
        draft.unit.last_month = Some(month("2022-02"));
        assert!(told(&session, unit, &draft).contains("不能早于"));
        draft.unit.first_month = Some(month("2021-03"));
        assert!(session.collation_mut().set_member(now(), unit, draft).is_err());
    }

    #[test]
    fn a_name_of_another_unit_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let session = begun(&folder);
        let (unit, mut draft) = draft(&session, "高峰镇");
        draft.unit.aliases = vec!["万州区五桥镇人民政府".into()];
        assert!(told(&session, unit, &draft).contains("已经有“万州区五桥镇人民政府”"));
        let (five, mut other) = self::draft(&session, "五桥镇");
        other.unit.aliases = vec!["五桥场".into()];
        let mut with_alias = session;
        with_alias.collation_mut().set_member(now(), five, other).unwrap();
        let session = with_alias;
        draft.unit.aliases = vec!["五桥场".into()];
        assert_eq!(
            told(&session, unit, &draft),
            "名册里已经有“五桥场”，是“五桥镇”的别名，什么都没有改动。名称和别名都不能重复"
        );
        draft.unit.aliases = vec!["高峰场".into(), "高峰场".into()];
        assert_eq!(told(&session, unit, &draft), "各月应报的单位和汇总数都不变");
    }

    #[test]
    fn a_new_unit_is_told_from_when_on() {
        let folder = tempfile::tempdir().unwrap();
        let mut session = begun(&folder);
        let new = NewMember {
            first_month: Some(month("2022-03")),
            ..NewMember::named("新城镇", UnitKind::from("township"))
        };
        let draft = MemberDraft { unit: new.clone(), successor: None };
        let told = session.collation().preview_member(now().date_naive(), None, draft).unwrap();
        assert_eq!(told, ["2022年3月起应报，没有收到的算未报"]);
        session.collation_mut().add_members(now(), vec![new]).unwrap();
        let (unit, _) = self::draft(&session, "新城镇");
        let (first, _) = self::draft(&session, "高峰镇");
        session.collation_mut().move_member(now(), unit, Some(first)).unwrap();
        let page = session.collation().register(now().date_naive()).unwrap();
        assert_eq!(page.rows[0].draft.unit.name, "新城镇");
        assert_eq!(page.undo.as_deref(), Some("改名册：“新城镇”的次序"));
    }

    #[test]
    fn units_do_not_follow_each_other_in_a_circle() {
        let folder = tempfile::tempdir().unwrap();
        let mut session = begun(&folder);
        let [(one, _), (two, mut drafted), (three, _)] =
            ["高峰镇", "五桥镇", "龙沙镇"].map(|name| draft(&session, name));
        let last = month("2022-03");
        session.collation_mut().end_member(now(), one, last, Some(two)).unwrap();
        session.collation_mut().end_member(now(), three, last, Some(one)).unwrap();
        let refused = session.collation_mut().end_member(now(), two, last, Some(three)).unwrap_err();
        assert!(refused.to_string().starts_with("“龙沙镇”已经并入了“五桥镇”"), "{refused}");
        (drafted.unit.last_month, drafted.successor) = (Some(last), Some(one));
        assert!(told(&session, two, &drafted).contains("“五桥镇”不能再并入“高峰镇”"));
    }

    #[test]
    fn a_word_that_every_form_carries_is_no_name() {
        let folder = tempfile::tempdir().unwrap();
        let mut session = begun(&folder);
        let (unit, _) = draft(&session, "高峰镇");
        for word in ["附件2", "附件 2", "附件", "2022年3月", "3月报表.xlsx", "万州区", "重庆市万州区人民政府"]
        {
            let (_, mut drafted) = draft(&session, "高峰镇");
            drafted.unit.aliases.push(word.into());
            let in_window = told(&session, unit, &drafted);
            assert!(
                in_window.contains(&format!("“{word}”是表上、文件名里或地名里本来就有的字")),
                "{in_window}"
            );
            let refused = session.collation_mut().add_alias(now(), unit, word).unwrap_err();
            assert_eq!(refused.to_string(), in_window, "the command line has the same checks");
            let new = NewMember::named(word, UnitKind::from("township"));
            assert!(session.collation_mut().add_members(now(), vec![new]).is_err(), "{word}");
        }
        session.collation_mut().add_alias(now(), unit, "高峰场").unwrap();
        assert_eq!(draft(&session, "高峰场").0, unit);
        assert!(session.collation_mut().end_member(now(), unit, month("2021-03"), None).is_err());
    }
}
