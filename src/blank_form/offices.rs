//! The offices that a text names: to whom a form is sent, and who signs a letter. What is sent is none: 报送统计表至区林业局.

use super::segment::Line;
use super::text::{close_up, tidy, trim};

/// The longest name of an office.
pub(super) const LONGEST: usize = 30;
/// The most lines of a signature.
const MOST_SIGNERS: usize = 3;
/// The endings of offices.
const ENDINGS: [&str; 26] = [
    "办公室",
    "委员会",
    "管理局",
    "局",
    "办",
    "委",
    "中心",
    "站",
    "所",
    "处",
    "科",
    "厅",
    "政府",
    "部",
    "会",
    "队",
    "院",
    "组",
    "专班",
    "股",
    "馆",
    "公司",
    "街道",
    "联",
    "社",
    "校",
];
/// What is done with a form, the longest first.
pub(super) const VERBS: [&str; 16] = [
    "报送至",
    "报送到",
    "上报至",
    "上报到",
    "发送至",
    "填报至",
    "报送",
    "上报",
    "填报",
    "报至",
    "报到",
    "交至",
    "送至",
    "发至",
    "报",
    "交",
];
/// Words of what is sent.
const SENT: [&str; 8] = ["表", "附件", "情况", "数据", "台账", "月报", "材料", "信息"];
/// Words of what somebody else does with it first.
const PASSED_ON: [&str; 5] = ["汇总", "审核", "审定", "转报", "再报"];
/// Words of a sentence that speaks of the form, or of how it is sent.
const OF_FORMS: [&str; 11] =
    ["表", "附件", "月报", "报送方式", "盖章", "公章", "扫描", "电子版", "电子档", "纸质", "电子文档"];
/// What an office calls itself.
const OURSELVES: [&str; 3] = ["我", "本", "该"];
/// What else stands behind the name of one.
const BEHIND: [&str; 7] = ["电子邮箱", "邮箱", "信箱", "OA", "微信", "QQ", "备案"];

/// Whether a text is the name of an office.
pub(super) fn is_office(text: &str) -> bool {
    let name = cleaned(text);
    let has_ending = ENDINGS.iter().any(|ending| name.ends_with(ending));
    let is_name = (3..=LONGEST).contains(&name.chars().count())
        && !SENT.iter().any(|word| name.contains(word))
        && !name.starts_with(['告', '名', '备'])
        && !name.contains(|one: char| one.is_ascii_digit() || "将把,".contains(one));
    // 县局, where the notice is of that office.
    let is_short = matches!(name.chars().collect::<Vec<_>>().as_slice(),
        [level, office] if "省市州区县旗镇乡".contains(*level) && "局委办".contains(*office));
    has_ending && (is_name || is_short || ourselves(name) == Some(""))
}

/// The name without what stands behind it: 县森防办邮箱.
fn cleaned(text: &str) -> &str {
    let end = BEHIND.iter().filter_map(|word| text.find(word)).min().unwrap_or(text.len());
    text.get(..end).unwrap_or(text)
}

/// Whether nothing follows that says anything.
pub(super) fn is_end(text: &str) -> bool {
    text.chars().all(|one| ",，.、:()；;".contains(one))
}

/// The office behind 报送 or 报; several where they stand side by side. Where somebody else passes it on is another matter:
/// 由镇汇总后报县农业农村局.
pub(super) fn office(text: &str) -> Option<String> {
    // The 报 of 《工作月报》 is no verb.
    let text = &super::text::without_titles(text);
    let clauses = text.split([',', '，', '(', ')', '。', ';', ':']);
    let own = clauses.filter(|clause| !PASSED_ON.iter().any(|word| clause.contains(word)));
    own.into_iter().find_map(|clause| {
        if let Some(office) = office_before_verb(clause) {
            return Some(office);
        }
        clause.char_indices().find_map(|(at, _)| {
            let rest = clause.get(at..)?;
            let rest = VERBS.iter().find_map(|word| rest.strip_prefix(word))?;
            let mut names = rest.rsplit_once(['至', '到']).map_or(rest, |(_, behind)| behind).split('、');
            let first = names.next()?;
            let others = names.map(cleaned).take_while(|name| is_office(name));
            let all = || std::iter::once(cleaned(first)).chain(others).collect::<Vec<_>>().join("、");
            is_office(first).then(all)
        })
    })
}

/// The office between 向 and the verb: 向区生态环境局报送.
fn office_before_verb(clause: &str) -> Option<String> {
    let (_, rest) = clause.split_once('向')?;
    let names = VERBS.iter().filter_map(|verb| rest.find(verb)).min().and_then(|end| rest.get(..end))?;
    is_office(names).then(|| cleaned(names).to_owned())
}

/// The office to which a sentence that speaks of the form has it sent, without a day: 填好后报送至区林业局.
pub(super) fn of_form(sentence: &str, is_of_form: bool) -> Option<String> {
    let says_form = is_of_form || OF_FORMS.iter().any(|word| sentence.contains(word));
    let says_where = VERBS.iter().any(|verb| verb.ends_with('至') && sentence.contains(verb));
    // What is due once may go to somebody else.
    let is_once = !super::dates::days(sentence).is_empty();
    // A sentence that begins with the verb goes on from the one before: 报县林业局森防站，联系人：….
    let clause = super::rows::without_mark(sentence).split([',', '，']).next().unwrap_or_default();
    let begins = ["报送", "上报", "报"].iter().find_map(|verb| clause.strip_prefix(verb));
    let goes_on = begins.is_some_and(|rest| is_office(rest.trim_start_matches(['至', '到'])));
    if ((says_form && says_where) || goes_on) && !is_once { office(sentence) } else { None }
}

/// Whether an office is called 我局 or the like, and what follows it: 我局市容科.
pub(super) fn ourselves(office: &str) -> Option<&str> {
    let rest = OURSELVES.iter().find_map(|word| office.strip_prefix(word))?;
    let ending = ["办公室", "委员会", "中心", "局", "办", "委", "站", "所", "会", "单位", "部"]
        .iter()
        .find(|ending| rest.starts_with(**ending))?;
    rest.get(ending.len()..)
}

/// Names with gaps between them as a list: 区林业局　　区水利局. What is only spread out is one.
pub(super) fn several(raw: &str) -> String {
    let parts: Vec<&str> = raw.split_whitespace().collect();
    if parts.len() > 1 && parts.iter().all(|part| is_office(part)) {
        return parts.join("、");
    }
    close_up(&tidy(raw))
}

/// Who signs a letter: the names right above its date.
pub(super) fn signers(lines: &[Line]) -> Option<(String, &Line)> {
    let date = lines.iter().rposition(|line| super::dates::only_day(&line.raw).is_some())?;
    let is_name = |line: &&Line| {
        let plain = line.plain();
        !plain.contains(['。', ':', ';', '；', '，', ',', '《'])
            && several(&line.raw).split('、').all(is_office)
    };
    let above = lines.get(..date)?.iter().rev().take(MOST_SIGNERS).take_while(is_name);
    let mut names: Vec<&Line> = above.collect();
    names.reverse();
    let place = *names.first()?;
    let names: Vec<String> = names.iter().map(|line| trim(&several(&line.raw)).to_owned()).collect();
    Some((names.join("、"), place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_reported_is_no_office() {
        for (text, expected) in [
            ("报送市容整治月报表至区城市管理局", Some("区城市管理局")),
            ("前将统计表报送区城市管理局市容科", Some("区城市管理局市容科")),
            ("报送至县森防办邮箱pasfb@126.com", Some("县森防办")),
            ("报区综合行政执法支队", Some("区综合行政执法支队")),
            ("报县应急管理局执法大队", Some("县应急管理局执法大队")),
            ("报送街道平安办", Some("街道平安办")),
            ("报统计站", Some("统计站")),
            ("报县残联", Some("县残联")),
            ("报送月报至区林业局", Some("区林业局")),
            ("填报附件,发送至邮箱abc@163.com", None),
            ("报送上月工作情况", None),
            ("报告书交所有人", None),
            ("报我局", Some("我局")),
            ("向区生态环境局报送统计表", Some("区生态环境局")),
            ("报送统计表至区城管局、区生态环境局", Some("区城管局、区生态环境局")),
            ("报送统计表、照片至区城管局", Some("区城管局")),
            ("前将统计表报送,由办公室汇总后报区委办", None),
        ] {
            assert_eq!(office(text).as_deref(), expected, "{text}");
        }
        for (text, expected) in [
            ("报县林业局森防站,联系人:曹明亮", Some("县林业局森防站")),
            ("2.报送方式:盖章后扫描发至县统计局贸外股邮箱ynmw@163.com", Some("县统计局贸外股")),
            ("加盖公章后扫描发送至区文旅局产业发展股(ab@163.com),纸质件留存备查", Some("区文旅局产业发展股")),
            ("各单位报区林业局的方案要具体", None),
        ] {
            assert_eq!(of_form(text, false).as_deref(), expected, "{text}");
        }
        assert_eq!(
            (ourselves("我局市容科"), ourselves("我办"), ourselves("区局")),
            (Some("市容科"), Some(""), None)
        );
    }

    #[test]
    fn a_letter_is_signed_above_its_date() {
        let place = super::super::doubt::Place {
            file: 0,
            sheet: 0,
            row: 0,
            column: 0,
            address: String::new(),
            says: String::new(),
        };
        let told = |lines: &[&str]| {
            let line = |raw: &&str| Line { raw: (*raw).to_owned(), place: place.clone() };
            let lines: Vec<Line> = lines.iter().map(line).collect();
            signers(&lines).map(|(names, _)| names).unwrap_or_default()
        };
        assert_eq!(
            told(&["联系人：李敏。", "某区爱国卫生运动委员会办公室", "2025年8月30日"]),
            "某区爱国卫生运动委员会办公室"
        );
        assert_eq!(told(&["区林业局", "区水利局", "2025年8月30日"]), "区林业局、区水利局");
        assert_eq!(told(&["县城市管理局　　县生态环境局", "2025年8月30日"]), "县城市管理局、县生态环境局");
        assert_eq!(told(&["特此通知。", "2025年8月30日"]), "");
        assert_eq!(told(&["附件：统计表", "2025年8月30日"]), "");
    }
}
