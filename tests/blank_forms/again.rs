//! A unit or the kinds that a person says are an input like what the files say: decimals, parts and who leaves rows blank
//! follow from them.

use yuebao::blank_form::{Correction, Draft, Matter, NoticeField, Sureness, corrected};
use yuebao::notice::FigureId;

use super::draft;
use super::drawn::as_document;

const BODY: &str = "\
| 序号 | 项目 | 本月 | 累计 |
| 1 | 贷款余额 | | |
| 2 | 其中：农户贷款 | | |
| 3 | 走访 | | |
";

fn read(notes: &str) -> Draft {
    draft(&as_document(&format!("贷款情况月报表\n填报单位：　　填报时间：\n{BODY}说明：{notes}\n")))
}

fn unit(figures: &[&str], text: &str) -> Correction {
    let figures: Vec<FigureId> = figures.iter().map(|id| id.parse().unwrap()).collect();
    Correction::Unit { form: 0, figures, text: text.to_owned() }
}

fn told(draft: &Draft) -> Vec<String> {
    let figures = draft.forms[0].figures().map(|figure| {
        let asked = if figure.decimals.sureness == Sureness::Asked { "?" } else { "" };
        let of = figure.part_of.value.map(|id| format!("<{id}")).unwrap_or_default();
        format!("{}{}{asked}{of}", figure.unit.value, figure.decimals.value)
    });
    figures.collect()
}

#[test]
fn a_unit_that_is_said_has_the_decimals_of_the_notes_and_its_parts() {
    let read = read("金额保留两位小数。");
    let made = corrected(&read, &[unit(&["1", "2"], "万元"), unit(&["3"], "户")]);
    assert_eq!(told(&made.draft), ["万元2", "万元2<1", "户0"]);
    assert_eq!(made.draft.doubts.len(), read.doubts.len(), "nothing else is asked");
}

#[test]
fn what_the_notes_do_not_say_is_asked_then() {
    let read = read("没有的填0。");
    let mut changes = vec![unit(&["1"], "万元")];
    let made = corrected(&read, &changes);
    let asked = made.draft.doubts.len() - 1;
    assert_eq!((asked, made.answers.len()), (read.doubts.len(), made.draft.doubts.len()));
    let doubt = &made.draft.doubts[asked];
    assert_eq!((doubt.matter, doubt.question.as_str()), (Matter::Decimals, "以“万元”计的数要几位小数？"));
    changes.push(Correction::Answer { doubt: asked, question: doubt.question.clone(), reading: 1 });
    // The answer is that of every figure with the unit, whenever it gets it.
    changes.push(unit(&["2"], "万元"));
    let made = corrected(&read, &changes);
    assert_eq!(told(&made.draft)[..2], ["万元2", "万元2<1"]);
    assert_eq!((made.unused, made.draft.doubts.len()), (0, asked + 1));
}

#[test]
fn what_was_set_right_by_hand_stays() {
    let read = read("金额保留两位小数。");
    let decimals = Correction::Decimals { form: 0, figures: vec!["1".parse().unwrap()], decimals: 1 };
    let whole = Correction::PartOf { form: 0, figure: "2".parse().unwrap(), whole: None };
    let made = corrected(&read, &[decimals, whole, unit(&["1", "2"], "万元")]);
    assert_eq!(told(&made.draft)[..2], ["万元1", "万元2"]);
}

#[test]
fn a_part_of_another_unit_is_none() {
    let made = corrected(&read("没有的填0。"), &[unit(&["1"], "户"), unit(&["2"], "人")]);
    assert_eq!(told(&made.draft)[..2], ["户0", "人0"]);
}

#[test]
fn what_was_asked_of_parts_is_not_asked_again_when_their_unit_is_said() {
    let body = "\
| 序号 | 项目 | 本月 | 累计 |
| 1 | 发放贷款总额 | | |
| 2 | 其中：农户贷款 | | |
| 3 | 小微企业贷款 | | |
| 4 | 其他贷款 | | |
| 5 | 收回贷款 | | |
说明：金额保留两位小数。
";
    let read = draft(&as_document(&format!("贷款情况月报表\n填报单位：　　填报时间：\n{body}")));
    let parts = |draft: &Draft| draft.doubts.iter().filter(|doubt| doubt.matter == Matter::PartOf).count();
    let at = read.doubts.iter().position(|doubt| doubt.matter == Matter::PartOf).unwrap();
    let said = unit(&["1", "2", "3", "4", "5"], "万元");
    assert_eq!(parts(&corrected(&read, std::slice::from_ref(&said)).draft), parts(&read));
    let no = Correction::Answer { doubt: at, question: read.doubts[at].question.clone(), reading: 0 };
    let made = corrected(&read, &[no, said]);
    assert_eq!((parts(&made.draft), made.unused), (parts(&read), 0));
}

#[test]
fn kinds_that_are_said_later_leave_blank_what_the_notes_say() {
    let read = read("第1项由区级部门填报；第3项镇乡不填。");
    let kinds = Correction::Notice { field: NoticeField::Kinds, text: "镇乡、街道、部门".to_owned() };
    let made = corrected(&read, &[kinds]);
    let blank: Vec<String> = made.draft.forms[0]
        .rows()
        .map(|row| {
            let by = row.left_blank_by.as_ref().map(|found| found.value.clone()).unwrap_or_default();
            by.iter().map(ToString::to_string).collect::<Vec<_>>().join("+")
        })
        .collect();
    assert_eq!(blank, ["township+street", "", "township"]);
}

#[test]
fn an_unclear_sentence_is_quoted_and_its_reading_can_be_chosen() {
    let letter = "关于报送贷款情况的通知\n江金发〔2025〕1号\n各镇人民政府、各街道办事处，县级有关部门：\n请于每月5日前将上月贷款情况表报送县金融办公室。\n附件1\n";
    let form =
        format!("{letter}贷款情况月报表\n填报单位：　　填报时间：\n{BODY}说明：没有银行的镇第3项不填。\n");
    let read = draft(&as_document(&form));
    assert!(read.letter.due.as_ref().unwrap().value.next_month, "what is due is the month before");
    let at = read.doubts.iter().position(|doubt| doubt.matter == Matter::LeftBlank).unwrap();
    let doubt = &read.doubts[at];
    assert!(doubt.question.contains("没有银行的镇第3项不填"), "{}", doubt.question);
    assert!(read.forms[0].rows().all(|row| row.left_blank_by.is_none()));
    let answer = Correction::Answer { doubt: at, question: doubt.question.clone(), reading: 1 };
    let made = corrected(&read, &[answer]);
    let row = made.draft.forms[0].rows().nth(2).unwrap().clone();
    assert_eq!(row.left_blank_by.unwrap().value, [yuebao::unit::UnitKind::from("township")]);
}
