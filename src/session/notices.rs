//! The notices of the data folder: which form is in hand, what is to do in all of them, and adding, renewing and removing
//! notices.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use super::reminder::{Due, due};
use super::reread::read_anew;
use super::{File, Now, Session};
use crate::disk::{self, NotRead};
use crate::error::Error;
use crate::notice::{
    BUILT_IN, Campaign, Form, Kind, LARGEST_NOTICE, Notice, NoticeError, Paper, ProjectForm, Recipient,
    days_left, due_sentence, renewed,
};
use crate::output::document::{self, Fonts};
use crate::period::{Month, PeriodError, date_name};
use crate::report::{Ledger, Sheet, live_sheet};
use crate::store::{KeptNoticeError, StoreError};
use crate::unit::{Unit, UnitKind};

/// How many days ahead something is on the list of what is to do.
const AHEAD: i64 = 30;

/// What the window shows of the notice in hand besides its form.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct NoticeView {
    pub id: String,
    pub edition: u32,
    pub title: String,
    /// Its number (文号).
    pub number: String,
    /// What the program calls the campaign.
    pub campaign: String,
    pub recipient: Recipient,
    /// The kinds of units that report.
    pub kinds: Vec<Kind>,
    pub papers: Vec<Paper>,
    /// The name of the summary that the notice asks for, if it asks for one.
    pub summary: Option<String>,
}

/// A form that can be taken in hand.
#[expect(clippy::struct_excessive_bools, reason = "what the page shows of it, each by itself")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FormChoice {
    /// The name of the form among those of all notices.
    pub key: String,
    /// The id of its notice.
    pub notice: String,
    pub edition: u32,
    /// What the program calls the campaign.
    pub name: String,
    /// The mark of the form.
    pub mark: String,
    pub title: String,
    /// The number of the notice.
    pub number: String,
    /// The months that are reported, in words.
    pub span: String,
    /// Whether the unit has begun to fill it in.
    pub begun: bool,
    pub in_hand: bool,
    /// Whether something of it is late.
    pub late: bool,
    /// Whether its notice can be removed: nothing but the unit is recorded with it, and it did not come with the program.
    pub removable: bool,
    /// Whether its notice was read from a blank form, and can be looked over again.
    pub changeable: bool,
    /// The span that is proposed for continuing its notice: from this month to the end of next year.
    pub renewal: (Month, Month),
}

/// Something that is due soon or late, in any of the notices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ToDo {
    /// The form that it belongs to.
    pub key: String,
    /// What the program calls the campaign.
    pub name: String,
    /// What has to be sent.
    pub what: String,
    pub due: NaiveDate,
    /// When it is due and how soon that is, as a sentence.
    pub sentence: String,
    /// How soon it is due, in a few words.
    pub near: String,
    pub late: bool,
    /// The month to open; `None` for what is no month's report.
    pub month: Option<Month>,
}

/// A notice before it is added.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct NoticePreview {
    pub notice: NoticeView,
    /// The months that are reported, and when each is due, in words.
    pub span: String,
    /// What is otherwise than in the edition that is kept, one sentence each.
    pub changes: Vec<String>,
    pub forms: Vec<Arc<Form>>,
    /// The pages of its forms, each as an SVG picture.
    pub pages: Vec<String>,
    /// Why it cannot be added, if it cannot.
    pub refusal: Option<String>,
}

impl NoticeView {
    /// What the window shows of a notice.
    pub fn of(notice: &Notice) -> Self {
        Self {
            id: notice.id.clone(),
            edition: notice.edition,
            title: notice.title.clone(),
            number: notice.number.clone(),
            campaign: notice.campaign.short_name.clone(),
            recipient: notice.recipient.clone(),
            kinds: notice.kinds.clone(),
            papers: notice.papers.clone(),
            summary: notice.summary_paper().map(|paper| paper.name.clone()),
        }
    }
}

impl Session {
    /// The form that a sheet was drawn from: of the edition that it names.
    pub fn form_of(&self, sheet: &Sheet) -> Arc<Form> {
        self.form_of_edition(sheet.edition)
    }

    /// The form in hand as it was in an edition.
    pub fn form_of_edition(&self, edition: u32) -> Arc<Form> {
        let form = self.form();
        let of_edition = self.edition(edition).form(&form.id).map(Arc::clone);
        of_edition.unwrap_or_else(|| Arc::clone(form))
    }

    /// A list of the notice in hand as it was in an edition.
    pub(super) fn list_of_edition(&self, form: &Arc<ProjectForm>, edition: u32) -> Arc<ProjectForm> {
        let of_edition = self.edition(edition).list(&form.id).map(Arc::clone);
        of_edition.unwrap_or_else(|| Arc::clone(form))
    }

    /// The edition of the notice that a sheet was drawn from.
    pub fn notice_of(&self, sheet: &Sheet) -> Arc<Notice> {
        self.edition(sheet.edition)
    }

    fn edition(&self, edition: u32) -> Arc<Notice> {
        let notice = self.notice();
        let earlier = self.store.notices().iter().find(|one| one.id == notice.id && one.edition == edition);
        Arc::clone(earlier.unwrap_or(notice))
    }

    /// Every form that can be taken in hand, in the order in which they were begun.
    pub fn form_choices(&self, today: NaiveDate) -> Result<Vec<FormChoice>, Error> {
        let begun = self.store.begun()?;
        let to_do = self.to_do(today)?;
        let this_month = Month::of(today);
        let end_of_next_year = Month::new(this_month.year() + 1, 12).unwrap_or(this_month);
        let choice = |(notice, form): (&Arc<Notice>, &Arc<Form>)| -> Result<FormChoice, Error> {
            Ok(FormChoice {
                key: form.key.clone(),
                notice: notice.id.clone(),
                edition: notice.edition,
                name: self.called(notice),
                mark: form.mark.clone(),
                title: form.title.clone(),
                number: notice.number.clone(),
                span: notice.campaign.span_in_words(),
                begun: begun.contains(&form.key),
                in_hand: form.key == self.form().key,
                late: to_do.iter().any(|one| one.late && one.key == form.key),
                removable: !is_built_in(notice) && !self.has_records(notice)?,
                changeable: self.drafting().can_change(&notice.id)?,
                renewal: (reported_from(&notice.campaign, this_month), end_of_next_year),
            })
        };
        self.newest_forms().map(choice).collect()
    }

    /// What the program calls a notice: the short name of its campaign, with its first month where another notice has the
    /// same name, as one that was continued.
    pub fn called(&self, notice: &Notice) -> String {
        let campaign = &notice.campaign;
        let has_its_name =
            |other: &Arc<Notice>| other.id != notice.id && other.campaign.short_name == campaign.short_name;
        if self.store.notices().iter().any(has_its_name) {
            format!("{}（{}起）", campaign.short_name, campaign.first_month.name())
        } else {
            campaign.short_name.clone()
        }
    }

    /// Everything that is late or due in the next 30 days, of every form that was begun, the earliest first.
    pub fn to_do(&self, today: NaiveDate) -> Result<Vec<ToDo>, Error> {
        let mut all = Vec::new();
        for (notice, form) in self.newest_forms() {
            let Some(sent) = self.store.sent_so_far(form)? else { continue };
            let near = due(notice, form, &sent, today);
            let near = near.into_iter().filter(|due| (due.day - today).num_days() <= AHEAD);
            all.extend(near.map(|Due { what, day, month }| ToDo {
                key: form.key.clone(),
                name: self.called(notice),
                what,
                due: day,
                sentence: due_sentence(day, today),
                near: days_left(day, today),
                late: today > day,
                month,
            }));
        }
        all.sort_by_key(|one| one.due);
        Ok(all)
    }

    /// Changes what is the unit's own (its name, the person, the telephone number) in the other forms too, wherever it stood
    /// as it stood here; where it stood otherwise, it is meant to.
    pub(super) fn follow_unit(&mut self, now: Now, before: &Unit, after: &Unit) -> Result<(), Error> {
        let others = self.newest_forms().filter(|(_, form)| form.key != self.form().key);
        let others: Vec<Arc<Form>> = others.map(|(_, form)| Arc::clone(form)).collect();
        for form in others {
            let Some(ledger) = self.store.ledger_of(&form)? else { continue };
            let follow = |own: &String, before: &String, after: &String| {
                if own == before { after.clone() } else { own.clone() }
            };
            let own = ledger.unit;
            let changed = Unit {
                name: follow(&own.name, &before.name, &after.name),
                person: follow(&own.person, &before.person, &after.person),
                phone: follow(&own.phone, &before.phone, &after.phone),
                ..own.clone()
            };
            if changed != own {
                self.store.set_unit(now, &form, &changed)?;
            }
        }
        Ok(())
    }

    /// The unit as it was entered for another form, while it was not entered for the one in hand, and whether that is one of
    /// the same notice, which is looked at first.
    pub(super) fn known_unit(&self) -> Result<(Option<Unit>, bool), Error> {
        if self.unit().is_some() {
            return Ok((None, false));
        }
        let begun = self.store.begun()?;
        let form =
            |key: &String| self.newest_forms().find(|(_, form)| form.key == *key).map(|(_, form)| form);
        let is_beside = |form: &&Arc<Form>| form.notice == self.notice().id;
        let beside = begun.iter().filter_map(form).find(is_beside);
        let Some(found) = beside.or_else(|| begun.iter().find_map(form)) else { return Ok((None, false)) };
        Ok((self.store.ledger_of(found)?.map(|ledger| ledger.unit), beside.is_some()))
    }

    /// Takes another form in hand: by its key, or the first form of a notice by the notice's id.
    pub fn choose(&mut self, wanted: &str) -> Result<(), Error> {
        let found = self.newest_forms().find(|(notice, form)| form.key == wanted || notice.id == wanted);
        let key = found.map(|(_, form)| form.key.clone());
        let key = key.ok_or_else(|| unknown(wanted))?;
        if key != self.form().key {
            self.store.choose(&key)?;
            read_anew(&mut self.store);
            self.reload()?;
        }
        Ok(())
    }

    /// What a notice's file asks for, with its blank forms on paper, before it is added.
    pub fn preview_notice(&self, bytes: &[u8], fonts: &Fonts) -> Result<NoticePreview, Error> {
        let notice = Notice::from_bytes(bytes)?;
        let refusal = self.store.refusal_of_notice(&notice, &definition_in(bytes))?;
        let mut pages = Vec::new();
        for form in &notice.forms {
            let kind = notice.kinds.first().map(|kind| kind.id.clone());
            let sheet = blank_sheet(form, kind.unwrap_or_else(|| UnitKind::from("")))?;
            pages.extend(document::preview(form, &sheet, fonts)?.pages);
        }
        Ok(NoticePreview {
            notice: NoticeView::of(&notice),
            span: format!("{}，{}", notice.campaign.span_in_words(), notice.campaign.due_in_words()),
            changes: self.notice_with(&notice.id).map_or_else(|_| Vec::new(), |kept| changes(kept, &notice)),
            forms: notice.forms.clone(),
            pages,
            refusal: refusal.map(|refusal| refusal.to_string()),
        })
    }

    /// Adds a notice, or a new edition of one, from its file. Returns it.
    pub fn add_notice(&mut self, now: Now, bytes: &[u8]) -> Result<Arc<Notice>, Error> {
        let notice = Notice::from_bytes(bytes)?;
        self.store.add_notice(now, &notice, &definition_in(bytes))?;
        // What an earlier edition was made of does not make this one. A draft that could not be let go of is offered, no more.
        let _left = self.drafting().forget(&notice.id);
        self.reload()?;
        Ok(Arc::new(notice))
    }

    /// Takes the newer edition of a notice that came with the program, if it takes nothing away.
    pub fn follow_program(&mut self, now: Now) -> Result<(), Error> {
        Ok(self.store.follow_program(now, Notice::built_in()?, BUILT_IN)?)
    }

    /// Continues a notice with a new span: as a notice of its own, whose totals begin anew. Returns it.
    pub fn renew_notice(
        &mut self,
        now: Now,
        id: &str,
        first: Month,
        last: Option<Month>,
    ) -> Result<Arc<Notice>, Error> {
        let definition = renewed(&self.definition(id)?, first, last)?;
        self.add_notice(now, definition.as_bytes())
    }

    /// Puts a notice in the place of its newest edition, with which nothing is recorded yet. Returns it.
    pub(super) fn exchange_notice(&mut self, now: Now, bytes: &[u8]) -> Result<Arc<Notice>, Error> {
        let notice = Notice::from_bytes(bytes)?;
        self.store.exchange_notice(now, &notice, &definition_in(bytes))?;
        self.reload()?;
        Ok(Arc::new(notice))
    }

    /// Removes a notice with which nothing but the unit is recorded.
    pub fn remove_notice(&mut self, now: Now, id: &str) -> Result<(), Error> {
        self.store.remove_notice(now, id)?;
        // The notice is gone. What is left of its draft is in nobody's way.
        let _left = self.drafting().forget(id);
        self.reload()
    }

    /// Whether anything but the unit is recorded with a notice.
    pub(super) fn has_records(&self, notice: &Notice) -> Result<bool, Error> {
        Ok(self.store.has_records(notice)?)
    }

    /// Every notice, each in all its editions.
    pub fn notices(&self) -> &[Arc<Notice>] {
        self.store.notices()
    }

    /// The newest edition of a notice.
    pub fn notice_with(&self, id: &str) -> Result<&Arc<Notice>, Error> {
        self.store.notices().iter().rev().find(|notice| notice.id == id).ok_or_else(|| unknown(id))
    }

    /// The file of a notice in its newest edition, to be passed on.
    pub fn notice_file(&self, id: &str) -> Result<File, Error> {
        let name = format!("{}_第{}版.json", id, self.notice_with(id)?.edition);
        Ok(File::new(name, self.definition(id)?.into_bytes()))
    }

    /// The text of the newest edition of a notice, as it was read.
    pub fn definition(&self, id: &str) -> Result<String, Error> {
        let notice = self.notice_with(id)?;
        self.store.definition(id, notice.edition)?.ok_or_else(|| unknown(id))
    }

    /// Every form of every notice in its newest edition.
    fn newest_forms(&self) -> impl Iterator<Item = (&Arc<Notice>, &Arc<Form>)> {
        let is_newest = |notice: &Arc<Notice>| {
            !self.store.notices().iter().any(|other| other.id == notice.id && other.edition > notice.edition)
        };
        self.store
            .notices()
            .iter()
            .filter(move |notice| is_newest(notice))
            .flat_map(|notice| notice.forms.iter().map(move |form| (notice, form)))
    }
}

fn is_built_in(notice: &Notice) -> bool {
    Notice::built_in().is_ok_and(|built_in| built_in.id == notice.id)
}

/// The first month from a given one on that is not exempt.
fn reported_from(campaign: &Campaign, month: Month) -> Month {
    let is_reported = |month: &Month| !campaign.due.exempt.contains(&month.number());
    std::iter::successors(Some(month), |month| Some(month.next())).find(is_reported).unwrap_or(month)
}

/// What a later edition says otherwise than the one that is kept, besides its forms.
fn changes(kept: &Notice, later: &Notice) -> Vec<String> {
    let papers = |notice: &Notice| {
        let each = notice.papers.iter().map(|paper| format!("{}（{}前）", paper.name, date_name(paper.due)));
        each.collect::<Vec<_>>().join("、")
    };
    let facts = |notice: &Notice| {
        [
            ("标题", notice.title.clone()),
            ("收件单位", notice.recipient.office.clone()),
            ("收件邮箱", notice.recipient.address.clone()),
            ("期限", notice.campaign.span_in_words()),
            ("报送", notice.campaign.due_in_words()),
            ("文件", papers(notice)),
        ]
    };
    let pairs = facts(kept).into_iter().zip(facts(later)).filter(|(before, after)| before != after);
    let shown = |text: String| if text.is_empty() { "没有".to_owned() } else { text };
    pairs
        .map(|((what, before), (_, after))| format!("{what}：{} → {}", shown(before), shown(after)))
        .collect()
}

/// The text of a notice's file, without the mark that an editor of Windows puts before it.
fn definition_in(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_start_matches('\u{feff}').to_owned()
}

/// The form's first month with nothing filled in, as its blank form stands on paper.
fn blank_sheet(form: &Form, kind: UnitKind) -> Result<Sheet, PeriodError> {
    let first_month = form.campaign.first_month;
    let unit = Unit {
        name: String::new(),
        kind,
        person: String::new(),
        phone: String::new(),
        first_month,
        restart_each_year: false,
    };
    live_sheet(form, &Ledger { unit, opening: BTreeMap::new(), months: BTreeMap::new() }, first_month)
}

/// The bytes of a notice's file; no more than a notice may have.
pub fn notice_bytes(path: &Path) -> Result<Vec<u8>, Error> {
    let bytes = disk::bytes_of(path, LARGEST_NOTICE).map_err(|problem| match problem {
        NotRead::TooLarge(_) => NoticeError::TooLarge,
        other => {
            let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
            NoticeError::File { file, problem: other.in_words() }
        }
    });
    Ok(bytes?)
}

fn unknown(id: &str) -> Error {
    StoreError::Notice(KeptNoticeError::Unknown(id.to_owned())).into()
}
