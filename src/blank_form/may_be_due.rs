//! Whether a sentence speaks of when a form is due, by its words alone. Which day it is, is read in `due_days`.

/// Whether a sentence may say by which day it is reported, though it was not understood.
pub(super) fn may_be_due(sentence: &str) -> bool {
    let says_month =
        ["每月", "每个月", "次月", "月后", "下月", "逐月"].iter().any(|word| sentence.contains(word));
    let names_day = sentence.contains(['日', '号', '底', '末', '旬', '初', '天']);
    let says_day = (names_day && sentence.contains(['前', '内'])) || sentence.contains("工作日");
    says_month && says_day && ["报", "发至", "发到", "发送"].iter().any(|word| sentence.contains(word))
}
