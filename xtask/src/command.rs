//! Parses the command line by hand.
//!
//! Words are only turned into commands here; nothing is run or looked up.

use std::ffi::OsString;

use crate::dist::Product;
use crate::steps::Step;

/// What `cargo xtask help` prints.
pub(crate) const HELP: &str = "\
山城月报的开发入口：cargo xtask <命令>

  run [参数…]    装好缺少的系统软件包，编译并打开窗口；参数原样交给程序
  test [步骤…]   CI 所做的全部：系统软件包、格式、界面类型、仓库检查、发布材料、静态检查、测试、试装
                 写了步骤就只做那几步
  check          其中快的部分：格式、界面类型、静态检查、仓库检查、核心测试
  bench          编译发布版，量出各项用时，与预算并列成表
  types          按 Rust 的类型和命令重新生成 ui/types.d.ts、ui/commands.d.ts
  pictures       运行窗口测试，更新文档里的图
  icons          按 assets/ 里的图重新生成图标
  licences       重新收集第三方软件的许可
  deny           用 cargo-deny 核对依赖的许可、来源和已知漏洞（第一次要编译它，几分钟）
  dist <什么>    做安装包，放在 target/dist 里；后面加 --test 就接着试装、试用：
                   windows  交叉编译，安装程序和便携版（只在 Debian 及其同类上）
                   linux    .deb
                   arm64    命令行的 arm64 版
                   here     只按发布的样子编译本机的程序（任何系统）
                   twice    在两个文件夹里各编译一次命令行，比较是不是一字不差
  help           显示本页

步骤：packages format types lint tests repository packaging package core
";

/// One command.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// Opens the window, with these arguments.
    Run(Vec<OsString>),
    /// Runs everything that CI does, or only these steps.
    Test(Vec<Step>),
    /// Runs the fast steps.
    Check,
    Bench,
    /// Writes the types of the page again.
    Types,
    /// Makes the pictures of the documents again.
    Pictures,
    /// Makes the icons again.
    Icons,
    /// Collects the licences of other people's work again.
    Licences,
    /// Checks the dependencies by the rules of `deny.toml`.
    Deny,
    /// Makes a product for users, and tries it if asked to.
    Dist(Product, bool),
    /// Prints the list of commands.
    Help,
}

impl Command {
    /// Parses the words after `cargo xtask`. Without any, the command is help.
    pub(crate) fn parse(arguments: &[OsString]) -> Result<Self, String> {
        let Some((first, rest)) = arguments.split_first() else {
            return Ok(Self::Help);
        };
        let command = match first.to_str() {
            Some("run") => return Ok(Self::Run(rest.to_vec())),
            Some("test") => return rest.iter().map(step).collect::<Result<_, _>>().map(Self::Test),
            Some("dist") => return dist(rest),
            Some("check") => Self::Check,
            Some("bench") => Self::Bench,
            Some("types") => Self::Types,
            Some("pictures") => Self::Pictures,
            Some("icons") => Self::Icons,
            Some("licences") => Self::Licences,
            Some("deny") => Self::Deny,
            Some("help" | "--help" | "-h") => return Ok(Self::Help),
            _ => return Err(format!("没有“{}”这个命令。\n\n{HELP}", first.display())),
        };
        match rest.first() {
            None => Ok(command),
            Some(extra) => Err(format!("{} 后面不带参数，多了“{}”。", first.display(), extra.display())),
        }
    }
}

fn dist(words: &[OsString]) -> Result<Command, String> {
    let words: Vec<&str> = words.iter().filter_map(|word| word.to_str()).collect();
    let product = |word: &str| Product::ALL.into_iter().find(|product| product.name() == word);
    let known = match words.as_slice() {
        [word] => product(word).map(|product| (product, false)),
        [word, "--test"] => product(word).map(|product| (product, true)),
        _ => None,
    };
    let names = Product::ALL.map(Product::name).join("、");
    known
        .map(|(product, test)| Command::Dist(product, test))
        .ok_or_else(|| format!("dist 后面写做什么（{names}），还可以再写 --test。"))
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
        assert_eq!(parse(&["icons"]), Ok(Command::Icons));
        assert_eq!(parse(&["licences"]), Ok(Command::Licences));
        assert_eq!(parse(&["deny"]), Ok(Command::Deny));
    }

    #[test]
    fn a_package_is_named_and_may_be_tried() {
        assert_eq!(parse(&["dist", "windows"]), Ok(Command::Dist(Product::Windows, false)));
        assert_eq!(parse(&["dist", "linux", "--test"]), Ok(Command::Dist(Product::Linux, true)));
        for words in [&["dist"][..], &["dist", "amiga"], &["dist", "windows", "now"]] {
            assert!(parse(words).unwrap_err().contains("windows、linux"), "{words:?}");
        }
        assert!(Product::ALL.iter().all(|product| HELP.contains(&format!("  {} ", product.name()))));
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
