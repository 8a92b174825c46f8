//! What a person answers and sets right makes another draft of the one that was read.

use proptest::prelude::*;
use yuebao::blank_form::{
    Corrected, Correction, CorrectionError, Draft, NoticeField, Sureness, Then, corrected,
};
use yuebao::notice::{FigureId, Notice, RelationOf, Role, Scope};
use yuebao::unit::UnitKind;

use super::drawn::as_document;
use super::truth::Example;
use super::{FORMS, TODAY, draft};

fn read(name: &str) -> Draft {
    let (_, text) = FORMS.iter().find(|(known, _)| *known == name).unwrap();
    draft(&as_document(Example::of(text).form))
}

fn id(text: &str) -> FigureId {
    text.parse().unwrap()
}

fn answer(draft: &Draft, doubt: usize, reading: usize) -> Correction {
    Correction::Answer { doubt, question: draft.doubts[doubt].question.clone(), reading }
}

fn notice(field: NoticeField, text: &str) -> Correction {
    Correction::Notice { field, text: text.to_owned() }
}

fn made(corrected: &Corrected) -> Notice {
    corrected.draft.definition(TODAY.parse().unwrap()).unwrap().1
}

#[test]
fn an_answer_makes_what_it_says_and_the_last_one_counts() {
    let read = read("tourism");
    let parts =
        |made: &Corrected| made.draft.forms[0].figures().filter(|one| one.part_of.value.is_some()).count();
    let before = parts(&corrected(&read, &[]));
    let yes = corrected(&read, &[answer(&read, 0, 1)]);
    assert_eq!((yes.open(), parts(&yes)), (read.doubts.len() - 1, before + read.doubts[0].figures.len()));
    let after_all = corrected(&read, &[answer(&read, 0, 1), answer(&read, 0, 0)]);
    assert_eq!((after_all.answers[0], parts(&after_all)), (Some(0), before));
    assert_eq!(corrected(&read, &[answer(&read, 0, 9)]).unused, 1, "there is no such reading");
}

#[test]
fn an_early_day_is_of_the_month_that_is_answered() {
    let form = "路灯月报表\n填报单位：　　　填报人：\n| 内容 | 单位 | 当月数量 |\n| 公厕 | 座 | |\n| 路灯 | 盏 | |\n\
                注：每月3日前报区城管局。\n";
    let read = draft(&as_document(form));
    let asked = read.doubts.iter().position(|doubt| doubt.fields.contains(&NoticeField::Due)).unwrap();
    for (reading, due) in [(0, "次月3日前"), (1, "每月3日前")] {
        let made = corrected(&read, &[answer(&read, asked, reading)]);
        assert_eq!((made.draft.field(NoticeField::Due).as_str(), made.unused), (due, 0));
    }
}

#[test]
fn what_no_file_says_is_asked_until_it_is_written() {
    let read = read("markets");
    let refused = corrected(&read, &[]).correct(&answer(&read, 0, 0)).unwrap_err();
    assert_eq!(refused, CorrectionError::Blank("文号".into()));
    let written = [
        notice(NoticeField::Number, "无"),
        notice(NoticeField::Due, "次月5日"),
        notice(NoticeField::Office, "县商务局"),
        notice(NoticeField::Kinds, "镇乡、街道、城区街道"),
        notice(NoticeField::FirstMonth, "2026年1月"),
        answer(&read, 0, 0),
    ];
    let written = corrected(&read, &written);
    assert_eq!((written.open(), written.unused), (0, 0));
    let notice = made(&written);
    assert_eq!((notice.campaign.due.day, notice.campaign.due.next_month), (5, true));
    assert_eq!(notice.campaign.first_month.to_string(), "2026-01");
    let kinds: Vec<(&str, &str)> =
        notice.kinds.iter().map(|kind| (kind.id.word(), kind.name.as_str())).collect();
    assert_eq!(kinds, [("township", "镇乡"), ("street", "街道"), ("street2", "城区街道")]);
}

#[test]
fn what_is_taken_as_it_was_read_is_not_marked_as_unsure_any_more() {
    let letter = "关于报送贷款情况的通知\n江金发〔2025〕1号\n各镇人民政府，县属有关单位：\n请于每月5日前将上月贷款情况表报送县金融办公室。\n附件1\n";
    let body = "贷款情况月报表\n填报单位：\n| 序号 | 项目 | 本月 | 累计 |\n| 1 | 走访（户） | | |\n";
    let read = draft(&as_document(&format!("{letter}{body}")));
    let at = read.doubts.iter().position(|doubt| doubt.fields == [NoticeField::Kinds]).unwrap();
    assert_eq!(read.source_of(NoticeField::Kinds).1, Sureness::Asked);
    let made = corrected(&read, &[answer(&read, at, 0)]);
    assert_eq!(made.draft.source_of(NoticeField::Kinds).1, Sureness::Stated);
}

#[test]
fn a_table_that_is_filled_in_elsewhere_is_told() {
    let list = "附件2\n重点点位清单\n| 序号 | 点位 | 责任人 |\n| 1 | | |\n| 2 | | |\n";
    let form = Example::of(FORMS.iter().find(|(name, _)| *name == "tourism").unwrap().1).form;
    let read = draft(&as_document(&format!("{form}\n{list}")));
    let at = read.doubts.iter().position(|doubt| doubt.question.contains("每月要填吗")).unwrap();
    let made = corrected(&read, &[answer(&read, at, 1)]);
    assert_eq!((made.unused, made.filled_elsewhere()), (0, vec!["“重点点位清单”".to_owned()]));
    assert!(made.draft.remarks.iter().any(|remark| remark.starts_with("“重点点位清单”要另外填")));
    let not = corrected(&read, &[answer(&read, at, 0)]);
    assert_eq!((not.unused, not.filled_elsewhere().len()), (0, 0));
}

#[test]
fn what_cannot_be_read_is_refused_and_changes_nothing() {
    let read = read("villages");
    let mut made = corrected(&read, &[]);
    for (field, text) in [
        (NoticeField::Due, "月底"),
        (NoticeField::Due, "每月40日前"),
        (NoticeField::FirstMonth, "春天"),
        (NoticeField::MonthBegins, "31"),
        (NoticeField::Kinds, "、"),
    ] {
        let refused = made.correct(&notice(field, text)).unwrap_err().to_string();
        assert!(refused.contains(field.label()) && refused.contains("没有改"), "{refused}");
    }
    assert_eq!(made.draft.field(NoticeField::Due), "次月5日前");
}

#[test]
fn each_x_of_a_sentence_is_a_figure() {
    let read = read("villages");
    let text = "发动群众X人次，出动车辆X台次，清理垃圾X吨。".to_owned();
    let made_of = corrected(&read, &[Correction::Content { form: 0, row: 1, text }]);
    let row = made_of.draft.forms[0].rows().next().unwrap();
    let told: Vec<String> = row
        .figures
        .iter()
        .map(|one| format!("{} {} {}", one.id, one.unit.value, one.decimals.value))
        .collect();
    assert_eq!(told, ["1a 人次 0", "1b 台次 0", "1c 吨 2"], "a weight has the decimals of weights");
    made(&made_of);
    let none = Correction::Content { form: 0, row: 1, text: "发动群众，清理垃圾。".into() };
    assert_eq!(corrected(&read, &[]).correct(&none).unwrap_err(), CorrectionError::Places(2));
}

#[test]
fn rows_and_figures_are_set_right() {
    let read = read("villages");
    let steps = [
        Correction::Unit { form: 0, figures: vec![id("3")], text: "米".into() },
        Correction::Decimals { form: 0, figures: vec![id("3")], decimals: 1 },
        Correction::Scope { form: 0, figures: vec![id("3")], scope: Scope::Year },
        Correction::PartOf { form: 0, figure: id("4b"), whole: Some(id("4a")) },
        Correction::LeftBlank { form: 0, row: 3, by: vec![UnitKind::from("village")] },
        Correction::Heading { form: 0, row: 6, is_heading: true },
        Correction::LeaveOut { form: 0, row: 7 },
        Correction::Title { form: 0, text: "整治情况月报".into() },
    ];
    let corrected = corrected(&read, &steps);
    assert_eq!(corrected.unused, 0);
    let notice = made(&corrected);
    let form = &notice.forms[0];
    let (row, figure) = form.find(id("3")).unwrap();
    assert_eq!((figure.unit.as_str(), figure.decimals().count(), figure.scope), ("米", 1, Scope::Year));
    assert_eq!(row.content, "清理残垣断壁X米。", "what stands behind the X is the unit");
    assert_eq!(row.left_blank_by, [UnitKind::from("village")]);
    assert_eq!(form.find(id("4b")).unwrap().1.part_of, Some(id("4a")));
    assert!(form.find(id("6a")).is_err() && form.rows().all(|row| row.number != 7));
    assert_eq!(form.title, "整治情况月报");
}

#[test]
fn what_adds_up_is_written_as_forms_print_it() {
    let read = read("traffic");
    let none = corrected(&read, &[Correction::Relations { form: 0, text: String::new() }]);
    assert!(made(&none).forms[0].relations.is_empty());
    let numbers: Vec<u16> =
        read.forms[0].rows().filter(|row| !row.figures.is_empty()).map(|row| row.number).collect();
    let says = format!("{} ≤ {}", numbers[1], numbers[0]);
    let one = corrected(&read, &[Correction::Relations { form: 0, text: says }]);
    let relations = &one.draft.forms[0].relations;
    assert_eq!((relations.len(), relations[0].value.of), (1, RelationOf::Rows));
    let wrong = Correction::Relations { form: 0, text: "99=1+2".into() };
    assert!(corrected(&read, &[]).correct(&wrong).unwrap_err().to_string().contains("99=1+2"));
}

#[test]
fn a_column_that_no_notice_has_becomes_one_of_words() {
    let read = read("hazards");
    let at = read.doubts.iter().position(|doubt| doubt.question.contains("责任单位")).unwrap();
    let made_of = corrected(&read, &[answer(&read, at, 1)]);
    let notice = made(&made_of);
    let leaves = notice.forms[0].tables[0].leaves();
    let words = leaves.iter().position(|leaf| leaf.heading == "责任单位").unwrap();
    assert_eq!(leaves[words].role, Some(Role::Text));
}

#[test]
fn a_question_about_columns_is_answered_once_they_are_clear() {
    let form = "月报表\n填报单位：\n| 序号 | 项目 | 单位 | 本月 | 本月 |\n| 1 | 甲 | 个 | | |\n| 2 | 乙 | 个 | | |\n";
    let read = draft(&as_document(form));
    let at = read.doubts.iter().position(|doubt| doubt.hinders).unwrap();
    let mut made = corrected(&read, &[]);
    assert!(made.is_hindered());
    assert_eq!(made.correct(&answer(&read, at, 0)).unwrap_err(), CorrectionError::ColumnsUnclear);
    made.correct(&Correction::ColumnRole { form: 0, table: 0, column: 4, role: Role::Total }).unwrap();
    made.correct(&answer(&read, at, 0)).unwrap();
    assert!(!made.is_hindered() && made.draft.definition(TODAY.parse().unwrap()).is_ok());
}

#[test]
fn what_fits_nowhere_does_nothing_and_is_counted() {
    let read = read("villages");
    let steps = [
        Correction::Content { form: 3, row: 1, text: "甲".into() },
        Correction::Decimals { form: 0, figures: vec![id("77")], decimals: 2 },
        Correction::PartOf { form: 0, figure: id("3"), whole: Some(id("3")) },
        Correction::Answer { doubt: 0, question: "另一个问题？".into(), reading: 0 },
    ];
    let after = corrected(&read, &steps);
    assert_eq!(after.unused, 4);
    assert_eq!(serde_json::to_value(&after.draft).unwrap(), serde_json::to_value(&read).unwrap());
}

/// Answers everything: what no file says is written, and of several readings the last that can be chosen is.
fn answered(read: &Draft, last: bool) -> Corrected {
    let mut made = corrected(read, &[]);
    for field in NoticeField::ALL.into_iter().filter(|field| field.is_needed()) {
        if made.draft.field(field).is_empty() {
            let text = if field == NoticeField::Due { "每月25日前" } else { "无" };
            made.correct(&notice(field, text)).unwrap();
        }
    }
    for (at, doubt) in read.doubts.iter().enumerate() {
        let can = |reading: &usize| doubt.readings[*reading].then != Then::ByHand;
        let reading = (0..doubt.readings.len()).rfind(can).filter(|_| last).unwrap_or(0);
        made.correct(&answer(read, at, reading))
            .unwrap_or_else(|error| panic!("{}: {error}", doubt.question));
    }
    made
}

#[test]
fn every_form_is_answered_to_its_end_and_becomes_a_notice() {
    for (name, _) in FORMS {
        let read = read(name);
        for last in [false, true] {
            let made = answered(&read, last);
            assert_eq!((made.open(), made.unused), (0, 0), "{name}");
            let notice = made.draft.definition(TODAY.parse().unwrap());
            notice.unwrap_or_else(|error| panic!("{name}: {error}"));
        }
    }
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("出动X人次，其中X吨X".to_owned()),
        Just("1=2+3；4≤4".to_owned()),
        "[^\\n]{0,20}",
    ]
}

fn correction() -> impl Strategy<Value = Correction> {
    let (form, row) = (0_usize..2, 0_u16..12);
    let figure = (0_u16..12, prop_oneof![Just(None), (b'a'..b'e').prop_map(|part| Some(char::from(part)))]);
    let figure = figure.prop_map(|(row, part)| FigureId { row, part });
    let role =
        proptest::sample::select(vec![Role::Month, Role::Total, Role::Text, Role::PerCent, Role::Content]);
    prop_oneof![
        (0_usize..4, 0_usize..3, any::<bool>()).prop_map(|(doubt, reading, _)| Correction::Answer {
            doubt,
            question: String::new(),
            reading
        }),
        (proptest::sample::select(NoticeField::ALL.to_vec()), text())
            .prop_map(|(field, text)| Correction::Notice { field, text }),
        (form.clone(), row.clone(), text()).prop_map(|(form, row, text)| Correction::Content {
            form,
            row,
            text
        }),
        (form.clone(), row.clone(), any::<bool>()).prop_map(|(form, row, is_heading)| Correction::Heading {
            form,
            row,
            is_heading
        }),
        (form.clone(), row.clone()).prop_map(|(form, row)| Correction::LeaveOut { form, row }),
        (form.clone(), row, proptest::collection::vec(text(), 0..4))
            .prop_map(|(form, row, units)| Correction::Figures { form, row, units }),
        (form.clone(), figure.clone(), text()).prop_map(|(form, figure, text)| Correction::Unit {
            form,
            figures: vec![figure],
            text
        }),
        (form.clone(), figure.clone(), proptest::option::of(figure))
            .prop_map(|(form, figure, whole)| Correction::PartOf { form, figure, whole }),
        (form.clone(), 0_usize..2, 0_usize..8, role)
            .prop_map(|(form, table, column, role)| Correction::ColumnRole { form, table, column, role }),
        (form.clone(), 0_usize..2, 0_usize..8, text())
            .prop_map(|(form, table, before, text)| Correction::WordsColumn { form, table, before, text }),
        (form, text()).prop_map(|(form, text)| Correction::Relations { form, text }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_changed_there_is_a_notice_or_a_sentence(
        form in 0_usize..FORMS.len(),
        corrections in proptest::collection::vec(correction(), 0..12),
    ) {
        let read = draft(&as_document(Example::of(FORMS[form].1).form));
        let corrections: Vec<Correction> = corrections.into_iter().map(|one| match one {
            Correction::Answer { doubt, reading, .. } if doubt < read.doubts.len() => {
                Correction::Answer { doubt, reading, question: read.doubts[doubt].question.clone() }
            }
            other => other,
        }).collect();
        let made = corrected(&read, &corrections);
        let today = TODAY.parse().unwrap();
        if let Err(problem) = made.draft.definition(today) {
            prop_assert!(!problem.to_string().is_empty());
        }
        // What is drawn meanwhile is drawn whatever it would be refused for.
        let _sketch = made.draft.sketch(today);
        let again = corrected(&made.draft, &[]);
        prop_assert_eq!(again.unused, 0);
    }
}
