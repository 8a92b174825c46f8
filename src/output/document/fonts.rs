//! The fonts of this computer, and the choice that a Chinese office would make among them.
//!
//! Searching all fonts takes a good part of a second, so it is done once for the whole program and kept; what is read of the
//! fonts is given back when nothing was drawn for a while. A font whose licence does not allow embedding is ignored. No sizes,
//! colours or texts belong here.

use std::path::Path;
use std::sync::{Arc, LazyLock, Mutex, PoisonError, RwLock};
use std::thread;
use std::time::{Duration, Instant};

use filebuffer::FileBuffer;
use serde::Serialize;
use ttf_parser::{Face, Permissions};
use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontInfo};
use typst_kit::fonts::{self, FontPath, FontSource, FontStore};

/// For the title: 小标宋, or else 宋体. Each font is listed with its names on different systems.
const TITLE: &[&str] = &[
    "FZXiaoBiaoSong-B05S",
    "方正小标宋简体",
    "FZXiaoBiaoSong-B05",
    "方正小标宋_GBK",
    "SimSun",
    "宋体",
    "Songti SC",
    "STSong",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "思源宋体",
];
/// For everything else: 仿宋, or else the most similar font.
const BODY: &[&str] = &[
    "FangSong_GB2312",
    "仿宋_GB2312",
    "FangSong",
    "仿宋",
    "FZFangSong-Z02S",
    "方正仿宋简体",
    "FZFangSong-Z02",
    "方正仿宋_GBK",
    "STFangsong",
    "华文仿宋",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "思源宋体",
    "SimSun",
    "宋体",
    "Songti SC",
    "STSong",
];
/// For headings: 黑体.
const HEADING: &[&str] = &[
    "SimHei",
    "黑体",
    "FZHei-B01S",
    "FZHei-B01",
    "方正黑体_GBK",
    "Heiti SC",
    "STHeiti",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "思源黑体",
    "Microsoft YaHei",
    "PingFang SC",
];

/// For second-level headings in running text: 楷体, or else the font of the text.
const SUBHEADING: &[&str] = &[
    "KaiTi_GB2312",
    "楷体_GB2312",
    "KaiTi",
    "楷体",
    "FZKai-Z03S",
    "方正楷体简体",
    "FZKai-Z03",
    "方正楷体_GBK",
    "STKaiti",
    "华文楷体",
    "Kaiti SC",
];

/// For page numbers: 宋体, or else the font of the text.
const NUMBER: &[&str] =
    &["SimSun", "宋体", "Songti SC", "STSong", "Noto Serif CJK SC", "Source Han Serif SC"];

/// In a list of fonts, the first of these and all fonts after it are substitutes for the font an office would use.
const SUBSTITUTES: [&str; 2] = ["Noto Serif CJK SC", "Noto Sans CJK SC"];

/// The font that is used for a part of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FontChoice {
    /// 标题, 正文 or 表头.
    pub part: &'static str,
    pub family: String,
    /// Whether it is a substitute for the font that an office would use.
    pub substitute: bool,
}

/// The fonts that documents are set in.
pub struct Fonts {
    paths: Vec<Arc<FontPath>>,
    store: RwLock<Arc<FontStore>>,
    families: Families,
}

/// The chosen font families, the best first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Families {
    title: Vec<String>,
    body: Vec<String>,
    heading: Vec<String>,
    /// Its own font first, then the font of the text for missing characters.
    subheading: Vec<String>,
    number: Vec<String>,
}

static SYSTEM: LazyLock<Fonts> = LazyLock::new(|| Fonts::of(fonts::system()));
/// When something was last drawn; `None` if what that needed was given back.
static DRAWN: Mutex<Option<Instant>> = Mutex::new(None);

impl Fonts {
    /// The fonts of this computer, searched at the first call.
    pub fn system() -> &'static Self {
        &SYSTEM
    }

    /// Starts searching for fonts in the background, so that they are known when a page is first drawn.
    pub fn find_in_background() {
        thread::spawn(|| LazyLock::force(&SYSTEM));
    }

    /// The fonts in one folder only, so that a page looks the same on every computer.
    pub fn in_folder(folder: &Path) -> Self {
        Self::of(fonts::scan(folder))
    }

    /// Gives back what drawing holds, if nothing was drawn for so long: the fonts that are open, and what the layout library
    /// remembers. The next page takes a few milliseconds longer.
    pub fn give_back_unused(idle: Duration) {
        let mut drawn = DRAWN.lock().unwrap_or_else(PoisonError::into_inner);
        if drawn.is_some_and(|at| at.elapsed() >= idle) {
            *drawn = None;
            SYSTEM.close();
            typst::comemo::evict(0);
        }
    }

    fn of(found: impl Iterator<Item = (FontPath, FontInfo)>) -> Self {
        let (paths, infos): (Vec<Arc<FontPath>>, Vec<FontInfo>) =
            found.map(|(path, info)| (Arc::new(path), info)).unzip();
        let store = closed(&paths, infos);
        let families = Families::among(store.book());
        Self { paths, store: RwLock::new(Arc::new(store)), families }
    }

    /// Lets go of every font that is open.
    fn close(&self) {
        let open = self.store();
        let infos = (0..self.paths.len()).filter_map(|index| open.book().info(index).cloned());
        let store = closed(&self.paths, infos);
        *self.store.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(store);
    }

    /// The fonts of 标题, 正文 and 表头; `None` if no Chinese font is installed.
    pub fn choices(&self) -> Option<[FontChoice; 3]> {
        let Families { title, body, heading, .. } = self.families()?;
        let choice = |part, families: &'static [&'static str], known: &[String]| {
            let family = known.first().cloned().unwrap_or_default();
            let mut official = families.iter().take_while(|name| !SUBSTITUTES.contains(name));
            let substitute = !official.any(|name| *name == family);
            FontChoice { part, family, substitute }
        };
        Some([choice("标题", TITLE, title), choice("正文", BODY, body), choice("表头", HEADING, heading)])
    }

    /// The fonts to draw with now.
    pub(super) fn to_draw(&self) -> Arc<FontStore> {
        *DRAWN.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
        self.store()
    }

    fn store(&self) -> Arc<FontStore> {
        Arc::clone(&self.store.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// `None` if no Chinese font is installed.
    pub(super) fn families(&self) -> Option<&Families> {
        let Families { title, body, heading, .. } = &self.families;
        [title, body, heading].iter().all(|families| !families.is_empty()).then_some(&self.families)
    }
}

impl Families {
    fn among(book: &FontBook) -> Self {
        let known = |names: &[&str]| -> Vec<String> {
            names
                .iter()
                .filter(|name| book.contains_family(&name.to_lowercase()))
                .map(ToString::to_string)
                .collect()
        };
        let subheading = [known(SUBHEADING), known(BODY)].concat();
        let number = [known(NUMBER), known(BODY)].concat();
        let (title, body, heading) = (known(TITLE), known(BODY), known(HEADING));
        let families = Self { title, body, heading, subheading, number };
        // A computer with only one Chinese font can still print.
        let any =
            [&families.body, &families.title, &families.heading].into_iter().find(|some| !some.is_empty());
        let any = any.cloned().unwrap_or_default();
        let or_any = |some: Vec<String>| if some.is_empty() { any.clone() } else { some };
        Self {
            title: or_any(families.title),
            body: or_any(families.body),
            heading: or_any(families.heading),
            subheading: or_any(families.subheading),
            number: or_any(families.number),
        }
    }
}

/// Folders in which only the system writes fonts. It replaces a file by a new one and never writes into an open file.
const OF_THE_SYSTEM: [&str; 3] = ["/usr/share/fonts", "/System/Library/Fonts", r"C:\Windows\Fonts"];

/// A font that is opened when it is needed. System fonts are memory-mapped: tens of megabytes that need not
/// be copied and that the system can take back. Any other font is read into memory, because its file may be
/// rewritten or disappear with a stick.
struct Embeddable(Arc<FontPath>);

/// Fonts of which none is open yet.
fn closed(paths: &[Arc<FontPath>], infos: impl IntoIterator<Item = FontInfo>) -> FontStore {
    let mut store = FontStore::new();
    store.extend(paths.iter().map(|path| Embeddable(Arc::clone(path))).zip(infos));
    store
}

impl Embeddable {
    fn open(&self) -> Option<Font> {
        let FontPath { path, index } = &*self.0;
        if !OF_THE_SYSTEM.iter().any(|folder| path.starts_with(folder)) {
            return self.0.load();
        }
        Font::new(Bytes::new(FileBuffer::open(path).ok()?), *index)
    }
}

impl FontSource for Embeddable {
    fn load(&self) -> Option<Font> {
        let may_be_embedded = |font: &Font| {
            let face = Face::parse(font.data(), font.index());
            face.is_ok_and(|face| face.permissions() != Some(Permissions::Restricted))
        };
        self.open().filter(may_be_embedded)
    }
}

/// The font to install for a character that no installed font has.
pub(super) fn font_with(character: char) -> &'static str {
    match character {
        '\u{0}'..='\u{33ff}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ffef}' => "思源宋体（Noto Serif CJK SC）",
        '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{2a6df}' => {
            "宋体-ExtB（SimSun-ExtB）或花园明朝（HanaMinB）"
        }
        '\u{2a700}'..='\u{3ffff}' => "天珩全字库（TH-Tshyn）或花园明朝（HanaMinB）",
        _ => "带有这个字的字体",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn families(installed: &[&str]) -> Families {
        let mut book = FontBook::new();
        for family in installed {
            book.push(FontInfo {
                family: (*family).to_owned(),
                variant: typst::text::FontVariant::default(),
                flags: typst::text::FontFlags::empty(),
                axes: Vec::new(),
                coverage: typst::text::Coverage::from_vec(Vec::new()),
            });
        }
        Families::among(&book)
    }

    #[test]
    fn an_office_with_its_own_fonts_gets_them() {
        let families = families(&[
            "SimSun",
            "SimHei",
            "FangSong",
            "仿宋_GB2312",
            "KaiTi",
            "Arial",
            "FZXiaoBiaoSong-B05S",
        ]);
        assert_eq!(families.title, ["FZXiaoBiaoSong-B05S", "SimSun"]);
        assert_eq!(families.body, ["仿宋_GB2312", "FangSong", "SimSun"]);
        assert_eq!(families.heading, ["SimHei"]);
        assert_eq!(families.subheading, ["KaiTi", "仿宋_GB2312", "FangSong", "SimSun"]);
        assert_eq!(families.number, ["SimSun", "仿宋_GB2312", "FangSong", "SimSun"]);
    }

    #[test]
    fn noto_will_do_and_so_will_any_one_chinese_font() {
        let noto = families(&["Noto Serif CJK SC", "Noto Sans CJK SC"]);
        assert_eq!(
            (noto.title[0].as_str(), noto.heading[0].as_str()),
            ("Noto Serif CJK SC", "Noto Sans CJK SC")
        );
        let one = families(&["SimHei"]);
        assert_eq!((one.title, one.body), (vec!["SimHei".to_owned()], vec!["SimHei".to_owned()]));
        assert_eq!(families(&["Arial"]), Families::default());
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn fonts_that_are_let_go_can_be_drawn_with_again() {
        let fonts = Fonts::in_folder(Path::new("/usr/share/fonts/opentype/noto"));
        let name = |store: &FontStore| store.font(0).unwrap().info().family.clone();
        let (before, open) = (name(&fonts.to_draw()), Arc::downgrade(&fonts.to_draw()));
        assert!(open.upgrade().is_some(), "it is kept from one page to the next");
        fonts.close();
        assert!(open.upgrade().is_none(), "nobody holds a font any more");
        assert_eq!((name(&fonts.to_draw()), fonts.store().book().info(0).is_some()), (before, true));
    }

    #[test]
    fn what_stands_in_for_an_official_font_is_told() {
        let fonts =
            |installed: &[&str]| Fonts { families: families(installed), ..Fonts::of(std::iter::empty()) };
        let substitutes =
            |installed: &[&str]| fonts(installed).choices().unwrap().map(|choice| choice.substitute);
        assert_eq!(substitutes(&["SimSun", "SimHei", "FangSong"]), [false; 3]);
        assert_eq!(substitutes(&["Noto Serif CJK SC", "SimHei"]), [true, true, false]);
        assert_eq!(fonts(&["Arial"]).choices(), None);
    }

    #[test]
    fn the_font_to_install_depends_on_how_rare_the_character_is() {
        assert!(font_with('镇').contains("思源宋体"));
        assert!(font_with('㙟').contains("ExtB"));
        assert!(font_with('𬭊').contains("天珩"));
    }
}
