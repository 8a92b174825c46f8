//! What the other end shows: as tables for people, or as JSON.

use std::collections::BTreeMap;

use serde::Serialize;

use super::json::line;
use super::outcome::Outcome;
use super::tables::{align_right, lines, table, text};
use crate::collation::{
    Counting, Coverage, Earlier, MemberId, MonthStatus, MonthsLacking, ReportRef, Standing, UnitMonth,
    lacking,
};
use crate::error::Error;
use crate::period::{Month, month_spans};
use crate::session::{Changed, FormCoverage, Session, SoFar, SumLine, SumNow, TO_CORRECT, UnknownName};

#[derive(Serialize)]
struct Unit<'register> {
    id: u32,
    name: &'register str,
    kind: &'register str,
    aliases: &'register [String],
    from: Option<Month>,
    to: Option<Month>,
    successor: Option<&'register str>,
    person: String,
    phone: String,
}

/// The register, and what became of the months by a change of it.
pub(crate) fn units(session: &Session, told: &[String], json: bool) -> Outcome {
    let collation = session.collation();
    let register = &collation.inbox().register;
    let name_of = |id: MemberId| register.member(id).map(|member| member.name.as_str());
    if json {
        #[derive(Serialize)]
        struct Units<'register> {
            units: Vec<Unit<'register>>,
            #[serde(skip_serializing_if = "<[_]>::is_empty")]
            told: &'register [String],
        }
        let units = register.in_order().into_iter().map(|member| {
            let (person, phone) = collation.inbox().contact(member.id);
            Unit {
                id: member.id.0,
                name: &member.name,
                kind: member.kind.word(),
                aliases: &member.aliases,
                from: member.first_month,
                to: member.last_month,
                successor: member.successor.and_then(name_of),
                person,
                phone,
            }
        });
        return Outcome::done(line(&Units { units: units.collect(), told }));
    }
    let mut shown = table(&["单位", "类别", "别名", "报哪些月", "并入", "填报人", "电话"]);
    for member in register.in_order() {
        let (person, phone) = collation.inbox().contact(member.id);
        let months = match (member.first_month, member.last_month) {
            (None, None) => String::new(),
            (from, to) => format!("{}至{}", text(from), text(to)),
        };
        shown.add_row([
            member.name.clone(),
            session.notice().kind_name(&member.kind),
            member.aliases.join("、"),
            months,
            member.successor.and_then(name_of).unwrap_or_default().to_owned(),
            person,
            phone,
        ]);
    }
    let counted = [shown.to_string(), format!("共 {} 个单位", register.members.len())];
    Outcome::done(lines(&[counted.as_slice(), told].concat()))
}

pub(crate) fn status(status: &MonthStatus, json: bool) -> Outcome {
    if json {
        #[derive(Serialize)]
        struct Record {
            month: Month,
            expected: usize,
            received: usize,
            on_time: usize,
            accepted: usize,
            waiting: usize,
            closed: bool,
            missing: Vec<String>,
            late: Vec<String>,
            returned: Vec<String>,
            exempt: Vec<String>,
            to_verify: Vec<String>,
            /// Those of them whose report is in the sums so far.
            unverified: Vec<String>,
            /// The units whose report counts though none is expected of them.
            unexpected: Vec<String>,
            /// Those whose report counts and has figures that are blank in the month.
            with_blanks: Vec<String>,
            scanned: usize,
            no_scan: Vec<String>,
        }
        return Outcome::done(line(&Record {
            month: status.month,
            expected: status.expected,
            received: status.received,
            on_time: status.on_time,
            accepted: status.accepted,
            waiting: status.waiting,
            closed: status.closed,
            missing: status.named(Standing::Missing),
            late: status.late(),
            returned: status.named(Standing::Returned),
            exempt: status.exempt(),
            to_verify: status.named(Standing::Waiting),
            unverified: status.waiting_named(true),
            unexpected: status.unexpected(),
            with_blanks: status.with_blanks(),
            scanned: status.scanned,
            no_scan: status.without_scan(),
        }));
    }
    let named = |what: &str, names: Vec<String>| {
        (!names.is_empty()).then(|| format!("{what} {}：{}", names.len(), names.join("、")))
    };
    let closed = if status.closed { " · 已关账" } else { "" };
    let parts = [
        Some(format!(
            "{}{closed}　应报 {} 已报 {} 按时 {} 已采用 {} 待核实 {}",
            status.month.name(),
            status.expected,
            status.received,
            status.on_time,
            status.accepted,
            status.waiting
        )),
        named("未报", status.named(Standing::Missing)),
        named("待核实、已计入汇总", status.waiting_named(true)),
        named("待核实、未计入汇总", status.waiting_named(false)),
        named("迟报", status.late()),
        named("退回", status.named(Standing::Returned)),
        named("免报", status.exempt()),
        named("不在应报之列而采用", status.unexpected()),
        named("不在应报之列而待核实", status.unexpected_waiting()),
        named("有数空着", status.with_blanks()),
        named("无章", status.without_scan()),
    ];
    Outcome::done(lines(&parts.into_iter().flatten().collect::<Vec<_>>()))
}

/// How a month stands that was just closed, and what no total of it contains.
pub(crate) fn closed(session: &Session, month: Month, json: bool) -> Result<Outcome, Error> {
    let mut shown = status(&*session.collation().status(month)?, json);
    if json {
        return Ok(shown);
    }
    let lacking = session.collation().lacking_contact()?.join("、");
    let not_named = (!lacking.is_empty()).then(|| {
        format!(
            "表上的{lacking}还没有填，关账的表上是空的。请用 yuebao collate office 填上；要写进这个月的，先重新打开（yuebao collate reopen {month}）再关账"
        )
    });
    let earlier = session.collation().earlier_of(month);
    let of_whom = session.collation().form_coverage(month)?.words;
    let open = session.collation().open_before(month)?;
    let open = (!open.is_empty()).then(|| {
        let months = month_spans(&open, month).join("、");
        format!("{months}还没有关账：那些月份再变，这个月的累计也会跟着变，和关账的表不一样")
    });
    let unplaced = session.collation().unplaced(month).len();
    let unplaced = (unplaced > 0).then(|| {
        format!("还有 {unplaced} 处收到的没有处理，可能有这个月的，请看 yuebao collate problems；是这个月的，指定以后按补报处理")
    });
    let told: Vec<String> =
        [of_whom].into_iter().chain(unplaced).chain(open).chain(not_named).chain(words(earlier)).collect();
    shown.output += &lines(&told);
    Ok(shown)
}

/// `changed` is what is otherwise by the decision.
pub(crate) fn stands(status: &MonthStatus, unit: MemberId, changed: &Changed, json: bool) -> Outcome {
    #[derive(Serialize)]
    struct Record<'status> {
        #[serde(flatten)]
        unit: &'status UnitMonth,
        #[serde(flatten)]
        changed: &'status Changed,
    }
    let (own, others): (Vec<&Counting>, Vec<&Counting>) =
        changed.counting.iter().partition(|one| one.place == (status.month, unit));
    let mut sentences: Vec<String> = others.into_iter().map(Counting::sentence).collect();
    sentences.extend(changed.of_closed(to_correct));
    let found = status.units.iter().find(|one| one.unit == unit);
    match found {
        Some(found) if json => Outcome::done(line(&Record { unit: found, changed })),
        Some(UnitMonth { name, standing, reason, phone, .. }) => {
            let counts = own.first().map(|one| format!("，{}", one.words)).unwrap_or_default();
            let told = [
                Some(format!("{name}{}：{}{counts}", status.month.name(), standing.label())),
                reason.clone().map(|reason| format!("原因：{reason}")),
                phone.clone().map(|told| format!("电话：{told}")),
            ];
            Outcome::done(lines(&told.into_iter().flatten().chain(sentences).collect::<Vec<_>>()))
        }
        None => {
            let told = format!("已记下；这个单位不在{}的应报之列", status.month.name());
            Outcome::done(lines(&[vec![told], sentences].concat()))
        }
    }
}

/// Where a report belongs now, what is otherwise than `before`, and what became of a name on it that nobody knew.
pub(crate) fn report(
    session: &Session,
    report: ReportRef,
    before: &SoFar,
    name: Option<UnknownName>,
    json: bool,
) -> Result<Outcome, Error> {
    let collation = session.collation();
    let changed = collation.changed_since(before)?;
    let sorted = collation.sorted();
    let placed = sorted.placed.get(&report).cloned().unwrap_or_default();
    let unit =
        placed.unit.and_then(|id| collation.inbox().register.member(id)).map(|member| member.name.clone());
    let excluded = collation.inbox().assignments.get(&report).and_then(|assigned| assigned.excluded.clone());
    if json {
        #[derive(Serialize)]
        struct Record {
            report: ReportRef,
            unit: Option<String>,
            month: Option<Month>,
            excluded: Option<String>,
            doubts: Vec<String>,
            #[serde(skip_serializing_if = "Option::is_none")]
            name: Option<UnknownName>,
            #[serde(flatten)]
            changed: Changed,
        }
        return Ok(Outcome::done(line(&Record {
            report,
            unit,
            month: placed.month,
            excluded,
            doubts: placed.doubts,
            name,
            changed,
        })));
    }
    let told = match excluded {
        Some(reason) => format!("{report} 已排除：{reason}"),
        None => format!(
            "{report} 是{}{}",
            unit.unwrap_or_default(),
            placed.month.map(Month::name).unwrap_or_default()
        ),
    };
    let told = [vec![told], placed.doubts].concat().join("；");
    let counts = changed.counting.iter().map(|one| format!("现在{}", one.sentence()));
    let name = name.map(|name| name.words);
    let told = [told].into_iter().chain(name).chain(counts).chain(changed.of_closed(to_correct));
    Ok(Outcome::done(lines(&told.collect::<Vec<_>>())))
}

#[derive(Serialize)]
struct Figure {
    month: Option<String>,
    total: Option<String>,
    units: usize,
    missing: Vec<String>,
    /// Those of them whose report was sent back.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    returned: Vec<String>,
    /// The units whose report counts now and is 待核实.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unverified: Vec<String>,
    /// What counts now, where a closed month says something else.
    #[serde(skip_serializing_if = "Option::is_none")]
    now: Option<Now>,
}

#[derive(Serialize)]
pub(crate) struct Now {
    month: Option<String>,
    total: Option<String>,
    units: usize,
    missing: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    returned: Vec<String>,
}

impl From<SumNow> for Now {
    fn from(SumNow { month, total, coverage, .. }: SumNow) -> Self {
        let Coverage { units, missing, returned, .. } = coverage;
        let [month, total] = [month, total].map(|amount| amount.map(|amount| amount.to_string()));
        Self { month, total, units, missing, returned }
    }
}

pub(crate) fn figures(session: &Session, month: Month, json: bool) -> Result<Outcome, Error> {
    let sums = session.collation().sums(month)?;
    let earlier = session.collation().earlier(month);
    let FormCoverage { coverage, exempt, unexpected, months_lacking, words: of_whom, .. } =
        session.collation().form_coverage(month)?;
    if json {
        #[derive(Serialize)]
        struct Record {
            month: Month,
            form: OfWhom,
            figures: BTreeMap<String, Figure>,
            #[serde(skip_serializing_if = "Vec::is_empty")]
            earlier: Vec<Earlier>,
        }
        #[derive(Serialize)]
        struct OfWhom {
            #[serde(flatten)]
            coverage: Coverage,
            exempt: Vec<String>,
            #[serde(skip_serializing_if = "Vec::is_empty")]
            unexpected: Vec<String>,
            /// The units of whose earlier months the totals have nothing.
            #[serde(skip_serializing_if = "Vec::is_empty")]
            months_lacking: Vec<MonthsLacking>,
        }
        let figures = sums.into_iter().map(|sum| {
            let SumLine { month, total, coverage, unverified, now, .. } = sum;
            let Coverage { units, missing, returned, .. } = coverage;
            let [month, total] = [month, total].map(|amount| amount.map(|amount| amount.to_string()));
            (
                sum.figure.to_string(),
                Figure { month, total, units, missing, returned, unverified, now: now.map(Now::from) },
            )
        });
        let figures = figures.collect();
        let form = OfWhom { coverage, exempt, unexpected, months_lacking };
        return Ok(Outcome::done(line(&Record { month, form, figures, earlier })));
    }
    let form = session.form();
    let has_unverified = sums.iter().any(|sum| !sum.unverified.is_empty());
    let mut headings = vec![
        "编号",
        &form.columns.content,
        "单位",
        &form.columns.month,
        &form.columns.total,
        "几个单位",
        "缺哪些单位",
    ];
    headings.extend(has_unverified.then_some("其中待核实的单位"));
    let mut shown = table(&headings);
    align_right(&mut shown, &[3, 4, 5]);
    let mut differing = Vec::new();
    for sum in sums {
        // Of how many units the form is now is told once, below.
        if let Some(now) = sum.now.as_ref().filter(|now| (now.month, now.total) != (sum.month, sum.total)) {
            differing.push(format!("{} {}：{}", sum.figure, sum.name, now.words));
        }
        let mut row = vec![
            sum.figure.to_string(),
            sum.name,
            sum.unit,
            text(sum.month),
            text(sum.total),
            format!("{}/{}", sum.coverage.units, sum.coverage.expected),
            shortened(&lacking(&sum.coverage.missing, &sum.coverage.returned)),
        ];
        if has_unverified {
            row.push(match sum.unverified.len() {
                0 => String::new(),
                count => format!("{count} 个：{}", shortened(&sum.unverified)),
            });
        }
        shown.add_row(row);
    }
    if let Some(last) = differing.last_mut() {
        *last = format!("{last}；{}", to_correct());
    }
    let heading = format!("{}　{}\n{of_whom}", month.name(), form.title);
    let covered = session.collation().covered_otherwise(month, &coverage).filter(|_| differing.is_empty());
    let told = [vec![heading, shown.to_string()], differing, covered.into_iter().collect(), words(earlier)];
    Ok(Outcome::done(lines(&told.concat())))
}

fn words(earlier: Vec<Earlier>) -> Vec<String> {
    earlier.into_iter().map(|one| one.words).collect()
}

/// What to do where a closed form and what counts now differ, with the commands for it.
pub(crate) fn to_correct() -> String {
    format!("{TO_CORRECT}（yuebao collate reopen，或 yuebao --data <数据文件夹>/汇总 correct）")
}

/// The first of many names.
pub(crate) fn shortened(names: &[String]) -> String {
    const MOST: usize = 4;
    match names.len() {
        0..=MOST => names.join("、"),
        count => format!("{} 等 {count} 个", names.iter().take(MOST).cloned().collect::<Vec<_>>().join("、")),
    }
}
