//! Names of people, by the surnames with which they begin. What is no name may begin so too: only where a name can stand is it
//! looked for.

use super::offices;

/// Surnames of one character that are common.
const SURNAMES: &str = "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧肖冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范\
    江傅付钟卢汪戴崔任陆廖姚方金邱丘夏谭韦贾邹石熊孟秦阎闫薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚汤陶黎温莫易\
    樊乔文安殷颜庄章鲁倪庞邢俞翟蓝聂齐向申葛柴伍覃骆关焦柳欧祝纪尚毕耿芦左季管符辛苗詹曲靳祁路涂兰甘裴梅童翁霍游阮尤岳柯\
    牟滕谷舒卜成饶宁凌盛查单冉鲍华包屈房喻解蒲卫简时连车项闵邬吉党阳司费蒙席晏隋古强穆姬米";
/// Those of two.
const COMPOUND: [&str; 8] = ["欧阳", "上官", "诸葛", "司马", "司徒", "皇甫", "尉迟", "夏侯"];
/// What a person may be called behind the name.
const CALLED: [&str; 3] = ["同志", "老师", "(女)"];

/// Whether a text is the name of a person.
pub(super) fn is_person(text: &str) -> bool {
    let given = COMPOUND.iter().find_map(|surname| text.strip_prefix(surname));
    let given = given.or_else(|| {
        let first = text.chars().next().filter(|first| SURNAMES.contains(*first))?;
        text.get(first.len_utf8()..)
    });
    given.is_some_and(|given| {
        (1..=2).contains(&given.chars().count())
            && given.chars().all(|one| !one.is_ascii() && one.is_alphabetic())
    })
}

/// The name behind that of an office: 县审计局审理股孙莉. What is no such name stays as it is.
pub(super) fn without_office(text: &str) -> &str {
    let bare = CALLED.iter().find_map(|word| text.strip_suffix(word)).unwrap_or(text);
    let mut person = bare.char_indices().filter_map(|(at, _)| {
        let (office, rest) = (bare.get(..at)?, bare.get(at..)?);
        (offices::is_office(office) && is_person(rest)).then_some(rest)
    });
    person.next_back().unwrap_or(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_begins_with_a_surname() {
        for name in ["孙莉", "欧阳娜娜", "吴建国", "司马光"] {
            assert!(is_person(name), "{name}");
        }
        for text in ["孙", "审理股", "欧阳", "王主任科", "李2", "电话", ""] {
            assert!(!is_person(text), "{text}");
        }
    }

    #[test]
    fn an_office_before_a_name_is_left_out() {
        for (text, name) in [
            ("县审计局审理股孙莉", "孙莉"),
            ("造林科李敏", "李敏"),
            ("办公室王芳同志", "王芳"),
            ("孙莉", "孙莉"),
            ("综合科", "综合科"),
            ("李会明", "李会明"),
        ] {
            assert_eq!(without_office(text), name, "{text}");
        }
    }
}
