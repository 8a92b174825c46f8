//! The columns of a table: their tree as a notice has it, and the measures of a matrix.

use std::collections::BTreeSet;

use super::doubt::{Doubt, Doubts, Matter, Place, Then};
use super::grid::Grid;
use super::heading::{Heading, Leaf};
use super::measures::Measure;
use super::roles::{Means, Quantity, roles};
use super::text::{close_up, tidy};
use super::units;
use super::words;
use crate::notice::{Against, Column, Role, Scope};

/// The most measures: each is a letter of its figures.
const MOST_MEASURES: usize = 26;
/// The most headings above each other.
const DEEPEST: usize = 3;

/// The columns of a table, understood.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    pub(super) tree: Vec<Column>,
    pub(super) number: Option<std::ops::Range<u32>>,
    pub(super) unit: Option<std::ops::Range<u32>>,
    pub(super) section: Option<std::ops::Range<u32>>,
    /// What the rows are about; may be several columns of the grid.
    pub(super) content: Option<std::ops::Range<u32>>,
    /// The measures; one without an id where the figures of a row share the columns.
    pub(super) measures: Vec<Measure>,
    /// What the columns say of the totals.
    pub(super) scope: Scope,
    /// The numbers beneath the headings.
    pub(super) letters: Vec<String>,
    /// How many of them are named after a month.
    pub(super) months: usize,
    /// Whether there are columns of figures at all, and whether one of them says by its words that it is.
    pub(super) has_quantities: bool,
    pub(super) is_convincing: bool,
    /// The column that says how many decimals each row has.
    pub(super) decimals: Option<std::ops::Range<u32>>,
    /// The column that says who fills in each row.
    pub(super) filled_by: Option<FilledBy>,
}

impl Columns {
    /// The first column of what the rows are about.
    pub(super) fn first(&self) -> u32 {
        self.content.as_ref().map_or(0, |content| content.start)
    }

    /// Whether the table has a column for each month.
    pub(super) fn are_months(&self) -> bool {
        self.months > 1
    }
}

/// A column that says who fills in each row, with what is asked of it where its cells are not understood.
#[derive(Clone, Debug)]
pub(super) struct FilledBy {
    pub(super) columns: std::ops::Range<u32>,
    pub(super) heading: String,
    pub(super) place: Option<Place>,
    pub(super) doubt: Doubt,
}

/// Understands the headings of a table, the one with that number in its form.
pub(super) fn columns(
    grid: &Grid,
    heading: &Heading,
    (form, table): (usize, usize),
    doubts: &mut Doubts,
) -> Columns {
    let mut means = roles(&heading.leaves, |leaf| has_words_beneath(grid, heading, leaf));
    let are_totals_typed = without_months(&mut means);
    let mut columns = Columns::default();
    let words: Vec<&Leaf> = of(&heading.leaves, &means, |means| *means == Means::Words);
    let range = |leaf: &Leaf| leaf.columns.clone();
    let label = |role| {
        let found = of(&heading.leaves, &means, |means| *means == Means::Label(role));
        found.first().map(|leaf| range(leaf))
    };
    (columns.number, columns.unit) = (label(Role::Number), label(Role::Unit));
    if let Some((first, others)) = words.split_first() {
        let whole = others
            .first()
            .map(|second| second.columns.start..others.last().map_or(0, |last| last.columns.end));
        columns.section = whole.as_ref().map(|_| range(first));
        columns.content = Some(whole.unwrap_or_else(|| range(first)));
    }
    for (at, (leaf, means_this)) in heading.leaves.iter().zip(&means).enumerate() {
        if let Means::Unknown(why) = means_this {
            let place = leaf.headings.last().map(|spot| grid.place(spot));
            let question = format!("“{}”这一栏是{why}，怎么办？", leaf.called());
            let doubt = Doubt::new(Matter::Columns, question).of_form(form).at(place.clone());
            let before = means.iter().take(at).filter(|other| !matches!(other, Means::Unknown(_))).count();
            let then = Then::Words { table, before, heading: close_up(leaf.heading()) };
            let doubt = doubt.reading("先不要这一栏", "通知里写不下");
            let doubt = doubt.reading_then("当作备注栏", "可以填文字", then);
            let heading = close_up(&leaf.word());
            if words::DECIMALS.contains(&heading.as_str()) {
                columns.decimals = Some(range(leaf));
            }
            if columns.filled_by.is_none() && words::WHO_FILLS_IN.iter().any(|(word, _)| heading == *word) {
                columns.filled_by = Some(FilledBy { columns: range(leaf), heading, place, doubt });
            } else {
                doubts.ask(doubt);
            }
        }
    }
    let quantities: Vec<(&Leaf, &Quantity)> = heading
        .leaves
        .iter()
        .zip(&means)
        .filter_map(|(leaf, means)| match means {
            Means::Quantity(quantity) => Some((leaf, quantity)),
            _ => None,
        })
        .collect();
    columns.has_quantities = !quantities.is_empty();
    columns.is_convincing = quantities.iter().any(|(leaf, quantity)| {
        let word = leaf.word();
        let is_said = words::NEUTRAL.contains(&word.as_str()) || words::SUMS.contains(&word.as_str());
        quantity.is_timed || quantity.unit.is_some() || is_said
    });
    columns.scope = match () {
        () if are_totals_typed => Scope::None,
        () if quantities.iter().any(|(_, quantity)| quantity.of_the_year) => Scope::Year,
        () => Scope::Campaign,
    };
    columns.letters = heading.leaves.iter().map(number_beneath).filter(|number| !number.is_empty()).collect();
    let months: Vec<&Leaf> = quantities
        .iter()
        .map(|(leaf, _)| *leaf)
        .filter(|leaf| super::roles::is_month(&leaf.word()))
        .collect();
    columns.months = months.len();
    if let Some(first) = months.first().filter(|_| columns.are_months()) {
        let question = "这张表一个月一栏，是全年的表。每月把各个月都填一遍，还是只填当月的数？".to_owned();
        let place = first.headings.last().map(|spot| grid.place(spot));
        let doubt = Doubt::new(Matter::Columns, question).of_form(form).at(place).hindering();
        let doubt = doubt.reading("每月都填各个月的栏", "表上印着这些栏");
        doubts.ask(doubt.reading("只填当月的数", "是每月报的表；要请发表的人改成“当月”“累计”两栏"));
    }
    let keys = keys(&quantities);
    columns.measures = measures(grid, &quantities, &keys);
    ask_about(grid, &quantities, &keys, &columns, (form, table), doubts);
    let leaves: Vec<(&Leaf, Column)> = heading
        .leaves
        .iter()
        .zip(&means)
        .filter_map(|(leaf, means)| {
            Some((leaf, column(leaf, means, words.len() > 1, &columns, &quantities, &keys)?))
        })
        .collect();
    columns.tree = tree(&leaves, 0);
    columns
}

/// Where no column is for the month and one is for its total (截至本月底累计), the total is what is typed.
fn without_months(means: &mut [Means]) -> bool {
    let mut quantities: Vec<&mut Quantity> = means
        .iter_mut()
        .filter_map(|means| match means {
            Means::Quantity(quantity) => Some(quantity),
            _ => None,
        })
        .collect();
    let has = |quantities: &[&mut Quantity], role| quantities.iter().any(|quantity| quantity.role == role);
    if has(&quantities, Role::Month) || !has(&quantities, Role::Total) {
        return false;
    }
    for quantity in quantities.iter_mut().filter(|quantity| quantity.role == Role::Total) {
        quantity.role = Role::Month;
    }
    true
}

/// Whether words are printed in a column in most of the rows below its heading.
fn has_words_beneath(grid: &Grid, heading: &Heading, leaf: &Leaf) -> bool {
    const ENOUGH: u32 = 20;
    let end = grid.table().map_or(grid.rows, |table| table.end).min(heading.below + ENOUGH);
    let rows: Vec<u32> = (heading.below..end).filter(|row| grid.row(*row).len() > 1).collect();
    let are_words = |row: &&u32| {
        let spot = grid.at(**row, leaf.columns.start);
        spot.filter(|spot| leaf.columns.contains(&spot.area.first.1) && spot.area.last.1 < leaf.columns.end)
            .is_some_and(|spot| {
                let letters = spot.plain.chars().filter(|one| one.is_alphabetic() && !one.is_ascii()).count();
                letters > 1 && !units::is_unit(&spot.plain)
            })
    };
    let count = rows.iter().filter(are_words).count();
    count > 1 && count * 2 > rows.len()
}

fn of<'a>(leaves: &'a [Leaf], means: &[Means], wanted: impl Fn(&Means) -> bool) -> Vec<&'a Leaf> {
    leaves.iter().zip(means).filter(|(_, means)| wanted(means)).map(|(leaf, _)| leaf).collect()
}

/// What each quantity measures; where that leaves two columns the same, what stands beside the time says it: 本月排查, 本月整改.
fn keys(quantities: &[(&Leaf, &Quantity)]) -> Vec<String> {
    let plain = without_times(quantities, &[]);
    let of_time = |keys: &[String], role: Role| {
        let roles = quantities.iter().map(|(_, quantity)| quantity.role);
        let of_role = roles.zip(keys).filter(|(other, _)| *other == role);
        of_role.map(|(_, key)| key.clone()).collect::<Vec<_>>()
    };
    let roles: Vec<Role> = quantities.iter().map(|(_, quantity)| quantity.role).collect();
    let are_distinct = |keys: &[String]| {
        roles.iter().filter(|role| !is_compared(**role)).all(|role| {
            let of_role = of_time(keys, *role);
            of_role.iter().collect::<BTreeSet<_>>().len() == of_role.len()
        })
    };
    let beside: Vec<String> = quantities.iter().map(|(leaf, _)| beside_time(leaf)).collect();
    if are_distinct(&plain) {
        return named(plain, &beside, &roles);
    }
    let full = without_times(quantities, &beside);
    let months = of_time(&full, Role::Month);
    let are_full = are_distinct(&full) && full.iter().all(|key| months.contains(key));
    if are_full { full } else { plain }
}

/// The same, where the one that says nothing but its time beside others is called by what stands beside that: 本月供水量.
fn named(keys: Vec<String>, beside: &[String], roles: &[Role]) -> Vec<String> {
    let is_matrix = keys.iter().collect::<BTreeSet<_>>().len() > 1;
    let of_month = keys.iter().zip(beside).zip(roles).find_map(|((key, beside), role)| {
        (key.is_empty() && *role == Role::Month && !beside.is_empty()).then(|| beside.clone())
    });
    match of_month.filter(|name| is_matrix && !keys.contains(name)) {
        Some(name) => keys.into_iter().map(|key| if key.is_empty() { name.clone() } else { key }).collect(),
        None => keys,
    }
}

/// What the headings of a column say beside its time.
fn beside_time(leaf: &Leaf) -> String {
    let words = leaf.headings.iter().map(|spot| super::text::brackets(&spot.plain).0);
    let rests = words.filter(|word| super::times::timed(word).is_some()).map(|word| {
        let mut rest = word.as_str();
        let times = || words::TIMES.iter().copied().flatten();
        while let Some(length) = times().filter(|time| rest.starts_with(**time)).map(|time| time.len()).max()
        {
            rest = rest.get(length..).unwrap_or_default();
        }
        rest.to_owned()
    });
    rests.filter(|rest| !words::NEUTRAL.contains(&rest.as_str())).collect()
}

/// The same by the words that say no time, and by what stands beside it in those that do.
fn without_times(quantities: &[(&Leaf, &Quantity)], beside: &[String]) -> Vec<String> {
    let said = |quantity: &Quantity, with_neutral: bool| {
        let words =
            quantity.measure.iter().filter(|word| with_neutral || !words::NEUTRAL.contains(&word.as_str()));
        words.cloned().collect::<Vec<_>>().join(" ")
    };
    let bare = quantities.iter().enumerate().map(|(at, (_, quantity))| {
        let beside = beside.get(at).map_or("", String::as_str);
        format!("{} {beside}", said(quantity, false)).trim().to_owned()
    });
    let bare: Vec<String> = bare.collect();
    let distinct: BTreeSet<&String> = bare.iter().collect();
    if distinct.len() < 2 {
        return vec![String::new(); bare.len()];
    }
    quantities
        .iter()
        .zip(bare)
        .map(|((_, quantity), bare)| if bare.is_empty() { said(quantity, true) } else { bare })
        .collect()
}

fn measures(grid: &Grid, quantities: &[(&Leaf, &Quantity)], keys: &[String]) -> Vec<Measure> {
    let mut known: Vec<&String> = Vec::new();
    let mut measures = Vec::new();
    for key in keys {
        if known.contains(&key) {
            continue;
        }
        known.push(key);
        let of_key =
            || quantities.iter().zip(keys).filter(|(_, other)| *other == key).map(|(quantity, _)| quantity);
        let Some((leaf, quantity)) =
            of_key().find(|(_, quantity)| quantity.role == Role::Month).or_else(|| of_key().next())
        else {
            continue;
        };
        measures.push(Measure {
            id: None,
            name: key.clone(),
            unit: of_key().filter(|(_, one)| !is_compared(one.role)).find_map(|(_, one)| one.unit.clone()),
            month: leaf.columns.clone(),
            total: of_key().find(|(_, one)| one.role == Role::Total).map(|(leaf, _)| leaf.columns.clone()),
            letter: number_beneath(leaf),
            group: leaf.headings.first().filter(|_| leaf.headings.len() > 1).map(|spot| spot.area.first),
            heading: leaf.word(),
            is_part: quantity.measure.iter().any(|word| word.starts_with(words::OF_WHICH)),
            place: leaf.headings.last().map(|spot| grid.place(spot)),
        });
    }
    super::measures::units_of_parts(&mut measures);
    if measures.len() > 1 {
        let letters: BTreeSet<String> = measures.iter().map(|one| one.letter.clone()).collect();
        let are_numbered = letters.len() == measures.len() && !letters.contains("");
        for (measure, letter) in measures.iter_mut().zip('a'..) {
            measure.id = Some(if are_numbered { measure.letter.clone() } else { letter.to_string() });
        }
    }
    measures
}

/// The number beneath a heading; how the column is reckoned may follow it.
fn number_beneath(leaf: &Leaf) -> String {
    let letter = leaf.letter.as_ref().map(|spot| spot.plain.clone()).unwrap_or_default();
    letter.trim_matches(['(', ')']).chars().take_while(char::is_ascii_digit).collect()
}

/// Whether a column says how the month compares with another.
fn is_compared(role: Role) -> bool {
    matches!(role, Role::Difference | Role::PerCent)
}

/// Asks about columns that cannot all be what they seem.
fn ask_about(
    grid: &Grid,
    quantities: &[(&Leaf, &Quantity)],
    keys: &[String],
    columns: &Columns,
    (form, table): (usize, usize),
    doubts: &mut Doubts,
) {
    let place = |leaf: &Leaf| leaf.headings.last().map(|spot| grid.place(spot));
    if let Some((leaf, _)) = quantities.first().filter(|_| columns.scope == Scope::None) {
        let question = format!("“{}”：表上没有填当月数的一栏，每月填什么？", leaf.called());
        let doubt = Doubt::new(Matter::Columns, question).of_form(form).at(place(leaf));
        doubts.ask(doubt.reading("填到当月止的累计数", "表上只有这样的栏，程序不再把各月的相加"));
    }
    let mut known = BTreeSet::new();
    for ((leaf, quantity), key) in quantities.iter().zip(keys) {
        if !is_compared(quantity.role) && !known.insert((quantity.role, key.clone())) {
            let question = format!("“{}”这一栏和前面的一栏分不清，各填什么？", leaf.called());
            doubts.ask(Doubt::new(Matter::Columns, question).of_form(form).at(place(leaf)).hindering());
        }
    }
    for (leaf, quantity) in quantities {
        let Some(why) = quantity.unsure else { continue };
        let question = format!("“{}”这一栏{why}，填什么？", leaf.called());
        let doubt = Doubt::new(Matter::Columns, question).of_form(form).at(place(leaf));
        let then = Then::IsWords { table, heading: close_up(leaf.heading()) };
        let value = match (why, quantity.against) {
            (super::roles::UP_TO, _) => "各月相加的累计",
            (super::roles::SINCE, _) => "从第一次报的那个月算起的累计",
            (super::roles::OF_TOTALS, Against::LastYear) => "当月的数和上年同月比",
            (super::roles::OF_TOTALS, Against::Previous) => "当月的数和上月比",
            _ => "和上月比",
        };
        let doubt = doubt.reading(value, "栏名只写到这里");
        doubts.ask(doubt.reading_then("都不是，当作备注栏自己填", "通知里没有别的写法", then));
    }
    let has_time = quantities.iter().any(|(_, quantity)| quantity.is_timed);
    // Where nothing is added up, a number beside those of the month is one of the month too.
    let has_total = quantities.iter().any(|(_, quantity)| quantity.role == Role::Total);
    let is_neutral = |leaf: &Leaf| words::NEUTRAL.contains(&leaf.word().as_str());
    let has_neutral = quantities.iter().any(|(leaf, quantity)| !quantity.is_timed && is_neutral(leaf));
    let is_quantity = |leaf: &Leaf, quantity: &Quantity| {
        let word = leaf.word();
        let is_known =
            words::SUMS.contains(&word.as_str()) || words::QUANTITIES.iter().any(|end| word.ends_with(end));
        quantity.unit.is_some() || is_known
    };
    for key in keys.iter().collect::<BTreeSet<_>>() {
        let of_key =
            || quantities.iter().zip(keys).filter(|(_, other)| *other == key).map(|(quantity, _)| quantity);
        let Some((leaf, first)) = of_key().next() else { continue };
        let follows_month = || {
            let at = quantities.iter().position(|(other, _)| std::ptr::eq(*other, *leaf))?;
            let (before, quantity) = quantities.get(at.checked_sub(1)?)?;
            let under = |leaf: &Leaf| {
                leaf.headings
                    .len()
                    .checked_sub(2)
                    .and_then(|at| leaf.headings.get(at))
                    .map(|spot| spot.area.first)
            };
            let is_its = quantity.role == Role::Month && quantity.is_timed && under(before) == under(leaf);
            (is_its && under(leaf).is_some() && leaf.word().starts_with(words::OF_WHICH)).then_some(())
        };
        if !of_key().any(|(_, quantity)| quantity.role == Role::Month) {
            let question = format!("“{}”没有填当月数的一栏，当月的数填在哪里？", leaf.called());
            doubts.ask(Doubt::new(Matter::Columns, question).of_form(form).at(place(leaf)).hindering());
        } else if columns.are_months()
            || first.is_timed
            || is_neutral(leaf)
            || follows_month().is_some()
            || (!has_total && (first.unit.is_some() || leaf.word().starts_with(words::OF_WHICH)))
        {
            // It has been asked about already, or there is nothing to ask.
        } else if has_neutral && !has_time && !is_quantity(leaf, first) {
            let question = format!("“{}”这一栏填数还是填文字？", leaf.called());
            let doubt = Doubt::new(Matter::Columns, question).of_form(form).at(place(leaf));
            let doubt = doubt.reading("填数", "和别的数并列");
            let then = Then::IsWords { table, heading: close_up(leaf.heading()) };
            doubts.ask(doubt.reading_then("填文字", "旁边已经有填数量的栏", then));
        } else if has_time {
            let question = format!("“{}”这一栏没有写是当月的还是累计的，填什么？", leaf.called());
            let doubt = Doubt::new(Matter::Columns, question).of_form(form).at(place(leaf));
            let then = Then::IsWords { table, heading: close_up(leaf.heading()) };
            let doubt = doubt.reading("当月的数", "表是每月填的");
            doubts.ask(doubt.reading_then("备注", "别的栏都写了时间，这一栏没有写", then));
        }
    }
    if keys.iter().collect::<BTreeSet<_>>().len() > MOST_MEASURES {
        let question = format!("要填的栏太多，一张表最多 {MOST_MEASURES} 栏");
        doubts.ask(Doubt::new(Matter::Columns, question).of_form(form).hindering());
    }
}

/// A column as a notice has it; `None` if it has no place there.
fn column(
    leaf: &Leaf,
    means: &Means,
    has_section: bool,
    columns: &Columns,
    quantities: &[(&Leaf, &Quantity)],
    keys: &[String],
) -> Option<Column> {
    let mut column = Column {
        heading: close_up(leaf.heading()),
        columns: Vec::new(),
        role: None,
        measure: None,
        letter: leaf.letter.as_ref().map(|spot| tidy(&spot.text)).unwrap_or_default(),
        against: crate::notice::Against::default(),
        unit: String::new(),
        decimals: None,
    };
    match means {
        Means::Label(role) => column.role = Some(*role),
        Means::Words => {
            let is_section = has_section && columns.section.as_ref() == Some(&leaf.columns);
            let starts = columns.content.as_ref().is_some_and(|content| content.end == leaf.columns.end);
            // Of several columns of words beside each other the last has the content.
            if !is_section && !starts {
                return None;
            }
            column.role = Some(if is_section { Role::Section } else { Role::Content });
        }
        Means::Quantity(quantity) => {
            (column.role, column.against) = (Some(quantity.role), quantity.against);
            let key = quantities.iter().zip(keys).find(|((other, _), _)| std::ptr::eq(*other, leaf))?.1;
            column.measure = columns
                .measures
                .iter()
                .find(|measure| measure.name == *key)
                .and_then(|found| found.id.clone());
            if quantity.role == Role::PerCent {
                column.decimals = Some(1);
            }
        }
        Means::Unknown(_) => return None,
    }
    Some(column)
}

/// Puts columns under the headings that they share.
fn tree(leaves: &[(&Leaf, Column)], depth: usize) -> Vec<Column> {
    let mut tree = Vec::new();
    let mut rest = leaves;
    while let Some(((leaf, column), others)) = rest.split_first() {
        let shared =
            leaf.headings.get(depth).filter(|_| leaf.headings.len() > depth + 1 && depth + 1 < DEEPEST);
        let Some(shared) = shared else {
            tree.push(column.clone());
            rest = others;
            continue;
        };
        let is_under = |other: &(&Leaf, Column)| {
            other.0.headings.len() > depth + 1
                && other.0.headings.get(depth).is_some_and(|spot| spot.area.first == shared.area.first)
        };
        let count = rest.iter().take_while(|other| is_under(other)).count();
        let (under, behind) = rest.split_at(count);
        tree.push(Column {
            heading: close_up(&shared.text),
            columns: self::tree(under, depth + 1),
            role: None,
            measure: None,
            letter: String::new(),
            against: crate::notice::Against::default(),
            unit: String::new(),
            decimals: None,
        });
        rest = behind;
    }
    tree
}
