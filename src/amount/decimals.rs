//! How many decimals a figure has, and what follows from it: how large it can be, and the examples in a refusal.

/// The most decimals that a figure may have.
const MOST: u8 = 4;

/// The most digits of an amount together. A sum of ten of the largest still has no more than the 15 digits that a
/// spreadsheet program shows.
const MOST_DIGITS_TOGETHER: usize = 14;

/// The most digits before the decimal point, if there is room for them.
const MOST_DIGITS: usize = 12;

/// How many decimals a figure has: none for a count, up to four for a quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimals(u8);

impl Decimals {
    /// A count: people, places, times.
    pub const NONE: Self = Self(0);
    /// A quantity with two decimals, such as a weight or an area.
    pub const TWO: Self = Self(2);
    /// The most there can be.
    pub const FOUR: Self = Self(MOST);

    /// From none to four.
    pub const ALL: [Self; 5] = [Self(0), Self(1), Self(2), Self(3), Self(4)];

    /// `None` for more than four.
    pub const fn new(count: u8) -> Option<Self> {
        if count <= MOST { Some(Self(count)) } else { None }
    }

    /// As a number.
    pub const fn count(self) -> usize {
        self.0 as usize
    }

    /// The most digits before the decimal point that a person may type.
    pub const fn most_digits(self) -> usize {
        let room = MOST_DIGITS_TOGETHER - self.count();
        if room < MOST_DIGITS { room } else { MOST_DIGITS }
    }

    /// One of the last decimal, in ten-thousandths.
    pub(super) const fn last(self) -> i128 {
        10_i128.pow((MOST - self.0) as u32)
    }

    pub(super) const fn example(self) -> &'static str {
        match self.0 {
            0 => "120",
            1 => "12.5",
            2 => "12.50",
            3 => "12.500",
            _ => "12.5000",
        }
    }

    /// 12.34567, rounded.
    pub(super) const fn rounded_example(self) -> &'static str {
        match self.0 {
            0 => "12",
            1 => "12.3",
            2 => "12.35",
            3 => "12.346",
            _ => "12.3457",
        }
    }

    pub(super) const fn in_words(self) -> &'static str {
        match self.0 {
            0 => "零",
            1 => "一",
            2 => "两",
            3 => "三",
            _ => "四",
        }
    }
}
