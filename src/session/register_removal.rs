//! Taking a unit out of the register that was entered by mistake. A unit of which anything came or was decided stays, and is ended
//! instead.

use super::CollationError;
use super::register_checks::{member, member_edits};
use crate::collation::{Judgement, MemberId, SortedInbox};
use crate::error::Error;
use crate::notice::Form;
use crate::store::Edit;
use crate::wording::quoted;

/// The edits that take a unit out of the register.
pub(super) fn removed(form: &Form, inbox: &SortedInbox, unit: MemberId) -> Result<Vec<Edit>, Error> {
    let stands = member(inbox, unit)?;
    if let Some(why) = why_it_stays(form, inbox, unit) {
        return Err(CollationError::MemberStays { unit: stands.name.clone(), why }.into());
    }
    Ok(member_edits(stands).into_iter().map(|(place, _)| (place, None)).collect())
}

/// What there is of a unit, as a part of a sentence.
fn why_it_stays(form: &Form, inbox: &SortedInbox, unit: MemberId) -> Option<String> {
    let came = || {
        let assigned = inbox.assignments.iter().filter(|(_, one)| one.unit == Some(unit)).map(|(at, _)| *at);
        let placed = inbox.sorted(form).placed.iter().filter(|(_, placed)| placed.unit == Some(unit));
        placed.map(|(at, _)| *at).chain(assigned)
    };
    let decided = || {
        let of_unit = inbox
            .judgements
            .iter()
            .filter(|((_, of), judged)| *of == unit && **judged != Judgement::default());
        of_unit.map(|((month, _), _)| month.name())
    };
    let closed =
        || inbox.closed.iter().find(|(_, expected)| expected.contains(&unit)).map(|(month, _)| *month);
    let predecessor = || inbox.register.members.values().find(|other| other.successor == Some(unit));
    let file = came().find_map(|at| inbox.receipt(at)).map(|receipt| quoted(&receipt.name));
    file.map(|file| format!("收到过它的文件（如{file}）"))
        .or_else(|| decided().next().map(|month| format!("{month}处理过它的表（免报、退回、电话记录等）")))
        .or_else(|| closed().map(|month| format!("{}关账时它在应报之列", month.name())))
        .or_else(|| predecessor().map(|other| format!("{}并入了它", quoted(&other.name))))
}

#[cfg(test)]
mod tests {
    use crate::collation::MemberId;
    use crate::error::Error;
    use crate::session::{NewMember, Now, Session};
    use crate::store::Side;
    use crate::unit::UnitKind;

    fn now() -> Now {
        "2022-03-20T09:00:00+08:00".parse().unwrap()
    }

    fn begun(folder: &tempfile::TempDir) -> Session {
        let mut session = Session::open_side(Side::Collation, folder.path()).unwrap();
        let units = ["高峰镇", "五桥镇", "粘贴错了"];
        let members = units.map(|name| NewMember::named(name, UnitKind::from("township")));
        session.collation_mut().begin(now(), "万州区城市管理局", members.to_vec()).unwrap();
        session
    }

    fn id(session: &Session, name: &str) -> MemberId {
        session.collation().member(name).unwrap().id
    }

    fn remove(session: &mut Session, name: &str) -> Result<(), Error> {
        let unit = id(session, name);
        session.collation_mut().remove_member(now(), unit)
    }

    #[test]
    fn a_unit_that_was_pasted_by_mistake_goes_and_comes_back_with_undo() {
        let folder = tempfile::tempdir().unwrap();
        let mut session = begun(&folder);
        remove(&mut session, "粘贴错了").unwrap();
        let page = session.collation().register(now().date_naive()).unwrap();
        assert_eq!((page.rows.len(), page.undo.as_deref()), (2, Some("改名册：去掉“粘贴错了”")));
        session
            .collation_mut()
            .add_members(now(), vec![NewMember::named("新乡镇", UnitKind::from("township"))])
            .unwrap();
        let page = session.collation().register(now().date_naive()).unwrap();
        assert_eq!(page.undo.as_deref(), Some("改名册：“新乡镇”"));
        for _ in 0..2 {
            session.history_mut().undo(now()).unwrap().unwrap();
        }
        assert_eq!(session.collation().register(now().date_naive()).unwrap().rows.len(), 3);
        assert!(
            session.collation().member("新乡镇").is_err() && session.collation().member("粘贴错了").is_ok()
        );
    }

    #[test]
    fn a_unit_of_which_something_was_decided_stays_and_is_ended_instead() {
        let folder = tempfile::tempdir().unwrap();
        let mut session = begun(&folder);
        let month = "2022-02".parse().unwrap();
        let unit = id(&session, "高峰镇");
        session.collation_mut().exempt(now(), (month, unit), "当月没有开展").unwrap();
        let refused = remove(&mut session, "高峰镇").unwrap_err().to_string();
        assert!(refused.contains("“高峰镇”不能从名册里去掉：2022年2月处理过它的表"), "{refused}");
        assert!(refused.contains("最后报到哪个月"), "{refused}");
        session.history_mut().undo(now()).unwrap().unwrap();
        let successor = id(&session, "五桥镇");
        session.collation_mut().end_member(now(), unit, month, Some(successor)).unwrap();
        assert!(remove(&mut session, "五桥镇").unwrap_err().to_string().contains("“高峰镇”并入了它"));
        remove(&mut session, "高峰镇").unwrap();
        remove(&mut session, "五桥镇").unwrap();
    }
}
