//! What was asked for: the command line, read by hand.
//!
//! Only words become commands here; nothing is run and nothing is looked up.

use std::ffi::OsString;

use crate::steps::Step;

/// What `cargo xtask help` prints.
pub(crate) const HELP: &str = "\
山城月报的开发入口：cargo xtask <命令>

  run [参数…]    装好缺少的系统软件包，编译并打开窗口；参数原样交给程序
  test [步骤…]   CI 所做的全部：系统软件包、格式、界面类型、静态检查、测试、仓库检查
                 写了步骤就只做那几步
  check          其中快的部分：格式、界面类型、静态检查、仓库检查、核心测试
  bench          编译发布版，量出各项用时，与预算并列成表
  types          按 Rust 的类型重新生成 ui/types.d.ts
  pictures       运行窗口测试，更新文档里的图
  help           显示本页

步骤：packages format types lint tests repository core
";

/// One command.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// Open the window, with these arguments.
    Run(Vec<OsString>),
    /// Everything CI does, or only these steps of it.
    Test(Vec<Step>),
    /// The fast part of it.
    Check,
    /// Measure.
    Bench,
    /// Write the page's types anew.
    Types,
    /// Take the pictures of the documents anew.
    Pictures,
    /// Tell what there is.
    Help,
}

impl Command {
    /// Reads the words after `cargo xtask`. Without any, it is a call for help.
    pub(crate) fn parse(arguments: &[OsString]) -> Result<Self, String> {
        let Some((first, rest)) = arguments.split_first() else {
            return Ok(Self::Help);
        };
        let command = match first.to_str() {
            Some("run") => return Ok(Self::Run(rest.to_vec())),
            Some("test") => return rest.iter().map(step).collect::<Result<_, _>>().map(Self::Test),
            Some("check") => Self::Check,
            Some("bench") => Self::Bench,
            Some("types") => Self::Types,
            Some("pictures") => Self::Pictures,
            Some("help" | "--help" | "-h") => return Ok(Self::Help),
            _ => return Err(format!("没有“{}”这个命令。\n\n{HELP}", first.display())),
        };
        match rest.first() {
            None => Ok(command),
            Some(extra) => Err(format!("{} 后面不带参数，多了“{}”。", first.display(), extra.display())),
        }
    }
}

fn step(word: &OsString) -> Result<Step, String> {
    let names = Step::ALL.map(Step::name).join("、");
    Step::ALL
        .into_iter()
        .find(|step| word == step.name())
        .ok_or_else(|| format!("没有“{}”这个步骤，可写：{names}。", word.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(words: &[&str]) -> Result<Command, String> {
        Command::parse(&words.iter().map(OsString::from).collect::<Vec<_>>())
    }

    #[test]
    fn every_command_is_understood() {
        assert_eq!(parse(&[]), Ok(Command::Help));
        assert_eq!(parse(&["--help"]), Ok(Command::Help));
        assert_eq!(parse(&["test"]), Ok(Command::Test(Vec::new())));
        assert_eq!(parse(&["check"]), Ok(Command::Check));
        assert_eq!(parse(&["bench"]), Ok(Command::Bench));
        assert_eq!(parse(&["types"]), Ok(Command::Types));
        assert_eq!(parse(&["pictures"]), Ok(Command::Pictures));
    }

    #[test]
    fn what_follows_run_belongs_to_the_program() {
        assert_eq!(parse(&["run", "--help", "x"]), Ok(Command::Run(vec!["--help".into(), "x".into()])));
    }

    #[test]
    fn single_steps_can_be_asked_for() {
        assert_eq!(parse(&["test", "lint", "core"]), Ok(Command::Test(vec![Step::Lint, Step::Core])));
        assert!(parse(&["test", "lnit"]).unwrap_err().contains("packages、format"));
    }

    #[test]
    fn the_rest_is_refused_with_what_there_is() {
        assert!(parse(&["tset"]).unwrap_err().contains("cargo xtask <命令>"));
        assert!(parse(&["check", "now"]).unwrap_err().contains("now"));
    }

    #[test]
    fn help_names_every_step() {
        assert!(HELP.contains(&format!("步骤：{}", Step::ALL.map(Step::name).join(" "))));
    }
}
