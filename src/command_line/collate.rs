//! The commands of the other end: the register, taking in files, what stands where, and what is decided.

use std::path::{Path, PathBuf};

use clap::Subcommand;

use super::outcome::Outcome;
use super::particulars::{self, Particulars};
use super::values::{FIRST, MONTH, MONTH_HELP, OPTIONS, REVISION, REVISION_HELP, VALUES};
use super::{collate_outgoing, collate_scans, collated, received};
use crate::collation::{MemberId, ReportRef};
use crate::disk;
use crate::error::Error;
use crate::period::{Month, parse_date};
use crate::reading;
use crate::session::{AssignedTo, CollationError, NewMember, Now, Session, SoFar, read_units};
use crate::store::{Side, StoreError};

const UNIT: &str = "单位";
const UNIT_HELP: &str = "名册里的名称或别名";
const REASON: &str = "原因，写清情况，留在记录里";
const REPORT: &str = "表号";
const REPORT_HELP: &str = "收到的表的编号，yuebao collate problems 里有，例如 12/0";

#[derive(Subcommand)]
#[command(subcommand_value_name = "命令", subcommand_help_heading = "命令")]
pub(crate) enum Command {
    #[command(
        about = "开始汇总：登记本单位和下面的填报单位",
        override_usage = "yuebao collate init --office <本单位> [--units <文件>]"
    )]
    #[command(after_help = "例：
  yuebao collate init --office 青山县城市管理局
  yuebao collate init --office 青山镇 --units 各村.csv

不写 --units 就用通知里列的单位。文件是 csv、xlsx 或 xls，一行一个单位：名称、类别、别名；第一行可以写表头
（名称、类别、别名、开始月份、结束月份、填报人、电话），列的位置就不限。
汇总数据和填报数据分开存放，在数据文件夹的“汇总”文件夹里。")]
    Init {
        #[arg(long, value_name = "本单位", help_heading = OPTIONS, help = "汇总单位的名称")]
        office: String,
        #[arg(long, value_name = "文件", help_heading = OPTIONS, help = "填报单位的名册")]
        units: Option<PathBuf>,
    },
    #[command(
        about = "查看或修改本单位：表上和信里的名称、填报人、联系电话",
        override_usage = "yuebao collate office [--name <本单位>] [--person <姓名>] [--phone <电话>]"
    )]
    #[command(after_help = "例：
  yuebao collate office
  yuebao collate office --person 李四 --phone 023-50001234
  yuebao collate office --name 青山县城市管理局

已经关账的表照关账时的写；要改写，先重新打开那个月，再关账。")]
    Office {
        #[arg(long, value_name = "本单位", help_heading = OPTIONS, help = "汇总单位的名称")]
        name: Option<String>,
        #[arg(long, value_name = "姓名", help_heading = OPTIONS, help = "填报人")]
        person: Option<String>,
        #[arg(long, value_name = "电话", help_heading = OPTIONS, help = "联系电话")]
        phone: Option<String>,
    },
    #[command(about = "查看或修改名册", override_usage = "yuebao collate units [<命令>]")]
    #[command(disable_help_subcommand = true)]
    Units {
        #[command(subcommand)]
        command: Option<Units>,
    },
    #[command(
        about = "收文件；不写 --yes 就只看会怎样",
        override_usage = "yuebao collate take <文件或文件夹>... [--yes] [--received <日期>]"
    )]
    #[command(after_help = "例：
  yuebao collate take 3月/                           只看会怎样，什么都不改
  yuebao collate take 3月/ --yes                     收下
  yuebao collate take 补报.xlsx --yes --received 2022-03-27

可以是 xlsx、xls、csv、docx，也可以是装着它们的 zip、eml 邮件和文件夹。同一个文件收两次不会变。
盖章的扫描件（PDF、JPG、PNG）也收，按文件名、文件夹、邮件或一起来的表认单位和月份，不算数。
收到日期：邮件以最后一个邮件服务器的时间为准；单个的文件用 --received 写明，不写就是今天。")]
    Take {
        #[arg(value_name = "文件", help_heading = VALUES, required = true, help = "文件、文件夹、zip 或 eml")]
        paths: Vec<PathBuf>,
        #[arg(long, help_heading = OPTIONS, help = "收下；不写就只看不改")]
        yes: bool,
        #[arg(long, value_name = "日期", help_heading = OPTIONS, help = "单个的文件是哪天收到的")]
        received: Option<String>,
    },
    #[command(about = "一个月报了多少、谁没报", override_usage = "yuebao collate status <月份>")]
    Status {
        #[arg(value_name = MONTH, help_heading = VALUES, display_order = FIRST, help = MONTH_HELP)]
        month: String,
    },
    #[command(about = "一个月的汇总数，和各是多少个单位的", override_usage = "yuebao collate show <月份>")]
    Show {
        #[arg(value_name = MONTH, help_heading = VALUES, display_order = FIRST, help = MONTH_HELP)]
        month: String,
    },
    #[command(
        about = "一个汇总数由哪些单位的哪一格来",
        override_usage = "yuebao collate trace <月份> <编号>"
    )]
    Trace {
        #[arg(value_name = MONTH, help_heading = VALUES, display_order = FIRST, help = MONTH_HELP)]
        month: String,
        #[arg(value_name = "编号", help_heading = VALUES, help = "数的编号，yuebao forms 列出有哪些")]
        figure: String,
    },
    #[command(
        about = "一项数各个月的合计、累计，和各是多少个单位的",
        override_usage = "yuebao collate trend <编号> [--unit <单位>]"
    )]
    Trend {
        #[arg(value_name = "编号", help_heading = VALUES, help = "数的编号，yuebao forms 列出有哪些")]
        figure: String,
        #[arg(long, value_name = UNIT, help_heading = OPTIONS, help = "只看这个单位报的")]
        unit: Option<String>,
    },
    #[command(about = "列出要处理的疑问", override_usage = "yuebao collate problems [<月份>]")]
    Problems {
        #[arg(value_name = MONTH, help_heading = VALUES, help = "只看这个月的")]
        month: Option<String>,
    },
    #[command(
        about = "采用一份表，或说明疑问已经核实",
        override_usage = "yuebao collate accept <月份> <单位> [--report <表号>] --reason <原因>"
    )]
    Accept {
        #[command(flatten)]
        place: Place,
        #[arg(long, value_name = REPORT, help_heading = OPTIONS, help = "采用哪一份；不写就是正等着处理的那一份")]
        report: Option<String>,
        #[arg(long, value_name = "原因", help_heading = OPTIONS, help = REASON)]
        reason: String,
    },
    #[command(
        about = "退回一个单位这个月的表",
        override_usage = "yuebao collate return <月份> <单位> --reason <原因>"
    )]
    Return {
        #[command(flatten)]
        place: Place,
        #[arg(long, value_name = "原因", help_heading = OPTIONS, help = REASON)]
        reason: String,
    },
    #[command(
        about = "一个单位这个月免报",
        override_usage = "yuebao collate exempt <月份> <单位> --reason <原因>"
    )]
    Exempt {
        #[command(flatten)]
        place: Place,
        #[arg(long, value_name = "原因", help_heading = OPTIONS, help = REASON)]
        reason: String,
    },
    #[command(
        about = "取消免报，还是要报",
        override_usage = "yuebao collate expect <月份> <单位> --reason <原因>"
    )]
    Expect {
        #[command(flatten)]
        place: Place,
        #[arg(long, value_name = "原因", help_heading = OPTIONS, help = REASON)]
        reason: String,
    },
    #[command(
        about = "排除一份表，不算进汇总",
        override_usage = "yuebao collate exclude <表号> --reason <原因>"
    )]
    Exclude {
        #[arg(value_name = REPORT, help_heading = VALUES, help = REPORT_HELP)]
        report: String,
        #[arg(long, value_name = "原因", help_heading = OPTIONS, help = REASON)]
        reason: String,
    },
    #[command(
        about = "指定一份表是哪个单位、哪个月的，或者是哪天收到的",
        override_usage = "yuebao collate assign <表号> [--unit <单位>] [--month <月份>] [--received <日期>] [--only-this] --reason <原因>"
    )]
    #[command(
        after_help = "表上写的名称名册里没有的，指定单位以后就记作它的别名；别的表上也写着同一个名称的，只归这一份。"
    )]
    Assign {
        #[arg(value_name = REPORT, help_heading = VALUES, help = REPORT_HELP)]
        report: String,
        #[arg(long, value_name = UNIT, help_heading = OPTIONS, help = UNIT_HELP)]
        unit: Option<String>,
        #[arg(long, value_name = MONTH, help_heading = OPTIONS, help = MONTH_HELP)]
        month: Option<String>,
        #[arg(
            long,
            value_name = "日期",
            help_heading = OPTIONS,
            help = "真正收到的那一天，例如 2022-03-27；邮件里的按邮件服务器记的算"
        )]
        received: Option<String>,
        #[arg(long, help_heading = OPTIONS, help = "只归这一份，表上写的名称不记作别名")]
        only_this: bool,
        #[arg(long, value_name = "原因", help_heading = OPTIONS, help = REASON)]
        reason: String,
    },
    #[command(
        about = "记下电话里说的；不算数，等纸质的表",
        override_usage = "yuebao collate phone <月份> <单位> --reason <内容>"
    )]
    Phone {
        #[command(flatten)]
        place: Place,
        #[arg(long, value_name = "内容", help_heading = OPTIONS, help = "电话里说了什么")]
        reason: String,
    },
    #[command(about = "关账：这个月的汇总表定下来", override_usage = "yuebao collate close <月份>")]
    Close {
        #[arg(value_name = MONTH, help_heading = VALUES, display_order = FIRST, help = MONTH_HELP)]
        month: String,
    },
    #[command(
        about = "重新打开已经关账的月份",
        override_usage = "yuebao collate reopen <月份> --reason <原因>"
    )]
    Reopen {
        #[arg(value_name = MONTH, help_heading = VALUES, display_order = FIRST, help = MONTH_HELP)]
        month: String,
        #[arg(long, value_name = "原因", help_heading = OPTIONS, help = REASON)]
        reason: String,
    },
    #[command(
        about = "导出汇总表、各单位数据和各单位的项目清单（xlsx）",
        override_usage = "yuebao collate export <月份> --to <文件夹> [--revision <次数>]"
    )]
    #[command(after_help = "例：
  yuebao collate export 2022-03 --to 桌面
  yuebao collate export 2022-03 --to 桌面 --revision 0   当时关账的汇总表，只有这一份

关过几次账、各是什么时候报的：yuebao --data <数据文件夹>/汇总 revisions 2022-03")]
    Export {
        #[arg(value_name = MONTH, help_heading = VALUES, display_order = FIRST, help = MONTH_HELP)]
        month: String,
        #[arg(long, value_name = "文件夹", help_heading = OPTIONS, help = "放在哪个文件夹里")]
        to: PathBuf,
        #[arg(long, value_name = REVISION, help_heading = OPTIONS, help = REVISION_HELP)]
        revision: Option<u32>,
    },
    #[command(flatten)]
    Scans(collate_scans::Scans),
    #[command(flatten)]
    Outgoing(collate_outgoing::Outgoing),
}

/// A month of a unit.
#[derive(clap::Args)]
pub(crate) struct Place {
    #[arg(value_name = MONTH, help_heading = VALUES, display_order = FIRST, help = MONTH_HELP)]
    month: String,
    #[arg(value_name = UNIT, help_heading = VALUES, help = UNIT_HELP)]
    unit: String,
}

#[derive(Subcommand)]
#[command(subcommand_value_name = "命令", subcommand_help_heading = "命令")]
pub(crate) enum Units {
    #[command(about = "列出名册", override_usage = "yuebao collate units list")]
    List,
    #[command(
        about = "添加单位",
        override_usage = "yuebao collate units add <名称> --kind <类别> [--from <月份>]"
    )]
    Add {
        #[arg(value_name = "名称", help_heading = VALUES, display_order = FIRST, help = "单位的名称")]
        name: String,
        #[arg(long, value_name = "类别", help_heading = OPTIONS, help = "通知里规定的几类之一")]
        kind: String,
        #[arg(long, value_name = MONTH, help_heading = OPTIONS, help = "从哪个月开始报；不写就是从头，已经关账的月份除外")]
        from: Option<String>,
    },
    #[command(about = "给单位加一个别名", override_usage = "yuebao collate units alias <单位> <别名>")]
    Alias {
        #[arg(value_name = UNIT, help_heading = VALUES, display_order = FIRST, help = UNIT_HELP)]
        unit: String,
        #[arg(value_name = "别名", help_heading = VALUES, display_order = FIRST + 1, help = "表上可能写的另一个名称")]
        alias: String,
    },
    #[command(
        about = "去掉加错了的单位，什么都没有收到、处理过的才行",
        override_usage = "yuebao collate units remove <单位>"
    )]
    Remove {
        #[arg(value_name = UNIT, help_heading = VALUES, display_order = FIRST, help = UNIT_HELP)]
        unit: String,
    },
    #[command(about = "单位报到哪个月为止", override_usage = "yuebao collate units end <单位> <月份>")]
    End {
        #[arg(value_name = UNIT, help_heading = VALUES, display_order = FIRST, help = UNIT_HELP)]
        unit: String,
        #[arg(value_name = MONTH, help_heading = VALUES, display_order = FIRST + 1, help = "最后报的月份")]
        month: String,
    },
    #[command(
        about = "单位并入另一个单位",
        override_usage = "yuebao collate units succeed <单位> <并入的单位> <月份>"
    )]
    Succeed {
        #[arg(value_name = UNIT, help_heading = VALUES, display_order = FIRST, help = UNIT_HELP)]
        unit: String,
        #[arg(value_name = "并入的单位", help_heading = VALUES, display_order = FIRST + 1, help = UNIT_HELP)]
        successor: String,
        #[arg(value_name = MONTH, help_heading = VALUES, display_order = FIRST + 2, help = "自己最后报的月份")]
        month: String,
    },
}

/// Opens the data of the other end, which lies in a folder of its own within the data folder.
pub(crate) fn open_and_run(
    command: Command,
    data: &Path,
    notice: Option<&str>,
    now: Now,
    json: bool,
) -> Result<Outcome, Error> {
    let folder = Side::Collation.folder_in(data);
    let begins = matches!(command, Command::Init { .. });
    // Opening would create an empty file where there is nothing.
    if !begins && Side::found_in(&folder).is_none() {
        return Err(CollationError::NotBegun.into());
    }
    let mut session = Session::open_side(Side::Collation, &folder)?;
    session.follow_program(now)?;
    notice.map_or(Ok(()), |notice| session.choose(notice))?;
    // A first start that was refused leaves data with no unit in it, where no month lacks anything.
    if !begins && matches!(session.ledger(), Err(Error::Store(StoreError::NotBegun))) {
        return Err(CollationError::NotBegun.into());
    }
    run(command, &mut session, data, now, json)
}

fn run(command: Command, session: &mut Session, data: &Path, now: Now, json: bool) -> Result<Outcome, Error> {
    match command {
        Command::Init { office, units } => {
            let units = match units {
                Some(file) => read_units(session.notice(), &reading::read_file(&file)?)?,
                None => session.collation().known_units(),
            };
            session.collation_mut().begin(now, &office, units)?;
            Ok(collated::units(session, &[], json).with_risks(session))
        }
        Command::Office { name, person, phone } => {
            let changed = Particulars { name, person, phone, ..Particulars::default() };
            particulars::change(session, now, changed)?;
            particulars::show(session, json)
        }
        Command::Units { command } => units(command.unwrap_or(Units::List), session, now, json),
        Command::Take { paths, yes, received } => take(session, &paths, yes, received.as_deref(), now, json),
        Command::Status { month } => {
            let status = session.collation().status(month.parse()?)?;
            Ok(collated::status(&status, json))
        }
        Command::Show { month } => collated::figures(session, month.parse()?, json),
        Command::Trace { month, figure } => {
            super::trace::trace(session, month.parse()?, figure.parse()?, json)
        }
        Command::Trend { figure, unit } => {
            super::trend::trend(session, figure.parse()?, unit.as_deref(), json)
        }
        Command::Problems { month } => {
            let month = month.map(|month| month.parse()).transpose()?;
            Ok(received::questions(&session.collation().questions(month)?, json))
        }
        Command::Accept { place, report, reason } => {
            let at = placed(session, &place)?;
            let report = report.map(|text| report_of(&text)).transpose()?;
            let before = session.collation().so_far()?;
            session.collation_mut().accept(now, at, report, &reason)?;
            stands(session, at, &before, json)
        }
        Command::Return { place, reason } => {
            let (at, before) = (placed(session, &place)?, session.collation().so_far()?);
            session.collation_mut().return_report(now, at, &reason)?;
            stands(session, at, &before, json)
        }
        Command::Exempt { place, reason } => {
            let (at, before) = (placed(session, &place)?, session.collation().so_far()?);
            session.collation_mut().exempt(now, at, &reason)?;
            stands(session, at, &before, json)
        }
        Command::Expect { place, reason } => {
            let (at, before) = (placed(session, &place)?, session.collation().so_far()?);
            session.collation_mut().expect(now, at, &reason)?;
            stands(session, at, &before, json)
        }
        Command::Phone { place, reason } => {
            let at = placed(session, &place)?;
            session.collation_mut().note_phone(now, at, &reason)?;
            let noted = session.collation().so_far()?;
            stands(session, at, &noted, json)
        }
        Command::Exclude { report, reason } => {
            let (report, before) = (report_of(&report)?, session.collation().so_far()?);
            let name = session.collation().name_left_out(report);
            session.collation_mut().exclude(now, report, &reason)?;
            collated::report(session, report, &before, name, json)
        }
        Command::Assign { report, unit, month, received, only_this, reason } => {
            let (report, before) = (report_of(&report)?, session.collation().so_far()?);
            let unit =
                unit.map(|name| session.collation().member(&name).map(|member| member.id)).transpose()?;
            let month =
                month.map(|month| session.collation().typed_month(&month, now.date_naive())).transpose()?;
            let received_on = received.as_deref().map(parse_date).transpose()?;
            let to = AssignedTo { unit, month, received_on, only_this };
            let name = session.collation().unknown_name(report, to)?.filter(|_| unit.is_some());
            session.collation_mut().assign(now, report, to, &reason)?;
            collated::report(session, report, &before, name, json)
        }
        Command::Close { month } => {
            let month: Month = month.parse()?;
            session.collation_mut().close(now, month)?;
            collated::closed(session, month, json)
        }
        Command::Reopen { month, reason } => {
            let month: Month = month.parse()?;
            session.collation_mut().reopen(now, month, &reason)?;
            let status = session.collation().status(month)?;
            Ok(collated::status(&status, json))
        }
        Command::Export { month, to, revision } => {
            collate_outgoing::export(session, now, (month.parse()?, revision), &to, json)
        }
        Command::Scans(command) => collate_scans::run(command, session, json),
        Command::Outgoing(command) => collate_outgoing::run(command, session, data, now, json),
    }
}

fn units(command: Units, session: &mut Session, now: Now, json: bool) -> Result<Outcome, Error> {
    let id = |session: &Session, name: &str| session.collation().member(name).map(|member| member.id);
    let before = session.collation().inbox_so_far();
    let changed = match command {
        Units::List => None,
        Units::Add { name, kind, from } => {
            let first_month = from.map(|month| month.parse()).transpose()?;
            let kind = particulars::kind(session, &kind);
            let unit = NewMember { first_month, ..NewMember::named(&name, kind) };
            session.collation_mut().add_members(now, vec![unit])?;
            Some(id(session, &name)?)
        }
        Units::Alias { unit, alias } => {
            let unit = id(session, &unit)?;
            session.collation_mut().add_alias(now, unit, &alias)?;
            Some(unit)
        }
        Units::Remove { unit } => {
            let unit = id(session, &unit)?;
            session.collation_mut().remove_member(now, unit)?;
            None
        }
        Units::End { unit, month } => {
            let unit = id(session, &unit)?;
            session.collation_mut().end_member(now, unit, month.parse()?, None)?;
            Some(unit)
        }
        Units::Succeed { unit, successor, month } => {
            let (unit, successor) = (id(session, &unit)?, id(session, &successor)?);
            session.collation_mut().end_member(now, unit, month.parse()?, Some(successor))?;
            Some(unit)
        }
    };
    let told = changed.map(|unit| session.collation().member_since(now.date_naive(), &before, unit));
    Ok(collated::units(session, &told.unwrap_or_default(), json))
}

fn placed(session: &Session, place: &Place) -> Result<(Month, MemberId), Error> {
    Ok((place.month.parse()?, session.collation().member(&place.unit)?.id))
}

fn report_of(text: &str) -> Result<ReportRef, Error> {
    text.parse().map_err(|_| CollationError::UnknownReport(text.to_owned()).into())
}

fn take(
    session: &mut Session,
    paths: &[PathBuf],
    yes: bool,
    received: Option<&str>,
    now: Now,
    json: bool,
) -> Result<Outcome, Error> {
    let received = received.map(parse_date).transpose()?;
    session.collation().refuse_impossible_arrival(now, received)?;
    for path in paths {
        path.symlink_metadata().map_err(|error| CollationError::NotThere {
            path: path.display().to_string(),
            why: disk::in_words(&error),
        })?;
    }
    let drop = session.collation().intake_reader()?.read(paths, &|_| false);
    let mut intake = session.collation().intake(now, &drop);
    let mut changed = None;
    while yes && changed.is_none() {
        let before = session.collation().so_far()?;
        match session.collation_mut().take_in(now, &drop, received) {
            // What becomes of each file is said of what is there when it is taken in.
            Err(Error::Store(StoreError::TakenMeanwhile)) => intake = session.collation().intake(now, &drop),
            taken => {
                taken?;
                changed = Some(session.collation().changed_since(&before)?);
            }
        }
    }
    Ok(received::intake(&intake, changed, received, json))
}

fn stands(
    session: &Session,
    (month, unit): (Month, MemberId),
    before: &SoFar,
    json: bool,
) -> Result<Outcome, Error> {
    let status = session.collation().status(month)?;
    let changed = session.collation().changed_since(before)?;
    let mut shown = collated::stands(&status, unit, &changed, json);
    let exempt_no_more = session.collation().exempt_no_more(&before.inbox, (month, unit)).filter(|_| !json);
    shown.output.extend(exempt_no_more.map(|sentence| format!("{sentence}\n")));
    Ok(shown)
}
