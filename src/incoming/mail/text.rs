//! The text of a mail for people, and whether it says that the attachment lies elsewhere.

/// How much of a text is kept.
const BEGINNING: usize = 1000;
/// How the providers of mailboxes call files that stay on their servers: QQ, 163, 139, and those of companies.
const ELSEWHERE: [&str; 3] = ["超大附件", "云附件", "文件中转站"];
/// Elements whose content is no text.
const SILENT: [&str; 4] = ["style", "script", "head", "title"];
/// Elements that begin a line.
const LINES: [&str; 8] = ["br", "p", "div", "tr", "li", "table", "h1", "h2"];
/// The longest name of a character, as in `&nbsp;`.
const LONGEST_ENTITY: usize = 10;

pub(super) fn says_elsewhere(text: &str) -> bool {
    ELSEWHERE.iter().any(|word| text.contains(word))
}

/// The beginning of a text, without empty lines and characters that do not show.
pub(super) fn beginning(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut beginning = String::new();
    for line in lines {
        if !beginning.is_empty() {
            beginning.push('\n');
        }
        beginning.extend(line.chars().filter(|character| !character.is_control()).take(BEGINNING));
        if beginning.chars().count() >= BEGINNING {
            break;
        }
    }
    beginning.chars().take(BEGINNING).collect()
}

/// The text of a page.
pub(super) fn of_page(page: &str) -> String {
    let mut text = String::new();
    let mut rest = page;
    while let Some((before, from)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, after) = from.split_once('>').unwrap_or((from, ""));
        let is_end = tag.starts_with('/');
        let name: String = tag.chars().skip_while(|character| *character == '/').take(10).collect();
        let name =
            name.split(|character: char| !character.is_ascii_alphanumeric()).next().unwrap_or_default();
        let name = name.to_ascii_lowercase();
        if LINES.contains(&name.as_str()) {
            text.push('\n');
        }
        rest = if !is_end && SILENT.contains(&name.as_str()) { behind(after, &name) } else { after };
    }
    text.push_str(rest);
    with_characters(&text)
}

/// What follows the end of an element, or nothing.
fn behind<'a>(page: &'a str, name: &str) -> &'a str {
    let end = format!("</{name}");
    let found = page.char_indices().find(|(at, character)| {
        *character == '<' && page.get(*at..at + end.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(&end))
    });
    found
        .and_then(|(at, _)| page.get(at..))
        .and_then(|tag| tag.split_once('>'))
        .map_or("", |(_, after)| after)
}

/// A text with the characters that stand in it by name or by number.
fn with_characters(text: &str) -> String {
    let mut result = String::new();
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('&') {
        result.push_str(before);
        let named = from.split_once(';').filter(|(name, _)| name.len() <= LONGEST_ENTITY);
        let (character, after) =
            named.and_then(|(name, after)| Some((character(name)?, after))).unwrap_or(('&', from));
        result.push(character);
        rest = after;
    }
    result + rest
}

fn character(name: &str) -> Option<char> {
    Some(match name {
        "nbsp" | "ensp" | "emsp" => ' ',
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        _ => {
            let number = name.strip_prefix('#')?;
            let hexadecimal = number.strip_prefix(['x', 'X']).map(|digits| u32::from_str_radix(digits, 16));
            char::from_u32(hexadecimal.unwrap_or_else(|| number.parse()).ok()?)?
        }
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_text_of_a_page_is_what_is_shown() {
        let page = "<html><HEAD><title>x</title></HEAD><style>p{}</STYLE><p>王科长：</p><div>报表&nbsp;见&#38468;&#x4EF6;\
                    <br>A &lt; B & C</div><script>1<2</script>";
        assert_eq!(beginning(&of_page(page)), "王科长：\n报表 见附件\nA < B & C");
        assert_eq!(of_page("a < b <p"), "a ");
    }

    #[test]
    fn only_the_beginning_is_kept() {
        assert_eq!(beginning(&"字".repeat(5000)).chars().count(), BEGINNING);
        assert_eq!(beginning(&"字\n".repeat(5000)).chars().count(), BEGINNING);
        assert_eq!(beginning("\u{0}\r\n a \r\n\r\nb"), "\na\nb".trim_start());
    }

    proptest! {
        #[test]
        fn any_page_has_a_text(page in "[<>/&;#xstyle一 ]{0,80}") {
            of_page(&page);
        }
    }
}
