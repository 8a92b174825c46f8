//! The reasons of a clerk's decisions: an answer to a check says what was found, not only that something was looked at.

use super::CollationError;
use super::records::checked_reason;
use crate::error::Error;

/// Words with which nothing is said, a word within another one behind it.
const SAYS_NOTHING: [&str; 24] = [
    "没有问题",
    "没问题",
    "无问题",
    "情况",
    "核实",
    "核对",
    "核查",
    "审核",
    "复核",
    "查实",
    "确认",
    "无误",
    "属实",
    "正确",
    "准确",
    "真实",
    "同意",
    "通过",
    "采用",
    "可以",
    "已经",
    "数据",
    "好的",
    "ok",
];
/// The fewest characters that say something.
const SHORTEST: usize = 4;

/// A reason in which there is anything to read.
pub(super) fn readable_reason(reason: &str) -> Result<String, Error> {
    let reason = checked_reason(reason)?;
    if said(&reason).is_empty() { Err(CollationError::EmptyReason(reason).into()) } else { Ok(reason) }
}

/// A reason that says what was found.
pub(super) fn telling_reason(reason: &str) -> Result<String, Error> {
    let reason = checked_reason(reason)?;
    let telling = SAYS_NOTHING.iter().fold(said(&reason), |rest, word| rest.replace(word, ""));
    if telling.chars().count() < SHORTEST {
        Err(CollationError::EmptyReason(reason).into())
    } else {
        Ok(reason)
    }
}

/// The letters and digits of a text.
fn said(text: &str) -> String {
    text.to_lowercase().chars().filter(|character| character.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_says_what_was_found() {
        for telling in [
            "电话问过，累计含去年",
            "电话问过",
            "已核实，与去年报的一致",
            "单位漏报 7 次，已补",
            "区里同意本月免报",
        ] {
            assert_eq!(telling_reason(telling).unwrap(), telling);
        }
        for empty in [
            "核实无误。",
            "经核实无误",
            "已核实无误",
            "核实无误，情况属实",
            "确认",
            ".",
            "……",
            "已经核对，没有问题！",
            "数据真实、准确",
            "OK",
            "同意 采用",
            "查过",
            "核实 核实 核实",
        ] {
            let refused = telling_reason(empty).unwrap_err().to_string();
            assert!(refused.starts_with("理由要说明情况"), "{empty}：{refused}");
        }
    }

    #[test]
    fn a_dot_is_no_reason_for_anything() {
        assert!(readable_reason(".").is_err() && readable_reason(" —— ").is_err());
        assert_eq!(readable_reason("重复").unwrap(), "重复");
    }
}
