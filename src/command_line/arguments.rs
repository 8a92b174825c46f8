//! The arguments of the command line and their help, as definitions for clap.
//!
//! Months and figure ids stay texts here, because the core decides whether they exist. No command is run here.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use super::hand_filled::{self, HandFilled};
use super::outcome::Outcome;
use super::paper::PaperCommand;
use super::particulars::{FROM, KIND, Particulars};
use super::projects::ProjectsCommand;
use super::summary::SummaryCommand;
use super::values::{
    FIRST, ITEM, ITEM_HELP, Item, MONTH, MONTH_HELP, OPTIONS, REVISION, REVISION_HELP, VALUES, item,
};
use super::{backup, collate, mail, notices, records, sending, usage};

/// The display order of options that every command has, after its own options.
const LAST: usize = 900;
const TEMPLATE: &str = "{about}\n\n用法：{usage}\n\n{all-args}{after-help}\n";

#[derive(Parser)]
#[command(
    name = "yuebao",
    version,
    about = "山城月报：照通知每月填报统计表、算累计、打印盖章、报送",
    override_usage = "yuebao [选项] <命令>",
    subcommand_help_heading = "命令",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    after_help = "例：
  yuebao init --unit 青山镇 --kind township --person 张三 --phone 50001234 --from 2022-01
  yuebao opening 1a=100 2a=3.50
  yuebao set 2022-03 1a=120 2a=3.5
  yuebao show 2022-03
  yuebao finalize 2022-03
  yuebao export 2022-03 --to 桌面
  yuebao print 2022-03

退出码：0 完成；1 没有照办或没有办完，原因写在标准错误上，已保存的数不变；2 命令写得不对。
环境变量：YUEBAO_DATA 数据文件夹；YUEBAO_NOW 代替当前时间（测试和培训用）。"
)]
pub(crate) struct Arguments {
    #[arg(long, global = true, value_name = "文件夹", help_heading = OPTIONS, display_order = LAST)]
    #[arg(help = "数据文件夹；不写就用 YUEBAO_DATA，再没有就用本机的默认位置")]
    pub(crate) data: Option<PathBuf>,
    #[arg(long, global = true, value_name = "通知", help_heading = OPTIONS, display_order = LAST + 1)]
    #[arg(help = "用哪个通知，写 yuebao notices 列出的编号；不写就用上次用的")]
    pub(crate) notice: Option<String>,
    #[arg(long, global = true, help_heading = OPTIONS, display_order = LAST + 2, help = "输出 JSON，供其他程序读取")]
    pub(crate) json: bool,
    #[arg(short, long, global = true, help_heading = OPTIONS, display_order = LAST + 3, help = "显示这份说明")]
    #[arg(action = clap::ArgAction::Help)]
    help: Option<bool>,
    #[arg(short = 'V', long, help_heading = OPTIONS, display_order = LAST + 4, help = "显示版本")]
    #[arg(action = clap::ArgAction::Version)]
    version: Option<bool>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
#[command(subcommand_value_name = "命令")]
pub(crate) enum Command {
    #[command(
        about = "登记填报单位，只做一次",
        override_usage = "yuebao init --unit <单位名称> --kind <类别> --person <姓名> --phone <电话> --from <月份>"
    )]
    #[command(after_help = "例：
  yuebao init --unit 青山镇 --kind township --person 张三 --phone 50001234 --from 2022-01")]
    Init {
        #[arg(long = "unit", value_name = "单位名称", help_heading = OPTIONS, help = "填报单位")]
        name: String,
        #[arg(long, value_name = "类别", help_heading = OPTIONS, help = KIND)]
        kind: String,
        #[arg(long, value_name = "姓名", help_heading = OPTIONS, help = "填报人")]
        person: String,
        #[arg(long, value_name = "电话", help_heading = OPTIONS, help = "联系电话")]
        phone: String,
        #[arg(long, value_name = "月份", help_heading = OPTIONS, help = FROM)]
        from: String,
    },
    #[command(about = "查看或修改填报单位的资料", override_usage = "yuebao unit [选项]")]
    #[command(after_help = "例：
  yuebao unit
  yuebao unit --person 李四 --phone 023-50001234
  yuebao unit --restart-each-year yes")]
    Unit(Particulars),
    #[command(
        about = "查看或填写期初累计（开始填报以前的累计数）",
        override_usage = "yuebao opening [<编号=数>...]"
    )]
    #[command(after_help = "例：
  yuebao opening                  查看
  yuebao opening 1a=100 2a=3.50   填写，有一个不行就一个也不保存
  yuebao opening 1a=              清空一项")]
    Opening {
        #[arg(value_name = ITEM, help_heading = VALUES, help = ITEM_HELP, value_parser = item)]
        items: Vec<Item>,
    },
    #[command(about = "填写一个月的数", override_usage = "yuebao set <月份> <编号=数>...")]
    #[command(after_help = "例：
  yuebao set 2022-03 1a=120 2a=3.5   填写，有一个不行就一个也不保存
  yuebao set 2022-03 1a=120+35-8     当场加减，算式留在修改记录里
  yuebao set 2022-03 1a=             清空一项

编号是行号，一行两个数的再加 a、b；运行 yuebao forms 查看全部编号。")]
    Set {
        #[arg(value_name = MONTH, help_heading = VALUES, display_order = FIRST, help = MONTH_HELP)]
        month: String,
        #[arg(value_name = ITEM, help_heading = VALUES, help = ITEM_HELP, value_parser = item, required = true)]
        items: Vec<Item>,
    },
    #[command(
        about = "填写备注和表外要填的文字，例如单位负责人",
        override_usage = "yuebao text <月份> <编号=文字>..."
    )]
    #[command(after_help = "例：
  yuebao text 2026-09 12=月底停业整改   第 12 行的备注
  yuebao text 2026-09 a=王五            表外的一栏，以后各月照写，到改时为止
  yuebao text 2026-09 12=               清空

编号运行 yuebao forms 查看；不是每张表都有要填的文字。")]
    Text {
        #[arg(value_name = MONTH, help_heading = VALUES, display_order = FIRST, help = MONTH_HELP)]
        month: String,
        #[arg(value_name = "编号=文字", help_heading = VALUES, help = "例如 12=月底停业整改", required = true)]
        #[arg(value_parser = item)]
        items: Vec<Item>,
    },
    #[command(
        name = "no-data",
        about = "标明一个月无数据，或去掉这个标记",
        override_usage = "yuebao no-data <月份> [--undo]"
    )]
    #[command(after_help = "例：
  yuebao no-data 2022-02
  yuebao no-data 2022-02 --undo")]
    NoData {
        #[arg(value_name = MONTH, help_heading = VALUES, display_order = FIRST, help = MONTH_HELP)]
        month: String,
        #[arg(long, help_heading = OPTIONS, help = "去掉标记")]
        undo: bool,
    },
    #[command(about = "设定一个月的填报时间", override_usage = "yuebao date <月份> <日期>")]
    #[command(after_help = "例：
  yuebao date 2022-03 2022-03-28
  yuebao date 2022-03 \"\"          改回最后一次填数的那一天")]
    Date {
        #[arg(value_name = MONTH, help_heading = VALUES, display_order = FIRST, help = MONTH_HELP)]
        month: String,
        #[arg(value_name = "日期", help_heading = VALUES, help = "例如 2022-03-28；空文字改回默认")]
        day: String,
    },
    #[command(
        about = "显示一个月的表、累计和核对结果",
        override_usage = "yuebao show <月份> [--revision <次数>]"
    )]
    #[command(after_help = "例：
  yuebao show 2022-03
  yuebao show 2022-03 --revision 0   首次报出的样子
  yuebao show 2022-03 --json")]
    Show {
        #[arg(value_name = MONTH, help_heading = VALUES, display_order = FIRST, help = MONTH_HELP)]
        month: String,
        #[arg(long, value_name = REVISION, help_heading = OPTIONS, help = REVISION_HELP)]
        revision: Option<u32>,
    },
    #[command(about = "核对一个月；有错误或空白时退出码为 1", override_usage = "yuebao check <月份>")]
    #[command(after_help = "例：
  yuebao check 2022-03")]
    Check {
        #[arg(value_name = MONTH, help_heading = VALUES, display_order = FIRST, help = MONTH_HELP)]
        month: String,
    },
    #[command(
        about = "把一个月导出为工作簿（xlsx），显示文件的位置",
        override_usage = "yuebao export <月份> --to <文件夹> [--revision <次数>]"
    )]
    #[command(after_help = "例：
  yuebao export 2022-03 --to 桌面

文件夹要先建好；同名的旧文件会被换成新的。有空白也会导出，并在标准错误上提醒；有不是数的内容则不导出。")]
    Export {
        #[arg(value_name = MONTH, help_heading = VALUES, display_order = FIRST, help = MONTH_HELP)]
        month: String,
        #[arg(long, value_name = "文件夹", help_heading = OPTIONS, help = "放在哪个文件夹里")]
        to: PathBuf,
        #[arg(long, value_name = REVISION, help_heading = OPTIONS, help = REVISION_HELP)]
        revision: Option<u32>,
    },
    #[command(
        about = "导入以前的旧表（一个月一张的工作簿）",
        override_usage = "yuebao import <文件>... [选项]"
    )]
    #[command(after_help = hand_filled::EXAMPLES)]
    Import(HandFilled),
    #[command(flatten)]
    Records(records::Command),
    #[command(flatten)]
    Sending(sending::Command),
    #[command(about = "项目清单", override_usage = "yuebao projects <命令>")]
    #[command(disable_help_subcommand = true)]
    Projects {
        #[command(subcommand)]
        command: ProjectsCommand,
    },
    #[command(flatten)]
    Paper(PaperCommand),
    #[command(flatten)]
    Mail(mail::Command),
    #[command(flatten)]
    Summary(SummaryCommand),
    #[command(flatten)]
    Notices(notices::Command),
    #[command(flatten)]
    Backup(backup::Command),
    #[command(about = "列出统计表的全部编号", override_usage = "yuebao forms")]
    #[command(after_help = "例：
  yuebao forms
  yuebao forms --json")]
    Forms,
    #[command(about = "汇总下面各单位报来的表", override_usage = "yuebao collate <命令>")]
    #[command(
        after_help = "汇总表关账以后的事（更正、各次关账、报送邮件、记为已报送、修改记录……）用填报的那些命令，数据换成汇总的：
  yuebao --data <数据文件夹>/汇总 revisions 2022-03
  yuebao --data <数据文件夹>/汇总 correct --reason 原因
  yuebao --data <数据文件夹>/汇总 letter 2022-03 --to 文件夹"
    )]
    #[command(disable_help_subcommand = true)]
    Collate {
        #[command(subcommand)]
        command: collate::Command,
    },
    #[command(about = "显示一个命令的说明", override_usage = "yuebao help [<命令>...]")]
    Help {
        #[arg(value_name = "命令", help_heading = VALUES, help = "命令的名字，例如 set 或 collate take")]
        command: Vec<String>,
    },
}

/// Parses the arguments; help, version and wrong usage are returned as an outcome.
pub(crate) fn parse(texts: &[OsString]) -> Result<Arguments, Outcome> {
    let mut command = command();
    command.try_get_matches_from_mut(texts).and_then(|matches| Arguments::from_arg_matches(&matches)).map_err(
        |error| match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Outcome::done(chinese(&error.to_string())),
            _ => Outcome::failed(Outcome::WRONG_USAGE, usage::explain(&error, &command, texts)),
        },
    )
}

/// The help of one command, or of the whole program.
pub(crate) fn help(names: &[String]) -> Outcome {
    let mut command = command();
    command.build();
    let mut called = &command;
    for name in names {
        match called.find_subcommand(name) {
            Some(subcommand) => called = subcommand,
            None => {
                return Outcome::failed(Outcome::WRONG_USAGE, usage::unknown_command(name, called.clone()));
            }
        }
    }
    Outcome::done(chinese(&called.clone().render_help().to_string()))
}

fn command() -> clap::Command {
    Arguments::command().help_template(TEMPLATE).mut_subcommands(in_chinese)
}

/// Gives a command and those below it the Chinese template, and their arguments the order in which they are written.
fn in_chinese(command: clap::Command) -> clap::Command {
    command.help_template(TEMPLATE).mut_subcommands(in_chinese)
}

/// Replaces the half-width colon at the end of clap's headings.
fn chinese(help: &str) -> String {
    help.replace(":\n", "：\n")
}
