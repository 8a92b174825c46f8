//! A sum as people type it into a cell, `120+35+8`: its result, and its terms as they are kept.
//!
//! Only + and − are arithmetic here. Whatever else a formula may have is refused; none of it is evaluated.

use super::{Amount, AmountError, Decimals, half_width, trim};

/// The longest text of a sum in characters. It is shorter than the longest text that a cell keeps, so that nothing that
/// was cut to that length is read as a sum.
pub const LONGEST_SUM: usize = 99;

/// An amount with what it was added up from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// The result.
    pub amount: Amount,
    /// The terms in canonical form, which are read as the same sum again; `None` if only the amount was typed.
    pub terms: Option<String>,
}

impl Sum {
    /// Reads an amount as [`Amount::parse`] does, or several of them with + and − between, after a = or without.
    ///
    /// # Examples
    /// ```
    /// use yuebao::amount::{Decimals, Sum};
    /// let sum = Sum::parse("＝１２０＋３５ - 8", Decimals::NONE).unwrap();
    /// assert_eq!(sum.amount.to_string(), "147");
    /// assert_eq!(sum.terms.as_deref(), Some("120+35-8"));
    /// ```
    pub fn parse(text: &str, decimals: Decimals) -> Result<Self, AmountError> {
        match Amount::parse(text, decimals) {
            Ok(amount) => Ok(Self { amount, terms: None }),
            Err(AmountError::NotANumber(_)) if is_formula(text) => Self::of_formula(text, decimals),
            Err(AmountError::NotANumber(_)) => Err(AmountError::NeitherNumberNorSum(decimals)),
            Err(problem) => Err(problem),
        }
    }

    fn of_formula(text: &str, decimals: Decimals) -> Result<Self, AmountError> {
        if trim(text).chars().count() > LONGEST_SUM {
            return Err(AmountError::SumTooLong);
        }
        let plain: String = trim(text).chars().map(narrow).collect();
        let (is_marked, plain) =
            plain.strip_prefix('=').map_or((false, plain.as_str()), |rest| (true, trim(rest)));
        if plain.starts_with('-') {
            return Err(AmountError::Negative);
        }
        if !is_marked && may_be_a_date(plain) {
            return Err(AmountError::MayBeADate);
        }
        let mut amount = Amount::zero(decimals);
        let mut terms = String::new();
        let (mut rest, mut sign) = (plain, None);
        loop {
            let end = rest.find(['+', '-']).unwrap_or(rest.len());
            let (term, after) = rest.split_at(end);
            let term = Amount::parse(term, decimals).map_err(|problem| match problem {
                AmountError::NotANumber(_) | AmountError::Negative => AmountError::NotASum(decimals),
                other => other,
            })?;
            amount = if sign == Some('-') { amount - term } else { amount + term };
            terms.extend(sign);
            terms.push_str(&term.to_string());
            let mut characters = after.chars();
            sign = characters.next();
            if sign.is_none() {
                break;
            }
            rest = characters.as_str();
        }
        if amount.is_negative() {
            return Err(AmountError::BelowZero(amount));
        }
        // The result is held to the same limit as what is typed.
        Amount::parse(&amount.to_string(), decimals)?;
        let is_sum = terms.contains(['+', '-']);
        if may_be_a_date(&terms) {
            terms.insert(0, '=');
        }
        if terms.chars().count() > LONGEST_SUM {
            return Err(AmountError::SumTooLong);
        }
        Ok(Self { amount, terms: is_sum.then_some(terms) })
    }
}

/// Whether a text that is no number has anything of arithmetic in it.
fn is_formula(text: &str) -> bool {
    text.chars()
        .map(narrow)
        .any(|character| matches!(character, '=' | '+' | '-' | '*' | '/' | '×' | '÷' | '(' | ')'))
}

/// In a sum a dash between numbers is no minus: `5–8` means from five to eight.
fn narrow(character: char) -> char {
    match character {
        '\u{2013}' => character,
        '＝' => '=',
        '（' => '(',
        '）' => ')',
        '＊' => '*',
        '／' => '/',
        other => half_width(other),
    }
}

/// Whether a difference of whole numbers can also be read as a month or a day, such as `2022-03` and `2022-3-15`.
fn may_be_a_date(plain: &str) -> bool {
    let parts: Option<Vec<u32>> = plain
        .split('-')
        .map(|part| {
            part.trim().parse().ok().filter(|_| part.trim().bytes().all(|byte| byte.is_ascii_digit()))
        })
        .collect();
    match parts.as_deref() {
        Some([year, month]) => (1900..=2100).contains(year) && (1..=12).contains(month),
        Some([year, month, day]) => {
            (1900..=2100).contains(year) && (1..=12).contains(month) && (1..=31).contains(day)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use proptest::prelude::*;

    use super::*;

    /// The result and the terms of a sum, as `163 = 120+35+8`.
    fn read(text: &str, decimals: Decimals) -> Result<String, String> {
        let sum = Sum::parse(text, decimals).map_err(|problem| problem.to_string())?;
        Ok(sum.terms.map_or(sum.amount.to_string(), |terms| format!("{} = {terms}", sum.amount)))
    }

    #[test]
    fn a_sum_is_read_as_people_type_it() {
        for (typed, result) in [
            ("120+35+8", "163 = 120+35+8"),
            ("=120+35+8", "163 = 120+35+8"),
            ("１２０＋３５", "155 = 120+35"),
            ("＝１２０＋３５－８", "147 = 120+35-8"),
            (" = 120 + 35\u{3000}\u{2212} 8 ", "147 = 120+35-8"),
            ("1,200+35", "1235 = 1200+35"),
            ("5-8+10", "7 = 5-8+10"),
            ("8-8", "0 = 8-8"),
            ("0+0", "0 = 0+0"),
            ("007+1", "8 = 7+1"),
            ("=163", "163"),
            ("163", "163"),
        ] {
            assert_eq!(read(typed, Decimals::NONE).as_deref(), Ok(result), "{typed:?}");
        }
        assert_eq!(read("1.5+。25+２", Decimals::TWO).as_deref(), Ok("3.75 = 1.50+0.25+2.00"));
    }

    #[test]
    fn anything_else_is_refused_with_a_sentence() {
        let no_sum = "算式只能加减，例如 120+35；加减号两边都要是数";
        for (typed, problem) in [
            ("=SUM(1,2)", no_sum),
            ("＝ＳＵＭ（１，２）", no_sum),
            ("12*3", no_sum),
            ("12/3", no_sum),
            ("12×3", no_sum),
            ("(12+3)", no_sum),
            ("（12＋3）", no_sum),
            ("120+", no_sum),
            ("+120", no_sum),
            ("=", no_sum),
            ("120++35", no_sum),
            ("5+-3", no_sum),
            ("5--3", no_sum),
            ("12吨+3吨", no_sum),
            ("1e3+1", no_sum),
            ("1e+3", no_sum),
            ("120+3 5", no_sum),
            ("=120=35", no_sum),
            ("=A1+B1", no_sum),
            ("5+\u{2013}3", no_sum),
            ("1e3", "只能填数字，例如 120；不要带单位或文字"),
            ("5\u{2013}8", "只能填数字，例如 120；不要带单位或文字"),
            ("三个", "只能填数字，例如 120；不要带单位或文字"),
            ("-5+8", "不能填负数，没有的填 0"),
            ("=-5+8", "不能填负数，没有的填 0"),
            ("3-5", "算出来是 -2，不能是负数，请核对"),
            ("1.5+1", "这一项没有小数，只能填整数"),
            ("1,23+1", "逗号的位置不对，请直接填数字，例如 120"),
            ("1000000000000+1", "数字太大：整数部分最多 12 位，请核对"),
            ("999999999999+1", "数字太大：整数部分最多 12 位，请核对"),
        ] {
            assert_eq!(read(typed, Decimals::NONE), Err(problem.to_owned()), "{typed:?}");
        }
    }

    #[test]
    fn what_may_be_a_date_is_a_difference_only_after_a_sign() {
        let date = "像是日期，不是算式；真要相减，请在前面加“=”，例如 =2022-3";
        for typed in ["2022-03", "2022-3-15", "2022 - 12", "２０２２－０３－０５"] {
            assert_eq!(read(typed, Decimals::NONE), Err(date.to_owned()), "{typed}");
        }
        assert_eq!(read("=2022-03", Decimals::NONE).as_deref(), Ok("2019 = =2022-3"));
        assert_eq!(read("2022-13", Decimals::NONE).as_deref(), Ok("2009 = 2022-13"));
        assert_eq!(read("2022+3", Decimals::NONE).as_deref(), Ok("2025 = 2022+3"));
    }

    #[test]
    fn a_sum_that_is_too_long_is_refused_and_not_read_in_part() {
        let ones = |count: usize| vec!["1"; count].join("+");
        assert!(read(&ones(50), Decimals::NONE).unwrap().starts_with("50 = "), "99 characters");
        let problem = "算式太长：最多 99 个字，请先把一部分加好";
        assert_eq!(read(&ones(51), Decimals::NONE), Err(problem.to_owned()));
        assert_eq!(read(&ones(30), Decimals::FOUR), Err(problem.to_owned()), "1.0000 is longer than 1");
    }

    fn decimals() -> impl Strategy<Value = Decimals> {
        (0..=4_u8).prop_map(|count| Decimals::new(count).unwrap())
    }

    proptest! {
        #[test]
        fn the_result_is_exact_and_the_terms_are_read_as_the_same_sum(
            decimals in decimals(),
            terms in proptest::collection::vec((0_i64..10_000_000, any::<bool>()), 1..6),
            is_marked: bool,
        ) {
            let scale = 10_i64.pow(u32::try_from(decimals.count()).unwrap());
            let mut typed = if is_marked { "=".to_owned() } else { String::new() };
            let mut wanted = 0;
            for (index, (size, minus)) in terms.iter().enumerate() {
                let minus = *minus && index > 0;
                if index > 0 {
                    typed.push(if minus { '-' } else { '+' });
                }
                write!(typed, "{}", size / scale).unwrap();
                if decimals != Decimals::NONE {
                    write!(typed, ".{:0width$}", size % scale, width = decimals.count()).unwrap();
                }
                wanted += if minus { -size } else { *size };
            }
            match Sum::parse(&typed, decimals) {
                Ok(sum) => {
                    prop_assert_eq!(sum.amount.ten_thousandths(), i128::from(wanted * (10_000 / scale)));
                    prop_assert_eq!(sum.terms.is_some(), terms.len() > 1);
                    if let Some(kept) = &sum.terms {
                        prop_assert_eq!(Sum::parse(kept, decimals), Ok(sum.clone()));
                    }
                }
                Err(AmountError::BelowZero(amount)) => {
                    prop_assert_eq!(amount.ten_thousandths(), i128::from(wanted * (10_000 / scale)));
                    prop_assert!(wanted < 0);
                }
                Err(problem) => prop_assert_eq!(problem, AmountError::MayBeADate),
            }
        }

        #[test]
        fn what_a_person_may_strike_is_never_below_zero_and_never_too_long(
            text in "[-=0-9０-９.,+＋－\u{2212}\u{2013}（）*e ]{0,40}",
            decimals in decimals(),
        ) {
            if let Ok(sum) = Sum::parse(&text, decimals) {
                prop_assert!(!sum.amount.is_negative());
                prop_assert!(sum.terms.as_ref().is_none_or(|terms| terms.chars().count() <= LONGEST_SUM));
                let kept = sum.terms.clone().unwrap_or_else(|| sum.amount.to_string());
                prop_assert_eq!(Sum::parse(&kept, decimals), Ok(sum));
            }
        }
    }
}
