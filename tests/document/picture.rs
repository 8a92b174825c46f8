//! How a page looks: compared with pictures that somebody looked at.
//!
//! Fonts differ a little between versions, and so do edges. So of each picture at 60 dots an inch, one dot in a
//! hundred may differ by more than a quarter of the way from black to white, and all together by 1 % on the average.
//! After a change that is meant, `UPDATE_PICTURES=1 cargo test --test document` writes them anew: look at them.

use std::fs::File;
use std::path::{Path, PathBuf};

use yuebao::report::Sheet;

use super::ledgers::{empty, largest, long_name, township};
use super::paper::{Paper, run};

const QUARTER: u8 = 64;
const MOST_DIFFERENT: f64 = 0.01;
const MOST_ON_AVERAGE: f64 = 0.01 * 255.0;

pub(crate) struct Picture {
    width: u32,
    dots: Vec<u8>,
}

impl Picture {
    /// The first page in grey.
    pub(crate) fn of(pdf: &Path) -> Self {
        let stem = pdf.with_extension("");
        run(
            "pdftoppm",
            &[&"-scale-to-x", &"496", &"-scale-to-y", &"702", &"-gray", &"-png", &"-singlefile", &pdf, &stem],
        );
        Self::read(&pdf.with_extension("png"))
    }

    fn write(&self, path: &Path) {
        let height = u32::try_from(self.dots.len()).unwrap() / self.width;
        let mut encoder = png::Encoder::new(File::create(path).unwrap(), self.width, height);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_compression(png::Compression::High);
        encoder.write_header().unwrap().write_image_data(&self.dots).unwrap();
    }

    fn read(path: &Path) -> Self {
        let file = File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut reader = png::Decoder::new(std::io::BufReader::new(file)).read_info().unwrap();
        let mut dots = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut dots).unwrap();
        // Some programs write grey as three equal colours.
        let dots = dots.into_iter().step_by(info.color_type.samples()).collect();
        Self { width: info.width, dots }
    }

    /// The share of dots that differ much, and the difference of all on the average.
    pub(crate) fn difference(&self, other: &Self) -> (f64, f64) {
        assert_eq!((self.width, self.dots.len()), (other.width, other.dots.len()));
        let differences: Vec<u8> =
            self.dots.iter().zip(&other.dots).map(|(one, two)| one.abs_diff(*two)).collect();
        let count = f64::from(u32::try_from(differences.len()).unwrap());
        let much = differences.iter().filter(|difference| **difference > QUARTER).count();
        let sum: u32 = differences.iter().map(|difference| u32::from(*difference)).sum();
        (f64::from(u32::try_from(much).unwrap()) / count, f64::from(sum) / count)
    }

    #[track_caller]
    fn assert_like(&self, other: &Self) {
        let (much, average) = self.difference(other);
        assert!(
            much <= MOST_DIFFERENT && average <= MOST_ON_AVERAGE,
            "{much:.4} of the dots differ much, {average:.2} of 255 on the average"
        );
    }
}

#[track_caller]
fn assert_looks_like(name: &str, sheet: &Sheet) {
    let golden = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/document/pictures").join(name);
    let paper = Paper::of(sheet);
    let picture = Picture::of(&paper.path);
    if std::env::var_os("UPDATE_PICTURES").is_some() {
        picture.write(&golden);
    }
    picture.assert_like(&Picture::read(&golden));
}

#[test]
fn a_township_month() {
    assert_looks_like("township.png", &township());
}

#[test]
fn nothing_entered() {
    assert_looks_like("empty.png", &empty());
}

#[test]
fn everything_as_long_as_it_may_be() {
    assert_looks_like("largest.png", &largest(&long_name()));
}

#[test]
fn another_month_is_told_apart() {
    let [one, other] = [township(), largest(&long_name())].map(|sheet| Picture::of(&Paper::of(&sheet).path));
    let (much, _) = one.difference(&other);
    assert!(much > MOST_DIFFERENT, "{much}: the tolerance would hide a wrong page");
}
