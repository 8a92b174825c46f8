//! Why nothing was read from a file that a clerk took in, in the clerk's words: what became of that file, that nothing else is touched
//! by it, and what to do. The officer who imports reads the errors' own sentences.

use crate::hand_filled::HandFilledError;
use crate::reading::ReadingError;
use crate::wording::quoted;

const AGAIN: &str = "请退给单位，另存为 xlsx 后重新报来";
const OTHER: &str = "不是报表的，请排除；是报表的，请退给单位，用通知的表样填好重新报来";

/// Why a file could not be read.
pub(super) fn unread(problem: &ReadingError) -> String {
    let (why, what_to_do) = match problem {
        ReadingError::Unavailable(reason) => {
            (format!("读不了这个文件（{reason}）"), "请看看文件还在不在，再收一次")
        }
        ReadingError::Folder | ReadingError::NoFile => ("这不是一个普通的文件".to_owned(), OTHER),
        ReadingError::Empty | ReadingError::Blank => {
            ("这个文件是空的，一个字也没有".to_owned(), "请退给单位，重新报来")
        }
        ReadingError::TooLarge(bytes) => (
            format!("这个文件有 {} MB，太大了", bytes.div_ceil(1 << 20)),
            "请退给单位，把报表单独存成一个文件重新报来",
        ),
        ReadingError::UnpacksTooLarge | ReadingError::TooManyCells => (
            "这个文件里的内容太多，可能有问题，没有打开".to_owned(),
            "请退给单位，把报表单独存成一个文件重新报来",
        ),
        ReadingError::Encrypted => ("这个文件设了密码，打不开".to_owned(), "请退给单位，取消密码后重新报来"),
        ReadingError::WebPage => ("这个文件其实是网页，不是工作簿".to_owned(), AGAIN),
        ReadingError::OtherFormat(format) | ReadingError::OtherDocument(format) => {
            (format!("这是 {format} 格式的文件，这里读不了"), AGAIN)
        }
        ReadingError::NoTable => ("这个 Word 文件里没有填了字的表格".to_owned(), OTHER),
        ReadingError::NotATable => ("这不是表格文件".to_owned(), OTHER),
        ReadingError::UnknownEncoding => ("这个文本文件的编码认不出来".to_owned(), AGAIN),
        ReadingError::Damaged => ("这个文件已损坏，读不出来".to_owned(), "请退给单位，重新报来"),
    };
    told(&why, what_to_do)
}

/// Why the form was not found in a file, or could not be read.
pub(super) fn not_the_form(problem: &HandFilledError) -> String {
    let (why, what_to_do) = match problem {
        HandFilledError::File { problem, .. } => return unread(problem),
        HandFilledError::NoForm { mark, heading, content, .. } => (
            format!(
                "里面没有找到{mark}的表（要有{}等标题，{}要和表样一样）",
                quoted(heading),
                quoted(content)
            ),
            OTHER,
        ),
        HandFilledError::Hidden { mark, .. } => {
            (format!("里面的{mark}在隐藏的工作表、行或列里"), "请退给单位，取消隐藏后重新报来")
        }
        HandFilledError::NoColumn { heading, .. } => (
            format!("里面有这张表的内容，没有找到{}这一栏", quoted(heading)),
            "请退给单位，用通知的表样填好重新报来",
        ),
        HandFilledError::TooMany(count) => {
            (format!("里面有 {count} 张表，太多了"), "请退给单位，把当月的表单独存成一个文件重新报来")
        }
        // Those speak of an import that was planned.
        HandFilledError::NotReady(_)
        | HandFilledError::Changed
        | HandFilledError::NoSuchSheet(_)
        | HandFilledError::MonthForOne(_) => ("这个文件没有读出来".to_owned(), OTHER),
    };
    told(&why, what_to_do)
}

fn told(why: &str, what_to_do: &str) -> String {
    format!("{why}，没有采用，别的文件照收。{what_to_do}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clerk_hears_what_became_of_the_file_and_nothing_of_an_import() {
        let no_form = HandFilledError::NoForm {
            file: "3月.xlsx".into(),
            mark: "附件2".into(),
            heading: "序号".into(),
            content: "具体内容".into(),
        };
        assert_eq!(
            not_the_form(&no_form),
            "里面没有找到附件2的表（要有“序号”等标题，“具体内容”要和表样一样），没有采用，别的文件照收。不是报表的，请排除；是报表的，请退给单位，用通知的表样填好重新报来"
        );
        assert_eq!(
            unread(&ReadingError::Encrypted),
            "这个文件设了密码，打不开，没有采用，别的文件照收。请退给单位，取消密码后重新报来"
        );
        let file = HandFilledError::File { file: "1.xls".into(), problem: ReadingError::Damaged };
        for told in
            [not_the_form(&file), not_the_form(&HandFilledError::TooMany(200)), unread(&ReadingError::Blank)]
        {
            assert!(told.contains("没有采用，别的文件照收。请退给单位"), "{told}");
            assert!(!told.contains("导入") && !told.contains("改动"), "{told}");
        }
    }
}
