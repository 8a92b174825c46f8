//! An amount: a count or a quantity of up to four decimals, read from what a person typed and printed as the form
//! wants it.
//!
//! Amounts are exact. They are kept as a whole number of ten-thousandths and never pass through a floating-point
//! number, except where a file format has no other kind of number (see [`Amount::to_f64`]). This module knows
//! nothing of figures, months or the form. It never rounds, and it never reads only a part of what was typed.

mod decimals;
mod sum;

use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, Neg, Sub};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

pub use decimals::Decimals;
pub use sum::{LONGEST_SUM, Sum};

/// One in ten-thousandths.
const TEN_THOUSANDTHS: i128 = 10_000;

/// The most digits before the decimal point in an amount that was written by [`Serialize`]: far more than any sum has,
/// and few enough that no sum of such amounts is too large.
const MOST_DIGITS_OF_A_SUM: usize = 24;

/// An exact amount. Amounts compare by their value alone: 3 equals 3.00.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "string"))]
pub struct Amount {
    /// 64 bits would be full after 922 of the largest counts; 128 bits are not filled by any sum.
    ten_thousandths: i128,
    decimals: Decimals,
}

/// Why a text is not an amount. Each sentence says what is wanted instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum AmountError {
    /// Letters, units, several numbers, an exponent.
    #[error("只能填数字，例如 {}；不要带单位、文字或算式", .0.example())]
    NotANumber(Decimals),
    /// A minus sign, half or full width.
    #[error("不能填负数，没有的填 0")]
    Negative,
    /// A fraction in a count.
    #[error("这一项是个数，只能填整数")]
    NotWhole,
    /// More decimals than the figure has, that are not zero.
    #[error("最多{}位小数，请四舍五入后再填，例如 {}", .0.in_words(), .0.rounded_example())]
    TooManyDecimals(Decimals),
    /// More digits than any real figure has.
    #[error("数字太大：整数部分最多 {} 位，请核对", .0.most_digits())]
    TooLarge(Decimals),
    /// Commas that do not separate thousands.
    #[error("逗号的位置不对，请直接填数字，例如 {}", .0.example())]
    StrayComma(Decimals),
    /// Letters or units where a sum could stand too.
    #[error("只能填数字，例如 {}；不要带单位或文字", .0.example())]
    NeitherNumberNorSum(Decimals),
    /// A formula with more than + and −, or with a term missing.
    #[error("算式只能加减，例如 {}+35；加减号两边都要是数", .0.example())]
    NotASum(Decimals),
    /// More was subtracted than there was.
    #[error("算出来是 {0}，不能是负数，请核对")]
    BelowZero(Amount),
    /// `2022-3` is a difference and a month.
    #[error("像是日期，不是算式；真要相减，请在前面加“=”，例如 =2022-3")]
    MayBeADate,
    /// A sum that could only be kept in part.
    #[error("算式太长：最多 {LONGEST_SUM} 个字，请先把一部分加好")]
    SumTooLong,
}

impl Amount {
    /// An amount of 0 that was really counted, which is not the same as a blank.
    pub fn zero(decimals: Decimals) -> Self {
        Self { ten_thousandths: 0, decimals }
    }

    /// Reads what a person typed or pasted: half- or full-width digits, `.` `．` `。` as the decimal point,
    /// commas between thousands, spaces around. Zeros behind the last decimal change nothing and are accepted.
    ///
    /// # Examples
    /// ```
    /// use yuebao::amount::{Amount, Decimals};
    /// let weight = Amount::parse(" １，２３４．５ ", Decimals::TWO).unwrap();
    /// assert_eq!(weight.to_string(), "1234.50");
    /// ```
    pub fn parse(text: &str, decimals: Decimals) -> Result<Self, AmountError> {
        let plain: String = trim(text).chars().map(half_width).collect();
        if plain.starts_with('-') {
            return Err(AmountError::Negative);
        }
        let not_a_number = AmountError::NotANumber(decimals);
        // Letters and signs are refused before commas are looked at: `=SUM(1,2)` is a formula, and a
        // complaint about its commas would not help.
        if plain.contains(|character: char| !matches!(character, '0'..='9' | '.' | ',')) {
            return Err(not_a_number);
        }
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let whole = without_thousands(whole).ok_or(AmountError::StrayComma(decimals))?;
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if (whole.is_empty() && fraction.is_empty()) || !all_digits(&whole) || !all_digits(fraction) {
            return Err(not_a_number);
        }

        let whole = whole.trim_start_matches('0');
        let fraction = fraction.trim_end_matches('0');
        let too_large = AmountError::TooLarge(decimals);
        if whole.len() > decimals.most_digits() {
            return Err(too_large);
        }
        if fraction.len() > decimals.count() {
            return Err(match decimals {
                Decimals::NONE => AmountError::NotWhole,
                some => AmountError::TooManyDecimals(some),
            });
        }
        let ten_thousandths: i64 = format!("{whole}{fraction:0<4}").parse().map_err(|_| too_large)?;
        Ok(Self { ten_thousandths: ten_thousandths.into(), decimals })
    }

    /// Reads a signed amount, such as an adjustment; otherwise as [`Self::parse`].
    ///
    /// # Examples
    /// ```
    /// use yuebao::amount::{Amount, Decimals};
    /// let adjustment = Amount::parse_signed("－1.5", Decimals::TWO).unwrap();
    /// assert_eq!(adjustment.to_string(), "-1.50");
    /// ```
    pub fn parse_signed(text: &str, decimals: Decimals) -> Result<Self, AmountError> {
        let text = trim(text);
        let sign = text.chars().next().map(half_width).filter(|first| matches!(first, '-' | '+'));
        let unsigned = text.get(sign.map_or(0, |_| text.chars().next().map_or(0, char::len_utf8))..);
        match Self::parse(unsigned.unwrap_or_default(), decimals) {
            // Two signs are a typing mistake, not a negative amount.
            Err(AmountError::Negative) => Err(AmountError::NotANumber(decimals)),
            Ok(amount) if sign == Some('-') => Ok(-amount),
            other => other,
        }
    }

    /// Whether the amount is exactly 0.
    pub fn is_zero(self) -> bool {
        self.ten_thousandths == 0
    }

    /// Whether the amount is below 0, which only a difference or an adjustment may be.
    pub fn is_negative(self) -> bool {
        self.ten_thousandths < 0
    }

    /// How many decimals it is printed with.
    pub fn decimals(self) -> Decimals {
        self.decimals
    }

    /// The amount in ten-thousandths: exact, for arithmetic elsewhere.
    pub fn ten_thousandths(self) -> i128 {
        self.ten_thousandths
    }

    /// The amount as a float, for file formats that have no other number. Exact for up to 15 digits, which are also
    /// all that spreadsheet programs show.
    #[expect(
        clippy::cast_precision_loss,
        reason = "Decimals::most_digits keeps sums below 2^53 of the last decimal"
    )]
    pub fn to_f64(self) -> f64 {
        let in_last_decimal = self.ten_thousandths / self.decimals.last();
        in_last_decimal as f64 / (TEN_THOUSANDTHS / self.decimals.last()) as f64
    }

    /// How often `other` goes into this amount, rounded down; `None` for a zero or negative `other`.
    pub fn times(self, other: Self) -> Option<i128> {
        (other.ten_thousandths > 0).then(|| self.ten_thousandths / other.ten_thousandths)
    }
}

/// Cuts the spaces a person cannot see: full-width, no-break and zero-width ones too.
pub fn trim(text: &str) -> &str {
    text.trim_matches(|character: char| {
        character.is_whitespace() || matches!(character, '\u{200b}' | '\u{feff}')
    })
}

fn half_width(character: char) -> char {
    match character {
        '０'..='９' => char::from_digit(character as u32 - '０' as u32, 10).unwrap_or(character),
        '．' | '。' => '.',
        '，' => ',',
        '－' | '\u{2212}' | '\u{2013}' => '-',
        '＋' => '+',
        other => other,
    }
}

/// Removes the commas of `1,234,567`; `None` where they do not separate thousands.
fn without_thousands(whole: &str) -> Option<String> {
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.is_empty() || first.len() > 3 {
            return None;
        }
        digits.push_str(group);
    }
    Some(digits)
}

impl fmt::Display for Amount {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.ten_thousandths < 0 { "-" } else { "" };
        let size = self.ten_thousandths.unsigned_abs();
        let one = TEN_THOUSANDTHS.unsigned_abs();
        write!(formatter, "{sign}{}", size / one)?;
        match self.decimals.count() {
            0 => Ok(()),
            count => write!(formatter, ".{:0count$}", size % one / self.decimals.last().unsigned_abs()),
        }
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Reads what [`Serialize`] wrote, and nothing else. Sums may have more digits than what a person may type.
impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        canonical(&text).ok_or_else(|| serde::de::Error::custom(format!("{text:?} is no amount")))
    }
}

fn canonical(text: &str) -> Option<Amount> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if whole.len() > MOST_DIGITS_OF_A_SUM {
        return None;
    }
    let decimals = Decimals::new(u8::try_from(fraction.len()).ok()?)?;
    let amount = Amount { ten_thousandths: format!("{whole}{fraction:0<4}").parse().ok()?, decimals };
    (amount.to_string() == text).then_some(amount)
}

impl PartialEq for Amount {
    fn eq(&self, other: &Self) -> bool {
        self.ten_thousandths == other.ten_thousandths
    }
}

impl Eq for Amount {}

impl PartialOrd for Amount {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Amount {
    fn cmp(&self, other: &Self) -> Ordering {
        self.ten_thousandths.cmp(&other.ten_thousandths)
    }
}

impl Add for Amount {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            ten_thousandths: self.ten_thousandths + other.ten_thousandths,
            decimals: self.decimals.max(other.decimals),
        }
    }
}

impl Sub for Amount {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self {
            ten_thousandths: self.ten_thousandths - other.ten_thousandths,
            decimals: self.decimals.max(other.decimals),
        }
    }
}

impl Neg for Amount {
    type Output = Self;

    fn neg(self) -> Self {
        Self { ten_thousandths: -self.ten_thousandths, ..self }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn count(text: &str) -> Result<String, AmountError> {
        Amount::parse(text, Decimals::NONE).map(|amount| amount.to_string())
    }

    fn quantity(text: &str) -> Result<String, AmountError> {
        Amount::parse(text, Decimals::TWO).map(|amount| amount.to_string())
    }

    #[test]
    fn reads_what_an_office_types() {
        for (typed, printed) in [
            ("１２．５", "12.50"),
            ("12.5", "12.50"),
            ("12.50", "12.50"),
            ("12。5", "12.50"),
            (" 1,234 ", "1234.00"),
            ("\u{3000}1，234，567.8\u{a0}", "1234567.80"),
            ("0", "0.00"),
            (".5", "0.50"),
            ("12.", "12.00"),
            ("0007", "7.00"),
            ("3.500", "3.50"),
            ("999999999999.99", "999999999999.99"),
        ] {
            assert_eq!(quantity(typed).as_deref(), Ok(printed), "{typed:?}");
        }
        assert_eq!(count("１２０").as_deref(), Ok("120"));
        assert_eq!(count("120.00").as_deref(), Ok("120"), "Excel often copies a count with zero decimals");
    }

    #[test]
    fn refuses_the_rest_and_says_what_is_wanted() {
        for (typed, problem) in [
            ("12.345", AmountError::TooManyDecimals(Decimals::TWO)),
            ("-1", AmountError::Negative),
            ("－1", AmountError::Negative),
            ("\u{2212}1", AmountError::Negative),
            ("1e3", AmountError::NotANumber(Decimals::TWO)),
            ("abc", AmountError::NotANumber(Decimals::TWO)),
            ("12吨", AmountError::NotANumber(Decimals::TWO)),
            ("1 2", AmountError::NotANumber(Decimals::TWO)),
            ("=1+1", AmountError::NotANumber(Decimals::TWO)),
            ("=SUM(1,2)", AmountError::NotANumber(Decimals::TWO)),
            ("＝ＳＵＭ（１，２）", AmountError::NotANumber(Decimals::TWO)),
            ("12,34吨", AmountError::NotANumber(Decimals::TWO)),
            ("1.2,3", AmountError::NotANumber(Decimals::TWO)),
            ("1.2.3", AmountError::NotANumber(Decimals::TWO)),
            (".", AmountError::NotANumber(Decimals::TWO)),
            ("1,23", AmountError::StrayComma(Decimals::TWO)),
            ("1234,567", AmountError::StrayComma(Decimals::TWO)),
            (",123", AmountError::StrayComma(Decimals::TWO)),
            ("1000000000000", AmountError::TooLarge(Decimals::TWO)),
        ] {
            assert_eq!(Amount::parse(typed, Decimals::TWO), Err(problem), "{typed:?}");
        }
        assert_eq!(count("1.5"), Err(AmountError::NotWhole));
        assert_eq!(
            AmountError::NotANumber(Decimals::TWO).to_string(),
            "只能填数字，例如 12.50；不要带单位、文字或算式"
        );
    }

    #[test]
    fn compares_by_value_and_prints_a_negative_difference() {
        let [three, half] = ["3", "0.50"].map(|text| Amount::parse(text, Decimals::TWO).unwrap());
        assert_eq!(Amount::parse("3", Decimals::NONE).unwrap(), three);
        assert_eq!((half - three).to_string(), "-2.50");
        assert_eq!(three.times(half), Some(6));
        assert_eq!(three.times(Amount::zero(Decimals::TWO)), None);
    }

    #[test]
    fn a_signed_amount_has_one_sign_at_most() {
        for (typed, read) in [
            ("-1.5", Ok("-1.50")),
            (" －１．５ ", Ok("-1.50")),
            ("\u{2212}2", Ok("-2.00")),
            ("+2", Ok("2.00")),
            ("＋2", Ok("2.00")),
            ("2", Ok("2.00")),
            ("-0", Ok("0.00")),
            ("--2", Err(AmountError::NotANumber(Decimals::TWO))),
            ("-", Err(AmountError::NotANumber(Decimals::TWO))),
            ("", Err(AmountError::NotANumber(Decimals::TWO))),
            ("-1.234", Err(AmountError::TooManyDecimals(Decimals::TWO))),
        ] {
            let amount = Amount::parse_signed(typed, Decimals::TWO).map(|amount| amount.to_string());
            assert_eq!(amount, read.map(str::to_owned), "{typed:?}");
        }
    }

    #[test]
    fn every_number_of_decimals_has_its_form_and_its_refusals() {
        for (count, form, too_many, too_large) in [
            (1, "12.5", "最多一位小数，请四舍五入后再填，例如 12.3", 12),
            (2, "12.50", "最多两位小数，请四舍五入后再填，例如 12.35", 12),
            (3, "12.500", "最多三位小数，请四舍五入后再填，例如 12.346", 11),
            (4, "12.5000", "最多四位小数，请四舍五入后再填，例如 12.3457", 10),
        ] {
            let decimals = Decimals::new(count).unwrap();
            let parse = |text: &str| Amount::parse(text, decimals);
            assert_eq!(parse("12.5").unwrap().to_string(), form);
            assert_eq!(parse("12.345678").unwrap_err().to_string(), too_many);
            let problem = format!("数字太大：整数部分最多 {too_large} 位，请核对");
            assert_eq!(parse(&"9".repeat(too_large + 1)).unwrap_err().to_string(), problem);
            assert_eq!(parse(&"9".repeat(too_large)).map(Amount::is_negative), Ok(false));
            let example = parse("x").unwrap_err().to_string();
            assert_eq!(example, format!("只能填数字，例如 {form}；不要带单位、文字或算式"));
        }
        assert_eq!(Decimals::new(5), None);
    }

    #[test]
    fn a_spreadsheet_shows_the_largest_amounts_and_their_sums_to_the_last_decimal() {
        for decimals in (0..=4).filter_map(Decimals::new) {
            let largest = format!("{}.{}", "9".repeat(decimals.most_digits()), "9".repeat(decimals.count()));
            let one = Amount::parse(&largest, decimals).unwrap();
            let ten = (0..9).fold(one, |sum, _| sum + one);
            for amount in [one, ten, -ten] {
                let places = decimals.count();
                assert_eq!(format!("{:.places$}", amount.to_f64()), amount.to_string());
                // Spreadsheet programs show no more than 15 digits.
                let shown: f64 = format!("{:.14e}", amount.to_f64()).parse().unwrap();
                assert_eq!(format!("{shown:.places$}"), amount.to_string());
            }
        }
    }

    #[test]
    fn a_thousand_years_of_the_largest_counts_have_a_sum() {
        let largest = Amount::parse(&"9".repeat(12), Decimals::NONE).unwrap();
        let sum = (0..12_000).fold(Amount::zero(Decimals::NONE), |sum, _| sum + largest);
        assert_eq!(sum.to_string(), "11999999999988000");
        let written = serde_json::to_string(&sum).unwrap();
        assert_eq!(serde_json::from_str::<Amount>(&written).unwrap(), sum, "it is read again");
    }

    #[test]
    fn only_what_was_written_is_read_again() {
        for text in ["", "-", "3.", ".5", "03", "+3", "-0", "1.23456", "1,000", " 3", "3e2", &"9".repeat(25)]
        {
            let json = serde_json::to_string(text).unwrap();
            assert!(serde_json::from_str::<Amount>(&json).is_err(), "{text:?}");
        }
        for text in ["0", "3", "-3", "3.5", "3.50", "-0.500", "3.0001", "-922337203685477.58"] {
            let read: Amount = serde_json::from_str(&format!("{text:?}")).unwrap();
            assert_eq!(serde_json::to_string(&read).unwrap(), format!("{text:?}"));
        }
    }

    fn decimals() -> impl Strategy<Value = Decimals> {
        (0..=4_u8).prop_map(|count| Decimals::new(count).unwrap())
    }

    /// An amount of so many of its last decimal.
    fn amount(decimals: Decimals, size: i64) -> Amount {
        Amount { ten_thousandths: i128::from(size) * decimals.last(), decimals }
    }

    proptest! {
        #[test]
        fn a_signed_amount_is_written_and_read_again_unchanged(decimals in decimals(), size: i64) {
            let amount = amount(decimals, size);
            let written = serde_json::to_string(&amount).unwrap();
            let read: Amount = serde_json::from_str(&written).unwrap();
            prop_assert_eq!((read.to_string(), read), (amount.to_string(), amount));
        }

        #[test]
        fn printing_and_reading_give_the_same_amount(decimals in decimals(), size in 0_i64..1_000_000_000_000) {
            let amount = amount(decimals, size);
            let read = Amount::parse(&amount.to_string(), decimals);
            prop_assert_eq!(read.map(|read| (read, read.decimals())), Ok((amount, decimals)));
            let signed = Amount::parse_signed(&(-amount).to_string(), decimals);
            prop_assert_eq!(signed, Ok(-amount));
        }

        #[test]
        fn arithmetic_is_that_of_whole_numbers_and_keeps_the_finer_decimals(
            (one, other) in (decimals(), decimals()),
            (first, second) in (-(1_i64 << 40)..(1_i64 << 40), -(1_i64 << 40)..(1_i64 << 40)),
        ) {
            let (a, b) = (amount(one, first), amount(other, second));
            let [in_a, in_b] = [(one, first), (other, second)]
                .map(|(decimals, size)| i128::from(size) * 10_i128.pow(4 - u32::try_from(decimals.count()).unwrap()));
            prop_assert_eq!((a + b).ten_thousandths(), in_a + in_b);
            prop_assert_eq!((a - b).ten_thousandths(), in_a - in_b);
            prop_assert_eq!((a + b).decimals(), one.max(other));
            prop_assert_eq!((a + b) - b, a);
            prop_assert_eq!(a.cmp(&b), in_a.cmp(&in_b));
            prop_assert_eq!((a - b).is_negative(), in_a < in_b);
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC*", decimals in decimals()) {
            if let Ok(amount) = Amount::parse(&text, decimals) {
                prop_assert!(amount >= Amount::zero(decimals));
            }
        }

        #[test]
        fn nearly_numbers_do_not_panic_and_keep_their_value(text in "[-0-9０-９.．。,，]{0,18}", decimals in decimals()) {
            if let Ok(amount) = Amount::parse(&text, decimals) {
                prop_assert_eq!(Amount::parse(&amount.to_string(), decimals), Ok(amount));
            }
        }
    }
}
