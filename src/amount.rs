//! An amount: a count or a quantity of up to four decimals, read from what a person typed and printed as the form
//! wants it.
//!
//! Amounts are exact. They are kept as a whole number of ten-thousandths and never pass through a floating-point
//! number, except where a file format has no other kind of number (see [`Amount::to_f64`]). This module knows
//! nothing of figures, months or the form. It never rounds, and it never reads only a part of what was typed.

mod decimals;
mod sum;
#[cfg(test)]
mod tests;

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
    #[error("这一项没有小数，只能填整数")]
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
