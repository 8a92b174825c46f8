//! Of how many units the form is that goes up. The form itself stays as its notice has it; the window and the letter say it.

use std::ops::Deref;

use serde::Serialize;

use super::Session;
use super::facet::Collation;
use crate::collation::{Coverage, Inbox, MonthsLacking, lacking, months_lacking_words};
use crate::error::Error;
use crate::period::Month;
use crate::report::counts_by_year;

/// Of how many units the form of a month is: of a closed month, of how many it was when it was closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FormCoverage {
    #[serde(flatten)]
    pub coverage: Coverage,
    /// The names of those that need not report.
    pub exempt: Vec<String>,
    /// Those of its units of which no report was expected.
    pub unexpected: Vec<String>,
    /// The units of whose earlier months its totals have nothing.
    pub months_lacking: Vec<MonthsLacking>,
    /// As a sentence without the names, and without a stop at its end.
    pub brief: String,
    /// The same with the names.
    pub words: String,
}

impl<S: Deref<Target = Session>> Collation<S> {
    /// Of how many units the form of a month is.
    pub fn form_coverage(&self, month: Month) -> Result<FormCoverage, Error> {
        self.form().campaign.check(month)?;
        let closed = match self.session.ledger()?.reported(month) {
            Some(_) => Some(self.inbox_when_closed(month)?),
            None => None,
        };
        let inbox = closed.as_ref().unwrap_or(self.inbox());
        let coverage = inbox.form_coverage(self.sorted(), month);
        let exempt = inbox.expected(month);
        let exempt = exempt.filter(|member| inbox.judgement(month, member.id).is_exempt());
        let exempt: Vec<String> = exempt.map(|member| member.name.clone()).collect();
        let unexpected = inbox.unexpected(month);
        let lacking = lacking(&coverage.missing, &coverage.returned);
        let besides = [("免报", exempt.as_slice()), ("含不在应报之列的", &unexpected)];
        let months_lacking = self.months_lacking(inbox, month)?;
        let words = |with_names| {
            let of_whom = words((coverage.units, coverage.expected), &lacking, besides, with_names);
            let months_lacking = months_lacking_words(&months_lacking, month, with_names);
            [of_whom].into_iter().chain(months_lacking).collect::<Vec<_>>().join("；")
        };
        let (brief, words) = (words(false), words(true));
        Ok(FormCoverage { coverage, exempt, unexpected, months_lacking, brief, words })
    }

    /// The units of whose earlier months the totals of a month have nothing.
    pub(super) fn months_lacking(&self, inbox: &Inbox, month: Month) -> Result<Vec<MonthsLacking>, Error> {
        let office = &self.session.ledger()?.unit;
        let by_year = self.form().figures().all(|figure| counts_by_year(office, figure));
        let january = Month::new(month.year(), 1).filter(|_| by_year);
        Ok(inbox.months_lacking(january.unwrap_or(self.form().campaign.first_month), month))
    }
}

/// `besides` are those that are not expected to be in it, or not any more: what they are, and their names.
fn words(
    (units, expected): (usize, usize),
    missing: &[String],
    besides: [(&str, &[String]); 2],
    with_names: bool,
) -> String {
    let counted = |what: &str, names: &[String]| {
        let named = if with_names { format!("：{}", names.join("、")) } else { String::new() };
        format!("{what} {} 个{named}", names.len())
    };
    let of_whom = if missing.is_empty() {
        format!("本表汇总了全部 {expected} 个单位报的数")
    } else {
        format!("本表汇总了 {expected} 个单位中 {units} 个报的数，{}", counted("缺", missing))
    };
    let besides = besides.into_iter().filter(|(_, names)| !names.is_empty());
    let told = besides.map(|(what, names)| counted(what, names));
    [of_whom].into_iter().chain(told).collect::<Vec<_>>().join("；")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(of: (usize, usize), besides: [&str; 3], with_names: bool) -> String {
        let [missing, exempt, unexpected] =
            besides.map(|names| names.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        let besides = [("免报", exempt.as_slice()), ("含不在应报之列的", &unexpected)];
        words(of, &missing, besides, with_names)
    }

    #[test]
    fn a_form_names_the_units_that_it_lacks_and_those_it_has_besides() {
        assert_eq!(told((67, 67), ["", "", ""], true), "本表汇总了全部 67 个单位报的数");
        assert_eq!(
            told((61, 63), ["龙沙镇 龙驹镇", "", ""], true),
            "本表汇总了 63 个单位中 61 个报的数，缺 2 个：龙沙镇、龙驹镇"
        );
        assert_eq!(
            told((1, 2), ["龙沙镇", "龙驹镇", ""], false),
            "本表汇总了 2 个单位中 1 个报的数，缺 1 个；免报 1 个"
        );
        assert_eq!(
            told((2, 2), ["", "", "太龙镇"], true),
            "本表汇总了全部 2 个单位报的数；含不在应报之列的 1 个：太龙镇"
        );
    }
}
