//! An amount: a count or a two-decimal quantity, read from what a person typed and printed as the form wants it.
//!
//! Amounts are exact. They are kept as a whole number of hundredths and never pass through a floating-point
//! number, except where a file format has no other kind of number (see [`Amount::to_f64`]). This module knows
//! nothing of figures, months or the form. It never rounds, and it never reads only a part of what was typed.

use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, Neg, Sub};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

/// The most digits before the decimal point. Sums over a whole campaign stay far inside 64 bits.
pub const MOST_DIGITS: usize = 12;

const HUNDREDTHS: i64 = 100;

/// How many decimals a figure has, as the first note under the form rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decimals {
    /// A count: people, places, times.
    None,
    /// A weight or an area: always two decimals.
    Two,
}

/// An exact amount. Amounts compare by their value alone: 3 equals 3.00.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "string"))]
pub struct Amount {
    hundredths: i64,
    decimals: Decimals,
}

/// Why a text is not an amount. Each sentence says what is wanted instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum AmountError {
    /// Letters, units, several numbers, an exponent.
    #[error("只能填数字，例如 {}；不要带单位、文字或算式", example(*.0))]
    NotANumber(Decimals),
    /// A minus sign, half or full width.
    #[error("不能填负数，没有的填 0")]
    Negative,
    /// A fraction in a count.
    #[error("这一项是个数，只能填整数")]
    NotWhole,
    /// More than two decimals that are not zero.
    #[error("最多两位小数，请四舍五入后再填，例如 12.35")]
    TooManyDecimals,
    /// More digits than any real figure has.
    #[error("数字太大：整数部分最多 {MOST_DIGITS} 位，请核对")]
    TooLarge,
    /// Commas that do not separate thousands.
    #[error("逗号的位置不对，请直接填数字，例如 {}", example(*.0))]
    StrayComma(Decimals),
}

fn example(decimals: Decimals) -> &'static str {
    match decimals {
        Decimals::None => "120",
        Decimals::Two => "12.50",
    }
}

impl Amount {
    /// An amount of 0 that was really counted, which is not the same as a blank.
    pub fn zero(decimals: Decimals) -> Self {
        Self { hundredths: 0, decimals }
    }

    /// Reads what a person typed or pasted: half- or full-width digits, `.` `．` `。` as the decimal point,
    /// commas between thousands, spaces around. Zeros behind the last decimal change nothing and are accepted.
    ///
    /// # Examples
    /// ```
    /// use yuebao::amount::{Amount, Decimals};
    /// let weight = Amount::parse(" １，２３４．５ ", Decimals::Two).unwrap();
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
        if whole.len() > MOST_DIGITS {
            return Err(AmountError::TooLarge);
        }
        match decimals {
            Decimals::None if !fraction.is_empty() => return Err(AmountError::NotWhole),
            Decimals::Two if fraction.len() > 2 => return Err(AmountError::TooManyDecimals),
            _ => {}
        }
        let hundredths = format!("{whole:0>1}{fraction:0<2}").parse().map_err(|_| AmountError::TooLarge)?;
        Ok(Self { hundredths, decimals })
    }

    /// Reads a signed amount, such as an adjustment; otherwise as [`Self::parse`].
    ///
    /// # Examples
    /// ```
    /// use yuebao::amount::{Amount, Decimals};
    /// let adjustment = Amount::parse_signed("－1.5", Decimals::Two).unwrap();
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
        self.hundredths == 0
    }

    /// Whether the amount is below 0, which only a difference or an adjustment may be.
    pub fn is_negative(self) -> bool {
        self.hundredths < 0
    }

    /// Whether it is a count or a quantity.
    pub fn decimals(self) -> Decimals {
        self.decimals
    }

    /// The amount in hundredths: exact, for arithmetic elsewhere.
    pub fn hundredths(self) -> i64 {
        self.hundredths
    }

    /// The amount as a float, for file formats that have no other number. Exact for up to 13 digits before the point.
    #[expect(clippy::cast_precision_loss, reason = "sums stay below 2^53 hundredths by MOST_DIGITS")]
    pub fn to_f64(self) -> f64 {
        match self.decimals {
            Decimals::None => (self.hundredths / HUNDREDTHS) as f64,
            Decimals::Two => self.hundredths as f64 / HUNDREDTHS as f64,
        }
    }

    /// How often `other` goes into this amount, rounded down; `None` for a zero or negative `other`.
    pub fn times(self, other: Self) -> Option<i64> {
        (other.hundredths > 0).then(|| self.hundredths / other.hundredths)
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
        let sign = if self.hundredths < 0 { "-" } else { "" };
        let (whole, fraction) = (self.hundredths.unsigned_abs() / 100, self.hundredths.unsigned_abs() % 100);
        match self.decimals {
            Decimals::None => write!(formatter, "{sign}{whole}"),
            Decimals::Two => write!(formatter, "{sign}{whole}.{fraction:02}"),
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
    let (whole, decimals) = match text.split_once('.') {
        Some((whole, fraction)) if fraction.len() == 2 => (format!("{whole}{fraction}"), Decimals::Two),
        Some(_) => return None,
        None => (format!("{text}00"), Decimals::None),
    };
    let amount = Amount { hundredths: whole.parse().ok()?, decimals };
    (amount.to_string() == text).then_some(amount)
}

impl PartialEq for Amount {
    fn eq(&self, other: &Self) -> bool {
        self.hundredths == other.hundredths
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
        self.hundredths.cmp(&other.hundredths)
    }
}

impl Add for Amount {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { hundredths: self.hundredths + other.hundredths, decimals: self.decimals.max(other.decimals) }
    }
}

impl Sub for Amount {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self { hundredths: self.hundredths - other.hundredths, decimals: self.decimals.max(other.decimals) }
    }
}

impl Neg for Amount {
    type Output = Self;

    fn neg(self) -> Self {
        Self { hundredths: -self.hundredths, ..self }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn count(text: &str) -> Result<String, AmountError> {
        Amount::parse(text, Decimals::None).map(|amount| amount.to_string())
    }

    fn quantity(text: &str) -> Result<String, AmountError> {
        Amount::parse(text, Decimals::Two).map(|amount| amount.to_string())
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
            ("12.345", AmountError::TooManyDecimals),
            ("-1", AmountError::Negative),
            ("－1", AmountError::Negative),
            ("\u{2212}1", AmountError::Negative),
            ("1e3", AmountError::NotANumber(Decimals::Two)),
            ("abc", AmountError::NotANumber(Decimals::Two)),
            ("12吨", AmountError::NotANumber(Decimals::Two)),
            ("1 2", AmountError::NotANumber(Decimals::Two)),
            ("=1+1", AmountError::NotANumber(Decimals::Two)),
            ("=SUM(1,2)", AmountError::NotANumber(Decimals::Two)),
            ("＝ＳＵＭ（１，２）", AmountError::NotANumber(Decimals::Two)),
            ("12,34吨", AmountError::NotANumber(Decimals::Two)),
            ("1.2,3", AmountError::NotANumber(Decimals::Two)),
            ("1.2.3", AmountError::NotANumber(Decimals::Two)),
            (".", AmountError::NotANumber(Decimals::Two)),
            ("1,23", AmountError::StrayComma(Decimals::Two)),
            ("1234,567", AmountError::StrayComma(Decimals::Two)),
            (",123", AmountError::StrayComma(Decimals::Two)),
            ("1000000000000", AmountError::TooLarge),
        ] {
            assert_eq!(Amount::parse(typed, Decimals::Two), Err(problem), "{typed:?}");
        }
        assert_eq!(count("1.5"), Err(AmountError::NotWhole));
        assert_eq!(
            AmountError::NotANumber(Decimals::Two).to_string(),
            "只能填数字，例如 12.50；不要带单位、文字或算式"
        );
    }

    #[test]
    fn compares_by_value_and_prints_a_negative_difference() {
        let [three, half] = ["3", "0.50"].map(|text| Amount::parse(text, Decimals::Two).unwrap());
        assert_eq!(Amount::parse("3", Decimals::None).unwrap(), three);
        assert_eq!((half - three).to_string(), "-2.50");
        assert_eq!(three.times(half), Some(6));
        assert_eq!(three.times(Amount::zero(Decimals::Two)), None);
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
            ("--2", Err(AmountError::NotANumber(Decimals::Two))),
            ("-", Err(AmountError::NotANumber(Decimals::Two))),
            ("", Err(AmountError::NotANumber(Decimals::Two))),
            ("-1.234", Err(AmountError::TooManyDecimals)),
        ] {
            let amount = Amount::parse_signed(typed, Decimals::Two).map(|amount| amount.to_string());
            assert_eq!(amount, read.map(str::to_owned), "{typed:?}");
        }
    }

    proptest! {
        #[test]
        fn a_signed_amount_is_written_and_read_again_unchanged(hundredths in -(1_i64 << 56)..(1_i64 << 56)) {
            let amount = Amount { hundredths, decimals: Decimals::Two };
            let written = serde_json::to_string(&amount).unwrap();
            let read: Amount = serde_json::from_str(&written).unwrap();
            prop_assert_eq!((read.to_string(), read), (amount.to_string(), amount));
        }

        #[test]
        fn printing_and_reading_give_the_same_amount(hundredths in 0_i64..100_000_000_000_000, whole: bool) {
            let amount = if whole {
                Amount { hundredths: hundredths / 100 * 100, decimals: Decimals::None }
            } else {
                Amount { hundredths, decimals: Decimals::Two }
            };
            prop_assert_eq!(Amount::parse(&amount.to_string(), amount.decimals), Ok(amount));
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC*", whole: bool) {
            let decimals = if whole { Decimals::None } else { Decimals::Two };
            if let Ok(amount) = Amount::parse(&text, decimals) {
                prop_assert!(amount >= Amount::zero(decimals));
            }
        }

        #[test]
        fn nearly_numbers_do_not_panic_and_keep_their_value(text in "[-0-9０-９.．。,，]{0,18}") {
            if let Ok(amount) = Amount::parse(&text, Decimals::Two) {
                prop_assert_eq!(Amount::parse(&amount.to_string(), Decimals::Two), Ok(amount));
            }
        }
    }
}
