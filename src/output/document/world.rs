//! Everything that a layout can read: its own source, the shared layout code, its input, and the fonts.

use std::path::PathBuf;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _};
use typst_kit::fonts::FontStore;

/// A layout: its file name under `assets/layouts`, and its source.
#[derive(Clone, Copy, Debug)]
pub(in crate::output) struct Layout {
    pub(in crate::output) name: &'static str,
    pub(in crate::output) source: &'static str,
}

const COMMON: Layout =
    Layout { name: "common.typ", source: include_str!("../../../assets/layouts/common.typ") };
/// The layout code that draws every chart.
const CHART: Layout = Layout { name: "chart.typ", source: include_str!("../../../assets/layouts/chart.typ") };
/// The layout code of whatever is laid out as an official letter.
const OFFICIAL: Layout =
    Layout { name: "official.typ", source: include_str!("../../../assets/layouts/official.typ") };
const INPUT: &str = "input.json";

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// What every layout may import. Parsing it takes as long as drawing a short list, so it is done once.
static SHARED: LazyLock<Result<[Source; 3], String>> =
    LazyLock::new(|| Ok([source(COMMON)?, source(CHART)?, source(OFFICIAL)?]));

/// What a layout can read; see the module.
pub(super) struct World<'fonts> {
    main: Source,
    shared: &'static [Source; 3],
    input: (FileId, Bytes),
    fonts: &'fonts FontStore,
}

impl<'fonts> World<'fonts> {
    /// `input` is the JSON that the layout draws.
    pub(super) fn new(layout: Layout, input: Vec<u8>, fonts: &'fonts FontStore) -> Result<Self, String> {
        Ok(Self {
            main: source(layout)?,
            shared: SHARED.as_ref().map_err(Clone::clone)?,
            input: (file(INPUT)?, Bytes::new(input)),
            fonts,
        })
    }
}

fn source(layout: Layout) -> Result<Source, String> {
    Ok(Source::new(file(layout.name)?, layout.source.to_owned()))
}

fn file(name: &str) -> Result<FileId, String> {
    let path = VirtualPath::new(name).map_err(|problem| format!("{name}: {problem:?}"))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl typst::World for World<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        std::iter::once(&self.main)
            .chain(self.shared)
            .find(|source| source.id() == id)
            .cloned()
            .ok_or_else(|| absent(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let (input, bytes) = &self.input;
        if *input == id { Ok(bytes.clone()) } else { Err(absent(id)) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn absent(id: FileId) -> FileError {
    FileError::NotFound(PathBuf::from(id.vpath().get_without_slash()))
}
