//! Names for the files of several notices, so that no two forms write files of one name.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Notice;

/// Gives every form and list the mark that stands in the names of its files. Where an earlier notice has a form with that
/// mark, the campaign's name follows, and the notice's id where that is not enough.
pub fn tell_files_apart(notices: &mut [Arc<Notice>]) {
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    for notice in notices {
        let mut free = |mark: &str, key: &str| {
            let short = format!("{mark}_{}", notice.campaign.short_name);
            let long = format!("{short}_{}", notice.id);
            let is_free = |name: &String| taken.get(name).is_none_or(|other| other == key);
            let name = [mark.to_owned(), short].into_iter().find(is_free).unwrap_or(long);
            taken.insert(name.clone(), key.to_owned());
            name
        };
        let forms: Vec<String> = notice.forms.iter().map(|form| free(&form.mark, &form.key)).collect();
        let lists: Vec<String> = notice.lists.iter().map(|list| free(&list.mark, &list.key)).collect();
        let known = notice.forms.iter().map(|form| &form.file_mark);
        let known = known.chain(notice.lists.iter().map(|list| &list.file_mark));
        if known.eq(forms.iter().chain(&lists)) {
            continue;
        }
        let notice = Arc::make_mut(notice);
        for (form, name) in notice.forms.iter_mut().zip(forms) {
            Arc::make_mut(form).file_mark = name;
        }
        for (list, name) in notice.lists.iter_mut().zip(lists) {
            Arc::make_mut(list).file_mark = name;
        }
    }
}
