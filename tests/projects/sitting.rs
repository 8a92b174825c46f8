//! The list in a sitting, as the window goes through it.

use rusqlite::Connection;
use yuebao::error::{Error, Problem};
use yuebao::projects::{MOST_PROJECTS, Project, ProjectField, ProjectId};
use yuebao::session::Session;

use crate::harness::{Office, now, past_the_triggers};

struct Sitting {
    office: Office,
    session: Session,
}

impl Sitting {
    /// A list of projects that are called so, with the ids 1, 2, 3 …
    fn with(names: &[&str]) -> Self {
        let office = Office::begun();
        let mut session = office.session();
        for by in names {
            session
                .projects_mut()
                .add_project(now(), Project { by: (*by).into(), ..Project::default() })
                .unwrap();
        }
        Self { office, session }
    }

    fn names(&self) -> String {
        let list = &self.session.project_list().unwrap().list;
        list.iter().map(|listed| listed.project.by.as_str()).collect::<Vec<_>>().join(" ")
    }

    fn id(&self, number: usize) -> ProjectId {
        self.session.project_list().unwrap().numbered(number).unwrap().id
    }

    fn undo(&mut self) -> String {
        self.session.history_mut().undo(now()).unwrap().map(|undone| undone.sentence).unwrap_or_default()
    }
}

#[test]
fn what_is_typed_is_told_before_it_is_saved_and_the_blank_row_becomes_a_project() {
    let mut sitting = Sitting::with(&[]);
    let session = &mut sitting.session;
    let typed = vec![(ProjectField::Due, "2022年3月31日".to_owned())];
    let row = session.projects().preview_project(now(), None, typed).unwrap();
    assert_eq!((row.number, row.remark.as_str()), (1, "还有 11 天"), "told before it is saved");
    assert!(session.project_list().unwrap().list.is_empty(), "and nothing of it is kept");
    let saved =
        session.projects_mut().save_project(now(), None, ProjectField::Due, "2022年3月31日", None).unwrap();
    let id = saved.id.unwrap();
    assert_eq!((saved.sheet.rows[0].id, saved.sheet.rows[0].remark.as_str()), (id, "还有 11 天"));
    session.projects_mut().save_project(now(), Some(id), ProjectField::By, " 龙沙\n社区 ", None).unwrap();
    assert_eq!(sitting.names(), "龙沙 社区");
    let nothing =
        sitting.session.projects_mut().save_project(now(), None, ProjectField::By, "  ", None).unwrap();
    assert_eq!((nothing.id, sitting.names().as_str()), (None, "龙沙 社区"), "a blank makes no project");
}

#[test]
fn a_text_that_a_pause_has_saved_half_way_is_one_step() {
    let mut sitting = Sitting::with(&["甲"]);
    let id = sitting.id(1);
    let half = sitting
        .session
        .projects_mut()
        .save_project(now(), Some(id), ProjectField::Scale, "公", None)
        .unwrap();
    sitting
        .session
        .projects_mut()
        .save_project(now(), Some(id), ProjectField::Scale, "公厕", half.operation)
        .unwrap();
    assert_eq!(sitting.office.session().project_list().unwrap().list[0].project.scale, "公厕");
    assert_eq!(sitting.undo(), "已撤销：第 1 项“甲” 公厕 → 空白");
    assert_eq!(sitting.undo(), "已撤销：项目“甲”不在清单里了");
}

#[test]
fn every_change_is_undone_with_a_sentence() {
    let mut sitting = Sitting::with(&["甲", "乙", "丙"]);
    let (first, second) = (sitting.id(1), sitting.id(2));
    sitting.session.projects_mut().move_project(now(), first, 2).unwrap();
    assert_eq!(sitting.names(), "乙 丙 甲");
    sitting.session.projects_mut().remove_projects(now(), vec![second]).unwrap();
    assert_eq!(sitting.names(), "丙 甲");
    sitting.session.projects_mut().set_project_done(now(), first, true).unwrap();
    sitting
        .session
        .projects_mut()
        .set_project(now(), first, vec![(ProjectField::By, "甲改".into())])
        .unwrap();
    sitting
        .session
        .projects_mut()
        .paste_projects(now(), Some(first), ProjectField::By, "戊\t一\n己\t二\n")
        .unwrap();
    assert_eq!(sitting.names(), "丙 戊 己");
    let told: Vec<String> = (0..5).map(|_| sitting.undo()).collect();
    assert_eq!(
        told,
        [
            "已撤销：2 个项目不在清单里了",
            "已撤销：第 2 项“甲” 甲改 → 甲",
            "已撤销：第 2 项“甲”的完成标记",
            "已撤销：第 1 项“乙”回到了清单里",
            "已撤销：第 1 项“甲”的顺序",
        ]
    );
    assert_eq!(sitting.names(), "甲 乙 丙");
    assert_eq!(sitting.session.history_mut().redo(now()).unwrap().unwrap().project, Some(first));
    assert_eq!(sitting.names(), "乙 丙 甲");
}

#[test]
fn what_was_sent_is_not_undone() {
    let mut sitting = Sitting::with(&["甲"]);
    sitting.session.projects_mut().send_projects(now()).unwrap();
    assert_eq!(sitting.undo(), "已撤销：项目“甲”不在清单里了");
    assert_eq!(sitting.session.project_list().unwrap().sent.len(), 1);
    let connection = Connection::open(sitting.office.file()).unwrap();
    for statement in ["UPDATE sent_projects SET content = '{}'", "DELETE FROM sent_projects"] {
        let refused = connection.execute(statement, []).unwrap_err();
        assert!(refused.to_string().contains("never changed"), "{refused}");
    }
}

#[test]
fn a_deleted_project_is_never_mistaken_for_a_new_one() {
    let mut sitting = Sitting::with(&["甲"]);
    sitting.session.projects_mut().send_projects(now()).unwrap();
    let id = sitting.id(1);
    sitting.session.projects_mut().remove_projects(now(), vec![id]).unwrap();
    sitting
        .session
        .projects_mut()
        .add_project(now(), Project { by: "甲".into(), ..Project::default() })
        .unwrap();
    assert!(sitting.id(1) > id);
    assert_eq!(sitting.session.project_list().unwrap().difference().len(), 2, "one is new, one is dropped");
}

#[test]
fn two_programs_with_one_list_do_not_overwrite_each_other() {
    let mut sitting = Sitting::with(&["甲"]);
    let id = sitting.id(1);
    let half = sitting
        .session
        .projects_mut()
        .save_project(now(), Some(id), ProjectField::Scale, "公", None)
        .unwrap();
    let mut other = sitting.office.session();
    other.projects_mut().add_project(now(), Project { by: "乙".into(), ..Project::default() }).unwrap();
    other.projects_mut().remove_projects(now(), vec![id]).unwrap();
    for instead in [None, half.operation] {
        let refused = sitting.session.projects_mut().save_project(
            now(),
            Some(id),
            ProjectField::Scale,
            "公厕",
            instead,
        );
        let refused = refused.unwrap_err();
        assert!(refused.to_string().starts_with("这个项目已经删除了"), "{refused}");
        assert_eq!(Problem::from(refused).code, "project");
    }
    sitting
        .session
        .projects_mut()
        .add_project(now(), Project { by: "丙".into(), ..Project::default() })
        .unwrap();
    assert_eq!(sitting.names(), "乙 丙");
}

#[test]
fn a_list_holds_so_many_and_no_more() {
    let mut sitting = Sitting::with(&["甲"]);
    let many = "乙\n".repeat(MOST_PROJECTS - 1);
    assert_eq!(
        sitting.session.projects_mut().paste_projects(now(), None, ProjectField::By, &many).unwrap(),
        MOST_PROJECTS - 1
    );
    let one_more =
        sitting.session.projects_mut().add_project(now(), Project { by: "丙".into(), ..Project::default() });
    assert!(matches!(one_more, Err(Error::Store(_))), "{one_more:?}");
    sitting.undo();
    assert_eq!(sitting.names(), "甲");
}

#[test]
fn damage_to_the_list_is_found_when_it_is_opened() {
    for damage in [
        "UPDATE project SET text = '乙' WHERE part = 'by'",
        "DELETE FROM project WHERE part = 'position'",
        "UPDATE sent_projects SET content = replace(content, '甲', '乙')",
    ] {
        let mut sitting = Sitting::with(&["甲"]);
        sitting.session.projects_mut().send_projects(now()).unwrap();
        let Sitting { office, session } = sitting;
        drop(session);
        past_the_triggers(&office.file(), |connection| connection.execute_batch(damage).unwrap());
        let refused = Session::open(office.data()).unwrap_err();
        assert!(refused.to_string().contains("已损坏"), "{damage}: {refused}");
    }
}
