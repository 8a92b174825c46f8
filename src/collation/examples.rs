//! Registers and reports for the tests of this module.

use super::*;
use crate::hand_filled::CellReading;
use crate::notice::Form;
use crate::report::examples::form;
use crate::unit::UnitKind;

/// A register of townships and streets, each written as `name=alias`.
pub(crate) fn register(names: &[&str]) -> Register {
    let members = names.iter().zip(1..).map(|(text, number)| {
        let mut names = text.split('=').map(str::to_owned);
        let name = names.next().unwrap();
        let kind = UnitKind::from(if name.ends_with("街道") { "street" } else { "township" });
        let id = MemberId(number);
        let member = Member { name, kind, aliases: names.collect(), ..Member::unnamed(id) };
        (id, member)
    });
    Register { members: members.collect() }
}

/// A report from texts such as `1a=5:12`, a figure's month and its total; what is not named has nothing in the month and its
/// total.
pub(crate) fn report(form: &Form, unit: &str, month: &str, figures: &str) -> Received {
    let month = month.parse().unwrap();
    let mut received = Received {
        sheet: "附件2".into(),
        unit: Some(unit.into()),
        months: MonthsSaid { content: Some(month), ..MonthsSaid::default() },
        ..Received::default()
    };
    for (number, figure) in form.figures().enumerate() {
        let cell =
            |column: char, value: CellReading| ReceivedCell { value, at: format!("{column}{}", number + 5) };
        let text = figures.split(' ').find_map(|item| item.strip_prefix(&format!("{}=", figure.id)));
        let (this, total) = text.map_or(("", ""), |text| text.split_once(':').unwrap_or((text, text)));
        let read = |text: &str| match crate::amount::Amount::parse(text, figure.decimals()) {
            _ if text.is_empty() => CellReading::Blank,
            Ok(amount) => CellReading::Amount(amount),
            Err(problem) => CellReading::Unreadable { text: text.into(), reason: problem.to_string() },
        };
        let found = ReceivedFigure { month: cell('F', read(this)), total: cell('G', read(total)) };
        received.figures.insert(figure.id, found);
    }
    received
}

/// In March, or in the month of the reports where that is later: none comes before its month.
fn taken_at(reports: &[Received]) -> chrono::DateTime<chrono::FixedOffset> {
    let months = reports.iter().filter_map(|report| report.months.content);
    let month = months.fold("2022-03".parse().unwrap(), crate::period::Month::max);
    format!("{month}-20T09:00:00+08:00").parse().unwrap()
}

/// An inbox with these reports, one file each, in their order.
pub(crate) fn inbox(register: Register, reports: Vec<Received>) -> Inbox {
    let names = Names::of(&register, &["重庆市万州区城市管理局"], &[&form().title]);
    let receipts = reports.into_iter().zip(1..).map(|(report, number)| {
        let receipt = Receipt {
            id: ReceiptId(number),
            sha256: format!("{number:064}"),
            name: format!("{number}.xlsx"),
            arrival: Arrival::default(),
            taken_at: taken_at(std::slice::from_ref(&report)),
            reading: Reading { reports: vec![report], ..Reading::default() },
        };
        (receipt.id, std::sync::Arc::new(receipt))
    });
    Inbox { register, names, receipts: receipts.collect(), ..Inbox::default() }
}

/// The same, settled.
pub(crate) fn settled(register: Register, reports: Vec<Received>) -> (Inbox, Sorted) {
    let mut inbox = inbox(register, reports);
    let sorted = inbox.sorted(form());
    inbox.settle(form(), &sorted);
    (inbox, sorted)
}

/// A file that comes in with these reports.
pub(crate) fn coming(number: u32, sha256: &str, reports: Vec<Received>) -> Receipt {
    Receipt {
        id: ReceiptId(number),
        sha256: sha256.into(),
        name: format!("{number}.xlsx"),
        arrival: Arrival::default(),
        taken_at: taken_at(&reports),
        reading: Reading { reports, ..Reading::default() },
    }
}

/// A project list from texts such as `甲|一`, the first fields of each project; it says no month.
pub(crate) fn list(unit: &str, projects: &str) -> ReceivedList {
    let projects = projects.split(' ').zip(3..).map(|(texts, line)| {
        let mut texts = texts.split('|').map(str::to_owned);
        let mut next = || texts.next().unwrap_or_default();
        let at = format!("B{line}");
        ReceivedProject { at, by: next(), scale: next(), funds: next(), due: next(), problem: None }
    });
    ReceivedList {
        sheet: "附件3".into(),
        unit: Some(unit.into()),
        projects: projects.collect(),
        ..ReceivedList::default()
    }
}
