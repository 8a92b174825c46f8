//! A draft becomes a notice, and stays beside it: it is taken up again where a mistake is seen later, and confirmed once more.
//!
//! While nothing is recorded with the notice, what is confirmed takes its place. After that it becomes the next edition, by
//! the rules of every edition: what was filled in stays what it is.

use std::collections::BTreeSet;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use super::drafted::{DraftFile, Drafted, NoticeOfDraft, RememberedDraft};
use super::facet::Drafting;
use super::notice_draft::{BlankFormFiles, has_all};
use super::notice_review::FilledMonth;
use super::{NoticeDraftError, NoticeReview, Now, Session};
use crate::blank_form::{Corrected, Draft};
use crate::error::Error;
use crate::notice::Notice;
use crate::store::{Filled, KeptNoticeError, Taken};
use crate::wording::quoted;

/// A notice that was made of a draft.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ConfirmedNotice {
    #[serde(skip)]
    pub notice: Arc<Notice>,
    /// The key of its first form.
    pub form: String,
    /// What was made.
    pub sentence: String,
}

impl<S: Deref<Target = Session>> Drafting<S> {
    /// Whether a notice can be taken up as a draft: it was made of one.
    pub fn can_change(&self, id: &str) -> Result<bool, Error> {
        Ok(self.session.store.confirmed_draft(id)?.is_some())
    }

    /// The names and bytes of the files that a notice was read from.
    pub fn files_of(&self, id: &str) -> Result<Vec<(String, Vec<u8>)>, Error> {
        let kept = self.confirmed(id)?.ok_or(NoticeDraftError::NotOfAForm)?;
        self.bytes_of(&kept)
    }

    pub(super) fn bytes_of(&self, kept: &RememberedDraft) -> Result<Vec<(String, Vec<u8>)>, Error> {
        let bytes = |DraftFile { name, digest }: &DraftFile| {
            let bytes = self.session.store.draft_file(digest);
            bytes.map(|bytes| (name.clone(), bytes)).ok_or_else(|| NoticeDraftError::FileGone(name.clone()))
        };
        Ok(kept.files.iter().map(bytes).collect::<Result<_, _>>()?)
    }

    fn confirmed(&self, id: &str) -> Result<Option<RememberedDraft>, Error> {
        let text = self.session.store.confirmed_draft(id)?;
        let read = |text: String| serde_json::from_str(&text).map_err(|_| NoticeDraftError::Unreadable);
        Ok(text.map(read).transpose()?)
    }

    /// The notice that was made of these files, where it can be changed with them.
    pub(super) fn made_of(&self, digests: &BTreeSet<String>) -> Option<RememberedDraft> {
        let notices = self.session.notices().iter().rev();
        notices.filter_map(|notice| self.confirmed(&notice.id).ok()?).find(|kept| has_all(digests, kept))
    }

    /// The digests of all files that a draft is read from; `None` where one cannot be told.
    pub(super) fn files_in_use(&self) -> Option<BTreeSet<String>> {
        let mut drafts: Vec<RememberedDraft> = self.kept().ok()?.into_iter().collect();
        for notice in self.session.notices() {
            drafts.extend(self.confirmed(&notice.id).ok()?);
        }
        Some(drafts.into_iter().flat_map(|draft| draft.files).map(|file| file.digest).collect())
    }

    /// Lets go of the files that no draft is read from.
    pub(super) fn sweep(&self) {
        if let Some(in_use) = self.files_in_use() {
            self.session.store.sweep_draft_files(&in_use);
        }
    }

    /// Lets go of the draft of a notice that was removed.
    pub(super) fn forget(&self, id: &str) -> Result<(), Error> {
        self.session.store.set_confirmed_draft(id, "")?;
        self.sweep();
        Ok(())
    }

    fn told(&self, notice: &Notice) -> Result<NoticeOfDraft, Error> {
        Ok(NoticeOfDraft {
            id: notice.id.clone(),
            title: notice.title.clone(),
            edition: notice.edition,
            has_records: self.session.has_records(notice)?,
            can_be_changed: self.can_change(&notice.id)?,
        })
    }

    /// The notice that is changed with a draft; `None` too where it was removed meanwhile.
    fn changed_by(&self, kept: &RememberedDraft) -> Option<&Arc<Notice>> {
        self.session.notice_with(kept.of.as_deref()?).ok()
    }

    /// The file of the notice that a draft makes: in the place of the one that is changed with it, in its next edition, or
    /// anew.
    fn definition(
        &self,
        draft: &Draft,
        kept: &RememberedDraft,
        today: NaiveDate,
    ) -> Result<(String, Notice), Error> {
        let Some(before) = self.changed_by(kept) else { return Ok(draft.definition(today)?) };
        let same = draft.definition_as(&before.id, before.edition, today)?;
        let is_as_before = self.session.definition(&before.id)? == same.0;
        if is_as_before || !self.session.has_records(before)? {
            return Ok(same);
        }
        Ok(draft.definition_as(&before.id, before.edition.saturating_add(1), today)?)
    }

    /// Says of a draft that holds by itself which notice it changes, and what stands against it there.
    pub(super) fn with_notice(
        &self,
        mut review: NoticeReview,
        made: &Corrected,
        kept: &RememberedDraft,
        today: NaiveDate,
    ) -> Result<NoticeReview, Error> {
        let changes = self.changed_by(kept);
        review.changes = changes.map(|notice| self.told(notice)).transpose()?;
        if made.is_hindered() || review.problem.is_some() {
            return Ok(review);
        }
        let Ok((definition, notice)) = self.definition(&made.draft, kept, today) else { return Ok(review) };
        if changes.is_none() {
            if let Some(known) = self.same_notice(&notice) {
                let same = self.told(known)?;
                review.stands_against(same_in_words(&same), None);
                review.same = Some(same);
            }
        } else if let Some(refusal) = self.session.store.refusal_of_notice(&notice, &definition)?
            && let Some((sentence, filled)) = refusal_in_words(&refusal)
        {
            review.stands_against(sentence, filled);
        }
        Ok(review)
    }

    /// The notice that this one would be a second of.
    fn same_notice(&self, notice: &Notice) -> Option<&Arc<Notice>> {
        let known = self.session.notice_with(&notice.id).ok()?;
        (known.number == notice.number && known.title == notice.title).then_some(known)
    }

    /// Another id, where a notice of another title or number has that of this one: numbers of two offices may have the same
    /// digits.
    fn free_id(&self, notice: &Notice) -> Option<String> {
        let known = self.session.notices();
        let of = |id: &str| known.iter().find(|known| known.id == id);
        of(&notice.id)?;
        (2..=known.len() + 2).map(|count| format!("{}-{count}", notice.id)).find(|id| of(id).is_none())
    }
}

fn same_in_words(same: &NoticeOfDraft) -> String {
    let known = format!("已经有这个通知了（第 {} 版）", same.edition);
    if same.can_be_changed {
        format!("{known}。要改它，请打开已有的，改好再确认；是另一个通知，请把标题或文号改得不一样")
    } else {
        format!("{known}，它是从通知文件添加的，不在这里改。是另一个通知，请把标题或文号改得不一样")
    }
}

/// What was made: the notice with what there is to fill in, so that one sees that all of it is there.
fn made_in_words(notice: &Notice, is_new: bool, elsewhere: &[String]) -> String {
    let forms: Vec<String> = notice
        .forms
        .iter()
        .map(|form| {
            let typed = form.figures().filter(|figure| !figure.is_derived()).count();
            let count = |count: usize| format!("{count} 个数");
            if notice.forms.len() > 1 { format!("{}有 {}", form.mark, count(typed)) } else { count(typed) }
        })
        .collect();
    let forms = match notice.forms.len() {
        1 => forms.concat(),
        many => format!("{many} 张表（{}）", forms.join("，")),
    };
    let done = if is_new { "已经添加" } else { "已经改好" };
    let list = notice.lists.first().map_or_else(String::new, |list| format!("，还有{}", quoted(&list.title)));
    let (title, edition) = (quoted(&notice.title), notice.edition);
    let elsewhere = if elsewhere.is_empty() {
        String::new()
    } else {
        format!("。{}要另外填", elsewhere.join("、"))
    };
    format!(
        "{done}：通知{title}第 {edition} 版，{forms}{list}，从{}报{elsewhere}",
        notice.campaign.span_in_words()
    )
}

/// What an edition would be refused for, to somebody who can set it right, and where that can be emptied; nothing of what is no
/// hindrance here.
fn refusal_in_words(refusal: &KeptNoticeError) -> Option<(String, Option<FilledMonth>)> {
    match refusal {
        KeptNoticeError::TakesAway(taken) => {
            let what: Vec<&str> = taken.iter().map(|one| one.what.as_str()).collect();
            let told = format!("已经填过数，这样改，填过的就对不上了：{}", what.join("；"));
            let can_be_emptied = |one: &Taken| one.filled.as_ref().is_some_and(Filled::can_be_emptied);
            if !taken.iter().all(can_be_emptied) {
                return Some((format!("{told}。请把这几处改回来，或点“撤销”"), None));
            }
            let month = taken.iter().filter_map(|one| one.filled.as_ref()).find_map(|filled| {
                let month = *filled.months.first()?;
                Some(FilledMonth {
                    form: filled.form.clone(),
                    figure: filled.figure,
                    month,
                    name: month.name(),
                })
            });
            let there =
                month.as_ref().map_or("“设置”的“期初累计”", |month| month.name.as_str());
            let left = "这里改的都记着";
            Some((
                format!(
                    "{told}。要这样改，请先到{there}把填的数清空（{left}），再回来确认；不改了，就点“撤销”"
                ),
                month,
            ))
        }
        // What takes the place of an edition has its number.
        KeptNoticeError::AlreadyKept { .. } | KeptNoticeError::OtherContent { .. } => None,
        other => Some((other.to_string(), None)),
    }
}

impl<S: DerefMut<Target = Session>> Drafting<S> {
    /// Takes a notice up again, with the files that it was read from, in place of a draft that was left.
    pub fn take_up(
        &mut self,
        id: &str,
        files: BlankFormFiles,
        today: NaiveDate,
    ) -> Result<NoticeReview, Error> {
        let going_on = self.kept().ok().flatten().filter(|kept| kept.of.as_deref() == Some(id));
        let kept = match going_on {
            Some(kept) => kept,
            None => self.confirmed(id)?.ok_or(NoticeDraftError::NotOfAForm)?,
        };
        let kept = RememberedDraft { of: Some(id.to_owned()), ..kept };
        let BlankFormFiles { read, original, .. } = files;
        self.remember(&kept)?;
        self.session.drafted = Some(Drafted { kept, read, original });
        self.sweep();
        self.shown(today)
    }

    /// Makes a notice of the draft, once every question is answered, and adds it; or changes the one that was made of it
    /// before.
    pub fn confirm(&mut self, now: Now) -> Result<ConfirmedNotice, Error> {
        let today = now.date_naive();
        let made = self.corrected()?;
        if made.open() > 0 {
            return Err(NoticeDraftError::Open(made.open()).into());
        }
        if let Some(problem) = self.shown(today)?.problem {
            return Err(NoticeDraftError::NotYet(problem.sentence).into());
        }
        let kept = self.drafted()?.kept.clone();
        let (definition, notice) = self.definition(&made.draft, &kept, today)?;
        let before = self.changed_by(&kept).map(Arc::clone);
        let is_new = before.is_none();
        let notice = match before {
            Some(before) if before.edition == notice.edition => {
                if self.session.definition(&before.id)? == definition {
                    before
                } else {
                    self.session.exchange_notice(now, definition.as_bytes())?
                }
            }
            Some(_) => self.session.add_notice(now, definition.as_bytes())?,
            None => {
                let definition = match self.free_id(&notice) {
                    Some(id) => made.draft.definition_as(&id, 1, today)?.0,
                    None => definition,
                };
                self.session.add_notice(now, definition.as_bytes())?
            }
        };
        // The notice is added. A draft that could not be kept with it stays in hand, and does no harm.
        let _stays = self.keep_with(&notice.id, kept);
        let form = notice.forms.first().map(|form| form.key.clone()).unwrap_or_default();
        Ok(ConfirmedNotice {
            sentence: made_in_words(&notice, is_new, &made.filled_elsewhere()),
            form,
            notice,
        })
    }

    /// Lets the draft lie beside the notice that was made of it.
    fn keep_with(&mut self, id: &str, kept: RememberedDraft) -> Result<(), Error> {
        let kept = RememberedDraft { of: Some(id.to_owned()), ..kept };
        let text = serde_json::to_string(&kept).map_err(|_| NoticeDraftError::Unreadable)?;
        self.session.store.set_confirmed_draft(id, &text)?;
        self.discard()
    }
}
