//! What a PDF that this program wrote says of itself. Its pages are not read: only the description that every such file
//! carries in plain text (XMP, ISO 16684-1), and that anybody could write.

use quick_xml::escape::unescape;

use crate::digest::SHA_256_DIGITS;
use crate::output::document::CREATOR;
use crate::period::Month;

/// More than any PDF of a form has.
const LARGEST: usize = 4 << 20;
/// More than any description has.
const LONGEST: usize = 64 << 10;

/// The description of a PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PdfStated {
    pub form: String,
    /// The unit's name.
    pub unit: String,
    /// The month; `None` for a project list.
    pub month: Option<Month>,
    /// The digest of the report or the list.
    pub digest: String,
    /// Whether something was added to the file since, as an electronic seal is.
    pub was_added_to: bool,
}

impl PdfStated {
    /// Reads the description; `None` of a file that this program did not write.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let bytes = Some(bytes).filter(|bytes| bytes.len() <= LARGEST && bytes.starts_with(b"%PDF-"))?;
        let from = bytes.windows(b"<x:xmpmeta".len()).position(|window| window == b"<x:xmpmeta")?;
        let part = bytes.get(from..)?;
        // A character at the end may be cut in two.
        let part = String::from_utf8_lossy(part.get(..LONGEST).unwrap_or(part));
        let (xml, _) = part.split_once("</x:xmpmeta>")?;
        if inside(xml, "xmp:CreatorTool")? != CREATOR {
            return None;
        }
        let keywords = inside(xml, "pdf:Keywords")?;
        let keywords: Vec<&str> = keywords.split(", ").collect();
        let (form, month, digest) = match keywords.as_slice() {
            [form, month, digest] => (form, Some(month.parse().ok()?), digest),
            [form, digest] => (form, None, digest),
            _ => return None,
        };
        let is_digest =
            digest.len() == SHA_256_DIGITS && digest.bytes().all(|digit| digit.is_ascii_hexdigit());
        let (_, creators) = xml.split_once("<dc:creator>")?;
        let ends = bytes.windows(b"%%EOF".len()).filter(|window| window == b"%%EOF").take(2).count();
        is_digest.then_some(Self {
            form: (*form).to_owned(),
            unit: inside(creators, "rdf:li")?,
            month,
            digest: (*digest).to_owned(),
            was_added_to: ends > 1,
        })
    }
}

/// The text of the first element of that name.
fn inside(xml: &str, name: &str) -> Option<String> {
    let (_, behind) = xml.split_once(&format!("<{name}>"))?;
    let (text, _) = behind.split_once(&format!("</{name}>"))?;
    unescape(text).ok().map(std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const DIGEST: &str = "0f3a0cd523107a0a643a4b26d413fedcdc2f3b50481e0644a33a7bfc73ef829a";

    fn described(tool: &str, keywords: &str, unit: &str) -> Vec<u8> {
        format!(
            "%PDF-1.7\n<x:xmpmeta><pdf:Keywords>{keywords}</pdf:Keywords><dc:creator><rdf:Seq>\
             <rdf:li>{unit}</rdf:li></rdf:Seq></dc:creator><xmp:CreatorTool>{tool}</xmp:CreatorTool>\
             </x:xmpmeta>\n%%EOF\n"
        )
        .into_bytes()
    }

    #[test]
    fn a_pdf_of_ours_says_of_what_it_is() {
        let report = described(CREATOR, &format!("annex2, 2022-01, {DIGEST}"), "龙沙镇&amp;村");
        let stated = PdfStated::read(&report).unwrap();
        assert_eq!((stated.form.as_str(), stated.unit.as_str()), ("annex2", "龙沙镇&村"));
        assert_eq!((stated.month, stated.digest.as_str()), ("2022-01".parse().ok(), DIGEST));
        assert!(!stated.was_added_to);
        let sealed = [report.as_slice(), b"1 0 obj\n<</Type/Sig>>\nendobj\n%%EOF\n"].concat();
        assert!(PdfStated::read(&sealed).unwrap().was_added_to);
        let list = described(CREATOR, &format!("annex3, {DIGEST}"), "龙沙镇");
        assert_eq!(PdfStated::read(&list).unwrap().month, None);
    }

    #[test]
    fn another_pdf_says_nothing() {
        let keywords = format!("annex2, 2022-01, {DIGEST}");
        for bytes in [
            described("WPS", &keywords, "龙沙镇"),
            described(CREATOR, "annex2, 2022-01, 5", "龙沙镇"),
            described(CREATOR, &format!("annex2, 2022-13, {DIGEST}"), "龙沙镇"),
            described(CREATOR, &format!("summary, 2022-01, 2022-03, {DIGEST}"), "龙沙镇"),
            b"%PDF-1.4 <x:xmpmeta>".to_vec(),
            b"%PDF-1.4 %%EOF".to_vec(),
        ] {
            assert_eq!(PdfStated::read(&bytes), None, "{}", String::from_utf8_lossy(&bytes));
        }
    }

    proptest! {
        #[test]
        fn whatever_is_read_ends(bytes in proptest::collection::vec(any::<u8>(), 0..200), text in ".{0,80}") {
            let begun = [b"%PDF-<x:xmpmeta><pdf:Keywords>".as_slice(), text.as_bytes(), &bytes].concat();
            prop_assert_eq!(PdfStated::read(&begun), None);
        }
    }
}
