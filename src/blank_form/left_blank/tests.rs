//! What sentences of notices say of who leaves rows blank.

use super::*;

fn told(text: &str, stands: Stands) -> String {
    let one = |rule: &LeftBlank| {
        let span = |named: &Named| match named {
            Named::Codes(span) => match &span.last {
                Some(last) if *last == span.first => last.clone(),
                last => format!("{}-{}", span.first, last.as_deref().unwrap_or_default()),
            },
            Named::Sections { first, last } => format!("§{first}-{last}"),
            Named::Called(name) => name.clone(),
        };
        let rows: Vec<String> = rule.rows.iter().map(span).collect();
        let (not, but) = (if rule.others { "!" } else { "" }, if rule.other_rows { "!" } else { "" });
        format!("{not}{} {but}{}", rule.kinds.join("+"), rows.join(","))
    };
    let all = |rules: &[LeftBlank]| rules.iter().map(one).collect::<Vec<_>>().join("; ");
    let told = sentences(text).into_iter().map(|sentence| match says(&sentence, stands) {
        Says::Nothing => String::new(),
        Says::Reports(kinds) => format!("reports: {}", kinds.join("+")),
        Says::Rules(rules) => all(&rules),
        Says::Together(rules) | Says::Unclear(rules) => format!("? {}", all(&rules)).trim().to_owned(),
    });
    told.collect::<Vec<_>>().join(" | ")
}

#[test]
fn what_is_said_plainly_is_a_rule() {
    for (text, expected) in [
        ("各镇乡街道不填10-12项。", "township+street 10-12"),
        ("4-6项各镇乡街道不填。", "township+street 4-6"),
        ("4、5项镇乡不填。", "township 4,5"),
        ("第4项至第6项，镇乡、街道均不填。", "township+street 4-6"),
        ("第四项至第十二项，镇乡不填", "township 4-12"),
        ("镇乡不填1.1至1.3项", "township 1.1-1.3"),
        ("镇乡不需要填报第4、6项。", "township 4,6"),
        ("街道免报第5项。", "street 5"),
        ("1-4项由街道填报，5-8项由镇填报", "!street 1-4; !township 5-8"),
        ("第5项由街道负责填报", "!street 5"),
        ("第5项及以后由镇乡填报", "!township 5-"),
        ("序号3、5项各街道不填，其余各单位均填。", "street 3,5"),
        ("第1至4项为必填项，镇不填第7项。", "township 7"),
        ("社区不填第4、5项。", "community 4,5"),
        ("第4、5项由县级部门填报，镇、街道不填。", "!department 4,5; township+street 4,5"),
        ("社区只填1至3项", "community !1-3"),
        ("第5项仅社区填报", "!community 5"),
        ("区级部门对4、5项不作要求，其余必填。", "department 4,5"),
        ("第4项由区级部门填报；第5项镇乡不填。", "!department 4 | township 5"),
        ("其中，各镇乡、街道不填第4、6项。", "township+street 4,6"),
        ("镇乡不填4-6项，重量保留两位小数", "township 4-6"),
        ("各乡镇（街道）不填7-8项。", "township+street 7-8"),
        ("各镇（乡）、街道不填1—2项", "township+street 1-2"),
        ("第1、2项各镇乡（街道）不填报。", "township+street 1,2"),
        ("各镇乡（街道）只填3-5项。", "township+street !3-5"),
        ("区级部门（单位）不填第3项", "department 3"),
        ("各镇乡，街道，第4项不填", "street+township 4"),
        ("街道不填第二部分", "street §2-2"),
        ("第4项由区级部门填报，其他单位不填。", "!department 4"),
        ("街道不填第（二）部分、第（三）部分", "street §2-2,§3-3"),
        ("街道不填“水污染防治”类。", "street 水污染防治"),
        ("街道不填“危房改造”（五至九项）", "street 5-9"),
        ("街道不填07、08", "street 07,08"),
        ("街道不填⑦⑧⑮", "street ⑦,⑧,⑮"),
        ("街道不填3-5", "street 3-5"),
        ("社区只填4", "community !4"),
    ] {
        assert_eq!(told(text, Stands::InNotes), expected, "{text}");
    }
}

#[test]
fn a_condition_or_an_unknown_word_makes_a_question() {
    for text in [
        "没有水域的镇乡第5项不填。",
        "第4-6项由区园林局填报。",
        "第5项镇乡填报，第6项街道填报。",
        "除街道外，其他单位不填第6项。",
        "带*的项目由街道填报。",
        "各镇乡不填报第4项的，须书面说明原因。",
        "非沿江镇乡不填第5项。",
        "城区街道不填第3项。",
        "1-3项所有单位填报，4-6项区级部门填报。",
        "街道第1项不填内容说明，只填数。",
        "镇乡第4项如无内容可不填。",
        "第5项由镇乡按季度填报。",
        "各部门不填1-3项，4项除外",
        "镇乡暂不填第4项",
        "第4项不填",
        "镇乡不填",
        "第5项以后由镇乡填报",
        "序号为5的项目街道填写，镇乡填“0”。",
        "除第5、6项外，其他项目镇乡不填。",
        "第3栏镇乡不填",
        "镇乡第4项填0",
        "园林局填报第4项以外的，第4项园林局填报",
        "各镇乡街道不填11项，有关单位可酌情填写。",
        "街道不填第二部分第3项。",
        "街道不填1、镇乡不填3。",
    ] {
        assert!(told(text, Stands::InNotes).starts_with('?'), "{text}: {}", told(text, Stands::InNotes));
    }
    for (text, expected) in [
        ("各镇乡，街道不填第4项。", "? township+street 4"),
        ("镇乡（园区）不填第4项。", "? township 4"),
        ("镇乡填写第1至第6项，街道填写第1至第4项。", "? township !1-6; street !1-4"),
        ("1-2项由区级部门填报，各镇乡（街道）填报3-5项。", "? !department 1-2; township+street !3-5"),
    ] {
        assert_eq!(told(text, Stands::InNotes), expected, "{text}");
    }
    let quarterly = "第4项由各镇乡、街道和区级部门填报，第5项由镇乡按季度填报。";
    assert_eq!(told(quarterly, Stands::InNotes), "?");
    assert_eq!(told("没有水域的镇乡第5项不填。", Stands::InNotes), "? township 5");
    assert_eq!(told("除街道外，其他单位不填第6项。", Stands::InNotes), "? !street 6");
}

#[test]
fn other_sentences_say_nothing_of_it() {
    for text in [
        "各镇乡街道也需填写。",
        "上期为0的不填。",
        "没有的填0。",
        "第3项填报本月新增数。",
        "金额保留两位小数。",
        "所有单位填报1-3项",
        "每月26日前由各综治办报区委政法委。",
    ] {
        assert_eq!(told(text, Stands::InNotes), "", "{text}");
    }
    assert_eq!(
        told("本表由各镇乡街道和县级部门填报。", Stands::InNotes),
        "reports: township+street+department"
    );
    for text in [
        "请各镇乡、街道于每月28日前将统计表报送区城市管理局。",
        "对迟报、漏报、不报的镇乡街道予以通报。",
        "由区城市管理局牵头，各镇乡按时报送。",
        "完成3项任务，各镇乡及时总结。",
        "各镇乡农业服务中心如实填报本辖区“秸秆利用”情况。",
        "各单位每月30日前填报《散乱污企业整治情况表》（附件1），经主要负责人签字后报区生态环境局。",
    ] {
        assert_eq!(told(text, Stands::InLetter), "", "{text}");
    }
    assert_eq!(told("各镇乡、街道不填第4、6项。", Stands::InLetter), "township+street 4,6");
}

#[test]
fn beside_a_row_it_is_of_that_row() {
    for (text, expected) in [
        ("镇乡不填", "township "),
        ("仅街道填报", "!street "),
        ("由区级部门填报", "!department "),
        ("区级部门填报", "? !department "),
        ("由园林局填报", "?"),
        ("各镇街填报", "? !township+street "),
        ("含举报件", ""),
        ("按季填报", ""),
    ] {
        assert_eq!(told(text, Stands::BesideRows).trim(), expected.trim(), "{text}");
    }
}

#[test]
fn what_is_said_of_zeros_or_of_who_signs_is_said_of_nobody() {
    assert_eq!(told("当月没有发生的填“0”。", Stands::InNotes), "");
    assert_eq!(told("画“×”的栏目不填。", Stands::InNotes), "");
    assert_eq!(told("在册人数为时点数，不填累计。", Stands::InNotes), "");
    let signed = "本表由街道填写，分管负责人签字并加盖公章。";
    assert_eq!(told(signed, Stands::InNotes), "reports: street");
}
