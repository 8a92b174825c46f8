//! What is read as an amount, how it is printed, and that its arithmetic is exact.

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
    for text in ["", "-", "3.", ".5", "03", "+3", "-0", "1.23456", "1,000", " 3", "3e2", &"9".repeat(25)] {
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
