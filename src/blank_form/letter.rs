//! The text of a notice: its number, who issued it, when reports are due and to whom, the papers that are due once.

use super::contacts::contact;
use super::dates::{days, days_of_year, only_day};
use super::doubt::{Doubt, Doubts, Found, Matter};
use super::draft::{DraftPaper, Letter};
use super::due::{Said, Source, at, due};
use super::months::months;
use super::notice_field::NoticeField;
use super::offices;
use super::phases::phases;
use super::segment::Line;
use super::text::{plain, tidy, trim};
use crate::notice::limits::LONGEST_TITLE;

/// In how many of the first lines the title and the number stand.
const FIRST_LINES: usize = 15;
/// The longest name of an office or a paper.
const LONGEST_NAME: usize = offices::LONGEST;

/// Reads the text of a notice; `of_forms` are the lines of its forms that may say when and to whom they are sent.
pub(super) fn letter(lines: &[Line], of_forms: &[Said], doubts: &mut Doubts) -> Letter {
    let mut letter = Letter::default();
    number_and_title(lines, &mut letter);
    for line in lines {
        if let Some(day) = only_day(&line.raw) {
            letter.issued = Some(Found::stated(day, Some(line.place.clone())));
        }
    }
    campaign(lines, &mut letter);
    letter.phases = phases(lines);
    for line in lines {
        let plain = line.plain();
        for sentence in plain.split(['。', ';', '；']) {
            papers(sentence, line, &mut letter);
        }
        contact(&plain, line, false, &mut letter, doubts);
    }
    for (_, line) in of_forms.iter().filter(|(source, _)| *source == Source::Form) {
        contact(&line.plain(), line, true, &mut letter, doubts);
    }
    if letter.issuer.is_none() {
        letter.issuer = offices::signers(lines).map(|(names, line)| at(names, line, &line.raw));
    }
    let all: Vec<Said> = lines.iter().map(|line| (Source::Letter, line.clone())).collect();
    let all: Vec<Said> = all.into_iter().chain(of_forms.iter().cloned()).collect();
    due(&all, &mut letter, doubts);
    addressee(&mut letter, lines, doubts);
    letter.papers.sort_by_key(|paper| paper.value.due);
    months(all.iter().filter(|(source, _)| *source != Source::Cell).map(|(_, line)| line), &mut letter);
    letter
}

/// 我局 is the office that issues the notice; where no office is named, it may be that one too.
fn addressee(letter: &mut Letter, lines: &[Line], doubts: &mut Doubts) {
    let is_one = |issuer: &Found<String>| !issuer.value.contains('、');
    let several = letter.issuer.clone().filter(|issuer| !is_one(issuer));
    // Of several offices in the title the one that signs alone calls itself so.
    let signs = || offices::signers(lines).map(|(names, line)| at(names, line, &line.raw)).filter(is_one);
    let of_several = several.clone().and_then(|all| signs().filter(|one| all.value.contains(&one.value)));
    let issuer = letter.issuer.clone().filter(is_one).or(of_several);
    let own = letter.office.as_ref().and_then(|office| offices::ourselves(&office.value).map(str::to_owned));
    match (issuer, own) {
        (Some(issuer), Some(rest)) => {
            if let Some(office) = &mut letter.office {
                office.value = issuer.value + &rest;
            }
        }
        (None, Some(_)) => {
            let Some(office) = &mut letter.office else { return };
            let question = format!("“{}”是哪个单位？", office.value);
            let doubt = Doubt::new(Matter::Notice, question).at(office.place.clone());
            let because = if several.is_some() {
                "发文的单位不止一个"
            } else {
                "文件里没有找到发文的单位"
            };
            let doubt = doubt.reading(office.value.clone(), because);
            doubts.ask(doubt.asking([NoticeField::Office]));
            *office = Found::asked(office.value.clone(), office.place.clone());
        }
        (Some(issuer), None) if letter.office.is_none() => {
            let doubt = Doubt::new(Matter::Notice, "没有写报给哪个单位，报给谁？".to_owned());
            let doubt = doubt.at(issuer.place.clone()).reading(issuer.value.clone(), "通知是它发的");
            doubts.ask(doubt.asking([NoticeField::Office]));
            letter.office = Some(Found::asked(issuer.value, issuer.place));
        }
        _ => {}
    }
}

/// The number on a line of its own, and the title above or below it.
fn number_and_title(lines: &[Line], letter: &mut Letter) {
    let first: Vec<&Line> = lines.iter().take(FIRST_LINES).collect();
    let is_number = |line: &&Line| {
        let plain = plain(&line.raw);
        let has_year = line.raw.contains(['〔', '[', '［', '（']) && plain.ends_with('号');
        has_year && plain.chars().count() <= 30 && plain.chars().any(|one| one.is_ascii_digit())
    };
    let at_number = first.iter().position(is_number);
    if let Some(line) = at_number.and_then(|at| first.get(at)) {
        letter.number = Some(Found::stated(tidy(&line.raw).replace(' ', ""), Some(line.place.clone())));
    }
    let Some(end) = first.iter().position(|line| {
        let plain = line.plain();
        ["通知", "的函", "意见"].iter().any(|word| plain.ends_with(word)) && !plain.contains(['。', '，'])
    }) else {
        return;
    };
    let begins = first.iter().take(end + 1).rposition(|line| line.plain().contains("关于")).unwrap_or(end);
    let start = if first.get(begins).is_some_and(|line| line.plain().starts_with("关于")) {
        // The office may stand on the line above its title.
        begins
            .checked_sub(1)
            .filter(|at| first.get(*at).is_some_and(|line| !is_number(line)))
            .unwrap_or(begins)
    } else {
        begins
    };
    let whole: String = first.iter().skip(start).take(end + 1 - start).map(|line| tidy(&line.raw)).collect();
    let Some(place) = first.get(begins).map(|line| line.place.clone()) else { return };
    let (issuer, title) = whole.find("关于").map_or(("", whole.as_str()), |at| whole.split_at(at));
    let title: String = title.chars().take(LONGEST_TITLE).collect();
    letter.title = Some(Found::stated(title, Some(place.clone())));
    if !issuer.is_empty() && issuer.chars().count() <= 60 {
        letter.issuer = Some(Found::stated(offices::several(trim(issuer)), Some(place)));
        return;
    }
    // Between the office and the title the number may stand.
    let above = start.checked_sub(2).filter(|_| first.get(start - 1).is_some_and(is_number));
    let office = above.and_then(|at| first.get(at)).filter(|line| {
        let name = offices::several(trim(&line.raw));
        name.split('、').all(offices::is_office)
    });
    if let Some(line) = office {
        letter.issuer = Some(Found::stated(offices::several(trim(&line.raw)), Some(line.place.clone())));
    }
}

/// The name of the campaign from the title, and what the text calls it from then on.
fn campaign(lines: &[Line], letter: &mut Letter) {
    if let Some(title) = &letter.title {
        let name = campaign_of(&title.value);
        letter.campaign = (!name.is_empty()).then(|| Found::concluded(name, title.place.clone()));
    }
    for line in lines {
        let Some((_, rest)) = line.raw.split_once("以下简称") else { continue };
        let rest = rest.trim_start_matches(['：', ':', '“', '《', '"']);
        let end = rest.find(['）', ')', '”', '》', '"', '，', '。']).unwrap_or(rest.len());
        let name = tidy(rest.get(..end).unwrap_or_default());
        if (2..=20).contains(&name.chars().count()) {
            letter.short_name = Some(at(name, line, &line.raw));
            break;
        }
    }
}

/// A title without the words of all titles.
pub(super) fn campaign_of(title: &str) -> String {
    const BEFORE: [&str; 16] = [
        "关于",
        "进一步",
        "认真",
        "组织",
        "开展",
        "印发",
        "做好",
        "加强",
        "报送",
        "实行",
        "建立",
        "填报",
        "实施",
        "上报",
        "全面",
        "切实",
    ];
    const BEHIND: [&str; 23] = [
        "的通知",
        "的函",
        "通知",
        "实施方案",
        "工作方案",
        "方案",
        "月度情况",
        "月报告制度",
        "月报制度",
        "月报告",
        "情况月报",
        "月报",
        "月调度",
        "月通报",
        "统计表",
        "情况统计",
        "进展情况",
        "推进情况",
        "情况",
        "进展",
        "月",
        "制度",
        "表",
    ];
    let mut name = trim(title);
    while let Some(rest) = BEFORE.iter().find_map(|word| name.strip_prefix(word)) {
        name = rest;
    }
    // 印发《…方案》的通知 is about what stands between the marks.
    name = name.strip_prefix('《').and_then(|rest| rest.split_once('》')).map_or(name, |(inside, _)| inside);
    name = ["(试行)", "（试行）", "（暂行）"].iter().find_map(|word| name.strip_suffix(word)).unwrap_or(name);
    while let Some(rest) =
        BEHIND.iter().find_map(|word| name.strip_suffix(word)).filter(|rest| rest.chars().count() > 2)
    {
        name = rest;
    }
    name.to_owned()
}

/// Papers that are due once: 在2022年10月31日前报送主题活动总结.
fn papers(sentence: &str, line: &Line, letter: &mut Letter) {
    let dated = days(sentence).into_iter().map(|day| (day, true));
    let issued = letter.issued.as_ref().map(|issued| issued.value);
    let of_year = issued.map(|issued| days_of_year(sentence, issued)).unwrap_or_default();
    for (day, is_dated) in dated.chain(of_year.into_iter().map(|day| (day, false))) {
        let Some(rest) = sentence.get(day.ends..).and_then(|rest| rest.strip_prefix('前')) else { continue };
        let clause = rest.split([',', '，', '(']).next().unwrap_or_default();
        let names = if let Some((names, _)) = clause.strip_prefix('将').and_then(|rest| rest.split_once('报'))
        {
            names
        } else if let Some(names) = clause.strip_prefix("报送").or_else(|| clause.strip_prefix("上报")) {
            if names.trim_end_matches('。').is_empty() {
                sentence.get(..day.begins).and_then(paper_before).unwrap_or_default()
            } else {
                names
            }
        } else {
            continue;
        };
        let names = names.trim_end_matches("上").trim_end_matches("一并");
        for name in names.split(['、', '和', '及']).map(|name| name.trim_matches(['《', '》'])) {
            let is_form = !is_dated && ["表", "附件", "数据"].iter().any(|word| name.contains(word));
            if (2..=LONGEST_NAME).contains(&name.chars().count()) && !is_form {
                letter.papers.push(at(DraftPaper { name: name.to_owned(), due: day.date }, line, sentence));
            }
        }
    }
}

/// The paper that is named before its day: 专项整治工作总结于2024年12月25日前报送.
fn paper_before(text: &str) -> Option<&str> {
    const PAPERS: [&str; 9] = ["总结", "小结", "报告", "方案", "计划", "清单", "台账", "名单", "材料"];
    let clause = text.rsplit([',', '，', '。', ';', '；']).next()?.strip_suffix(['于', '在'])?;
    let name = ["请将", "将", "请"].iter().find_map(|word| clause.strip_prefix(word)).unwrap_or(clause);
    PAPERS.iter().any(|word| name.ends_with(word)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::super::doubt::Place;
    use super::*;

    fn read(lines: &[&str]) -> Letter {
        let place =
            Place { file: 0, sheet: 0, row: 0, column: 0, address: String::new(), says: String::new() };
        let lines: Vec<Line> =
            lines.iter().map(|line| Line { raw: (*line).to_owned(), place: place.clone() }).collect();
        letter(&lines, &[], &mut Doubts::default())
    }

    #[test]
    fn a_letter_says_when_and_to_whom() {
        let letter = read(&[
            "江临县食品安全委员会办公室",
            "关于开展农村食品安全专项整治行动的通知",
            "江食安办〔2024〕6号",
            "各镇人民政府：",
            "决定开展农村食品安全专项整治行动（以下简称专项整治）。请于次月5日前（1月免报）将统计表报送县食品安全委员会办公室，并在2024年12月20日前报送专项整治总结。联系人：李明，电话：50007777、13900000000，邮箱：sab@example.cn。",
            "（一）动员阶段（2024年3月31日前）",
            "（二）整治阶段（2024年4月1日-2025年3月31日）",
            "2024年3月5日",
        ]);
        let value = |found: &Option<Found<String>>| {
            found.as_ref().map(|found| found.value.clone()).unwrap_or_default()
        };
        assert_eq!(value(&letter.issuer), "江临县食品安全委员会办公室");
        assert_eq!(value(&letter.title), "关于开展农村食品安全专项整治行动的通知");
        assert_eq!(value(&letter.number), "江食安办〔2024〕6号");
        assert_eq!(
            (value(&letter.campaign), value(&letter.short_name)),
            ("农村食品安全专项整治行动".into(), "专项整治".into())
        );
        let due = letter.due.unwrap().value;
        assert_eq!((due.day, due.next_month, due.exempt), (5, true, vec![1]));
        assert_eq!(value(&letter.office), "县食品安全委员会办公室");
        assert_eq!(
            (value(&letter.address), value(&letter.contact)),
            ("sab@example.cn".into(), "李明".into())
        );
        assert_eq!(
            letter.phones.iter().map(|phone| phone.value.as_str()).collect::<Vec<_>>(),
            ["50007777", "13900000000"]
        );
        assert_eq!(
            letter.papers.iter().map(|paper| paper.value.name.as_str()).collect::<Vec<_>>(),
            ["专项整治总结"]
        );
        let before = read(&["专项整治工作总结于2024年12月25日前报送。各单位于2024年11月30日前报送。"]);
        let papers: Vec<_> = before.papers.iter().map(|paper| &paper.value).collect();
        assert_eq!((papers.len(), papers[0].name.as_str()), (1, "专项整治工作总结"));
        assert_eq!(
            (letter.phases.len(), letter.last_month.unwrap().value.to_string()),
            (2, "2025-03".into())
        );
        assert_eq!(letter.first_month.unwrap().value.to_string(), "2024-03");
    }

    #[test]
    fn the_number_may_stand_between_the_office_and_the_title() {
        let letter = read(&[
            "阳川县农机安全生产领导小组办公室",
            "阳农机安办〔2026〕3号",
            "关于开展农机安全生产专项整治行动的通知",
            "（一）动员部署（2026年3月15日前）。",
            "（二）集中整治（2026年3月16日至10月31日）。",
            "集中整治期间，各单位每月25日前将月报表报县农机安办。",
            "2026年3月9日",
        ]);
        assert_eq!(letter.issuer.unwrap().value, "阳川县农机安全生产领导小组办公室");
        let months = (letter.first_month.unwrap().value, letter.last_month.unwrap());
        assert_eq!((months.0.to_string(), months.1.value.to_string()), ("2026-03".into(), "2026-10".into()));
        assert!(months.1.sureness != super::super::doubt::Sureness::Asked);
    }

    #[test]
    fn who_signs_issues_it_and_is_our_office() {
        let letter = read(&[
            "关于报送义务植树情况的通知",
            "请于每月28日前报我局。联系人：赵刚，电话58223344。",
            "附件",
            "区林业局",
            "2026年1月20日",
        ]);
        let value = |found: Option<Found<String>>| found.map(|found| found.value).unwrap_or_default();
        assert_eq!((value(letter.issuer), value(letter.office)), ("区林业局".into(), "区林业局".into()));
        assert_eq!(letter.phones.first().map(|phone| phone.value.as_str()), Some("58223344"));
        let letter = read(&["关于报送情况的通知", "请于每月28日前报送统计表。", "区林业局", "2026年1月20日"]);
        assert!(letter.office.is_some_and(|office| office.sureness == super::super::doubt::Sureness::Asked));
    }

    #[test]
    fn a_campaign_is_called_by_its_title() {
        for (title, name) in [
            ("关于开展农村食品安全专项整治行动的通知", "农村食品安全专项整治行动"),
            ("关于印发某市容环境整治主题活动实施方案的通知", "某市容环境整治主题活动"),
            ("关于报送人居环境整治月度情况的通知", "人居环境整治"),
            ("道路交通事故情况月报表", "道路交通事故"),
            ("关于印发《道路运输秩序综合整治行动方案》的通知", "道路运输秩序综合整治行动"),
            ("关于报送《水库移民资金使用情况统计表（试行）》的通知", "水库移民资金使用"),
            ("关于报送森林防火大整治行动进展情况的通知", "森林防火大整治行动"),
            ("关于建立问题整改情况月报告制度的通知", "问题整改"),
        ] {
            assert_eq!(campaign_of(title), name);
        }
    }
}
