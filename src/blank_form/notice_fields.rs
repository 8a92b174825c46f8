//! The parts of a notice as texts: what stands in each, what stands in for one that is empty, and reading what a person
//! writes there.

use super::correction::CorrectionError;
use super::doubt::{Found, Place, Sureness};
use super::draft::{Draft, DraftKind};
use super::kind_words::{kind, kinds_in};
use super::month_words::{Told, months_without};
use super::notice_field::NoticeField;
use super::text::{half_width, plain, tidy, trim};
use crate::notice::Due;
use crate::notice::limits::{LONGEST_NAME, LONGEST_TITLE, MOST_IN_A_ROW};
use crate::period::{Month, parse_typed_month};
use crate::unit::UnitKind;

/// The most kinds and telephone numbers: as many as there are letters.
const MOST_PARTS: usize = MOST_IN_A_ROW;

impl Draft {
    /// What stands in a part of the notice; empty if the files say nothing.
    pub fn field(&self, field: NoticeField) -> String {
        let letter = &self.letter;
        let text = |found: &Option<Found<String>>| found.as_ref().map(|found| found.value.clone());
        let month = |found: &Option<Found<Month>>| found.as_ref().map(|found| found.value.name());
        let found = match field {
            NoticeField::Title => text(&letter.title),
            NoticeField::Number => text(&letter.number),
            NoticeField::Issuer => text(&letter.issuer),
            NoticeField::Campaign => text(&letter.campaign),
            NoticeField::ShortName => text(&letter.short_name),
            NoticeField::Kinds => {
                let names: Vec<&str> = self.kinds.iter().map(|kind| kind.value.name.as_str()).collect();
                Some(names.join("、"))
            }
            NoticeField::FirstMonth => month(&letter.first_month),
            NoticeField::LastMonth => month(&letter.last_month),
            NoticeField::Due => letter.due.as_ref().map(|due| due_text(&due.value)),
            NoticeField::MonthBegins => letter.month_begins.as_ref().map(|found| found.value.to_string()),
            NoticeField::Office => text(&letter.office),
            NoticeField::Address => text(&letter.address),
            NoticeField::Contact => text(&letter.contact),
            NoticeField::Phones => {
                let phones: Vec<&str> = letter.phones.iter().map(|phone| phone.value.as_str()).collect();
                Some(phones.join("、"))
            }
        };
        found.unwrap_or_default()
    }

    /// Where it stands, and how sure it is.
    pub fn source_of(&self, field: NoticeField) -> (Option<Place>, Sureness) {
        fn of<T>(found: Option<&Found<T>>) -> (Option<Place>, Sureness) {
            found.map_or((None, Sureness::Concluded), |found| (found.place.clone(), found.sureness))
        }
        let letter = &self.letter;
        match field {
            NoticeField::Title => of(letter.title.as_ref()),
            NoticeField::Number => of(letter.number.as_ref()),
            NoticeField::Issuer => of(letter.issuer.as_ref()),
            NoticeField::Campaign => of(letter.campaign.as_ref()),
            NoticeField::ShortName => of(letter.short_name.as_ref()),
            NoticeField::Kinds => of(self.kinds.first()),
            NoticeField::FirstMonth => of(letter.first_month.as_ref()),
            NoticeField::LastMonth => of(letter.last_month.as_ref()),
            NoticeField::Due => of(letter.due.as_ref()),
            NoticeField::MonthBegins => of(letter.month_begins.as_ref()),
            NoticeField::Office => of(letter.office.as_ref()),
            NoticeField::Address => of(letter.address.as_ref()),
            NoticeField::Contact => of(letter.contact.as_ref()),
            NoticeField::Phones => of(letter.phones.first()),
        }
    }

    /// What the notice says where a part is empty; empty where nothing stands in for it.
    pub fn stand_in(&self, field: NoticeField) -> String {
        match field {
            NoticeField::Title => self.title(),
            NoticeField::Campaign => self.campaign(),
            NoticeField::ShortName => self.short_name(),
            NoticeField::MonthBegins => "1".to_owned(),
            _ => String::new(),
        }
    }

    /// Takes what a person writes in a part of the notice.
    pub(super) fn set_field(&mut self, field: NoticeField, text: &str) -> Result<(), CorrectionError> {
        let text = tidy(text);
        let text = trim(&text).to_owned();
        let label = || field.label().to_owned();
        let most = if matches!(field, NoticeField::Title | NoticeField::Campaign) {
            LONGEST_TITLE
        } else {
            LONGEST_NAME
        };
        if text.chars().count() > most && !matches!(field, NoticeField::Kinds | NoticeField::Phones) {
            return Err(CorrectionError::TooLong { called: label(), most });
        }
        let unreadable = |wanted| CorrectionError::Unreadable { called: label(), text: text.clone(), wanted };
        let said = || (!text.is_empty()).then(|| Found::stated(text.clone(), None));
        let month = || -> Result<Option<Found<Month>>, CorrectionError> {
            if text.is_empty() {
                return Ok(None);
            }
            let month =
                parse_typed_month(&text, []).map_err(|_| unreadable("请写年和月，例如：2022年1月"))?;
            Ok(Some(Found::stated(month, None)))
        };
        match field {
            NoticeField::Title => self.letter.title = said(),
            NoticeField::Number => self.letter.number = said(),
            NoticeField::Issuer => self.letter.issuer = said(),
            NoticeField::Campaign => self.letter.campaign = said(),
            NoticeField::ShortName => self.letter.short_name = said(),
            NoticeField::Office => self.letter.office = said(),
            NoticeField::Address => self.letter.address = said(),
            NoticeField::Contact => self.letter.contact = said(),
            NoticeField::FirstMonth => self.letter.first_month = month()?,
            NoticeField::LastMonth => self.letter.last_month = month()?,
            NoticeField::Due => {
                // What the files say of months without a report holds as long as nobody has seen it here.
                let exempt = match &self.letter.due {
                    Some(_) => Vec::new(),
                    None => self.letter.exempt.clone(),
                };
                let due = if text.is_empty() { None } else { Some(due(&text, exempt)) };
                let due = due.map(|due| {
                    due.ok_or_else(|| unreadable("请写几日前，例如：每月28日前；次月5日前，1月免报"))
                });
                self.letter.due = due.transpose()?.map(|due| Found::stated(due, None));
            }
            NoticeField::MonthBegins => {
                let day = number(&text).filter(|day| (1..=28).contains(day));
                self.letter.month_begins = match day {
                    Some(day) => Some(Found::stated(day, None)),
                    None if text.is_empty() => None,
                    None => return Err(unreadable("请写 1 到 28 之间的数")),
                };
            }
            NoticeField::Phones => {
                let phones = listed(&text).into_iter().map(|phone| Found::stated(phone, None));
                self.letter.phones = phones.take(MOST_PARTS).collect();
            }
            NoticeField::Kinds => self.set_kinds(&text)?,
        }
        Ok(())
    }

    /// The kinds by their names. A name that is known keeps its id, and with it the rows that it leaves blank.
    fn set_kinds(&mut self, text: &str) -> Result<(), CorrectionError> {
        let called = || NoticeField::Kinds.label().to_owned();
        let names = listed(text);
        if names.is_empty() {
            return Err(CorrectionError::Blank(called()));
        }
        if let Some(name) = names.iter().find(|name| name.chars().count() > LONGEST_NAME) {
            return Err(CorrectionError::TooLong {
                called: name.chars().take(10).collect(),
                most: LONGEST_NAME,
            });
        }
        let mut kinds: Vec<Found<DraftKind>> = Vec::new();
        for name in names.into_iter().take(MOST_PARTS) {
            let known = self.kinds.iter().find(|kind| kind.value.name == name);
            let found = known.map_or_else(
                || {
                    let id = kinds_in(&plain(&name)).first().copied().unwrap_or("unit");
                    let full_name = kind(id, &name).full_name;
                    Found::stated(DraftKind { id: UnitKind::from(id), name, full_name }, None)
                },
                |known| Found { sureness: Sureness::Stated, ..known.clone() },
            );
            kinds.push(found);
        }
        // Two names of one word are two kinds.
        for at in 0..kinds.len() {
            let id = kinds.get(at).map(|kind| kind.value.id.word().to_owned()).unwrap_or_default();
            let is_taken = |id: &str| kinds.iter().take(at).any(|kind| kind.value.id.word() == id);
            let free = std::iter::once(id.clone()).chain((2..).map(|count| format!("{id}{count}")));
            let free = free.take(MOST_PARTS + 1).find(|id| !is_taken(id)).unwrap_or(id);
            if let Some(kind) = kinds.get_mut(at) {
                kind.value.id = UnitKind::from(free.as_str());
            }
        }
        let ids: Vec<UnitKind> = kinds.iter().map(|kind| kind.value.id.clone()).collect();
        let rows = self.forms.iter_mut().flat_map(|form| &mut form.tables);
        for row in rows.flat_map(|table| &mut table.sections).flat_map(|section| &mut section.rows) {
            if let Some(by) = &mut row.left_blank_by {
                by.value.retain(|id| ids.contains(id));
            }
        }
        self.kinds = kinds;
        Ok(())
    }
}

/// What a text lists, each once.
fn listed(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for part in text.split(['、', '，', ',', '；', ';']).map(trim).filter(|part| !part.is_empty()) {
        if !all.iter().any(|known| known == part) {
            all.push(part.to_owned());
        }
    }
    all
}

fn number(text: &str) -> Option<u32> {
    let digits: String = text
        .chars()
        .map(half_width)
        .skip_while(|one| !one.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect();
    digits.parse().ok()
}

/// When reports are due, as a person writes it: 28, 28日, 每月28日前, 次月5日前.
fn due(text: &str, exempt: Vec<u32>) -> Option<Due> {
    let day = number(text).filter(|day| (1..=31).contains(day))?;
    let next_month = ["次月", "下月", "下个月", "月后"].iter().any(|word| text.contains(word));
    let exempt = match months_without(&plain(text)) {
        Told::Says(months) => months,
        Told::Nothing => exempt,
        Told::MaySay => return None,
    };
    Some(Due { day, next_month, exempt })
}

/// The same in words: 次月5日前，1月免报.
pub(super) fn due_text(due: &Due) -> String {
    let month = if due.next_month { "次月" } else { "每月" };
    let exempt: Vec<String> = due.exempt.iter().map(|month| format!("{month}月")).collect();
    let without = if exempt.is_empty() { String::new() } else { format!("，{}免报", exempt.join("、")) };
    format!("{month}{}日前{without}", due.day)
}
